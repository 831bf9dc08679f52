"""Pairs: two quotes that speak of the same thing, and the lasting name under which they meet.

    announcement -> pairs: of its relations, discrepancies, terms that receded, contradictions

A name says what the pair is made of, never its rank: a pair that is added moves no other. Which
quote is shown on which side takes the articles, and is decided where they are at hand.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise

from suites.archive.dates import Date
from suites.archive.enumerations import RELATIONS
from suites.archive.model import Announcement, Discrepancy, Event, Relation

SORTS = ("contradiction", "delay", "discrepancy", "relation")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two quotes, `article#annotation`, of one announcement.

    `sort` is one of `SORTS`. `sides` are the quotes of each side, of which one is shown, or for a
    discrepancy all of its quotes, in one. `type` and `target` are those of a relation, `element`
    that of a discrepancy, `terms` those of a delay.
    """

    announcement: str
    name: str
    sort: str
    sides: tuple[tuple[str, ...], ...]
    type: str = ""
    target: str = ""
    element: str = ""
    terms: tuple[Date, ...] = ()
    note: str | None = None


def pairs(announcement: Announcement) -> tuple[Pair, ...]:
    """Return the pairs of an announcement, each once, in the order of `SORTS`.

    A relation is one where its record asks for the comparison, or says that it contradicts.
    """
    found = (
        *_contradictions(announcement),
        *_delays(announcement),
        *(_of_discrepancy(announcement, one) for one in announcement.discrepancies),
        *(_of_relation(announcement, one) for one in announcement.relations if is_compared(one)),
    )
    kept: dict[str, Pair] = {}
    for pair in found:
        if pair and len({quote for side in pair.sides for quote in side}) > 1:
            kept.setdefault(pair.name, pair)
    return tuple(kept.values())


def uncompared(announcement: Announcement) -> tuple[str, ...]:
    """Return the names that the relations would have which are not compared.

    Their addresses are kept: whether a relation is compared may change.
    """
    found = {
        pair.name: None
        for one in announcement.relations
        if not is_compared(one) and (pair := _of_relation(announcement, one))
    }
    return tuple(found)


def is_compared(relation: Relation) -> bool:
    """Return whether the two sides of a relation speak of the same thing, as its record says."""
    return relation.compare or RELATIONS[relation.type].is_contradiction


def _of_relation(announcement: Announcement, one: Relation) -> Pair | None:
    if len(one.evidence) < 2:
        return None
    return Pair(
        announcement.id,
        f"{RELATIONS[one.type].slug}-{one.target}",
        "contradiction" if RELATIONS[one.type].is_contradiction else "relation",
        ((one.evidence[0],), tuple(one.evidence[1:])),
        type=one.type,
        target=one.target,
        note=one.note,
    )


def _of_discrepancy(announcement: Announcement, one: Discrepancy) -> Pair | None:
    if len(one.quotes) < 2:
        return None
    return Pair(
        announcement.id,
        f"desaccord-{_digest(one.element, *one.quotes[:2])}",
        "discrepancy",
        (tuple(one.quotes),),
        element=one.element,
        note=one.note,
    )


def _delays(announcement: Announcement) -> Iterator[Pair]:
    """Each term that was followed by a later one."""
    given = [
        (event, event.due)
        for event in announcement.events
        if isinstance(event.due, Date) and event.evidence
    ]
    for (before, term), (after, later) in pairwise(given):
        if later.latest > term.latest:
            yield Pair(
                announcement.id,
                f"retard-{_digest(before.evidence[0], after.evidence[0])}",
                "delay",
                (before.evidence, after.evidence),
                terms=(term, later),
                note=after.note,
            )


def _contradictions(announcement: Announcement) -> Iterator[Pair]:
    """What was announced first, beside what a verdict of contradiction rests on."""
    first: Event | None = next((event for event in announcement.events if event.evidence), None)
    for event in announcement.events:
        if event.verdict == "contradicted" and first and event is not first and event.evidence:
            yield Pair(
                announcement.id,
                f"dementi-{_digest(first.evidence[0], event.evidence[0])}",
                "contradiction",
                (first.evidence, event.evidence),
                note=event.note,
            )


def _digest(*parts: str) -> str:
    return sha256("\n".join(parts).encode()).hexdigest()[:10]
