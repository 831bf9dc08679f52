"""Event list: the events of the chronology under their years and months.

An event whose month is not certain stands after the months of its year.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from suites.analysis.history import PastEvent
from suites.analysis.rows import EventRow
from suites.archive import dates, enumerations
from suites.archive.dates import Date
from suites.site.views.events import changes
from suites.site.views.facets import Values
from suites.site.views.state import event_id
from suites.site.views.track_chart import attributes
from suites.site.views.view_builder import ViewBuilder
from suites.site.views.view_models import Day, Ref, Sign, Signs

MISSED = -1
"""In the place of an event: its announcement's term passed on the day before."""

NO_MONTH = "~"
"""In the place of a month; it sorts last."""


class ListedEvent(NamedTuple):
    """An event: its day, its place on its announcement's page, its signs and other changes."""

    day: Day | None
    ref: Ref
    signs: tuple[Sign, ...]
    changes: str
    values: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class MonthEvents:
    """The events of a month, or those of a year without one."""

    label: str
    events: tuple[ListedEvent, ...]


@dataclass(frozen=True, slots=True)
class YearEvents:
    """The months of a year."""

    year: str
    months: tuple[MonthEvents, ...]


def events_by_year(
    builder: ViewBuilder, rows: Iterable[EventRow], values: Mapping[str, Values]
) -> tuple[YearEvents, ...]:
    """Return the events by year and month; `values` are those of their announcements."""
    placed = sorted((row.day[:4], _month(builder, row), row) for row in rows)
    return tuple(
        YearEvents(
            year,
            tuple(
                MonthEvents(
                    _label(builder, year, month),
                    tuple(_listed(builder, row, values) for *_, row in in_month),
                )
                for month, in_month in groupby(of_year, key=lambda one: one[1])
            ),
        )
        for year, of_year in groupby(placed, key=lambda one: one[0])
    )


def _event(builder: ViewBuilder, row: EventRow) -> tuple[PastEvent, Date]:
    """Return an event and its day; for a passed term, the event that said it last, and the term."""
    history = builder.linked.histories[row.announcement]
    if row.place == MISSED:
        event = next(event for event in reversed(history) if event.due)
        day = event.due
    else:
        event = history[row.place]
        day = event.on
    assert isinstance(day, Date)
    return event, day


def _month(builder: ViewBuilder, row: EventRow) -> str:
    _, on = _event(builder, row)
    is_known = (on.earliest.year, on.earliest.month) == (on.latest.year, on.latest.month)
    return row.day[5:7] if is_known else NO_MONTH


def _label(builder: ViewBuilder, year: str, month: str) -> str:
    if month == NO_MONTH:
        return builder.t("chronology.no-month", year=year)
    return dates.label(dates.parse(f"{year}-{month}"), builder.language)


def _listed(builder: ViewBuilder, row: EventRow, values: Mapping[str, Values]) -> ListedEvent:
    event, on = _event(builder, row)
    ref = builder.ref(row.announcement)
    if row.place == MISSED:
        signs, words = Signs(None, None, builder.sign("computed", enumerations.OVERDUE)), ""
    else:
        kind = builder.linked.link_summaries[row.announcement].announcement_kind
        signs = builder.state_signs(event.stage, event.verdict, kind=kind)
        words = ", ".join(changes(builder, event))
    own = tuple(
        (name, (row.day[:4],) if name == "year" else found)
        for name, found in values.get(row.announcement, ())
    )
    return ListedEvent(
        builder.day(on, short=True),
        Ref(f"{ref.url}#{event_id(event.place)}", ref.title, ref.kind),
        tuple(filter(None, signs)),
        words,
        attributes(own),
    )
