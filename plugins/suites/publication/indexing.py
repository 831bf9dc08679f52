"""Indexing: the folded copies of the pages -> the search index, made anew when one of them changed.

The copies lie in the cache, where Pagefind reads them, and move there just before; the index lies
there too, and is laid into the output with the pages. A note says of which language and by which
tool it was made: without it the index is of no use, and is made again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from suites import laying, manifest
from suites.publication.tasks import COPIES

NOTE = "indexed.json"
"""What says, in the cache, that the index there is the one of all the copies."""

FOLDER = "pagefind/"
"""Where the index lies in the site."""


class Indexer(Protocol):
    """What makes an index."""

    def index(self, copies: Path, language: str, made: Path) -> None:
        """Make the index of the copies in a folder into another."""

    def tool(self) -> str:
        """What makes it, and how; another one makes another index."""


class Waiting(Protocol):
    """Where new files wait (`making.Aside`)."""

    folder: Path

    def write(self, address: str, content: bytes) -> bool:
        """Write a file aside; whether it differs from the one in its place."""


@dataclass(frozen=True, slots=True)
class Index:
    """The index of a cache."""

    cache: Path
    language: str
    indexer: Indexer

    def renew(self, aside: Waiting, changed: Iterable[str], removed: Iterable[str]) -> bool:
        """Make the index again if any copy was written or removed; whether it was."""
        made = {"language": self.language, "tool": self.indexer.tool()}
        self.put_off(aside, changed, removed)
        if _read(self.cache / NOTE) == made and self._made.is_dir():
            return False
        (self.cache / NOTE).unlink(missing_ok=True)
        self.indexer.index(self.cache / "copies", self.language, self._made)
        (self.cache / NOTE).write_text(json.dumps(made), "utf-8")
        return True

    def put_off(self, aside: Waiting, changed: Iterable[str], removed: Iterable[str]) -> None:
        """Lay the copies in their place; the index is that of others, if any did change."""
        changed, removed = list(changed), list(removed)
        copies = self.cache / "copies"
        if changed or removed:
            (self.cache / NOTE).unlink(missing_ok=True)
        copies.mkdir(parents=True, exist_ok=True)
        for one in changed:
            laying.move(aside.folder / one, copies / one.removeprefix(COPIES))
        for one in removed:
            manifest.remove(copies, one.removeprefix(COPIES))

    def lay(self, aside: Waiting) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Lay the index aside for the output: all its addresses, and those of files that differ."""
        found = {
            f"{FOLDER}{path.relative_to(self._made).as_posix()}": path
            for path in sorted(self._made.rglob("*"))
            if path.is_file()
        }
        written = (one for one, path in found.items() if aside.write(one, path.read_bytes()))
        return tuple(found), tuple(written)

    @property
    def _made(self) -> Path:
        return self.cache / "index"


def _read(path: Path) -> object:
    try:
        return json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return None
