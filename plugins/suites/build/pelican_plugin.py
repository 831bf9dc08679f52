"""The Pelican plugin: one run of Pelican is one build of the site.

    get_generators -> load and check the archive -> SiteGenerator.generate_output -> build the site

Pelican sends `get_generators` at every run, before it writes anything. SystemExit from a handler is
printed as it is, without a traceback. Under `pelican --autoreload`, a run that fails is reported,
and Pelican waits for the next change.
"""

import inspect
import sys
import time
import traceback
from collections.abc import Iterator, MutableMapping
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pelican
from pelican import signals
from pelican.generators import Generator
from pelican.log import console
from rich.console import ConsoleRenderable, RenderHook

from suites.archive import files
from suites.archive.problem_report import describe_os_error
from suites.archive.problems import printable
from suites.build import own_templates, refusals
from suites.build.builder import Builder
from suites.build.cache import Cache
from suites.build.search_index import SearchError
from suites.build.settings import SiteSettings
from suites.build.tracked_files import tracked
from suites.system import environment
from suites.system.lock import BusyError, locked
from suites.system.progress import Progress

RUN, FULL = "SUITES_RUN", "SUITES_FULL"
"""Names in Pelican's settings: the run, for the generator; whether all is to be built anew."""


class Run(NamedTuple):
    """A loaded archive without problems, and its builder.

    `started` is the time (`time.perf_counter`) at which loading began; `lock` is held until then.
    """

    started: float
    builder: Builder
    progress: Progress
    lock: ExitStack


class SiteGenerator(Generator):  # type: ignore[misc]
    """Pelican's generator for the whole site; its `articles` are the archive's."""

    def generate_context(self) -> None:
        """Give other plugins the archive's articles."""
        if run := self.settings[RUN]:
            self.context["articles"] = run.builder.linked.archive.articles.values()

    def generate_output(self, _writer: Any) -> None:
        """Build the site; send `content_written` for each file, as Pelican's writer does."""
        run: Run | None = self.settings[RUN]
        if not run:
            return
        with run.lock, closing(run.builder), run.progress, _failures_reported(self.settings):
            result = run.builder.build()
        if not self.settings[RUN]:
            return
        refusals.warn_unknown_files(self.settings["OUTPUT_PATH"], result.unknown_files)
        for address in result.written:
            path = f"{self.settings['OUTPUT_PATH']}/{address}"
            signals.content_written.send(path, context=self.context)
        line = result.line(time.perf_counter() - run.started)
        console.print(line, markup=False, highlight=False, soft_wrap=True)


def _generator(site: pelican.Pelican) -> type[SiteGenerator]:
    with _failures_reported(site.settings):
        site.settings[RUN] = _load(site.settings)
    return SiteGenerator


def _load(settings: MutableMapping[str, Any]) -> Run:
    """Load and check the archive; SystemExit with every problem when there is any."""
    started = time.perf_counter()
    refusals.refuse_settings(settings)
    folder = Path(settings["CACHE_PATH"]).absolute()
    progress = Progress()
    with ExitStack() as lock:
        lock.enter_context(locked(folder))
        cache = Cache(folder, empty=bool(settings.get(FULL)))
        builder = Builder(SiteSettings.of_pelican(settings), cache, progress.at)
        content = Path(settings["PATH"])
        unwritten = files.find_placeholders(content) if settings.get("PUBLISHED") else ()
        of_templates = own_templates.problems(content.parent, Path(settings["THEME"]))
        beside = (*tracked(content.parent), *of_templates, *unwritten)
        refusals.refuse_problems(builder.load(), beside)
        declared = builder.linked.archive.settings
        refusals.refuse_language(settings["DEFAULT_LANG"], declared)
        settings["DEFAULT_LANG"] = declared.language
        return Run(started, builder, progress, lock.pop_all())


@contextmanager
def _failures_reported(settings: MutableMapping[str, Any]) -> Iterator[None]:
    """Raise SystemExit with a sentence for a failure; under autoreload, write that and go on."""
    try:
        yield
        return
    except SystemExit as stopped:
        stop = stopped
    except (SearchError, BusyError) as error:
        stop = SystemExit(f"{printable(str(error))}; {refusals.UNCHANGED}")
    except Exception as error:
        if isinstance(error, OSError) and error.errno is not None:
            stop = SystemExit(describe_os_error(error))
        elif _is_autoreload():
            # Pelican would begin the same run again at once, and for ever.
            stop = SystemExit(traceback.format_exc())
        else:
            raise
    if not _is_autoreload():
        raise stop from None
    sys.stderr.write(f"{stop}\n")
    settings[RUN] = None


def _is_autoreload() -> bool:
    """Return whether Pelican goes on after this run: it says so to no plugin."""
    frame = inspect.currentframe()
    while frame and frame.f_code is not pelican.autoreload.__code__:
        frame = frame.f_back
    return frame is not None


class _WithoutClosingLine(RenderHook):
    """Keeps Pelican's closing line, which counts articles of its own, from its console."""

    def process_renderables(self, renderables: list[ConsoleRenderable]) -> list[ConsoleRenderable]:
        """Return all that is to be shown but that line."""
        return [one for one in renderables if not str(one).startswith("Done: Processed ")]


_HOOK = _WithoutClosingLine()


def register() -> None:
    """Connect the plugin to Pelican's signals."""
    environment.open_streams()
    signals.get_generators.connect(_generator)
    console.push_render_hook(_HOOK)
