"""The home page: verdicts, announcements that await review, last events, articles and themes."""

from collections import Counter
from dataclasses import dataclass
from itertools import islice

from suites.analysis.rows import ANNOUNCEMENTS, ARTICLES, EVENTS, THEMES, AnnouncementRow, EventRow
from suites.archive import enumerations, urls
from suites.site.views import events, groups, listings
from suites.site.views.deadline_chart import ChartedRow, charted_row
from suites.site.views.view_builder import ViewBuilder
from suites.site.views.view_models import CountedLink, Row, Sign, Truncated, View

SHOWN_OVERDUE, SHOWN_EVENTS, SHOWN_ARTICLES = 6, 5, 6

MAX_SQUARES = 200
"""Squares of the balance: beyond, one square stands for several announcements."""


@dataclass(frozen=True, slots=True)
class Tally:
    """The number of announcements with a verdict, and of their squares, and their address."""

    sign: Sign
    count: int
    squares: int
    url: str


@dataclass(frozen=True)
class HomePage(View):
    """Everything that the home page shows.

    `overdue` are announcements, the longest overdue first, and `articles` have the number of their
    notes in words, empty for none.
    """

    featured: ChartedRow | None
    tallies: tuple[Tally, ...]
    judged: int
    square: str
    overdue: Truncated[Row]
    all_overdue: str
    latest: tuple[Row, ...]
    articles: tuple[tuple[Row, str], ...]
    themes: Truncated[CountedLink]


def page(builder: ViewBuilder) -> HomePage:
    """Return the home page."""
    settings = builder.archive.settings
    featured = settings.featured or ""
    announcements: tuple[AnnouncementRow, ...] = builder.linked.rows(ANNOUNCEMENTS)
    counts = Counter(verdict for row in announcements for verdict in dict(row.facets)["verdict"])
    late = sorted((-row.overdue_days, row.order.id) for row in announcements if row.overdue_days)
    unit = square(counts.total())
    newest = (
        id_ for id_, values in listings.listed(builder, ARTICLES).items() if dict(values)["year"]
    )
    return HomePage(
        url=urls.HOME,
        title=settings.title,
        description=settings.description,
        featured=charted_row(builder, featured)
        if featured in builder.linked.link_summaries
        else None,
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
        overdue=Truncated.of([id_ for _, id_ in late], SHOWN_OVERDUE).map(builder.row),
        all_overdue=listings.chosen_announcements(builder, "computed", enumerations.OVERDUE),
        latest=tuple(
            _latest_event(builder, row)
            for row in islice(reversed(builder.linked.rows(EVENTS)), SHOWN_EVENTS)
        ),
        articles=tuple(
            (builder.row(id_), builder.t("home.notes", n=n) if n else "")
            for id_ in islice(newest, SHOWN_ARTICLES)
            for n in [len(builder.linked.anchors[id_])]
        ),
        themes=Truncated.of(builder.linked.rows(THEMES)).map(
            lambda row: groups.entry(builder, THEMES, row.id)
        ),
    )


def square(total: int) -> int:
    """Return how many announcements a square stands for: one, or a round number for many.

    >>> square(45), square(200), square(201), square(9000)
    (1, 1, 2, 50)
    """
    tens = 1
    while True:
        for unit in (tens, 2 * tens, 5 * tens):
            if total <= unit * MAX_SQUARES:
                return unit
        tens *= 10


def _latest_event(builder: ViewBuilder, row: EventRow) -> Row:
    """Return an event of an announcement, with what it changed."""
    id_ = row.announcement
    event = builder.linked.histories[id_][row.place]
    signs = builder.state_signs(id_, event.stage, event.verdict).given
    ref = builder.ref(id_)
    return Row(
        ref=ref._replace(url=f"{ref.url}#{events.event_id(event.place)}"),
        day=builder.day(event.on, short=True),
        by="",
        text=builder.listed([*(sign.label for sign in signs), *events.changes(builder, event)]),
        signs=None,
    )
