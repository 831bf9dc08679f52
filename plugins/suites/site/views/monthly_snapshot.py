"""Monthly snapshots: a page for each month that taught something, and their list.

A page shows what was known at the end of its month (`analysis.monthly_snapshot`), beside words that
were published by then, and nothing that is written with hindsight: no claim, no note, no context.
Only titles are of today, and the page says so. What the month taught stands there in full, page
after page; the announcements that it taught nothing of are counted, and the first of them named.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from suites.analysis import monthly_snapshot
from suites.analysis.history import PastEvent
from suites.analysis.monthly_snapshot import Outline
from suites.analysis.rows import ARTICLES, OUTLINES, ArticleRow, Row
from suites.archive import dates, enumerations
from suites.archive.model import Announcement
from suites.site.views.events import changes
from suites.site.views.groups import GroupsPage
from suites.site.views.outlet_names import outlet_name
from suites.site.views.paging import ListPart, parts
from suites.site.views.view_builder import ViewBuilder
from suites.site.views.view_models import (
    MAX_SHOWN,
    CountedLink,
    Day,
    PageSpec,
    Proof,
    Ref,
    Sign,
    Signs,
    Truncated,
    View,
    grouped,
)

ROWS_PER_PAGE = 40

MAX_PROOFS = 6
"""Pieces of evidence beside an event: all of them stand on the announcement's page."""


class LearntEvent(NamedTuple):
    """The parts of an event that were learnt, and the evidence published by then."""

    day: Day | None
    changes: tuple[str, ...]
    stage: Sign | None
    verdict: Sign | None
    proofs: Truncated[Proof]


class LearntRow(NamedTuple):
    """An announcement of which the month taught something, `new` when it was not known before."""

    ref: Ref
    new: bool
    signs: Signs
    events: tuple[LearntEvent, ...]


class OtherRow(NamedTuple):
    """An announcement that the month taught nothing of: its state, and the last month that did."""

    ref: Ref
    signs: Signs
    last: Ref


@dataclass(frozen=True)
class MonthPage(View):
    """Everything that a month's page shows; `verdicts` and `stages` count announcements by sign."""

    month: str
    intro: str
    learnt: tuple[LearntRow, ...]
    verdicts: tuple[tuple[Sign, int], ...]
    stages: tuple[tuple[Sign, int], ...]
    others: Truncated[OtherRow]
    previous: Ref | None
    next: Ref | None


def plan(builder: ViewBuilder) -> Iterator[PageSpec]:
    """Yield the list of the months, and the pages of each."""
    articles: tuple[ArticleRow, ...] = builder.linked.rows(ARTICLES)
    latest = {row.order.id: None if row.order.undated else row.order.latest for row in articles}
    outlines: tuple[Outline, ...] = builder.linked.rows(OUTLINES)
    months = list(
        monthly_snapshot.monthly_snapshots(outlines, latest.get, builder.linked.as_of, MAX_SHOWN)
    )
    counts = tuple((month.month, len(month.learnt), month.known) for month in months)
    yield PageSpec(builder.urls.monthly_snapshots, "monthly-snapshots", (counts,))
    names = ["", *(month.month for month in months), ""]
    for month, before, after in zip(months, names, names[2:], strict=False):
        rest: Row = (month.balance, month.others, month.left)
        first = builder.urls.monthly_snapshot(month.month)
        for part in parts(builder.urls, first, month.learnt, ROWS_PER_PAGE):
            known = (len(month.learnt), month.known)
            args = (month.month, before, after, known, part, rest)
            yield PageSpec(part.url, "monthly-snapshot", args)
            rest = (), (), 0


def index(builder: ViewBuilder, counts: tuple[tuple[str, int, int], ...]) -> GroupsPage:
    """Return the list of the months by year, the last one first.

    `counts` are (month, announcements it taught of, announcements known).
    """
    t = builder.t
    entries = (
        (
            month[:4],
            CountedLink(
                _month_ref(builder, month),
                counted=t("monthly-snapshot.known", n=known),
                text=t("monthly-snapshot.taught", n=taught),
            ),
        )
        for month, taught, known in reversed(counts)
    )
    return GroupsPage(
        url=builder.urls.monthly_snapshots,
        title=t("monthly-snapshot.index"),
        description=t("monthly-snapshot.index-intro"),
        groups=grouped(entries),
    )


def page(
    builder: ViewBuilder,
    month: str,
    previous: str,
    after: str,
    counts: tuple[int, int],
    part: ListPart,
    rest: Row,
) -> MonthPage:
    """Return a page of a month; its arguments are those that `plan` yields."""
    t, part, ref = builder.t, ListPart(*part), _month_ref(builder, month)
    taught, known = counts
    balance, others, left = rest
    end = monthly_snapshot.month_end(month, builder.linked.as_of)
    intro = t("monthly-snapshot.intro", n=taught)
    return MonthPage(
        url=part.url,
        title=part.title(builder, t("monthly-snapshot.title", month=ref.title)),
        description=intro,
        month=ref.title,
        intro=f"{intro} {t('monthly-snapshot.of-all', n=known)}",
        learnt=tuple(_learnt(builder, end, row) for row in part.rows),
        verdicts=_counts(builder, balance, "verdict", "computed"),
        stages=_counts(builder, balance, "stage"),
        others=Truncated(others, left).map(lambda row: _other(builder, *row)),
        previous=_month_ref(builder, previous) if previous else None,
        next=_month_ref(builder, after) if after else None,
        paging=part.paging(builder),
    )


def _learnt(builder: ViewBuilder, end: str, row: Row) -> LearntRow:
    _, id_, new, state, events = row
    return LearntRow(
        ref=builder.ref(id_),
        new=new,
        signs=builder.state_signs(id_, *state),
        events=tuple(
            _event(builder, id_, PastEvent(*one), evidence, end) for one, evidence in events
        ),
    )


def _other(builder: ViewBuilder, id_: str, last: str, state: Row) -> OtherRow:
    return OtherRow(builder.ref(id_), builder.state_signs(id_, *state), _month_ref(builder, last))


def _event(
    builder: ViewBuilder, id_: str, event: PastEvent, evidence: tuple[str, ...], end: str
) -> LearntEvent:
    """Return the parts of an event that were learnt, with the evidence published by then."""
    signs = builder.state_signs(id_, event.stage, event.verdict)
    known = [
        reference
        for reference in evidence
        if (day := _published(builder, reference.partition("#")[0])) and day <= end
    ]
    return LearntEvent(
        day=builder.day(event.on),
        changes=tuple(changes(builder, event)),
        stage=signs.stage,
        verdict=signs.verdict,
        proofs=Truncated.of(known, MAX_PROOFS).map(lambda reference: _proof(builder, reference)),
    )


def _proof(builder: ViewBuilder, reference: str) -> Proof:
    """Return evidence; its outlet has the name that it bore when it published it."""
    proof = builder.proof(reference)
    outlet = outlet_name(builder, reference.partition("#")[0])
    return proof._replace(source=outlet) if outlet else proof


def _counts(builder: ViewBuilder, balance: Row, *lists: str) -> tuple[tuple[Sign, int], ...]:
    """Return the balance of some closed lists, in their order."""
    counts = {(list_, value): n for list_, value, n in balance}
    signs = [builder.sign(list_, value) for list_ in lists for value in enumerations.LISTS[list_]]
    return tuple((sign, n) for sign in signs if (n := counts.get((sign.list, sign.value))))


def month_refs(builder: ViewBuilder, announcement: Announcement) -> tuple[Ref, ...]:
    """Return the months that taught something of an announcement."""
    months = monthly_snapshot.months_with_news(
        announcement, lambda id_: _published(builder, id_), builder.linked.as_of
    )
    return tuple(_month_ref(builder, month) for month in months)


def _month_ref(builder: ViewBuilder, month: str) -> Ref:
    """Return the link to the page of a month (`2023-12`), with the month in words."""
    words = builder.day(dates.parse(month)).text
    return Ref(builder.urls.monthly_snapshot(month), words, "listing")


def _published(builder: ViewBuilder, article: str) -> str | None:
    """Return the latest day on which an article may have been published; None if not known."""
    day = builder.linked.row_summaries[article].day
    return dates.parse(day).latest.isoformat() if day else None
