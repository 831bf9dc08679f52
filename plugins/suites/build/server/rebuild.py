"""Rebuild: changed files -> the site built again, and the outcome for the terminal and the pages.

A rebuild runs in this process, where the program is loaded: it takes as long as the change is
large. The search index, which takes longer, is built by a process of its own when nothing changed
for a moment; a change in the meantime ends it.
"""

import gc
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from suites.build import BuildRequest, infrequent_gc, own_templates
from suites.build.cache import Cache
from suites.build.refusals import refuse_problems
from suites.build.tracked_files import tracked
from suites.system.lock import locked

CONTENT = "content"
SOURCES = (CONTENT, "theme", own_templates.FOLDER)
"""The folders beside the settings of which a change needs no other program."""

PrintLine = Callable[[str], None]
"""Writes a line in the terminal."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The outcome of a rebuild: its closing line, or its report when the site is unchanged."""

    is_good: bool
    text: str
    has_changed: bool = True


class Rebuilder:
    """The builds of one site, one after another."""

    def __init__(self, request: BuildRequest, print_line: PrintLine) -> None:
        self._request, self._print = request, print_line
        self._indexing: subprocess.Popen[str] | None = None
        self._program_changed = self._index_outdated = self._has_garbage = False
        self.is_outdated = False
        """Whether the program changed since it was loaded, and what it is now does build."""

    def rebuild(self, changed: Iterable[Path]) -> Outcome:
        """Build again after these files changed."""
        folders = [self._request.settings.parent / name for name in SOURCES]
        is_ours = all(any(path.is_relative_to(folder) for folder in folders) for path in changed)
        self._program_changed |= not is_ours
        self._stop_indexing()
        if self._program_changed:
            return self.build()
        try:
            outcome = self._rebuild_here()
        except (Exception, SystemExit):  # noqa: BLE001 - the build that follows says what is wrong
            outcome = None
        return outcome or self.build()

    def _rebuild_here(self) -> Outcome | None:
        """Build in this process, without the search; None when the settings must be read anew."""
        from suites.build.builder import Builder

        started, self._has_garbage = time.perf_counter(), True
        with infrequent_gc(), locked(self._request.cache):
            cache = Cache(self._request.cache)
            settings = self._request.cached(cache, self._request.basis())
            if settings is None:
                return None
            with closing(Builder(settings, cache, lambda *_: None)) as builder:
                try:
                    home = self._request.settings.parent
                    beside = own_templates.problems(home, Path(settings.theme))
                    refuse_problems(builder.load(), (*tracked(home), *beside))
                except SystemExit as refused:
                    self._print(str(refused))
                    return Outcome(False, str(refused))
                done = builder.build(search=False)
            self._index_outdated |= done.is_outdated
        line = done.line(time.perf_counter() - started)
        self._print(line)
        return Outcome(True, line, bool(done.written))

    def build(self) -> Outcome:
        """Build in a process of its own, with the program as it is now."""
        lines: list[str] = []
        with self._start(out=subprocess.PIPE, err=subprocess.STDOUT) as run:
            assert run.stdout
            for line in run.stdout:
                lines.append(line)
                self._print(line.rstrip())
        is_good = run.returncode == 0
        self.is_outdated = self._program_changed and is_good
        text = "".join(lines).strip()
        return Outcome(is_good, text, not text.startswith("nothing changed"))

    def idle(self) -> None:
        """Start to build the search index when it is older than the pages."""
        if self._has_garbage:
            # A linked archive refers to itself, and is not collected by counting references.
            self._has_garbage = False
            gc.collect()
        if self._indexing and self._indexing.poll() is not None:
            _, errors = self._indexing.communicate()
            if self._indexing.returncode:
                self._print(f"the search is as it was: {errors.strip()}")
            self._indexing = None
        if self._index_outdated and not self._indexing:
            self._index_outdated = False
            # Pages must not wait for the search.
            low_priority = () if sys.platform == "win32" else ("nice", "-n", "15")
            self._indexing = self._start(*low_priority, out=subprocess.DEVNULL, err=subprocess.PIPE)

    def _stop_indexing(self) -> None:
        if self._indexing:
            self._indexing.kill()
            self._indexing.communicate()
            self._indexing, self._index_outdated = None, True

    def _start(self, *before: str, out: int, err: int) -> subprocess.Popen[str]:
        request = self._request
        command = [sys.executable, "-m", "suites", "build", "--settings", str(request.settings)]
        if request.own_output:
            command += ["--output", str(request.own_output)]
        return subprocess.Popen(
            [*before, *command], stdout=out, stderr=err, encoding="utf-8", errors="replace"
        )
