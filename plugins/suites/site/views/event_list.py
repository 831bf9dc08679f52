"""Event list: the events of the chronology under their years and months.

An event whose month is not certain stands after the months of its year.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from suites.analysis.history import PastEvent
from suites.analysis.rows import EventRow, Values
from suites.archive import dates
from suites.archive.dates import Date
from suites.site.views.events import changes, event_id
from suites.site.views.track_chart import attributes
from suites.site.views.view_builder import ViewBuilder
from suites.site.views.view_models import Day, Group, Ref, Sign, grouped

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


def events_by_year(
    builder: ViewBuilder, rows: Iterable[EventRow], values: Mapping[str, Values]
) -> tuple[Group[Group[ListedEvent]], ...]:
    """Return the events by year and month; `values` are those of their announcements."""
    placed = sorted((row.day[:4], _month(builder, row), row) for row in rows)
    events = (
        (year, (_label(builder, year, month), _listed(builder, row, values)))
        for year, month, row in placed
    )
    return tuple(Group(year, grouped(of_year)) for year, of_year in grouped(events))


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
    return builder.day(dates.parse(f"{year}-{month}")).text


def _listed(builder: ViewBuilder, row: EventRow, values: Mapping[str, Values]) -> ListedEvent:
    event, on = _event(builder, row)
    ref = builder.ref(row.announcement)
    kind = builder.linked.link_summaries[row.announcement].announcement_kind
    is_missed = row.place == MISSED
    state = ("", "", True) if is_missed else (event.stage, event.verdict, False)
    own = (
        (name, (row.day[:4],) if name == "year" else found)
        for name, found in values.get(row.announcement, ())
    )
    return ListedEvent(
        builder.day(on, short=True),
        Ref(f"{ref.url}#{event_id(event.place)}", ref.title, ref.kind),
        tuple(filter(None, builder.state_signs(*state, kind=kind))),
        "" if is_missed else ", ".join(changes(builder, event)),
        attributes(own),
    )
