"""Trees: the files of a content, out of a folder or a revision of git, as bytes by their path.

    a folder -> read_folder ─╮
                             ├─> Tree
    a revision -> read_git ──╯

A tree may be anybody's. It is only read: links and what is no plain file are left out and counted,
sizes are limited, no path leads out of the folder, and git is asked for objects alone, which runs
no hook, filter or other program that the tree names.
"""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from shutil import which
from typing import NamedTuple

from suites.archive import file_names, files, front_matter
from suites.archive.problems import printable
from suites.repository import git

MAX_FILES = 200_000
MAX_FILE = front_matter.MAX_SIZE + 1
"""Bytes that are read of a file: so many show that it is too large."""
MAX_TOTAL = 2_000_000_000
"""Bytes of all files of a tree."""

PLAIN = frozenset({"100644", "100755"})
"""The modes of plain files in a tree of git's."""


class TreeError(Exception):
    """What was named is no content that can be read; the message is one sentence."""


class Tree(NamedTuple):
    """The plain files of a content by their path below it, and how many others were left out."""

    name: str
    files: Mapping[str, bytes]
    left_out: int = 0


def read_tree(named: str, content: Path) -> Tree:
    """Return the content that a folder or a revision holds; TreeError, as for no name at all.

    A folder is the content, or has it in `content/`; a revision is one of the repository in which
    the folder `content` lies, and holds the content there.
    """
    if not named:  # as of a variable of a workflow's that is not set
        raise TreeError("a revision or a folder is to be named, and the name is empty")
    folder = Path(named)
    if folder.is_dir():
        inside = folder / "content"
        return read_folder(inside if inside.is_dir() and not inside.is_symlink() else folder, named)
    return read_git(named, content)


def read_folder(folder: Path, name: str) -> Tree:
    """Return the plain files of a folder; TreeError when there are no settings of an archive."""
    if folder.is_symlink() or not (folder / file_names.SETTINGS).is_file():
        raise TreeError(f"{printable(name)} holds no {file_names.SETTINGS} of an archive")
    found: dict[str, bytes] = {}
    left_out = total = 0
    for path, is_plain in files.list_sources(folder):
        if not is_plain:
            left_out += 1
            continue
        found[path] = files.read_bytes(folder / path)
        total += len(found[path])
        _limit(len(found), total)
    return Tree(name, found, left_out)


def read_git(revision: str, content: Path) -> Tree:
    """Return the plain files of a content as a revision has them; TreeError."""
    home = content.absolute().parent  # were the content a link, it would lead elsewhere
    if not which("git"):
        raise TreeError("git is not there to read a revision: name a folder")
    named = f"{revision}^{{tree}}"
    tree = git.run(home, "rev-parse", "--verify", "--quiet", "--end-of-options", named)
    if not tree:
        raise TreeError(f"{printable(revision)} is neither a folder nor a revision of git")
    prefix = (git.run(home, "rev-parse", "--show-prefix") or b"").strip()
    prefix += os.fsencode(content.name) + b"/"
    digest = tree.strip().decode()
    listed = git.run(home, "ls-tree", "-r", "-z", "--full-tree", digest, "--", prefix)
    if not listed:
        raise TreeError(f"{printable(revision)} holds no {printable(os.fsdecode(prefix))}")
    blobs: dict[str, str] = {}
    left_out = 0
    for entry in listed.split(b"\0")[:-1]:
        head, _, raw = entry.partition(b"\t")
        mode, sort, blob = head.decode().split()
        path = raw.removeprefix(prefix).decode("utf-8", "replace")
        if sort == "blob" and mode in PLAIN and is_inside(path):
            blobs[path] = blob
        else:
            left_out += 1
    _limit(len(blobs), 0)
    return Tree(revision, dict(_contents(home, blobs)), left_out)


def is_inside(path: str) -> bool:
    r"""Return whether a path of anybody's names a file below a folder.

    >>> is_inside("themes/a.md"), is_inside("../a.md"), is_inside("a//b"), is_inside("c:\\x")
    (True, False, False, False)
    """
    parts = path.split("/")
    return not any(one in ("", ".", "..") or "\0" in one or "\\" in one for one in parts)


def _contents(home: Path, blobs: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
    """Yield the path and the bytes of each blob, asked of one process of git's, one by one."""
    total = 0
    with git.started(home, "cat-file", "--batch") as (asked, answer):
        for path, digest in blobs.items():
            asked.write(f"{digest}\n".encode())
            asked.flush()
            head = answer.readline().split()
            if len(head) != 3:
                raise TreeError(
                    f"git has not all files of that revision: {printable(path)} is missing"
                )
            size = int(head[2])
            raw = answer.read(min(size, MAX_FILE))
            left = size - len(raw) + 1  # and the line feed that ends it
            while left > 0 and (skipped := answer.read(min(left, 1_000_000))):
                left -= len(skipped)
            total += len(raw)
            _limit(0, total)
            yield path, raw
        asked.close()


def _limit(count: int, total: int) -> None:
    if count > MAX_FILES or total > MAX_TOTAL:
        raise TreeError(f"a content has at most {MAX_FILES:,} files and {MAX_TOTAL:,} bytes")
