"""Model 3: the reason `unexplained` stands beside `silent`, which had to serve for both before."""

from collections.abc import Iterator

from suites.archive.front_matter import FrontMatter
from suites.archive.migrations.changes import Question, members


def ask(front: FrontMatter) -> Iterator[Question]:
    """Ask of each silence whether nothing more was said, or no reason was given."""
    for index, event in members(front.data, "events"):
        if event.get("reason") == "silent":
            what = "silent also stood for a verdict that was said without its reason"
            mend = "if it was given up in words, write unexplained; if nothing was said, leave it"
            yield Question(("events", index, "reason"), what, mend)
