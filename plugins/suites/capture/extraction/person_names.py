"""Person names: the names in a byline or in a statement of a page's authors."""

import re

from suites.capture.encoding import line
from suites.capture.extraction.lexicon import alternatives

_NOBODY = re.compile(
    r"\W*(admin\w*|auteur|author|user|webmaster|null|none|undefined|unknown|staff|\d+)\W*", re.I
)
_BY = re.compile(rf"(?:{alternatives('by', 'written_by')}|authors|da)\b\s*:?\s+", re.I)
_AND = re.compile(r"\s*[;/&|]\s*|\s*,\s+|\s+(?:et|and|und|y|e|en)\s+", re.I)


def people(text: str) -> list[str]:
    """Return the names in a byline, or in a statement of authors."""
    if text.startswith(("http:", "https:")) or "@" in text:
        return []
    names = [line(_BY.sub("", name, count=1)) for name in _AND.split(_BY.sub("", text, count=1))]
    # "Martin, Jeanne" is one name, the last one first.
    if len(names) == 2 and ", " in text and not any(" " in name for name in names):
        names = [f"{names[1]} {names[0]}"]
    return [name for name in names if 1 < len(name) <= 80 and not _NOBODY.fullmatch(name)]


def same(name: str, other: str) -> bool:
    """Return whether two names are equal but for capitals, spaces and punctuation."""
    return bool(other) and folded(name) == folded(other)


def folded(text: str) -> str:
    """Return the letters and digits of a text, without their case."""
    return "".join(filter(str.isalnum, text.casefold()))
