"""Sources: files out of a folder or an archive file of anybody's, bounded, and through no link.

    a checkout, a .zip or a .tar.gz -> open_source -> Source -> paths, bytes

A path is relative to the root of the repository, whichever folder of an archive file that is.
"""

import gzip
import os
import re
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from io import RawIOBase
from lzma import LZMAError
from pathlib import Path
from typing import IO, NamedTuple, Protocol

from suites.archive.problems import printable

MAX_FILES = 5_000
"""Files of a program; an archive file may have twenty times as many members."""
MAX_FILE = 20_000_000
"""Bytes of one file."""
MAX_TOTAL = 300_000_000
"""Bytes of an archive file, as it is and unpacked."""

UNREADABLE = (
    EOFError, LZMAError, NotImplementedError, RuntimeError, UnicodeError, ValueError,
    gzip.BadGzipFile, tarfile.TarError, zipfile.BadZipFile, zlib.error,
)  # fmt: skip
"""What the libraries raise for an archive file that is damaged, or forged."""

MAX_LINE = 500
"""Bytes of a line of git's."""

_BRANCH = re.compile(r"refs/heads(?:/[\w-][\w.-]*)+", re.ASCII)
_CHUNK = 1_000_000
_COMMIT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")


class ProgramError(Exception):
    """What was named holds no program that can be taken; the message is one sentence."""


class Source(Protocol):
    """Files by paths relative to the root of a repository; `commit` is empty where not known."""

    @property
    def commit(self) -> str:
        """The commit of the files, where it is known."""

    def below(self, folder: str) -> Iterable[str]:
        """Return the paths of all that lies in a folder, and below."""

    def read(self, paths: Iterable[str]) -> dict[str, bytes]:
        """Return the content of those files that are there; ProgramError for a link."""


class _Folder:
    """The files of a checkout. Its commit is not asked for: git would run what its settings say."""

    commit = ""

    def __init__(self, root: Path) -> None:
        self._root = root

    def below(self, folder: str) -> Iterator[str]:
        top = self._root / folder
        refuse_links(self._root, folder.rstrip("/"))
        for parent, folders, names in os.walk(top, onerror=_raise):
            folders[:] = [one for one in folders if one != "__pycache__"]
            links = [one for one in folders if Path(parent, one).is_symlink()]
            for name in (*names, *links):
                yield Path(parent, name).relative_to(self._root).as_posix()

    def read(self, paths: Iterable[str]) -> dict[str, bytes]:
        files: dict[str, bytes] = {}
        total = 0
        for path in paths:
            refuse_links(self._root, path)
            if (self._root / path).is_file():
                with (self._root / path).open("rb") as stream:
                    files[path] = _bounded(stream, path, total)
                total += len(files[path])
        return files


def checked_out(root: Path) -> str:
    """Return the commit that is checked out in a folder; empty where that is not known.

    The files may have been changed since. What is read are files of git's; git is not run.
    """
    head = _line(root, ".git/HEAD")
    if head.startswith("ref: refs/heads/") and _BRANCH.fullmatch(name := head[len("ref: ") :]):
        head = _line(root, f".git/{name}")
    return head if _COMMIT.fullmatch(head) else ""


def _line(root: Path, path: str) -> str:
    """Return the short line that a file in a folder holds; empty where there is none."""
    try:
        refuse_links(root, path)
        with (root / path).open("rb") as stream:
            return stream.read(MAX_LINE).decode("ascii").strip()
    except (OSError, UnicodeError, ProgramError):
        return ""


def refuse_links(root: Path, path: str) -> None:
    """ProgramError when a link stands at a path in a folder, or on the way to it."""
    parts = path.split("/")
    for n in range(1, len(parts) + 1):
        if root.joinpath(*parts[:n]).is_symlink():
            raise ProgramError(f"{'/'.join(parts[:n])} is a link: no link is followed")


def _raise(error: OSError) -> None:
    raise error


def _bounded(stream: IO[bytes], path: str, total: int) -> bytes:
    """Return what a stream of a file holds; ProgramError when that is too much."""
    content = stream.read(MAX_FILE + 1)
    if len(content) > MAX_FILE or total + len(content) > MAX_TOTAL:
        raise ProgramError(f"{printable(path)} is larger than a file of the program may be")
    return content


def open_source(path: Path, mark: str) -> Source:
    """Return the files of a folder or an archive file; ProgramError, OSError.

    In an archive file, the repository is where the file `mark` lies in it.
    """
    return _Folder(path) if path.is_dir() else _archive_file(path, mark)


def _archive_file(source: Path, mark: str) -> "_Members":
    if not source.is_file():
        raise ProgramError(f"there is no {printable(str(source))}")
    if source.stat().st_size > MAX_TOTAL:
        raise ProgramError(f"{printable(str(source))} is larger than a program may be")
    with source.open("rb") as stream:
        signature = stream.read(4)
    if signature[:2] == b"\x1f\x8b":
        return _Members(source, _tar_members, mark)
    if signature == b"PK\x03\x04":
        return _Members(source, _zip_members, mark)
    raise ProgramError(
        f"{printable(str(source))} is neither a folder nor a .zip nor a .tar.gz with the program"
    )


class _Member(NamedTuple):
    """A member of an archive file; `open` is None for what is no plain file."""

    name: str
    open: Callable[[], IO[bytes]] | None


class _Members:
    """The files of an archive file, in whose one folder the repository may lie."""

    def __init__(
        self, source: Path, members: Callable[[Path], Iterator[_Member | str]], mark: str
    ) -> None:
        self._source, self._iterate = source, members
        self.commit = ""
        self._plain: dict[str, bool] = {}
        for n, one in enumerate(members(source)):
            if n > 20 * MAX_FILES:
                raise ProgramError("there are too many members in it")
            if isinstance(one, str):
                self.commit = one if _COMMIT.fullmatch(one) else self.commit
            elif one.name in self._plain:
                # Which of two is meant, programs do not agree on.
                self._plain[one.name] = False
            else:
                self._plain[one.name] = one.open is not None
        roots = (one.removesuffix(mark) for one in self._plain if one.endswith(mark))
        self._root = min(
            (one for one in roots if not one or (one.endswith("/") and one.count("/") == 1)),
            default="",
        )

    def below(self, folder: str) -> list[str]:
        start = f"{self._root}{folder}"
        return [
            one.removeprefix(self._root)
            for one in self._plain
            if one.startswith(start) and not one.endswith("/")
        ]

    def read(self, paths: Iterable[str]) -> dict[str, bytes]:
        wanted = {f"{self._root}{path}": path for path in paths}
        files: dict[str, bytes] = {}
        total = 0
        for name, path in wanted.items():
            if not self._plain.get(name, True):
                raise ProgramError(f"{printable(path)} is no plain file, or is there twice")
        for one in self._iterate(self._source):
            if isinstance(one, _Member) and one.open and one.name in wanted:
                path = wanted[one.name]
                with one.open() as stream:
                    files[path] = _bounded(stream, path, total)
                total += len(files[path])
        return files


def _zip_members(source: Path) -> Iterator[_Member | str]:
    """Yield the members of a .zip, and the commit that GitHub and git write into its comment."""
    with zipfile.ZipFile(source) as opened:
        yield opened.comment.decode("ascii", "replace")
        for one in opened.infolist():
            kind = stat.S_IFMT(one.external_attr >> 16)
            # Of a .zip that says nothing of kinds, every member that is no folder is a file.
            is_plain = kind in (0, stat.S_IFREG) and not one.is_dir()
            if not one.is_dir():

                def open_member(one: zipfile.ZipInfo = one) -> IO[bytes]:
                    return opened.open(one)

                yield _Member(one.filename, open_member if is_plain else None)


def _tar_members(source: Path) -> Iterator[_Member | str]:
    """Yield the members of a .tar.gz, and the commit that GitHub and git write into its head."""
    with gzip.open(source) as unpacked:
        bounded = _Bounded(unpacked)
        with tarfile.open(fileobj=bounded, mode="r|") as opened:
            yield from _opened_members(opened)
        # To `tarfile` a damaged head is the end; what gzip says of all bytes, it says at its own.
        while bounded.read(_CHUNK):
            pass


def _opened_members(opened: tarfile.TarFile) -> Iterator[_Member | str]:
    for n, one in enumerate(opened):
        if n == 0:
            yield opened.pax_headers.get("comment", "")
        if one.isdir():
            continue

        def open_member(one: tarfile.TarInfo = one) -> IO[bytes]:
            stream = opened.extractfile(one)
            assert stream
            return stream

        yield _Member(one.name, open_member if one.isreg() and not one.sparse else None)


class _Bounded(RawIOBase):
    """A stream that ends in a ProgramError after `MAX_TOTAL` bytes."""

    def __init__(self, stream: gzip.GzipFile) -> None:
        super().__init__()
        self._stream, self._left = stream, MAX_TOTAL

    def read(self, size: int = -1) -> bytes:
        found = self._stream.read(min(size, self._left) if size >= 0 else self._left)
        self._left -= len(found)
        if not self._left:
            raise ProgramError(f"it unpacks to more than {MAX_TOTAL:,} bytes")
        return found
