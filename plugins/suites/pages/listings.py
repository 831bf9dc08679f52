"""The listings: every thing of a kind, in an order that says something."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from suites.model import Announcement
from suites.pages import address
from suites.pages.desk import Desk
from suites.pages.parts import Ref, Row, View
from suites.relations import by_publication


@dataclass(frozen=True)
class RowsPage(View):
    """A listing of announcements or articles."""

    intro: str
    rows: tuple[Row, ...]


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


def announcements(desk: Desk) -> RowsPage:
    """All announcements, the last announced first."""
    found = sorted(desk.archive.announcements.values(), key=announced, reverse=True)
    rows = tuple(map(desk.announcement_row, found))
    return _rows(desk, address.ANNOUNCEMENTS, "announcements", rows)


def announced(announcement: Announcement) -> tuple[bool, str, str]:
    """The order of announcements: by the day of the first dated event; those without come last."""
    first = next((event.on for event in announcement.events if event.on), None)
    return first is not None, first.latest.isoformat() if first else "", announcement.id


def articles(desk: Desk) -> RowsPage:
    """All articles, the newest first."""
    found = reversed(by_publication(desk.archive.articles.values()))
    return _rows(desk, address.ARTICLES, "articles", tuple(map(desk.article_row, found)))


def _rows(desk: Desk, url: str, name: str, rows: tuple[Row, ...]) -> RowsPage:
    return RowsPage(
        root=address.root(url),
        url=url,
        title=desk.t(f"listing.{name}"),
        description=desk.t(f"listing.{name}-intro", n=len(rows)),
        intro=desk.t(f"listing.{name}-intro", n=len(rows)),
        rows=rows,
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
                    desk.t("listing.count-announcements", n=count),
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
            counted = desk.t("listing.count-articles", n=count)
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
