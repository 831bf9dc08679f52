"""Relations: what is tied to a thing, as its page shows it; what is related to it, and why.

Related things are found by what they share (an announcement, a theme), never by comparing all
pairs; what very many share says little, and counts for nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from heapq import nsmallest
from itertools import chain
from typing import NamedTuple

from suites.archive.model import Annotation, Article

MOST_SHARED = 200
"""What more things than this share does not relate them."""

MOST_RELATED = 6
"""How many related things a page shows."""


class RelationEnd(NamedTuple):
    """A relation seen from one of its ends; `inverse` when seen from the target.

    `note` is its Markdown, empty where it has none.
    """

    type: str
    note: str
    evidence: tuple[str, ...]
    other: str
    inverse: bool


class Backlink(NamedTuple):
    """A link in a body, seen from what it points to, with the sentence that it stands in."""

    origin: str
    sentence: str


class Reason(NamedTuple):
    """Why two things are related: `kind` names an entry of the catalogue, `ids` what is shared."""

    kind: str
    ids: tuple[str, ...]


class Related(NamedTuple):
    """Another thing of the same kind, and why."""

    other: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Evidence resolved: the article, the annotation, and whether its words are the source's."""

    article: Article
    annotation: Annotation
    verbatim: bool


def nearest(shared: Iterable[tuple[str, str, Iterable[str]]], but: set[str]) -> tuple[Related, ...]:
    """The things that share most, with what they share, as (kind, what, who shares it).

    `but` holds those that are left out.
    """
    groups = [(kind, what, dict.fromkeys(who)) for kind, what, who in shared]
    groups = [group for group in groups if len(group[2]) <= MOST_SHARED]
    counts = Counter(chain.from_iterable(who for _, _, who in groups))
    others = ((-n, id_) for id_, n in counts.items() if id_ not in but)
    found = (id_ for _, id_ in nsmallest(MOST_RELATED, others))
    return tuple(Related(id_, tuple(_reasons(id_, groups))) for id_ in found)


def _reasons(id_: str, groups: Iterable[tuple[str, str, dict[str, None]]]) -> Iterator[Reason]:
    by_kind: dict[str, list[str]] = {}
    for kind, what, who in groups:
        if id_ in who:
            by_kind.setdefault(kind, []).append(what)
    yield from (Reason(kind, tuple(sorted(shared))) for kind, shared in by_kind.items())
