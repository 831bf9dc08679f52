"""Progress: how far a run is: a bar on a terminal, a line now and then in a log; on standard error.

Runs of less than two seconds show nothing. No thread is used: the work reports as often as it
likes, and a report is shown ten times a second at most.
"""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import Any

SHORT = 2.0
"""Seconds of work without a report."""

_A_BAR, _A_LINE = 0.1, 5.0
"""Seconds from one showing to the next, on a terminal and in a log."""


class Progress:
    """Reports how far a run is, one stage after another."""

    def __init__(self, *, quiet: bool = False) -> None:
        self._begun = self._stage_begun = time.monotonic()
        self._quiet, self._what, self._of = quiet, "", 0
        self._is_bar = sys.stderr.isatty() and not quiet
        self._shown = self._begun + SHORT - (_A_BAR if self._is_bar else _A_LINE)
        self._bar: Any = None

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Remove the bar; it comes back with the next report."""
        if self._bar:
            self._bar.stop()
            self._bar = None

    def say(self, text: str) -> None:
        """Print lines of their own, above the bar."""
        if not text or self._quiet:
            return
        if self._bar:
            self._bar.console.print(text, soft_wrap=True)
        else:
            sys.stderr.write(f"{text}\n")
            sys.stderr.flush()

    def at(self, what: str, done: int, of: int, detail: str = "") -> None:
        """Show that `done` of `of` is done of a stage, with a detail; `of` is 0 while unknown."""
        now = time.monotonic()
        if what != self._what:
            self._what, self._stage_begun = what, now
        if self._quiet or now - self._shown < (_A_BAR if self._is_bar else _A_LINE):
            return
        self._shown = now
        text = f"{what}{', ' if detail else ''}{detail}"
        if self._is_bar:
            self._draw(text, done, of)
        elif done and of:
            left = (now - self._stage_begun) * (of - done) / done
            self.say(f"{text}, {100 * done // of} %, about {_time(left)} left")
        else:
            self.say(text)

    def _draw(self, text: str, done: int, of: int) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

        if not self._bar:
            columns = (
                TextColumn("{task.description}"), BarColumn(),
                TextColumn("{task.percentage:>3.0f} %"), TimeRemainingColumn(compact=True),
            )  # fmt: skip
            console = Console(file=sys.stderr, highlight=False, markup=False, emoji=False)
            self._bar = Progress(*columns, console=console, transient=True, auto_refresh=False)
            self._bar.start()
        if not self._bar.tasks or self._bar.tasks[-1].fields["what"] != self._what:
            for task in self._bar.tasks:
                self._bar.remove_task(task.id)
            self._bar.add_task(text, total=of or None, what=self._what)
        task = self._bar.tasks[-1].id
        self._bar.update(task, completed=done, total=of or None, description=text, refresh=True)


def _time(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 120 else f"{seconds / 60:.0f} min"
