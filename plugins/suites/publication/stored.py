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

Kept = tuple[str, Any, Any]
"""Of a record: its path, what it was made from (data, body, line, parsed body), its extract."""

NOWHERE = Positions("", 1)
"""Where the keys of a stored record stand: a problem is told by who reads the file again."""


class Shelved(Protocol):
    """Where records and lists are kept: a store, or what was just read."""

    def record(self, id_: str) -> Kept | None:
        """What is kept of a record."""

    def ids(self) -> list[tuple[str, str]]:
        """Every id with the path of its record, in the order of the ids."""

    def entries(self, list_: str, id_: str) -> tuple[Entry, ...]:
        """A list, in order."""


class Stored:
    """The holdings that a store keeps; what is opened stays open."""

    def __init__(self, store: Shelved) -> None:
        self._store = store
        self._kept: AtHand[str, Kept | None] = AtHand()
        self._bodies: AtHand[str, Body | None] = AtHand()
        self._extracts: AtHand[str, Extract | None] = AtHand()
        self._lists: dict[tuple[str, str], tuple[Entry, ...]] = {}

    def record(self, folder: str, id_: str) -> Record | None:
        """The record of that id in a folder; RuntimeError when what is kept makes none."""
        kept = self._row(id_)
        if kept is None or folder_of(kept[0]) != folder:
            return None
        path, (data, body, line, _), _ = kept
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
        if id_ not in self._bodies:
            kept = self._row(id_)
            self._bodies[id_] = Body.of_plain(*kept[1][1:]) if kept else None
        return self._bodies[id_]

    def extract(self, id_: str) -> Extract | None:
        """The extract of a record."""
        if id_ not in self._extracts:
            kept = self._row(id_)
            self._extracts[id_] = Extract.of_plain(kept[2]) if kept else None
        return self._extracts[id_]

    def entries(self, list_: str, id_: str) -> tuple[Entry, ...]:
        """A list of the archive, in order."""
        key = (list_, id_)
        if key not in self._lists:
            self._lists[key] = self._store.entries(list_, id_)
        return self._lists[key]

    def _row(self, id_: str) -> Kept | None:
        if id_ not in self._kept:
            self._kept[id_] = self._store.record(id_)
        return self._kept[id_]

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
