"""Builder: the one way from the sources to the site, whatever changed since the last build.

    inputs -> records -> index, checks -> plans -> stale targets -> rendered, staged -> the output

A first build is the case in which everything changed. A target is as it was left when the last
build made it, none of the dependency keys that it read has changed, and its files lie in the output
as they were left. All others are rendered again, and written when their bytes differ.
"""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Container, Iterator, Mapping, Set
from contextlib import closing, contextmanager
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from suites.analysis.dependencies import ChangedKeys
from suites.analysis.linked_archive import LinkedArchive
from suites.analysis.loading import Reading
from suites.archive import files
from suites.archive.model import Settings
from suites.archive.urls import COPIES, INDEX
from suites.build import LEFT, refuse_problems, search_index, share_images, templates
from suites.build.cache import Cache, CacheError, Place
from suites.build.inputs import (
    NO_STAMP,
    Setting,
    Stamp,
    altered,
    digest,
    digest_below,
    scan,
    stamp,
)
from suites.build.plans import Made, Plan, Plans
from suites.build.records import RecordLoader, Tell, kept_inputs
from suites.build.staging import MANIFEST, StagingArea, moving
from suites.build.targets import Target, TargetRunner
from suites.build.workers import map_in_processes
from suites.capture import captures_folder
from suites.site import views
from suites.site.views import reach

FEW = 64
"""Targets that are rendered sooner than a worker is started."""


class BuildResult(NamedTuple):
    """The number of pages, the files that were written, the seconds that the search took.

    `texts` is the number of full texts, None but for a private copy; `strangers` are files of the
    output of which nobody knows any more whether a build made them; `is_behind` is whether the
    search index is older than the pages, or they are older than their sources. `files` are all that
    lie in the output of ours, `lacks` is a sentence on what the site lacks for its readers.
    """

    pages: int
    written: tuple[str, ...]
    search: float
    texts: int | None
    strangers: tuple[str, ...]
    is_behind: bool
    files: Container[str]
    lacks: str

    def line(self, seconds: float) -> str:
        """Return the closing line of a build that took so long, with its search index."""
        number = len(self.written)
        what = "1 file" if number == 1 else f"{number} files"
        line = f"{self.pages} pages, {what} written, {seconds - self.search:.1f} s"
        if self.search:
            line += f", search {self.search:.1f} s"
        if self.texts is not None:
            line += f", {self.texts} full texts"
        return f"{line}, no problem"


class SearchIndex(NamedTuple):
    """The search index: its key (`Builder._index_key`), and the addresses of its files."""

    key: str = ""
    files: tuple[str, ...] = ()


class LastBuild(NamedTuple):
    """The files in the output with their stamps, and the search index, as the last build left them.

    And, unless all is to be rendered again, where copies lie, and the plans.
    """

    outputs: dict[str, Stamp | None]
    search: SearchIndex
    copies: dict[str, Place]
    plans: dict[str, bytes]

    @classmethod
    def of(cls, cache: Cache, output: str, context: str) -> LastBuild:
        """Return what a cache says of an output; nothing of another one. Raises CacheError.

        All is to be rendered again when it was in another `context`.
        """
        site = cache.load("site")
        if not site or site["setting"]["output"] != output:
            return cls({}, SearchIndex(), {}, {})
        kept = site["context"] == context
        copies, plans = (cache.load("copies"), cache.load("plans")) if kept else ({}, {})
        return cls(site["outputs"], SearchIndex(*site["index"]), copies, plans)

    @property
    def rendered(self) -> set[str]:
        """Return the addresses of the files of its targets."""
        if not self.plans:
            return set()
        return (self.outputs.keys() | self.copies.keys()) - {MANIFEST, *self.search.files}

    def stamps(self, output: str, kept: Set[str], fresh: Set[str]) -> dict[str, Stamp | None]:
        """Return the stamps of `kept` files and of the manifest; those of `fresh` are looked at."""
        known = self.outputs.keys() - fresh - {MANIFEST}
        return {
            address: self.outputs[address] if address in known else stamp(f"{output}/{address}")
            for address in (*kept, MANIFEST)
        }


class Builder:
    """One site, loaded and built as often as its sources change, by the holder of its lock."""

    def __init__(self, setting: Setting, cache: Cache, tell: Tell) -> None:
        """Go on from what the cache holds; what is wrong in it is built anew."""
        self.setting, self.cache, self._tell = setting, cache, tell

    def load(self) -> Reading:
        """Load and check the archive."""
        try:
            self._load()
        except CacheError:
            self._load_anew()
        return self.reading

    def build(self, *, search: bool = True) -> BuildResult:
        """Build what is stale of an archive without problems; without `search`, not its index."""
        try:
            return self._staged(search=search)
        except CacheError:
            self._load_anew()
            refuse_problems(self.reading)  # a file may have changed since
            return self._staged(search=search)

    def close(self) -> None:
        """Close the files of the cache, and let what was loaded be collected."""
        self.cache.close()
        gc.unfreeze()

    def _load(self) -> None:
        setting = self.setting
        self._records = RecordLoader(
            Path(setting.content), self.cache, self._tell, drafts=setting.private
        )
        self.inputs = scan(setting, kept_inputs(self.cache))
        with _uncollected():
            self.reading = self._records.read(self.inputs)
        if self.reading.problems:
            self._records.save()

    def _load_anew(self) -> None:
        self.cache.renew()
        self._load()

    def _staged(self, *, search: bool) -> BuildResult:
        linked = self.reading.linked
        assert linked, "an archive with problems is not built"
        umask = os.umask(0o022)  # pages are for every reader
        try:
            with closing(StagingArea(self.cache.folder, self.setting.output)) as staging:
                return self._built(linked, staging, search=search)
        finally:
            os.umask(umask)

    def _built(self, linked: LinkedArchive, staging: StagingArea, *, search: bool) -> BuildResult:
        output = self.setting.output
        runner, context = self._runner(linked)
        last = LastBuild.of(self.cache, output, context)
        doubtful = altered(output, last.outputs) | moving(output)
        changed, keys = self._records.changed() if last.plans else (set(), set())
        plans = Plans(runner, last.plans, changed, ChangedKeys(keys), doubtful)
        stale = plans.stale()
        if len(stale) >= FEW:
            linked.records.pack()
        written, copied = self._rendered(runner, staging, stale)
        found = plans.addresses(last.rendered)
        copies = {a: copied.get(a) or last.copies[a] for a in found if a.startswith(COPIES)}
        index, seconds = last.search, 0.0
        wanted = self._index_key(linked, copies)
        is_behind = index.key != wanted or not doubtful.isdisjoint(index.files)
        if search and is_behind:
            started = time.perf_counter()
            self._tell("indexing for the search", 0, 0)
            index = SearchIndex(wanted, self._indexed(linked, staging, copies, written))
            is_behind, seconds = False, time.perf_counter() - started
        files_ = (found - copies.keys()).union(index.files)
        strangers = staging.publish(last.outputs.keys(), files_, written)
        # What is wrong with an index that is behind is not forgotten.
        fresh = {*written, *(doubtful.difference(index.files) if is_behind else doubtful)}
        is_overtaken = self._is_overtaken()
        site: dict[str, Any] = {
            "setting": asdict(self.setting),
            "context": "" if is_overtaken else context,
            "outputs": last.stamps(output, files_, fresh),
            "index": tuple(index),
            "behind": is_behind or is_overtaken,
            "pages": sum(address.endswith(".html") for address in files_),
            "lacks": reach.missing(linked.archive.settings.contact, self.setting.repository),
        }
        self._save(site, plans.encoded(), copies)
        texts = len(runner.deployment.full_texts or ()) if self.setting.private else None
        ordered = tuple(sorted(written))
        return BuildResult(
            site["pages"],
            ordered,
            seconds,
            texts,
            strangers,
            site["behind"],
            site["outputs"],
            site["lacks"],
        )

    def _is_overtaken(self) -> bool:
        """Return whether a source changed while the site was made of it: all is to be made again.

        Records that were kept were not read.
        """
        start = f"{self.setting.content}{os.sep}"
        return self._records.is_overtaken or any(
            (stamp(path) or NO_STAMP) != one.stamp
            for path, one in self.inputs.items()
            if not path.endswith(".md") or not path.startswith(start)
        )

    def _runner(self, linked: LinkedArchive) -> tuple[TargetRunner, str]:
        """Return what renders targets, and a digest of what all of them rest on."""
        setting, folder = self.setting, self.cache.folder
        theme = Path(setting.theme)
        settings = linked.archive.settings
        refuse_language(setting.language, settings)
        catalogue = files.catalogue(theme, settings.language)
        texts = None
        if setting.private:
            found = captures_folder.full_texts(Path(setting.captures), linked.archive.articles)
            texts = {id_: text.text for id_, text in found.items()}
        draw = lru_cache(lambda: share_images.share_image_source(linked, catalogue, theme, folder))
        deployment = views.Deployment(
            setting.base, setting.site_url, setting.repository, setting.commit, texts
        )
        frame = views.frame(views.ViewBuilder(linked, catalogue, deployment))
        runner = TargetRunner(
            linked,
            catalogue,
            deployment,
            templates.renderer(theme, folder, catalogue, frame, private=setting.private),
            lambda: templates.theme_files(theme),
            lambda id_: draw()(id_),
        )
        of_theme = digest_below(self.inputs, theme)
        of_texts = digest_below(self.inputs, setting.captures)
        said = asdict(setting) | {"output": ""}
        return runner, digest((self._records.context, said, of_theme, of_texts, frame))

    def _rendered(
        self, runner: TargetRunner, staging: StagingArea, stale: list[tuple[Plan, Target]]
    ) -> tuple[list[str], dict[str, Place]]:
        """Render targets; return the addresses of files that differ, and where copies lie."""

        def render(target: Target) -> tuple[Made, list[str], list[tuple[str, bytes]]]:
            found, dependencies = runner.render(target)
            made = Made(tuple(address for address, _ in found), dependencies)
            copies = [one for one in found if one[0].startswith(COPIES)]
            others = (one for one in found if not one[0].startswith(COPIES))
            return made, [a for a, content in others if staging.write(a, content)], copies

        written: list[str] = []
        copied: dict[str, Place] = {}
        found = map_in_processes(render, [target for _, target in stale], FEW)
        for done, (number, one) in enumerate(found, 1):
            plan, target = stale[number]
            plan.targets[target], differing, copies = one
            written += differing
            copied |= {address: self.cache.append(content) for address, content in copies}
            self._tell("making", done, len(stale))
        self.cache.flush()
        return written, copied

    def _index_key(self, linked: LinkedArchive, copies: Mapping[str, Place]) -> str:
        of_copies = sorted((address, digest_) for address, (*_, digest_) in copies.items())
        return digest((search_index.tool(), linked.archive.settings.language, of_copies))

    def _indexed(
        self,
        linked: LinkedArchive,
        staging: StagingArea,
        copies: Mapping[str, Place],
        written: list[str],
    ) -> tuple[str, ...]:
        """Make the search index; the addresses of its files, of which `written` gets new ones."""
        language = linked.archive.settings.language.partition("-")[0]
        texts = ((a.removeprefix(COPIES), self.cache.fetch(p)) for a, p in sorted(copies.items()))
        found = search_index.make_index(texts, language)
        written += [f"{INDEX}{a}" for a, one in found.items() if staging.write(f"{INDEX}{a}", one)]
        return tuple(sorted(f"{INDEX}{address}" for address in found))

    def _save(
        self, site: dict[str, Any], plans: dict[str, bytes], copies: dict[str, Place]
    ) -> None:
        """Keep what was built, with the records that it was built from."""
        if moved := self.cache.compact({*self._records.places(), *copies.values()}):
            self._records.move(moved)
            copies = {address: moved[place] for address, place in copies.items()}
        self.cache.save(
            {
                "records": self._records.section(),
                "inputs": {path: tuple(one) for path, one in self.inputs.items()},
                "site": site,
                "plans": plans,
                "copies": copies,
            },
            {"built": "records"},
        )


def refuse_language(named: str, said: Settings) -> None:
    """Raise SystemExit when Pelican's settings name another language than the archive is in."""
    if named not in ("", said.language):
        raise SystemExit(
            f'the language is said in {said.source.path} alone, and is "{said.language}" there: '
            f'leave DEFAULT_LANG = "" in the settings, in place of "{named}"; '
            f"{LEFT}"
        )


@contextmanager
def _uncollected() -> Iterator[None]:
    """Look for no cycles among what comes now and stays: it takes longer than to decode it."""
    gc.unfreeze()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
