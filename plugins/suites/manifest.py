"""Manifest: the files that a build rests on, and those that it wrote, without reading them again.

Nothing here imports more than the standard library, for "nothing changed" must be said before
anything heavy is loaded.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Container, Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import chain
from pathlib import Path

from suites.freshness import Source, Stamp
from suites.ignored import is_ignored


def is_inside(address: str) -> bool:
    """Whether a relative address stays in the folder that it is relative to.

    >>> is_inside("articles/x/index.html"), is_inside("../x"), is_inside("/x"), is_inside("")
    (True, False, False, False)
    """
    return address.strip("/.") != "" and address[0] != "/" and ".." not in address.split("/")


def is_page(address: str) -> bool:
    """Return whether a file is a page.

    >>> is_page("articles/x/index.html"), is_page("robots.txt")
    (True, False)
    """
    return address.endswith(".html")


def sources(paths: Iterable[Path], known: Mapping[str, Source]) -> dict[str, Source]:
    """The files at the paths, and all those under them; what `known` still holds is not read again.

    Nobody's source is left out (see `ignored`). OSError when a file or a folder cannot be read.
    """
    found: dict[str, Source] = {}
    for path in chain.from_iterable(map(_walk, paths)):
        # Before the content: a file that changes in between is then looked at again next time.
        seen, now = time.time_ns(), stamp(path)
        before = known.get(path)
        if before and now and before.is_still(now):
            found[path] = before
        else:
            found[path] = Source(now or (0, 0, 0), seen, _digest(path))
    return found


def stamp(path: str, folder: int | None = None) -> Stamp | None:
    """The stamp of a file, in a folder that is open, or as its path is read everywhere.

    None when there is no such file, or when it is a link to nothing.
    """
    try:
        status = os.stat(path, dir_fd=folder)  # of 50,000 files; a Path of each takes longer
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns


def _walk(path: Path) -> Iterator[str]:
    if not path.is_dir():
        if path.is_file() or path.is_symlink():
            yield str(path)
        return
    start = str(path)
    for parent, folders, names in os.walk(start, onerror=_refuse):
        inside = Path(parent).relative_to(path).parts
        yield from (f"{parent}{os.sep}{one}" for one in names if not is_ignored((*inside, one)))
        linked = (f"{parent}{os.sep}{one}" for one in folders if not is_ignored((*inside, one)))
        yield from (folder for folder in linked if Path(folder).is_symlink())


def _refuse(error: OSError) -> None:
    # What cannot be looked at may have changed.
    if not isinstance(error, FileNotFoundError):
        raise error


def _digest(path: str) -> str:
    # No Path: a first build reads as many as there are records.
    link = f"{os.readlink(path)} " if os.path.islink(path) else ""  # noqa: PTH114, PTH115
    if not os.path.isfile(path):  # noqa: PTH113 - a pipe would be waited for
        return f"link to {link}" if link else "neither file nor link"
    with open(path, "rb", buffering=0) as stream:  # noqa: PTH123
        return link + hashlib.sha256(stream.read()).hexdigest()


def remove(output: Path, address: str) -> None:
    """Remove a file of ours from an output, and the folders that it leaves empty."""
    path = output / address
    path.unlink(missing_ok=True)
    for folder in path.parents:
        if folder == output or not folder.is_dir() or any(folder.iterdir()):
            return
        folder.rmdir()


def strangers(output: Path, ours: Container[str]) -> list[str]:
    """Return the addresses of the files and links in an output that are not ours, in order."""
    found: list[str] = []
    for parent, folders, names in os.walk(output):
        links = (name for name in folders if Path(parent, name).is_symlink())
        addresses = (Path(parent, name).relative_to(output).as_posix() for name in (*names, *links))
        found += (address for address in addresses if address not in ours)
    return sorted(found)


def altered(output: str, files: Mapping[str, Stamp | None]) -> frozenset[str]:
    """The files of an output that are not as they were left."""
    with _opened(output) as folder:
        # From within a folder, the system has less to look up for each file.
        before = "" if folder is not None else f"{output}{os.sep}"
        return frozenset(
            address
            for address, kept in files.items()
            if kept is None or stamp(before + address, folder) != kept
        )


@contextmanager
def _opened(folder: str) -> Iterator[int | None]:
    """A folder to look at files from, where the platform can, and the folder is there."""
    if os.stat not in os.supports_dir_fd or not Path(folder).is_dir():
        yield None
        return
    found = os.open(folder, os.O_RDONLY)
    try:
        yield found
    finally:
        os.close(found)
