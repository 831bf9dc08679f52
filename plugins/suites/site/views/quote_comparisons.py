"""Facings: the lists of what stands face to face, contradictions first."""

from __future__ import annotations

from dataclasses import dataclass

from suites.analysis.quote_comparison import SORTS, Pair
from suites.analysis.rows import PAIRS
from suites.archive import urls
from suites.site.views import quote_comparison
from suites.site.views.paging import Paging, paging, title
from suites.site.views.view_builder import ViewBuilder
from suites.site.views.view_models import Proof, Ref, View


@dataclass(frozen=True, slots=True)
class PairRow:
    """A pair in a list: the way to it, what it is and why, how far apart, and the two quotes."""

    ref: Ref
    announcement: Ref
    sort: str
    why: str
    gap: str
    left: Proof
    right: Proof


@dataclass(frozen=True, slots=True)
class Way:
    """A list of pairs, how many it has, and whether it is the one shown."""

    ref: Ref
    count: int
    current: bool


@dataclass(frozen=True)
class FacingsPage(View):
    """A list of pairs, or a page of one."""

    intro: str
    ways: tuple[Way, ...]
    rows: tuple[PairRow, ...]
    paging: Paging | None


def listing(builder: ViewBuilder, name: str, number: int) -> FacingsPage:
    """Return a page of a list of pairs, in the order of `SORTS`; an empty list says so.

    Of one sort, those of the latest announcements come first.
    """
    found = builder.linked.rows(PAIRS)
    rows = [one for one in reversed(found) if name in ("all", one.sort)]
    rows.sort(key=lambda one: SORTS.index(one.sort))
    here = quote_comparison.list_ref(builder, name)
    url = urls.page_of(here.url, number)
    counts = {
        each: sum(each in ("all", one.sort) for one in found) for each in quote_comparison.LISTS
    }
    part = rows[(number - 1) * quote_comparison.LONGEST : number * quote_comparison.LONGEST]
    return FacingsPage(
        url=url,
        title=title(builder, here.title, number),
        description=builder.t("facing.description"),
        intro=builder.t(f"facing.intro-{name}"),
        ways=tuple(
            Way(quote_comparison.list_ref(builder, each), counts[each], each == name)
            for each in quote_comparison.LISTS
        ),
        rows=tuple(
            _row(builder, quote_comparison.pair_of(builder, one.order.id, one.name)) for one in part
        ),
        paging=paging(builder, here.url, number, max(1, -(-len(rows) // quote_comparison.LONGEST))),
    )


def _row(builder: ViewBuilder, pair: Pair) -> PairRow:
    left, right, _ = quote_comparison.sides(builder, pair)
    return PairRow(
        ref=quote_comparison.pair_ref(builder, pair),
        announcement=builder.ref(pair.announcement),
        sort=builder.t(f"facing.sort-{pair.sort}"),
        why=quote_comparison.tie(builder, pair),
        gap=quote_comparison.gap(builder, left, right),
        left=builder.proof(left),
        right=builder.proof(right),
    )
