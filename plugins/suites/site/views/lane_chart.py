"""Frieze: announcements in lanes by theme, and what happened to them in a list by month.

An event whose month is not certain stands after the months of its year, and is given none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
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
from suites.site.views.track_chart import Drawn, Label, Strip, written
from suites.site.views.view_builder import ViewBuilder
from suites.site.views.view_models import Day, Ref, Sign

MISSED = -1
"""In the place of an event: its announcement's term passed on the day before."""


class Happening(NamedTuple):
    """An event in the list, as its day, where it is told, its signs, and what else it changed."""

    day: Day | None
    ref: Ref
    signs: tuple[Sign, ...]
    what: str
    values: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Month:
    """The events of a month; the label is that of none where the month is not known."""

    label: str
    happenings: tuple[Happening, ...]


@dataclass(frozen=True, slots=True)
class YearList:
    """The months of a year."""

    year: str
    months: tuple[Month, ...]


@dataclass(frozen=True, slots=True)
class Lane:
    """The tracks of a theme; on the page of one theme there is one lane, without a title."""

    title: str
    rows: tuple[Drawn, ...]


@dataclass(frozen=True, slots=True)
class Frieze:
    """The drawing: its axis, the day of the states, its lanes, and the signs that it uses."""

    axis: tuple[Label, ...]
    today: float | None
    lanes: tuple[Lane, ...]
    signs: tuple[Sign, ...]


def frieze(builder: ViewBuilder, drawn: Strip, *, by_theme: bool) -> Frieze:
    """The drawing of a strip; each announcement stands in the lane of its first theme."""
    lanes: defaultdict[str, list[Drawn]] = defaultdict(list)
    for row in drawn.rows:
        id_ = row.ref.url.rstrip("/").rpartition("/")[2]
        themes = builder.linked.row_summaries[id_].themes if by_theme else ()
        name = builder.ref(themes[0]).title if themes else ""
        lanes[name].append(row)
    used = {(mark.list, mark.value) for row in drawn.rows for mark in row.track.marks}
    none = builder.t("chronology.no-theme") if by_theme else ""
    return Frieze(
        drawn.axis,
        drawn.today,
        tuple(
            Lane(name or none, tuple(rows))
            for name, rows in sorted(
                lanes.items(), key=lambda lane: (not lane[0], lane[0].casefold())
            )
        ),
        tuple(
            builder.sign(list_, value)
            for list_ in ("stage", "verdict")
            for value in enumerations.LISTS[list_]
            if (list_, value) in used
        ),
    )


def by_year(
    builder: ViewBuilder, entries: Sequence[EventRow], values: Mapping[str, Values]
) -> tuple[YearList, ...]:
    """The events under their years and months; `values` are those of their announcements."""
    events = {entry: _event(builder, entry) for entry in entries}
    rows = sorted((_place(entry, events[entry]), entry) for entry in entries)
    return tuple(
        YearList(
            year,
            tuple(
                Month(
                    _month(builder, year, month),
                    tuple(_happening(builder, entry, events[entry], values) for _, entry in found),
                )
                for month, found in groupby(of_year, key=lambda row: row[0][1])
            ),
        )
        for year, of_year in groupby(rows, key=lambda row: row[0][0])
    )


def _on(entry: EventRow, event: PastEvent) -> Date:
    """The day of an event; that of a passed term is its own."""
    found = event.due if entry.place == MISSED else event.on
    assert isinstance(found, Date)
    return found


def _event(builder: ViewBuilder, entry: EventRow) -> PastEvent:
    """The event itself; of a passed term, the one that said it last."""
    history = builder.linked.histories[entry.announcement]
    if entry.place == MISSED:
        return next(event for event in reversed(history) if event.due)
    return history[entry.place]


def _place(entry: EventRow, event: PastEvent) -> tuple[str, str]:
    """The year and the month that an event is put under; no month comes last."""
    on, year = _on(entry, event), entry.day[:4]
    known = (on.earliest.year, on.earliest.month) == (on.latest.year, on.latest.month)
    return year, entry.day[5:7] if known else "~"


def _month(builder: ViewBuilder, year: str, month: str) -> str:
    if month == "~":
        return builder.t("chronology.no-month", year=year)
    return dates.label(dates.parse(f"{year}-{month}"), builder.language)


def _happening(
    builder: ViewBuilder, entry: EventRow, event: PastEvent, values: Mapping[str, Values]
) -> Happening:
    id_ = entry.announcement
    ref = builder.ref(id_)
    if entry.place == MISSED:
        words = ""
        signs = [builder.sign("computed", enumerations.OVERDUE)]
    else:
        found = (("stage", event.stage), ("verdict", event.verdict))
        signs = [builder.sign_of(id_, list_, value) for list_, value in found if value]
        words = ", ".join(changes(builder, event))
    return Happening(
        builder.day(_on(entry, event), short=True),
        Ref(f"{ref.url}#{event_id(event.place)}", ref.title, ref.kind),
        tuple(signs),
        words,
        written(_of_year(values[id_], entry.day[:4])) if id_ in values else (),
    )


def _of_year(values: Values, year: str) -> Values:
    """The values of an announcement, as those of an event of a year."""
    return tuple((name, (year,) if name == "year" else found) for name, found in values)
