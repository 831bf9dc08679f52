"""Groups: the listings of names, outlets and themes, which say what each thing gathers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from suites.analysis.rows import ENTITIES, OUTLETS, THEMES
from suites.archive import urls
from suites.site.views.paging import Paging, cut, paging, title
from suites.site.views.view_builder import ViewBuilder
from suites.site.views.view_models import PageSpec, Ref, View

LONGEST = 300
"""Entries that a page may have: an entry is a line or two."""


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
    """A listing of entities, outlets or themes, or a page of one."""

    intro: str
    groups: tuple[Group, ...]
    paging: Paging | None


GROUPS = {
    "entities": (urls.ENTITIES, ENTITIES),
    "outlets": (urls.OUTLETS, OUTLETS),
    "themes": (urls.THEMES, THEMES),
}
"""Each listing: where it lies, and the list that it shows."""


def plan(builder: ViewBuilder, name: str) -> Iterator[PageSpec]:
    """The pages of a listing, a key of GROUPS."""
    url, list_ = GROUPS[name]
    found = builder.linked.rows(list_)
    pages = cut([(row.kind, row.id) for row in found], LONGEST)
    for number, part in enumerate(pages, 1):
        args = (name, number, len(pages), len(found), tuple(part))
        yield PageSpec(urls.page_of(url, number), "groups", args)


def page(
    builder: ViewBuilder,
    name: str,
    number: int,
    pages: int,
    total: int,
    rows: tuple[tuple[str, str], ...],
) -> GroupsPage:
    """A page of a listing; `rows` are (kind, id)."""
    url, _ = GROUPS[name]
    here = urls.page_of(url, number)
    intro = builder.t(f"listing.{name}-intro", n=total)
    return GroupsPage(
        url=here,
        title=title(builder, builder.t(f"listing.{name}"), number),
        description=intro,
        intro=intro,
        groups=tuple(
            Group(
                builder.t(f"listing.kind-{kind}") if name == "entities" else "",
                tuple(_entry(builder, name, id_) for _, id_ in found),
            )
            for kind, found in groupby(rows, key=lambda row: name == "entities" and row[0])
        ),
        paging=paging(builder, url, number, pages),
    )


def _entry(builder: ViewBuilder, name: str, id_: str) -> Entry:
    if name == "outlets":
        count = len(builder.linked.outlet_articles(id_))
        return Entry(
            builder.ref(id_),
            "",
            count,
            builder.t("listing.count-articles", n=count) if count else "",
        )
    if name == "themes":
        return theme_entry(builder, id_)
    count = builder.linked.count_named_by(id_)
    entity = builder.archive.entities[id_]
    return Entry(
        builder.ref(id_),
        ", ".join(one.name for one in entity.names if one.name != entity.title),
        count,
        builder.t("listing.count-announcements", n=count) if count else "",
    )


def theme_entry(builder: ViewBuilder, id_: str) -> Entry:
    """A theme, with how many announcements it gathers."""
    count = builder.linked.count_named_by(id_)
    counted = builder.t("listing.count-announcements", n=count)
    return Entry(builder.ref(id_), builder.archive.themes[id_].summary, count, counted)


def theme_entries(builder: ViewBuilder) -> tuple[Entry, ...]:
    """The themes by their titles."""
    found = builder.linked.rows(THEMES)
    return tuple(theme_entry(builder, row.id) for row in found)
