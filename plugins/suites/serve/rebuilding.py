"""Rebuilding: changed files -> the site made again, and what is to be told of it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from suites import build

Say = Callable[[str], None]
"""Writes a line in the terminal."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build came to: its line, or its report when the site was left as it was."""

    is_good: bool
    said: str
    changed: bool = True


class Rebuilding:
    """The builds of one site, one after another."""

    def __init__(self, settings: Path, output: Path | None, program: Path, say: Say) -> None:
        self._settings, self._output, self._program = settings, output, program
        self._say, self._is_failed, self._is_program = say, False, False
        self.is_behind = False
        """Whether the search index of the output is older than its pages."""

    @property
    def is_outdated(self) -> bool:
        """Whether the program changed since it was loaded, and what it is now does build."""
        return self._is_program and not self._is_failed

    def after(self, changed: set[Path], *, scan: bool) -> Outcome:
        """Make again what rests on the files; with `scan` on whichever changed."""
        folders = [self._settings.parent / name for name in ("content", "theme")]
        is_ours = all(any(path.is_relative_to(folder) for folder in folders) for path in changed)
        self._is_program |= not is_ours
        # After a failure nobody knows which of the earlier changes are still to be made.
        if self._is_program or self._is_failed:
            return self.whole()
        try:
            line = build.refresh(self._settings, self._output, None if scan else changed)
        except Exception:  # noqa: BLE001 - what is wrong is said by the build that follows
            line = None
        if line is None:
            return self.whole()
        self._say(line)
        self.is_behind |= not line.startswith("nothing changed")
        return Outcome(True, line, not line.startswith("nothing changed"))

    def get_ready(self) -> None:
        """Load what the first change will need."""
        import suites.adapters.pagefind
        import suites.publication.updating  # noqa: F401

    def whole(self) -> Outcome:
        """Build in a process of its own, with the program as it is now."""
        command = [sys.executable, "-m", "suites", "build", "--settings", str(self._settings)]
        if self._output:
            command += ["--output", str(self._output)]
        said: list[str] = []
        with subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            errors="replace",
        ) as run:
            assert run.stdout
            for line in run.stdout:
                said.append(line)
                self._say(line.rstrip())
        self._is_failed = run.returncode != 0
        self.is_behind &= self._is_failed
        text = "".join(said).strip()
        return Outcome(not self._is_failed, text, not text.startswith("nothing changed"))
