"""What the tables of the data mean, in the words of a language, from its data.

    <tag>/data.yaml -> table_texts(tag) -> TableTexts -> column(table, column) -> text

A column has a text of its own in its table, or one for all tables, or one by rule: `x_earliest` and
`x_latest` follow from `x`. Words between backticks are code, as in Markdown. Which tables there
are, `analysis.tables` says; nothing here knows of it.
"""

from collections.abc import Collection, Iterator, Mapping
from functools import cache
from typing import Any

import msgspec

from suites.archive.languages import data

COLUMN = "{column}"
"""The place of the name of a column in the texts on days."""

DAYS = ("earliest", "latest")
"""The ends of the names of the columns for the days that a date allows."""


class DateTexts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is said of the columns that follow from a date: the days that it allows."""

    earliest: str
    latest: str


class TableText(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A table: what it is called, what a row is, and what its own columns mean."""

    title: str
    description: str
    columns: dict[str, str] = msgspec.field(default_factory=dict)


class TableTexts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What `data.yaml` has; `columns` are those that mean the same in several tables."""

    dates: DateTexts
    columns: dict[str, str]
    tables: dict[str, TableText]

    def title(self, table: str) -> str:
        """Return what a table is called; KeyError when it is not described."""
        return self.tables[table].title

    def description(self, table: str) -> str:
        """Return what a row of a table is; KeyError when it is not described."""
        return self.tables[table].description

    def column(self, table: str, name: str) -> str:
        """Return what a column means; KeyError when no text says so."""
        own = self.tables[table].columns
        found = own.get(name) or self.columns.get(name)
        if found:
            return found
        base, _, day = name.rpartition("_")
        if day not in DAYS or not (base in own or base in self.columns):
            raise KeyError(f"{table}.{name}")
        text: str = getattr(self.dates, day)
        return text.replace(COLUMN, base)

    def faults(self, tables: Mapping[str, Collection[str]]) -> Iterator[str]:
        """Yield each table and column without a text, and each text without one.

        `tables` are the names of the tables, each with those of its columns.
        """
        yield from (f"no tables.{name}" for name in tables if name not in self.tables)
        yield from (f"unknown tables.{name}" for name in self.tables if name not in tables)
        used = set[str]()
        for table in tables.keys() & self.tables.keys():
            own = self.tables[table].columns
            used |= set(tables[table]) - own.keys()
            yield from (
                f"unknown tables.{table}.columns.{name}"
                for name in own
                if name not in tables[table]
            )
            for name in tables[table]:
                try:
                    self.column(table, name)
                except KeyError:
                    yield f"no tables.{table}.columns.{name}"
        yield from (f"unknown columns.{name}" for name in self.columns if name not in used)


@cache
def table_texts(tag: str) -> TableTexts:
    """Return the texts of a language, typeset; KeyError when it is not there."""
    from suites.archive import languages

    typeset = languages.of(tag).spacing.typeset_all
    return msgspec.convert(typeset(data.read(tag, "data")), TableTexts)


def faults(found: Mapping[str, Any]) -> Iterator[str]:
    """Yield what is wrong with the texts of a language by themselves."""
    for day in DAYS:
        if COLUMN not in found["dates"][day]:
            yield f"dates.{day} has no {COLUMN}"
    texts = msgspec.convert(found, TableTexts)
    parts = [("columns", texts.columns)]
    parts += [(f"tables.{name}.columns", one.columns) for name, one in texts.tables.items()]
    for place, columns in parts:
        yield from (
            f"{place}.{name} ends a `code` nowhere"
            for name, text in columns.items()
            if text.count("`") % 2
        )
