"""Pages: the linked archive -> every page of the site, as frozen values for the templates.

    Linked, Catalogue -> Desk (what pages share) -> one view a page -> template

A view holds all that its page shows, in words; a template computes nothing. Addresses are relative
to the page, so that the site works wherever it is laid.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from suites.catalogue import Catalogue
from suites.linked import Linked
from suites.pages import (
    about,
    address,
    announcement,
    article,
    citation,
    entity,
    full_text,
    groups,
    home,
    listings,
)
from suites.pages.desk import Desk
from suites.pages.facets import Facet
from suites.pages.full_text import MARK, marked
from suites.pages.parts import Ref, SiteFrame, View
from suites.pages.state import as_of

__all__ = ["MARK", "PageFile", "frame", "marked", "site"]


@dataclass(frozen=True, slots=True)
class PageFile:
    """A page: its address in the site, the template it takes, and what it shows."""

    url: str
    template: str
    view: View


def frame(linked: Linked, catalogue: Catalogue, site_url: str = "") -> SiteFrame:
    """What every page shows around its own content; `site_url` is empty while it is not known."""
    desk = Desk(linked, catalogue)
    settings = linked.archive.settings
    nav = ("announcements", "articles", "entities", "outlets", "themes")
    return SiteFrame(
        title=settings.title,
        description=settings.description,
        subject=settings.subject,
        language=settings.language,
        as_of=as_of(desk),
        licence=settings.rights.texts,
        nav=tuple(
            Ref(getattr(address, name.upper()), desk.t(f"listing.{name}"), "listing")
            for name in nav
        ),
        about=tuple(desk.ref(page.id) for page in linked.archive.pages.values()),
        feeds=(
            Ref("fil/articles.xml", desk.t("feed.articles"), "feed"),
            Ref("fil/evenements.xml", desk.t("feed.events"), "feed"),
        ),
        url=site_url,
    )


def site(
    linked: Linked,
    catalogue: Catalogue,
    base: str = "/",
    site_url: str = "",
    repository: str = "",
    full_texts: Mapping[str, str] | None = None,
) -> Iterator[PageFile]:
    """Every page of the site.

    `base` is the absolute path at which the site will lie; `site_url` is its own address, and
    `repository` that of its public repository, without a final slash, and empty while not known.
    `full_texts`, article id -> Markdown, are for a private copy only.
    """
    desk = Desk(linked, catalogue)
    complete = citation.completer(desk, site_url, repository)
    for template, view in _views(desk, base, full_texts or {}):
        yield PageFile(view.url, template, complete(view))


def filtered(linked: Linked, catalogue: Catalogue) -> Iterator[tuple[str, tuple[Facet, ...]]]:
    """The listings that are filtered where they stand: where their rules lie, and the facets."""
    desk = Desk(linked, catalogue)
    for rows in (listings.announcements(desk), listings.articles(desk)):
        yield from ((view.styles, view.facets) for view in rows if view.styles)


def _views(desk: Desk, base: str, texts: Mapping[str, str]) -> Iterator[tuple[str, View]]:
    archive = desk.archive
    yield "home.html", home.page(desk)
    for rows in (listings.announcements(desk), listings.articles(desk)):
        yield from (("listing.html", view) for view in rows)
    for entries in (groups.entities(desk), groups.outlets(desk), groups.themes(desk)):
        yield from (("groups.html", view) for view in entries)
    for described in archive.articles.values():
        if described.id in texts:
            yield "article.html", full_text.page(desk, described, texts[described.id])
        else:
            yield "article.html", article.page(desk, described)
    for announced in archive.announcements.values():
        yield "announcement.html", announcement.page(desk, announced)
    for named in archive.entities.values():
        yield "entity.html", entity.page(desk, named)
    for theme in archive.themes.values():
        yield "theme.html", entity.theme(desk, theme)
    for page in archive.pages.values():
        yield "page.html", about.text(desk, page)
    yield "search.html", about.search(desk)
    yield "404.html", about.not_found(desk, base)
    for old, id_ in desk.linked.aliases.items():
        yield "redirect.html", about.redirect(desk, old, id_)
