"""Layers: announcements and the ties between them -> a map in columns, earlier things to the left.

A tie leads from what is later, smaller or dependent to what it rests on: one step along it goes a
column to the left, one step against it a column to the right. Things stand in their columns in the
order in which they are given, and the middle of each column at the middle of the map.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

WIDTH, GUTTER, FARTHEST = 140, 24, 260
"""Pixels: the width of a column, what is free beside the first, from one column to the next."""

LINES, LINE, PADDING, APART = 3, 16, 1, 10
"""Lines of words in a node, the pixels of a line, around them, and between two nodes."""

CHARACTERS = 18
"""Characters that a line holds beside a sign: at 12 px, 6.4 px each, more than the mean."""

LETTER, INDENT = 6.4, 20
"""Pixels: a letter, and a sign with the space after it."""

CANVAS = 920
"""Pixels: the width of a map."""


class Tie(NamedTuple):
    """A tie: what rests on what, and which it is."""

    later: str
    earlier: str
    type: str


class Place(NamedTuple):
    """A thing: the middle of its left edge in pixels, and its column, 0 being that of the first."""

    id: str
    column: int
    x: int
    y: int


class Curve(NamedTuple):
    """A tie as a curve (cubic Bézier) between the edges of two things, in pixels."""

    type: str
    ends: tuple[str, str]
    x1: int
    y1: int
    c1: int
    c2: int
    x2: int
    y2: int


class Map(NamedTuple):
    """A map: its size in pixels, its things in their order, its ties."""

    width: int
    height: int
    places: tuple[Place, ...]
    curves: tuple[Curve, ...]


NODE = LINES * LINE + 2 * PADDING
"""Pixels: the height of a node."""


def layered(
    things: Sequence[tuple[str, int]], ties: Iterable[Tie], widths: Mapping[str, int] | None = None
) -> Map:
    """The map of things, given as (id, column), and of the ties between them.

    `widths` are those of what is written in the nodes, in pixels, where it is less than a column.
    """
    narrower = widths or {}
    columns: defaultdict[int, list[str]] = defaultdict(list)
    for id_, column in things:
        columns[column].append(id_)
    tallest = max(map(len, columns.values()))
    height = tallest * NODE + (tallest - 1) * APART
    placed = {one.id: one for one in _placed(columns, height)}
    return Map(
        CANVAS,
        height,
        tuple(placed[id_] for id_, _ in things),
        tuple(
            _curve(placed[tie.later], placed[tie.earlier], tie.type, narrower)
            for tie in dict.fromkeys(ties)
            if tie.later in placed and tie.earlier in placed
            # A longer tie would run across what stands between: the list tells it.
            if abs(placed[tie.later].column - placed[tie.earlier].column) < 2
        ),
    )


def _placed(columns: dict[int, list[str]], height: int) -> Iterator[Place]:
    first, last = min(columns), max(columns)
    step = min(FARTHEST, (CANVAS - GUTTER - WIDTH) // max(1, last - first))
    for column, ids in sorted(columns.items()):
        tall = len(ids) * NODE + (len(ids) - 1) * APART
        top = (height - tall) // 2
        for number, id_ in enumerate(ids):
            y = top + number * (NODE + APART) + NODE // 2
            yield Place(id_, column, GUTTER + (column - first) * step, y)


def _curve(later: Place, earlier: Place, type_: str, widths: Mapping[str, int]) -> Curve:
    """From the edge of one to that of the other; in one column, around its left side."""
    ends = (later.id, earlier.id)
    if later.column == earlier.column:
        out = later.x - GUTTER
        return Curve(type_, ends, later.x, later.y, out, out, earlier.x, earlier.y)
    left, right = (later, earlier) if later.x < earlier.x else (earlier, later)
    begin, end = left.x + min(WIDTH, widths.get(left.id, WIDTH)), right.x
    middle = (begin + end) // 2
    return Curve(type_, ends, begin, left.y, middle, middle, end, right.y)


def written(lines: Iterable[str]) -> int:
    """The width of a node with these lines, in pixels, and what is free after them."""
    return min(WIDTH, round(INDENT + LETTER * max(map(len, lines), default=0)) + 6)


_BLANKS = re.compile(r"[ \t\n]+")
"""No-break spaces stay within a line."""


@lru_cache(maxsize=4096)
def wrapped(text: str, characters: int = CHARACTERS, lines: int = LINES) -> tuple[str, ...]:
    """The text in so many lines at most; what is cut off is told by an ellipsis.

    >>> wrapped("Licences de New York et de Californie")
    ('Licences de New', 'York et de', 'Californie')
    >>> wrapped("Anticonstitutionnellement")
    ('Anticonstitutionn…',)
    """
    done = [""]
    for word in _BLANKS.split(text.strip()):
        joined = f"{done[-1]} {word}".strip()
        if len(joined) <= characters:
            done[-1] = joined
            continue
        if not done[-1]:
            done[-1] = word[: characters - 1] + "…"
            return tuple(done)
        if len(done) == lines:
            return (*done[:-1], _cut(done[-1], characters))
        done.append(word if len(word) <= characters else word[: characters - 1] + "…")
        if len(word) > characters:
            return tuple(done)
    return tuple(done)


def _cut(line: str, characters: int) -> str:
    return f"{line[: characters - 1].rstrip()}…"
