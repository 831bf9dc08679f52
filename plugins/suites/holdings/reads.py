"""Reads: what was looked at while something was made, so that it is made again when that changes.

A fact is a sort of thing and which one: "card x" is what a link to `x` shows. Whatever a page or a
check learns of the archive comes through `Asked`, which notes it here. A page learns hundreds of
facts: to note one is to add it to a set.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")

MOST = 300
"""Values of one sort that are found anew before those are let go that were not asked for since: an
archive of which more is asked for is gone through in a memory that grows no further."""

Noted = tuple[tuple[str, tuple[str, ...]], ...]
"""Facts as plain values: each sort with the things it was noted of, all in order (see
`freshness.told`)."""


class AtHand(dict[K, V], Generic[K, V]):
    """What was found lately, so that it is not sought again: a value is asked for by `[key]` alone.

    With `held`, nothing is let go but by `let_go`.
    """

    def __init__(self, find: Callable[[K], V], most: int = MOST, *, held: bool = False) -> None:
        super().__init__()
        self._find, self._most, self._held = find, most, held
        self._old: dict[K, V] = {}

    def __missing__(self, key: K) -> V:
        if not self._held:
            self.let_go()
        found = self._old.pop(key) if key in self._old else self._find(key)
        self[key] = found
        return found

    def let_go(self) -> None:
        """Forget what was not asked for lately, when it is much."""
        if len(self) >= self._most:
            self._old = dict(self)
            self.clear()


class Reads:
    """What has been read since `begin`: facts, each (what sort of thing, and which)."""

    ALL = "*"
    """Read with everything: the fact of what went through the whole archive."""

    def __init__(self) -> None:
        self._sorts: defaultdict[str, set[str]] = defaultdict(set)
        self._all = False

    def begin(self) -> None:
        """Forget what was read."""
        for which in self._sorts.values():
            which.clear()
        self._all = False

    def of(self, sort: str) -> set[str]:
        """The things of a sort whose fact was read; to add one to it is to note it."""
        return self._sorts[sort]

    def note_all(self) -> None:
        """Remember that everything was looked at."""
        self._all = True

    def noted(self) -> Noted:
        """The facts, as they are kept."""
        found = {sort: tuple(sorted(which)) for sort, which in self._sorts.items() if which}
        if self._all:
            found[self.ALL] = ("",)
        return tuple(sorted(found.items()))


class Asked(Mapping[str, V]):
    """A mapping whose values are found when they are asked for.

    `noted` is the set of `Reads.of` to which the asking is added; without it, `find` notes by
    itself what it looks at. `all_` hears of whoever goes through all of the mapping.
    """

    def __init__(
        self,
        find: Callable[[str], V | None],
        ids: Callable[[], Iterable[str]],
        all_: Callable[[], None],
        noted: set[str] | None = None,
    ) -> None:
        self._find, self._ids, self._all, self._noted = find, ids, all_, noted
        self._note: Callable[[str], None] = _nothing if noted is None else noted.add

    def __getitem__(self, key: str) -> V:
        self._note(key)
        found = self._find(key)
        if found is None:
            raise KeyError(key)
        return found

    def get(self, key: str, default: Any = None) -> Any:
        """The value, else the default."""
        self._note(key)
        found = self._find(key)
        return default if found is None else found

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and self.get(key) is not None

    def __iter__(self) -> Iterator[str]:
        self._all()
        return iter(self._ids())

    def within(self, ids: Iterable[str]) -> Asked[V]:
        """The same mapping, which goes through these alone, and still finds all."""
        return Asked(
            self._find, lambda: (id_ for id_ in ids if id_ in self), self._all, self._noted
        )

    def __len__(self) -> int:
        self._all()
        return sum(1 for _ in self._ids())


def _nothing(_: str) -> None:
    """Note nothing."""
