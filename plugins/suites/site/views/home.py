"""The home page: what the archive holds, what awaits review, what happened last."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import islice

from suites.analysis.history import PastEvent
from suites.analysis.rows import ANNOUNCEMENTS, EVENTS, AnnouncementRow, EventRow
from suites.archive import enumerations, urls
from suites.site.views import events, groups, listings
from suites.site.views.deadline_chart import Deadline, deadline
from suites.site.views.state import event_id
from suites.site.views.view_builder import ViewBuilder
from suites.site.views.view_models import Day, Ref, Row, Sign, Truncated, View

OVERDUE, LATEST, ARTICLES = 6, 5, 6
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
    overdue: Truncated[Due]
    all_overdue: str
    latest: tuple[Latest, ...]
    articles: tuple[Account, ...]
    themes: Truncated[groups.Entry]


def page(builder: ViewBuilder) -> HomePage:
    """The home page."""
    archive = builder.archive
    followed: tuple[AnnouncementRow, ...] = builder.linked.rows(ANNOUNCEMENTS)
    counts = Counter(verdict for row in followed for verdict in dict(row.facets)["verdict"])
    newest = (id_ for id_, values in listings.chosen(builder, "articles") if dict(values)["year"])
    unit = square(counts.total())
    return HomePage(
        url=urls.HOME,
        title=archive.settings.title,
        description=archive.settings.description,
        intro=archive.settings.description,
        featured=_featured(builder),
        tallies=tuple(
            Tally(
                builder.sign("verdict", verdict),
                counts[verdict],
                -(-counts[verdict] // unit),
                listings.chosen_announcements(builder, "verdict", verdict),
            )
            for verdict in sorted(enumerations.LISTS["verdict"], key=lambda one: -counts[one])
            if counts[verdict]
        ),
        judged=counts.total(),
        square=builder.t("home.square" if unit == 1 else "home.square-of", n=unit),
        overdue=_overdue(builder),
        all_overdue=listings.chosen_announcements(builder, "computed", enumerations.OVERDUE),
        latest=tuple(_latest(builder)),
        articles=tuple(_account(builder, id_) for id_ in islice(newest, ARTICLES)),
        themes=Truncated.of(groups.theme_entries(builder)),
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


def _overdue(builder: ViewBuilder) -> Truncated[Due]:
    """What awaits review, the longest overdue first."""
    found: tuple[AnnouncementRow, ...] = builder.linked.rows(ANNOUNCEMENTS)
    late = sorted((-row.overdue_days, row.order.id) for row in found if row.overdue_days)
    shown = (id_ for _, id_ in late[:OVERDUE])
    return Truncated(
        tuple(Due(builder.announcement_row(id_), listings.term(builder, id_)) for id_ in shown),
        max(0, len(late) - OVERDUE),
    )


def _account(builder: ViewBuilder, id_: str) -> Account:
    n = len(builder.linked.anchors[id_])
    return Account(builder.article_row(id_), builder.t("home.notes", n=n) if n else "")


def _featured(builder: ViewBuilder) -> Featured | None:
    id_ = builder.archive.settings.featured
    if id_ is None or id_ not in builder.linked.link_summaries:
        return None
    return Featured(builder.announcement_row(id_), deadline(builder, builder.linked.histories[id_]))


def _latest(builder: ViewBuilder) -> list[Latest]:
    """The last dated events of the whole archive that changed something, the newest first."""
    newest = list(reversed(builder.linked.rows(EVENTS)))[:LATEST]
    return [_event(builder, row) for row in newest]


def _event(builder: ViewBuilder, row: EventRow) -> Latest:
    event = builder.linked.histories[row.announcement][row.place]
    return Latest(
        day=builder.day(event.on, short=True),
        ref=builder.ref(row.announcement),
        what=_what(builder, row.announcement, event),
        fragment=event_id(event.place),
    )


def _what(builder: ViewBuilder, id_: str, event: PastEvent) -> str:
    words = [
        builder.sign_of(id_, "stage", event.stage).label if event.stage else "",
        builder.sign_of(id_, "verdict", event.verdict).label if event.verdict else "",
        *events.changes(builder, event),
    ]
    return ", ".join(filter(None, words))
