"""The home page: what the archive holds, what awaits review, what happened last."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import islice

from suites import terms
from suites.model import Announcement, Article, Event
from suites.pages import address, announcement, groups, listings
from suites.pages.deadline import Deadline, deadline
from suites.pages.desk import Desk
from suites.pages.parts import Day, Ref, Row, Sign, Some, View
from suites.pages.state import event_ids
from suites.relations import by_publication

OVERDUE, EVENTS, ARTICLES = 6, 5, 6
"""How many of each the home page shows."""

SQUARES = 200
"""How many squares the balance may have: beyond, one square stands for several announcements."""


@dataclass(frozen=True, slots=True)
class Featured:
    """The announcement that the archive puts forward.

    `deadline` draws how its terms moved, when they did.
    """

    row: Row
    deadline: Deadline | None


@dataclass(frozen=True, slots=True)
class Tally:
    """How many announcements have a verdict, in how many squares, and the way to them."""

    sign: Sign
    count: int
    squares: int
    url: str


@dataclass(frozen=True, slots=True)
class Due:
    """An announcement whose term has passed, and that term, as a sentence."""

    row: Row
    term: str


@dataclass(frozen=True, slots=True)
class Account:
    """An article, and how many notes it has, in words; empty when it has none."""

    row: Row
    notes: str


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
    square: str
    overdue: Some[Due]
    all_overdue: str
    latest: tuple[Latest, ...]
    articles: tuple[Account, ...]
    themes: Some[groups.Entry]


def page(desk: Desk) -> HomePage:
    """The home page."""
    archive = desk.archive
    counts = Counter(
        desk.linked.states[one.id].verdict
        for one in archive.announcements.values()
        if one.kind != "fact"
    )
    newest = (one for one in reversed(by_publication(archive.articles.values())) if one.published)
    unit = square(counts.total())
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
                -(-counts[verdict] // unit),
                listings.chosen_announcements(desk, "verdict", verdict),
            )
            for verdict in sorted(terms.LISTS["verdict"], key=lambda one: -counts[one])
            if counts[verdict]
        ),
        judged=counts.total(),
        square=desk.t("home.square" if unit == 1 else "home.square-of", n=unit),
        overdue=_overdue(desk),
        all_overdue=listings.chosen_announcements(desk, "computed", terms.OVERDUE),
        latest=tuple(_latest(desk)),
        articles=tuple(_account(desk, one) for one in islice(newest, ARTICLES)),
        themes=Some.of(groups.theme_entries(desk)),
    )


def square(total: int) -> int:
    """How many announcements a square stands for: one, or a round number where they are many.

    >>> square(45), square(200), square(201), square(9000)
    (1, 1, 2, 50)
    """
    tens = 1
    while True:
        for unit in (tens, 2 * tens, 5 * tens):
            if total <= unit * SQUARES:
                return unit
        tens *= 10


def _overdue(desk: Desk) -> Some[Due]:
    """What awaits review, the longest overdue first."""
    states = desk.linked.states
    late = [one for one in desk.archive.announcements.values() if states[one.id].overdue]
    late.sort(key=lambda one: (-states[one.id].overdue_days, one.id))
    shown = tuple(Due(desk.announcement_row(o), listings.term(desk, o)) for o in late[:OVERDUE])
    return Some(shown, len(late) - len(shown))


def _account(desk: Desk, article: Article) -> Account:
    n = len(article.annotations)
    return Account(desk.article_row(article), desk.t("home.notes", n=n) if n else "")


def _featured(desk: Desk) -> Featured | None:
    one = desk.archive.announcements.get(desk.archive.settings.featured or "")
    if one is None:
        return None
    drawn = deadline(desk, desk.linked.states[one.id])
    return Featured(desk.announcement_row(one), drawn)


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
