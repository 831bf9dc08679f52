"""Neighbours: the announcements at one and two relations from one -> a map, and a list of the far.

The announcements on which it rests, or which it comes after, stand to its left, and those that rest
on it or come after it to its right. Of very many neighbours the nearest are shown, and the others
are counted.
"""

from typing import NamedTuple

from suites.analysis.rows import RELATIONS, RelationRow
from suites.archive import enumerations
from suites.site.charts.layered_graph import Edge, GraphLayout, Node, layered_graph
from suites.site.views.view_builder import ViewBuilder
from suites.site.views.view_models import LinkRow, Ref, Sign

MAX_NODES = 24
"""Announcements that a map shows, with the one that it is about."""

MAX_RELATIONS = 200
"""Relations that are followed from one announcement: all from all would take too long."""

MIN_NODES = 3
"""Fewer make no map: the list of relations says as much."""


class MapNode(NamedTuple):
    """An announcement on the map: its sign, and `label`, its text alternative."""

    ref: Ref
    place: Node
    sign: Sign | None
    label: str
    is_centre: bool


class Neighbours(NamedTuple):
    """The map, the list of the far, and the number of those left out, in words.

    `edges` are the relations: the path of the line of each, and its text alternative.
    """

    layout: GraphLayout
    nodes: tuple[MapNode, ...]
    edges: tuple[tuple[str, str], ...]
    far: tuple[LinkRow, ...]
    left: str


def neighbours(builder: ViewBuilder, id_: str) -> Neighbours | None:
    """Return the neighbours of an announcement; None when they are too few for a map."""
    columns = {id_: 0}
    left: set[str] = set()
    edges: list[Edge] = []
    far: list[tuple[Edge, str]] = []
    queue, is_all = [id_], True
    for here in queue:  # the nearest join it
        own = _edges(builder, here)
        is_all = is_all and len(own) <= MAX_RELATIONS
        for edge in own[:MAX_RELATIONS]:
            other = _other_end(edge, here)
            edges.append(edge)
            if other in columns:
                continue
            if len(columns) == MAX_NODES:
                left.add(other)
                continue
            columns[other] = columns[here] + (1 if other == edge.later else -1)
            if here == id_:
                queue.append(other)
            else:
                far.append((edge, here))
    if len(columns) < MIN_NODES:
        return None
    t, label, refs = builder.t, builder.archive.label, {one: builder.ref(one) for one in columns}
    titles = {one: ref.title for one, ref in refs.items()}
    layout = layered_graph(columns, titles, edges)
    lines = []
    for (later, earlier, type_), path in layout.curves.items():
        words = {"later": titles[later], "earlier": titles[earlier]}
        lines.append((path, t("map.tie", relation=label("relation", type_), **words)))
    return Neighbours(
        layout=layout,
        nodes=tuple(_node(builder, node, refs[node.id], node.id == id_) for node in layout.nodes),
        edges=tuple(lines),
        far=tuple(_far(builder, *one) for one in far),
        left=t("map.left" if is_all else "map.left-at-least", n=len(left)) if left else "",
    )


def _edges(builder: ViewBuilder, here: str) -> list[Edge]:
    """Return the relations of an announcement, those that its own record states first."""
    rows: tuple[RelationRow, ...] = builder.linked.rows(RELATIONS, here)
    edges = {Edge(row.origin, row.target, row.type) for row in rows if row.origin != row.target}
    return sorted(edges, key=lambda edge: (edge.type, edge.later != here, _other_end(edge, here)))


def _other_end(edge: Edge, here: str) -> str:
    return edge.earlier if edge.later == here else edge.later


def _far(builder: ViewBuilder, edge: Edge, here: str) -> LinkRow:
    other = _other_end(edge, here)
    label = builder.archive.label("relation", edge.type, inverse=other == edge.later)
    via = builder.t("map.via", title=builder.ref(here).title)
    return LinkRow(builder.ref(other), label=label, why=via)


def _node(builder: ViewBuilder, place: Node, ref: Ref, is_centre: bool) -> MapNode:
    signs = builder.signs(place.id)
    is_judged = signs.verdict and signs.verdict.value != enumerations.OPEN
    sign = signs.verdict if is_judged else signs.stage
    label = builder.listed([ref.title, *(one.label for one in signs.given)])
    return MapNode(ref, place, sign, label, is_centre)
