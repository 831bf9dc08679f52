"""Server: the site on this machine, built again while its sources are written.

    a file changes -> what rests on it, here and at once -> the browser loads it again (`rebuild`)
                   -> the search index, by a process of its own, a moment later

Other settings and another program are built by a process of their own. A report of problems is
shown in the terminal and in the pages (`http`), and the last good site stays.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from suites import build
from suites.archive.ignored_files import TOOL_FOLDERS, is_ignored
from suites.build.inputs import PROGRAM
from suites.build.server.http import BuildStatus, Server
from suites.build.server.rebuild import CONTENT, SOURCES, PrintLine, Rebuilder
from suites.build.server.saving import Saver
from suites.system import environment

if TYPE_CHECKING:
    from watchfiles.main import FileChange

STEP, DEBOUNCE, IDLE = 10, 100, 300
"""Milliseconds: after so many without a further change, or so many since the first, changes are
acted on; after so many without any, the server is idle."""


MAX_RESTARTS = 9
"""Times in a row that the watcher may end."""


def serve(settings: Path, output: Path | None, port: int, print_line: PrintLine) -> None:
    """Build, then serve on http://127.0.0.1:`port` until interrupted; SystemExit if it is taken.

    `print_line` is given each line for the terminal.
    """
    request = build.BuildRequest.of(settings, output)
    environment.refuse_bytes(str(request.settings), watched=True)
    home, status = request.settings.parent, BuildStatus()
    rebuilder = Rebuilder(request, print_line)
    with Server(port, request.output, status, Saver(home / CONTENT)):
        print_line(f"the site is at http://127.0.0.1:{port}/ (Ctrl+C ends)")
        sources = [home / name for name in SOURCES]
        watched = [*sources, PROGRAM, *sorted(home.glob("*.py"))]
        changes = _changes(watched)
        # The watcher starts here: changes during the first build are not missed.
        next(changes)
        status.update(rebuilder.build())
        for some in changes:
            if some:
                status.update(rebuilder.rebuild({Path(path) for _kind, path in some}))
            else:
                rebuilder.idle()
            if rebuilder.is_outdated:
                # Its modules are loaded as they were: the new ones are by beginning again.
                os.execv(sys.executable, sys.orig_argv)


def _changes(watched: Sequence[Path]) -> Iterator[set[FileChange]]:
    """Yield sets of changes for ever; the first is empty, and so is one after each idle while.

    The watcher ends at a file whose name is no text: the first folder then stands for all of them.
    """
    from watchfiles import Change, watch

    some: set[FileChange] = set()
    left = MAX_RESTARTS
    while True:
        try:
            for changed in watch(
                *(path for path in watched if path.exists()),
                watch_filter=lambda _kind, path: _is_source(Path(path), watched),
                step=STEP, debounce=DEBOUNCE, rust_timeout=IDLE, yield_on_timeout=True,
                raise_interrupt=False,
            ):  # fmt: skip
                left = MAX_RESTARTS
                changed, some = changed | some, set()
                yield changed
            return
        except RuntimeError:  # the watcher's own
            left -= 1
            if not left:
                raise
            some = {(Change.added, str(watched[0]))}


def _is_source(path: Path, watched: Iterable[Path]) -> bool:
    """Return whether a changed path is a source; a folder is, for its files may have changed."""
    root = next((root for root in watched if root in path.parents), path.parent)
    inside = path.relative_to(root).parts
    return not is_ignored(inside) or (path.is_dir() and TOOL_FOLDERS.isdisjoint(inside))
