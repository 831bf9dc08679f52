"""The program as files: which of them come along into an archive, read from a folder or an archive.

    a checkout, a .zip or a .tar.gz -> read_program -> Program

The list of the files (`program_files.yaml`) is read from there as well: a later version has files
that this one does not know. What is read may be anybody's: nothing in it is run, no link is
followed, a path is made of plain names, and sizes and counts are bounded.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from suites.archive import front_matter
from suites.archive.ignored_files import is_ignored
from suites.archive.problems import printable, quoted
from suites.repository.sources import MAX_FILES, UNREADABLE, ProgramError, Source, open_source

HOME = Path(__file__).resolve().parents[3]
"""The repository that this program runs from."""

PACKAGE = "plugins/suites/__init__.py"
LIST = "plugins/suites/repository/program_files.yaml"
MODEL = "plugins/suites/archive/model/settings.py"

MAX_PATH = 200
"""Characters of a path."""

OWN = frozenset((
    ".cache", ".git", ".suites-upgrade", ".venv", "captures", "content", "local.mk", "output",
    "output-local", "releases", "templates",
))  # fmt: skip
"""The first names of paths that are never the program's: the archive's own, and what is made."""

_PATH = re.compile(r"(?:\.?\w[\w.+-]*/)*\.?\w[\w.+-]*", re.ASCII)
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)


class Program(NamedTuple):
    """A version of the program: its files by path, its commit where that is known, else empty.

    `model` is the version of the data model that it reads; `copied` are the files that an archive
    gets once, and has as its own from then on.
    """

    version: str
    commit: str
    model: int
    files: Mapping[str, bytes]
    copied: Mapping[str, bytes]

    def digests(self) -> dict[str, str]:
        """Return the SHA-256 of each file."""
        return {path: digest(content) for path, content in self.files.items()}


def digest(content: bytes) -> str:
    """Return the SHA-256 of a file's bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def mode(content: bytes) -> int:
    """Return the permissions of a file of the program: scripts may be run.

    >>> oct(mode(b"#!/bin/sh")), oct(mode(b"---"))
    ('0o755', '0o644')
    """
    return 0o755 if content.startswith(b"#!") else 0o644


def read_program(source: Path) -> Program:
    """Return the program that a folder or an archive file holds; ProgramError, OSError."""
    shown = printable(str(source))
    try:
        tree = open_source(source, LIST)
        listed, copied = _listed(tree.read([LIST]).get(LIST), shown)
        files = tree.read(_selected(listed, tree))
        others = tree.read(copied)
    except UNREADABLE as error:
        raise ProgramError(f"{shown} cannot be read: {printable(str(error))}") from None
    there = {*files, *(f"{above}/" for path in files for above in PurePosixPath(path).parents)}
    if missing := [one for one in listed if one not in there]:
        raise ProgramError(f"{shown} lacks {missing[0]}, which is of the program")
    found = re.search(r'^__version__ = "([\w.+-]{1,40})"$', _text(files, PACKAGE), re.MULTILINE)
    if not found:
        raise ProgramError(f"{shown} does not say its version, in {PACKAGE}")
    model = re.search(r"^MODEL = (\d{1,6})$", _text(files, MODEL), re.MULTILINE)
    return Program(found[1], tree.commit, int(model[1]) if model else 1, files, others)


def _text(files: Mapping[str, bytes], path: str) -> str:
    return files.get(path, b"").decode("utf-8", "replace")


def _listed(raw: bytes | None, shown: str) -> tuple[list[str], list[str]]:
    """Return the names of the program's files, and of those copied once; a folder's ends with /."""
    if raw is None:
        raise ProgramError(f"{shown} is no version of this program: it has no {LIST}")
    # As content is read: by itself, libyaml overflows the stack where lists lie very deep.
    front, _ = front_matter.parse(LIST, raw, front_matter.read_yaml)
    lists = front.data if front else None
    program, copied = (_texts(lists, key) for key in ("program", "copied"))
    if program is None or copied is None:
        raise ProgramError(f"{shown} has a {LIST} that lists no files")
    for name in (*program, *copied):
        refuse_path(name.removesuffix("/"))
    if "plugins/suites/" not in program:
        raise ProgramError(f"{shown} has a {LIST} without the program itself")
    return program, copied


def _texts(lists: object, key: str) -> list[str] | None:
    """Return the list of texts under a key; None when there is none."""
    found = lists.get(key) if isinstance(lists, dict) else None
    is_list = isinstance(found, list) and all(isinstance(one, str) for one in found)
    return found if is_list else None


def _selected(listed: Iterable[str], tree: Source) -> list[str]:
    """Return the paths that a list of names stands for."""
    paths: list[str] = []
    for name in listed:
        if not name.endswith("/"):
            paths.append(name)
            continue
        for path in tree.below(name):
            parts = path.removeprefix(name).split("/")
            if ".." in parts:
                refuse_path(path)
            if not (is_ignored(parts) or parts[-1].endswith((".pyc", ".pyo"))):
                paths.append(path)
            if len(paths) > MAX_FILES:
                raise ProgramError(f"there are more than {MAX_FILES:,} files in the program")
    folded: dict[str, str] = {}
    for path in paths:
        refuse_path(path)
        if (other := folded.setdefault(path.casefold(), path)) != path:
            raise ProgramError(f"two files differ by capitals only: {path} and {other}")
    return sorted({*paths})


def refuse_path(path: str) -> None:
    """ProgramError when a path cannot be one of the program, on whichever system."""
    parts = path.split("/")
    if (
        not _PATH.fullmatch(path)
        or len(path) > MAX_PATH
        or any(part.endswith(".") or _RESERVED.fullmatch(part) for part in parts)
        or parts[0].casefold() in OWN
        or ".git" in (part.casefold() for part in parts)
    ):
        raise ProgramError(f"no file of the program can lie at {quoted(printable(path), 120)}")
