"""Formats of a feed: Atom (RFC 4287) and JSON Feed (https://www.jsonfeed.org/version/1.1/).

Entries are dated by the day they entered the archive, not by the world's: a feed says what is new
here. Ids are made of what never changes, so that an entry that is corrected is the same entry.
While the site's own address is not known, the links of Atom are relative to the feed, and those of
JSON, which has no base, are left out.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID, uuid5
from xml.etree import ElementTree as ET

import msgspec

from suites.archive import dates
from suites.archive.model.archive import Archive

ATOM = "http://www.w3.org/2005/Atom"
JSON_FEED = "https://jsonfeed.org/version/1.1"
ID_NAMESPACE = UUID("5d2b2f0e-93a4-4f0c-8c8e-0a4c6a4e7b11")
"""The namespace of our ids (RFC 9562, version 5); another one would make every entry a new one."""


class Entry(NamedTuple):
    """An entry of a feed: `link` is relative to the site, `added` a moment (RFC 3339)."""

    id: str
    title: str
    summary: str
    link: str
    added: str
    kind: str


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed with its newest entries; `path` has no ending, `page` is the page that it is of.

    `comment` is for readers who open the file itself, which browsers show as it is.
    """

    path: str
    page: str
    title: str
    entries: tuple[Entry, ...]
    comment: str


def stable_id(*key: str) -> UUID:
    """Return the id of the thing that a key names, the same in every build.

    >>> stable_id("article", "a") == stable_id("article", "a") != stable_id("articlea", "")
    True
    """
    return uuid5(ID_NAMESPACE, "\x1f".join(key))


def atom(archive: Archive, feed: Feed, site_url: str) -> bytes:
    """Return the feed in Atom; `site_url` is the site's own address, empty when not known."""
    path, settings = f"{feed.path}.xml", archive.settings
    base = f"{site_url}/" if site_url else "../" * path.count("/")
    root = ET.Element("feed", {"xmlns": ATOM, "xml:lang": settings.language})
    _add(root, "id", stable_id("feed", path).urn)
    _add(root, "title", f"{settings.title}, {feed.title}")
    _add(root, "subtitle", settings.description)
    _add(root, "updated", feed.entries[0].added if feed.entries else dates.atom(settings.as_of))
    _add(ET.SubElement(root, "author"), "name", settings.title)
    _link(root, "self", "application/atom+xml", base + path)
    _link(root, "alternate", "text/html", base + feed.page)
    for entry in feed.entries:
        node = ET.SubElement(root, "entry")
        _add(node, "id", entry.id)
        _add(node, "title", entry.title)
        _add(node, "updated", entry.added)
        _add(node, "published", entry.added)
        _link(node, "alternate", "text/html", base + entry.link)
        ET.SubElement(node, "category", term=entry.kind)
        _add(node, "summary", entry.summary)
    return xml_document(root, f"<!-- {feed.comment.replace('--', '—')} -->\n")


def xml_document(root: ET.Element, comment: str = "") -> bytes:
    """Return an indented XML file with a comment before its root."""
    ET.indent(root)
    content = ET.tostring(root, "unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{comment}{content}\n'.encode()


def _add(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = text


def _link(parent: ET.Element, rel: str, media_type: str, href: str) -> None:
    ET.SubElement(parent, "link", rel=rel, type=media_type, href=href)


def json_feed(archive: Archive, feed: Feed, site_url: str) -> bytes:
    """Return the feed in JSON; `site_url` is the site's own address, empty when not known."""
    base, settings = f"{site_url}/" if site_url else "", archive.settings
    own = {"home_page_url": base + feed.page, "feed_url": f"{base}{feed.path}.json"}
    content = {
        "version": JSON_FEED,
        "title": f"{settings.title}, {feed.title}",
        "description": settings.description,
        "user_comment": feed.comment,
        "language": settings.language,
        "authors": [{"name": settings.title}],
        **(own if base else {}),
        "items": [
            {
                "id": entry.id,
                **({"url": base + entry.link} if base else {}),
                "title": entry.title,
                "content_text": entry.summary,
                "date_published": entry.added,
                "tags": [entry.kind],
            }
            for entry in feed.entries
        ],
    }
    return msgspec.json.format(msgspec.json.encode(content), indent=1) + b"\n"


FORMATS: dict[str, Callable[[Archive, Feed, str], bytes]] = {".xml": atom, ".json": json_feed}
"""The function that writes a feed, by the ending of its file."""
