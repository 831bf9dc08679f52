"""Monthly snapshots: a page for each month that taught something, and their list.

A page shows what was known at the end of its month (`analysis.monthly_snapshot`), beside words that
were published by then, and nothing that is written with hindsight: no claim, no note, no context.
Only titles are of today, and the page says so. What the month taught stands there in full, page
after page; the announcements that it taught nothing of are counted, and the first of them named.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any, NamedTuple

from suites.analysis import monthly_snapshot
from suites.analysis.history import PastEvent
from suites.analysis.monthly_snapshot import (
    LearntParts,
    MonthlySnapshot,
    Outline,
    ReportedEvent,
    SnapshotState,
)
from suites.analysis.rows import ARTICLES, OUTLINES, ArticleRow, Row
from suites.archive import dates, enumerations, urls
from suites.archive.model import Announcement
from suites.site.views.events import changes
from suites.site.views.paging import Paging, cut, paging, title
from suites.site.views.view_builder import ViewBuilder
from suites.site.views.view_models import (  # fmt: skip
    MAX_SHOWN,
    Day,
    PageSpec,
    Proof,
    Ref,
    Sign,
    Signs,
    Truncated,
    View,
)

LONGEST = 40
"""Announcements that a page shows in full."""

PROOFS = 6
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


@dataclass(frozen=True, slots=True)
class SignCount:
    """The number of announcements that had a value."""

    sign: Sign
    count: int


@dataclass(frozen=True)
class MonthPage(View):
    """Everything that a month's page shows."""

    month: str
    intro: str
    learnt: tuple[LearntRow, ...]
    balance: tuple[SignCount, ...]
    stages: tuple[SignCount, ...]
    others: Truncated[OtherRow]
    previous: Ref | None
    next: Ref | None
    paging: Paging | None


@dataclass(frozen=True, slots=True)
class MonthEntry:
    """A month in the list of all, with its counts in words."""

    ref: Ref
    taught: str
    known: str


@dataclass(frozen=True)
class MonthIndex(View):
    """The list of the months, by year, the last one first."""

    intro: str
    years: tuple[tuple[str, tuple[MonthEntry, ...]], ...]


def plan(builder: ViewBuilder) -> Iterator[PageSpec]:
    """Yield the list of the months, and the pages of each."""
    articles: tuple[ArticleRow, ...] = builder.linked.rows(ARTICLES)
    latest = {row.order.id: None if row.order.undated else row.order.latest for row in articles}
    outlines: tuple[Outline, ...] = builder.linked.rows(OUTLINES)
    said = {one.id: [event.said for event in one.events] for one in outlines}
    months = list(
        monthly_snapshot.monthly_snapshots(outlines, latest.get, builder.linked.as_of, MAX_SHOWN)
    )
    counts = tuple((month.month, len(month.learnt), month.known) for month in months)
    yield PageSpec(urls.MONTHLY_SNAPSHOTS, "monthly-snapshots", (counts,))
    names = ["", *(month.month for month in months), ""]
    for month, before, after in zip(months, names, names[2:], strict=False):
        for number, args in enumerate(_page_args(month, said), 1):
            url = urls.page_of(urls.monthly_snapshot(month.month), number)
            yield PageSpec(
                url, "monthly-snapshot", _plain((month.month, before, after, number, *args))
            )


def _page_args(month: MonthlySnapshot, said: dict[str, list[ReportedEvent]]) -> Iterator[Row]:
    """Yield the arguments of each page, with the words of its events, so that it reads no more."""
    pages = cut(month.learnt, LONGEST)
    counts = (len(month.learnt), month.known)
    rest: Row = (month.balance, month.others, month.left)
    for part in pages:
        learnt = (
            (
                row.id,
                row.new,
                row.state,
                tuple((told, said[row.id][told.place]) for told in row.events),
            )
            for row in part
        )
        yield len(pages), counts, tuple(learnt), rest
        rest = (), (), 0


def _plain(value: Any) -> Any:
    """Return named tuples as plain ones, at any depth."""
    return tuple(map(_plain, value)) if isinstance(value, tuple) else value


def index(builder: ViewBuilder, counts: tuple[tuple[str, int, int], ...]) -> MonthIndex:
    """Return the list of the months; `counts` are (month, announcements it taught of, known)."""
    t = builder.t
    entries = (
        (
            month[:4],
            MonthEntry(
                _month_ref(builder, month),
                t("monthly-snapshot.taught", n=taught),
                t("monthly-snapshot.known", n=known),
            ),
        )
        for month, taught, known in reversed(counts)
    )
    intro = t("monthly-snapshot.index-intro")
    return MonthIndex(
        url=urls.MONTHLY_SNAPSHOTS,
        title=t("monthly-snapshot.index"),
        description=intro,
        intro=intro,
        years=tuple(
            (year, tuple(entry for _, entry in of_year))
            for year, of_year in groupby(entries, key=lambda one: one[0])
        ),
    )


def page(
    builder: ViewBuilder,
    month: str,
    previous: str,
    after: str,
    number: int,
    pages: int,
    counts: tuple[int, int],
    learnt: Row,
    rest: Row,
) -> MonthPage:
    """Return a page of a month; its arguments are those that `plan` yields."""
    t, url, name = builder.t, urls.monthly_snapshot(month), month_name(builder, month)
    here = urls.page_of(url, number)
    taught, known = counts
    balance, others, left = rest
    end = monthly_snapshot.month_end(month, builder.linked.as_of)
    intro = t("monthly-snapshot.intro", n=taught)
    standing = list(_standing(builder, balance))
    return MonthPage(
        url=here,
        title=title(builder, t("monthly-snapshot.title", month=name), number),
        description=intro,
        month=name,
        intro=f"{intro} {t('monthly-snapshot.of-all', n=known)}",
        learnt=tuple(_learnt(builder, row, end) for row in learnt),
        balance=tuple(one for one in standing if one.sign.list != "stage"),
        stages=tuple(one for one in standing if one.sign.list == "stage"),
        others=Truncated(
            tuple(
                OtherRow(builder.ref(id_), _signs(builder, id_, state), _month_ref(builder, last))
                for id_, last, state in others
            ),
            left,
        ),
        previous=_month_ref(builder, previous) if previous else None,
        next=_month_ref(builder, after) if after else None,
        paging=paging(builder, url, number, pages),
    )


def _learnt(builder: ViewBuilder, row: Row, end: str) -> LearntRow:
    id_, new, state, events = row
    kind = builder.linked.link_summaries[id_].announcement_kind
    return LearntRow(
        ref=builder.ref(id_),
        new=new,
        signs=_signs(builder, id_, state),
        events=tuple(
            _event(builder, kind, LearntParts(*told), ReportedEvent(*said), end)
            for told, said in events
        ),
    )


def _event(
    builder: ViewBuilder, kind: str, told: LearntParts, event: ReportedEvent, end: str
) -> LearntEvent:
    """Return the parts of an event that were learnt: no reason, review, speaker or occasion."""
    verdict = event.verdict if told.judged else ""
    said = (event.stage, verdict, event.modality, event.due) if told.said else ("", verdict, "", "")
    then = PastEvent(told.place, event.on, *said, "", False, "", "")
    signs = builder.state_signs(then.stage, then.verdict, kind=kind)
    known = [
        reference
        for reference in event.evidence
        if (day := _published(builder, reference.partition("#")[0])) and day <= end
    ]
    return LearntEvent(
        day=builder.day(then.on),
        changes=tuple(changes(builder, then)),
        stage=signs.stage,
        verdict=signs.verdict,
        proofs=Truncated(
            tuple(_proof(builder, reference) for reference in known[:PROOFS]),
            max(0, len(known) - PROOFS),
        ),
    )


def _proof(builder: ViewBuilder, reference: str) -> Proof:
    """Return evidence; its outlet has the name that it bore when it published it."""
    article = builder.linked.row_summaries[reference.partition("#")[0]]
    proof = builder.proof(reference)
    if not article.by or not article.day:
        return proof
    outlet = builder.archive.entities[article.by[0]]
    return proof._replace(source=outlet.name_on(dates.parse(article.day).latest))


def _signs(builder: ViewBuilder, id_: str, state: Iterable[Any]) -> Signs:
    kind = builder.linked.link_summaries[id_].announcement_kind
    return builder.state_signs(*SnapshotState(*state), kind=kind)


def _standing(builder: ViewBuilder, balance: Row) -> Iterator[SignCount]:
    """Yield the balance in the order of the closed lists."""
    counts = {(list_, value): n for list_, value, n in balance}
    for list_ in ("verdict", "computed", "stage"):
        for value in enumerations.LISTS[list_]:
            if n := counts.get((list_, value)):
                yield SignCount(builder.sign(list_, value), n)


def month_refs(builder: ViewBuilder, announcement: Announcement) -> tuple[Ref, ...]:
    """Return the months that taught something of an announcement."""
    months = monthly_snapshot.months_with_news(
        announcement, lambda id_: _published(builder, id_), builder.linked.as_of
    )
    return tuple(_month_ref(builder, month) for month in months)


def _month_ref(builder: ViewBuilder, month: str) -> Ref:
    return Ref(urls.monthly_snapshot(month), month_name(builder, month), "listing")


def month_name(builder: ViewBuilder, month: str) -> str:
    """Return a month (`2023-12`) in words."""
    return builder.day(dates.parse(month)).text


def _published(builder: ViewBuilder, article: str) -> str | None:
    """Return the latest day on which an article may have been published; None if not known."""
    day = builder.linked.row_summaries[article].day
    return dates.parse(day).latest.isoformat() if day else None
