"""The home page: what the archive holds, what awaits review, what happened last."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import islice

from suites import terms
from suites.model import Announcement, Event
from suites.pages import address, announcement, listings
from suites.pages.desk import Desk
from suites.pages.parts import Day, Ref, Row, Sign, View
from suites.pages.state import TermView, event_ids, term_views
from suites.relations import by_publication

MOST = 5
"""How many articles and events the home page shows."""


@dataclass(frozen=True, slots=True)
class Featured:
    """The announcement that the archive puts forward, with the terms it was given."""

    row: Row
    terms: tuple[TermView, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many announcements have a verdict."""

    sign: Sign
    count: int


@dataclass(frozen=True, slots=True)
class Latest:
    """An event, seen from outside its announcement."""

    day: Day | None
    ref: Ref
    what: str
    fragment: str


@dataclass(frozen=True)
class HomePage(View):
    """Everything that the home page shows."""

    intro: str
    featured: Featured | None
    tallies: tuple[Tally, ...]
    judged: int
    overdue: tuple[Row, ...]
    latest: tuple[Latest, ...]
    articles: tuple[Row, ...]
    themes: tuple[listings.Entry, ...]


def page(desk: Desk) -> HomePage:
    """The home page."""
    archive = desk.archive
    counts = Counter(
        desk.linked.states[one.id].verdict
        for one in archive.announcements.values()
        if one.kind != "fact"
    )
    newest = reversed(by_publication(archive.articles.values()))
    return HomePage(
        root=address.root(address.HOME),
        url=address.HOME,
        title=archive.settings.title,
        description=archive.settings.description,
        intro=archive.settings.description,
        featured=_featured(desk),
        tallies=tuple(
            Tally(desk.sign("verdict", verdict), counts[verdict])
            for verdict in sorted(terms.LISTS["verdict"], key=lambda one: -counts[one])
            if counts[verdict]
        ),
        judged=counts.total(),
        overdue=tuple(
            desk.announcement_row(one)
            for one in archive.announcements.values()
            if desk.linked.states[one.id].overdue
        ),
        latest=tuple(_latest(desk)),
        articles=tuple(map(desk.article_row, islice(newest, MOST))),
        themes=listings.theme_entries(desk),
    )


def _featured(desk: Desk) -> Featured | None:
    one = desk.archive.announcements.get(desk.archive.settings.featured or "")
    if one is None:
        return None
    return Featured(desk.announcement_row(one), term_views(desk, one))


def _latest(desk: Desk) -> list[Latest]:
    """The last dated events of the whole archive, the newest first."""
    dated: list[tuple[tuple[str, str, int], Announcement, Event]] = [
        ((event.on.latest.isoformat(), one.id, number), one, event)
        for one in desk.archive.announcements.values()
        for number, event in enumerate(desk.linked.states[one.id].events)
        if event.on
    ]
    dated.sort(key=lambda item: item[0], reverse=True)
    return [
        Latest(
            day=desk.day(event.on, short=True),
            ref=desk.ref(one.id),
            what=_what(desk, event),
            fragment=event_ids(one)[id(event)],
        )
        for _, one, event in dated[:MOST]
    ]


def _what(desk: Desk, event: Event) -> str:
    label = desk.archive.label
    words = [
        label("stage", event.stage) if event.stage else "",
        label("verdict", event.verdict) if event.verdict else "",
        *announcement.changes(desk, event),
    ]
    return ", ".join(filter(None, words))
