"""The home page: what the archive holds, what awaits review, what happened last."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import islice

from suites import terms
from suites.model import Announcement, Event
from suites.pages import address, announcement, listings
from suites.pages.deadline import Deadline, deadline
from suites.pages.desk import Desk
from suites.pages.parts import Day, Ref, Row, Sign, View
from suites.pages.state import TermView, event_ids, term_views
from suites.relations import by_publication

EVENTS, ARTICLES = 5, 6
"""How many of each the home page shows."""


@dataclass(frozen=True, slots=True)
class Featured:
    """The announcement that the archive puts forward, with the terms it was given.

    `deadline` draws how they moved, when they did.
    """

    row: Row
    terms: tuple[TermView, ...]
    deadline: Deadline | None


@dataclass(frozen=True, slots=True)
class Tally:
    """How many announcements have a verdict, and the way to them."""

    sign: Sign
    count: int
    url: str


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
    newest = (one for one in reversed(by_publication(archive.articles.values())) if one.published)
    return HomePage(
        root=address.root(address.HOME),
        url=address.HOME,
        title=archive.settings.title,
        description=archive.settings.description,
        intro=archive.settings.description,
        featured=_featured(desk),
        tallies=tuple(
            Tally(
                desk.sign("verdict", verdict),
                counts[verdict],
                listings.chosen_announcements(desk, "verdict", verdict),
            )
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
        articles=tuple(map(desk.article_row, islice(newest, ARTICLES))),
        themes=listings.theme_entries(desk),
    )


def _featured(desk: Desk) -> Featured | None:
    one = desk.archive.announcements.get(desk.archive.settings.featured or "")
    if one is None:
        return None
    drawn = deadline(desk, desk.linked.states[one.id])
    return Featured(desk.announcement_row(one), term_views(desk, one), drawn)


def _latest(desk: Desk) -> list[Latest]:
    """The last dated events of the whole archive that changed something, the newest first."""
    dated: list[tuple[tuple[str, str, int], Announcement, Event]] = [
        ((event.on.latest.isoformat(), one.id, number), one, event)
        for one in desk.archive.announcements.values()
        for number, event in enumerate(desk.linked.states[one.id].events)
        if event.on and (event.stage or event.verdict or event.due or event.modality)
    ]
    dated.sort(key=lambda item: item[0], reverse=True)
    return [
        Latest(
            day=desk.day(event.on, short=True),
            ref=desk.ref(one.id),
            what=_what(desk, event),
            fragment=event_ids(one)[id(event)],
        )
        for _, one, event in dated[:EVENTS]
    ]


def _what(desk: Desk, event: Event) -> str:
    label = desk.archive.label
    words = [
        label("stage", event.stage) if event.stage else "",
        label("verdict", event.verdict) if event.verdict else "",
        *announcement.changes(desk, event),
    ]
    return ", ".join(filter(None, words))
