"""Indexing: the folded copies of the pages -> the search index, made anew when one of them changed.

The copies lie in the cache, where Pagefind reads them, and move there just before; the index lies
there too, and is laid into the output with the pages. A note says of which language and by which
tool it was made: without it the index is of no use, and is made again.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from suites import manifest, notes
from suites.address import COPIES, INDEX

NOTE = "indexed.json"
"""What says, in the cache, that the index there is the one of all the copies."""


class Indexer(Protocol):
    """What makes an index."""

    def index(self, copies: Path, language: str, made: Path) -> None:
        """Make the index of the copies in a folder into another."""

    def tool(self) -> str:
        """What makes it, and how; another one makes another index."""


class Waiting(Protocol):
    """Where new files wait (`making.Aside`)."""

    def write(self, address: str, content: bytes) -> bool:
        """Write a file aside; whether it differs from the one in its place."""

    def move(self, address: str) -> None:
        """Put a file that was written aside into its place."""


@dataclass(frozen=True, slots=True)
class Index:
    """The index of a cache."""

    cache: Path
    language: str
    indexer: Indexer

    def renew(self, aside: Waiting, changed: Iterable[str], removed: Iterable[str]) -> bool:
        """Make the index again if any copy was written or removed; whether it was."""
        made = {"language": self.language, "tool": self.indexer.tool()}
        changed, removed = list(changed), list(removed)
        copies, note = self.cache / "copies", self.cache / NOTE
        known = notes.read(note) == made and self._made.is_dir()
        if not changed and not removed and known:
            return False
        note.unlink(missing_ok=True)
        self._move(aside, changed, removed)
        self.indexer.index(copies, self.language, self._made)
        notes.write(note, made)
        return True

    def put_off(self, aside: Waiting, changed: Iterable[str], removed: Iterable[str]) -> None:
        """Lay the copies in their place; the index is that of others, if any did change."""
        changed, removed = list(changed), list(removed)
        if changed or removed:
            (self.cache / NOTE).unlink(missing_ok=True)
        self._move(aside, changed, removed)

    def _move(self, aside: Waiting, changed: Iterable[str], removed: Iterable[str]) -> None:
        """Lay copies in their place."""
        copies = self.cache / "copies"
        copies.mkdir(parents=True, exist_ok=True)
        for one in changed:
            aside.move(one)
        for one in removed:
            manifest.remove(copies, one.removeprefix(COPIES))

    def lay(self, aside: Waiting) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Lay the index aside for the output: all its addresses, and those of files that differ."""
        start = len(f"{self._made}{os.sep}")
        found = {f"{INDEX}{one[start:].replace(os.sep, '/')}": one for one in _all(self._made)}
        addresses = tuple(sorted(found))
        written = (one for one in addresses if aside.write(one, _content(found[one])))
        return addresses, tuple(written)

    @property
    def _made(self) -> Path:
        return self.cache / "index"


def _all(folder: Path) -> Iterator[str]:
    """The files in a folder and in those below it."""
    # Not Paths: there are as many folders as pages.
    for parent, _, names in os.walk(folder):
        yield from (f"{parent}{os.sep}{name}" for name in names)


def _content(place: str) -> bytes:
    with open(place, "rb") as file:  # noqa: PTH123
        return file.read()
