"""Feeds: what is new in the archive, newest first, in Atom and in JSON Feed.

In: a `LinkedArchive`. Out: addresses and contents of files. There are feeds of the whole archive
(`ARCHIVE_FEEDS`), and one for each announcement, theme and entity.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from suites.analysis.linked_archive import LinkedArchive
from suites.archive import urls
from suites.archive.languages.catalogue import Catalogue
from suites.site.feeds.activity import MOST, activities, article_activities, newest_entries
from suites.site.feeds.formats import FORMATS, Entry, Feed

FOLLOWED = ("announcement", "entity", "outlet", "theme")
"""The kinds of record that have a feed."""

Files = Iterator[tuple[str, bytes]]


class ArchiveFeed(NamedTuple):
    """A feed of the whole archive, with the endings of its files."""

    path: str
    title: str  # key in the catalogue
    kind: str = ""  # of activity; every kind when empty
    most: int = MOST
    endings: tuple[str, ...] = tuple(FORMATS)


ATOM_ONLY = (".xml",)
ARCHIVE_FEEDS = {
    "all": ArchiveFeed(urls.FEED, "feed.all"),
    "corrections": ArchiveFeed(urls.feed(urls.CORRECTIONS), "feed.corrections", "correction"),
    "articles": ArchiveFeed(f"{urls.FEEDS}articles", "feed.articles", "source", 100, ATOM_ONLY),
    "events": ArchiveFeed(f"{urls.FEEDS}evenements", "feed.events", "state", 100, ATOM_ONLY),
}


def archive_feed(name: str, linked: LinkedArchive, catalogue: Catalogue, site_url: str) -> Files:
    """Yield a feed of the whole archive; `site_url` is the site's address, empty if not known."""
    path, title, kind, most, endings = ARCHIVE_FEEDS[name]
    found = article_activities(linked) if kind == "source" else activities(linked, "")
    chosen = (one for one in found if kind in ("", one.kind))
    entries = newest_entries(linked, catalogue, chosen, most)
    # The page that lists corrections is one of text, which an archive may leave out.
    has_page = name == "corrections" and linked.link_summaries.get(urls.CORRECTIONS.rstrip("/"))
    page = urls.CORRECTIONS if has_page else ""
    feed = _feed(catalogue, path, page, catalogue.t(title), entries)
    return _files(linked, feed, site_url, endings)


def record_feed(
    linked: LinkedArchive,
    catalogue: Catalogue,
    id_: str,
    site_url: str,
    aliases: Iterable[str] = (),
) -> Files:
    """Yield the feed of a record in all forms; `site_url` as for `archive_feed`.

    It lies at those of its `aliases` too, for nothing else could lead its readers to the new one.
    """
    link = linked.link_summaries[id_]
    page = urls.of_kind(link.kind, id_)
    found = activities(linked, id_, *linked.named_by(id_))
    entries = newest_entries(linked, catalogue, found)
    feed = _feed(catalogue, urls.feed(page), page, link.title, entries)
    former = [urls.feed(urls.of_kind(link.kind, old)) for old in aliases]
    return _files(linked, feed, site_url, FORMATS, former)


def _feed(
    catalogue: Catalogue, path: str, page: str, title: str, entries: tuple[Entry, ...]
) -> Feed:
    comment = catalogue.t("feed.opened", page=catalogue.t("following.title"))
    return Feed(path, page, title, entries, comment)


def _files(
    linked: LinkedArchive,
    feed: Feed,
    site_url: str,
    endings: Iterable[str],
    former: Iterable[str] = (),
) -> Files:
    """Yield a feed in some forms, at its address and at those that it had."""
    for ending in endings:
        content = FORMATS[ending](linked.archive, feed, site_url)
        yield from ((path + ending, content) for path in (feed.path, *former))
