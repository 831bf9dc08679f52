"""Layered graph: announcements and their relations -> a map in columns, earlier ones to the left.

A relation leads from the later, smaller or dependent announcement to the one it rests on: one step
along it goes a column to the left, one step against it a column to the right. Within a column,
nodes stand in the order in which they are given, around the middle of the map. Lengths are pixels.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from textwrap import wrap
from typing import NamedTuple

CANVAS_WIDTH = 920
"""The width of a map."""

NODE_WIDTH, GUTTER, MAX_STEP = 140, 24, 260
"""The width of a column, the room beside the first, the most from one column to the next."""

MAX_LINES, LINE_HEIGHT, PADDING, NODE_GAP = 3, 16, 1, 10
"""Lines of words in a node, the height of a line, the room around them and between two nodes."""

NODE_HEIGHT = MAX_LINES * LINE_HEIGHT + 2 * PADDING
"""The height of a node."""

MAX_CHARACTERS, LETTER_WIDTH, SIGN_WIDTH = 18, 6.4, 20
"""Characters of a line, the width of one at 12 px (more than the mean), and that of a sign."""


class Edge(NamedTuple):
    """A relation of a type, between two ids."""

    later: str
    earlier: str
    type: str


class Word(NamedTuple):
    """A line of words, at its left end on its base line."""

    text: str
    x: int
    y: int


class Node(NamedTuple):
    """An announcement: the middle of its left edge, and its title in lines."""

    id: str
    x: int
    y: int
    words: tuple[Word, ...]


class GraphLayout(NamedTuple):
    """A map: its height, its nodes in the order in which they were given, its curves.

    Those are the data of the SVG path of each edge: a cubic Bézier curve between two nodes.
    """

    height: int
    nodes: tuple[Node, ...]
    curves: Mapping[Edge, str]
    width: int = CANVAS_WIDTH
    node_width: int = NODE_WIDTH
    node_height: int = NODE_HEIGHT


def layered_graph(
    columns: Mapping[str, int], titles: Mapping[str, str], edges: Iterable[Edge]
) -> GraphLayout:
    """Return the map of nodes, given by their columns, and of the edges between neighbours.

    An edge over more than one column would run across the nodes between: it is left out.
    """
    by_column: defaultdict[int, list[str]] = defaultdict(list)
    for id_, column in columns.items():
        by_column[column].append(id_)
    first, last = min(by_column), max(by_column)
    step = min(MAX_STEP, (CANVAS_WIDTH - GUTTER - NODE_WIDTH) // max(1, last - first))
    height = _stacked(max(map(len, by_column.values())))
    nodes = {}
    for column, ids in by_column.items():
        x, top = GUTTER + (column - first) * step, (height - _stacked(len(ids))) // 2
        for number, id_ in enumerate(ids):
            y = top + number * (NODE_HEIGHT + NODE_GAP) + NODE_HEIGHT // 2
            nodes[id_] = Node(id_, x, y, _words(titles[id_], x, y))
    curves = {
        edge: _path(nodes[edge.later], nodes[edge.earlier])
        for edge in edges
        if edge.later in nodes
        and edge.earlier in nodes
        and abs(columns[edge.later] - columns[edge.earlier]) < 2
    }
    return GraphLayout(height, tuple(nodes[id_] for id_ in columns), curves)


def _stacked(nodes: int) -> int:
    """Return the height of a column."""
    return nodes * NODE_HEIGHT + (nodes - 1) * NODE_GAP


def _words(title: str, x: int, y: int) -> tuple[Word, ...]:
    lines = wrapped(title)
    first = y - (len(lines) - 1) * LINE_HEIGHT // 2 + 4
    return tuple(
        Word(text, x + SIGN_WIDTH, first + number * LINE_HEIGHT)
        for number, text in enumerate(lines)
    )


def _path(one: Node, other: Node) -> str:
    """Return the path from edge to edge; within a column, around its left side."""
    left, right = (one, other) if one.x <= other.x else (other, one)
    if left.x == right.x:
        begin, middle = left.x, left.x - GUTTER
    else:
        longest = max(len(word.text) for word in left.words)
        begin = left.x + min(NODE_WIDTH, round(SIGN_WIDTH + LETTER_WIDTH * longest) + 6)
        middle = (begin + right.x) // 2
    return f"M{begin} {left.y}C{middle} {left.y} {middle} {right.y} {right.x} {right.y}"


_BLANKS = re.compile(r"[ \t\n]+")
"""No-break spaces stay within a line."""


@lru_cache(maxsize=4096)
def wrapped(text: str) -> tuple[str, ...]:
    """Return the text in lines, at least one; an ellipsis marks the place where it is cut off.

    >>> wrapped("Licences de New York et de Californie")
    ('Licences de New', 'York et de', 'Californie')
    >>> wrapped("Anticonstitutionnellement")
    ('Anticonstitutionn…',)
    """
    text = _BLANKS.sub(" ", text.strip())
    lines = wrap(text, MAX_CHARACTERS, break_long_words=False, break_on_hyphens=False) or [""]
    shown = []
    for number, line in enumerate(lines[:MAX_LINES], 1):
        is_long = len(line) > MAX_CHARACTERS
        is_cut = is_long or (number == MAX_LINES < len(lines))
        shown.append(f"{line[: MAX_CHARACTERS - 1].rstrip()}…" if is_cut else line)
        if is_long:
            break
    return tuple(shown)
