"""Timeline: the dated values and terms of one announcement -> its track across a scale.

A day of little precision is a span from the first to the last day that it may be, with its sign at
the end, which is the day by which it is certain. No sign is moved from its day: where two would
meet, the later one stands, and the words of the track name both.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Literal, NamedTuple

from suites.site.charts.scale import Scale

GAP, NARROW_GAP = 2.5, 5.5
"""Percent from one sign of 14 px to the next: on a track of 570 px or more, and of 280 or more."""

VAGUE = timedelta(days=2)
"""The shortest stretch of days that is drawn as a span."""

LineKind = Literal["done", "late", "waiting"]


class DatedValue(NamedTuple):
    """A value of a closed list that an event gave, and the first and last day it may mean."""

    list: str
    value: str
    first: date
    last: date


class Timeline(NamedTuple):
    """One announcement: its values, the last days of its terms, and `due`, that of the current.

    `ending` is its line after that day: `done` when it has none.
    """

    values: tuple[DatedValue, ...]
    terms: tuple[date, ...]
    due: date | None
    ending: LineKind


class Line(NamedTuple):
    """A stretch of a track: done or promised by its end, late, or waiting."""

    kind: LineKind
    begin: float
    end: float


class Mark(NamedTuple):
    """A sign on its day; `minor` where a narrow track has no room for it."""

    list: str
    value: str
    x: float
    minor: bool


class Track(NamedTuple):
    """The drawing of one announcement; all places are percentages of the track's width."""

    lines: tuple[Line, ...]
    spans: tuple[tuple[float, float], ...]
    terms: tuple[float, ...]
    marks: tuple[Mark, ...]


def track(timeline: Timeline, scale: Scale, today: date) -> Track:
    """Return the track of a timeline; `today` is the day on which the states are computed."""
    values = sorted(timeline.values, key=lambda one: (one.last, one.list == "verdict"))
    shown = [one for one in values if one.last in scale]
    spans = (
        (scale.across(one.first), scale.across(one.last))
        for one in shown
        if one.last - one.first >= VAGUE
    )
    return Track(
        lines=tuple(_lines(timeline, values, scale, today)),
        spans=tuple(dict.fromkeys(spans)),
        terms=tuple(sorted({scale.across(day) for day in timeline.terms if day in scale})),
        marks=tuple(_marks(shown, scale)),
    )


def _lines(
    timeline: Timeline, values: Sequence[DatedValue], scale: Scale, today: date
) -> Iterator[Line]:
    if not values:
        return
    first, until = values[0].last, values[-1].last
    is_open = timeline.ending != "done"
    if timeline.due and is_open:
        until = max(first, timeline.due)
    stretches: list[tuple[LineKind, date, date]] = [("done", first, until)]
    if is_open:
        stretches.append((timeline.ending, until, today))
    for kind, *days in stretches:
        begin, end = map(scale.across, days)
        if begin < end:
            yield Line(kind, begin, end)


def _marks(values: Sequence[DatedValue], scale: Scale) -> list[Mark]:
    """Return the marks that have room, from the last one back."""
    marks: list[Mark] = []
    edge = narrow_edge = 200.0
    for one in reversed(values):
        x = scale.across(one.last)
        if x > edge - GAP:
            continue
        minor = x > narrow_edge - NARROW_GAP
        marks.append(Mark(one.list, one.value, x, minor))
        edge, narrow_edge = x, narrow_edge if minor else x
    return marks[::-1]
