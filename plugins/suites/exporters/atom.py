"""Atom: a feed in the form of RFC 4287.

Entries are dated by the day they entered the archive, not by the world's: a feed says what is new
here. Ids are made of what never changes, so that an entry that is corrected is the same entry.
While the site's own address is not known, links are relative to the feed.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID, uuid5
from xml.etree import ElementTree as ET

from suites import dates
from suites.dates import Date
from suites.model import Archive

ATOM = "http://www.w3.org/2005/Atom"
IDS = UUID("5d2b2f0e-93a4-4f0c-8c8e-0a4c6a4e7b11")
"""The name space of our ids (RFC 9562, version 5); another one would make every entry a new one."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a feed says of one thing; `link` is relative to the site, `kind` a word for its sort."""

    id: str
    title: str
    summary: str
    link: str
    added: Date
    kind: str = ""


def urn(*key: str) -> str:
    """The id of what the key names, the same in every build.

    >>> urn("article", "a") == urn("article", "a") != urn("articlea", "")
    True
    """
    return f"urn:uuid:{uuid5(IDS, chr(31).join(key))}"


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: where it lies (without its ending), of which page, called how, its newest entries."""

    path: str
    page: str
    title: str
    entries: tuple[Entry, ...]


def atom(archive: Archive, feed: Feed, site_url: str) -> bytes:
    """The feed in Atom; `site_url` is the site's own address, empty when not known."""
    path = f"{feed.path}.xml"
    base = f"{site_url.rstrip('/')}/" if site_url else "../" * path.count("/")
    root = ET.Element("feed", {"xmlns": ATOM, "xml:lang": archive.settings.language})
    _add(root, "id", urn("feed", path))
    _add(root, "title", f"{archive.settings.title}, {feed.title}")
    _add(root, "subtitle", archive.settings.description)
    # A feed must have a date; an empty one has that of the archive.
    newest = feed.entries[0].added if feed.entries else archive.settings.as_of
    _add(root, "updated", dates.atom(newest))
    _add(ET.SubElement(root, "author"), "name", archive.settings.title)
    ET.SubElement(root, "link", rel="self", type="application/atom+xml", href=f"{base}{path}")
    ET.SubElement(root, "link", rel="alternate", type="text/html", href=f"{base}{feed.page}")
    for entry in feed.entries:
        element = ET.SubElement(root, "entry")
        _add(element, "id", entry.id)
        _add(element, "title", entry.title)
        _add(element, "updated", dates.atom(entry.added))
        _add(element, "published", dates.atom(entry.added))
        ET.SubElement(element, "link", rel="alternate", type="text/html", href=base + entry.link)
        if entry.kind:
            ET.SubElement(element, "category", term=entry.kind)
        _add(element, "summary", entry.summary)
    ET.indent(root)
    text: str = ET.tostring(root, "unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'.encode()


def _add(parent: ET.Element, tag: str, text: str) -> None:
    ET.SubElement(parent, tag).text = text
