"""Stored: the holdings of an archive that was read by an earlier build, opened one by one."""

from __future__ import annotations

import marshal
from collections.abc import Iterable
from functools import cached_property
from typing import Any, Protocol

from msgspec import convert

from suites.analysis.rows import ROWS, Row
from suites.analysis.summary import Summary
from suites.body import Body
from suites.front_matter import Positions
from suites.holdings.reads import AtHand
from suites.model import FOLDERS, Record, Source
from suites.model.plain import of_plain

NOWHERE = Positions("", 1)
"""Where the keys of a stored record stand: a problem is told by who reads the file again."""

FEW, MANY = 20, 500
"""How many records are kept at hand with all that they are made from, and with their summary alone,
which is small, and which every page reads many of."""


class Shelved(Protocol):
    """Where records and lists are kept: a store, or what was just read."""

    def path_of(self, id_: str) -> str | None:
        """The path of a record, as problems show it."""

    def plain(self, id_: str) -> tuple[str, Any] | None:
        """The path of a record, and what it is made of: its plain values, its body, the line that
        begins on, and the parsed body as `marshal` wrote it, for most look at the record alone.
        """  # noqa: D205

    def extract(self, id_: str) -> Any:
        """The plain summary of a record."""

    def ids(self) -> list[tuple[str, str]]:
        """Every id with the path of its record, in the order of the ids."""

    def entries(self, list_: str, id_: str) -> tuple[Any, ...]:
        """A list as plain tuples, in order."""


class Stored:
    """The holdings that a store keeps; what was opened lately stays open."""

    def __init__(self, store: Shelved) -> None:
        self._store = store
        self._folders = AtHand(self._folder, MANY)
        # Whatever is made of a record is made at about the same time, and its body with it.
        self._plain = AtHand(store.plain, FEW)
        self._bodies = AtHand(self._body)
        self._summaries = AtHand(self._summary, MANY)
        self._lists: AtHand[tuple[str, str], tuple[Row, ...]] = AtHand(self._rows)

    def record(self, folder: str, id_: str) -> Record | None:
        """The record of that id in a folder; RuntimeError when what is kept makes none."""
        if self._folders[id_] != folder:
            return None
        kept = self._plain[id_]
        if kept is None:
            return None
        path, (values, body, line, _) = kept
        source = Source(path, NOWHERE.value, NOWHERE.key, line)
        try:
            return of_plain(FOLDERS[folder], values, id_, source, body)
        except (KeyError, TypeError, ValueError) as error:
            raise RuntimeError(f"the store keeps no sound record of {id_}: {error}") from error

    def ids(self, folder: str) -> Iterable[str]:
        """The ids of the records of a folder, in order."""
        return self._ids.get(folder, ())

    def body(self, id_: str) -> Body | None:
        """The parsed body of a record."""
        return self._bodies[id_]

    def summary(self, id_: str) -> Summary | None:
        """The summary of a record."""
        return self._summaries[id_]

    def rows(self, list_: str, id_: str) -> tuple[Row, ...]:
        """A list of the archive, in order."""
        return self._lists[list_, id_]

    def _body(self, id_: str) -> Body | None:
        kept = self._plain[id_]
        if kept is None:
            return None
        _, source, line, parsed = kept[1]
        return Body.of_plain(source, line, marshal.loads(parsed))

    def _summary(self, id_: str) -> Summary | None:
        found = self._store.extract(id_)
        return convert(found, Summary) if found else None

    def _rows(self, key: tuple[str, str]) -> tuple[Row, ...]:
        row = ROWS[key[0]]
        return tuple(convert(one, row) for one in self._store.entries(*key))

    def _folder(self, id_: str) -> str:
        path = self._store.path_of(id_)
        return folder_of(path) if path else ""

    @cached_property
    def _ids(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for id_, path in self._store.ids():
            found.setdefault(folder_of(path), []).append(id_)
        return found


def folder_of(path: str) -> str:
    """The folder of `model.FOLDERS` that a path lies in, as problems show it.

    >>> folder_of("content/articles/2021/a.md")
    'articles'
    """
    return path.split("/")[1]
