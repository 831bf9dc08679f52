"""Atom: the feeds of articles and of events (RFC 4287).

Entries are dated by the day they entered the archive, not by the world's: a feed says what is new
here. Ids are made of what never changes, so that an entry that is corrected is the same entry.
While the site's own address is not known, links are relative to the feed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5
from xml.etree import ElementTree as ET

from suites import dates
from suites.catalogue import Catalogue
from suites.dates import Date
from suites.holdings import registers
from suites.linked import Linked
from suites.model import Announcement, Archive, Article, Event
from suites.pages import address

ARTICLES = "fil/articles.xml"
EVENTS = "fil/evenements.xml"

ATOM = "http://www.w3.org/2005/Atom"
IDS = UUID("5d2b2f0e-93a4-4f0c-8c8e-0a4c6a4e7b11")
"""The name space of our ids (RFC 9562, version 5); another one would make every entry a new one."""
MOST = 100
"""How many entries a feed holds; older ones stand in the listings."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a feed says of one thing; `link` is relative to the site."""

    id: str
    title: str
    summary: str
    link: str
    added: Date


def articles_feed(linked: Linked, catalogue: Catalogue, site_url: str = "") -> bytes:
    """The feed of the articles; `site_url` is the site's own address, empty when not known."""
    days = {order[-1]: order for order, _ in linked.register(registers.ARTICLES)}
    newest = sorted(
        ((added, days[id_][0] == 0, days[id_]) for id_, added in linked.register(registers.ADDED)),
        reverse=True,
    )
    entries = (_article(linked.archive.articles[order[-1]]) for *_, order in newest[:MOST])
    return _feed(linked.archive, ARTICLES, catalogue.t("feed.articles"), entries, site_url)


def _article(article: Article) -> Entry:
    return Entry(
        id=urn("article", article.id),
        title=article.title,
        summary=article.summary,
        link=address.of(article),
        added=article.added,
    )


def events_feed(linked: Linked, catalogue: Catalogue, site_url: str = "") -> bytes:
    """The feed of what happened to the announcements; `site_url` as for `articles_feed`.

    An event could first be told when its first evidence was here, and its announcement.
    """
    added: dict[str, Any] = dict(linked.register(registers.ADDED))
    newest = sorted(
        (
            (max(min((added[a] for a in articles), default=since), since), day, id_, place)
            for id_, place, day, since, articles in linked.register(registers.HAPPENED)
        ),
        reverse=True,
    )
    entries = (_event(linked.archive, id_, place) for *_, id_, place in newest[:MOST])
    return _feed(linked.archive, EVENTS, catalogue.t("feed.events"), entries, site_url)


def _event(archive: Archive, id_: str, place: int) -> Entry:
    one = archive.announcements[id_]
    return list(_events(archive, one))[place]


def urn(*key: str) -> str:
    """The id of what the key names, the same in every build.

    >>> urn("article", "a") == urn("article", "a") != urn("articlea", "")
    True
    """
    return f"urn:uuid:{uuid5(IDS, chr(31).join(key))}"


def _events(archive: Archive, announcement: Announcement) -> Iterable[Entry]:
    met: Counter[tuple[str, ...]] = Counter()
    for event in announcement.events:
        # Not the event's number: an earlier one may be found later.
        key = (announcement.id, event.on.text if event.on else "", *_changes(event))
        met[key] += 1
        changed = ", ".join(_words(archive, event))
        yield Entry(
            id=urn("event", *key, *([str(met[key])] if met[key] > 1 else [])),
            title=f"{announcement.title} ({changed})" if changed else announcement.title,
            summary=_summary(archive, announcement, event),
            link=address.of(announcement),
            added=_added(archive, announcement, event),
        )


def _changes(event: Event) -> Iterable[str]:
    """What the event changed, as text that outlives a change of its words."""
    due = event.due.text if isinstance(event.due, Date) else event.due
    named = (("stage", event.stage), ("modality", event.modality), ("due", due))
    yield from (f"{name}={value}" for name, value in named if value)
    if event.verdict:
        yield f"verdict={event.verdict}"
    if event.review:
        yield "review"


def _words(archive: Archive, event: Event) -> Iterable[str]:
    for name in ("stage", "verdict", "modality"):
        if value := getattr(event, name):
            yield archive.label(name, value)
    if isinstance(event.due, Date):
        yield dates.term(event.due, archive.settings.language)


def _summary(archive: Archive, announcement: Announcement, event: Event) -> str:
    day = dates.label(event.on, archive.settings.language) if event.on else ""
    said = event.review or event.note or announcement.claim
    return ". ".join(filter(None, (day[:1].upper() + day[1:], said)))


def _added(archive: Archive, announcement: Announcement, event: Event) -> Date:
    """The day the event could first be told: that of its first evidence, or of its announcement."""
    known = [found[0].added for one in event.evidence if (found := archive.annotation(one))]
    first = min(known, key=dates.sort_key, default=announcement.added)
    return max(first, announcement.added, key=dates.sort_key)


def _feed(
    archive: Archive, path: str, title: str, entries: Iterable[Entry], site_url: str
) -> bytes:
    newest = list(entries)
    base = f"{site_url.rstrip('/')}/" if site_url else "../" * path.count("/")
    root = ET.Element("feed", {"xmlns": ATOM, "xml:lang": archive.settings.language})
    _add(root, "id", urn("feed", path))
    _add(root, "title", f"{archive.settings.title}, {title}")
    _add(root, "subtitle", archive.settings.description)
    # A feed must have a date; an empty one has that of the archive.
    _add(root, "updated", dates.atom(newest[0].added if newest else archive.settings.as_of))
    _add(ET.SubElement(root, "author"), "name", archive.settings.title)
    ET.SubElement(root, "link", rel="self", type="application/atom+xml", href=f"{base}{path}")
    ET.SubElement(root, "link", rel="alternate", type="text/html", href=base)
    for entry in newest:
        element = ET.SubElement(root, "entry")
        _add(element, "id", entry.id)
        _add(element, "title", entry.title)
        _add(element, "updated", dates.atom(entry.added))
        _add(element, "published", dates.atom(entry.added))
        ET.SubElement(element, "link", rel="alternate", type="text/html", href=base + entry.link)
        _add(element, "summary", entry.summary)
    ET.indent(root)
    text: str = ET.tostring(root, "unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'.encode()


def _add(parent: ET.Element, tag: str, text: str) -> None:
    ET.SubElement(parent, tag).text = text
