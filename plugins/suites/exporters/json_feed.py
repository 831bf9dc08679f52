"""JSON Feed: a feed in the form of version 1.1 (https://www.jsonfeed.org/version/1.1/).

Its addresses have no base to be relative to: while the site's own is not known, it holds none, and
its entries are known by their ids.
"""

from __future__ import annotations

import json

from suites import dates
from suites.exporters.atom import Entry, Feed
from suites.model import Archive

VERSION = "https://jsonfeed.org/version/1.1"


def json_feed(archive: Archive, feed: Feed, site_url: str) -> bytes:
    """The feed in JSON; `site_url` is the site's own address, empty when not known."""
    base = f"{site_url.rstrip('/')}/" if site_url else ""
    found: dict[str, object] = {
        "version": VERSION,
        "title": f"{archive.settings.title}, {feed.title}",
        "description": archive.settings.description,
        "language": archive.settings.language,
        "authors": [{"name": archive.settings.title}],
    }
    if base:
        found["home_page_url"] = f"{base}{feed.page}"
        found["feed_url"] = f"{base}{feed.path}.json"
    found["items"] = [_item(entry, base) for entry in feed.entries]
    return f"{json.dumps(found, ensure_ascii=False, indent=1)}\n".encode()


def _item(entry: Entry, base: str) -> dict[str, object]:
    item: dict[str, object] = {"id": entry.id}
    if base:
        item["url"] = f"{base}{entry.link}"
    item |= {
        "title": entry.title,
        "content_text": entry.summary,
        "date_published": dates.atom(entry.added),
    }
    if entry.kind:
        item["tags"] = [entry.kind]
    return item
