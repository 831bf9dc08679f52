"""The listings: every thing of a kind, in an order that says something.

Up to a hundred rows a listing is one page, filtered where it stands. Beyond, it is paged, and each
value of a facet has pages of its own: a reader without script can still choose.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from suites import dates
from suites.model import Announcement
from suites.pages import address, facets
from suites.pages.desk import Desk
from suites.pages.facets import Facet, Values
from suites.pages.paging import Paging, cut, paging, title
from suites.pages.parts import Ref, Row, View
from suites.relations import by_publication

LONGEST = 100
"""Rows that a page may have."""


@dataclass(frozen=True, slots=True)
class Choosable:
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
    rows: tuple[Choosable, ...]


@dataclass(frozen=True, slots=True)
class Way:
    """A link to the rows that have a value of a facet."""

    ref: Ref
    count: int
    current: bool


@dataclass(frozen=True)
class RowsPage(View):
    """A listing of announcements or articles, or a page of one.

    `facets` are offered as filters where `styles` (what makes them work) is; `ways` elsewhere.
    """

    intro: str
    years: tuple[YearRows, ...]
    shown: str
    total: int
    listing: Ref
    facets: tuple[Facet, ...]
    styles: str | None
    ways: tuple[tuple[str, tuple[Way, ...]], ...]
    paging: Paging | None


def announcements(desk: Desk) -> Iterator[RowsPage]:
    """All announcements, the last announced first; and the rows of each value if they are many."""
    found = sorted(desk.archive.announcements.values(), key=announced, reverse=True)
    rows = [
        Chosen(desk.announcement_row(one), facets.of_announcement(desk, one), term(desk, one))
        for one in found
    ]
    return _pages(desk, address.ANNOUNCEMENTS, "announcements", rows)


def announced(announcement: Announcement) -> tuple[bool, str, str]:
    """The order of announcements: by the day of the first dated event; those without come last."""
    first = next((event.on for event in announcement.events if event.on), None)
    return first is not None, first.latest.isoformat() if first else "", announcement.id


def articles(desk: Desk) -> Iterator[RowsPage]:
    """All articles, the newest first and the undated last; and those of each value, if many."""
    newest = reversed(by_publication(desk.archive.articles.values()))
    found = sorted(newest, key=lambda one: one.published is None)
    rows = [Chosen(desk.article_row(one), facets.of_article(desk, one)) for one in found]
    return _pages(desk, address.ARTICLES, "articles", rows)


def chosen_announcements(desk: Desk, facet: str, value: str) -> str:
    """The address of the announcements that have a value, by the listing's filters or by a page."""
    if len(desk.archive.announcements) > LONGEST:
        return address.chosen(address.ANNOUNCEMENTS, facet, value)
    return f"{address.ANNOUNCEMENTS}?{address.FACETS[facet]}={value}"


def term(desk: Desk, announcement: Announcement) -> str:
    """The term that an announcement was given last, as a sentence; empty when it has none."""
    due = desk.linked.states[announcement.id].due
    return desk.t("listing.term", term=dates.term(due, desk.language)) if due else ""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A row with all its values, before it is known which of them tell rows apart."""

    row: Row
    values: Values
    term: str = ""


def _pages(desk: Desk, url: str, name: str, rows: Sequence[Chosen]) -> Iterator[RowsPage]:
    offered = facets.facets(desk, [one.values for one in rows])
    listing = Ref(url, desk.t(f"listing.{name}"), "listing")
    if len(rows) <= LONGEST:
        yield _page(desk, name, listing, listing, rows, offered, None, (), len(rows))
        return
    yield from _paged(desk, name, listing, listing, rows, _ways(listing, offered, ""))
    for facet in offered:
        for value in facet.values:
            of = [one for one in rows if value.id in one.values.get(facet.name, ())]
            here = address.chosen(url, facet.name, value.id)
            title = desk.t(
                "listing.chosen", title=listing.title, facet=facet.label, value=value.label
            )
            ways = _ways(listing, offered, here)
            yield from _paged(desk, name, listing, Ref(here, title, "listing"), of, ways)


Ways = tuple[tuple[str, tuple[Way, ...]], ...]


def _ways(listing: Ref, offered: Sequence[Facet], here: str) -> Ways:
    """The ways to the rows of each value; `here` is the address of those that are shown."""
    return tuple(
        (
            facet.label,
            tuple(
                Way(Ref(to, value.label, "listing"), value.count, to == here)
                for value in facet.values
                for to in [address.chosen(listing.url, facet.name, value.id)]
            ),
        )
        for facet in offered
    )


def _paged(
    desk: Desk, name: str, listing: Ref, of: Ref, rows: Sequence[Chosen], ways: Ways
) -> Iterator[RowsPage]:
    parts = cut(rows, LONGEST)
    for number, part in enumerate(parts, 1):
        here = address.page_of(of.url, number)
        this = Ref(here, title(desk, of.title, number), "listing")
        ways_on = paging(desk, of.url, number, len(parts))
        yield _page(desk, name, listing, this, part, (), ways_on, ways, len(rows))


def _page(
    desk: Desk,
    name: str,
    listing: Ref,
    this: Ref,
    rows: Sequence[Chosen],
    offered: tuple[Facet, ...],
    ways_on: Paging | None,
    ways: Ways,
    total: int,
) -> RowsPage:
    intro = desk.t(f"listing.{name}-intro", n=total)
    names = {facet.name for facet in offered}
    return RowsPage(
        root=address.root(this.url),
        url=this.url,
        title=this.title,
        description=intro,
        intro=intro,
        years=_by_year(rows, names),
        shown=desk.t(f"listing.count-{name}", n=total),
        total=total,
        listing=listing,
        facets=offered,
        styles=styles_of(listing.url) if offered else None,
        ways=ways,
        paging=ways_on,
    )


def styles_of(listing: str) -> str:
    """Where the rules lie by which a listing is filtered."""
    return f"{listing}filtres.css"


def _by_year(rows: Sequence[Chosen], names: set[str]) -> tuple[YearRows, ...]:
    """The rows under their years, in their order; `names` are the facets they can be chosen by."""
    return tuple(
        YearRows(
            year,
            tuple(
                Choosable(
                    one.row,
                    one.term,
                    tuple((k, " ".join(v)) for k, v in one.values.items() if k in names and v),
                )
                for one in found
            ),
        )
        for year, found in groupby(rows, key=lambda one: "".join(one.values["year"]))
    )
