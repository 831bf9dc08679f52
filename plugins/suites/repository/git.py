"""Git: the commit of this program, and a repository for a new archive.

It is run in this program's own repository, and in what `suites init` has just laid: elsewhere it
would run what somebody's settings say.
"""

import os
import subprocess
from collections.abc import Iterable
from pathlib import Path

BRANCH = "main"
"""The branch that the workflows publish."""


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


def _asked(home: Path, *command: str) -> str | None:
    """Return what git prints; None where it fails, or is not there."""
    # A hook of git's has these, and they name another repository than that of `home`.
    other = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX")
    own = {name: text for name, text in os.environ.items() if name not in other}
    try:
        done = subprocess.run(
            ("git", "-C", str(home), *command), capture_output=True, text=True, check=False, env=own
        )
    except OSError:
        return None
    return done.stdout.strip() if done.returncode == 0 else None
