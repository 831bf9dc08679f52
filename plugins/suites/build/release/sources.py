"""Sources of a release: the files of the content, and of which revision they are, as git knows it.

Outside a repository the content is taken as it lies there, and the day of the states dates it.
"""

import os
import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

from suites.archive.problems import printable
from suites.repository import git

PROPOSALS = "proposals/"
"""What is proposed is not the archive's yet, and stays out."""

_VERSION = re.compile(r"v?([0-9A-Za-z][0-9A-Za-z._+-]*)")
COMMIT_LENGTH = 12


class Revision(NamedTuple):
    """The revision of a content that is released.

    version: as the name of the release has it: that of a tag `v…`, else the commit, or the day.
    moment: when it was committed, or the day of the states; in UTC.
    commit: that of the sources; empty while they differ from it, or there is none.
    files: the sources by their paths in the content, sorted.
    warning: a sentence on what of it is not committed, or an empty text.
    """

    version: str
    moment: datetime
    commit: str
    files: tuple[str, ...]
    warning: str


def revision_of(content: Path, found: Iterable[str], as_of: date) -> Revision:
    """Return the revision of a content; `found` are the paths of its files, relative to it."""
    home, inside = content.parent, content.name
    files = sorted(one for one in found if not one.startswith(PROPOSALS))
    at = (git.run(home, "rev-list", "-1", "--timestamp", "HEAD") or b"").decode().split()
    if len(at) != 2:
        moment = datetime(as_of.year, as_of.month, as_of.day, tzinfo=UTC)
        return Revision(as_of.isoformat(), moment, "", tuple(files), "")
    moment, commit = datetime.fromtimestamp(int(at[0]), UTC), at[1]
    tracked = set(_names(home, "ls-files", "-z", "--", inside))
    kept = tuple(one for one in files if f"{inside}/{one}" in tracked)
    changed = _names(home, "status", "--porcelain", "-z", "--untracked-files=no")
    others = [one for one in files if f"{inside}/{one}" not in tracked]
    version = _tag(home) or commit[:COMMIT_LENGTH]
    if not changed and not others:
        return Revision(version, moment, commit, kept, "")
    said = ["the work tree differs from the commit"] if changed else []
    if others:
        shown = printable(f"{inside}/{others[0]}")
        said.append(
            f"{len(others)} files, such as {shown}, are not in git, and left out as sources"
        )
    return Revision(f"{version}-modified", moment, "", kept, "; ".join(said))


def _names(home: Path, *words: str) -> list[str]:
    printed = git.run(home, *words) or b""
    return [os.fsdecode(one).replace("\\", "/") for one in printed.split(b"\0") if one]


def _tag(home: Path) -> str:
    """Return the version of the newest tag `v…` of the commit; empty where there is none."""
    words = (
        "for-each-ref",
        "--points-at=HEAD",
        "--sort=-version:refname",
        "--format=%(refname:strip=2)",
    )
    tags = os.fsdecode(git.run(home, *words, "refs/tags/v*") or b"").split()
    versions = (found[1] for tag in tags if (found := _VERSION.fullmatch(tag)))
    return next(versions, "")
