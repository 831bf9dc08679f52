"""Feeds: what is new in the archive, newest first, in Atom and in JSON Feed.

In: a `ViewBuilder`. Out: addresses and contents of files. There are feeds of the whole archive
(`ARCHIVE_FEEDS`), and one for each announcement, theme and entity.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from suites.archive import urls
from suites.site.feeds.activity import (
    ENTRIES_A_FEED,
    activities,
    article_activities,
    newest_entries,
)
from suites.site.feeds.formats import FORMATS, Entry, Feed
from suites.site.views import ViewBuilder

FOLLOWED = ("announcement", "entity", "outlet", "theme")
"""The kinds of record that have a feed."""

Files = Iterator[tuple[str, bytes]]


class ArchiveFeed(NamedTuple):
    """A feed of the whole archive, with the endings of its files."""

    path: str
    title: str  # key in the catalogue
    kind: str = ""  # of activity; every kind when empty
    most: int = ENTRIES_A_FEED
    endings: tuple[str, ...] = tuple(FORMATS)


ATOM_ONLY = (".xml",)
ARCHIVE_FEEDS = {
    "all": ArchiveFeed(urls.FEED, "feed.all"),
    "corrections": ArchiveFeed(urls.feed(urls.CORRECTIONS), "feed.corrections", "correction"),
    "articles": ArchiveFeed(f"{urls.FEEDS}articles", "feed.articles", "source", 100, ATOM_ONLY),
    "events": ArchiveFeed(f"{urls.FEEDS}evenements", "feed.events", "state", 100, ATOM_ONLY),
}


def archive_feed(builder: ViewBuilder, name: str) -> Files:
    """Yield a feed of the whole archive (a key of `ARCHIVE_FEEDS`), in its forms."""
    path, title, kind, most, endings = ARCHIVE_FEEDS[name]
    linked = builder.linked
    found = article_activities(linked) if kind == "source" else activities(linked, "")
    chosen = (one for one in found if kind in ("", one.kind))
    # The page that lists corrections is one of text, which an archive may leave out.
    has_page = name == "corrections" and linked.link_summaries.get(urls.CORRECTIONS.rstrip("/"))
    page = urls.CORRECTIONS if has_page else ""
    entries = newest_entries(builder, chosen, most)
    return _files(builder, path, page, builder.t(title), entries, endings)


def record_feed(builder: ViewBuilder, id_: str, aliases: Iterable[str] = ()) -> Files:
    """Yield the feed of a record in all forms.

    It lies at those of its `aliases` too, for nothing else could lead its readers to the new one.
    """
    linked = builder.linked
    page, title, kind = builder.ref(id_)
    entries = newest_entries(builder, activities(linked, id_, *linked.named_by(id_)))
    former = [urls.feed(urls.of_kind(kind, old)) for old in aliases]
    return _files(builder, urls.feed(page), page, title, entries, FORMATS, former)


def _files(
    builder: ViewBuilder,
    path: str,
    page: str,
    title: str,
    entries: tuple[Entry, ...],
    endings: Iterable[str],
    former: Iterable[str] = (),
) -> Files:
    """Yield a feed in some forms, at its address and at those that it had."""
    comment = builder.t("feed.opened", page=builder.t("following.title"))
    feed = Feed(path, page, title, entries, comment)
    for ending in endings:
        content = FORMATS[ending](builder.archive, feed, builder.deployment.url)
        yield from ((address + ending, content) for address in (path, *former))
