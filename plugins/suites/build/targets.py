"""Targets: everything that the site is made of; each is rendered to a few files.

    owners (a plan of pages, a record) -> targets -> TargetRunner.render -> files: address -> bytes

A target is a kind and plain arguments, so that it can be kept, and rendered by any process. What it
reads of the archive is recorded by `LinkedArchive`; anything else (theme, catalogue, settings) it
may read freely, for when those change every target is rendered again.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import chain
from typing import Any, NamedTuple

from suites.analysis.linked_archive import LinkedArchive
from suites.analysis.rows import PAIRS
from suites.archive.languages.catalogue import Catalogue
from suites.archive.model.archive import PLACES
from suites.site import views
from suites.site.exports import EXPORTS, PAIR, sitemap
from suites.site.views import PAGE_KINDS, Deployment, PageSpec, ViewBuilder

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
    `draw` the image of an announcement's id, or of the archive for none; `engine` the files
    of the database that runs in the browser.
    """

    def __init__(
        self,
        linked: LinkedArchive,
        catalogue: Catalogue,
        deployment: Deployment,
        render_page: Callable[[views.PageFile], str],
        theme: Callable[[], Files],
        draw: Callable[[str], Files],
        engine: Callable[[], Files] = tuple,
    ) -> None:
        self.deployment = deployment
        self._linked = linked
        self._render_page = render_page
        self._builder = ViewBuilder(linked, catalogue, deployment)
        self._engine_files = engine
        # To add a kind of target is to add its method, and a row here.
        self._renderers: dict[str, Callable[..., Files]] = {
            "page": self._page,
            "export": lambda name, *of_record: EXPORTS[name].files(self._builder, *of_record),
            "sitemap": lambda addresses: sitemap.sitemaps(addresses, deployment.url).items(),
            "theme": theme,
            "image": draw,
            "engine": self._engine,
        }
        self.plans: dict[str, Callable[[], Iterator[Target]]] = {
            # What takes longest begins first; the page that asks the database comes soon after it.
            f"{PLAN}data-files": self._data_files,
            **{
                f"{PLAN}{name}": partial(_pages_of, plan)
                for name, plan in views.page_plans(self._builder).items()
            },
            f"{PLAN}exports": self._exports,
            f"{PLAN}exports-of-pairs": self._exports_of_pairs,
        }

    @property
    def has_sitemap(self) -> bool:
        """Return whether the site has a sitemap: a public one, at a known address."""
        return bool(self.deployment.url) and self.deployment.full_texts is None

    def ids(self) -> Iterator[str]:
        """Yield the ids of all records, which own targets beside the plans."""
        return chain.from_iterable(map(self._linked.records.ids, PLACES))

    def plan(self, owner: str) -> tuple[list[Target], bytes]:
        """Return the targets of a plan or a record, and the dependency keys that the plan read."""
        plan = self.plans.get(owner)
        if not plan:
            return list(self._of_record(owner)), b""
        self._linked.reads.begin()
        return list(plan()), self._linked.reads.keys()

    def render(self, target: Target) -> Iterator[tuple[str, bytes]]:
        """Yield the files of a target, each as it is made: together they may be large."""
        self._linked.evict()
        self._linked.reads.begin()
        yield from self._renderers[target.kind](*target.args)

    def dependencies(self) -> bytes:
        """Return the dependency keys that the target read whose files were asked for last."""
        return self._linked.reads.keys()

    def _exports(self) -> Iterator[Target]:
        yield Target("theme", ())
        for name, one in EXPORTS.items():
            if not one.kinds and not one.is_data_file:
                yield Target("export", (name,))
        if self.deployment.url:
            yield Target("image", ("",))

    def _exports_of_pairs(self) -> Iterator[Target]:
        if names := [name for name, one in EXPORTS.items() if PAIR in one.kinds]:
            for row in self._linked.rows(PAIRS):
                yield from (Target("export", (name, row.order.id, row.name)) for name in names)

    def _data_files(self) -> Iterator[Target]:
        if self._builder.has_data_files:
            found = (name for name, one in EXPORTS.items() if one.is_data_file)
            yield from (Target("export", (name,)) for name in found)
            yield Target("engine", ())

    def _engine(self) -> Files:
        # A newer one is a change of the data files.
        return self._engine_files() if self._builder.has_data_files else ()

    def _of_record(self, id_: str) -> Iterator[Target]:
        summary = self._linked.records.summaries[id_]
        kind, aliases = summary.link.kind, summary.check.aliases
        if former := summary.check.withdrawn_kind:
            given = (self._linked.urls, former, id_, aliases, summary.check.comparisons)
            yield from _pages_of(lambda: views.withdrawn_pages(*given))
            return
        yield from _pages_of(lambda: views.record_pages(self._linked.urls, kind, id_, aliases))
        for name, export in EXPORTS.items():
            if kind in export.kinds:
                yield Target("export", (name, id_, aliases))
        if kind == "announcement" and self.deployment.url:
            yield Target("image", (id_,))

    def _page(self, url: str, kind: str, args: tuple[Any, ...]) -> Files:
        text = self._render_page(views.build_page(self._builder, PageSpec(url, kind, args)))
        yield (url if url.endswith(".html") else f"{url}index.html"), text.encode()


def sitemap_of(targets: Iterable[Target]) -> Target:
    """Return the target of the sitemap."""
    specs = (PageSpec(*target.args) for target in targets if target.kind == "page")
    found = (spec.url for spec in specs if PAGE_KINDS[spec.kind].in_sitemap)
    return Target("sitemap", (tuple(sorted(found)),))


def _pages_of(plan: Callable[[], Iterator[PageSpec]]) -> Iterator[Target]:
    return (Target("page", _plain(spec)) for spec in plan())


def _plain(value: Any) -> Any:
    """Return an argument of a target with its named tuples as plain ones, at any depth."""
    return tuple(map(_plain, value)) if isinstance(value, tuple) else value
