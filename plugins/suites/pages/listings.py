"""The listings: every thing of a kind, in an order that says something.

Up to a hundred rows a listing is one page, filtered where it stands. Beyond, it is paged, and each
value of a facet has pages of its own: a reader without script can still choose.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from suites.model import Announcement
from suites.pages import address, facets
from suites.pages.desk import Desk
from suites.pages.facets import Facet, Values
from suites.pages.parts import Ref, Row, View
from suites.relations import by_publication

LONGEST = 100
"""Rows that a page may have."""


@dataclass(frozen=True, slots=True)
class Choosable:
    """A row, and the values it can be chosen by, as (facet, values apart by spaces)."""

    row: Row
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


@dataclass(frozen=True, slots=True)
class Paging:
    """Where a page stands among those of its listing."""

    number: int
    pages: tuple[Ref, ...]
    previous: Ref | None
    next: Ref | None


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


@dataclass(frozen=True, slots=True)
class Entry:
    """A thing with a few words, and how many things it gathers."""

    ref: Ref
    text: str
    count: int
    counted: str


@dataclass(frozen=True, slots=True)
class Group:
    """Entries under a common heading; the heading is empty when there is one group."""

    heading: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class GroupsPage(View):
    """A listing of entities, outlets or themes."""

    intro: str
    groups: tuple[Group, ...]


def announcements(desk: Desk) -> Iterator[RowsPage]:
    """All announcements, the last announced first; and the rows of each value if they are many."""
    found = sorted(desk.archive.announcements.values(), key=announced, reverse=True)
    rows = [(desk.announcement_row(one), facets.of_announcement(desk, one)) for one in found]
    return _pages(desk, address.ANNOUNCEMENTS, "announcements", rows)


def announced(announcement: Announcement) -> tuple[bool, str, str]:
    """The order of announcements: by the day of the first dated event; those without come last."""
    first = next((event.on for event in announcement.events if event.on), None)
    return first is not None, first.latest.isoformat() if first else "", announcement.id


def articles(desk: Desk) -> Iterator[RowsPage]:
    """All articles, the newest first and the undated last; and those of each value, if many."""
    newest = reversed(by_publication(desk.archive.articles.values()))
    found = sorted(newest, key=lambda one: one.published is None)
    rows = [(desk.article_row(one), facets.of_article(desk, one)) for one in found]
    return _pages(desk, address.ARTICLES, "articles", rows)


def chosen_announcements(desk: Desk, facet: str, value: str) -> str:
    """The address of the announcements that have a value, by the listing's filters or by a page."""
    if len(desk.archive.announcements) > LONGEST:
        return address.chosen(address.ANNOUNCEMENTS, facet, value)
    return f"{address.ANNOUNCEMENTS}?{address.FACETS[facet]}={value}"


Chosen = tuple[Row, Values]


def _pages(desk: Desk, url: str, name: str, rows: Sequence[Chosen]) -> Iterator[RowsPage]:
    offered = facets.facets(desk, [values for _, values in rows])
    listing = Ref(url, desk.t(f"listing.{name}"), "listing")
    if len(rows) <= LONGEST:
        yield _page(desk, name, listing, listing, rows, offered, None, ())
        return
    yield from _paged(desk, name, listing, listing, rows, _ways(listing, offered, ""))
    for facet in offered:
        for value in facet.values:
            of = [one for one in rows if value.id in one[1].get(facet.name, ())]
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
    count = -(-len(rows) // LONGEST)
    pages = tuple(
        Ref(address.page_of(of.url, number), desk.t("listing.page", n=number), "listing")
        for number in range(1, count + 1)
    )
    for number, here in enumerate(pages, 1):
        paging = Paging(
            number=number,
            pages=pages,
            previous=pages[number - 2] if number > 1 else None,
            next=pages[number] if number < count else None,
        )
        title = of.title if number == 1 else f"{of.title}, {here.title}"
        part = rows[(number - 1) * LONGEST : number * LONGEST]
        this = Ref(here.url, title, "listing")
        yield _page(desk, name, listing, this, part, (), paging if count > 1 else None, ways, rows)


def _page(
    desk: Desk,
    name: str,
    listing: Ref,
    this: Ref,
    rows: Sequence[Chosen],
    offered: tuple[Facet, ...],
    paging: Paging | None,
    ways: Ways,
    all_rows: Sequence[Chosen] | None = None,
) -> RowsPage:
    total = len(rows if all_rows is None else all_rows)
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
        paging=paging,
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
                    row,
                    tuple((k, " ".join(v)) for k, v in values.items() if k in names and v),
                )
                for row, values in found
            ),
        )
        for year, found in groupby(rows, key=lambda one: "".join(one[1]["year"]))
    )


def entities(desk: Desk) -> GroupsPage:
    """All entities but outlets, under their first kind."""
    groups: defaultdict[str, list[Entry]] = defaultdict(list)
    for entity in desk.archive.entities.values():
        if not entity.is_outlet:
            count = len(desk.linked.named_by.get(entity.id, ()))
            groups[entity.kind[0]].append(
                Entry(
                    desk.ref(entity.id),
                    ", ".join(name.name for name in entity.names if name.name != entity.title),
                    count,
                    desk.t("listing.count-announcements", n=count) if count else "",
                )
            )
    return _groups(
        desk,
        address.ENTITIES,
        "entities",
        tuple(
            Group(desk.t(f"listing.kind-{kind}"), _by_title(entries))
            for kind, entries in sorted(groups.items())
        ),
    )


def outlets(desk: Desk) -> GroupsPage:
    """All outlets, with how many of their articles are here."""
    entries = []
    for entity in desk.archive.entities.values():
        if entity.is_outlet:
            count = len(desk.linked.outlet_articles.get(entity.id, ()))
            counted = desk.t("listing.count-articles", n=count) if count else ""
            entries.append(Entry(desk.ref(entity.id), "", count, counted))
    return _groups(desk, address.OUTLETS, "outlets", (Group("", _by_title(entries)),))


def themes(desk: Desk) -> GroupsPage:
    """All themes, with how many announcements each gathers."""
    return _groups(desk, address.THEMES, "themes", (Group("", theme_entries(desk)),))


def theme_entries(desk: Desk) -> tuple[Entry, ...]:
    """The themes by their titles."""
    entries = []
    for theme in desk.archive.themes.values():
        count = len(desk.linked.named_by.get(theme.id, ()))
        counted = desk.t("listing.count-announcements", n=count)
        entries.append(Entry(desk.ref(theme.id), theme.summary, count, counted))
    return _by_title(entries)


def _by_title(entries: list[Entry]) -> tuple[Entry, ...]:
    return tuple(sorted(entries, key=lambda entry: (entry.ref.title.casefold(), entry.ref.url)))


def _groups(desk: Desk, url: str, name: str, groups: tuple[Group, ...]) -> GroupsPage:
    count = sum(len(group.entries) for group in groups)
    return GroupsPage(
        root=address.root(url),
        url=url,
        title=desk.t(f"listing.{name}"),
        description=desk.t(f"listing.{name}-intro", n=count),
        intro=desk.t(f"listing.{name}-intro", n=count),
        groups=groups,
    )
