"""Build: how the site is made of the archive, and made again with little work.

    inputs, records, changes    the files that it is made of; the archive, loaded; what changed
    targets, plans, builder     what the site consists of; what of it is stale; the one way
    workers, staging, templates, share_images, search_index    how that is rendered and published
    cache, guarded, server      what one build leaves for the next; the site while it is written

The settings are Pelican's to read. What they said is kept: a build after an edit does not import
Pelican, and "nothing changed" is answered before anything heavy is imported.
"""

from __future__ import annotations

import gc
import logging
import sys
import time
import traceback
from collections.abc import Container, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from suites.archive import problem_report
from suites.archive.ignored_files import is_ignored
from suites.archive.problems import Problem, printable
from suites.build.cache import CACHE, Cache, CacheError
from suites.build.inputs import Input, Setting, altered, changed, look_at, scan
from suites.build.staging import is_interrupted, strangers
from suites.build.tracked_files import tracked
from suites.system import environment
from suites.system.lock import BusyError, alone
from suites.system.progress import Progress

if TYPE_CHECKING:
    from suites.analysis.loading import Reading

LOCAL_CACHE = f"{CACHE}/local"
"""Of private copies, beside the settings; `pelicanconf.py` says the same to Pelican."""

OURS = ("suites.build.pelican_plugins.check", "suites.build.pelican_plugins.publish")
"""The adapters; with any other plugin of Pelican's, it runs at every build."""

LEFT = "the site is left as it was"


@dataclass(frozen=True, slots=True)
class BuildRequest:
    """The settings of a site, and the output if it is not theirs; absolute paths."""

    settings: Path
    own_output: Path | None

    @classmethod
    def of(cls, settings: Path, output: Path | None = None) -> BuildRequest:
        """Return the request of a command, whose paths may be relative."""
        return cls(settings.resolve(), output.resolve() if output else None)

    @property
    def cache(self) -> Path:
        """Return the folder of what is kept between builds."""
        return self.settings.parent / (LOCAL_CACHE if environment.full_text() else CACHE)

    @property
    def output(self) -> Path:
        """Return the folder into which the site is built, by default where none is given."""
        name = environment.LOCAL_OUTPUT if environment.full_text() else "output"
        return self.own_output or self.settings.parent / name

    def about(self) -> list[Any]:
        """Return what the resolved settings rest on: these files, the variables, what is installed.

        Settings import one another: every module beside them counts.
        """
        found = sorted(self.settings.parent.glob("*.py"))
        modules = [path for path in found if not is_ignored((path.name,))]
        digests = {path: one.digest for path, one in look_at([self.settings, *modules], {}).items()}
        return [str(self.settings), str(self.own_output or ""), digests, environment.values()]


def build(settings: Path, output: Path | None = None, *, full: bool = False) -> str:
    """Build the site, and return the closing line; with `full`, all of it anew.

    The line is empty where Pelican ran, for the sake of other plugins, and has said it.
    `output` takes the place of the settings' own. Raises SystemExit with the whole report when the
    content has problems: the output is then as it was. RuntimeError after a warning of Pelican's.
    """
    request = BuildRequest.of(settings, output)
    if not request.settings.is_file():
        shown = printable(str(request.settings))
        raise SystemExit(f"no settings at {shown}; --settings says where they are")
    try:
        with rarely_collected(), alone(request.cache):
            return _build(request, full=full)
    except BusyError as error:
        raise SystemExit(f"{printable(str(error))}; {LEFT}") from None


def _build(request: BuildRequest, *, full: bool) -> str:
    started = time.perf_counter()
    cache = Cache(request.cache, empty=full)
    about = request.about()
    setting = kept_setting(cache, about)
    refused = tracked(request.settings.parent)
    if setting and not full and not refused:
        try:
            if line := _nothing_changed(setting, cache, started):
                return line
        except CacheError:
            cache = Cache(request.cache, empty=True)
    setting = setting or _resolved(request, full=full)
    if setting is None:
        return ""
    return _go_on(setting, cache, about, started, refused)


def kept_setting(cache: Cache, about: list[Any]) -> Setting | None:
    """Return what Pelican read in the settings, if they rest on the same as then; else None."""
    try:
        kept = cache.load("settings")
    except CacheError:
        return None
    return Setting(**kept[1]) if kept and kept[0] == about else None


def _nothing_changed(setting: Setting, cache: Cache, started: float) -> str:
    """Return the line of a build that has nothing to do; empty when it has, or may have."""
    site = cache.load("site")
    if not site or site["setting"] != asdict(setting) or site["behind"]:
        return ""
    known = {path: Input(*one) for path, one in cache.load("inputs").items()}
    inputs = scan(setting, known)
    if changed(known, inputs) or altered(setting.output, site["outputs"]):
        return ""
    if is_interrupted(setting.output):
        return ""
    if inputs != known:
        with suppress(OSError):  # a cache that can only be read says it as well, the next time too
            cache.save({"inputs": {path: tuple(one) for path, one in inputs.items()}})
    refuse_to_publish(setting, site["outputs"], site["lacks"])
    return f"nothing changed: {site['pages']} pages, {time.perf_counter() - started:.1f} s"


def _go_on(
    setting: Setting, cache: Cache, about: list[Any], started: float, refused: Sequence[Problem]
) -> str:
    from suites.build.builder import Builder
    from suites.build.pelican_plugins.refusals import refuse_private_copy
    from suites.build.search_index import SearchError

    if not setting.private:
        refuse_private_copy(Path(setting.output))
    try:
        with Progress() as progress:
            cache.save({"settings": (about, asdict(setting))})
            builder = Builder(setting, cache, progress.at)
            with closing(builder):
                refuse_problems(builder.load(), refused)
                done = builder.build()
    except SearchError as error:
        raise SystemExit(f"{printable(str(error))}; {LEFT}") from None
    tell_strangers(setting.output, done.strangers)
    refuse_to_publish(setting, done.files, done.lacks)
    return done.line(time.perf_counter() - started)


def refuse_problems(reading: Reading, more: Sequence[Problem] = ()) -> None:
    """Raise SystemExit with every problem of an archive, when there is any."""
    problems = (*reading.problems, *more)
    if problems:
        raise SystemExit(f"{problem_report.whole(problems, reading.files)}; {LEFT}")


def tell_strangers(output: str, found: Sequence[str]) -> None:
    """Say in a sentence that an output holds files of an earlier build, or of nobody's."""
    if found:
        sys.stderr.write(
            f"{printable(output)} holds {len(found)} files that this build does not know, such as "
            f"{printable(found[0])}: delete the folder and build again, unless they are yours\n"
        )


def _resolved(request: BuildRequest, *, full: bool) -> Setting | None:
    """Return what Pelican reads in the settings; None after a run with other plugins than ours."""
    import pelican

    from suites.build.pelican_plugins import edition, refusals

    _fatal_warnings()
    output = ["--output", str(request.own_output)] if request.own_output else []
    arguments = ["--settings", str(request.settings), "--cache-path", str(request.cache), *output]
    try:
        site, read = pelican.get_instance(pelican.parse_arguments(arguments))
    except Exception as error:  # noqa: BLE001 - settings are a program, which may fail in any way
        raise SystemExit(_unusable(request.settings, error)) from None
    if tuple(read["PLUGINS"]) == OURS:
        refusals.refuse(site.settings)
        return edition.setting(site.settings)
    if OURS[-1] not in read["PLUGINS"]:
        raise SystemExit(f"PLUGINS in the settings must end with {OURS[-1]}")
    site.settings[edition.FULL] = full
    site.run()
    return None


RARELY = (10_000, 20, 1_000)
"""As for `gc.set_threshold`: what came lately is looked through often enough, all else is not."""


@contextmanager
def rarely_collected() -> Iterator[None]:
    """Collect garbage rarely: there are few cycles, and all that is in memory is gone through."""
    before = gc.get_threshold()
    gc.set_threshold(*RARELY)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _unusable(settings: Path, error: Exception) -> str:
    """Return in one sentence what is wrong with the settings, and where."""
    if str(error) == "Warning or error encountered":  # of Pelican's log, which has said what
        return f"the settings cannot be used; {LEFT}"
    frames = traceback.extract_tb(error.__traceback__)
    places = [(one.filename, one.lineno) for one in frames]
    if isinstance(error, SyntaxError):
        places.append((error.filename or "", error.lineno))
    ours = [f"{file}:{line}" for file, line in places if Path(file).parent == settings.parent]
    shown = printable(f"{ours[-1] if ours else settings}: {type(error).__name__}: {error}")
    return f"{shown}; {LEFT}"


def _fatal_warnings() -> None:
    from pelican import log

    handler = logging.StreamHandler()
    log.init(level=logging.WARNING, fatal="warnings", handler=handler, name="pelican")


def refuse_to_publish(setting: Setting, outputs: Container[str], lacks: str) -> None:
    """Raise SystemExit when a site with a public address holds files that no build made.

    What its readers lack is said in a sentence, and is no reason to refuse.
    """
    if setting.private or not setting.site_url:
        return
    if found := strangers(setting.output, outputs):
        count = f"{len(found)} files" if len(found) > 1 else "a file"
        shown = printable(f"{setting.output}/{found[0]}")
        raise SystemExit(
            f"{printable(setting.output)} holds {count} that no build made: "
            f"delete {shown} before publishing"
        )
    if lacks:
        sys.stderr.write(f"{lacks}\n")
