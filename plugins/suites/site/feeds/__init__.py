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
from suites.site.feeds.formats import FORMATS, Feed
from suites.site.views import ViewBuilder

FOLLOWED = ("announcement", "entity", "outlet", "theme")
"""The kinds of record that have a feed."""

Files = Iterator[tuple[str, bytes]]


class ArchiveFeed(NamedTuple):
    """A feed of the whole archive (its address is `urls.archive_feed`): what it holds, in forms."""

    kind: str = ""  # of activity; every kind when empty
    most: int = ENTRIES_A_FEED
    endings: tuple[str, ...] = tuple(FORMATS)


ARCHIVE_FEEDS = {
    "all": ArchiveFeed(),
    "corrections": ArchiveFeed("correction"),
    "articles": ArchiveFeed("source", 100, (".xml",)),
    "events": ArchiveFeed("state", 100, (".xml",)),
}


def archive_feed(builder: ViewBuilder, name: str) -> Files:
    """Yield a feed of the whole archive (a key of `ARCHIVE_FEEDS`), in its forms."""
    kind, most, endings = ARCHIVE_FEEDS[name]
    path, title = builder.urls.archive_feed(name), _title(builder, builder.t(f"feed.{name}"))
    linked = builder.linked
    found = article_activities(linked) if kind == "source" else activities(linked, "")
    chosen = (one for one in found if kind in ("", one.kind))
    # The page that lists corrections is one of text, which an archive may leave out.
    page = builder.urls.corrections if name == "corrections" else ""
    if not linked.link_summaries.get(urls.id_of(page)):
        page = ""
    entries = newest_entries(builder, chosen, most)
    return _files(builder, Feed(path, page, title, entries, _comment(builder)), endings)


def record_feed(builder: ViewBuilder, id_: str, aliases: Iterable[str] = ()) -> Files:
    """Yield the feed of a record in all forms, at its address and at those of its `aliases`."""
    linked = builder.linked
    page, title, kind = builder.ref(id_)
    entries = newest_entries(builder, activities(linked, id_, *linked.named_by(id_)))
    former = tuple(builder.urls.feed(builder.urls.of_kind(kind, old)) for old in aliases)
    title = _title(builder, title)
    feed = Feed(builder.urls.feed(page), page, title, entries, _comment(builder), former)
    return _files(builder, feed, FORMATS)


def _title(builder: ViewBuilder, own: str) -> str:
    return builder.listed((builder.archive.settings.title, own))


def _comment(builder: ViewBuilder) -> str:
    return builder.t("feed.opened", page=builder.t("following.title"))


def _files(builder: ViewBuilder, feed: Feed, endings: Iterable[str]) -> Files:
    """Yield a feed in some forms."""
    for ending in endings:
        content = FORMATS[ending](builder.archive, feed, builder.deployment.url)
        yield from ((path + ending, content) for path in (feed.path, *feed.former))
