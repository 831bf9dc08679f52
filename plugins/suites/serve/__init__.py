"""Serve: the site on this machine, made again while its sources are written.

    a file changes -> the pages that rest on it, here and at once -> the browser loads them again
                   -> the search index, aside, a moment later

What cannot be made again here (a problem, other settings, another program) is built by a process
of its own; its report is shown in the terminal and in the pages, and the last good site stays.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from suites import build, environment
from suites.ignored import FOLDERS, is_ignored
from suites.serve.rebuilding import Rebuilding, Say
from suites.serve.searching import Searching
from suites.serve.server import News, Server

if TYPE_CHECKING:
    from watchfiles.main import FileChange

AT_ONCE, AT_MOST, IDLE = 10, 100, 300
"""Milliseconds: a change is acted on when nothing more changed for so long, or after so long; so
long nothing is waited for at the beginning."""


def serve(settings: Path, output: Path | None, port: int, say: Say) -> None:
    """Build, then serve on http://127.0.0.1:`port` until interrupted; SystemExit if it is taken.

    `say` is given each line for the terminal.
    """
    from watchfiles import Change

    settings = settings.resolve()
    environment.refuse_bytes(str(settings), watched=True)
    home, program = settings.parent, Path(__file__).parents[1]
    site, news = build.place(settings, output), News()
    searching = Searching(home / "content", build.cache(settings), site)
    rebuilding = Rebuilding(settings, output, program, say)
    with Server(port, site, news, searching):
        say(f"the site is at http://127.0.0.1:{port}/ (Ctrl+C ends)")
        watched = [home / "content", home / "theme", program, *sorted(home.glob("*.py"))]
        changes = _changes(watched)
        # What changes from now on is known, during the first build too.
        next(changes)
        news.tell(rebuilding.whole())
        searching.renew(behind=rebuilding.is_behind)
        rebuilding.get_ready()
        for some in filter(None, changes):
            paths = {Path(path) for _kind, path in some}
            came = {Path(path) for kind, path in some if kind != Change.modified}
            outcome = rebuilding.after(paths, scan=any(_is_many(path) for path in came))
            # Before the pages hear of it: the page of the search would read what was.
            searching.renew(behind=rebuilding.is_behind)
            news.tell(outcome)
            if rebuilding.is_outdated:
                # Its modules are loaded as they were: the new ones are by beginning again.
                os.execv(sys.executable, sys.orig_argv)


def _changes(watched: Sequence[Path]) -> Iterator[set[FileChange]]:
    """What changes, again and again; nothing when nothing did for a while, or to begin with.

    The watcher ends at a file whose name is no text: the first folder then stands for all of them.
    """
    from watchfiles import Change, watch

    goes_on = True
    some: set[FileChange] = set()
    while goes_on:
        goes_on = False
        try:
            for changed in watch(
                *(path for path in watched if path.exists()),
                watch_filter=lambda _kind, path: _counts(Path(path), watched),
                step=AT_ONCE, debounce=AT_MOST, rust_timeout=IDLE, yield_on_timeout=True,
                raise_interrupt=False,
            ):  # fmt: skip
                yield changed | some
                goes_on, some = True, set()
        except RuntimeError:  # the watcher's own
            if not goes_on:
                raise
            some = {(Change.added, str(watched[0]))}
        else:
            return


def _counts(path: Path, watched: Iterable[Path]) -> bool:
    """Return whether a change of this path is one of the sources; what a folder holds may be."""
    root = next((root for root in watched if root in path.parents), path.parent)
    inside = path.relative_to(root).parts
    return not is_ignored(inside) or (path.is_dir() and FOLDERS.isdisjoint(inside))


def _is_many(path: Path) -> bool:
    """Whether a change may stand for those of many files: a folder that came, or one that went."""
    return path.is_dir() or not path.suffix
