"""Deadline chart: the terms that an announcement was given -> a drawing of how they moved.

    history -> one line for each term: the day it was said, the day it named -> places in a drawing

Places across are percentages of the drawing's width, and places down are pixels: one drawing then
fits any width, with words of one size. A date of little precision is drawn where it ends, which is
the day by which it is certain; its words stay as precise as it is.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from suites.analysis.history import PastEvent
from suites.archive.dates import Date
from suites.site.charts.scale import Scale
from suites.site.views.events import attribution, term_words
from suites.site.views.view_builder import ViewBuilder
from suites.site.views.view_models import Row

TOP, STEP, BOTTOM = 60, 52, 26
"""Pixels: the first line, from one line to the next, and under the last one."""

LEAD = timedelta(days=90)
"""Room before the first day, for its words."""

LATE = 55.0
"""Percent: a line that begins farther right has its words at its other end."""

LAST_LABEL = 95.0
"""Percent: a year farther right has its label before its line."""


class TermLine(NamedTuple):
    """A term: from the day it was said (`start`, percent) to the day it named (`end`, percent).

    Without a term, `end` is where the drawing ends. `at_end` says that the words stand at that end.
    """

    y: int
    start: str
    end: str
    promised: bool
    at_end: bool
    term: str
    attribution: str


class YearLine(NamedTuple):
    """The first day of a year, and whether its label has its room before it."""

    x: str
    label: int
    at_edge: bool


class DeadlineChart(NamedTuple):
    """A drawing: its height in pixels, its years, its lines, and a title that names all terms."""

    height: int
    years: tuple[YearLine, ...]
    lines: tuple[TermLine, ...]
    title: str


class ChartedRow(NamedTuple):
    """An announcement, and the chart of its terms where they moved."""

    row: Row
    chart: DeadlineChart | None


def charted_row(builder: ViewBuilder, id_: str) -> ChartedRow:
    """Return an announcement with the chart of its terms."""
    return ChartedRow(builder.row(id_), deadline_chart(builder, builder.linked.histories[id_]))


def deadline_chart(builder: ViewBuilder, history: Iterable[PastEvent]) -> DeadlineChart | None:
    """Return how the terms of an announcement moved; None when fewer than two have a day.

    A term that was said to be none, was taken back, or is open at its end, has a line without an
    end. None too when no term is a date.
    """
    given = [(event, event.on.latest, event.due) for event in history if event.on and event.due]
    if len(given) < 2 or not any(isinstance(due, Date) for *_, due in given):
        return None
    ends = [_end(due) for *_, due in given]
    days = [said for _, said, _ in given]
    last = max(days + [end for end in ends if end])
    scale = Scale(min(days) - LEAD, date(last.year + 1, 1, 1), margin=0)
    lines = []
    for number, ((event, said, due), end) in enumerate(zip(given, ends, strict=True)):
        begin = scale.across(said)
        lines.append(
            TermLine(
                y=TOP + number * STEP,
                start=_percent(begin),
                end=_percent(scale.across(end or scale.last)),
                promised=end is not None,
                at_end=begin > LATE,
                term=term_words(builder, due),
                attribution=attribution(builder, event),
            )
        )
    terms = builder.t("deadline-chart.then").join(line.term for line in lines)
    years = range(scale.first.year + 1, scale.last.year + 1)
    places = [(year, scale.across(date(year, 1, 1))) for year in years]
    return DeadlineChart(
        height=lines[-1].y + BOTTOM,
        years=tuple(YearLine(_percent(x), year, x > LAST_LABEL) for year, x in places),
        lines=tuple(lines),
        title=builder.t("deadline-chart.title", terms=terms),
    )


def _end(due: Date | str) -> date | None:
    """Return the last day of a term; None when it has none."""
    return due.latest if isinstance(due, Date) and due.latest != date.max else None


def _percent(place: float) -> str:
    return f"{place:.2f}%"
