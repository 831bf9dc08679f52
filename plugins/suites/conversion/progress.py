"""Progress: how far a run is: a bar on a terminal, a line now and then in a log."""

from __future__ import annotations

import sys
import time
from types import TracebackType

_SECONDS_A_LINE = 15.0


class Progress:
    """What is told of a run while it goes on, on the standard error.

    The length of a run is known in bytes: how many pages a web archive holds is known at its end.
    """

    def __init__(self, total: int, *, quiet: bool = False) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, TextColumn, TimeRemainingColumn
        from rich.progress import Progress as Bar

        self._total, self._quiet = max(1, total), quiet
        self._console = Console(file=sys.stderr, highlight=False, markup=False, emoji=False)
        self._begun = self._told = time.monotonic()
        columns = (
            TextColumn("{task.description}"), BarColumn(), TextColumn("{task.percentage:>3.0f} %"),
            TimeRemainingColumn(compact=True),
        )  # fmt: skip
        self._bar = Bar(*columns, console=self._console, transient=True)
        self._task = self._bar.add_task("reading", total=self._total)
        self._is_bar = self._console.is_terminal and not quiet

    def __enter__(self) -> Progress:
        if self._is_bar:
            self._bar.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        if self._is_bar:
            self._bar.stop()

    def tell(self, text: str) -> None:
        """Lines about one capture, above the bar."""
        if text and not self._quiet:
            if self._is_bar:
                self._console.print(text, soft_wrap=True)
            else:
                sys.stderr.write(f"{text}\n")
                sys.stderr.flush()

    def at(self, done: int, pages: int) -> None:
        """So many bytes are read, and so many pages converted."""
        now = time.monotonic()
        rate = pages / max(now - self._begun, 1e-6)
        if self._is_bar:
            said = f"{_pages(pages)}, {rate:.1f} a second"
            self._bar.update(self._task, completed=done, description=said)
        elif now - self._told >= _SECONDS_A_LINE:
            self._told = now
            left = (now - self._begun) * (self._total - done) / max(done, 1)
            self.tell(
                f"{_pages(pages)}, {rate:.1f} a second, {100 * done // self._total} %,"
                f" about {_time(left)} left"
            )


def _pages(count: int) -> str:
    return "1 page" if count == 1 else f"{count} pages"


def _time(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 120 else f"{seconds / 60:.0f} min"
