"""Tracked files: what git tracks beside the content, and should not.

A build runs what lies in its own folders, and publishes what lies in the output. Whatever a
contribution brings there comes from a stranger. Where there is no git, nothing is asked.
"""

import shlex
import subprocess
from pathlib import Path

from suites.archive.problems import Problem, quoted

MADE = (".cache", ".suites-upgrade", ".venv", "output", "output-local")
"""The folders beside the content that are made on each machine."""

CAPTURES = "captures"
"""The folder of other people's texts."""

COMPILED = "__pycache__"
"""The folders that Python runs before it looks at the source."""


def tracked(home: Path) -> tuple[Problem, ...]:
    """Return a problem for each folder of which git may track no file; `home` holds the content."""
    folders: dict[str, list[str]] = {}
    for path in _listed(home):
        if folder := _folder(path):
            folders.setdefault(folder, []).append(path)
    return tuple(_problem(folder, paths) for folder, paths in sorted(folders.items()))


def _listed(folder: Path) -> list[str]:
    """Return the paths that git tracks in a folder, relative to it."""
    try:
        asked = ["git", "-C", str(folder), "ls-files", "-z"]
        done = subprocess.run(asked, capture_output=True, check=False)
    except OSError:
        return []
    if done.returncode:
        return []
    return [one.decode("utf-8", "replace") for one in done.stdout.split(b"\0") if one]


def _folder(path: str) -> str:
    """Return the folder in which a path may not be tracked; empty where it may.

    Some disks do not tell capitals apart.

    >>> _folder(".Cache/templates/a"), _folder("theme/output/a"), _folder("bench/__pycache__/a.pyc")
    ('.Cache', '', 'bench/__pycache__')
    """
    parts = path.split("/")
    folded = [part.casefold() for part in parts]
    if folded[0] in MADE or folded[0] == CAPTURES:
        return parts[0]
    if COMPILED in folded:
        return "/".join(parts[: folded.index(COMPILED) + 1])
    return path if folded[-1].endswith(".pyc") else ""


def _problem(folder: str, paths: list[str]) -> Problem:
    why = "it is made on each machine, and run or published"
    if folder.casefold() == CAPTURES:
        why = "it holds other people's texts"
    count = f"{len(paths)} files" if len(paths) > 1 else "a file"
    return Problem.of_file(
        paths[0],
        "file-tracked",
        f"git tracks {count} in {quoted(folder, 120)}: {why}",
        f"take it out of the repository, and leave it on the disk: "
        f"git rm -r --cached -- {shlex.quote(folder)}",
    )
