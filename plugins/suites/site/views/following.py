"""Following: the feeds of the archive, and the page that says what a feed is and what it is for.

Browsers show a feed as source: the page stands beside each of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from suites.archive import urls
from suites.site.views.view_builder import ViewBuilder
from suites.site.views.view_models import Ref, View


class FeedView(NamedTuple):
    """A feed, and what it holds."""

    ref: Ref
    told: str


@dataclass(frozen=True)
class FollowingPage(View):
    """What a feed is, how one subscribes, and the feeds of the whole archive."""

    feeds: tuple[FeedView, ...]


def here(builder: ViewBuilder) -> Ref:
    """The link to the page."""
    return Ref(urls.FEEDS, builder.t("following.title"), "listing")


def feeds(builder: ViewBuilder) -> tuple[Ref, ...]:
    """The feeds of the whole archive; a `kind` is that of a media type."""
    whole = builder.t("feed.all")
    return (
        Ref(f"{urls.FEED}.xml", whole, "atom+xml"),
        Ref(f"{urls.FEED}.json", builder.t("feed.json", title=whole), "feed+json"),
        Ref(f"{urls.FEEDS}articles.xml", builder.t("feed.articles"), "atom+xml"),
        Ref(f"{urls.FEEDS}evenements.xml", builder.t("feed.events"), "atom+xml"),
        Ref(f"{urls.feed(urls.CORRECTIONS)}.xml", builder.t("feed.corrections"), "atom+xml"),
    )


TOLD = ("all", "json", "articles", "events", "corrections")
"""What each of them holds: entries of the catalogue, in their order."""


def page(builder: ViewBuilder) -> FollowingPage:
    """The page."""
    return FollowingPage(
        url=urls.FEEDS,
        title=here(builder).title,
        description=builder.t("following.description"),
        feeds=tuple(
            FeedView(ref, builder.t(f"following.{name}"))
            for ref, name in zip(feeds(builder), TOLD, strict=True)
        ),
    )
