"""Full text: a file of `captures/`, the Markdown of one article -> its text, and of which capture.

These files are written when a capture is converted, and may be mended by hand; they never enter the
archive. Their front matter names the digest of the capture: a text of another one is not believed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

from suites.archive import front_matter

END_OF_HEAD = re.compile(r"^---[ \t]*(?:\n|\Z)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class FullText:
    """The text of an article as Markdown, and the digest of the capture that it is of."""

    sha256: str
    text: str


def read(path: str, text: str) -> FullText | None:
    r"""What a file of `captures/` holds; None when it is no full text of a capture.

    >>> read("a.md", '---\nsha256: "0a"\n---\nUn texte.\n')
    FullText(sha256='0a', text='Un texte.\n')
    """
    ends = list(islice(END_OF_HEAD.finditer(text), 2))
    if len(ends) < 2 or ends[0].start() != 0:
        return None
    # The head alone: an article may be longer than a record.
    head, _ = front_matter.read(path, text[: ends[1].end()])
    digest = head.data.get("sha256") if head else None
    return FullText(digest, text[ends[1].end() :]) if isinstance(digest, str) else None
