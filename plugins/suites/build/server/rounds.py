"""Rounds: changed files -> the site built again, and what is to be told of it.

A round is what a build is, in this process: the program is loaded, and the rest is as quick as the
change is small. The search index, which takes longer, is made by a build of its own when nothing
changed for a moment; a change in the meantime ends it.
"""

from __future__ import annotations

import gc
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from suites import build
from suites.build.cache import Cache
from suites.build.tracked_files import tracked
from suites.system.lock import alone

Say = Callable[[str], None]
"""Writes a line in the terminal."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The outcome of a round: its line, or its report when the site was left as it was."""

    is_good: bool
    said: str
    changed: bool = True


class Rounds:
    """The builds of one site, one after another."""

    def __init__(self, request: build.BuildRequest, say: Say) -> None:
        self._request, self._say = request, say
        self._indexing: subprocess.Popen[str] | None = None
        self._is_program = self._is_behind = self._is_littered = False
        self.is_outdated = False
        """Whether the program changed since it was loaded, and what it is now does build."""

    def after(self, changed: Iterable[Path]) -> Outcome:
        """Build again after these files changed."""
        folders = [self._request.settings.parent / name for name in ("content", "theme")]
        is_ours = all(any(path.is_relative_to(folder) for folder in folders) for path in changed)
        self._is_program |= not is_ours
        self._end_indexing()
        if self._is_program:
            return self.whole()
        try:
            outcome = self._here()
        except (Exception, SystemExit):  # noqa: BLE001 - the build that follows says what is wrong
            outcome = None
        return outcome or self.whole()

    def _here(self) -> Outcome | None:
        """Build in this process, without the search; None when the settings are to be read."""
        from suites.build.builder import Builder

        started, self._is_littered = time.perf_counter(), True
        with build.rarely_collected(), alone(self._request.cache):
            cache = Cache(self._request.cache)
            setting = build.kept_setting(cache, self._request.about())
            if setting is None:
                return None
            with closing(Builder(setting, cache, lambda *_: None)) as builder:
                try:
                    build.refuse_problems(builder.load(), tracked(self._request.settings.parent))
                except SystemExit as refused:
                    self._say(str(refused))
                    return Outcome(False, str(refused))
                done = builder.build(search=False)
            self._is_behind |= done.is_behind
        line = done.line(time.perf_counter() - started)
        self._say(line)
        return Outcome(True, line, bool(done.written))

    def whole(self) -> Outcome:
        """Build in a process of its own, with the program as it is now."""
        said: list[str] = []
        with self._begun(out=subprocess.PIPE, err=subprocess.STDOUT) as run:
            assert run.stdout
            for line in run.stdout:
                said.append(line)
                self._say(line.rstrip())
        is_good = run.returncode == 0
        self.is_outdated = self._is_program and is_good
        text = "".join(said).strip()
        return Outcome(is_good, text, not text.startswith("nothing changed"))

    def rest(self) -> None:
        """Make the search index, when it is older than the pages and nothing else is to be done."""
        if self._is_littered:
            # An archive that is linked refers to itself, and a round ends long before it is missed.
            self._is_littered = False
            gc.collect()
        if self._indexing and self._indexing.poll() is not None:
            _, said = self._indexing.communicate()
            if self._indexing.returncode:
                self._say(f"the search is as it was: {said.strip()}")
            self._indexing = None
        if self._is_behind and not self._indexing:
            self._is_behind = False
            # Pages are not to wait for the search.
            polite = () if sys.platform == "win32" else ("nice", "-n", "15")
            self._indexing = self._begun(*polite, out=subprocess.DEVNULL, err=subprocess.PIPE)

    def _end_indexing(self) -> None:
        if self._indexing:
            self._indexing.kill()
            self._indexing.communicate()
            self._indexing, self._is_behind = None, True

    def _begun(self, *before: str, out: int, err: int) -> subprocess.Popen[str]:
        request = self._request
        command = [sys.executable, "-m", "suites", "build", "--settings", str(request.settings)]
        if request.own_output:
            command += ["--output", str(request.own_output)]
        return subprocess.Popen(
            [*before, *command], stdout=out, stderr=err, encoding="utf-8", errors="replace"
        )
