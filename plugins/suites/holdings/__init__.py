"""Holdings: where the parts of an archive come from; here, an archive that was just read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any, Protocol

from suites.body import Body, parse
from suites.holdings.extract import Extract, extract
from suites.model import Archive, Record
from suites.problems import Problem
from suites.relations import Entry

__all__ = ["Entry", "Holdings", "InMemory"]


class Holdings(Protocol):
    """Where the parts of an archive come from; each is None, or empty, where there is none."""

    def record(self, folder: str, id_: str) -> Any:
        """The record of that id in one of `model.FOLDERS`."""

    def ids(self, folder: str) -> Iterable[str]:
        """The ids of all the records there, in order."""

    def body(self, id_: str) -> Body | None:
        """The parsed body of a record."""

    def extract(self, id_: str) -> Extract | None:
        """The extract of a record."""

    def entries(self, list_: str, id_: str) -> tuple[Entry, ...]:
        """A list of `relations` or `registers`, in order."""


class InMemory:
    """The holdings of an archive; nothing of it is read again."""

    def __init__(self, archive: Archive, as_of: date) -> None:
        """Extract every record; `problems` are those of quotes that do not fit their bodies."""
        self._archive = archive
        self._bodies: dict[str, Body] = {}
        self._extracts: dict[str, Extract] = {}
        self._lists: defaultdict[tuple[str, str], list[Entry]] = defaultdict(list)
        self.problems: tuple[Problem, ...] = ()
        for record in archive.records():
            body = parse(record.body, record.source.body_line)
            found, entries, problems = extract(record, body, as_of, archive.language)
            self.problems += problems
            self._bodies[record.id], self._extracts[record.id] = body, found
            for list_, id_, entry in entries:
                self._lists[list_, id_].append(entry)
        self.lists = {key: tuple(sorted(list_)) for key, list_ in self._lists.items()}

    def record(self, folder: str, id_: str) -> Record | None:
        """A record by its folder and its id."""
        found: Record | None = getattr(self._archive, folder).get(id_)
        return found

    def ids(self, folder: str) -> Iterable[str]:
        """The ids of the records of a folder, in order."""
        ids: Iterable[str] = getattr(self._archive, folder)
        return ids

    def body(self, id_: str) -> Body | None:
        """The parsed body of a record."""
        return self._bodies.get(id_)

    def extract(self, id_: str) -> Extract | None:
        """The extract of a record."""
        return self._extracts.get(id_)

    def entries(self, list_: str, id_: str) -> tuple[Entry, ...]:
        """A list of the archive, in order."""
        return self.lists.get((list_, id_), ())
