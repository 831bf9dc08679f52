"""Feeds: what is new here, in Atom and in JSON: articles, events, and all that happened.

Entries are dated by the day they entered the archive, not by the world's. There is a feed of all
that happened in the whole archive, and one for each announcement, theme and entity.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from heapq import nlargest

from suites.analysis import rows
from suites.analysis.linked_archive import LinkedArchive
from suites.archive import urls
from suites.archive.languages.catalogue import Catalogue
from suites.site.feeds import happenings
from suites.site.feeds.atom import Entry, Feed, atom
from suites.site.feeds.json_feed import json_feed

ARTICLES, EVENTS = f"{urls.FEEDS}articles", f"{urls.FEEDS}evenements"
MOST = 100
"""How many entries the feeds of articles and of events hold; older ones stand in the listings."""

FOLLOWED = ("announcement", "entity", "outlet", "theme")
"""The kinds of record that have a feed."""

Files = Iterator[tuple[str, bytes]]


def articles_feed(linked: LinkedArchive, catalogue: Catalogue, site_url: str = "") -> bytes:
    """The feed of the articles; `site_url` is the site's own address, empty when not known."""
    found: tuple[rows.ArticleRow, ...] = linked.rows(rows.ARTICLES)
    newest = nlargest(MOST, ((row.added, not row.order.undated, row.order) for row in found))
    entries = tuple(happenings.article_entry(linked, catalogue, order.id) for *_, order in newest)
    feed = _feed(catalogue, ARTICLES, "", catalogue.t("feed.articles"), entries)
    return atom(linked.archive, feed, site_url)


def events_feed(linked: LinkedArchive, catalogue: Catalogue, site_url: str = "") -> bytes:
    """The feed of what happened to the announcements; `site_url` as for `articles_feed`.

    An event could first be told when its first evidence was here, and its announcement.
    """
    articles: tuple[rows.ArticleRow, ...] = linked.rows(rows.ARTICLES)
    found: tuple[rows.FeedEventRow, ...] = linked.rows(rows.FEED_EVENTS)
    added = {row.order.id: row.added for row in articles}
    firsts = (min([added[id_] for id_ in row.articles], default=row.added) for row in found)
    newest = nlargest(
        MOST,
        (
            (max(first, row.added), row.day, row.announcement, row.place)
            for row, first in zip(found, firsts, strict=True)
        ),
    )
    entries = tuple(
        happenings.event_entry(linked, catalogue, id_, place, came)
        for came, _, id_, place in newest
    )
    feed = _feed(catalogue, EVENTS, "", catalogue.t("feed.events"), entries)
    return atom(linked.archive, feed, site_url)


def of_all(linked: LinkedArchive, catalogue: Catalogue, site_url: str) -> Files:
    """The feed of all that happened, in both forms: address and content."""
    found = happenings.of_all(linked, catalogue)
    feed = _feed(catalogue, urls.FEED, "", catalogue.t("feed.all"), found)
    return _both(linked, feed, site_url)


def of_corrections(linked: LinkedArchive, catalogue: Catalogue, site_url: str) -> Files:
    """Yield the feed of what was corrected, in both forms: address and content."""
    found = happenings.corrections(linked, catalogue)
    # The page that lists them is one of text, which an archive may leave out.
    page = urls.CORRECTIONS if linked.link_summaries.get(urls.CORRECTIONS.rstrip("/")) else ""
    feed = _feed(
        catalogue, urls.feed(urls.CORRECTIONS), page, catalogue.t("feed.corrections"), found
    )
    return _both(linked, feed, site_url)


def of_record(
    linked: LinkedArchive,
    catalogue: Catalogue,
    id_: str,
    site_url: str,
    aliases: Iterable[str] = (),
) -> Files:
    """The feed of what happened to one thing, in both forms: address and content.

    It lies at those of its `aliases` too, for nothing else could lead its readers to the new one.
    """
    card = linked.link_summaries[id_]
    page = urls.of_kind(card.kind, id_)
    found: list[Entry] = happenings.of_record(linked, catalogue, id_)
    feed = _feed(catalogue, urls.feed(page), page, card.title, found)
    before = (urls.feed(urls.of_kind(card.kind, old)) for old in aliases)
    return _both(linked, feed, site_url, before)


def _feed(catalogue: Catalogue, path: str, page: str, title: str, entries: Iterable[Entry]) -> Feed:
    opened = catalogue.t("feed.opened", page=catalogue.t("following.title"))
    return Feed(path, page, title, tuple(entries), opened)


def _both(linked: LinkedArchive, feed: Feed, site_url: str, before: Iterable[str] = ()) -> Files:
    """A feed in both forms, at its address and at those that it had `before`."""
    forms = {".xml": atom(linked.archive, feed, site_url)}
    forms[".json"] = json_feed(linked.archive, feed, site_url)
    for path in (feed.path, *before):
        yield from ((path + ending, content) for ending, content in forms.items())
