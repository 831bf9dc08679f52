"""Groups: the listings of names, outlets and themes, which say what each thing gathers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from suites.pages import address
from suites.pages.desk import Desk
from suites.pages.paging import Paging, cut, paging, title
from suites.pages.parts import Ref, View

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


def entities(desk: Desk) -> Iterator[GroupsPage]:
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
    return _pages(
        desk,
        address.ENTITIES,
        "entities",
        [
            (desk.t(f"listing.kind-{kind}"), entry)
            for kind, entries in sorted(groups.items())
            for entry in _by_title(entries)
        ],
    )


def outlets(desk: Desk) -> Iterator[GroupsPage]:
    """All outlets, with how many of their articles are here."""
    entries = []
    for entity in desk.archive.entities.values():
        if entity.is_outlet:
            count = len(desk.linked.outlet_articles.get(entity.id, ()))
            counted = desk.t("listing.count-articles", n=count) if count else ""
            entries.append(Entry(desk.ref(entity.id), "", count, counted))
    named = [("", entry) for entry in _by_title(entries)]
    return _pages(desk, address.OUTLETS, "outlets", named)


def themes(desk: Desk) -> Iterator[GroupsPage]:
    """All themes, with how many announcements each gathers."""
    named = [("", entry) for entry in theme_entries(desk)]
    return _pages(desk, address.THEMES, "themes", named)


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


def _pages(
    desk: Desk, url: str, name: str, entries: Sequence[tuple[str, Entry]]
) -> Iterator[GroupsPage]:
    """The pages of a listing; `entries` have their headings, which stay with them when cut."""
    intro = desk.t(f"listing.{name}-intro", n=len(entries))
    pages = cut(entries, LONGEST)
    for number, part in enumerate(pages, 1):
        here = address.page_of(url, number)
        yield GroupsPage(
            root=address.root(here),
            url=here,
            title=title(desk, desk.t(f"listing.{name}"), number),
            description=intro,
            intro=intro,
            groups=tuple(
                Group(heading, tuple(entry for _, entry in found))
                for heading, found in groupby(part, key=lambda one: one[0])
            ),
            paging=paging(desk, url, number, len(pages)),
        )
