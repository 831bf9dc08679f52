"""Git: the commit of this program, a repository for a new archive, earlier states of a file.

In this program's own repository, and in what `suites init` has just laid, any command is run:
elsewhere it might run what somebody's settings say. Earlier states and revisions are asked of
commands that run nothing of these: `rev-list`, `rev-parse`, `ls-tree` and `cat-file`.
"""

import os
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

BRANCH = "main"
"""The branch that the workflows publish."""

MAX_STATES = 20
"""Commits of a file that are looked at, at the most."""


def commit(home: Path, paths: Iterable[str]) -> str:
    """Return the commit of files of a repository; empty where it is unknown, or they are others."""
    if _asked(home, "status", "--porcelain", "--", *paths) != "":
        return ""
    if _asked(home, "rev-parse", "--show-prefix"):
        return ""
    return _asked(home, "rev-parse", "HEAD") or ""


def begin(folder: Path) -> str:
    """Make a folder a repository without a commit, and return in a sentence what it is now.

    One that lies in a repository is left as it is: one within another is seldom meant.
    """
    top = _asked(folder, "rev-parse", "--show-toplevel")
    if top is not None:
        if Path(top).resolve() == folder.resolve():
            return "it is the git repository that it was, and nothing is committed yet"
        return (
            f"it lies in the git repository {top}: move it out, and run git init -b {BRANCH} there"
        )
    # Older versions of git have no option for the name of the first branch.
    ways = (("init", "--quiet"), ("symbolic-ref", "HEAD", f"refs/heads/{BRANCH}"))
    if any(_asked(folder, *way) is None for way in ways):
        return (
            f"git is not there, or did not make a repository of it: run git init -b {BRANCH} there"
        )
    return "it is a git repository, and nothing is committed yet: git add . && git commit"


def earlier_states(folder: Path, path: str) -> Iterator[bytes]:
    """Yield what a file below a folder held in the last `MAX_STATES` commits of it, newest first.

    There is none without git, outside a repository, or before the first commit.
    """
    commits = run(folder, "rev-list", f"--max-count={MAX_STATES}", "HEAD", "--", path) or b""
    for commit in commits.decode().split():
        if (found := run(folder, "cat-file", "blob", f"{commit}:./{path}")) is not None:
            yield found


def run(home: Path, *words: str | bytes) -> bytes | None:
    """Return what a command of git's prints; None where it fails, or is not there."""
    try:
        done = subprocess.run(
            _command(home, *words), capture_output=True, check=False, env=_environment()
        )
    except OSError:
        return None
    return done.stdout if done.returncode == 0 else None


@contextmanager
def started(home: Path, *words: str) -> Iterator[tuple[IO[bytes], IO[bytes]]]:
    """Run a command of git's meanwhile; its input and its output."""
    pipe = subprocess.PIPE
    with subprocess.Popen(
        _command(home, *words), stdin=pipe, stdout=pipe, env=_environment()
    ) as git:
        assert git.stdin
        assert git.stdout
        yield git.stdin, git.stdout


def _asked(home: Path, *words: str) -> str | None:
    printed = run(home, *words)
    return None if printed is None else os.fsdecode(printed).strip()


def _command(home: Path, *words: str | bytes) -> list[str | bytes]:
    # A replaced object would show what a revision does not hold.
    return ["git", "--no-replace-objects", "-C", str(home), *words]


def _environment() -> dict[str, str]:
    """Return the environment of git's commands."""
    # A hook of git's has these, and they name another repository than that of `home`.
    other = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX")
    own = {name: text for name, text in os.environ.items() if name not in other}
    # Nothing is fetched that a partial clone lacks.
    return {**own, "GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0"}
