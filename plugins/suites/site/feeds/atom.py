"""Atom: a feed in the form of RFC 4287.

Entries are dated by the day they entered the archive, not by the world's: a feed says what is new
here. Ids are made of what never changes, so that an entry that is corrected is the same entry.
While the site's own address is not known, links are relative to the feed.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha1
from typing import NamedTuple
from uuid import UUID

from suites.archive import dates
from suites.archive.model.archive import Archive
from suites.site.feeds.xml_elements import DECLARATION, attribute, element

ATOM = "http://www.w3.org/2005/Atom"
IDS = UUID("5d2b2f0e-93a4-4f0c-8c8e-0a4c6a4e7b11").bytes
"""The name space of our ids (RFC 9562, version 5); another one would make every entry a new one."""


class Entry(NamedTuple):
    """What a feed says of one thing.

    `link` is relative to the site, `added` a moment (RFC 3339), `kind` a word for its sort.
    """

    id: str
    title: str
    summary: str
    link: str
    added: str
    kind: str = ""


def urn(*key: str) -> str:
    """The id of what the key names, the same in every build.

    >>> urn("article", "a") == urn("article", "a") != urn("articlea", "")
    True
    >>> from uuid import uuid5
    >>> urn("article") == f"urn:uuid:{uuid5(UUID(bytes=IDS), 'article')}"
    True
    """
    # As `uuid.uuid5` makes it, in less than half the time: every entry of every feed has one.
    digest = sha1(IDS + "\x1f".join(key).encode()).hexdigest()
    variant = "89ab"[int(digest[16], 16) & 3]
    return (
        f"urn:uuid:{digest[:8]}-{digest[8:12]}-5{digest[13:16]}-"
        f"{variant}{digest[17:20]}-{digest[20:32]}"
    )


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: where it lies (without its ending), of which page, called how, its newest entries.

    `opened` is for those who open the file itself, which browsers show as it is.
    """

    path: str
    page: str
    title: str
    entries: tuple[Entry, ...]
    opened: str


def newest(archive: Archive, feed: Feed) -> str:
    """The moment of a feed, which must have one: an empty one has that of the archive."""
    return feed.entries[0].added if feed.entries else dates.atom(archive.settings.as_of)


def atom(archive: Archive, feed: Feed, site_url: str) -> bytes:
    """The feed in Atom; `site_url` is the site's own address, empty when not known."""
    path, settings = f"{feed.path}.xml", archive.settings
    base = attribute(f"{site_url.rstrip('/')}/" if site_url else "../" * path.count("/"))
    return (
        f"{DECLARATION}<!-- {feed.opened.replace('--', '—')} -->\n"
        f'<feed xmlns="{ATOM}" xml:lang="{attribute(settings.language)}">\n'
        f"  {element('id', urn('feed', path))}\n"
        f"  {element('title', f'{settings.title}, {feed.title}')}\n"
        f"  {element('subtitle', settings.description)}\n"
        f"  {element('updated', newest(archive, feed))}\n"
        f"  <author>\n    {element('name', settings.title)}\n  </author>\n"
        f'  <link rel="self" type="application/atom+xml" href="{base}{attribute(path)}" />\n'
        f'  <link rel="alternate" type="text/html" href="{base}{attribute(feed.page)}" />\n'
        f"{''.join(_entry(entry, base) for entry in feed.entries)}</feed>\n"
    ).encode()


def _entry(entry: Entry, base: str) -> str:
    kind = f'    <category term="{attribute(entry.kind)}" />\n' if entry.kind else ""
    return (
        "  <entry>\n"
        f"    <id>{entry.id}</id>\n"
        f"    {element('title', entry.title)}\n"
        f"    <updated>{entry.added}</updated>\n"
        f"    <published>{entry.added}</published>\n"
        f'    <link rel="alternate" type="text/html" href="{base}{attribute(entry.link)}" />\n'
        f"{kind}"
        f"    {element('summary', entry.summary)}\n"
        "  </entry>\n"
    )
