"""Targets: everything that the site is made of; each is rendered to a few files.

    owners (a plan of pages, a record) -> targets -> TargetRunner.render -> files: address -> bytes

A target is a kind and plain arguments, so that it can be kept, and rendered by any process. What it
reads of the archive is recorded by `LinkedArchive`; anything else (theme, catalogue, settings) it
may read freely, for when those change every target is rendered again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import chain
from typing import Any, NamedTuple

from suites.analysis.linked_archive import LinkedArchive
from suites.archive import urls
from suites.archive.languages.catalogue import Catalogue
from suites.archive.model.archive import FOLDERS
from suites.site import search, views
from suites.site.exports import opensearch, sitemap
from suites.site.feeds import feeds
from suites.site.views import PAGE_KINDS, Deployment, PageSpec, ViewBuilder
from suites.system.environment import PRIVATE_COPY

Files = Iterable[tuple[str, bytes]]


PLAN = "plan "
"""How the names of plans begin: no id of a record does, and records own targets too."""


class Target(NamedTuple):
    """Something to be rendered: what kind of thing, and from which plain arguments."""

    kind: str
    args: tuple[Any, ...]


class TargetRunner:
    """Plans and renders targets.

    `render_page` gives the HTML of a page file; `theme` the files that the theme brings along;
    `draw` the image of an announcement's id, or of the archive for none.
    """

    def __init__(
        self,
        linked: LinkedArchive,
        catalogue: Catalogue,
        deployment: Deployment,
        render_page: Callable[[views.PageFile], str],
        theme: Callable[[], Files],
        draw: Callable[[str], Files],
    ) -> None:
        self.deployment = deployment
        self._linked, self._catalogue = linked, catalogue
        self._render_page = render_page
        self._builder = ViewBuilder(linked, catalogue, deployment)
        self._documents = search.Documents(linked, catalogue)
        # To add a kind of target is to add its method, and a row here.
        self._renderers: dict[str, Callable[..., Files]] = {
            "page": self._page,
            "copy": self._copy,
            "feed": self._feed,
            "happenings": self._happenings,
            "corrections": partial(feeds.of_corrections, linked, catalogue, deployment.url),
            "filters": self._filters,
            "matrix": self._matrix,
            "calendar": self._calendar,
            "robots": self._robots,
            "commit": self._commit,
            "names": self._names,
            "opensearch": self._opensearch,
            "sitemap": lambda addresses: sitemap.sitemaps(addresses, deployment.url).items(),
            "theme": theme,
            "image": draw,
        }
        self.plans: dict[str, Callable[[], Iterator[Target]]] = {
            **{
                f"{PLAN}{name}": partial(_pages_of, plan)
                for name, plan in views.page_plans(self._builder).items()
            },
            f"{PLAN}exports": self._exports,
        }

    @property
    def has_sitemap(self) -> bool:
        """Return whether the site has a sitemap: a public one, at a known address."""
        return bool(self.deployment.url) and self.deployment.full_texts is None

    def ids(self) -> Iterator[str]:
        """Yield the ids of all records, which own targets beside the plans."""
        return chain.from_iterable(map(self._linked.records.ids, FOLDERS))

    def plan(self, owner: str) -> tuple[list[Target], bytes]:
        """Return the targets of a plan or a record, and the dependency keys that the plan read."""
        plan = self.plans.get(owner)
        if not plan:
            return list(self._of_record(owner)), b""
        self._linked.reads.begin()
        return list(plan()), self._linked.reads.keys()

    def render(self, target: Target) -> tuple[list[tuple[str, bytes]], bytes]:
        """Return the files of a target, and the dependency keys that it read."""
        self._linked.evict()
        self._linked.reads.begin()
        return list(self._renderers[target.kind](*target.args)), self._linked.reads.keys()

    def _exports(self) -> Iterator[Target]:
        from suites.site.views import filtering

        for kind in ("theme", "robots", "commit", "names", "opensearch", "corrections", "calendar"):
            yield Target(kind, ())
        yield from (Target("feed", (name,)) for name in FEEDS)
        yield Target("happenings", ("",))
        yield from (Target("filters", (name,)) for name in filtering.NAMES)
        if self.deployment.url:
            yield Target("image", ("",))

    def _of_record(self, id_: str) -> Iterator[Target]:
        summary = self._linked.records.summaries[id_]
        kind, aliases = summary.link.kind, summary.check.aliases
        yield from _pages_of(lambda: views.record_pages(kind, id_, aliases))
        if kind == "announcement":
            if self.deployment.url:
                yield Target("image", (id_,))
            yield Target("matrix", (id_, aliases))
        if kind in feeds.FOLLOWED:
            yield Target("happenings", (id_, aliases))
        yield Target("copy", (id_,))

    def _page(self, url: str, kind: str, args: tuple[Any, ...]) -> Files:
        text = self._render_page(views.build_page(self._builder, PageSpec(url, kind, args)))
        yield (url if url.endswith(".html") else f"{url}index.html"), text.encode()

    def _copy(self, id_: str) -> Files:
        document = self._documents.document(self._linked.archive.by_id[id_])
        if self.deployment.full_texts:
            (document,) = search.with_full_texts(
                [document], self.deployment.full_texts, self._catalogue
            )
        yield urls.COPIES + document.path, search.html(document).encode()

    def _feed(self, name: str) -> Files:
        url, feed = FEEDS[name]
        yield url, feed(self._linked, self._catalogue, self.deployment.url)

    def _happenings(self, id_: str, aliases: tuple[str, ...] = ()) -> Files:
        if id_:
            return feeds.of_record(self._linked, self._catalogue, id_, self.deployment.url, aliases)
        return feeds.of_all(self._linked, self._catalogue, self.deployment.url)

    def _matrix(self, id_: str, aliases: tuple[str, ...]) -> Files:
        from suites.site.views import matrix

        found = matrix.values(self._builder, self._linked.archive.announcements[id_])
        if found is not None:
            yield from ((urls.matrix(one), found) for one in (id_, *aliases))

    def _filters(self, name: str) -> Files:
        from suites.site.assets.filters import filters
        from suites.site.views import filtering

        for url, facets in filtering.filtered(self._builder, name):
            yield url, filters(facets, self._catalogue.t("filters.none")).encode()

    def _names(self) -> Files:
        yield search.NAMES, search.names(self._linked, self._catalogue)

    def _opensearch(self) -> Files:
        # A private copy has no address at which a browser could ask it.
        if self.deployment.url and self.deployment.full_texts is None:
            of = self._linked.archive.settings
            about = self._catalogue.t("search.about", subject=of.subject)
            described = opensearch.description(of.title, about, of.language, self.deployment.url)
            yield opensearch.PATH, described

    def _calendar(self) -> Files:
        from suites.site.exports.calendar import calendar

        yield urls.CALENDAR, calendar(self._linked, self._catalogue, self.deployment.url)

    def _robots(self) -> Files:
        if self.deployment.full_texts is not None:
            yield sitemap.ROBOTS, sitemap.no_robots()
            yield PRIVATE_COPY, f"{self._catalogue.t('private.banner')}\n".encode()
        elif self.deployment.url:
            yield sitemap.ROBOTS, sitemap.robots(self.deployment.url)

    def _commit(self) -> Files:
        if self.deployment.commit:
            yield urls.COMMIT, f"{self.deployment.commit}\n".encode()


FEEDS: Mapping[str, tuple[str, Callable[..., bytes]]] = {
    "articles": (f"{feeds.ARTICLES}.xml", feeds.articles_feed),
    "events": (f"{feeds.EVENTS}.xml", feeds.events_feed),
}


def sitemap_of(targets: Iterable[Target]) -> Target:
    """Return the target of the sitemap."""
    specs = (PageSpec(*target.args) for target in targets if target.kind == "page")
    found = (spec.url for spec in specs if PAGE_KINDS[spec.kind].in_sitemap)
    return Target("sitemap", (tuple(sorted(found)),))


def _pages_of(plan: Callable[[], Iterator[PageSpec]]) -> Iterator[Target]:
    return (Target("page", tuple(spec)) for spec in plan())
