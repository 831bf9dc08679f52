"""The listings of announcements and of articles.

Up to a hundred rows a listing is one page, filtered on the spot. Beyond, it is paged, and each
value of a facet has pages of its own: a reader without script can still choose.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from suites.analysis.rows import ANNOUNCEMENTS, ARTICLES, Publication, Values
from suites.archive import dates
from suites.site.citations import lists
from suites.site.views import facets
from suites.site.views.facets import Facet
from suites.site.views.paging import ListPart, parts
from suites.site.views.reference_lists import ReferenceFiles, reference_files
from suites.site.views.view_builder import ViewBuilder
from suites.site.views.view_models import (
    CountedLink,
    Group,
    PageSpec,
    Ref,
    Row,
    View,
    grouped,
    headings,
)

ROWS_PER_PAGE = 100

FacetValues = tuple[tuple[str, tuple[str, ...]], ...]
"""The facets of a long listing, each with the values that have pages of their own."""


class ListingRow(NamedTuple):
    """A row, and its values for filters: (facet, values joined by spaces)."""

    row: Row
    values: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class RowsPage(View):
    """A listing of announcements or articles, or a page of one.

    `facets` are offered as filters where there are `styles` (the address of their rules), and as
    `facet_links` (label, links) elsewhere. Of many pages the first alone has an introduction and
    says how many rows there are, in `shown`: the others do not change with the number. With
    `has_states` the rows show states, which are of a day. `reference_lists` are those of the first.
    """

    has_states: bool
    years: tuple[Group[ListingRow], ...]
    shown: str
    total: int
    listing: Ref
    facets: tuple[Facet, ...] = ()
    styles: str | None = None
    facet_links: tuple[tuple[str, tuple[CountedLink, ...]], ...] = ()
    reference_lists: tuple[ReferenceFiles, ...] = ()


def plan(builder: ViewBuilder, name: str) -> Iterator[PageSpec]:
    """Yield the pages of a listing, and those of each value of a facet where it is long."""
    rows, url = listed(builder, name), getattr(builder.urls, name)
    if len(rows) <= ROWS_PER_PAGE:
        yield PageSpec(url, "short-listing", (name,))
        return
    offered = facets.counted(rows.values())
    values = tuple((facet, tuple(sorted(counts))) for facet, counts in offered.items())
    chosen = {("", ""): list(rows)} | {
        (facet, value): [id_ for id_, own in rows.items() if value in dict(own).get(facet, ())]
        for facet, counts in offered.items()
        for value in counts
    }
    for (facet, value), ids in chosen.items():
        first = builder.urls.chosen(url, facet, value) if facet else url
        for part in parts(builder.urls, first, ids, ROWS_PER_PAGE):
            yield PageSpec(part.url, "long-listing", (name, facet, value, part, values))


def listed(builder: ViewBuilder, name: str) -> dict[str, Values]:
    """Return the ids of a listing with their values, in order; those without a day come last.

    The announcement announced last comes first, and so does the newest article.
    """
    newest = list(reversed(builder.linked.rows(name)))
    if name == ARTICLES:
        # What was published from a day on, without an end, stands in the year of that day.
        newest.sort(key=lambda row: _last_day(row.order), reverse=True)
        newest.sort(key=lambda row: row.order.undated)
    return {row.order.id: row.facets for row in newest}


def _last_day(order: Publication) -> str:
    return order.earliest if order.latest == date.max.isoformat() else order.latest


def short(builder: ViewBuilder, name: str) -> RowsPage:
    """Return a whole listing on one page, with its filters."""
    rows, url = listed(builder, name), getattr(builder.urls, name)
    offered = facets.offered(builder, rows.values())
    names = {facet.name for facet in offered}
    values = {
        id_: tuple((facet, " ".join(own)) for facet, own in row if facet in names and own)
        for id_, row in rows.items()
    }
    styles = builder.urls.filter_styles(url) if offered else None
    page = _page(builder, name, url, builder.t(f"listing.{name}"), len(rows), values)
    return replace(page, facets=offered, styles=styles)


def long(
    builder: ViewBuilder, name: str, facet: str, value: str, part: ListPart, values: FacetValues
) -> RowsPage:
    """Return a page of a long listing, or of its rows that have a value of a facet."""
    part, words = ListPart(*part), builder.t(f"listing.{name}")
    if facet:
        words = builder.t(
            "listing.chosen",
            title=words,
            facet=builder.t(f"filters.{facet}"),
            value=facets.label(builder, facet, value),
        )
    words = part.title(builder, words)
    page = _page(builder, name, part.url, words, part.total or None, dict.fromkeys(part.rows, ()))
    is_first = part.total and not facet  # which alone says how many rows have each value
    counts = facets.counted(listed(builder, name).values()) if is_first else {}
    links = _facet_links(builder, name, values, (facet, value), counts)
    return replace(page, facet_links=links, paging=part.paging(builder))


def _page(
    builder: ViewBuilder,
    name: str,
    url: str,
    words: str,
    total: int | None,
    rows: Mapping[str, tuple[tuple[str, str], ...]],
) -> RowsPage:
    """Return a page of rows, from ids with the values for filters; `words` are its title."""
    intro = builder.t(f"listing.{name}-intro", n=total) if total is not None else ""

    def year(id_: str) -> str:
        day = builder.linked.row_summaries[id_].day
        return str(dates.year(dates.parse(day))) if day else ""

    years = grouped(
        (year(id_), ListingRow(builder.row(id_), values)) for id_, values in rows.items()
    )
    is_own = url == getattr(builder.urls, name)
    return RowsPage(
        url=url,
        title=words,
        description=intro or words,
        has_states=name == ANNOUNCEMENTS,
        years=years,
        contents=headings((f"y_{one.heading}", one.heading) for one in years if one.heading),
        shown=builder.t(f"listing.count-{name}", n=total) if total is not None else "",
        total=total or 0,
        listing=Ref(getattr(builder.urls, name), builder.t(f"listing.{name}"), "listing"),
        reference_lists=reference_files(builder, lists.of_listing(builder, name)) if is_own else (),
    )


def _facet_links(
    builder: ViewBuilder,
    name: str,
    offered: FacetValues,
    current: tuple[str, str],
    counts: Mapping[str, Mapping[str, int]],
) -> tuple[tuple[str, tuple[CountedLink, ...]], ...]:
    def link(facet: str, value: str) -> CountedLink:
        url = builder.urls.chosen(getattr(builder.urls, name), facet, value)
        words = facets.label(builder, facet, value)
        count = counts[facet][value] if counts else None
        return CountedLink(Ref(url, words, "listing"), count, current=(facet, value) == current)

    return tuple(
        (
            builder.t(f"filters.{facet}"),
            tuple(link(facet, value) for value in facets.ordered(builder, facet, values)),
        )
        for facet, values in offered
    )


def filters(builder: ViewBuilder) -> dict[str, tuple[Facet, ...]]:
    """Return the facets of each listing on one page, by the address of its rules."""
    rows = {
        getattr(builder.urls, name): listed(builder, name).values()
        for name in (ANNOUNCEMENTS, ARTICLES)
    }
    return {
        builder.urls.filter_styles(url): facets.offered(builder, values)
        for url, values in rows.items()
        if len(values) <= ROWS_PER_PAGE
    }


def chosen_announcements(builder: ViewBuilder, facet: str, value: str) -> str:
    """Return the address of the announcements that have a value: a page, or a filtered listing."""
    if len(builder.linked.rows(ANNOUNCEMENTS)) > ROWS_PER_PAGE:
        return builder.urls.chosen(builder.urls.announcements, facet, value)
    return f"{builder.urls.announcements}?{builder.urls.facets[facet]}={value}"
