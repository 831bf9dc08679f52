"""What names something else must name something that exists, and of the right kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, islice

from suites.analysis.checks.check_context import AnyOne
from suites.analysis.linked_archive import LinkedArchive
from suites.archive import markdown
from suites.archive.model import (
    FOLDERS,
    Announcement,
    Article,
    Discrepancy,
    Entity,
    Event,
    Keys,
    Record,
    Relation,
    Source,
    Theme,
    address_fault,
)
from suites.archive.problems import MOST_TOLD, Problem, nearest, quoted

NAMES = {Entity: "an entity", Theme: "a theme", Announcement: "an announcement"}

CARDS = {Entity: ("entity", "outlet"), Theme: ("theme",), Announcement: ("announcement",)}
"""The kinds that the cards of such records have."""


def every_id_named_by_a_key_exists_and_is_of_its_kind(linked: LinkedArchive) -> Iterator[Problem]:
    """Actors, products, outlets, speakers are entities; themes are themes; and so on."""
    archive = linked.archive
    for record in archive.records():
        yield from islice(_misnamed(linked, record), MOST_TOLD)
    for article in archive.articles.values():
        card = linked.link_summaries.get(article.outlet) if article.outlet else None
        if card and card.kind == "entity":
            outlet = archive.by_id[str(article.outlet)]
            yield article.source.problem(
                ("outlet",),
                "reference-kind",
                f"{quoted(outlet.id)} is not an outlet",
                f"add outlet to the kinds of {outlet.source.path}",
            )


def _misnamed(linked: LinkedArchive, record: Record) -> Iterator[Problem]:
    archive = linked.archive
    for keys, id_, kind in _named(record):
        card = linked.link_summaries.get(id_)
        if card is None:
            if id_ not in archive.unread:
                yield _unresolved(linked, record.source, keys, id_, kind)
        elif card.kind not in CARDS[kind]:
            found = archive.by_id[id_]
            yield record.source.problem(
                keys,
                "reference-kind",
                f"{quoted(id_)} is not {NAMES[kind]} but lies at {found.source.path}",
                f"name {NAMES[kind]}",
            )


def _unresolved(
    linked: LinkedArchive, source: Source, keys: Keys, id_: str, kind: type[Record]
) -> Problem:
    what = f"{quoted(id_)} is not the id of {NAMES[kind]}"
    if renamed := linked.aliases.get(id_):
        return source.problem(keys, "reference-unresolved", what, f"it is called {renamed} now")
    folder = next(folder for folder, of in FOLDERS.items() if of is kind)
    ids = linked.records.ids(folder)
    first = f"write {source.path.partition('/')[0]}/{folder}/{id_}.md first"
    mend = _or_else(nearest(id_, ids), first)
    return source.problem(keys, "reference-unresolved", what, mend)


def _or_else(hint: str, other: str) -> str:
    if not hint:
        return other
    return f"{hint} Else {other}" if hint.endswith("?") else f"{hint}; else {other}"


def _named(record: Record) -> Iterator[tuple[Keys, str, type[Record]]]:
    """Every id that a key of the record names: its keys, the id, the kind it should have."""
    if isinstance(record, Article):
        if record.outlet:
            yield ("outlet",), record.outlet, Entity
        for annotation in record.annotations:
            if annotation.announcement:
                yield (*annotation.keys, "announcement"), annotation.announcement, Announcement
            for key in ("speaker", "via"):
                if id_ := getattr(annotation, key):
                    yield (*annotation.keys, key), id_, Entity
    if isinstance(record, Announcement):
        for name, kind in (("actors", Entity), ("products", Entity), ("themes", Theme)):
            for i, id_ in enumerate(getattr(record, name)):
                yield (name, i), id_, kind
        for event in record.events:
            if event.speaker:
                yield (*event.keys, "speaker"), event.speaker, Entity
        for relation in record.relations:
            yield (*relation.keys, "target"), relation.target, Announcement


def evidence(record: Announcement) -> Iterator[tuple[Keys, str]]:
    """Every `article#annotation` that an announcement rests on, with its keys."""
    evidenced: tuple[Event | Relation, ...] = (*record.events, *record.relations)
    for part in evidenced:
        for i, id_ in enumerate(part.evidence):
            yield (*part.keys, "evidence", i), id_
    for event in record.events:
        for i, source in enumerate(event.outside):
            if source.cited_by:
                yield (*event.keys, "outside", i, "cited_by"), source.cited_by
    for discrepancy in record.discrepancies:
        for i, id_ in enumerate(discrepancy.quotes):
            yield (*discrepancy.keys, "quotes", i), id_


def every_evidence_exists(linked: LinkedArchive) -> Iterator[Problem]:
    """Events, relations and discrepancies rest on annotations that exist."""
    archive = linked.archive
    known: list[str] = []
    for announcement in archive.announcements.values():
        wanting = (
            (keys, id_)
            for keys, id_ in evidence(announcement)
            if not (
                linked.anchor(id_)
                or archive.annotation(id_)
                or id_.partition("#")[0] in archive.unread
            )
        )
        for keys, id_ in islice(wanting, MOST_TOLD):
            known = known or list(_annotations(linked))
            yield announcement.source.problem(
                keys, "evidence-unresolved", *_without_evidence(linked, id_, known)
            )


def _annotations(linked: LinkedArchive) -> Iterator[str]:
    """All whose quotes were found, of articles that are not looked at too."""
    for id_, summary in linked.records.summaries.items():
        yield from (f"{id_}#{annotation}" for annotation in summary.check.annotations)


def _without_evidence(linked: LinkedArchive, evidence: str, known: list[str]) -> tuple[str, str]:
    """What is wrong with evidence that does not exist, and its mend."""
    id_, _, annotation = evidence.partition("#")
    hint = nearest(evidence, known)
    if article := linked.archive.articles.get(id_):
        mend = hint or f"write the annotation {annotation} in {article.source.path} first"
        return f"no article has the annotation {quoted(evidence, 120)}", mend
    if renamed := linked.aliases.get(id_):
        what = f"the article {quoted(id_)} has another id now"
        return what, f"write {renamed}#{annotation}"
    what = f"no article has the id {quoted(id_)} (any more): its annotation {annotation} is gone"
    return what, _or_else(hint, "give other evidence, or write the article again")


def notes(record: Record) -> Iterator[tuple[Keys, str]]:
    """Every short text of the record that may hold links or images, with its keys."""
    found: Iterable[tuple[Keys, str, str | None]] = ()
    if isinstance(record, Article):
        found = ((one.keys, "note", one.note) for one in record.annotations)
    if isinstance(record, Announcement):
        noted: tuple[Event | Relation | Discrepancy, ...]
        noted = (*record.events, *record.relations, *record.discrepancies)
        reviewed = ((one.keys, "review", one.review) for one in record.events)
        found = chain(((one.keys, "note", one.note) for one in noted), reviewed)
    return (
        ((*keys, key), text) for keys, key, text in found if text and not markdown.is_plain(text)
    )


def every_link_in_a_text_leads_somewhere(linked: LinkedArchive) -> Iterator[Problem]:
    """Links by id, in bodies and in notes, name things and annotations that exist."""
    for record in linked.archive.records():
        yield from islice(_dead_links(linked, record), MOST_TOLD)


def _dead_links(linked: LinkedArchive, record: Record) -> Iterator[Problem]:
    source = record.source
    for link in linked.bodies[record.id].links:
        yield from _link(linked, source.path, (link.line, link.column), link.target)
    for keys, text in notes(record):
        for link in markdown.parse_note(text).links:
            yield from _link(linked, source.path, source.value(keys), link.target)


def _link(
    linked: LinkedArchive, path: str, place: tuple[int, int], target: str
) -> Iterator[Problem]:
    archive = linked.archive
    id_, _, annotation = target.partition("#")
    record = archive.by_id.get(linked.aliases.get(id_, id_))
    if record is None:
        if id_ not in archive.unread:
            yield Problem(
                path,
                *place,
                "link-unresolved",
                f"nothing has the id {quoted(id_)}",
                nearest(id_, list(chain.from_iterable(map(linked.records.ids, FOLDERS))))
                or f"write it first, as {path.partition('/')[0]}/entities/{id_}.md or its like",
            )
    elif annotation:
        known = record.annotations_by_id if isinstance(record, Article) else {}
        if annotation not in known:
            yield Problem(
                path,
                *place,
                "link-unresolved",
                f"{quoted(record.id)} has no annotation {quoted(annotation)}",
                nearest(annotation, known) or "link to the article as a whole",
            )


def every_address_in_a_text_is_safe(one: AnyOne) -> Iterator[Problem]:
    """Links to other sites are http or https, and there are no images."""
    source, text = one.record.source, one.text
    for link in text.external:
        if fault := address_fault(link.url):
            yield _unsafe(source.path, (link.line, link.column), link.url, fault)
    for image in text.images:
        yield Problem(
            source.path,
            image.line,
            image.column,
            "image-forbidden",
            "a body holds no image",
            "describe it in words",
        )
    for keys, note in notes(one.record):
        for link in markdown.parse_note(note).external:
            if fault := address_fault(link.url):
                yield _unsafe(source.path, source.value(keys), link.url, fault)


def _unsafe(path: str, place: tuple[int, int], url: str, fault: str) -> Problem:
    return Problem(
        path,
        *place,
        "address-unsafe",
        f"{quoted(url)} cannot be a link: {fault}",
        "copy the page's address as it was seen, beginning with https://",
    )


def every_alias_is_free(linked: LinkedArchive) -> Iterator[Problem]:
    """An old id is not the id or the old id of something else."""
    by_id, unread = linked.archive.by_id, linked.archive.unread
    taken: dict[str, Record] = {}
    for record in linked.archive.records():
        for i, alias in enumerate(record.aliases):
            other = by_id.get(alias) or taken.setdefault(alias, record)
            if other is not record or alias == record.id or alias in unread:
                owner = "another file" if alias in unread else _owner(other, alias)
                yield record.source.problem(
                    ("aliases", i),
                    "alias-clash",
                    f"the old id {quoted(alias)} belongs to {owner}",
                    "an address leads to one thing only: drop the alias",
                )


def _owner(record: Record, id_: str) -> str:
    """Where an id that is taken stands: in the name of a file, or among its old ids."""
    if id_ not in record.aliases:
        return record.source.path
    line, column = record.source.value(("aliases", record.aliases.index(id_)))
    return f"{record.source.path}:{line}:{column}"
