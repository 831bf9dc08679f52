"""Happenings: what happened in the archive's world, for its feeds: what came, and when.

A state that changed, a relation, a source, a correction: each is told once, under an id made of
what never changes, and is dated by the days on which what it rests on entered the archive, never
by a file. So nothing comes twice because a file was touched, an earlier event was found, a title
was corrected or a record was renamed.

What happened to one thing is found in lists of its own and of the announcements that name it: only
the few that are told at last are opened.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from suites import dates
from suites.catalogue import Catalogue
from suites.dates import Date
from suites.exporters.atom import Entry, urn
from suites.holdings import registers
from suites.linked import Linked
from suites.model import Announcement, Archive, Article, Event, Record
from suites.pages import address

MOST = 40
"""How many entries a feed holds: the last ones."""

Day = tuple[Any, ...]
"""What days are ordered by: `registers.day_key`."""


class Happening(NamedTuple):
    """What happened, before it is put into words: sorts by the day it came, then by the world's.

    `what` is state, relation, source or correction; `place` that among the events or relations of
    the announcement; `note` the id of an annotation.
    """

    added: Day
    day: Day
    what: str
    id: str
    place: int = 0
    note: str = ""


def of_all(linked: Linked, catalogue: Catalogue) -> list[Entry]:
    """The last happenings of the whole archive."""
    return _told(linked, catalogue, _found(linked, ("",), whole=True))


def of_record(linked: Linked, catalogue: Catalogue, id_: str) -> list[Entry]:
    """The last happenings of an announcement, or of what announcements name."""
    return _told(linked, catalogue, _found(linked, (id_, *linked.named_by(id_)), whole=False))


def _found(linked: Linked, ids: Iterable[str], *, whole: bool) -> set[Happening]:
    """All that the lists of some things tell; under no id lie those of the whole archive."""
    found: set[Happening] = set()
    sources: dict[str, Day] = {}
    since: dict[str, Day] = {}
    events: list[Any] = []
    relations: list[Any] = []
    for id_ in ids:
        for added, published, article in linked.entries(registers.SOURCED, id_):
            sources[article] = added
            found.add(Happening(added, published, "source", article))
        for added, published, article, note in linked.entries(registers.CORRECTED, id_):
            found.add(Happening(added, published, "correction", article, note=note))
        events += linked.entries(registers.HAPPENED, id_)
        relations += linked.entries(registers.TIED, id_)

    def came(article: str) -> Day:
        if article not in sources:
            brief = linked.briefs.get(article)
            sources[article] = brief.added if brief else ()
        return sources[article]

    def began(announcement: str) -> Day:
        if announcement not in since:
            told = () if whole else linked.entries(registers.HAPPENED, announcement)
            since[announcement] = told[0][3] if told else ()
        return since[announcement]

    for id_, place, day, added, articles in events:
        since[id_] = added
        # It could first be told when its first evidence was here, and its announcement.
        first = min(map(came, articles), default=added)
        found.add(Happening(max(first, added), day, "state", id_, place))
    for id_, place, day, added, target, articles in relations:
        first = min(map(came, articles), default=added)
        found.add(Happening(max(first, added, began(target)), day, "relation", id_, place))
    return found


def _told(linked: Linked, catalogue: Catalogue, found: Iterable[Happening]) -> list[Entry]:
    newest = sorted(found, reverse=True)[:MOST]
    tellers = {"state": _state, "relation": _relation, "source": _source, "correction": _correction}
    return [tellers[one.what](linked, catalogue, one) for one in newest]


def first_id(record: Record) -> str:
    """The id that a record had first: a record that is renamed is no other one."""
    return record.aliases[0] if record.aliases else record.id


def _state(linked: Linked, catalogue: Catalogue, one: Happening) -> Entry:
    announcement = linked.archive.announcements[one.id]
    return event_entry(linked, catalogue, announcement, one.place, date_of(one.added))


def event_entry(
    linked: Linked, catalogue: Catalogue, announcement: Announcement, place: int, added: Date
) -> Entry:
    """What is told of an event, by its place."""
    event = announcement.events[place]
    changed = ", ".join(_words(linked.archive, event)) or (
        catalogue.t("event.review") if event.review else ""
    )
    return Entry(
        id=_event_ids(announcement)[place],
        title=f"{announcement.title} ({changed})" if changed else announcement.title,
        summary=_summary(linked, announcement, event),
        link=f"{address.of(announcement)}#event_{place + 1}",
        added=added,
        kind=catalogue.t("feed.kind-state"),
    )


def _event_ids(announcement: Announcement) -> list[str]:
    met: Counter[tuple[str, ...]] = Counter()
    found = []
    for event in announcement.events:
        # Not the event's number: an earlier one may be found later.
        key = (first_id(announcement), event.on.text if event.on else "", *_changes(event))
        met[key] += 1
        found.append(urn("event", *key, *([str(met[key])] if met[key] > 1 else [])))
    return found


def _relation(linked: Linked, catalogue: Catalogue, one: Happening) -> Entry:
    announcement = linked.archive.announcements[one.id]
    relation = announcement.relations[one.place]
    target = linked.archive.announcements.get(relation.target)
    return Entry(
        id=urn(
            "relation",
            first_id(announcement),
            relation.type,
            first_id(target) if target else relation.target,
        ),
        title=catalogue.t(
            "feed.relation",
            title=announcement.title,
            relation=linked.archive.label("relation", relation.type),
            other=target.title if target else relation.target,
        ),
        summary=linked.words(relation.note) if relation.note else announcement.claim,
        link=f"{address.of(announcement)}#s_relations",
        added=date_of(one.added),
        kind=catalogue.t("feed.kind-relation"),
    )


def _source(linked: Linked, catalogue: Catalogue, one: Happening) -> Entry:
    return article_entry(linked.archive.articles[one.id], catalogue)


def article_entry(article: Article, catalogue: Catalogue) -> Entry:
    """What is told of an article that came."""
    return Entry(
        id=urn("article", first_id(article)),
        title=article.title,
        summary=article.summary,
        link=address.of(article),
        added=article.added,
        kind=catalogue.t("feed.kind-source"),
    )


def _correction(linked: Linked, catalogue: Catalogue, one: Happening) -> Entry:
    article = linked.archive.articles[one.id]
    note = article.annotations_by_id[one.note]
    was = catalogue.t("feed.was", was=note.was) if note.was else ""
    return Entry(
        id=urn("correction", first_id(article), note.id),
        title=catalogue.t("feed.correction", title=article.title),
        summary=" ".join(filter(None, (linked.words(note.note), was))),
        link=f"{address.of(article)}#{note.id}",
        added=article.added,
        kind=catalogue.t("feed.kind-correction"),
    )


def _changes(event: Event) -> Iterator[str]:
    """What the event changed, as text that outlives a change of its words."""
    due = event.due.text if isinstance(event.due, Date) else event.due
    named = (("stage", event.stage), ("modality", event.modality), ("due", due))
    yield from (f"{name}={value}" for name, value in named if value)
    if event.verdict:
        yield f"verdict={event.verdict}"
    if event.review:
        yield "review"


def _words(archive: Archive, event: Event) -> Iterator[str]:
    for name in ("stage", "verdict", "modality"):
        if value := getattr(event, name):
            yield archive.label(name, value)
    if isinstance(event.due, Date):
        yield dates.term(event.due, archive.settings.language)


def _summary(linked: Linked, announcement: Announcement, event: Event) -> str:
    day = dates.label(event.on, linked.archive.settings.language) if event.on else ""
    said = event.review or event.note
    told = linked.words(said) if said else announcement.claim
    return ". ".join(filter(None, (day[:1].upper() + day[1:], told)))


def date_of(key: Day) -> Date:
    """The day of a key: the days that records are added on are plain ones."""
    first, last, _ = key
    return dates.parse(first if first == last else f"{first}/{last}")
