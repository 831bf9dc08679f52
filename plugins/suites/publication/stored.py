"""Stored: the holdings of an archive that was read by an earlier build, opened one by one."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Any, Protocol

from suites import validation
from suites.body import Body
from suites.front_matter import FrontMatter, Positions
from suites.holdings.extract import Extract
from suites.holdings.reads import AtHand
from suites.model import FOLDERS, Record
from suites.relations import Entry

NOWHERE = Positions("", 1)
"""Where the keys of a stored record stand: a problem is told by who reads the file again."""

FEW, MANY = 50, 5_000
"""How many records are kept at hand with all that they are made from, and with their extract alone,
which is small, and which every page reads many of."""


class Shelved(Protocol):
    """Where records and lists are kept: a store, or what was just read."""

    def plain(self, id_: str) -> tuple[str, Any] | None:
        """The path of a record, and what it was made from: data, body, line, parsed body."""

    def extract(self, id_: str) -> Any:
        """The plain extract of a record."""

    def ids(self) -> list[tuple[str, str]]:
        """Every id with the path of its record, in the order of the ids."""

    def entries(self, list_: str, id_: str) -> tuple[Entry, ...]:
        """A list, in order."""


class Stored:
    """The holdings that a store keeps; what was opened lately stays open."""

    def __init__(self, store: Shelved) -> None:
        self._store = store
        # Whatever is made of a record is made at about the same time, and its body with it.
        self._plain = AtHand(store.plain, FEW)
        self._bodies = AtHand(self._body)
        self._extracts = AtHand(self._extract, MANY)
        self._lists: AtHand[tuple[str, str], tuple[Entry, ...]] = AtHand(
            lambda key: store.entries(*key)
        )

    def record(self, folder: str, id_: str) -> Record | None:
        """The record of that id in a folder; RuntimeError when what is kept makes none."""
        kept = self._plain[id_]
        if kept is None or folder_of(kept[0]) != folder:
            return None
        path, (data, body, line, _) = kept
        front = FrontMatter(path, data, NOWHERE, body, line)
        record, problems = validation.record(FOLDERS[folder], id_, front)
        if record is None or problems:
            raise RuntimeError(f"the store keeps no sound record of {id_}")
        return record

    def ids(self, folder: str) -> Iterable[str]:
        """The ids of the records of a folder, in order."""
        return self._ids.get(folder, ())

    def body(self, id_: str) -> Body | None:
        """The parsed body of a record."""
        return self._bodies[id_]

    def extract(self, id_: str) -> Extract | None:
        """The extract of a record."""
        return self._extracts[id_]

    def entries(self, list_: str, id_: str) -> tuple[Entry, ...]:
        """A list of the archive, in order."""
        return self._lists[list_, id_]

    def _body(self, id_: str) -> Body | None:
        kept = self._plain[id_]
        return Body.of_plain(*kept[1][1:]) if kept else None

    def _extract(self, id_: str) -> Extract | None:
        found = self._store.extract(id_)
        return Extract.of_plain(found) if found else None

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
