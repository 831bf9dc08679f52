"""The context of a check: a record as it was read, and what the archive declares."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, TypeVar

from suites.analysis.references import notes
from suites.archive.front_matter import Keys
from suites.archive.markdown import Body
from suites.archive.model.archive import Archive
from suites.archive.model.values import Record
from suites.archive.problems import Problem
from suites.archive.urls import Urls, in_language

R_co = TypeVar("R_co", bound=Record, covariant=True)


@dataclass(frozen=True)
class CheckContext(Generic[R_co]):
    """A record and its parsed body; of the archive, the settings and the vocabulary are read."""

    record: R_co
    body: Body
    archive: Archive

    @property
    def urls(self) -> Urls:
        """Return the addresses of the archive."""
        return in_language(self.archive.settings.language)

    @cached_property
    def notes(self) -> tuple[tuple[Keys, Body], ...]:
        """Return the parsed notes that are more than plain words, with their keys."""
        return tuple(notes(self.record))

    def problem(self, keys: Keys, code: str, what: str, mend: str) -> Problem:
        """Return a problem at the value of some keys."""
        return self.record.source.problem(keys, code, what, mend)

    def problem_at(self, line: int, column: int, code: str, what: str, mend: str) -> Problem:
        """Return a problem at a place in the file."""
        return Problem(self.record.source.path, line, column, code, what, mend)

    def problem_of_body(self, code: str, what: str, mend: str) -> Problem:
        """Return a problem of the body as a whole."""
        return self.problem_at(self.record.source.body_line, 1, code, what, mend)


AnyContext = CheckContext[Any]
