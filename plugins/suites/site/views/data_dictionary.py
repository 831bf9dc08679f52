"""The dictionary of the data: every table and every column, and what it means.

In: the tables of the model (`analysis.tables`), their texts in the language of the archive, and its
vocabulary. Out: `DictionaryPage`. It reads no record: settings, vocabulary and model make it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup, escape

from suites.analysis.tables import Column, Table
from suites.archive import enumerations
from suites.archive.languages.table_texts import DAYS, TableTexts, table_texts
from suites.site.views.data import code, link, marked, text
from suites.site.views.table_groups import ORDERED
from suites.site.views.view_builder import ViewBuilder
from suites.site.views.view_models import View, headings

EDTF = "https://www.loc.gov/standards/datetime/"
READING = {
    "names": {},
    "empty": {"sql": "NULL", "json": "null"},
    "dates": {
        "month": "2023-09",
        "about": "2023-09~",
        "between": "2023-09-12/2023-09-15",
        "earliest": "_earliest",
        "latest": "_latest",
    },
    "keys": {},
    "views": {
        "labels": "labels",
        "evidence": "quoted_evidence",
        "terms": "moved_terms",
        "texts": "searchable",
        "search": "search",
    },
    "csv": {"yes": "true", "no": "false"},
}
"""What holds of all tables: entries of the catalogue, each with what it shows as code."""


class Term(NamedTuple):
    """A name with what it means."""

    name: str | Markup
    text: Markup


class ColumnEntry(NamedTuple):
    """A column, or a date with the columns of its first and last day.

    `names` are all of them, with the id of each on the page; `kind` says what a value is, `values`
    which ones there may be, empty where any.
    """

    names: tuple[tuple[str, str], ...]
    kind: Markup
    text: Markup
    values: Markup


class TableEntry(NamedTuple):
    """A table with its columns."""

    name: str
    title: str
    text: Markup
    columns: tuple[ColumnEntry, ...]


class ListEntry(NamedTuple):
    """A list of the vocabulary: its name, and each value with its label and definition."""

    name: str
    values: tuple[Term, ...]


@dataclass(frozen=True)
class DictionaryPage(View):
    """The dictionary: how the tables are read, the tables, and the lists of values."""

    reading: tuple[Term, ...]
    tables: tuple[TableEntry, ...]
    lists: tuple[ListEntry, ...]


def page(builder: ViewBuilder) -> DictionaryPage:
    """Return the dictionary of the data."""
    t, texts = builder.t, table_texts(builder.language)
    tables = tuple(_table(builder, texts, table) for table in ORDERED)
    return DictionaryPage(
        url=builder.urls.dictionary,
        title=t("data.dictionary"),
        description=t("data.dictionary-description"),
        contents=headings(
            [
                ("s_reading", t("data.reading")),
                *((one.name, one.title) for one in tables),
                ("s_lists", t("data.lists")),
            ]
        ),
        reading=tuple(_reading(builder)),
        tables=tables,
        lists=tuple(_lists(builder)),
    )


def _reading(builder: ViewBuilder) -> Iterator[Term]:
    for name, shown in READING.items():
        values = {key: code(value) for key, value in shown.items()}
        if name == "dates":
            values["edtf"] = link(EDTF, "EDTF")
        words = text(builder, f"reading-{name}-text", **values)
        yield Term(builder.t(f"data.reading-{name}"), words)


def _table(builder: ViewBuilder, texts: TableTexts, table: Table) -> TableEntry:
    groups: dict[str, list[Column]] = {}
    for column in table.columns:
        base, _, day = column.name.rpartition("_")
        groups.setdefault(base if day in DAYS and base in groups else column.name, []).append(
            column
        )
    entries = (_column(builder, texts, table, columns) for columns in groups.values())
    name = table.name
    return TableEntry(name, texts.title(name), marked(texts.description(name)), tuple(entries))


def _column(
    builder: ViewBuilder, texts: TableTexts, table: Table, columns: list[Column]
) -> ColumnEntry:
    column = columns[0]
    return ColumnEntry(
        names=tuple((one.name, f"{table.name}.{one.name}") for one in columns),
        kind=escape(builder.t("list.comma")).join(_kind(builder, table, column)),
        text=marked(texts.column(table.name, column.name)),
        values=_values(builder, column),
    )


def _kind(builder: ViewBuilder, table: Table, column: Column) -> Iterator[Markup]:
    """Yield what a value of a column is, each a part of a line."""
    t = builder.t
    yield escape(t(f"data.format-{column.format}" if column.format else f"data.type-{column.type}"))
    if column.name in table.key:
        yield escape(t("data.key"))
    elif column.required:
        yield escape(t("data.always"))
    if target := _target(table, column):
        yield text(builder, "leads-to", column=link(f"#{target}", code(target)))


def _target(table: Table, column: Column) -> str:
    """Return the column of another table that one leads to, as `table.column`; "" for none."""
    keys = (key for key in table.foreign_keys if column.name in key.columns)
    return next((f"{key.table}.{key.of[key.columns.index(column.name)]}" for key in keys), "")


def _values(builder: ViewBuilder, column: Column) -> Markup:
    archive = builder.archive
    choices = column.choices(archive.vocabulary)
    if not choices or column.name == "list":
        return Markup("")
    shown = [
        text(builder, "label", value=code(one), label=archive.label(column.values, one))
        if column.values
        else code(one)
        for one in choices
    ]
    return text(builder, "one-of", values=escape(builder.t("list.comma")).join(shown))


def _lists(builder: ViewBuilder) -> Iterator[ListEntry]:
    vocabulary, language = builder.archive.vocabulary, builder.language
    for name in enumerations.LISTS:
        terms = []
        for value in vocabulary.values(name):
            meaning = vocabulary.lists[name][value].definition.get(language, "")
            words = (builder.archive.label(name, value), meaning)
            terms.append(Term(value, escape(builder.t("list.stop")).join(filter(None, words))))
        yield ListEntry(name, tuple(terms))
