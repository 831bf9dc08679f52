"""Staging: files wait in a folder of their own until all are made, then move into the output.

MANIFEST in the output lists our files; it is written before the first file is moved. While files
are moved and removed, MOVING lists those. So a build that lost its cache, or comes after one that
was killed, knows what to remove, and touches no file of others.
"""

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Container, Iterable, Set
from contextlib import suppress
from errno import ENOSPC
from pathlib import Path

from suites.archive.problems import printable
from suites.system.atomic_write import WRITING, discard, move, write_whole

MANIFEST, MOVING = ".manifest.json", ".moving.json"
STAGING = "staging"
FOLDERS = (STAGING, "images", "templates")
"""The folders of the cache."""


class StagingArea:
    """A folder of the cache in which one build writes; what dead builds left there is cleared."""

    def __init__(self, cache: Path, output: str) -> None:
        """Begin with an empty folder. The lock of the cache must be held."""
        self.output = output
        # Nothing is written through a link, nor where a file is in the way.
        wrong = [path for path in cache.glob("*") if path.is_symlink()]
        wrong += [cache / name for name in FOLDERS if not (cache / name).is_dir()]
        for folder in (cache, *(cache / name for name in FOLDERS), Path(output)):
            wrong += folder.glob(f"{WRITING}*")  # who holds the lock is the only writer
        for path in (cache / STAGING, *wrong):
            with suppress(OSError):
                discard(path)
        (cache / STAGING).mkdir(parents=True, exist_ok=True)
        # A name that no build had before: a worker of a dead one may still be about to write.
        self.folder = tempfile.mkdtemp(dir=cache / STAGING)

    def write(self, address: str, content: bytes) -> bool:
        """Write a file aside; return False, and write nothing, when the output holds the same."""
        if not is_inside(address):
            raise ValueError(f"an address outside: {address}")
        if _holds(f"{self.output}{os.sep}{address}", content):
            return False
        # Neither a Path nor a buffer: there are as many as files.
        with open(self._waiting(address), "wb", buffering=0) as stream:  # noqa: PTH123
            if stream.write(content) != len(content):
                raise OSError(ENOSPC, os.strerror(ENOSPC), address)
        return True

    def publish(self, left: Set[str], files: Set[str], written: Iterable[str]) -> tuple[str, ...]:
        """Move what was written into the output, which then holds `files` of ours and no others.

        `left` are the files of the last build, as far as they are known. Return the files of
        others, where no manifest says which are ours.
        """
        output, listed = Path(self.output), read_manifest(self.output)
        known = () if listed or left else unknown_files(self.output, {*files, MANIFEST})
        ours = left - {MANIFEST} | (listed or frozenset())
        moved, gone = sorted(written), sorted(ours - files)
        if listed != files:
            _write_listed(output / MANIFEST, ours | files)
        if moved or gone:
            _write_listed(output / MOVING, [*moved, *gone])
        for address in moved:
            if self._move(address):
                continue
            _remove(output, gone)  # a folder takes the place of a file, or the other way
            if not self._move(address):
                raise SystemExit(
                    f"{printable(f'{output}/{address}')} cannot be written: it is a folder, or a "
                    "file is where its folder belongs; remove that, and build again"
                )
        # Not before: who reads the site meanwhile is led to what is there.
        _remove(output, gone)
        if gone:
            _write_listed(output / MANIFEST, files)
        discard(output / MOVING)
        return tuple(known)

    def _move(self, address: str) -> bool:
        """Move a file into the output; False when a folder is there, or a file is its folder."""
        place = f"{self.output}{os.sep}{address}"
        try:
            move(self._waiting(address), place, self.output)
        except (IsADirectoryError, NotADirectoryError):
            return False
        return True

    def close(self) -> None:
        """Remove the folder."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _waiting(self, address: str) -> str:
        # All in one folder: those of the site would be made twice.
        name = hashlib.blake2b(os.fsencode(address), digest_size=16).hexdigest()
        return f"{self.folder}{os.sep}{name}"


def read_manifest(output: str) -> frozenset[str] | None:
    """Return the files of an output that are ours; None when no manifest says so, or a damaged."""
    return _listed(Path(output, MANIFEST))


def moving(output: str) -> frozenset[str]:
    """Return the files that a build was about to move or remove when it was killed."""
    return _listed(Path(output, MOVING)) or frozenset()


def _listed(path: Path) -> frozenset[str] | None:
    try:
        digest, addresses = json.loads(path.read_bytes())
        return frozenset(addresses) if digest == _digest(addresses) else None
    except (OSError, ValueError, TypeError):
        return None


def is_interrupted(output: str) -> bool:
    """Return whether a build that was killed left something in the output."""
    try:
        return any(path.name.startswith((MOVING, WRITING)) for path in Path(output).iterdir())
    except OSError:
        return False


def _write_listed(path: Path, addresses: Iterable[str]) -> None:
    ordered = sorted(addresses)
    write_whole(path, json.dumps([_digest(ordered), ordered]).encode())


def _digest(addresses: list[str]) -> str:
    return hashlib.sha256(json.dumps(addresses).encode()).hexdigest()


def is_inside(address: str) -> bool:
    """Return whether a relative address stays in the folder that it is relative to.

    >>> is_inside("articles/x/index.html"), is_inside("../x"), is_inside("/x"), is_inside("")
    (True, False, False, False)
    """
    return address.strip("/.") != "" and address[0] != "/" and ".." not in address.split("/")


def _remove(output: Path, addresses: Iterable[str]) -> None:
    """Remove files of ours from an output, and the folders that they leave empty."""
    for path in (output / address for address in addresses if is_inside(address)):
        with suppress(FileNotFoundError, NotADirectoryError, IsADirectoryError):
            path.unlink()
        for folder in path.parents:
            if folder == output or not folder.is_dir() or any(folder.iterdir()):
                break
            folder.rmdir()


def unknown_files(output: str, ours: Container[str]) -> list[str]:
    """Return the addresses of the files and links in an output that are not ours, in order."""
    found: list[str] = []
    for parent, folders, names in os.walk(output):
        links = [name for name in folders if Path(parent, name).is_symlink()]
        paths = (Path(parent, name).relative_to(output).as_posix() for name in (*names, *links))
        found += (path for path in paths if path not in ours)
    return sorted(found)


def _holds(path: str, content: bytes) -> bool:
    try:
        if os.lstat(path).st_size != len(content):
            return False
        with open(path, "rb", buffering=0) as stream:  # noqa: PTH123
            return stream.read() == content
    except OSError:
        return False
