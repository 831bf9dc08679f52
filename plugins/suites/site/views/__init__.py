"""Pages: the linked archive -> every page of the site, as frozen values for the templates.

    LinkedArchive -> plan: the specs of all pages -> make: spec -> view -> template

A view holds all that its page shows, in words; a template computes nothing. Addresses are relative
to the page, so that the site works wherever it is laid. A page reads of the archive what it shows
and no more: that is what it will be made again for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from suites.analysis.linked_archive import LinkedArchive
from suites.analysis.rows import PAGES
from suites.archive import urls
from suites.archive.languages.catalogue import Catalogue
from suites.site.views import citation, following
from suites.site.views.page_kinds import PAGE_KINDS
from suites.site.views.view_builder import ViewBuilder
from suites.site.views.view_models import PageSpec, Ref, SiteFrame, View

__all__ = [
    "PageFile",
    "PageSpec",
    "Pages",
    "ViewBuilder",
    "frame",
    "page_plans",
    "record_pages",
    "site",
]


@dataclass(frozen=True, slots=True)
class PageFile:
    """A page: its address in the site, the template it takes, and what it shows."""

    url: str
    template: str
    view: View


MAIN = {
    urls.ANNOUNCEMENTS: "listing.announcements",
    urls.ARTICLES: "listing.articles",
    urls.CHRONOLOGY: "chronology.title",
    urls.DEADLINES: "deadlines.title",
    urls.KNOWN: "known.index",
    urls.FACING: "facing.list-all",
    urls.THEMES: "listing.themes",
    urls.ENTITIES: "frame.entities",
}
"""What stands at the head of every page: where each leads, and its entry in the catalogue."""

OTHERS = {
    urls.OUTLETS: "listing.outlets",
}
"""What stands at its foot."""


def frame(linked: LinkedArchive, catalogue: Catalogue, site_url: str = "") -> SiteFrame:
    """What every page shows around its own content; `site_url` is empty while it is not known."""
    builder = ViewBuilder(linked, catalogue)
    settings = linked.archive.settings
    return SiteFrame(
        title=settings.title,
        description=settings.description,
        subject=settings.subject,
        language=settings.language,
        as_of=builder.as_of,
        licence=settings.rights.texts,
        nav=_ways(builder, MAIN),
        ways=_ways(builder, OTHERS),
        about=tuple(builder.ref(row.id) for row in linked.rows(PAGES)),
        feeds=following.feeds(builder),
        following=following.here(builder),
        url=site_url.rstrip("/"),
    )


def _ways(builder: ViewBuilder, listings: Mapping[str, str]) -> tuple[Ref, ...]:
    return tuple(Ref(url, builder.t(entry), "listing") for url, entry in listings.items())


def page_plans(builder: ViewBuilder) -> Mapping[str, Callable[[], Iterator[PageSpec]]]:
    """What plans the pages that belong to no record, by name; each reads lists alone."""
    # Most builds plan nothing anew.
    from suites.site.views import (
        about,
        chronology,
        deadlines,
        groups,
        listings,
        monthly_snapshot,
        quote_comparison,
    )

    return {
        **{name: partial(listings.plan, builder, name) for name in listings.LISTINGS},
        **{name: partial(groups.plan, builder, name) for name in groups.GROUPS},
        "frame": _of_the_frame,
        "known": partial(monthly_snapshot.plan, builder),
        "facing": partial(quote_comparison.plan, builder),
        "old-pairs": partial(about.plan_old_pairs, builder),
        "chronology": partial(chronology.plan, builder),
        deadlines.NAME: partial(deadlines.plan, builder),
    }


def _of_the_frame() -> Iterator[PageSpec]:
    yield PageSpec(urls.HOME, "home", ())
    yield PageSpec(urls.SEARCH, "search", ())
    yield PageSpec(urls.FEEDS, "following", ())
    yield PageSpec(urls.NOT_FOUND, "not-found", ())


def record_pages(kind: str, id_: str, aliases: tuple[str, ...]) -> Iterator[PageSpec]:
    """The pages of a record, by the kind that its card gives: its own, and those at its old ids."""
    yield PageSpec(urls.of_kind(kind, id_), kind, (id_,))
    for old in aliases:
        url = urls.of_kind(kind, old)
        yield PageSpec(url, "redirect", (url, id_))


class Pages:
    """What makes pages.

    `base` is the absolute path at which the site will lie; `site_url` is its own address, and
    `repository` that of its public repository, without a final slash, and empty while not known.
    `full_texts`, article id -> Markdown, are for a private copy only.
    """

    def __init__(
        self,
        builder: ViewBuilder,
        base: str = "/",
        site_url: str = "",
        repository: str = "",
        full_texts: Mapping[str, str] | None = None,
    ) -> None:
        self._builder, self._base, self._texts = builder, base, full_texts or {}
        self._complete = citation.completer(builder, site_url, repository)

    def make(self, spec: PageSpec) -> PageFile:
        """The page of a spec."""
        kind = PAGE_KINDS[spec.kind]
        view = kind.view(self._builder, spec, self._base, self._texts)
        return PageFile(spec.url, kind.template, self._complete(view))


def site(
    linked: LinkedArchive, catalogue: Catalogue, *arguments: Any, **named: Any
) -> Iterator[PageFile]:
    """Every page of the site; further arguments are those of Pages."""
    builder = ViewBuilder(linked, catalogue)
    pages = Pages(builder, *arguments, **named)
    for plan in page_plans(builder).values():
        yield from map(pages.make, plan())
    for record in builder.archive.records():
        card = builder.linked.cards[record.id]
        yield from map(pages.make, record_pages(card.kind, record.id, record.aliases))
