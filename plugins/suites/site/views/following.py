"""The feeds of the archive, and the page that explains them.

Browsers show a feed as source: the page stands beside each of them.
"""

from __future__ import annotations

from dataclasses import dataclass

from suites.archive import urls
from suites.site.views.view_builder import ViewBuilder
from suites.site.views.view_models import Ref, View

FEEDS = {
    "all": (f"{urls.FEED}.xml", "atom+xml"),
    "json": (f"{urls.FEED}.json", "feed+json"),
    "articles": (f"{urls.FEEDS}articles.xml", "atom+xml"),
    "events": (f"{urls.FEEDS}evenements.xml", "atom+xml"),
    "corrections": (f"{urls.feed(urls.CORRECTIONS)}.xml", "atom+xml"),
}
"""The feeds of the whole archive: addresses, and the ends of their media types."""


@dataclass(frozen=True)
class FollowingPage(View):
    """What a feed is, how one subscribes, and the feeds of the archive with their contents."""

    feeds: tuple[tuple[Ref, str], ...]


def here(builder: ViewBuilder) -> Ref:
    """Return the link to the page."""
    return Ref(urls.FEEDS, builder.t("following.title"), "listing")


def feeds(builder: ViewBuilder) -> tuple[Ref, ...]:
    """Return the feeds of the whole archive; a `kind` is the end of a media type."""
    whole = builder.t("feed.all")
    return tuple(
        Ref(url, builder.t(f"feed.{name}", title=whole), kind)
        for name, (url, kind) in FEEDS.items()
    )


def page(builder: ViewBuilder) -> FollowingPage:
    """Return the page about feeds."""
    contents = (builder.t(f"following.{name}") for name in FEEDS)
    return FollowingPage(
        url=urls.FEEDS,
        title=here(builder).title,
        description=builder.t("following.description"),
        feeds=tuple(zip(feeds(builder), contents, strict=True)),
    )
