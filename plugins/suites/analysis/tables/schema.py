"""Schema: what a table is, what its columns hold, and what they lead to."""

from dataclasses import dataclass
from typing import Literal, NamedTuple

from suites.archive.model.settings import Vocabulary

Type = Literal["text", "integer", "number", "boolean", "date"]
"""The types of columns. A date is a day, `YYYY-MM-DD`; what is known of one is text, in EDTF."""

Format = Literal["", "id", "edtf", "markdown", "address", "language"]
"""What a text is, where it is more than words."""

Cell = str | int | float | bool | None
"""A value of a row. Empty text is None: no text of the model that is there is empty."""

Row = tuple[Cell, ...]


class Column(NamedTuple):
    """A column of a table.

    required: whether it always has a value. values: the list of the vocabulary that its values are
    of. allowed: the only values that it may have; of a list that archives extend, none are named.
    key: where the model has it, as `Article.title`; empty when it is computed.
    """

    name: str
    type: Type = "text"
    required: bool = True
    values: str = ""
    allowed: tuple[str, ...] = ()
    format: Format = ""
    key: str = ""

    def choices(self, vocabulary: Vocabulary) -> tuple[str, ...]:
        """Return all values that it may have, with those that an archive adds; () for any."""
        return self.allowed or (vocabulary.values(self.values) if self.values else ())


class ForeignKey(NamedTuple):
    """Columns whose values, where there are any, are those of a row of another table."""

    columns: tuple[str, ...]
    table: str
    of: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its columns, those of its primary key first, and what they lead to.

    The table of the settings has one row, and no key.
    """

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    foreign_keys: tuple[ForeignKey, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of the columns."""
        return tuple(column.name for column in self.columns)
