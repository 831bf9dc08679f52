"""Tasks: everything that the site is made of; each makes a few files from what it reads.

    plans, records -> tasks -> Workshop.make -> files: address -> bytes

A task is a name and plain values, so that it can be kept, and made by whichever process. What it
reads of the archive is noted by `Linked`; of anything else (theme, catalogue, settings) it may read
what it will, for when those change everything is made again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from suites import address, checks, pages, search
from suites.catalogue import Catalogue
from suites.environment import PRIVATE_COPY
from suites.exporters import feeds, opensearch, sitemap
from suites.holdings.reads import Noted
from suites.linked import Linked
from suites.pages import Desk, Spec


class Task(NamedTuple):
    """A task: who makes it, and from what."""

    kind: str
    args: tuple[Any, ...]

    @property
    def name(self) -> str:
        """What no other task is called: a page by its address, the others by what they are of."""
        return f"{self.kind} {self.args[0] if self.args else ''}"


@dataclass(frozen=True, slots=True)
class Site:
    """What is known of the site beside its archive; all are empty while not known.

    `base` is the absolute path at which it will lie; `commit` is that of its sources.
    """

    base: str
    site_url: str
    repository: str
    commit: str


def plans(desk: Desk) -> Mapping[str, Callable[[], Iterator[Task]]]:
    """What plans the tasks that belong to no record, by name."""
    found: dict[str, Callable[[], Iterator[Task]]] = {
        name: _pages_of(plan) for name, plan in pages.plans(desk).items()
    }
    return found | {"exports": _exports}


def _pages_of(plan: Callable[[], Iterator[Spec]]) -> Callable[[], Iterator[Task]]:
    return lambda: (Task("page", tuple(spec)) for spec in plan())


def _exports() -> Iterator[Task]:
    from suites.pages import filtering

    yield Task("theme", ())
    yield Task("robots", ())
    yield Task("commit", ())
    yield Task("names", ())
    yield Task("opensearch", ())
    for name in FEEDS:
        yield Task("feed", (name,))
    yield Task("happenings", ("",))
    yield Task("corrections", ())
    for name in filtering.NAMES:
        yield Task("filters", (name,))
    yield Task("image", ("",))
    yield Task("calendar", ())


def of_record(kind: str, id_: str, aliases: tuple[str, ...]) -> Iterator[Task]:
    """The tasks of a record, by the kind that its card gives."""
    for spec in pages.of_record(kind, id_, aliases):
        yield Task("page", tuple(spec))
    if kind == "announcement":
        yield Task("image", (id_,))
        yield Task("matrix", (id_, aliases))
    if kind in feeds.FOLLOWED:
        yield Task("happenings", (id_, aliases))
    yield Task("copy", (id_,))


def of_plain(plain: Iterable[Any]) -> Task:
    """A task that was kept as a tuple."""
    return Task(*plain)


FEEDS: Mapping[str, tuple[str, Callable[..., bytes]]] = {
    "articles": (f"{feeds.ARTICLES}.xml", feeds.articles_feed),
    "events": (f"{feeds.EVENTS}.xml", feeds.events_feed),
}

Files = Iterable[tuple[str, bytes]]


class WrongError(Exception):
    """A check found something, or a page could not be made of an archive that is not checked."""


class Workshop:
    """Where tasks are made.

    `render` gives the HTML of a page file; `theme` the files that the theme brings along; `draw`
    the images of an announcement's id, or of the archive for none.
    """

    def __init__(
        self,
        linked: Linked,
        catalogue: Catalogue,
        site: Site,
        render: Callable[[pages.PageFile], str],
        theme: Callable[[], Files],
        draw: Callable[[str], Files],
        full_texts: Mapping[str, str] | None = None,
    ) -> None:
        self.linked, self._catalogue, self._site = linked, catalogue, site
        self._render, self._texts = render, full_texts
        self._desk = Desk(linked, catalogue)
        self._pages = pages.Pages(self._desk, site.base, site.site_url, site.repository, full_texts)
        self._documents = search.Documents(linked, catalogue)
        self._makers: dict[str, Callable[..., Files]] = {
            "page": self._page,
            "copy": self._copy,
            "feed": self._feed,
            "happenings": self._happenings,
            "corrections": self._corrections,
            "filters": self._filters,
            "matrix": self._matrix,
            "calendar": self._calendar,
            "robots": self._robots,
            "commit": self._commit,
            "names": self._names,
            "opensearch": self._opensearch,
            "check": self._check,
            "theme": theme,
            "image": draw,
        }

    def planned(self, name: str) -> tuple[list[Task], Noted]:
        """The tasks of a plan, and the facts that it read."""
        self.linked.reads.begin()
        found = list(plans(self._desk)[name]())
        return found, self.linked.reads.noted()

    def make(self, task: Task) -> tuple[list[tuple[str, bytes]], Noted]:
        """The files of a task, and the facts that it read."""
        self.linked.let_go()
        self.linked.reads.begin()
        return list(self._makers[task.kind](*task.args)), self.linked.reads.noted()

    @property
    def is_private(self) -> bool:
        """Whether a private copy is made."""
        return self._texts is not None

    def _page(self, url: str, maker: str, args: tuple[Any, ...]) -> Files:
        text = self._render(self._pages.make(Spec(url, maker, args)))
        yield (url if url.endswith(".html") else f"{url}index.html"), text.encode()

    def _copy(self, id_: str) -> Files:
        document = self._documents.document(self.linked.archive.by_id[id_])
        if self._texts:
            (document,) = search.with_full_texts([document], self._texts, self._catalogue)
        yield address.COPIES + document.path, search.html(document).encode()

    def _feed(self, name: str) -> Files:
        url, feed = FEEDS[name]
        yield url, feed(self.linked, self._catalogue, self._site.site_url)

    def _happenings(self, id_: str, aliases: tuple[str, ...] = ()) -> Files:
        site_url = self._site.site_url
        if id_:
            return feeds.of_record(self.linked, self._catalogue, id_, site_url, aliases)
        return feeds.of_all(self.linked, self._catalogue, site_url)

    def _corrections(self) -> Files:
        return feeds.of_corrections(self.linked, self._catalogue, self._site.site_url)

    def _matrix(self, id_: str, aliases: tuple[str, ...]) -> Files:
        from suites.pages import matrix

        found = matrix.values(self._desk, self.linked.archive.announcements[id_])
        if found is not None:
            yield from ((address.matrix(one), found) for one in (id_, *aliases))

    def _filters(self, name: str) -> Files:
        from suites.exporters.filters import filters
        from suites.pages import filtering

        for url, facets in filtering.filtered(self._desk, name):
            yield url, filters(facets, self._catalogue.t("filters.none")).encode()

    def _names(self) -> Files:
        yield search.NAMES, search.names(self.linked, self._catalogue)

    def _opensearch(self) -> Files:
        # A private copy has no address at which a browser could ask it.
        if self._site.site_url and self._texts is None:
            of = self.linked.archive.settings
            about = self._catalogue.t("search.about", subject=of.subject)
            yield (
                opensearch.PATH,
                opensearch.description(of.title, about, of.language, self._site.site_url),
            )

    def _calendar(self) -> Files:
        from suites.exporters.calendar import calendar

        yield address.CALENDAR, calendar(self.linked, self._catalogue, self._site.site_url)

    def _check(self, names: tuple[str, ...]) -> Files:
        one = self.linked
        if checks.of_named(one, names) if names else checks.of_all(one) or checks.of_aliases(one):
            raise WrongError
        return ()

    def _robots(self) -> Files:
        if self._texts is not None:
            yield sitemap.ROBOTS, sitemap.no_robots()
            yield PRIVATE_COPY, f"{self._catalogue.t('private.banner')}\n".encode()
        elif self._site.site_url:
            yield sitemap.ROBOTS, sitemap.robots(self._site.site_url)

    def _commit(self) -> Files:
        if self._site.commit:
            yield address.COMMIT, f"{self._site.commit}\n".encode()


def worth_finding(tasks: Iterable[Task]) -> list[str]:
    """The addresses of the pages for a sitemap: neither redirections nor the error."""
    specs = (Spec(*task.args) for task in tasks if task.kind == "page")
    return [spec.url for spec in specs if spec.maker not in ("redirect", "not-found")]
