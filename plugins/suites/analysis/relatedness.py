"""Relatedness: the relations of a thing, and the things that are related to it, and why.

Related things are found by what they share (an announcement, a theme), never by comparing all
pairs; what very many share says little, and counts for nothing.
"""

from collections import Counter
from collections.abc import Iterable
from heapq import nsmallest
from itertools import chain
from typing import NamedTuple

from suites.archive.model import Annotation, Article

MAX_SHARED = 200
"""Things that one thing relates; more that share it are not related by it."""

MAX_RELATED = 6
"""Related things that a page shows."""


class RelationEnd(NamedTuple):
    """A relation seen from one of its ends; `inverse` when seen from the target."""

    type: str
    note: str  # Markdown; "" where it has none
    evidence: tuple[str, ...]
    other: str
    inverse: bool


class Backlink(NamedTuple):
    """A link in a body, seen from its target, with its sentence."""

    origin: str
    sentence: str


class Evidence(NamedTuple):
    """Evidence resolved: the article, the annotation, and whether its words are the source's."""

    article: Article
    annotation: Annotation
    verbatim: bool


class Reason(NamedTuple):
    """Why two things are related: `kind` names an entry of the catalogue, `ids` what is shared."""

    kind: str
    ids: tuple[str, ...]


class Related(NamedTuple):
    """Another thing of the same kind, and why."""

    other: str
    reasons: tuple[Reason, ...]


def most_related(
    shared: Iterable[tuple[str, str, Iterable[str]]], but: set[str]
) -> tuple[Related, ...]:
    """Return the things but for some that share most, by (kind, what is shared, who shares it)."""
    groups = [(kind, what, frozenset(who)) for kind, what, who in shared]
    groups = [group for group in groups if len(group[2]) <= MAX_SHARED]
    counts = Counter(chain.from_iterable(who for _, _, who in groups))
    others = ((-n, id_) for id_, n in counts.items() if id_ not in but)
    return tuple(_related(id_, groups) for _, id_ in nsmallest(MAX_RELATED, others))


def _related(id_: str, groups: Iterable[tuple[str, str, frozenset[str]]]) -> Related:
    by_kind: dict[str, list[str]] = {}
    for kind, what, who in groups:
        if id_ in who:
            by_kind.setdefault(kind, []).append(what)
    return Related(id_, tuple(Reason(kind, tuple(sorted(of))) for kind, of in by_kind.items()))
