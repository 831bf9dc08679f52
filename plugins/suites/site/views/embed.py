"""Embeds: small pages that others frame, of an announcement, of its deadline, and of two quotes.

They read less than the pages that they lead to, and lie at the old ids of an announcement too: in a
frame without script, no reader follows a page that tells of a new address.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from suites.analysis.rows import ALIASES, DEADLINES, PAIRS, UNCOMPARED
from suites.archive.model.archive import kind_of
from suites.site.views import quote_comparison, withdrawn
from suites.site.views.compared_quotes import ComparedQuote, compared_quotes
from suites.site.views.deadline_chart import DeadlineChart, deadline_chart
from suites.site.views.events import attribution, term_words
from suites.site.views.view_builder import ViewBuilder
from suites.site.views.view_models import Day, PageSpec, Ref, Row, Signs, View, capital


@dataclass(frozen=True)
class Embed(View):
    """A page that others frame; `shown` leads to the page of what it shows."""

    shown: Ref


@dataclass(frozen=True)
class EmbeddedAnnouncement(Embed):
    """An announcement: its claim, its state and its term."""

    row: Row


@dataclass(frozen=True)
class EmbeddedDeadline(Embed):
    """The term that was said last, by whom and when, how it stands, and how it moved."""

    term: str
    attribution: str
    standing: str
    signs: Signs
    chart: DeadlineChart | None


@dataclass(frozen=True)
class EmbeddedComparison(Embed):
    """Two quotes, and how far apart they were said."""

    gap: str
    left: ComparedQuote
    right: ComparedQuote


@dataclass(frozen=True)
class EmbeddedWithdrawal(Embed):
    """What was withdrawn, when and why."""

    on: Day
    why: str


def plan_deadlines(builder: ViewBuilder) -> Iterator[PageSpec]:
    """Yield the embeds of deadlines, at old ids of their announcements too."""
    old_ids = _old_ids(builder)
    for row in builder.linked.rows(DEADLINES):
        for id_ in (row.id, *old_ids[row.id]):
            url = builder.urls.embedded_deadline(id_)
            yield PageSpec(url, "embedded-deadline", (url, row.id))


def plan_comparisons(builder: ViewBuilder) -> Iterator[PageSpec]:
    """Yield the embeds of pairs, at old ids of their announcements too.

    That of a pair which is not compared any more shows its announcement.
    """
    old_ids = _old_ids(builder)
    pairs = [(row.order.id, row.name, True) for row in builder.linked.rows(PAIRS)]
    pairs += [(row.announcement, row.name, False) for row in builder.linked.rows(UNCOMPARED)]
    for announcement, name, is_compared in pairs:
        for id_ in (announcement, *old_ids[announcement]):
            url = builder.urls.embed(f"{id_}/{name}")
            if is_compared:
                yield PageSpec(url, "embedded-comparison", (url, announcement, name))
            else:
                yield PageSpec(url, "embedded-announcement", (url, announcement))


def announcement(builder: ViewBuilder, url: str, id_: str) -> EmbeddedAnnouncement:
    """Return the embed of an announcement at one of its addresses."""
    row = builder.row(id_)
    return EmbeddedAnnouncement(url, row.ref.title, row.text, row.ref, row=row)


def deadline(builder: ViewBuilder, url: str, id_: str) -> EmbeddedDeadline:
    """Return the embed of the deadline of an announcement at one of its addresses."""
    (row,) = builder.linked.rows(DEADLINES, id_)
    history, ref = builder.linked.histories[id_], builder.ref(id_)
    event = next(event for event in reversed(history) if event.due)
    assert event.due
    term = term_words(builder, event.due)
    standing = "" if row.status == "settled" or not row.latest else f"deadlines.is-{row.status}"
    return EmbeddedDeadline(
        url=url,
        title=ref.title,
        description=builder.listed((capital(term), attribution(builder, event))),
        shown=ref,
        term=capital(term),
        attribution=attribution(builder, event),
        standing=capital(builder.t(standing, n=row.overdue_days)) if standing else "",
        signs=builder.signs(id_),
        chart=deadline_chart(builder, history) if row.given > 1 else None,
    )


def comparison(builder: ViewBuilder, url: str, announcement: str, name: str) -> EmbeddedComparison:
    """Return the embed of a pair at one of its addresses; KeyError if there is none of the name."""
    pair = quote_comparison.pair_of(builder, announcement, name)
    one, other, _ = quote_comparison.sides(builder, pair)
    left, right, _ = compared_quotes(builder, one, other)
    ref, gap = quote_comparison.pair_ref(builder, pair), quote_comparison.gap(builder, one, other)
    return EmbeddedComparison(url, ref.title, gap, ref, gap=gap, left=left, right=right)


def withdrawal(builder: ViewBuilder, url: str, id_: str) -> EmbeddedWithdrawal:
    """Return what takes the place of an embed of a withdrawn record, or of a pair with it."""
    page = withdrawn.page(builder, url, id_)
    record = builder.archive.withdrawn[id_]
    ref = Ref(builder.urls.of(record), page.title, kind_of(record).name)
    return EmbeddedWithdrawal(url, page.title, page.description, ref, on=page.on, why=page.why)


def _old_ids(builder: ViewBuilder) -> defaultdict[str, list[str]]:
    found = defaultdict[str, list[str]](list)
    for row in builder.linked.rows(ALIASES):
        found[row.id].append(row.alias)
    return found
