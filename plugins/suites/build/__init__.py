"""Build: how the site is made of the archive, and made again with little work.

    settings, inputs            where the site is made; its source files, by stamp and digest
    records                     the archive, loaded; the dependency keys that changed since
    targets, plans, builder     what the site consists of; what of it is stale; the one way
    last_build                  what the last build left in the output
    workers, staging            processes that render; files that wait until all are made
    templates, share_images, search_index    how pages, pictures and the search are rendered
    cache, checksummed          what one build leaves for the next
    server, pelican_plugin      the site while it is written; the builds that Pelican runs
    release                     the whole archive in one file
    site_size                   what weighs in a site that is published

"Nothing changed" is answered before anything heavy is imported.
"""

import gc
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from suites.archive.problems import Problem, printable
from suites.build import own_templates, refusals, site_size
from suites.build.cache import Cache, CacheError, cached_inputs
from suites.build.inputs import Input, changed_outputs, changed_paths
from suites.build.refusals import UNCHANGED
from suites.build.settings import BuildRequest, SiteSettings
from suites.build.staging import is_interrupted
from suites.build.tracked_files import tracked
from suites.system.lock import BusyError, locked
from suites.system.progress import Progress

__all__ = ["BuildRequest", "build", "infrequent_gc"]


def build(settings: Path, output: Path | None = None, *, full: bool = False) -> str:
    """Build the site, and return the closing line; with `full`, all of it anew.

    The line is empty where Pelican ran, for the sake of other plugins, and has printed its own.
    `output` takes the place of the settings' own. Raises SystemExit with the whole report when the
    content has problems: the output is then as it was. RuntimeError after a warning of Pelican's.
    """
    request = BuildRequest.of(settings, output)
    if not request.settings.is_file():
        shown = printable(str(request.settings))
        raise SystemExit(f"no settings at {shown}; --settings says where they are")
    try:
        with infrequent_gc(), locked(request.cache):
            return _build(request, full=full)
    except BusyError as error:
        raise SystemExit(f"{printable(str(error))}; {UNCHANGED}") from None


def _build(request: BuildRequest, *, full: bool) -> str:
    started = time.perf_counter()
    cache = Cache(request.cache, empty=full)
    basis = request.basis()
    site = request.cached(cache, basis)
    tracked_files = tracked(request.settings.parent)
    inputs = None
    if site and not full and not tracked_files:
        try:
            inputs = site.inputs(cached_inputs(cache))
            if pages := _unchanged_pages(site, cache, inputs):
                return f"nothing changed: {pages} pages, {time.perf_counter() - started:.1f} s"
        except CacheError:
            cache = Cache(request.cache, empty=True)
    site = site or request.resolved(full=full)
    if site is None:
        return ""
    beside = own_templates.problems(site.templates.parent, Path(site.theme))
    return _build_changed(site, cache, basis, started, (*tracked_files, *beside), inputs)


def _unchanged_pages(site: SiteSettings, cache: Cache, inputs: dict[str, Input]) -> int:
    """Return the number of pages of a site that has nothing to be built; 0 where it may have."""
    last = cache.load("site")
    if not last or last["setting"] != asdict(site) or last["outdated"]:
        return 0
    known = cached_inputs(cache)
    if (
        changed_paths(known, inputs)
        or changed_outputs(site.output, last["outputs"])
        or is_interrupted(site.output)
    ):
        return 0
    if inputs != known:
        with suppress(OSError):  # a read-only cache compares the contents next time too
            cache.save({"inputs": {path: tuple(one) for path, one in inputs.items()}})
    _publish(site, last["outputs"], last["notice"])
    return int(last["pages"])


def _build_changed(
    site: SiteSettings,
    cache: Cache,
    basis: list[Any],
    started: float,
    beside: Sequence[Problem],
    inputs: dict[str, Input] | None,
) -> str:
    from suites.build.builder import Builder
    from suites.build.search_index import SearchError

    if not site.private:
        refusals.refuse_private_copy(Path(site.output))
    try:
        with Progress() as progress:
            cache.save({"settings": (basis, asdict(site))})
            with closing(Builder(site, cache, progress.at, inputs)) as builder:
                refusals.refuse_problems(builder.load(), (*beside, *_placeholders(site)))
                result = builder.build()
    except SearchError as error:
        raise SystemExit(f"{printable(str(error))}; {UNCHANGED}") from None
    refusals.warn_unknown_files(site.output, result.unknown_files)
    _publish(site, result.stamps, result.notice)
    return result.line(time.perf_counter() - started)


def _placeholders(site: SiteSettings) -> tuple[Problem, ...]:
    """Return what is still to be filled in, where that matters: in a site that is published."""
    from suites.archive import files

    return files.find_placeholders(Path(site.content)) if site.published else ()


def _publish(site: SiteSettings, outputs: Any, notice: str) -> None:
    """Refuse unknown files in a site with a public address; say what weighs, and what it lacks."""
    if site.site_url and not site.private:
        refusals.refuse_unknown_files(site.output, outputs)
        if site.published and (weight := site_size.describe_weight(outputs)):
            sys.stderr.write(f"{weight}\n")
        if notice:
            sys.stderr.write(f"{notice}\n")


GC_THRESHOLDS = (10_000, 20, 1_000)
"""For `gc.set_threshold`: young objects are examined often enough, the archive rarely."""


@contextmanager
def infrequent_gc() -> Iterator[None]:
    """Collect garbage rarely: there are few cycles, and a collection examines all of memory."""
    before = gc.get_threshold()
    gc.set_threshold(*GC_THRESHOLDS)
    try:
        yield
    finally:
        gc.set_threshold(*before)
