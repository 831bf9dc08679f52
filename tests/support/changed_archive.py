"""An archive whose records a test has changed in memory, linked as a build links files."""

from __future__ import annotations

from datetime import date
from typing import Any

from suites.analysis.index import encode
from suites.analysis.linked_archive import LinkedArchive
from suites.analysis.records import Fetch, Records, Summarised
from suites.analysis.summary import summarise
from suites.archive.markdown import Body, parse
from suites.archive.model.archive import FOLDERS, Archive
from suites.archive.problems import Problem


class GivenRecords(Records):
    """Records that are given as they are, and not decoded; and the problems of their quotes."""

    def __init__(self, archive: Archive, as_of: date) -> None:
        self._archive, self._texts = archive, {}
        self.problems: tuple[Problem, ...] = ()
        found = []
        for folder in FOLDERS:
            for record in getattr(archive, folder).values():
                body = self._texts[record.id] = parse(record.body, record.source.body_line)
                summary, rows, problems = summarise(record, body, as_of, archive.language)
                found.append((f"{folder}/{record.id}.md", Summarised(summary, encode(rows))))
                self.problems += problems
        super().__init__(found, Fetch(_never, _never), _never, archive.language.spacing)

    def record(self, folder: str, id_: str) -> Any:
        return getattr(self._archive, folder).get(id_)

    def body(self, id_: str) -> Body | None:
        return self._texts.get(id_)


def link(archive: Archive, as_of: date) -> tuple[LinkedArchive, tuple[Problem, ...]]:
    """The archive linked, its states those of a day; and the problems of quotes that misfit."""
    records = GivenRecords(archive, as_of)
    return LinkedArchive(archive, as_of, records), records.problems


def _never(path: str) -> Any:
    raise AssertionError(f"{path} is not read again")
