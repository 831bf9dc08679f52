"""Build: the archive -> the site, unless nothing changed since.

"Nothing changed" is answered from the store alone, before anything heavy is imported: the sources,
the settings, the environment and the program are what they were, and the output still holds what
was written. When only records, the theme or files of the output changed, `updating` makes again
what rests on them. Else Pelican runs in this process, exactly as its own command would, and every
warning of its is fatal.
"""

from __future__ import annotations

import gc
import os
import sys
import time
import traceback
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from suites import environment, freshness, manifest
from suites.freshness import Source, digest
from suites.ignored import is_ignored
from suites.lock import BusyError, alone
from suites.problems import printable
from suites.progress import Progress
from suites.publication.two import beside
from suites.repository import tracked
from suites.store import Store

if TYPE_CHECKING:
    from suites.publication.whole import Done

CACHE, LOCAL_CACHE = ".cache", ".cache/local"
"""Beside the settings, the second for private copies; `pelicanconf.py` says the same to Pelican."""

OURS = ("suites.adapters.check", "suites.adapters.publish")
"""The adapters; with any other plugin of Pelican's, every build is a whole one."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be built: the settings, the output if it is not theirs, and the cache."""

    settings: Path
    output: Path | None
    started: float

    @property
    def cache(self) -> Path:
        """Where the store lies."""
        return cache(self.settings)

    @property
    def key(self) -> str:
        """What builds must have in common for one to go on from the other."""
        return f"{self.settings} -> {self.output or 'its own output'}"


def build(settings: Path, output: Path | None = None, *, full: bool = False) -> str:
    """Build the site, and say so in one line; with `full`, all of it anew.

    `output` takes the place of the settings' own. Raises SystemExit with the whole report when the
    content has problems: the output is then as it was. RuntimeError after a warning of Pelican's.
    """
    asked = Asked(settings.resolve(), output.resolve() if output else None, time.perf_counter())
    if not asked.settings.is_file():
        shown = printable(str(asked.settings))
        raise SystemExit(f"no settings at {shown}; --settings says where they are")
    # What git tracks of the cache is not ours: a whole build refuses it.
    full = full or bool(tracked(asked.settings.parent))
    with _rarely_collected():
        return (None if full else _from_store(asked)) or _whole(asked)


def refresh(settings: Path, output: Path | None, changed: Iterable[Path] | None) -> str | None:
    """Make again what rests on these files of the content or the theme, and say so in one line.

    None of them means whichever changed. No other source and no file of the output is looked at,
    and the search index is left to a later build. None when only a whole build can tell.
    """
    asked = Asked(settings.resolve(), output.resolve() if output else None, time.perf_counter())
    return _from_store(
        asked, None if changed is None else frozenset(map(str, changed)), search=False
    )


def cache(settings: Path) -> Path:
    """Where what is kept between builds lies."""
    return settings.resolve().parent / (LOCAL_CACHE if environment.full_text() else CACHE)


def place(settings: Path, output: Path | None = None) -> Path:
    """Where a build with these settings put the site last, else where it will by default."""
    settings = settings.resolve()
    if output:
        return output.resolve()
    return settings.parent / (environment.LOCAL_OUTPUT if environment.full_text() else "output")


def _from_store(
    asked: Asked, only: frozenset[str] | None = None, *, search: bool = True
) -> str | None:
    try:
        with alone(asked.cache), closing(Store(asked.cache)) as store:
            if store.set_aside:
                sys.stderr.write(f"{printable(store.set_aside)}\n")
            return _going_on(asked, store, only, search=search)
    except BusyError as error:
        raise SystemExit(f"{printable(str(error))}; the site is left as it was") from None


def _going_on(
    asked: Asked, store: Store, only: frozenset[str] | None, *, search: bool
) -> str | None:
    """The line of a build that goes on from the last one; None when it cannot.

    With `only` these sources are looked at, and no file of the output.
    """
    meta = store.meta
    if meta.get("key") != asked.key or meta.get("environment") != digest(environment.values()):
        return None
    output = meta["setting"]["output"]
    known = store.sources(only)
    altered = store.doubted(output)
    if only is None:
        written = store.written()
        # As many files as sources: each process looks at its own.
        with beside(lambda: manifest.altered(output, written)) as looked:
            sources = _sources(asked, meta["setting"]["content"], meta["setting"]["theme"], known)
            altered |= looked()
    else:
        sources = manifest.sources(map(Path, filter(os.path.lexists, only)), known)
    changed = freshness.changed(known, sources)
    if not changed and not altered and not (search and meta["behind"]):
        if sources != known:
            store.keep_sources(sources)
            store.commit()
        _look_at_what_is_published(Path(output), store)
        return f"nothing changed: {meta['pages']} pages, {_seconds(asked.started)}"
    if not meta["goes_on"] or (Path(output) / environment.PRIVATE_COPY).exists():
        return None
    done = _update(store, changed, altered, search=search)
    if done is None:
        return None
    store.keep_sources(
        {path: now for path, now in sources.items() if known.get(path) != now},
        changed - sources.keys(),
    )
    store.commit()
    _look_at_what_is_published(Path(output), store)
    return _line(asked, done)


def _update(
    store: Store, changed: frozenset[str], altered: frozenset[str], *, search: bool
) -> Done | None:
    """What was made again for these sources and files; None when only a whole build can tell."""
    setting = store.meta["setting"]
    content, theme = Path(setting["content"]), Path(setting["theme"])
    records = {path for one in changed if (path := Path(one)).is_relative_to(content)}
    is_theme = {path for one in changed if (path := Path(one)).is_relative_to(theme)}
    if len(records) + len(is_theme) < len(changed) or any(p.parent == content for p in records):
        return None
    from suites.adapters import pagefind
    from suites.publication.updating import Changes, updated

    changes = Changes(frozenset(records), bool(is_theme), altered)
    try:
        with Progress() as progress:
            return updated(store, changes, pagefind, progress.at, search=search)
    except pagefind.SearchError as error:
        raise SystemExit(f"{printable(str(error))}; the site is left as it was") from None


def _whole(asked: Asked) -> str:
    import pelican

    from suites.adapters import edition

    _fatal_warnings()
    output = ["--output", str(asked.output)] if asked.output else []
    arguments = ["--settings", str(asked.settings), "--cache-path", str(asked.cache), *output]
    try:
        site, read = pelican.get_instance(pelican.parse_arguments(arguments))
    except Exception as error:  # noqa: BLE001 - settings are a program, which may fail in any way
        raise SystemExit(_unusable(asked.settings, error)) from None
    sources = _sources(asked, read["PATH"], read["THEME"], {})
    pelican.console.quiet = True  # it would say that no article was processed
    try:
        site.run()
    finally:
        pelican.console.quiet = False
    this = edition.of(site.settings)
    if this is None or this.done is None:
        raise SystemExit("PLUGINS in the settings must end with suites.adapters.publish")
    done = this.done
    _remember(asked, sources, done, goes_on=tuple(read["PLUGINS"]) == OURS)
    return _line(asked, done)


@contextmanager
def _rarely_collected() -> Iterator[None]:
    """Hardly ever look for cycles among all that is in memory: there are few, and it takes long."""
    before = gc.get_threshold()
    gc.set_threshold(*RARELY)
    try:
        yield
    finally:
        gc.set_threshold(*before)


RARELY = (10_000, 20, 1_000)
"""As for `gc.set_threshold`: what came lately is looked through often enough, all else is not."""


def _remember(asked: Asked, sources: dict[str, Source], done: Done, *, goes_on: bool) -> None:
    """Keep what the whole build rested on, unless another build came in between."""
    with alone(asked.cache), closing(Store(asked.cache)) as store:
        if store.meta.get("build") == done.build:
            store.keep_sources(sources)
            store.meta |= {"key": asked.key, "environment": digest(environment.values())}
            store.meta["goes_on"] = goes_on and not environment.full_text()
            store.commit()
        _look_at_what_is_published(Path(store.meta["setting"]["output"]), store)


def _line(asked: Asked, done: Done) -> str:
    return done.line(time.perf_counter() - asked.started)


def _unusable(settings: Path, error: Exception) -> str:
    """Return in one sentence what is wrong with the settings, and where."""
    if str(error) == "Warning or error encountered":  # of Pelican's log, which has said what
        return "the settings cannot be used; the site is left as it was"
    frames = traceback.extract_tb(error.__traceback__)
    places = [(one.filename, one.lineno) for one in frames]
    if isinstance(error, SyntaxError):
        places.append((error.filename or "", error.lineno))
    ours = [f"{file}:{line}" for file, line in places if Path(file).parent == settings.parent]
    place = ours[-1] if ours else settings
    shown = printable(f"{place}: {type(error).__name__}: {error}")
    return f"{shown}; the site is left as it was"


def _fatal_warnings() -> None:
    import logging

    from pelican import log

    handler = logging.StreamHandler()
    log.init(level=logging.WARNING, fatal="warnings", handler=handler, name="pelican")


def _look_at_what_is_published(output: Path, store: Store) -> None:
    """SystemExit when a site with a public address holds what no build of it made.

    What its readers lack is said in a sentence, and refuses nothing.
    """
    if environment.full_text() or not environment.values()["SITEURL"]:
        return
    from suites.pages.full_text import MARK

    for page in sorted(output.rglob("*.html")):
        if MARK in page.read_text("utf-8", errors="replace"):
            shown = printable(str(page))
            raise SystemExit(f"{shown} belongs to a private copy: delete it before publishing")
    # Other plugins of Pelican's may have files of their own there.
    if store.meta["goes_on"] and (found := manifest.strangers(output, store.written())):
        count = f"{len(found)} files" if len(found) > 1 else "a file"
        shown = printable(f"{output / found[0]}")
        raise SystemExit(
            f"{printable(str(output))} holds {count} that no build made: "
            f"delete {shown} before publishing"
        )
    if store.meta["lacks"]:
        sys.stderr.write(f"{store.meta['lacks']}\n")


def _sources(asked: Asked, content: str, theme: str, known: dict[str, Source]) -> dict[str, Source]:
    # Settings import one another: every module beside them counts.
    found = sorted(asked.settings.parent.glob("*.py"))
    modules = [path for path in found if not is_ignored((path.name,))]
    program = Path(__file__).parents[1]
    texts: list[Path] = []
    if environment.full_text():
        # The full texts alone: a web archive may have gigabytes, and changes no page.
        texts = sorted((asked.settings.parent / "captures").glob("*.md"))
    paths = [Path(content), Path(theme), program, asked.settings, *modules, *texts]
    return manifest.sources(paths, known)


def _seconds(started: float) -> str:
    return f"{time.perf_counter() - started:.1f} s"
