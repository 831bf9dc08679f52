"""Deadline: the terms that an announcement was given -> a drawing of how they moved.

    history -> one line for each term: the day it was said, the day it named -> places in a drawing

Places across are percentages of the drawing's width, and places down are pixels: one drawing then
fits any width, with words of one size. A date of little precision is drawn where it ends, which is
the day by which it is certain; its words stay as precise as it is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from suites.analysis.history import PastEvent
from suites.archive import dates
from suites.archive.dates import Date
from suites.site.views.state import term_words
from suites.site.views.view_builder import ViewBuilder

TOP, STEP, REACH = 60, 52, 34
"""Pixels: the first line, from one line to the next, and from a line's words to what is under."""

LEAD = timedelta(days=90)
"""What is drawn before the first day, so that its words have room."""

LATE = 55.0
"""Percent: a line that begins farther right has its words at its other end."""

EDGE = 95.0
"""Percent: a year farther right has its label before its line."""


@dataclass(frozen=True, slots=True)
class Line:
    """A term: from the day it was said (`said`, percent) to the day it named (`end`, percent).

    Without a term, `end` is where the drawing ends. `at_end` says that the words stand at that end.
    """

    y: int
    said: str
    end: str
    promised: bool
    at_end: bool
    term: str
    told: str


@dataclass(frozen=True, slots=True)
class Year:
    """The first day of a year, and whether its label has its room before it."""

    x: str
    label: int
    at_edge: bool


@dataclass(frozen=True, slots=True)
class Deadline:
    """A drawing: its height in pixels, its years, its lines, and what it shows, in short."""

    height: int
    years: tuple[Year, ...]
    lines: tuple[Line, ...]
    title: str


def deadline(builder: ViewBuilder, history: Iterable[PastEvent]) -> Deadline | None:
    """How the terms of an announcement moved; None when fewer than two were given by dated events.

    A term that was said to be none, was taken back, or is open at its end, has a line too: without
    an end.
    """
    given = [event for event in history if event.due is not None and event.on is not None]
    if len(given) < 2 or not any(isinstance(event.due, Date) for event in given):
        return None
    first, last = _span(given)
    width = (last - first).days

    def across(day: date) -> float:
        return max(0.0, min(100.0, 100 * (day - first).days / width))

    lines = []
    for number, event in enumerate(given):
        assert event.on
        assert event.due is not None
        term = _end(event)
        begin = across(event.on.latest)
        lines.append(
            Line(
                y=TOP + number * STEP,
                said=_percent(begin),
                end=_percent(across(term or last)),
                promised=term is not None,
                at_end=begin > LATE,
                term=term_words(builder, event.due),
                told=_told(builder, event),
            )
        )
    return Deadline(
        height=TOP + (len(lines) - 1) * STEP + REACH - 8,
        years=tuple(
            Year(_percent(place), year, place > EDGE)
            for year in range(first.year + 1, last.year + 1)
            for place in [across(date(year, 1, 1))]
        ),
        lines=tuple(lines),
        title=builder.t(
            "deadline.title", terms=builder.t("deadline.then").join(line.term for line in lines)
        ),
    )


def _span(given: list[PastEvent]) -> tuple[date, date]:
    """The first and the last day of the drawing: some room, then whole years at the end."""
    days = [event.on.latest for event in given if event.on]
    terms = [term for event in given if (term := _end(event))]
    last = max(days + terms)
    return min(days) - LEAD, date(last.year + 1, 1, 1)


def _end(event: PastEvent) -> date | None:
    """The last day of the term that an event gave; None when it gave none that ends."""
    due = event.due
    return due.latest if isinstance(due, Date) and due.latest != date.max else None


def _told(builder: ViewBuilder, event: PastEvent) -> str:
    """Who said it, where and when, in words."""
    assert event.on
    speaker = builder.ref(event.speaker).title if event.speaker else ""
    when = dates.label(event.on, builder.language, short=True)
    return ", ".join(filter(None, (speaker, event.occasion, when)))


def _percent(value: float) -> str:
    """A place across, for an attribute of SVG.

    >>> _percent(7.14285)
    '7.14%'
    """
    return f"{value:.2f}%"
