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
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from suites.analysis.dependencies import ChangedKeys, data_files_key, theme_file_key
from suites.analysis.linked_archive import LinkedArchive
from suites.analysis.loading import LoadedArchive
from suites.archive import theme_files
from suites.archive.languages.catalogue import read_catalogue
from suites.archive.urls import COPIES, INDEX
from suites.build import search_index, sqlite_wasm, templates
from suites.build.cache import Cache, CacheError, Place, cached_inputs
from suites.build.inputs import (
    NO_STAMP,
    Input,
    Stamp,
    changed_outputs,
    changed_paths,
    digest,
    digest_below,
    stamp,
)
from suites.build.last_build import LastBuild, SearchIndex
from suites.build.plans import Plan, Plans, RenderedTarget
from suites.build.records import RecordLoader, ReportProgress
from suites.build.reference_templates import ReferenceTemplates
from suites.build.refusals import refuse_language, refuse_problems
from suites.build.settings import SiteSettings
from suites.build.share_images import ShareImages
from suites.build.staging import StagingArea, moving
from suites.build.targets import Target, TargetRunner
from suites.build.workers import map_in_processes
from suites.capture import captures_folder
from suites.site import views
from suites.site.views import reach

MIN_PARALLEL = 64
"""Targets that are rendered sooner than a worker is started."""


class BuildResult(NamedTuple):
    """The outcome of a build.

    pages: the number of pages in the output.
    written: the addresses of the files that differ from those before, sorted.
    search_seconds: the time that the search index took; 0 when it was not built.
    texts: the number of full texts; None but for a private copy.
    unknown_files: files in the output of which no manifest says whether a build made them.
    is_outdated: whether the search index is older than the pages, or they than their sources.
    stamps: the stamps of all our files in the output, by address.
    notice: a sentence on what the site lacks for its readers, or an empty text.
    """

    pages: int
    written: tuple[str, ...]
    search_seconds: float
    texts: int | None
    unknown_files: tuple[str, ...]
    is_outdated: bool
    stamps: dict[str, Stamp | None]
    notice: str

    def line(self, seconds: float) -> str:
        """Return the closing line of a build that took so long, with its search index."""
        number = len(self.written)
        what = "1 file" if number == 1 else f"{number} files"
        line = f"{self.pages} pages, {what} written, {seconds - self.search_seconds:.1f} s"
        if self.search_seconds:
            line += f", search {self.search_seconds:.1f} s"
        if self.texts is not None:
            line += f", {self.texts} full texts"
        return f"{line}, no problem"


class Builder:
    """One site, loaded and built as often as its sources change, by the holder of its lock."""

    def __init__(
        self,
        settings: SiteSettings,
        cache: Cache,
        report: ReportProgress,
        inputs: dict[str, Input] | None = None,
    ) -> None:
        """Start from the cache, whose damaged parts are built anew; `inputs` as they are now."""
        self.settings, self.cache, self._report = settings, cache, report
        self._scanned = inputs

    @property
    def linked(self) -> LinkedArchive:
        """Return the loaded archive, which has no problems."""
        assert self.reading.linked, "an archive with problems is not built"
        return self.reading.linked

    def load(self) -> LoadedArchive:
        """Load and check the archive."""
        try:
            self._load()
        except CacheError:
            self._load_without_cache()
        return self.reading

    def build(self, *, search: bool = True) -> BuildResult:
        """Build what is stale of an archive without problems; without `search`, not its index."""
        try:
            return self._build(search=search)
        except CacheError:
            self._load_without_cache()
            refuse_problems(self.reading)  # a file may have changed since
            return self._build(search=search)

    def close(self) -> None:
        """Close the files of the cache, and let what was loaded be collected."""
        self.cache.close()
        gc.unfreeze()

    def _load(self) -> None:
        settings = self.settings
        self._records = RecordLoader(
            Path(settings.content), self.cache, self._report, drafts=settings.private
        )
        self.inputs = self._scanned or settings.inputs(cached_inputs(self.cache))
        self._scanned = None
        with _gc_disabled():
            self.reading = self._records.read(self.inputs)
        if self.reading.problems:
            self._records.save()

    def _load_without_cache(self) -> None:
        self.cache.reset()
        self._load()

    def _build(self, *, search: bool) -> BuildResult:
        umask = os.umask(0o022)  # pages are for every reader
        try:
            with closing(StagingArea(self.cache.folder, self.settings.output)) as staging:
                return self._build_stale(self.linked, staging, search=search)
        finally:
            os.umask(umask)

    def _build_stale(
        self, linked: LinkedArchive, staging: StagingArea, *, search: bool
    ) -> BuildResult:
        settings, output = self.settings, self.settings.output
        runner, context = self._runner(linked)
        last = LastBuild.of(self.cache, output, context)
        doubtful = changed_outputs(output, last.outputs) | moving(output)
        changed, keys = self._records.changed(linked) if last.plans else (set(), set())
        keys |= self._changed_theme_files()
        data_files = settings.data_files, self._engine_digest()
        if last.data_files != data_files:
            keys.add(data_files_key())
        plans = Plans(runner, last.plans, changed, ChangedKeys(keys), doubtful)
        stale = plans.stale()
        if len(stale) >= MIN_PARALLEL:
            linked.records.pack()
        written, copied = self._render(runner, staging, stale)
        found = plans.addresses(last.rendered)
        copies = {a: copied.get(a) or last.copies[a] for a in found if a.startswith(COPIES)}
        index, seconds = last.search, 0.0
        key = self._index_key(linked, copies)
        is_outdated = index.key != key or not doubtful.isdisjoint(index.files)
        if search and is_outdated:
            index, seconds = self._updated_index(key, linked, staging, copies, written)
            is_outdated = False
        outputs = (found - copies.keys()).union(index.files)
        unknown_files = staging.publish(last.outputs.keys(), outputs, written)
        to_stamp = {*written, *doubtful}
        if is_outdated:
            to_stamp.difference_update(index.files)  # its damaged files stay doubtful
        is_overtaken = self._is_overtaken()
        result = BuildResult(
            pages=sum(address.endswith(".html") for address in outputs),
            written=tuple(sorted(written)),
            search_seconds=seconds,
            texts=len(runner.deployment.full_texts or ()) if self.settings.private else None,
            unknown_files=unknown_files,
            is_outdated=is_outdated or is_overtaken,
            stamps=last.stamps(output, outputs, to_stamp),
            notice=reach.missing(linked.archive.settings.contact, self.settings.repository),
        )
        site = {
            "setting": asdict(self.settings),
            "data_files": data_files,
            "context": "" if is_overtaken else context,
            "outputs": result.stamps,
            "index": tuple(index),
            "outdated": result.is_outdated,
            "pages": result.pages,
            "notice": result.notice,
        }
        self._save(site, plans.encoded(), copies)
        return result

    def _changed_theme_files(self) -> set[bytes]:
        """Return the dependency keys of the files of the archive's own theme that changed."""
        start = f"{self.settings.content}{os.sep}{theme_files.FOLDER}{os.sep}"
        before = cached_inputs(self.cache)
        then, now = (
            {
                path[len(start) :].replace(os.sep, "/"): one
                for path, one in inputs.items()
                if path.startswith(start)
            }
            for inputs in (before, self.inputs)
        )
        return {theme_file_key(path) for path in changed_paths(then, now)}

    def _engine_digest(self) -> str:
        """Return a digest of the database of the browser; that of nothing where there is none."""
        paths = map(str, sqlite_wasm.paths(self.settings.sqlite_wasm))
        return digest([self.inputs[path].digest for path in paths])

    def _is_overtaken(self) -> bool:
        """Return whether a source changed during the build: everything is then rendered again.

        Cached records were not read: their files do not count.
        """
        start = f"{self.settings.content}{os.sep}"
        return self._records.is_overtaken or any(
            (stamp(path) or NO_STAMP) != one.stamp
            for path, one in self.inputs.items()
            if not path.endswith(".md") or not path.startswith(start)
        )

    def _runner(self, linked: LinkedArchive) -> tuple[TargetRunner, str]:
        """Return what renders targets, and a digest of what all of them rest on."""
        settings, folder = self.settings, self.cache.folder
        theme, declared = Path(settings.theme), linked.archive.settings
        refuse_language(settings.language, declared)
        catalogue = read_catalogue(declared.language)
        texts = None
        if settings.private:
            texts = captures_folder.load_full_texts(
                Path(settings.captures), linked.archive.articles
            )
        deployment = views.Deployment(
            base=settings.base,
            url=settings.site_url,
            repository=settings.repository,
            commit=settings.commit,
            full_texts=texts,
            forms=settings.forms,
            data_files=settings.data_files,
            reference_templates=ReferenceTemplates(folder),
            engine_size=sqlite_wasm.size(settings.sqlite_wasm),
        )
        view_builder = views.ViewBuilder(linked, catalogue, deployment)
        frame = views.frame(view_builder)
        runner = TargetRunner(
            linked,
            catalogue,
            deployment,
            templates.renderer(
                theme,
                folder,
                view_builder,
                frame,
                private=settings.private,
                own=settings.templates,
            ),
            lambda: templates.theme_files(theme, linked),
            ShareImages(view_builder, theme, folder).draw,
            partial(sqlite_wasm.files, settings.sqlite_wasm),
        )
        of_theme = digest_below(self.inputs, theme), digest_below(self.inputs, settings.templates)
        of_texts = digest_below(self.inputs, settings.captures)
        # Whether there are data files is a dependency of its own: few pages show it.
        named = asdict(settings) | {"output": "", "data_files": False, "sqlite_wasm": ""}
        return runner, digest(
            (self._records.context, named, of_theme, of_texts, settings.forms, frame)
        )

    def _render(
        self, runner: TargetRunner, staging: StagingArea, stale: list[tuple[Plan, Target]]
    ) -> tuple[list[str], dict[str, Place]]:
        """Render targets; return the addresses of files that differ, and where copies lie."""

        def render(target: Target) -> tuple[RenderedTarget, list[str], list[tuple[str, bytes]]]:
            addresses, differing, copies = [], [], []
            for address, content in runner.render(target):
                addresses.append(address)
                if address.startswith(COPIES):
                    copies.append((address, content))
                elif staging.write(address, content):
                    differing.append(address)
            return RenderedTarget(tuple(addresses), runner.dependencies()), differing, copies

        written: list[str] = []
        copied: dict[str, Place] = {}
        found = map_in_processes(render, [target for _, target in stale], MIN_PARALLEL)
        for done, (number, one) in enumerate(found, 1):
            plan, target = stale[number]
            plan.targets[target], differing, copies = one
            written += differing
            copied |= {address: self.cache.append(content) for address, content in copies}
            self._report("making", done, len(stale))
        self.cache.flush()
        return written, copied

    def _index_key(self, linked: LinkedArchive, copies: Mapping[str, Place]) -> str:
        of_copies = sorted((address, digest_) for address, (*_, digest_) in copies.items())
        return digest((search_index.tool(), linked.archive.settings.language, of_copies))

    def _updated_index(
        self,
        key: str,
        linked: LinkedArchive,
        staging: StagingArea,
        copies: Mapping[str, Place],
        written: list[str],
    ) -> tuple[SearchIndex, float]:
        """Build the search index, add its new files to `written`; return it and the seconds."""
        started = time.perf_counter()
        self._report("indexing for the search", 0, 0)
        language = linked.archive.settings.language.partition("-")[0]
        texts = ((a.removeprefix(COPIES), self.cache.fetch(p)) for a, p in sorted(copies.items()))
        found = search_index.make_index(texts, language)
        written += [f"{INDEX}{a}" for a, one in found.items() if staging.write(f"{INDEX}{a}", one)]
        addresses = tuple(sorted(f"{INDEX}{address}" for address in found))
        return SearchIndex(key, addresses), time.perf_counter() - started

    def _save(
        self, site: dict[str, Any], plans: dict[str, bytes], copies: dict[str, Place]
    ) -> None:
        """Save what was built to the cache, with the records that it was built from."""
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


@contextmanager
def _gc_disabled() -> Iterator[None]:
    """Collect no garbage while the archive is loaded: that takes longer than the loading."""
    gc.unfreeze()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
