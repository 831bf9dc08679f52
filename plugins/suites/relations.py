"""Relations: what each record says of others, and what the others therefore show.

    record -> entries, each under the name of a list and the id of the thing that will show it
    list, id -> entries of all records -> links, mentions, citations… as the pages read them

An entry is a plain tuple that sorts as it is to be read, so that a list is the same whatever order
its records came in, and can be kept between builds. Related things are found by what they share (an
announcement, a theme), never by comparing all pairs; what very many share says little, and counts
for nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from heapq import nsmallest
from itertools import chain
from typing import Any, NamedTuple

from suites import terms
from suites.body import Body, parse_note
from suites.dates import Date
from suites.model import (
    FOLDERS,
    Annotation,
    Announcement,
    AnyRecord,
    Article,
    Event,
)

MENTIONS, OUTLETS, BACKLINKS = "mentions", "outlets", "backlinks"
LINKS, CITATIONS, NAMED, REFERRERS = "links", "citations", "named", "referrers"

LINK, AFTER, DISCREPANCY = "link", "after", "discrepancy"
"""As what a thing is named, beside its kind and "#" with the id of an annotation: by a link in a
text, by an announcement that has to come after it, by a discrepancy. See `named_by`."""

Entry = tuple[Any, ...]
"""Text, numbers, truth and tuples of them: what sorts, and what `marshal` keeps."""

Entries = Iterator[tuple[str, str, Entry]]
"""(list, id of the thing that shows it, entry)."""

MOST_SHARED = 200
"""What more things than this share does not relate them."""

MOST_RELATED = 6
"""How many related things a page shows."""


class Link(NamedTuple):
    """A relation seen from one of its ends; `inverse` when seen from the target.

    `note` is its Markdown, empty where it has none.
    """

    type: str
    note: str
    evidence: tuple[str, ...]
    other: str
    inverse: bool


class Mention(NamedTuple):
    """An annotation that is about an announcement, or said or relayed by an entity.

    `order` is that of the article's publication; the article and the annotation are ids.
    """

    order: Entry
    article: str
    annotation: str
    speaker: str | None
    outlet: str | None


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


def entries(record: AnyRecord, body: Body) -> Entries:
    """What a record says of others."""
    if isinstance(record, Article):
        yield from _of_article(record)
    elif isinstance(record, Announcement):
        yield from _of_announcement(record)
    rank = next(n for n, kind in enumerate(FOLDERS.values()) if isinstance(record, kind))
    seen = {record.id}
    for link in body.links:
        target = link.target.partition("#")[0]
        if target not in seen:
            seen.add(target)
            yield BACKLINKS, target, (rank, record.id, body.sentence_pieces(link))
    named: dict[str, set[str]] = {}
    for target, sort in named_by(record, body):
        named.setdefault(target, set()).add(sort)
    for target in sorted(named):
        yield REFERRERS, target, (record.id, tuple(sorted(named[target])))


def first_day(announcement: Announcement) -> Date | None:
    """The day of the first dated event."""
    return next((event.on for event in announcement.events if event.on), None)


def announced(announcement: Announcement) -> Entry:
    """The order of announcements: by the day of the first dated event; those without come last."""
    first = first_day(announcement)
    return first is not None, first.latest.isoformat() if first else "", announcement.id


def publication(article: Article) -> Entry:
    """What articles are ordered by: their latest possible day; undated ones come last."""
    if article.published:
        day, undated = article.published, 0
    else:
        day, undated = article.added, 1
    return undated, day.latest.isoformat(), day.earliest.isoformat(), article.id


def _of_article(article: Article) -> Entries:
    order = publication(article)
    outlet = article.outlet or ""
    if outlet:
        yield OUTLETS, outlet, order
    for place, note in enumerate(article.annotations):
        about = (note.announcement, note.speaker, note.via)
        entry = (order, place, article.id, note.id, note.speaker or "", outlet)
        for id_ in dict.fromkeys(filter(None, about)):
            yield MENTIONS, id_, entry


def _of_announcement(one: Announcement) -> Entries:
    for place, relation in enumerate(one.relations):
        told = (relation.type, relation.note or "", relation.evidence)
        yield LINKS, relation.target, (one.id, place, *told)
    for id_ in dict.fromkeys((*one.actors, *one.products, *one.themes)):
        yield NAMED, id_, announced(one)
    cited = (
        *(event.evidence for event in one.events),
        *(cited_outside(event) for event in one.events),
        *(relation.evidence for relation in one.relations),
        *(discrepancy.quotes for discrepancy in one.discrepancies),
    )
    for reference in dict.fromkeys(chain.from_iterable(cited)):
        yield CITATIONS, reference, (one.id,)


def named_by(record: AnyRecord, body: Body) -> Iterator[tuple[str, str]]:
    """The id of everything that a record names, and as what; what is checked rests on them.

    Relations that say who contradicts whom are named by their type, and discrepancies as such: they
    rest on more than the existence of what they name, and are looked at each time.
    """
    yield from _targets(body)
    if isinstance(record, Article):
        if record.outlet:
            yield record.outlet, "outlet"
        for note in record.annotations:
            if note.announcement:
                yield note.announcement, "announcement"
            yield from ((id_, "entity") for id_ in (note.speaker, note.via) if id_)
            yield from _in_text(note.note)
    elif isinstance(record, Announcement):
        yield from ((id_, "entity") for id_ in (*record.actors, *record.products))
        yield from ((id_, "theme") for id_ in record.themes)
        for event in record.events:
            if event.speaker:
                yield event.speaker, "entity"
            yield from (*_annotations(event.evidence), *_in_text(event.note))
            yield from _annotations(cited_outside(event))
            yield from _in_text(event.review)
        for relation in record.relations:
            yield relation.target, "announcement"
            if relation.type in terms.DATED_RELATIONS:
                yield relation.target, AFTER
            if relation.type == "contradicts":
                yield relation.target, relation.type
                yield from ((id_, relation.type) for id_ in _articles(relation.evidence))
            yield from (*_annotations(relation.evidence), *_in_text(relation.note))
        for discrepancy in record.discrepancies:
            yield from (*_annotations(discrepancy.quotes), *_in_text(discrepancy.note))
            yield from ((id_, DISCREPANCY) for id_ in _articles(discrepancy.quotes))


def cited_outside(event: Event) -> tuple[str, ...]:
    """Return the annotations that cite the pages outside the archive on which an event rests."""
    return tuple(source.cited_by for source in event.outside if source.cited_by)


def _articles(references: Iterable[str]) -> Iterator[str]:
    return (reference.partition("#")[0] for reference in references)


def _annotations(references: Iterable[str]) -> Iterator[tuple[str, str]]:
    for reference in references:
        article, _, annotation = reference.partition("#")
        yield article, f"#{annotation}"


def _targets(text: Body) -> Iterator[tuple[str, str]]:
    for link in text.links:
        id_, _, annotation = link.target.partition("#")
        yield id_, f"#{annotation}" if annotation else LINK


def _in_text(text: str | None) -> Iterator[tuple[str, str]]:
    if text and "[[" in text:
        yield from _targets(parse_note(text))


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
