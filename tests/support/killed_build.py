"""A build that is killed: `python -m support.killed_build FOLDER STEP WHO`.

It is killed before a step that changes the disk.

Steps are counted from 1: each opening to write, moving, removing and making of a folder below
FOLDER. WHO is killed: this process (`alone`), all of its group (`all`), or a worker, which counts
its own steps (`worker`). On standard output: how many steps there were, unless it was killed.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import Any

from suites import build
from suites.archive.problem_report import describe_os_error
from suites.build import search_index
from support.build_results import index_stand_in

CHANGES = ("os.rename", "os.remove", "os.mkdir", "os.rmdir")


def main(folder: Path, step: int, who: str) -> None:
    parent, below = os.getpid(), (f"{folder}{os.sep}output", f"{folder}{os.sep}.cache")
    count = 0

    def hear(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal count
        if event == "open":
            path, mode, flags = arguments
            is_change = flags & (os.O_WRONLY | os.O_RDWR) or {*(mode or "")} & {*"wax+"}
        elif event in CHANGES:
            path, is_change = arguments[0], True
        else:
            return
        is_mine = (os.getpid() != parent) == (who == "worker")
        if is_change and is_mine and str(path).startswith(below):
            count += 1
            if count == step:
                target = 0 if who == "all" else os.getpid()
                (os.killpg if who == "all" else os.kill)(target, signal.SIGKILL)

    sys.addaudithook(hear)
    search_index.make_index = index_stand_in
    try:
        line = build.build(folder / "pelicanconf.py")
        sys.stderr.write(f"{line}\n")
    except OSError as error:
        sys.exit(f"{describe_os_error(error)}")
    finally:
        sys.stdout.write(str(count))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3])
