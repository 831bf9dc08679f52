"""Pages of text about the archive, of its search and its feeds, of unknown and old addresses."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup

from suites.analysis.rows import ALIASES, CORRECTIONS, PAIRS, UNCOMPARED
from suites.archive import dates, enumerations, urls
from suites.archive.languages import cldr
from suites.archive.model import Page
from suites.site.views import reach, site_frame
from suites.site.views.guide import GuidePart, parts
from suites.site.views.view_builder import ViewBuilder
from suites.site.views.view_models import (
    ContactOption,
    Day,
    PageSpec,
    Ref,
    Sign,
    View,
    capital,
    headings,
)


class CorrectionView(NamedTuple):
    """A correction: its day and place, what was written, and what is right."""

    day: Day
    ref: Ref
    was: str
    now: str


@dataclass(frozen=True)
class TextPage(View):
    """A page of text.

    `corrections`, newest first, stand on the page that lists them, and `reach`, the ways to reach
    the archive, on the pages that say how, and `to_do`, what awaits contributors, on the page for
    them; they are None on others. That page has the `guide` too.
    """

    text: Markup
    corrections: tuple[CorrectionView, ...] | None
    reach: tuple[ContactOption, ...] | None
    to_do: Ref | None
    guide: tuple[GuidePart, ...]


@dataclass(frozen=True)
class SearchPage(View):
    """The search, which works by script alone.

    `facets` are what results can be chosen by: the name of each in the index, the one in addresses,
    and its label. `signs` are the states of results, each under its word in the index; `plurals`
    are the forms of the language, each with a number that takes it.
    """

    facets: tuple[tuple[str, str, str], ...]
    signs: tuple[tuple[str, Sign], ...]
    plurals: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class FollowingPage(View):
    """What a feed is, how one subscribes, and the feeds of the archive with their contents.

    Browsers show a feed as source: the page stands beside each of them.
    """

    feeds: tuple[tuple[Ref, str], ...]


@dataclass(frozen=True)
class RedirectPage(View):
    """An old address, and the page that it leads to."""

    target: Ref


def text(builder: ViewBuilder, page: Page) -> TextPage:
    """Return a page about the archive."""
    url = builder.urls.of(page)
    has_corrections, has_reach = url == builder.urls.corrections, page.id in reach.pages(builder)
    all_headings = builder.linked.bodies[page.id].headings
    top = min((heading.level for heading in all_headings), default=0)
    sections = [(heading.id, heading.text) for heading in all_headings if heading.level == top]
    is_guide = page.id == builder.urls.names.pages["report"]
    guide = parts(builder, urls.root(url)) if is_guide else ()
    sections += [(f"s_{part.name}", part.title) for part in guide]
    if has_reach:
        sections.append(("s_reach", builder.t("reach.title")))
    return TextPage(
        url=url,
        title=page.title,
        description=page.summary,
        text=builder.passages(page),
        contents=headings(sections),
        corrections=_corrections(builder) if has_corrections else None,
        reach=reach.options(builder, page.id) if has_reach else None,
        to_do=Ref(builder.urls.to_do, builder.t("to-do.title"), "listing") if is_guide else None,
        guide=guide,
        feed=builder.urls.feed(url) if has_corrections else None,
    )


def _corrections(builder: ViewBuilder) -> tuple[CorrectionView, ...]:
    return tuple(
        CorrectionView(
            day=builder.day(dates.parse(row.on)),
            ref=ref._replace(url=f"{ref.url}#{row.annotation}") if row.annotation else ref,
            was=row.was,
            now=builder.linked.note_words(row.now),
        )
        for row in reversed(builder.linked.rows(CORRECTIONS))
        for ref in [builder.ref(row.record)]
    )


def search(builder: ViewBuilder) -> SearchPage:
    """Return the search page."""
    signs = (
        builder.sign(list_, value)
        for list_ in ("stage", "verdict", "computed")
        for value in enumerations.LISTS[list_]
    )
    return SearchPage(
        url=builder.urls.search,
        title=builder.t("search.title"),
        description=builder.t("search.hint"),
        facets=tuple(
            (facet, name, builder.t(f"search.filter-{facet}"))
            for facet, name in builder.urls.searched.items()
        ),
        signs=tuple((capital(sign.label), sign) for sign in signs),
        plurals=cldr.plural_examples(builder.language),
    )


def following(builder: ViewBuilder) -> FollowingPage:
    """Return the page about feeds."""
    contents = (builder.t(f"following.{name}") for name in site_frame.FEEDS)
    return FollowingPage(
        url=builder.urls.feeds,
        title=builder.t("following.title"),
        description=builder.t("following.description"),
        feeds=tuple(zip(site_frame.feeds(builder), contents, strict=True)),
    )


def not_found(builder: ViewBuilder) -> View:
    """Return the page for unknown addresses, which may be of any depth."""
    return View(
        base=builder.deployment.base,
        url=urls.NOT_FOUND,
        title=builder.t("not-found.title"),
        description=builder.t("not-found.text"),
    )


def plan_old_pairs(builder: ViewBuilder) -> Iterator[PageSpec]:
    """Yield the addresses of pairs of quotes under old ids of their announcements."""
    old_ids = defaultdict[str, list[str]](list)
    for row in builder.linked.rows(ALIASES):
        old_ids[row.id].append(row.alias)
    pairs = [(row.order.id, row.name, row.name) for row in builder.linked.rows(PAIRS)]
    pairs += [(row.announcement, row.name, "") for row in builder.linked.rows(UNCOMPARED)]
    for id_, name, target in pairs:
        for old in old_ids[id_]:
            url = builder.urls.quote_comparison(old, name)
            yield PageSpec(url, "redirect", (url, id_, target))


def redirect(builder: ViewBuilder, url: str, id_: str, pair: str = "") -> RedirectPage:
    """Return the page at an old address of a record, or of a `pair` of an announcement."""
    if pair:
        from suites.site.views.quote_comparison import pair_of, pair_ref

        target = pair_ref(builder, pair_of(builder, id_, pair))
    else:
        target = builder.ref(id_)
    return RedirectPage(url, target.title, builder.t("redirect.text"), target)
