"""Computed tables: what follows from records as rows of their own.

To add one is to write its `Table`, the function that yields its rows, and a row of `OF_RECORDS`.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from suites.analysis import quote_comparison
from suites.analysis.tables import names
from suites.analysis.tables.computed import PERMALINK, TITLE, Context
from suites.analysis.tables.fields import date_cells, date_columns
from suites.analysis.tables.schema import Column, ForeignKey, Row, Table
from suites.archive.dates import Date
from suites.archive.enumerations import RELATIONS
from suites.archive.model import Announcement
from suites.archive.model.archive import RECORD_KINDS, kind_of
from suites.archive.model.values import Record

POSITION = Column("position", "integer")


def _id(name: str, *, required: bool = True) -> Column:
    return Column(name, required=required, format="id")


def _to(column: str, use: str) -> ForeignKey:
    return ForeignKey((column,), *names.TARGETS[use])


_TO_ANNOUNCEMENT, _TO_RECORD = (
    _to("announcement", "announcement"),
    ForeignKey((names.RECORD,), names.ALL_RECORDS, ("id",)),
)
_TO_ANNOTATION = ForeignKey(("article", "annotation"), *names.TARGETS["evidence"])
_TO_EVENT = ForeignKey(("announcement", "event"), "events", ("announcement", "position"))

ALL_RECORDS = Table(
    names.ALL_RECORDS,
    (
        _id("id"),
        Column("kind", allowed=tuple(RECORD_KINDS)),
        TITLE,
        Column("path"),
        PERMALINK,
    ),
    ("id",),
)

LINKS = Table(
    "links",
    (
        _id(names.RECORD),
        POSITION,
        _id("target"),
        _id("target_annotation", required=False),
    ),
    (names.RECORD, "position"),
    (
        _TO_RECORD,
        ForeignKey(("target",), names.ALL_RECORDS, ("id",)),
        ForeignKey(("target", "target_annotation"), *names.TARGETS["evidence"]),
    ),
)

EVIDENCE = Table(
    "evidence",
    (
        _id("announcement"),
        POSITION,
        Column("event", "integer", required=False),
        Column("relation", "integer", required=False),
        _id("article")._replace(key="Event.evidence"),
        _id("annotation")._replace(key="Event.evidence"),
    ),
    ("announcement", "position"),
    (
        _TO_ANNOUNCEMENT,
        _TO_EVENT,
        ForeignKey(("announcement", "relation"), "relations", ("announcement", "position")),
        _TO_ANNOTATION,
    ),
)

TERMS = Table(
    "terms",
    (
        _id("announcement"),
        Column("event", "integer"),
        *date_columns("said"),
        _id("speaker", required=False),
        Column("modality", required=False, values="modality"),
        *date_columns("due", required=True),
        Column("happened", "boolean"),
        Column("counts", "boolean"),
        Column("missed", "boolean"),
        Column("moved_days", "integer", required=False),
    ),
    ("announcement", "event"),
    (_TO_ANNOUNCEMENT, _TO_EVENT, _to("speaker", "entity")),
)

COMPARISONS = Table(
    "comparisons",
    (
        _id("announcement"),
        Column("name"),
        Column("sort", allowed=quote_comparison.SORTS),
        Column("relation_type", required=False, values="relation", allowed=tuple(RELATIONS)),
        _id("target", required=False),
        Column("element", required=False),
        Column("note", required=False, format="markdown"),
        PERMALINK,
    ),
    ("announcement", "name"),
    (_TO_ANNOUNCEMENT, _to("target", "announcement"), _to("element", "element")),
)

COMPARED_QUOTES = Table(
    "comparison_quotes",
    (_id("announcement"), Column("comparison"), Column("side", "integer"), POSITION, _id("article"),
     _id("annotation")),
    ("announcement", "comparison", "side", "position"),
    (
        ForeignKey(("announcement", "comparison"), "comparisons", ("announcement", "name")),
        _TO_ANNOTATION,
    ),
)  # fmt: skip


def _identity(context: Context, record: Any) -> Iterator[Row]:
    # Its path is shown with the name of the content's folder, which is its owner's own.
    path = record.source.path.partition("/")[2]
    yield record.id, kind_of(record).name, record.title, path, context.permalink(record)


def _links(context: Context, record: Record) -> Iterator[Row]:
    linked = context.linked
    for position, link in enumerate(linked.bodies[record.id].links, 1):
        target, _, annotation = link.target.partition("#")
        yield record.id, position, linked.aliases.get(target, target), annotation or None


def _evidence(_context: Context, announcement: Announcement) -> Iterator[Row]:
    """Yield the evidence of events, then that of relations, in the order of the record."""
    found = (
        *(
            (n, None, one)
            for n, event in enumerate(announcement.events, 1)
            for one in event.evidence
        ),
        *(
            (None, n, one)
            for n, rel in enumerate(announcement.relations, 1)
            for one in rel.evidence
        ),
    )
    for position, (event, relation, reference) in enumerate(found, 1):
        article, _, annotation = reference.partition("#")
        yield announcement.id, position, event, relation, article, annotation


def _terms(context: Context, announcement: Announcement) -> Iterator[Row]:
    """Yield the terms in the order of the record.

    A term moved by the days between its last day and that of the one before, where both have one.
    """
    state = context.linked.states[announcement.id]
    before: Date | None = None
    for place, event in enumerate(announcement.events, 1):
        if event.due is None:
            continue
        due = event.due if isinstance(event.due, Date) else None
        ends = [one.latest for one in (before, due) if one and one.latest != date.max]
        yield (
            announcement.id,
            place,
            *date_cells(event.on),
            event.speaker,
            event.modality,
            *date_cells(event.due),
            event in state.events,
            event is state.due_event,
            event in state.missed,
            (ends[1] - ends[0]).days if len(ends) == 2 else None,
        )
        before = due or before


def _comparisons(context: Context, announcement: Announcement) -> Iterator[Row]:
    urls = context.linked.urls
    for pair in quote_comparison.pairs(announcement, urls.names.pairs):
        yield (
            pair.announcement,
            pair.name,
            pair.sort,
            pair.type or None,
            pair.target or None,
            pair.element or None,
            pair.note,
            f"{context.site}{urls.quote_comparison(pair.announcement, pair.name)}",
        )


def _compared_quotes(context: Context, announcement: Announcement) -> Iterator[Row]:
    for pair in quote_comparison.pairs(announcement, context.linked.urls.names.pairs):
        for side, quotes in enumerate(pair.sides, 1):
            for position, reference in enumerate(quotes, 1):
                article, _, annotation = reference.partition("#")
                yield pair.announcement, pair.name, side, position, article, annotation


OF_RECORDS: Mapping[str, tuple[Table, type[Record], Callable[..., Iterator[Row]]]] = {
    table.name: (table, kind, rows)
    for table, kind, rows in (
        (ALL_RECORDS, Record, _identity),
        (EVIDENCE, Announcement, _evidence),
        (TERMS, Announcement, _terms),
        (COMPARISONS, Announcement, _comparisons),
        (COMPARED_QUOTES, Announcement, _compared_quotes),
        (LINKS, Record, _links),
    )
}
"""Tables with rows of each record of a class."""
