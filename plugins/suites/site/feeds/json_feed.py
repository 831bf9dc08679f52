"""JSON Feed: a feed in the form of version 1.1 (https://www.jsonfeed.org/version/1.1/).

Its addresses have no base to be relative to: while the site's own is not known, it holds none, and
its entries are known by their ids.
"""

from __future__ import annotations

import json

from suites.archive.model.archive import Archive
from suites.site.feeds.atom import Entry, Feed

VERSION = "https://jsonfeed.org/version/1.1"

_quoted = json.JSONEncoder(ensure_ascii=False).encode
"""A text as JSON writes it; a whole feed is written by `json` many times slower."""


def json_feed(archive: Archive, feed: Feed, site_url: str) -> bytes:
    """The feed in JSON; `site_url` is the site's own address, empty when not known."""
    base, settings = f"{site_url.rstrip('/')}/" if site_url else "", archive.settings
    addresses = (
        f' "home_page_url": {_quoted(f"{base}{feed.page}")},\n'
        f' "feed_url": {_quoted(f"{base}{feed.path}.json")},\n'
        if base
        else ""
    )
    items = ",\n".join(_item(entry, base) for entry in feed.entries)
    items = f"\n{items}\n " if items else ""
    return (
        f'{{\n "version": "{VERSION}",\n'
        f' "title": {_quoted(f"{settings.title}, {feed.title}")},\n'
        f' "description": {_quoted(settings.description)},\n'
        f' "user_comment": {_quoted(feed.opened)},\n'
        f' "language": {_quoted(settings.language)},\n'
        f' "authors": [\n  {{\n   "name": {_quoted(settings.title)}\n  }}\n ],\n'
        f"{addresses}"
        f' "items": [{items}]\n}}\n'
    ).encode()


def _item(entry: Entry, base: str) -> str:
    url = f'   "url": {_quoted(f"{base}{entry.link}")},\n' if base else ""
    tags = f',\n   "tags": [\n    {_quoted(entry.kind)}\n   ]' if entry.kind else ""
    return (
        f'  {{\n   "id": "{entry.id}",\n'
        f"{url}"
        f'   "title": {_quoted(entry.title)},\n'
        f'   "content_text": {_quoted(entry.summary)},\n'
        f'   "date_published": "{entry.added}"'
        f"{tags}\n  }}"
    )
