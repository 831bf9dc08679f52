"""Portions: values by their paths, kept some hundreds together.

All of an archive's files are asked for at every build, and few of them change: so many rows of
their own would take longer to read than the files to look at, and one row longer to write.
"""

from __future__ import annotations

import marshal
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from zlib import crc32

from suites.store.database import Database

COUNT = 256
"""How many portions there are."""

Plain = tuple[Any, ...]


class Portions:
    """Plain values by their paths, in a table of the name that is given."""

    def __init__(self, database: Database, name: str) -> None:
        self._database, self._name = database, name

    @staticmethod
    def table(name: str) -> str:
        """The statement that makes the table."""
        return f"create table {name}(portion integer primary key, kept blob);"

    def all(self) -> dict[str, Plain]:
        """Every value."""
        found: dict[str, Plain] = {}
        for (kept,) in self._database.all(f"select kept from {self._name}"):
            found |= marshal.loads(kept)
        return found

    def some(self, paths: Iterable[str]) -> dict[str, Plain]:
        """The values of these paths, where there are any."""
        wanted = set(paths)
        found = (self._portion(number) for number in {portion_of(path) for path in wanted})
        return {path: kept for one in found for path, kept in one.items() if path in wanted}

    def keep(self, values: Mapping[str, Plain], gone: Iterable[str] = ()) -> None:
        """Keep values in the place of those of the same path, and forget those gone."""
        changes: dict[int, list[tuple[str, Plain | None]]] = {}
        for path in gone:
            changes.setdefault(portion_of(path), []).append((path, None))
        for path, value in values.items():
            changes.setdefault(portion_of(path), []).append((path, value))
        self._database.change(
            f"insert or replace into {self._name} values (?, ?)", self._changed(changes)
        )

    def _changed(
        self, changes: Mapping[int, Iterable[tuple[str, Plain | None]]]
    ) -> Iterator[tuple[int, bytes]]:
        for number, changed in changes.items():
            kept = self._portion(number)
            for path, value in changed:
                if value is None:
                    kept.pop(path, None)
                else:
                    kept[path] = value
            yield number, marshal.dumps(kept)

    def _portion(self, number: int) -> dict[str, Plain]:
        found = self._database.all(f"select kept from {self._name} where portion = ?", number)
        return marshal.loads(found[0][0]) if found else {}


def portion_of(path: str) -> int:
    """The number of the portion that a path is kept in."""
    return crc32(path.encode("utf-8", "surrogateescape")) % COUNT
