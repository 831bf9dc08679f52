"""Tables: the archive as data, for programs that know nothing of its model.

    classes of the model -> reflection -> TABLES        a record -> its rows, of several tables

A key of the model is a column of its own accord (`reflection`); what is computed has its columns in
`computed`, its tables in `computed_tables`; `vocabulary_tables` has the lists. Withdrawn records
are in none. Positions count from 1; places in a text count its characters (Unicode code points)
from 0.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import chain

from suites.analysis.linked_archive import LinkedArchive
from suites.analysis.tables import computed, computed_tables, vocabulary_tables
from suites.analysis.tables.computed import COMPUTED, Context
from suites.analysis.tables.reflection import Node, record_node, single_node, tables_of
from suites.analysis.tables.schema import Cell, Column, ForeignKey, Row, Table
from suites.archive.model import Announcement, Article, Entity, Page, Theme
from suites.archive.model.settings import Settings
from suites.archive.model.values import Record

__all__ = [
    "TABLES",
    "Cell", "Column", "Context", "ForeignKey", "Row", "Table",
    "all_rows", "archive_rows", "record_rows", "records",
]  # fmt: skip

NODES: Mapping[type[Record], Node] = {
    kind: record_node(kind, table, singular)
    for kind, table, singular in (
        (Article, "articles", "article"),
        (Announcement, "announcements", "announcement"),
        (Entity, "entities", "entity"),
        (Theme, "themes", "theme"),
        (Page, "pages", "page"),
    )
}
"""The classes of records, each with its table and those of its parts."""

SETTINGS = single_node(Settings, "settings")


def _with_computed(table: Table) -> Table:
    added = COMPUTED.get(table.name)
    return replace(table, columns=(*table.columns, *added.columns)) if added else table


TABLES: Mapping[str, Table] = {
    table.name: table
    for table in (
        *map(_with_computed, chain.from_iterable(map(tables_of, NODES.values()))),
        *(table for table, *_ in computed_tables.OF_RECORDS.values()),
        *tables_of(SETTINGS),
        *(table for table, *_ in vocabulary_tables.OF_ARCHIVE.values()),
    )
}
"""All tables, by name: first those of records and their parts, then those of the whole archive."""


def all_rows(linked: LinkedArchive, site: str = "") -> Iterator[tuple[str, Row]]:
    """Yield the rows of all tables, each with its table.

    Those of records are in the order of their ids, then in that of the record. `site` is the
    address of the site, with a final slash; while it is empty, permalinks are below the site's
    root.
    """
    context = Context(linked, site)
    yield from archive_rows(context)
    for record in records(linked):
        yield from record_rows(context, record)


def records(linked: LinkedArchive) -> Iterator[Record]:
    """Yield the records that are not withdrawn, by their ids; each is evicted: they may be many."""
    by_id = linked.archive.by_id
    for id_ in sorted(by_id):
        linked.evict()
        yield by_id[id_]


def archive_rows(context: Context) -> Iterator[tuple[str, Row]]:
    """Yield the rows of the tables that are of the archive as a whole."""
    for found in SETTINGS.rows(context.linked.archive.settings, ()):
        yield found.table, found.row
    for name, (_, of_archive) in vocabulary_tables.OF_ARCHIVE.items():
        yield from ((name, row) for row in of_archive(context))


def record_rows(context: Context, record: Record) -> Iterator[tuple[str, Row]]:
    """Yield the rows of a record and of its parts."""
    for table, row, parts in NODES[type(record)].rows(record, (record.id,)):
        yield table, row + computed.cells(context, table, parts) if table in COMPUTED else row
    for name, (_, kind, of_record) in computed_tables.OF_RECORDS.items():
        if isinstance(record, kind):
            yield from ((name, row) for row in of_record(context, record))
