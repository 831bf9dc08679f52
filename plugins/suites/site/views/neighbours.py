"""Neighbours: the announcements at one and two relations from one -> a map, and a list of the far.

What an announcement rests on or comes after stands to its left, what rests on it or comes after to
its right. Of very many neighbours the nearest are shown, and the others are counted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from suites.analysis.rows import RELATIONS, RelationRow
from suites.site.charts.layers import (
    INDENT,
    LINE,
    NODE,
    WIDTH,
    Curve,
    Place,
    Tie,
    layered,
    wrapped,
    written,
)
from suites.site.views.view_builder import ViewBuilder
from suites.site.views.view_models import Ref, Sign

MOST = 24
"""How many announcements a map shows, with the one that it is about."""

LOOKED_AT = 200
"""Relations that are looked at from one announcement: all looking at all would take too long."""

FEWEST = 3
"""Fewer make no map: the list of relations says as much."""


class Word(NamedTuple):
    """A line of words, in pixels of the map."""

    text: str
    x: int
    y: int


class Node(NamedTuple):
    """An announcement: where its room begins, its sign, its words; `told` says all of it."""

    ref: Ref
    x: int
    y: int
    sign: Sign | None
    words: tuple[Word, ...]
    told: str
    is_centre: bool


class Edge(NamedTuple):
    """A relation: the path of its line, and its words."""

    path: str
    told: str


class Far(NamedTuple):
    """An announcement at two relations: that which leads to it, and from where."""

    label: str
    ref: Ref
    via: Ref


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The map, the list of what is farther, what is left out in words; sizes are in pixels."""

    width: int
    height: int
    node_width: int
    node_height: int
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    far: tuple[Far, ...]
    left: str


class Step(NamedTuple):
    """A relation, looked at from one of its ends; `later` tells that the other is the later one."""

    here: str
    type: str
    later: bool
    other: str


def neighbours(builder: ViewBuilder, id_: str) -> Neighbours | None:
    """The neighbours of an announcement; None when they are too few for a map."""
    columns = {id_: 0}
    left: set[str] = set()
    steps: list[Step] = []
    far: list[Step] = []
    near, whole = _steps(builder, id_)
    for step in near:
        left |= _take(columns, step)
        steps.append(step)
    for one in [one for one in columns if one != id_]:
        found, all_of_it = _steps(builder, one)
        whole = whole and all_of_it
        for step in found:
            is_new = step.other not in columns
            left |= _take(columns, step)
            steps.append(step)
            if is_new and step.other in columns:
                far.append(step)
    if len(columns) < FEWEST:
        return None
    return _drawn(
        builder, id_, columns, steps, far, _left(builder, len(left - columns.keys()), whole)
    )


def _steps(builder: ViewBuilder, id_: str) -> tuple[list[Step], bool]:
    """The relations of an announcement, and whether these are all of them."""
    found: tuple[RelationRow, ...] = builder.linked.rows(RELATIONS, id_)
    steps = [Step(id_, one.type, False, one.target) for one in found if one.origin == id_]
    steps += [Step(id_, one.type, True, one.origin) for one in found if one.target == id_]
    steps = sorted(set(steps))
    looked_at = steps[:LOOKED_AT]
    return [step for step in looked_at if step.other != id_], len(steps) == len(looked_at)


def _left(builder: ViewBuilder, n: int, is_all: bool) -> str:
    """How many are not shown, in words; at least so many where not all were looked at."""
    return builder.t("map.left" if is_all else "map.left-at-least", n=n) if n else ""


def _take(columns: dict[str, int], step: Step) -> set[str]:
    """Give the other end its column while there is room; else it is left, and returned."""
    if step.other not in columns:
        if len(columns) >= MOST:
            return {step.other}
        columns[step.other] = columns[step.here] + (1 if step.later else -1)
    return set()


def _drawn(
    builder: ViewBuilder,
    centre: str,
    columns: dict[str, int],
    steps: list[Step],
    far: list[Step],
    left: str,
) -> Neighbours:
    refs = {id_: builder.ref(id_) for id_ in columns}
    lines = {id_: wrapped(ref.title) for id_, ref in refs.items()}
    ties = [
        Tie(*((one.other, one.here) if one.later else (one.here, one.other)), one.type)
        for one in steps
    ]
    found = layered(tuple(columns.items()), ties, {id_: written(own) for id_, own in lines.items()})
    return Neighbours(
        found.width,
        found.height,
        WIDTH,
        NODE,
        tuple(
            _node(builder, place, refs[place.id], lines[place.id], place.id == centre)
            for place in found.places
        ),
        tuple(_edge(builder, curve, refs) for curve in found.curves),
        tuple(
            Far(
                builder.archive.label("relation", one.type, inverse=one.later),
                refs[one.other],
                refs[one.here],
            )
            for one in far
        ),
        left,
    )


def _edge(builder: ViewBuilder, c: Curve, refs: Mapping[str, Ref]) -> Edge:
    later, earlier = c.ends
    return Edge(
        f"M{c.x1} {c.y1}C{c.c1} {c.y1} {c.c2} {c.y2} {c.x2} {c.y2}",
        builder.t(
            "map.tie",
            later=refs[later].title,
            relation=builder.archive.label("relation", c.type),
            earlier=refs[earlier].title,
        ),
    )


def _node(
    builder: ViewBuilder, place: Place, ref: Ref, lines: tuple[str, ...], is_centre: bool
) -> Node:
    signs = builder.signs(place.id)
    known = [sign.label for sign in (signs.stage, signs.verdict, signs.overdue) if sign]
    first = place.y - (len(lines) - 1) * LINE // 2 + 4
    return Node(
        ref,
        place.x,
        place.y,
        signs.verdict if signs.verdict and signs.verdict.value != "open" else signs.stage,
        tuple([Word(text, place.x + INDENT, first + n * LINE) for n, text in enumerate(lines)]),
        ", ".join([ref.title, *known]),
        is_centre,
    )
