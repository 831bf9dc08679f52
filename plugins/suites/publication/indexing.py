"""Indexing: the folded copies of the pages -> the search index, made anew when one of them changed.

Beside it lie the words of the archive, whose counts are kept: those of a copy that changed are
taken off, and those of the new one put on.

The copies lie in the cache, where Pagefind reads them, and move there just before; the index lies
there too, and is laid into the output with the pages. A note says of which language and by which
tool it was made: without it the index is of no use, and is made again.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from suites import manifest, notes, search
from suites.publication.tasks import COPIES

NOTE = "indexed.json"
"""What says, in the cache, that the index there is the one of all the copies."""

FOLDER = "pagefind/"
"""Where the index lies in the site."""

COUNTS = "words.json"
"""Where the counts of words are kept, in the cache."""


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
        counts = self._counts() if known else None
        note.unlink(missing_ok=True)
        copies.mkdir(parents=True, exist_ok=True)
        places = {one: copies / one.removeprefix(COPIES) for one in changed}
        lost = [one.removeprefix(COPIES) for one in removed]
        if counts is not None:
            for place in (*places.values(), *(copies / one for one in lost)):
                counts.subtract(_words(place))
        for one in places:
            aside.move(one)
        for name in lost:
            manifest.remove(copies, name)
        fresh = copies.rglob("*.html") if counts is None else places.values()
        counts = Counter() if counts is None else counts
        for place in fresh:
            counts.update(_words(place))
        self.indexer.index(copies, self.language, self._made)
        self._lay_words(+counts)
        notes.write(note, made)
        return True

    def put_off(self, aside: Waiting, changed: Iterable[str], removed: Iterable[str]) -> None:
        """Lay the copies in their place; the index is that of others, if any did change."""
        changed, removed = list(changed), list(removed)
        copies = self.cache / "copies"
        if changed or removed:
            (self.cache / NOTE).unlink(missing_ok=True)
        copies.mkdir(parents=True, exist_ok=True)
        for one in changed:
            aside.move(one)
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

    def _counts(self) -> Counter[str] | None:
        """How often the copies have each word; None when that is not known."""
        try:
            return Counter(json.loads((self.cache / COUNTS).read_bytes()))
        except (OSError, ValueError):
            return None

    def _lay_words(self, counts: Counter[str]) -> None:
        (self.cache / COUNTS).write_text(json.dumps(counts), "utf-8")
        for path, words in search.words(counts).items():
            place = self._made / path
            place.parent.mkdir(exist_ok=True)
            place.write_bytes(words)

    @property
    def _made(self) -> Path:
        return self.cache / "index"


def _words(copy: Path) -> Counter[str]:
    """The words of a copy; none when there is none."""
    try:
        return search.counted(copy.read_text("utf-8"))
    except FileNotFoundError:
        return Counter()
