"""Quote comparison: two quotes that speak of the same thing, and their lasting name.

    announcement -> pairs: of its relations, discrepancies, terms that receded, contradictions

A name says what the pair is made of, never its rank: a pair that is added moves no other.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from itertools import chain, pairwise

from suites.archive.dates import Date
from suites.archive.enumerations import RELATIONS
from suites.archive.model import Announcement, Discrepancy, Relation

SORTS = ("contradiction", "delay", "discrepancy", "relation")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two quotes, `article#annotation`, of one announcement."""

    announcement: str
    name: str
    sort: str  # one of `SORTS`
    sides: tuple[tuple[str, ...], ...]  # one quote of each is shown; of a discrepancy, one side
    type: str = ""  # of a relation, as its target
    target: str = ""
    element: str = ""  # of a discrepancy
    terms: tuple[Date, ...] = ()  # of a delay
    note: str | None = None


Names = Mapping[str, str]
"""How the names of pairs begin, by type of relation and sort: `pairs` of the addresses."""


def pairs(announcement: Announcement, names: Names) -> tuple[Pair, ...]:
    """Return the pairs of an announcement, each once, in the order of `SORTS`."""
    found: dict[str, Pair] = {}
    for pair in (
        *_contradictions(announcement, names),
        *_delays(announcement, names),
        *(_of_discrepancy(announcement, one, names) for one in announcement.discrepancies),
        *(
            _of_relation(announcement, one, names)
            for one in announcement.relations
            if is_compared(one)
        ),
    ):
        if len(set(chain.from_iterable(pair.sides))) > 1:
            found.setdefault(pair.name, pair)
    return tuple(found.values())


def uncompared(announcement: Announcement, names: Names) -> tuple[str, ...]:
    """Return the names that the relations without a comparison would have if they had one.

    They keep their addresses: whether a relation is compared may change.
    """
    others = [one for one in announcement.relations if not is_compared(one)]
    return tuple(dict.fromkeys(_name(one, names) for one in others if len(one.evidence) > 1))


def is_compared(relation: Relation) -> bool:
    """Return whether the record asks for a comparison, or says that it contradicts."""
    return relation.compare or RELATIONS[relation.type].is_contradiction


def _name(relation: Relation, names: Names) -> str:
    return f"{names[relation.type]}-{relation.target}"


def _of_relation(announcement: Announcement, relation: Relation, names: Names) -> Pair:
    return Pair(
        announcement.id,
        _name(relation, names),
        "contradiction" if RELATIONS[relation.type].is_contradiction else "relation",
        (relation.evidence[:1], relation.evidence[1:]),
        type=relation.type,
        target=relation.target,
        note=relation.note,
    )


def _of_discrepancy(announcement: Announcement, discrepancy: Discrepancy, names: Names) -> Pair:
    name = f"{names['discrepancy']}-{_digest(discrepancy.element, *discrepancy.quotes[:2])}"
    sides = (discrepancy.quotes,)
    return Pair(
        announcement.id,
        name,
        "discrepancy",
        sides,
        element=discrepancy.element,
        note=discrepancy.note,
    )


def _delays(announcement: Announcement, names: Names) -> Iterator[Pair]:
    """Yield a pair for each term that was followed by a later one."""
    given = [
        (event, event.due)
        for event in announcement.events
        if isinstance(event.due, Date) and event.evidence
    ]
    for (before, term), (after, later) in pairwise(given):
        if later.latest > term.latest:
            name = f"{names['delay']}-{_digest(before.evidence[0], after.evidence[0])}"
            sides, terms = (before.evidence, after.evidence), (term, later)
            yield Pair(announcement.id, name, "delay", sides, terms=terms, note=after.note)


def _contradictions(announcement: Announcement, names: Names) -> Iterator[Pair]:
    """Yield the first statement, beside the evidence of each verdict of contradiction."""
    evidenced = [event for event in announcement.events if event.evidence]
    for event in evidenced[1:]:
        if event.verdict == "contradicted":
            first = evidenced[0]
            name = f"{names['contradiction']}-{_digest(first.evidence[0], event.evidence[0])}"
            sides = (first.evidence, event.evidence)
            yield Pair(announcement.id, name, "contradiction", sides, note=event.note)


def _digest(*parts: str) -> str:
    return sha256("\n".join(parts).encode()).hexdigest()[:10]
