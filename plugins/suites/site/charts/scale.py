"""Scale: days -> places across a drawing, in percent of its width, and the ticks of its axis.

A drawing then fits any width with words of one size. Days of the scale stand within a margin on
both sides, so that a mark is whole even at its ends; a line that goes on beyond the scale runs to
the very edge.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple

EDGE = 2.5
"""Percent at each side: half a mark of 14 px on a drawing of 280 px."""

ROOM = 11.0
"""Percent that a label takes: 31 px of 280."""

STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500)
"""Years from one tick to the next."""

QUARTERS = (1, 4, 7, 10)


class Tick(NamedTuple):
    """A line of the axis (`x`, percent); `label` is a year, or a month as `2023-04`, or empty.

    `line` is false for the label of what is only partly shown, which begins before the drawing.
    """

    x: float
    label: str
    line: bool = True


@dataclass(frozen=True, slots=True)
class Scale:
    """From the first to the last day; the last comes after the first."""

    first: date
    last: date

    def across(self, day: date) -> float:
        """The place of a day: 0 or 100 where it lies beyond the scale.

        >>> scale = Scale(date(2023, 1, 1), date(2023, 12, 31))
        >>> scale.across(date(2023, 1, 1)), scale.across(date(2022, 1, 1))
        (2.5, 0.0)
        """
        if day < self.first:
            return 0.0
        if day > self.last:
            return 100.0
        part = (day - self.first).days / max(1, (self.last - self.first).days)
        return round(EDGE + part * (100 - 2 * EDGE), 2)

    def holds(self, day: date) -> bool:
        """Whether a day lies on the scale."""
        return self.first <= day <= self.last


def year(number: int) -> Scale:
    """The scale of one year."""
    return Scale(date(number, 1, 1), date(number, 12, 31))


@lru_cache(maxsize=1024)
def ticks(scale: Scale) -> tuple[Tick, ...]:
    """The ticks of the axis: quarters within one year, else years, so many as have room."""
    if scale.first.year == scale.last.year:
        number = scale.first.year
        return tuple(_labelled(scale, list(_quarters(scale, number))))
    first, last = scale.first.year + 1, scale.last.year
    step = next(
        (one for one in STEPS if _distance(scale) * one >= ROOM), STEPS[-1]
    )  # a scale of two thousand years, at most, has room for every five hundredth
    found = [
        (scale.across(date(number, 1, 1)), str(number))
        for number in range(first, last + 1)
        if number % step == 0
    ]
    begins = [Tick(EDGE, str(scale.first.year), line=False)]
    fits = not found or found[0][0] >= EDGE + ROOM
    return (*(begins if fits else ()), *_labelled(scale, found))


def _quarters(scale: Scale, number: int) -> Iterator[tuple[float, str]]:
    for month in QUARTERS:
        day = date(number, month, 1)
        if scale.holds(day):
            yield scale.across(day), day.isoformat()[:7]


def _distance(scale: Scale) -> float:
    """Percent from one year to the next."""
    return 365 / max(1, (scale.last - scale.first).days) * (100 - 2 * EDGE)


def _labelled(_scale: Scale, found: list[tuple[float, str]]) -> Iterator[Tick]:
    """The ticks, with a label where it is whole within the drawing and apart from the last one."""
    free = 0.0
    for x, label in found:
        fits = free <= x <= 100 - ROOM
        yield Tick(x, label if fits else "")
        if fits:
            free = x + ROOM
