"""The frame around the content of every page: menus, feeds, the day of the states."""

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup, escape

from suites.analysis.rows import PAGES
from suites.archive.languages import cldr
from suites.site import own_theme
from suites.site.own_theme import Icon, LogoView
from suites.site.views.view_builder import ViewBuilder
from suites.site.views.view_models import Day, Ref

MENU = {
    "announcements": "listing.announcements",
    "articles": "listing.articles",
    "chronology": "chronology.title",
    "deadlines": "deadlines.title",
    "monthly_snapshots": "monthly-snapshot.index",
    "quote_comparisons": "quote-comparison.list-all",
    "themes": "listing.themes",
    "entities": "frame.entities",
}
"""The menu at the head of every page: names of addresses, and entries of the catalogue."""

FEEDS = {
    "all": ("all", "xml"),
    "json": ("all", "json"),
    "articles": ("articles", "xml"),
    "events": ("events", "xml"),
    "corrections": ("corrections", "xml"),
}
"""The feeds of the whole archive that pages name, each with its ending."""

MEDIA_TYPES = {"xml": "atom+xml", "json": "feed+json"}
"""The end of the media type of a feed, by its ending."""

FOOTER = {
    "outlets": "listing.outlets",
    "data": "data.title",
    "composer": "composer.title",
    "to_do": "to-do.title",
}
"""What is linked at its foot: listings, the data, and where a reader writes."""


@dataclass(frozen=True, slots=True)
class SiteFrame:
    """The frame of every page; `url` is the site's own, empty while not known.

    `quotation` is words between quotation marks, with `{}` for the words; `comma` stands between
    the parts of a line; `faces` are the addresses of the fonts with which a page begins.
    """

    title: str
    description: str
    subject: str
    language: str
    is_right_to_left: bool
    quotation: Markup
    comma: str
    as_of: Day
    licence: str
    nav: tuple[Ref, ...]
    ways: tuple[Ref, ...]
    about: tuple[Ref, ...]
    feeds: tuple[Ref, ...]
    following: Ref
    url: str
    icon: Icon
    faces: tuple[str, ...]
    logo: LogoView | None

    def quoted(self, words: str) -> Markup:
        """Return words of a source, text or markup, between quotation marks."""
        return self.quotation.format(words)

    def place(self, url: str) -> str:
        """Return the link of the frame that stands for a page, the same for all pages alike.

        It is the page's own address where a link leads to it, else that of the menu's link under
        which it lies, followed by `*`, else empty.
        """
        listed = (*self.nav, *self.ways, *self.about, self.following)
        if any(url == one.url for one in listed):
            return url
        return next((f"{one.url}*" for one in self.nav if url.startswith(one.url)), "")


def frame(builder: ViewBuilder) -> SiteFrame:
    """Return the frame of all pages of a site."""

    def links(listings: Mapping[str, str]) -> tuple[Ref, ...]:
        return tuple(
            Ref(getattr(builder.urls, name), builder.t(entry), "listing")
            for name, entry in listings.items()
        )

    settings = builder.archive.settings
    return SiteFrame(
        title=settings.title,
        description=settings.description,
        subject=settings.subject,
        language=settings.language,
        is_right_to_left=cldr.runs_right_to_left(settings.language),
        quotation=Markup(escape(builder.conventions.quotation)),
        comma=builder.t("list.comma"),
        as_of=builder.as_of,
        licence=settings.rights.texts,
        nav=links(MENU),
        ways=links(FOOTER),
        about=tuple(builder.ref(row.id) for row in builder.linked.rows(PAGES)),
        feeds=feeds(builder),
        following=Ref(builder.urls.feeds, builder.t("following.title"), "listing"),
        url=builder.deployment.url,
        icon=own_theme.icon(builder.linked),
        faces=own_theme.faces(settings.theme),
        logo=own_theme.logo(builder.linked),
    )


def feeds(builder: ViewBuilder) -> tuple[Ref, ...]:
    """Return the feeds of the whole archive; a `kind` is the end of a media type."""
    whole = builder.t("feed.all")
    return tuple(
        Ref(
            f"{builder.urls.archive_feed(feed)}.{ending}",
            builder.t(f"feed.{name}", title=whole),
            MEDIA_TYPES[ending],
        )
        for name, (feed, ending) in FEEDS.items()
    )
