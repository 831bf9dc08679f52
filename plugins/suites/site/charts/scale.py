"""Scale: days -> places across a chart, in percent of its width, and the ticks of its axis.

A chart then fits any width with words of one size. The days of the scale stand within a margin on
both sides, so that a mark is whole even at its ends; a line that goes on beyond the scale runs to
the very edge.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple

MARGIN = 2.5
"""Percent at each side: half a mark of 14 px on a chart of 280 px."""

LABEL_WIDTH = 11.0
"""Percent: 31 px of 280."""

STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500)
"""Years from one tick to the next; a scale of two thousand years has room for the last."""

QUARTERS = (1, 4, 7, 10)


class Tick(NamedTuple):
    """A line of the axis (`x`, percent); `label` is a year, or a month as `2023-04`, or empty.

    `line` is false for the label of a year that begins before the chart.
    """

    x: float
    label: str
    line: bool = True


@dataclass(frozen=True, slots=True)
class Scale:
    """From the first to the last day, which comes later; `margin` is in percent."""

    first: date
    last: date
    margin: float = MARGIN

    def across(self, day: date) -> float:
        """Return the place of a day: 0 or 100 where it lies beyond the scale.

        >>> scale = Scale(date(2023, 1, 1), date(2023, 12, 31))
        >>> scale.across(date(2023, 1, 1)), scale.across(date(2022, 1, 1))
        (2.5, 0.0)
        """
        if day < self.first:
            return 0.0
        if day > self.last:
            return 100.0
        part = (day - self.first).days / max(1, (self.last - self.first).days)
        return round(self.margin + part * (100 - 2 * self.margin), 2)

    def __contains__(self, day: date) -> bool:
        """Return whether a day lies on the scale."""
        return self.first <= day <= self.last


def year(number: int) -> Scale:
    """Return the scale of one year."""
    return Scale(date(number, 1, 1), date(number, 12, 31))


@lru_cache(maxsize=1024)
def ticks(scale: Scale) -> tuple[Tick, ...]:
    """Return the ticks of the axis: quarters within one year, else as many years as have room."""
    first, last = scale.first.year, scale.last.year
    if first == last:
        quarters = [date(first, month, 1) for month in QUARTERS]
        shown = [(scale.across(day), day.isoformat()[:7]) for day in quarters if day in scale]
        return tuple(_labelled(shown))
    one_year = 365 / max(1, (scale.last - scale.first).days) * (100 - 2 * scale.margin)
    step = next((years for years in STEPS if one_year * years >= LABEL_WIDTH), STEPS[-1])
    years = [
        (scale.across(date(number, 1, 1)), str(number))
        for number in range(first + 1, last + 1)
        if number % step == 0
    ]
    if years and years[0][0] < scale.margin + LABEL_WIDTH:
        return tuple(_labelled(years))
    return (Tick(scale.margin, str(first), line=False), *_labelled(years))


def _labelled(places: Iterable[tuple[float, str]]) -> Iterator[Tick]:
    """Yield ticks, with a label where it fits into the chart and does not touch the last one."""
    free = 0.0
    for x, label in places:
        fits = free <= x <= 100 - LABEL_WIDTH
        yield Tick(x, label if fits else "")
        if fits:
            free = x + LABEL_WIDTH
