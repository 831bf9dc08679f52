"""Publishing: a linked archive -> the site in its output, as a whole or only what changed.

    whole:  every task made, and all of it kept
    update: what changed -> facts -> the tasks that read them -> made, and kept (see `freshness`)

Both end with the same files, byte for byte. Nothing here knows Pelican, which gives the settings.
"""

from __future__ import annotations

import marshal
import os
import time
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from itertools import chain
from pathlib import Path

from suites import files, manifest, pages
from suites.address import COPIES
from suites.analysis.rows import REFERRERS
from suites.catalogue import Catalogue
from suites.exporters import sitemap
from suites.freshness import Stamp, digest
from suites.holdings.reads import Noted
from suites.linked import Linked
from suites.model import FOLDERS
from suites.pages import reach
from suites.publication import tasks
from suites.publication.drawing import drawer
from suites.publication.indexing import Index, Indexer
from suites.publication.making import Aside, Made, Told, made
from suites.publication.reading import Shelf
from suites.publication.rendering import renderer, theme_files
from suites.publication.tasks import Site, Task, Workshop
from suites.publication.two import beside
from suites.store import Store
from suites.store.tasks import KeptTask, readers_of


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a site is made: folders, absolute, and what its settings say; plain values."""

    content: str
    theme: str
    output: str
    cache: str
    language: str
    site_url: str
    repository: str
    base: str
    commit: str

    @property
    def site(self) -> Site:
        """What tasks know of it."""
        return Site(self.base, self.site_url, self.repository, self.commit)


@dataclass(frozen=True, slots=True)
class Done:
    """What a build did: how many pages there are, which files it wrote, seconds for the search.

    `build` is what no other build is called; `more` is what a private copy adds to the line.
    """

    pages: int
    written: tuple[str, ...]
    search: float
    build: str = ""
    more: str = ""

    def line(self, seconds: float) -> str:
        """Return the closing line of a build that took so long, with its search index."""
        number = len(self.written)
        what = "1 file" if number == 1 else f"{number} files"
        line = f"{self.pages} pages, {what} written, {seconds - self.search:.1f} s"
        if self.search:
            line += f", search {self.search:.1f} s"
        return f"{line}{self.more}, no problem"


class Publishing:
    """One build of a site from a linked archive."""

    def __init__(
        self,
        setting: Setting,
        linked: Linked,
        indexer: Indexer,
        told: Told = lambda _what, _done, _of: None,
        full_texts: Mapping[str, str] | None = None,
    ) -> None:
        """SystemExit with a sentence when the theme lacks what images are drawn with."""
        self.setting, self.linked = setting, linked
        self._indexer, self._told = indexer, told
        theme, cache = Path(setting.theme), Path(setting.cache)
        self.catalogue: Catalogue = files.catalogue(theme, setting.language)
        frame = pages.frame(linked, self.catalogue, setting.site_url)
        self.frame = digest(frame)
        private = full_texts is not None
        if not private:
            # Pages are for every reader, whatever else is not: no file that is made from here on
            # denies one.
            os.umask(os.umask(0) & 0o022)
        self.workshop = Workshop(
            linked,
            self.catalogue,
            setting.site,
            renderer(theme, cache, self.catalogue, frame, private=private),
            lambda: theme_files(theme),
            drawer(linked, self.catalogue, theme, cache) if setting.site_url else lambda _id: (),
            full_texts,
        )
        self.aside = Aside(Path(setting.output), cache)
        self.more = f", {len(full_texts)} full texts" if full_texts is not None else ""

    def all_tasks(self) -> tuple[list[Owned], dict[str, Noted]]:
        """Every task with its owner (a record's id, or a plan's), and what each plan read."""
        found: list[Owned] = []
        read: dict[str, Noted] = {}
        for name in tasks.plans(pages.Desk(self.linked, self.catalogue)):
            planned, read[plan_owner(name)] = self.workshop.planned(name)
            found += ((plan_owner(name), task) for task in planned)
        ids = (id_ for folder in FOLDERS for id_ in self.linked.holdings.ids(folder))
        found += ((id_, task) for id_ in ids for task in self._of_record(id_))
        return found, read

    def _of_record(self, id_: str) -> Iterable[Task]:
        summary = self.linked.holdings.summary(id_)
        assert summary
        # All cards are opened here, before there are two processes.
        return tasks.of_record(self.linked.cards[id_].kind, id_, summary.check.aliases)

    def stamps(self, addresses: Iterable[str]) -> dict[str, Stamp | None]:
        """The stamps of files of the site, as they lie in the output."""
        output = self.setting.output
        return {
            one: manifest.stamp(f"{output}{os.sep}{one}")
            for one in addresses
            if not one.startswith(COPIES)
        }

    def make(self, wanted: list[Task], *, unchecked: bool = False) -> list[Made]:
        """The tasks made, aside (see `making.made`)."""
        return made(self.workshop, self.aside, wanted, self._told, unchecked=unchecked)

    def make_here(self) -> None:
        """Every task in this process, until one raises what is wrong with it."""
        for _, task in self.all_tasks()[0]:
            self.workshop.make(task)

    def sitemap(self, addresses: Iterable[str]) -> list[Made]:
        """The sitemap of pages, in one file or several, when the site's address is known."""
        site = self.setting.site_url
        if not site or self.workshop.is_private:
            return []
        found = sitemap.sitemaps(addresses, site)
        written = tuple(one for one, content in found.items() if self.aside.write(one, content))
        return [Made(Task("sitemap", ()), tuple(found), written)]

    def index(
        self, done: Iterable[Made], gone: Iterable[str], *, again: bool
    ) -> tuple[list[Made], float]:
        """The search index and the seconds it took; nothing when every copy is what it was.

        With `again` it is laid out in any case, whole.
        """
        started = time.perf_counter()
        changed = [one for m in done for one in m.written if one.startswith(COPIES)]
        removed = [one for one in gone if one.startswith(COPIES)]
        index = self._index()
        self._told("indexing for the search", 0, 0)
        if not index.renew(self.aside, changed, removed) and not again:
            return [], 0.0
        files_, written = index.lay(self.aside)
        return [Made(INDEX, files_, written)], time.perf_counter() - started

    def _index(self) -> Index:
        language = self.linked.archive.settings.language.partition("-")[0]
        return Index(Path(self.setting.cache), language, self._indexer)

    def put_off(self, done: Iterable[Made], gone: Iterable[str]) -> None:
        """Keep what the search reads, and leave the index as it was, for a later build to make."""
        changed = [one for m in done for one in m.written if one.startswith(COPIES)]
        self._index().put_off(self.aside, changed, [one for one in gone if one.startswith(COPIES)])

    def kept(self, owner: str, one: Made) -> KeptTask:
        """What is kept of a task that was made, by its owner."""
        return one.task.name, owner, tuple(one.task), one.files, self.aside.reads(one)

    def doubt(self, store: Store, done: Iterable[Made], gone: Iterable[str]) -> None:
        """Note what may be neither old nor new should this process die from here on.

        With what the search reads, its index is in doubt too.
        """
        written = (one for m in done for one in m.written)
        index = store.tasks.files_by_name(INDEX.name)
        store.doubt(self.setting.output, {*written, *gone, *index})

    def publish(self, store: Store, done: Iterable[Made], gone: Iterable[str]) -> tuple[str, ...]:
        """Move all that was written into the output, and remove what is gone; what was written."""
        self.doubt(store, done, gone)
        written = [one for m in done for one in m.written if not one.startswith(COPIES)]
        lost = [one for one in gone if not one.startswith(COPIES)]
        self.aside.publish(written, lost)
        return tuple(written)


INDEX = Task("index", ())
"""The task that the index of the search is kept as."""

CHECKED = 200
"""Things at a time of which is looked whether they are what they are named as."""


def whole(publishing: Publishing, shelf: Shelf | None, store: Store) -> Done:
    """The whole site made; `store` then keeps it, not yet committed.

    Of an archive that stands on a shelf, what records say of others is checked before any page is
    made, and WrongError raised for a problem.
    """
    linked, setting = publishing.linked, publishing.setting
    owned, read = publishing.all_tasks()
    names = shelf.named(REFERRERS) if shelf else []
    checking = [
        Task("check", (tuple(names[at : at + CHECKED]),)) for at in range(0, len(names), CHECKED)
    ]
    checking += [Task("check", ((),))] if shelf else []
    wanted = [*checking, *(task for _, task in owned)]
    done = publishing.make(wanted, unchecked=bool(shelf))[len(checking) :]
    owners = [owner for owner, _ in owned]

    def kept() -> Iterable[KeptTask]:
        return chain(_of_plans(read), map(publishing.kept, owners, done))

    # The other core has nothing else to do from here on.
    with beside(lambda: readers_of(kept())) as readers:
        others = publishing.sitemap(tasks.worth_finding(task for _, task in owned))
        copies = {one for m in done for one in m.files if one.startswith(COPIES)}
        before = store.ours(setting.output) | store.doubted(setting.output)
        gone = publishing.aside.copies() - copies
        publishing.doubt(store, done, gone)
        indexed, seconds = publishing.index(done, gone, again=True)
        others += indexed
        after = {one for m in (*done, *others) for one in m.files}
        written = publishing.publish(store, [*done, *others], before - after)
        store.clear()
        if shelf:
            store.records.keep_all(shelf.records())
            store.records.keep_lists(shelf.lists())
        store.tasks.keep_all(kept(), readers())
    for one in others:
        store.tasks.keep(*publishing.kept(OTHERS, one))
    store.keep_files(publishing.stamps(after))
    store.keep_ours(setting.output)
    store.meta |= {"setting": asdict(setting), "frame": publishing.frame}
    store.meta |= {"as_of": linked.as_of.isoformat(), "pages": count(after), "behind": False}
    settings = linked.archive.settings
    store.meta["lacks"] = reach.missing(settings.contact, setting.repository)
    store.meta["build"] = f"{os.getpid()}-{time.time_ns()}"
    return Done(count(after), written, seconds, store.meta["build"], publishing.more)


Owned = tuple[str, Task]
"""A task, after its owner."""

OTHERS = "others:"
"""The owner of the sitemap and of the search index, which are of no record and no plan."""


def _of_plans(read: Mapping[str, Noted]) -> Iterable[KeptTask]:
    """The plans themselves, kept like tasks for what they read."""
    for owner, facts in read.items():
        task = plan_task(owner)
        yield task.name, owner, tuple(task), (), marshal.dumps(facts)


def plan_owner(name: str) -> str:
    """The owner of what a plan plans."""
    return f"plan:{name}"


def plan_task(owner: str) -> Task:
    """The plan itself, kept like a task for what it read."""
    return Task("plan", (owner.removeprefix("plan:"),))


def count(addresses: Iterable[str]) -> int:
    """How many of the files are pages."""
    return sum(manifest.is_page(one) and not one.startswith(COPIES) for one in addresses)
