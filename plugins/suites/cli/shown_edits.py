"""Edits of files as a terminal shows them, and the question whether one is to be made."""

import difflib
import sys
from collections.abc import Iterator

from suites.archive import front_matter
from suites.archive.problems import printable


def lines(raw: bytes) -> list[str]:
    """Return the lines of a file; none of one that is no text."""
    text, _ = front_matter.decode("", raw)
    return (text or "").split("\n")


def diff(name: str, old: list[str] | None, new: list[str]) -> Iterator[str]:
    """Yield the lines of a unified diff, such as a terminal can show them; of a new file too."""
    before = "/dev/null" if old is None else name
    found = difflib.unified_diff(old or [], new, before, name, lineterm="")
    return map(printable, found)


def can_ask() -> bool:
    """Return whether there is a terminal, for questions and for answers."""
    return sys.stdin.isatty() and sys.stdout.isatty()
