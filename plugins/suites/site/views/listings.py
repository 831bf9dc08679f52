"""The listings: every thing of a kind, in an order that says something.

Up to a hundred rows a listing is one page, filtered where it stands. Beyond, it is paged, and each
value of a facet has pages of its own: a reader without script can still choose.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from suites.analysis.rows import ANNOUNCEMENTS, ARTICLES, AnnouncementRow, ArticleRow
from suites.archive import dates, urls
from suites.site.views import facets
from suites.site.views.facets import Facet, Values
from suites.site.views.paging import Paging, cut, paging, title
from suites.site.views.view_builder import ViewBuilder
from suites.site.views.view_models import PageSpec, Ref, Row, View, headings

LONGEST = 100
"""Rows that a page may have."""

Chosen = tuple[str, Values]
"""A row before it is made: the id of its thing, and all its values."""


class ListingRow(NamedTuple):
    """A row, the term it was given last, and the values it can be chosen by.

    Values are (facet, values apart by spaces); the term is a sentence, empty when there is none.
    """

    row: Row
    term: str
    values: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class YearRows:
    """The rows of a year; the year is empty for those without a date."""

    year: str
    rows: tuple[ListingRow, ...]


@dataclass(frozen=True, slots=True)
class Way:
    """A link to the rows that have a value of a facet; how many they are, where that is said."""

    ref: Ref
    count: int | None
    current: bool


@dataclass(frozen=True)
class RowsPage(View):
    """A listing of announcements or articles, or a page of one.

    `facets` are offered as filters where `styles` (what makes them work) is; `ways` elsewhere. Of
    many pages the first alone says how many rows there are: the others stay as they are when one
    comes or goes elsewhere. `stated` tells that the rows show states, which are of a day.
    """

    intro: str
    stated: bool
    years: tuple[YearRows, ...]
    shown: str
    total: int
    listing: Ref
    facets: tuple[Facet, ...]
    styles: str | None
    ways: tuple[tuple[str, tuple[Way, ...]], ...]
    paging: Paging | None


LISTINGS = {"announcements": urls.ANNOUNCEMENTS, "articles": urls.ARTICLES}


def plan(builder: ViewBuilder, name: str) -> Iterator[PageSpec]:
    """The pages of a listing (a key of LISTINGS), and those of each value where it is long."""
    rows, url = chosen(builder, name), LISTINGS[name]
    if len(rows) <= LONGEST:
        yield PageSpec(url, "short-listing", (name,))
        return
    offered = facets.counted([values for _, values in rows])
    ways = tuple((facet, tuple(sorted(counts))) for facet, counts in offered.items())
    yield from _cut(name, "", "", rows, ways)
    for facet, counts in offered.items():
        for value in counts:
            of = [row for row in rows if value in dict(row[1]).get(facet, ())]
            yield from _cut(name, facet, value, of, ways)


def _cut(
    name: str,
    facet: str,
    value: str,
    rows: Sequence[Chosen],
    ways: tuple[tuple[str, tuple[str, ...]], ...],
) -> Iterator[PageSpec]:
    first = urls.chosen(LISTINGS[name], facet, value) if facet else LISTINGS[name]
    parts = cut([id_ for id_, _ in rows], LONGEST)
    for number, part in enumerate(parts, 1):
        total = len(rows) if number == 1 else 0
        args = (name, facet, value, number, len(parts), total, tuple(part), ways)
        yield PageSpec(urls.page_of(first, number), "long-listing", args)


def chosen(builder: ViewBuilder, name: str) -> list[Chosen]:
    """The rows of a listing: announcements, the last announced first; articles, the newest first.

    Those without a day come last.
    """
    if name == "announcements":
        found: tuple[AnnouncementRow, ...] = builder.linked.rows(ANNOUNCEMENTS)
        return [(row.order.id, row.facets) for row in reversed(found)]
    newest: list[ArticleRow] = list(reversed(builder.linked.rows(ARTICLES)))
    newest.sort(key=lambda row: row.order.undated)
    return [(row.order.id, row.facets) for row in newest]


def short(builder: ViewBuilder, name: str) -> RowsPage:
    """A whole listing on one page, filtered where it stands."""
    rows, url = chosen(builder, name), LISTINGS[name]
    offered = facets.offered(builder, [values for _, values in rows])
    listing = Ref(url, builder.t(f"listing.{name}"), "listing")
    names = {facet.name for facet in offered}
    return _page(
        builder, name, listing, listing, _by_year(builder, name, rows, names), len(rows), offered
    )


def long(
    builder: ViewBuilder,
    name: str,
    facet: str,
    value: str,
    number: int,
    pages: int,
    total: int,
    ids: tuple[str, ...],
    ways: tuple[tuple[str, tuple[str, ...]], ...],
) -> RowsPage:
    """A page of a long listing, or of the rows that have a value; `ways` are (facet, values)."""
    url = LISTINGS[name]
    listing = of = Ref(url, builder.t(f"listing.{name}"), "listing")
    if facet:
        words = {
            "facet": builder.t(f"filters.{facet}"),
            "value": facets.label(builder, facet, value),
        }
        here = urls.chosen(url, facet, value)
        of = Ref(here, builder.t("listing.chosen", title=listing.title, **words), "listing")
    this = Ref(urls.page_of(of.url, number), title(builder, of.title, number), "listing")
    counts = facets.counted([v for _, v in chosen(builder, name)]) if not facet and total else {}
    rows = [(id_, _values(builder, id_)) for id_ in ids]
    return _page(
        builder,
        name,
        listing,
        this,
        _by_year(builder, name, rows, set()),
        total,
        ways=tuple(
            (
                builder.t(f"filters.{one}"),
                tuple(
                    Way(
                        Ref(to, facets.label(builder, one, other), "listing"),
                        counts[one][other] if counts else None,
                        (one, other) == (facet, value),
                    )
                    for other in facets.ordered(builder, one, values)
                    for to in [urls.chosen(url, one, other)]
                ),
            )
            for one, values in ways
        ),
        ways_on=paging(builder, of.url, number, pages),
    )


def chosen_announcements(builder: ViewBuilder, facet: str, value: str) -> str:
    """Where the announcements that have a value are listed: a page, or a filtered listing."""
    if len(builder.linked.rows(ANNOUNCEMENTS)) > LONGEST:
        return urls.chosen(urls.ANNOUNCEMENTS, facet, value)
    return f"{urls.ANNOUNCEMENTS}?{urls.FACETS[facet]}={value}"


def term(builder: ViewBuilder, id_: str) -> str:
    """The term that an announcement was given last, as a sentence; empty when it has none."""
    due = builder.linked.row_summaries[id_].due
    return (
        builder.t("listing.term", term=dates.term(dates.parse(due), builder.language))
        if due
        else ""
    )


def styles_of(listing: str) -> str:
    """Where the rules lie by which a listing is filtered."""
    return f"{listing}filtres.css"


def _page(
    builder: ViewBuilder,
    name: str,
    listing: Ref,
    this: Ref,
    years: tuple[YearRows, ...],
    total: int,
    offered: tuple[Facet, ...] = (),
    ways: tuple[tuple[str, tuple[Way, ...]], ...] = (),
    ways_on: Paging | None = None,
) -> RowsPage:
    intro = builder.t(f"listing.{name}-intro", n=total) if total or not ways else ""
    return RowsPage(
        url=this.url,
        title=this.title,
        description=intro or this.title,
        intro=intro,
        stated=name == "announcements",
        years=years,
        contents=headings((f"y_{one.year}", one.year) for one in years if one.year),
        shown=builder.t(f"listing.count-{name}", n=total) if intro else "",
        total=total,
        listing=listing,
        facets=offered,
        styles=styles_of(listing.url) if offered else None,
        ways=ways,
        paging=ways_on,
    )


def _values(builder: ViewBuilder, id_: str) -> Values:
    """The year of a thing, which is all that a row of a long listing is put under."""
    day = builder.linked.row_summaries[id_].day
    return (("year", (str(dates.year(dates.parse(day))),) if day else ()),)


def _by_year(
    builder: ViewBuilder, name: str, rows: Sequence[Chosen], names: set[str]
) -> tuple[YearRows, ...]:
    """The rows under their years, in their order; `names` are the facets they can be chosen by."""
    return tuple(
        YearRows(year, tuple(_choosable(builder, name, *row, names) for row in found))
        for year, found in groupby(rows, key=lambda row: "".join(dict(row[1])["year"]))
    )


def _choosable(
    builder: ViewBuilder, name: str, id_: str, values: Values, names: set[str]
) -> ListingRow:
    offered = tuple((key, " ".join(all_)) for key, all_ in values if key in names and all_)
    if name == "articles":
        return ListingRow(builder.article_row(id_), "", offered)
    return ListingRow(builder.announcement_row(id_), term(builder, id_), offered)
