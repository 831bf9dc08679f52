"""Reads: what was looked at while something was made, so that it is made again when that changes.

A fact is a sort of thing and which one, as text: "card x" is what a link to `x` shows. Whatever a
page or a check learns of the archive comes through `Asked`, which notes it here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from sys import intern
from typing import Any, Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")

MOST = 1_000
"""Values of one sort that are found anew before those are let go that were not asked for since: an
archive of which more is asked for is gone through in a memory that grows no further."""


class AtHand(Generic[K, V]):
    """What was found lately, so that it is not sought again.

    With `held`, nothing is let go but by `let_go`.
    """

    def __init__(self, find: Callable[[K], V], most: int = MOST, *, held: bool = False) -> None:
        self._find, self._most, self._held = find, most, held
        self._young: dict[K, V] = {}
        self._old: dict[K, V] = {}

    def __getitem__(self, key: K) -> V:
        try:
            return self._young[key]
        except KeyError:
            pass
        if not self._held:
            self.let_go()
        found = self._old.pop(key) if key in self._old else self._find(key)
        self._young[key] = found
        return found

    def let_go(self) -> None:
        """Forget what was not asked for lately, when it is much."""
        if len(self._young) >= self._most:
            self._young, self._old = {}, self._young


class Reads:
    """What has been read since `begin`: facts, each (what sort of thing, and which)."""

    ALL = "*"
    """Read with everything: the fact of what went through the whole archive."""

    def __init__(self) -> None:
        self.facts: set[str] = set()

    def begin(self) -> None:
        """Forget what was read."""
        self.facts = set()

    def note(self, sort: str, which: str) -> None:
        """Remember one fact."""
        # One and the same text for all who read it: there are as many as links of all pages.
        self.facts.add(intern(f"{sort} {which}"))

    def note_all(self) -> None:
        """Remember that everything was looked at."""
        self.facts.add(self.ALL)


class Asked(Mapping[str, V]):
    """A mapping whose values are found when they are asked for, and which notes the asking."""

    def __init__(
        self,
        find: Callable[[str], V | None],
        ids: Callable[[], Iterable[str]],
        all_: Callable[[], None],
    ) -> None:
        self._find, self._ids, self._all = find, ids, all_

    def __getitem__(self, key: str) -> V:
        found = self._find(key)
        if found is None:
            raise KeyError(key)
        return found

    def get(self, key: str, default: Any = None) -> Any:
        """The value, else the default."""
        found = self._find(key)
        return default if found is None else found

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and self._find(key) is not None

    def __iter__(self) -> Iterator[str]:
        self._all()
        return iter(self._ids())

    def within(self, ids: Iterable[str]) -> Asked[V]:
        """The same mapping, which goes through these alone, and still finds all."""
        return Asked(self._find, lambda: (id_ for id_ in ids if id_ in self), self._all)

    def __len__(self) -> int:
        self._all()
        return sum(1 for _ in self._ids())
