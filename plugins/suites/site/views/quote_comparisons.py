"""Quote comparisons: the lists of pairs, contradictions first."""

from __future__ import annotations

from dataclasses import dataclass

from suites.analysis.quote_comparison import SORTS
from suites.analysis.rows import PAIRS, PairRow
from suites.archive import urls
from suites.site.views import quote_comparison
from suites.site.views.listings import CountedLink
from suites.site.views.paging import Paging, cut, paging, title
from suites.site.views.quote_comparison import LISTS, LONGEST
from suites.site.views.view_builder import ViewBuilder
from suites.site.views.view_models import Proof, Ref, View


@dataclass(frozen=True, slots=True)
class ListedPair:
    """A pair in a list: its sort and reason, how far apart it was said, and its two quotes."""

    ref: Ref
    sort: str
    why: str
    gap: str
    left: Proof
    right: Proof


@dataclass(frozen=True)
class QuoteComparisonsPage(View):
    """A list of pairs, or a page of one."""

    intro: str
    lists: tuple[CountedLink, ...]
    rows: tuple[ListedPair, ...]
    paging: Paging | None


def listing(builder: ViewBuilder, name: str, number: int) -> QuoteComparisonsPage:
    """Return a page of a list of pairs, in the order of `SORTS`; an empty list says so.

    Of one sort, those of the latest announcements come first.
    """
    rows: tuple[PairRow, ...] = builder.linked.rows(PAIRS)
    listed = {
        each: sorted(
            (row for row in reversed(rows) if each in ("all", row.sort)),
            key=lambda row: SORTS.index(row.sort),
        )
        for each in LISTS
    }
    pages = cut(listed[name], LONGEST)
    here = quote_comparison.list_ref(builder, name)
    url = urls.page_of(here.url, number)
    return QuoteComparisonsPage(
        url=url,
        title=title(builder, here.title, number),
        description=builder.t("quote-comparison.description"),
        intro=builder.t(f"quote-comparison.intro-{name}"),
        lists=tuple(
            CountedLink(quote_comparison.list_ref(builder, each), len(of), each == name)
            for each, of in listed.items()
        ),
        rows=tuple(_row(builder, row) for row in pages[number - 1]),
        paging=paging(builder, here.url, number, len(pages)),
    )


def _row(builder: ViewBuilder, row: PairRow) -> ListedPair:
    pair = quote_comparison.pair_of(builder, row.order.id, row.name)
    left, right, _ = quote_comparison.sides(builder, pair)
    return ListedPair(
        ref=quote_comparison.pair_ref(builder, pair),
        sort=builder.t(f"quote-comparison.sort-{pair.sort}"),
        why=quote_comparison.words(builder, pair)[1],
        gap=quote_comparison.gap(builder, left, right),
        left=builder.proof(left),
        right=builder.proof(right),
    )
