"""References: what a record names, and as what; the check of references rests on them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from suites.archive import enumerations
from suites.archive.markdown import Body, parse_note
from suites.archive.model import Announcement, AnyRecord, Article, Event

LINK, AFTER, DISCREPANCY = "link", "after", "discrepancy"
"""As what a thing is named, beside its kind and "#" with the id of an annotation: by a link in a
text, by an announcement that has to come after it, by a discrepancy."""


def references(record: AnyRecord, body: Body) -> Iterator[tuple[str, str]]:
    """Yield the id of everything that a record names, and as what; some of it more than once.

    Relations that say who contradicts whom are named by their type, and discrepancies as such: they
    rest on more than the existence of what they name.
    """
    yield from _links(body)
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
            yield from map(_annotation, evidence(event))
            yield from (*_in_text(event.note), *_in_text(event.review))
        for relation in record.relations:
            yield relation.target, "announcement"
            if enumerations.RELATIONS[relation.type].is_dated:
                yield relation.target, AFTER
            if enumerations.RELATIONS[relation.type].is_contradiction:
                yield relation.target, relation.type
                yield from ((id_, relation.type) for id_ in articles(relation.evidence))
            yield from (*map(_annotation, relation.evidence), *_in_text(relation.note))
        for discrepancy in record.discrepancies:
            yield from (*map(_annotation, discrepancy.quotes), *_in_text(discrepancy.note))
            yield from ((id_, DISCREPANCY) for id_ in articles(discrepancy.quotes))


def evidence(event: Event) -> tuple[str, ...]:
    """Return the annotations on which an event rests, with those that cite pages outside."""
    return (*event.evidence, *(one.cited_by for one in event.outside if one.cited_by))


def articles(references: Iterable[str]) -> tuple[str, ...]:
    """Return the articles of `article#annotation`s."""
    return tuple(reference.partition("#")[0] for reference in references)


def _annotation(reference: str) -> tuple[str, str]:
    article, _, annotation = reference.partition("#")
    return article, f"#{annotation}"


def _links(text: Body) -> Iterator[tuple[str, str]]:
    for link in text.links:
        id_, _, annotation = link.target.partition("#")
        yield id_, f"#{annotation}" if annotation else LINK


def _in_text(text: str | None) -> Iterator[tuple[str, str]]:
    if text and "[[" in text:
        yield from _links(parse_note(text))
