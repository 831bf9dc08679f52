"""What was known at the end of a month: a page for each that taught something, and their list.

A page shows what `knowledge` says was known, beside words that were published by then, and nothing
that is written with hindsight: no claim, no note, no context. Only titles are of today, for a thing
must be called something; the page says so. What the month taught stands there in full, page after
page; the announcements that it taught nothing of are counted, and the first of them are named.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import NamedTuple

from suites.analysis.history import PastEvent, PastRow
from suites.analysis.monthly_snapshot import (
    LearntParts,
    MonthlySnapshot,
    Outline,
    ReportedEvent,
    SnapshotState,
    month_end,
    monthly_snapshots,
)
from suites.analysis.rows import ARTICLES, OUTLINES, ArticleRow, Row
from suites.archive import dates, enumerations, urls
from suites.site.views.events import changes
from suites.site.views.months import published, way, words
from suites.site.views.paging import Paging, cut, paging, title
from suites.site.views.view_builder import ViewBuilder
from suites.site.views.view_models import (
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


WITHOUT_HINDSIGHT = ("", False, "", "")
"""In the place of an event's reason, review, speaker and occasion."""


class LearntEvent(NamedTuple):
    """What was learnt of an event: what it changed, and what had been published of it by then."""

    day: Day | None
    changes: tuple[str, ...]
    stage: Sign | None
    verdict: Sign | None
    proofs: Truncated[Proof]


class LearntRow(NamedTuple):
    """What the month taught of an announcement, and its state at the end; `new`: nothing before."""

    ref: Ref
    new: bool
    signs: Signs
    events: tuple[LearntEvent, ...]


class KnownRow(NamedTuple):
    """An announcement that the month taught nothing of: its state, and the month that did last."""

    ref: Ref
    signs: Signs
    last: Ref


@dataclass(frozen=True, slots=True)
class Standing:
    """How many announcements had a value."""

    sign: Sign
    count: int


@dataclass(frozen=True)
class KnownPage(View):
    """Everything that a month's page shows."""

    month: str
    intro: str
    learnt: tuple[LearntRow, ...]
    balance: tuple[Standing, ...]
    stages: tuple[Standing, ...]
    others: Truncated[KnownRow]
    previous: Ref | None
    next: Ref | None
    paging: Paging | None


@dataclass(frozen=True, slots=True)
class MonthEntry:
    """A month in the list of all, and how much it taught, in words."""

    ref: Ref
    taught: str
    known: str


@dataclass(frozen=True)
class KnownIndex(View):
    """The list of the months, by year, the last one first."""

    intro: str
    years: tuple[tuple[str, tuple[MonthEntry, ...]], ...]


def plan(builder: ViewBuilder) -> Iterator[PageSpec]:
    """The list of the months, and the pages of each."""
    found: tuple[ArticleRow, ...] = builder.linked.rows(ARTICLES)
    latest = {row.order.id: None if row.order.undated else row.order.latest for row in found}
    outlines: tuple[Outline, ...] = builder.linked.rows(OUTLINES)
    taught = list(monthly_snapshots(outlines, latest.get, builder.linked.as_of, MAX_SHOWN))
    said = {one.id: [event.said for event in one.events] for one in outlines}
    near = neighbours(one.month for one in taught)
    counts = tuple((one.month, len(one.learnt), one.known) for one in taught)
    yield PageSpec(urls.KNOWN, "known-index", (counts,))
    for one in taught:
        yield from _pages(one, near[one.month], said)


def neighbours(in_order: Iterable[str]) -> dict[str, tuple[str, str]]:
    """The months before and after each; empty for none.

    >>> neighbours(["2023-01", "2023-03"])
    {'2023-01': ('', '2023-03'), '2023-03': ('2023-01', '')}
    """
    row = ["", *in_order, ""]
    return {
        here: (before, after)
        for (before, here), (_, after) in zip(pairwise(row), pairwise(row[1:]), strict=False)
    }


def _pages(
    one: MonthlySnapshot, near: tuple[str, str], said: Mapping[str, Sequence[ReportedEvent]]
) -> Iterator[PageSpec]:
    """The pages of a month; what they show of events goes with them, so that they read no more."""
    url = urls.known(one.month)
    parts = cut(one.learnt, LONGEST)
    for number, part in enumerate(parts, 1):
        rest: Row = (one.balance, one.others, one.left) if number == 1 else ((), (), 0)
        plain = tuple(
            (
                r.id,
                r.new,
                tuple(r.state),
                tuple((*told, tuple(said[r.id][told.place])) for told in r.events),
            )
            for r in part
        )
        counts = (len(one.learnt), one.known)
        balance, others, left = rest
        told = (balance, tuple((id_, last, tuple(state)) for id_, last, state in others), left)
        args = (one.month, *near, number, len(parts), counts, plain, told)
        yield PageSpec(urls.page_of(url, number), "known", args)


def index(builder: ViewBuilder, counts: tuple[tuple[str, int, int], ...]) -> KnownIndex:
    """The list of the months; `counts` are (month, announcements it taught of, known by then)."""
    entries = [
        (
            month[:4],
            MonthEntry(
                way(builder, month),
                builder.t("known.taught", n=taught),
                builder.t("known.known", n=known),
            ),
        )
        for month, taught, known in reversed(counts)
    ]
    intro = builder.t("known.index-intro")
    return KnownIndex(
        url=urls.KNOWN,
        title=builder.t("known.index"),
        description=intro,
        intro=intro,
        years=tuple(
            (year, tuple(entry for _, entry in found))
            for year, found in groupby(entries, key=lambda one: one[0])
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
) -> KnownPage:
    """A page of a month; what its arguments hold is `knowledge.Month`, as plain tuples.

    What it `learnt` is (id, new, state, events), an event being `knowledge.Told` and what it says.
    """
    balance, others, left = rest
    called, url = words(builder, month), urls.known(month)
    here = urls.page_of(url, number)
    taught, known = counts
    end = month_end(month, builder.linked.as_of)
    intro = builder.t("known.intro", n=taught)
    standing = _standing(builder, balance)
    # Of many announcements few states and few months.
    kinds = {id_: builder.linked.link_summaries[id_].announcement_kind for id_, *_ in others}
    states = {
        (kind, state): _signs(builder, kind, SnapshotState(*state))
        for kind, state in {(kinds[id_], state) for id_, _, state in others}
    }
    ways = {last: way(builder, last) for last in {last for _, last, _ in others}}
    return KnownPage(
        url=here,
        title=title(builder, builder.t("known.title", month=called), number),
        description=intro,
        month=called,
        intro=f"{intro} {builder.t('known.of-all', n=known)}",
        learnt=tuple(_learnt(builder, plain, end) for plain in learnt),
        balance=tuple(one for one in standing if one.sign.list != "stage"),
        stages=tuple(one for one in standing if one.sign.list == "stage"),
        others=Truncated(
            tuple(
                KnownRow(builder.ref(id_), states[kinds[id_], state], ways[last])
                for id_, last, state in others
            ),
            left,
        ),
        previous=way(builder, previous) if previous else None,
        next=way(builder, after) if after else None,
        paging=paging(builder, url, number, pages),
    )


def _learnt(builder: ViewBuilder, plain: Row, end: str) -> LearntRow:
    id_, new, state, events = plain
    kind = builder.linked.link_summaries[id_].announcement_kind
    return LearntRow(
        ref=builder.ref(id_),
        new=new,
        signs=_signs(builder, kind, SnapshotState(*state)),
        events=tuple(
            _event(builder, kind, LearntParts(*told), ReportedEvent(*event), end)
            for *told, event in events
        ),
    )


def _event(
    builder: ViewBuilder, kind: str, told: LearntParts, event: ReportedEvent, end: str
) -> LearntEvent:
    """The parts of an event that were learnt, and the evidence that had been published."""
    judged = event.verdict if told.judged else ""
    said = (event.stage, judged, event.modality, event.due) if told.said else ("", judged, "", "")
    then = PastEvent.of_row(PastRow(told.place, event.on, *said, *WITHOUT_HINDSIGHT))
    known = [
        reference
        for reference in event.evidence
        if (day := published(builder, reference.partition("#")[0])) and day <= end
    ]
    return LearntEvent(
        day=builder.day(then.on),
        changes=tuple(changes(builder, then)),
        stage=builder.sign("stage", then.stage, kind) if then.stage else None,
        verdict=builder.sign("verdict", then.verdict) if then.verdict else None,
        proofs=Truncated(
            tuple(_proof(builder, reference) for reference in known[:PROOFS]),
            max(0, len(known) - PROOFS),
        ),
    )


def _proof(builder: ViewBuilder, reference: str) -> Proof:
    """Evidence, its outlet under the name that it bore when it published it."""
    article = builder.linked.row_summaries[reference.partition("#")[0]]
    proof = builder.proof(reference)
    if not article.by or not article.day:
        return proof
    outlet = builder.archive.entities[article.by[0]]
    return proof._replace(source=outlet.name_on(dates.parse(article.day).latest))


def _signs(builder: ViewBuilder, kind: str, state: SnapshotState) -> Signs:
    return Signs(
        stage=builder.sign("stage", state.stage, kind) if state.stage else None,
        verdict=builder.sign("verdict", state.verdict) if state.verdict else None,
        overdue=builder.sign("computed", enumerations.OVERDUE) if state.overdue else None,
    )


def _standing(builder: ViewBuilder, balance: Row) -> list[Standing]:
    """The balance in the order of the closed lists."""
    counts = {(list_, value): n for list_, value, n in balance}
    return [
        Standing(builder.sign(list_, value), counts[list_, value])
        for list_ in ("verdict", "computed", "stage")
        for value in enumerations.LISTS[list_]
        if (list_, value) in counts
    ]
