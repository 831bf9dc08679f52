"""Placeholders: marks in a text, such as `{à compléter : …}`, of what its author has still to say.

`suites init` lays texts with such marks, and examples; a site is not published while the content
has any. The marks and the examples of all languages count in every archive.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from suites.archive import languages
from suites.archive.languages import PLACE, data
from suites.archive.problems import Problem, quoted

MAX_SHOWN = 120


def example_prefix(tag: str) -> str:
    """Return how the ids of the examples begin in a language; KeyError."""
    return _words(tag)["examples"]


def example_left(path: str, prefix: str) -> Problem:
    """Return the problem of a file that is one of the examples."""
    what = "this is an imaginary example, which is not to be published"
    mend = f"delete all of them at once: find content -name '{prefix}*' -delete"
    return Problem.of_file(path, "example-left", what, mend)


def placeholders(path: str, text: str) -> Iterator[Problem]:
    """Yield a problem for each mark in the text of a file; `path` is that of the file as shown."""
    for found in _marks().finditer(text):
        before = text[: found.start()]
        line, column = before.count("\n") + 1, found.start() - before.rfind("\n")
        what = f"this is still to be written: {quoted(' '.join(found[0].split()), MAX_SHOWN)}"
        mend = "write it in the place of the braces; drop them where there is nothing to say"
        yield Problem(path, line, column, "to-fill-in", what, mend)


def _words(tag: str) -> Mapping[str, str]:
    words: Mapping[str, str] = data.read(tag, "templates")
    return words


@cache
def _marks() -> re.Pattern[str]:
    """Return the pattern of the marks of all languages: to the brace, or to the end of the line."""
    forms = [_words(tag)["to_fill_in"] for tag in languages.tags()]
    begin = (r"\s*".join(map(re.escape, form.split(PLACE)[0].split())) for form in forms)
    return re.compile(rf"(?:{'|'.join(begin)})[^}}\n]*\}}?", re.IGNORECASE)
