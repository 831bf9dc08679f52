"""Pages about the archive itself, the search, what is not found, and old addresses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup

from suites.analysis.rows import ALIASES, CORRECTIONS, PAIRS, UNCOMPARED
from suites.archive import dates, enumerations, urls
from suites.archive.model import Page
from suites.site.views import reach
from suites.site.views.view_builder import ViewBuilder
from suites.site.views.view_models import Day, PageSpec, Ref, Sign, View, Way, capital, headings

STATES = ("stage", "verdict", "computed")
"""The lists whose values the search knows as states."""


class CorrectionView(NamedTuple):
    """What was corrected: when, where, what was written, and what is right."""

    day: Day
    ref: Ref
    was: str
    now: str


@dataclass(frozen=True)
class TextPage(View):
    """A page of text.

    `corrections`, newest first, stand on the page that lists them, and `reach`, the ways to reach
    the archive, on the pages that say how; they are None on others.
    """

    summary: str
    text: Markup
    corrections: tuple[CorrectionView, ...] | None
    reach: tuple[Way, ...] | None


@dataclass(frozen=True)
class SearchPage(View):
    """The search; all it does is done by script.

    `facets` are what results can be chosen by: the name that the index has for each, the one that
    stands in addresses, the label. `signs` are the states that a result may have, each under the
    word by which the index knows it.
    """

    facets: tuple[tuple[str, str, str], ...]
    signs: tuple[tuple[str, Sign], ...]


@dataclass(frozen=True)
class NotFoundPage(View):
    """The answer to an unknown address at any depth: `base`, the path of the root, is absolute."""

    base: str

    @property
    def root(self) -> str:
        """Return the absolute path of the site's root."""
        return self.base


@dataclass(frozen=True)
class RedirectPage(View):
    """An old address, and where it leads."""

    target: Ref


def text(builder: ViewBuilder, page: Page) -> TextPage:
    """A page about the archive."""
    url = urls.of(page)
    return TextPage(
        url=url,
        title=page.title,
        description=page.summary,
        summary=page.summary,
        text=builder.passages(page),
        contents=headings(_sections(builder, page)),
        corrections=tuple(_corrections(builder)) if url == urls.CORRECTIONS else None,
        reach=reach.ways(builder, page.id) if page.id in reach.PAGES else None,
        feed=urls.feed(url) if url == urls.CORRECTIONS else None,
    )


def _sections(builder: ViewBuilder, page: Page) -> Iterator[tuple[str, str]]:
    """The headings of a text that open its sections: ids and words."""
    found = builder.linked.bodies[page.id].headings
    top = min((one.level for one in found), default=0)
    yield from ((one.id, one.text) for one in found if one.level == top)
    if page.id in reach.PAGES:
        yield "s_reach", builder.t("reach.title")


def _corrections(builder: ViewBuilder) -> Iterator[CorrectionView]:
    for row in reversed(builder.linked.rows(CORRECTIONS)):
        ref, note = builder.ref(row.record), row.annotation
        yield CorrectionView(
            day=builder.day(dates.parse(row.on)),
            ref=Ref(f"{ref.url}#{note}", ref.title, ref.kind) if note else ref,
            was=row.was,
            now=builder.linked.note_words(row.now),
        )


def search(builder: ViewBuilder) -> SearchPage:
    """The search page."""
    url = urls.SEARCH
    signs = (builder.sign(axis, value) for axis in STATES for value in enumerations.LISTS[axis])
    return SearchPage(
        url=url,
        title=builder.t("search.title"),
        description=builder.t("search.hint"),
        facets=tuple(
            (facet, name, builder.t(f"search.filter-{facet}"))
            for facet, name in urls.SEARCHED.items()
        ),
        signs=tuple((capital(sign.label), sign) for sign in signs),
    )


def not_found(builder: ViewBuilder) -> NotFoundPage:
    """Return the page for unknown addresses."""
    return NotFoundPage(
        base=builder.deployment.base,
        url=urls.NOT_FOUND,
        title=builder.t("not-found.title"),
        description=builder.t("not-found.text"),
    )


def plan_old_pairs(builder: ViewBuilder) -> Iterator[PageSpec]:
    """The pages at the addresses that pairs of quotes had before their announcement's new id."""
    before = defaultdict[str, list[str]](list)
    for row in builder.linked.rows(ALIASES):
        before[row.id].append(row.alias)
    for row in builder.linked.rows(PAIRS):
        for old in before[row.order.id]:
            url = urls.facing(old, row.name)
            yield PageSpec(url, "redirect", (url, row.order.id, row.name))
    for row in builder.linked.rows(UNCOMPARED):
        for old in before[row.announcement]:
            url = urls.facing(old, row.name)
            yield PageSpec(url, "redirect", (url, row.announcement))


def redirect(builder: ViewBuilder, url: str, id_: str, pair: str = "") -> RedirectPage:
    """The page at an address that now leads to a thing, or to a `pair` of an announcement."""
    if pair:
        from suites.site.views import quote_comparison

        now = urls.facing(id_, pair)
        target = next(one for one in quote_comparison.refs(builder, id_) if one.url == now)
    else:
        target = builder.ref(id_)
    return RedirectPage(url, target.title, builder.t("redirect.text"), target)
