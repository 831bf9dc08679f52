"""Binary: Pagefind's own program, run alike whatever variables, locale and disk are here."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from errno import ENOSPC
from pathlib import Path

import pagefind_bin


class SearchError(RuntimeError):
    """The index could not be made; the message is one sentence."""


def run(site: Path, made: Path, options: Sequence[str]) -> None:
    """Index the pages of a folder into another; SearchError, or OSError when the disk is full."""
    folders = [b"--site", os.fsencode(site), b"--output-path", os.fsencode(made)]
    # As bytes: the locale may lack signs that an option holds.
    arguments = [*folders, *(one.encode() for one in options)]
    try:
        command = [os.fsencode(pagefind_bin.get_executable()), *arguments]
        done = subprocess.run(command, capture_output=True, check=False, env=_variables())
    except OSError as error:
        raise SearchError(f"the search index cannot be made: {error}") from None
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        why = (said or [f"it ended with {done.returncode}"])[0].removeprefix("Error: ").strip()
        raise SearchError(f"the search index cannot be made: Pagefind says: {why}")
    _refuse_empty(made)


def _variables() -> dict[str, str]:
    """Return the environment but for Pagefind's own settings, and for what it stumbles over."""
    return {
        name: value
        for name, value in os.environ.items()
        if f"{name}{value}".isascii() and not name.startswith("PAGEFIND_")
    }


def _refuse_empty(made: Path) -> None:
    # Pagefind says nothing of a disk that is full.
    for parent, _, names in os.walk(made):
        for path in (f"{parent}{os.sep}{name}" for name in names):
            if not os.stat(path).st_size:  # noqa: PTH116 - as many as pages
                raise OSError(ENOSPC, os.strerror(ENOSPC), path)
