"""Holdings: where the parts of an archive come from; here, an archive that was just read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any, Protocol

from suites.analysis.rows import Row
from suites.analysis.summary import Summary, summarise
from suites.body import Body, parse
from suites.model import Archive, Record
from suites.problems import Problem


def plain(value: Any) -> Any:
    """Return a value with its named tuples, however deep, as plain ones, as `marshal` takes them.

    >>> from suites.analysis.rows import Announced
    >>> plain((1, Announced(True, "2024-01-02", "a")))
    (1, (True, '2024-01-02', 'a'))
    """
    return tuple(map(plain, value)) if isinstance(value, tuple) else value


class Holdings(Protocol):
    """Where the parts of an archive come from; each is None, or empty, where there is none."""

    def record(self, folder: str, id_: str) -> Any:
        """The record of that id in one of `model.FOLDERS`."""

    def ids(self, folder: str) -> Iterable[str]:
        """The ids of all the records there, in order."""

    def body(self, id_: str) -> Body | None:
        """The parsed body of a record."""

    def summary(self, id_: str) -> Summary | None:
        """The summary of a record."""

    def rows(self, list_: str, id_: str) -> tuple[Row, ...]:
        """A list of `analysis.rows`, in order."""


class InMemory:
    """The holdings of an archive; nothing of it is read again."""

    def __init__(self, archive: Archive, as_of: date) -> None:
        """Summarise every record; `problems` are those of quotes that do not fit their bodies."""
        self._archive = archive
        self._bodies: dict[str, Body] = {}
        self._summaries: dict[str, Summary] = {}
        self._lists: defaultdict[tuple[str, str], list[Row]] = defaultdict(list)
        self.problems: tuple[Problem, ...] = ()
        for record in archive.records():
            body = parse(record.body, record.source.body_line)
            summary, rows, problems = summarise(record, body, as_of, archive.language)
            self.problems += problems
            self._bodies[record.id], self._summaries[record.id] = body, summary
            for list_, id_, row in rows:
                self._lists[list_, id_].append(row)
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

    def summary(self, id_: str) -> Summary | None:
        """The summary of a record."""
        return self._summaries.get(id_)

    def rows(self, list_: str, id_: str) -> tuple[Row, ...]:
        """A list of the archive, in order."""
        return self.lists.get((list_, id_), ())
