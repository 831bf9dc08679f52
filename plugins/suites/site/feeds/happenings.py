"""Happenings: what happened in the archive's world, for its feeds: what came, and when.

A state that changed, a relation, a source, a correction: each is told once, under an id made of
what never changes, and is dated by the days on which what it rests on entered the archive, never
by a file. So nothing comes twice because a file was touched, an earlier event was found, a title
was corrected or a record was renamed.

What happened to one thing is found in lists of its own and of the announcements that name it; of
what is told at last, cards, briefs and lists say all but what was corrected: no other record is
opened.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from heapq import nlargest
from typing import NamedTuple

from suites.analysis.linked_archive import LinkedArchive
from suites.analysis.rows import (
    CORRECTIONS,
    EVENT_TEXTS,
    FEED_EVENTS,
    RELATIONS,
    SOURCES,
    CorrectionRow,
    EventTextRow,
    FeedEventRow,
    RelationRow,
    SourceRow,
)
from suites.archive import dates, urls
from suites.archive.languages.catalogue import Catalogue
from suites.archive.model.values import TERMLESS
from suites.site.feeds.atom import Entry, urn

MOST = 40
"""How many entries a feed holds: the last ones."""

Day = str
"""What days are ordered by: `summary.day_key`."""

OPEN = date.min.isoformat()
"""The first day of what has none."""


class Happening(NamedTuple):
    """What happened, before it is put into words: sorts by the day it came, then by the world's.

    `what` is state, relation, source or correction; `place` that among the events or relations of
    the announcement; `more` of a relation its target, type and note, of a correction the id of the
    annotation or nothing, what was written, and what is right.
    """

    added: Day
    day: Day
    what: str
    id: str
    place: int = 0
    more: tuple[str, ...] = ()


def of_all(linked: LinkedArchive, catalogue: Catalogue) -> list[Entry]:
    """The last happenings of the whole archive."""
    return _told(linked, catalogue, _found(linked, ("",)))


def corrections(linked: LinkedArchive, catalogue: Catalogue) -> list[Entry]:
    """The last corrections of the whole archive."""
    found = {one for one in _found(linked, ("",)) if one.what == "correction"}
    return _told(linked, catalogue, found)


def of_record(linked: LinkedArchive, catalogue: Catalogue, id_: str) -> list[Entry]:
    """The last happenings of an announcement, or of what announcements name."""
    return _told(linked, catalogue, _found(linked, (id_, *linked.named_by(id_))))


class Came(dict[str, Day]):
    """When articles and announcements came: of what no list has said it of, the brief does."""

    def __init__(self, linked: LinkedArchive) -> None:
        super().__init__()
        self._linked = linked

    def __missing__(self, id_: str) -> Day:
        brief = self._linked.row_summaries.get(id_)
        self[id_] = brief.added if brief else ""
        return self[id_]


def _found(linked: LinkedArchive, ids: Iterable[str]) -> set[Happening]:
    """What the lists of some things tell, the last of it at least.

    Under no id lie those of the whole archive.
    """
    found: set[Happening] = set()
    came = Came(linked)
    events: list[FeedEventRow] = []
    relations: list[RelationRow] = []
    for id_ in ids:
        sources: tuple[SourceRow, ...] = linked.rows(SOURCES, id_)
        corrected: tuple[CorrectionRow, ...] = linked.rows(CORRECTIONS, id_)
        came |= {row.article: row.added for row in sources}
        # They lie in the order in which they are told, and no feed has more of them.
        for row in sources[-MOST:]:
            found.add(Happening(row.added, row.published, "source", row.article))
        for one in corrected:
            told = (one.annotation, one.was, one.now)
            found.add(Happening(one.added, "", "correction", one.record, 0, told))
        events += linked.rows(FEED_EVENTS, id_)
        relations += linked.rows(RELATIONS, id_)
    for event in events:
        came[event.announcement] = event.added
        # It could first be told when its first evidence was here, and its announcement.
        first = min([came[article] for article in event.articles], default=event.added)
        since = max(first, event.added)
        found.add(Happening(since, event.day, "state", event.announcement, event.place))
    for tie in relations:
        articles = (reference.partition("#")[0] for reference in tie.evidence)
        first = min([came[article] for article in articles], default=tie.added)
        since = max(first, tie.added, came[tie.target])
        told = (tie.target, tie.type, tie.note)
        found.add(Happening(since, tie.day, "relation", tie.origin, tie.place, told))
    return found


def _told(linked: LinkedArchive, catalogue: Catalogue, found: Iterable[Happening]) -> list[Entry]:
    tellers = {"state": _state, "relation": _relation, "source": _source, "correction": _correction}
    return [tellers[one.what](linked, catalogue, one) for one in nlargest(MOST, found)]


def moment(key: Day) -> str:
    """When what was added on a day is said to have come, as `dates.atom` says it.

    >>> moment("2026-11-23 2026-11-23 ")
    '2026-11-23T00:00:00Z'
    """
    first, last = key[:10], key[11:21]
    return f"{last if first == OPEN else first}T00:00:00Z"


def _state(linked: LinkedArchive, catalogue: Catalogue, one: Happening) -> Entry:
    return event_entry(linked, catalogue, one.id, one.place, one.added)


def event_entry(
    linked: LinkedArchive, catalogue: Catalogue, id_: str, place: int, added: Day
) -> Entry:
    """What is told of an event of an announcement, by its place."""
    events: tuple[EventTextRow, ...] = linked.rows(EVENT_TEXTS, id_)
    event, title, brief = events[place], linked.link_summaries[id_].title, linked.row_summaries[id_]
    # Not the event's number: an earlier one may be found later.
    same = event._replace(place=0, words="")
    times = sum(one._replace(place=0, words="") == same for one in events[: place + 1])
    changed = ", ".join(_words(linked, id_, event)) or (
        catalogue.t("event.review") if event.review else ""
    )
    return Entry(
        id=urn("event", brief.first or id_, *_key(event), *([str(times)] if times > 1 else [])),
        title=f"{title} ({changed})" if changed else title,
        summary=_summary(linked, event, brief.text),
        link=f"{urls.of_kind('announcement', id_)}#event_{place + 1}",
        added=moment(added),
        kind=catalogue.t("feed.kind-state"),
    )


def _key(event: EventTextRow) -> tuple[str, ...]:
    """The day and what the event changed, as text that outlives a change of its words."""
    named = (
        ("stage", event.stage),
        ("modality", event.modality),
        ("due", event.due),
        ("verdict", event.verdict),
    )
    changed = tuple(f"{name}={value}" for name, value in named if value)
    return (event.on, *changed, *(("review",) if event.review else ()))


def _relation(linked: LinkedArchive, catalogue: Catalogue, one: Happening) -> Entry:
    target, type_, note = one.more
    card, brief = linked.link_summaries[one.id], linked.row_summaries[one.id]
    other, its = linked.link_summaries.get(target), linked.row_summaries.get(target)
    return Entry(
        id=urn("relation", brief.first or one.id, type_, (its.first if its else "") or target),
        title=catalogue.t(
            "feed.relation",
            title=card.title,
            relation=linked.archive.label("relation", type_),
            other=other.title if other else target,
        ),
        summary=linked.words(note) if note else brief.text,
        link=f"{urls.of_kind('announcement', one.id)}#s_relations",
        added=moment(one.added),
        kind=catalogue.t("feed.kind-relation"),
    )


def _source(linked: LinkedArchive, catalogue: Catalogue, one: Happening) -> Entry:
    return article_entry(linked, catalogue, one.id)


def article_entry(linked: LinkedArchive, catalogue: Catalogue, id_: str) -> Entry:
    """What is told of an article that came."""
    brief = linked.row_summaries[id_]
    return Entry(
        id=urn("article", brief.first or id_),
        title=linked.link_summaries[id_].title,
        summary=brief.text,
        link=urls.of_kind("article", id_),
        added=moment(brief.added),
        kind=catalogue.t("feed.kind-source"),
    )


def _correction(linked: LinkedArchive, catalogue: Catalogue, one: Happening) -> Entry:
    note, was, now = one.more
    card, first = linked.link_summaries[one.id], linked.row_summaries[one.id].first or one.id
    page = urls.of_kind(card.kind, one.id)
    return Entry(
        id=urn("correction", first, *([note] if note else [one.added[:10], was])),
        title=catalogue.t("feed.correction", title=card.title),
        summary=f"{linked.words(now)} {catalogue.t('feed.was', was=was)}",
        link=f"{page}#{note}" if note else page,
        added=moment(one.added),
        kind=catalogue.t("feed.kind-correction"),
    )


def _words(linked: LinkedArchive, id_: str, event: EventTextRow) -> Iterator[str]:
    archive, kind = linked.archive, linked.link_summaries[id_].announcement_kind
    named = (("stage", event.stage), ("verdict", event.verdict), ("modality", event.modality))
    yield from (archive.label(name, value, kind=kind) for name, value in named if value)
    if event.due and event.due not in TERMLESS:
        yield dates.term(dates.parse(event.due), archive.settings.language)


def _summary(linked: LinkedArchive, event: EventTextRow, claim: str) -> str:
    language = linked.archive.settings.language
    day = dates.label(dates.parse(event.on), language) if event.on else ""
    told = linked.words(event.words) if event.words else claim
    return ". ".join(filter(None, (day[:1].upper() + day[1:], told)))
