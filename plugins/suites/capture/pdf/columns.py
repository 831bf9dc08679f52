"""Columns: the words of a page -> lines in the order in which they are read.

    words -> runs (words side by side) -> regions, parted by white strips -> the lines of each

A strip that parts columns is the tallest one without a word, with text at either side of it; what
stands over it and under it, and each of its sides, is parted in the same way (after Breuel 2002,
"Two geometric algorithms for layout analysis"). A headline over two columns ends their strip.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from suites.capture.pdf.runs import RUN_GAP, Run, TextLine, lines
from suites.capture.pdf.words import Box

_LEAST_LINES = 3
_EVEN = 0.2  # of the lines of the other side, at least, beside a narrow strip
_LEAST_WIDTH = 7.0  # of the size of type, of a column
_WIDER = 1.25  # than the gaps between words, at least
_LEAST_FILLED = 4.0  # the same, of the words of its mean line
_DEEPEST = 12
_MOST_STRIPS = 24
_BESIDE = 12  # runs before and after one, of about its height
_EDGE = 3  # points within which edges are one
_MOST_RUNS = 1500


Region = list[TextLine]
"""The lines of one column, or of a part of it, from top to bottom."""


class _Strip(NamedTuple):
    left: float
    right: float
    top: float
    bottom: float


def regions(runs: Sequence[Run], boxes: Sequence[Box] = ()) -> list[Region]:
    """Return the regions of a page in the order in which they are read; bounded in time.

    `boxes` are those of pictures: no strip goes through them.
    """
    every = [*runs, *(Run((), *box, 0.0, (box[1] + box[3]) / 2) for box in boxes)]
    parted = _parted(every, 0) if len(every) <= _MOST_RUNS else [every]
    written = ([run for run in region if run.words] for region in parted)
    return [list(lines(region)) for region in written if region]


def _parted(runs: list[Run], depth: int) -> list[list[Run]]:
    if depth >= _DEEPEST or len(runs) < 2 * _LEAST_LINES:
        return [runs]
    strip = _tallest(runs)
    if strip is None:
        return [runs]
    over = [run for run in runs if run.middle < strip.top]
    under = [run for run in runs if run.middle > strip.bottom]
    beside = [run for run in runs if strip.top <= run.middle <= strip.bottom]
    middle = (strip.left + strip.right) / 2
    left = [run for run in beside if (run.x0 + run.x1) / 2 < middle]
    right = [run for run in beside if (run.x0 + run.x1) / 2 >= middle]
    return [
        part
        for region in (over, left, right, under)
        if region
        for part in _parted(region, depth + 1)
    ]


def _tallest(runs: list[Run]) -> _Strip | None:
    """Return the tallest strip that parts two columns of several lines, or None."""
    runs = sorted(runs, key=lambda run: run.middle)
    best, most = None, 0.0
    for at, left, right in _gaps(runs):
        strip = _grown(runs, at, left, right)
        height = strip.bottom - strip.top
        if height > most and _parts_columns(runs, strip):
            best, most = strip, height
    return best


def _gaps(runs: list[Run]) -> list[tuple[int, float, float]]:
    """Return gaps between runs of about one height: the number of the left one, and both edges.

    Of each right edge, where a column may begin, there is one, and the commonest edges are first.
    """
    found: dict[int, tuple[int, float, float]] = {}
    counts: Counter[int] = Counter()
    for at, run in enumerate(runs):
        if not run.words:
            continue
        beside = [
            other.x0
            for other in runs[max(0, at - _BESIDE) : at + _BESIDE + 1]
            if other.x0 > run.x1 and min(run.bottom, other.bottom) > max(run.top, other.top)
        ]
        if beside:
            right = min(beside)
            found.setdefault(round(right / _EDGE), (at, run.x1, right))
            counts[round(right / _EDGE)] += 1
    return [found[edge] for edge, _ in counts.most_common(_MOST_STRIPS)]


def _grown(runs: list[Run], at: int, left: float, right: float) -> _Strip:
    """Return the strip that a gap is a part of: up and down to the words that stand across it."""
    width = RUN_GAP * runs[at].size
    edges = [min(run.top for run in runs), max(run.bottom for run in runs)]
    for side, others in ((1, runs[at + 1 :]), (0, runs[at::-1])):
        for run in others:
            into = run.x1 > left and run.x0 < right
            if not into:
                continue
            if (run.x0 + run.x1) < left + right:
                new = max(left, run.x1), right
            else:
                new = left, min(right, run.x0)
            if new[1] - new[0] < width:
                edges[side] = run.bottom if side == 0 else run.top
                break
            left, right = new
    return _Strip(left, right, edges[0], edges[1])


def _parts_columns(runs: list[Run], strip: _Strip) -> bool:
    side_by_side = [run for run in runs if run.words and strip.top <= run.middle <= strip.bottom]
    sides: tuple[list[Run], list[Run]] = [], []
    for run in side_by_side:
        sides[run.x0 >= strip.right - 0.01].append(run)
    counts = [len({round(run.middle / max(1.0, run.size)) for run in side}) for side in sides]
    if strip.right - strip.left < _WIDER * _usual_gap(side_by_side, strip):
        return False
    is_wide = strip.right - strip.left > 2 * runs[0].size
    if min(counts) < _LEAST_LINES or (min(counts) < _EVEN * max(counts) and not is_wide):
        return False
    for side, count in zip(sides, counts, strict=True):
        size = median(run.size for run in side)
        width = max(run.x1 for run in side) - min(run.x0 for run in side)
        filled = sum(run.x1 - run.x0 for run in side) / count
        if width < _LEAST_WIDTH * size or filled < _LEAST_FILLED * size:
            return False
    return True


def _usual_gap(runs: Sequence[Run], strip: _Strip) -> float:
    """Return the gap that three quarters of the words at a strip have at most before them.

    In the lines of justified text, those of one line are alike, and may lie over each other.
    """
    gaps: list[float] = []
    for at, run in enumerate(runs):
        is_left = strip.left - run.size < run.x1 <= strip.left + 0.01
        if not is_left and not strip.right - 0.01 <= run.x0 < strip.right + run.size:
            continue
        gaps += (word.x0 - before.x1 for before, word in pairwise(run.words))
        beside = [
            other.x0 - run.x1 if other.x0 > run.x0 else run.x0 - other.x1
            for other in runs[max(0, at - _BESIDE) : at + _BESIDE + 1]
            if (other.x1 < run.x0 if is_left else other.x0 > run.x1)
            and abs(other.middle - run.middle) < 0.2 * run.size
        ]
        if beside and len(run.words) < 3:  # that of a longer run may be a column's
            gaps.append(min(beside))
    gaps.sort()
    return gaps[len(gaps) * 3 // 4] if gaps else 0.0
