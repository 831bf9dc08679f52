"""Timeline: what happened to one announcement, and its terms -> a track across a scale.

A day of little precision is a span from the first to the last day that it may be, with its sign at
the end, which is the day by which it is certain. No sign is moved from its day: where two would
meet, the later one stands, and the words of the track tell both.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Literal, NamedTuple

from suites.site.charts.scale import Scale

GAP, NARROW_GAP = 2.5, 5.5
"""Percent from one sign of 14 px to the next: on a track of 570 px or more, and of 280 or more."""

VAGUE = timedelta(days=2)
"""From here on a stretch of days is drawn as one."""

Ending = Literal["settled", "overdue", "waiting"]
LineKind = Literal["done", "late", "waiting"]


class Fact(NamedTuple):
    """What is drawn of an event: its sign (list, value), the first and last day it may mean."""

    list: str
    value: str
    first: date
    last: date


class Story(NamedTuple):
    """One announcement: its facts, the last day of its terms, and of the one that counts."""

    facts: tuple[Fact, ...]
    terms: tuple[date, ...]
    due: date | None
    ending: Ending


class Line(NamedTuple):
    """A stretch of a track: what was done or promised by its end, what is late, what is awaited."""

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
    """What is drawn of an announcement; all places are percentages of the track's width."""

    lines: tuple[Line, ...]
    spans: tuple[tuple[float, float], ...]
    terms: tuple[float, ...]
    marks: tuple[Mark, ...]


def track(story: Story, scale: Scale, today: date) -> Track:
    """The track of a story; `today` is the day on which the states are computed."""
    facts = sorted(story.facts, key=lambda fact: (fact.last, fact.list == "verdict"))
    shown = [fact for fact in facts if scale.holds(fact.last)]
    return Track(
        lines=tuple(_lines(story, facts, scale, today)),
        spans=tuple(dict.fromkeys(_spans(shown, scale))),
        terms=tuple(sorted({scale.across(day) for day in story.terms if scale.holds(day)})),
        marks=tuple(_marks(shown, scale)),
    )


def _lines(story: Story, facts: list[Fact], scale: Scale, today: date) -> Iterable[Line]:
    if not facts:
        return
    first, last = facts[0].last, facts[-1].last
    until = max(first, story.due) if story.due and story.ending != "settled" else last
    pieces: list[tuple[LineKind, date, date]] = [("done", first, until)]
    if story.ending == "overdue":
        pieces.append(("late", until, today))
    elif story.ending == "waiting":
        pieces.append(("waiting", until, today))
    for kind, one, other in pieces:
        begin, end = scale.across(one), scale.across(other)
        if begin < end:
            yield Line(kind, begin, end)


def _spans(facts: Iterable[Fact], scale: Scale) -> Iterable[tuple[float, float]]:
    for fact in facts:
        if fact.last - fact.first >= VAGUE:
            yield scale.across(fact.first), scale.across(fact.last)


def _marks(facts: list[Fact], scale: Scale) -> list[Mark]:
    kept: list[Mark] = []
    edge = narrow_edge = 200.0
    for fact in reversed(facts):
        x = scale.across(fact.last)
        if x > edge - GAP:
            continue
        minor = x > narrow_edge - NARROW_GAP
        kept.append(Mark(fact.list, fact.value, x, minor))
        edge, narrow_edge = x, narrow_edge if minor else x
    return kept[::-1]
