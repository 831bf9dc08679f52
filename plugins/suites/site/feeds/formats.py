"""Formats of a feed: Atom (RFC 4287) and JSON Feed (https://www.jsonfeed.org/version/1.1/).

Entries are dated by the day they entered the archive, not by the world's: a feed says what is new
here. Ids are made of what never changes, so that an entry that is corrected is the same entry.
While the site's own address is not known, the links of Atom are relative to the feed, and those of
JSON, which has no base, are left out.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from html import escape
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
    added: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed with its newest entries; `path` has no ending, `page` is the page that it is of.

    `comment` is for readers who open the file itself, which browsers show as it is. The feed lies
    at its `former` paths too, for nothing else could lead its readers to the new one.
    """

    path: str
    page: str
    title: str
    entries: tuple[Entry, ...]
    comment: str
    former: tuple[str, ...] = ()


@lru_cache(10_000)
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
    updated = feed.entries[0].added if feed.entries else dates.atom(settings.as_of)
    lines = (
        '<?xml version="1.0" encoding="utf-8"?>',
        f"<!-- {feed.comment.replace('--', '—')} -->",
        f'<feed xmlns="{ATOM}" xml:lang="{settings.language}">',
        f"  <id>{stable_id('feed', path).urn}</id>",
        f"  {_element('title', feed.title)}",
        f"  {_element('subtitle', settings.description)}",
        f"  <updated>{updated}</updated>",
        f"  <author>\n    {_element('name', settings.title)}\n  </author>",
        f'  <link rel="self" type="application/atom+xml" href="{_attribute(base + path)}" />',
        f'  <link rel="alternate" type="text/html" href="{_attribute(base + feed.page)}" />',
        *(_atom_entry(entry, base) for entry in feed.entries),
        "</feed>\n",
    )
    return "\n".join(lines).encode()


@lru_cache(10_000)
def _atom_entry(entry: Entry, base: str) -> str:
    # An entry stands in the feeds of several things: it is written once.
    return f"""\
  <entry>
    <id>{entry.id}</id>
    {_element("title", entry.title)}
    <updated>{entry.added}</updated>
    <published>{entry.added}</published>
    <link rel="alternate" type="text/html" href="{_attribute(base + entry.link)}" />
    <category term="{_attribute(entry.kind)}" />
    {_element("summary", entry.summary)}
  </entry>"""


def _element(name: str, text: str) -> str:
    return f"<{name}>{escape(text, quote=False)}</{name}>" if text else f"<{name} />"


def _attribute(value: str) -> str:
    return escape(value, quote=False).replace('"', "&quot;")


def xml_document(root: ET.Element) -> bytes:
    """Return an indented XML file."""
    ET.indent(root)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(root, "unicode")}\n'.encode()


def json_feed(archive: Archive, feed: Feed, site_url: str) -> bytes:
    """Return the feed in JSON; `site_url` is the site's own address, empty when not known."""
    base, settings = f"{site_url}/" if site_url else "", archive.settings
    own = {"home_page_url": base + feed.page, "feed_url": f"{base}{feed.path}.json"}
    content = {
        "version": JSON_FEED,
        "title": feed.title,
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
