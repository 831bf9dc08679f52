"""Inputs: the files that a site is made of, and those of the output, known without being read.

A file is known by its stamp (size, last change of its content, last change of its entry) and by the
digest of its content. A stamp is believed only when it had settled: a file changed in the very
moment it was looked at can change once more within the same tick of the disk's clock, keeping its
stamp. Where stamps differ, digests decide: a fresh clone has new stamps and the same contents.

Nothing here imports more than the standard library, for "nothing changed" must be said before
anything heavy is loaded.
"""

import hashlib
import os
import time
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from suites.archive.ignored_files import is_ignored

Stamp = tuple[int, int, int]
"""Size in bytes, last change of the content and of the entry, both in nanoseconds."""

NO_STAMP: Stamp = (0, 0, 0)
"""Of a link to nothing."""

SETTLED = 2_000_000_000
"""Nanoseconds; the coarsest clock of a common file system (FAT) ticks every 2 seconds."""

PROGRAM = Path(__file__).parents[1]
"""The folder of the program, which is an input too."""


class Input(NamedTuple):
    """A file as it was at a moment (nanoseconds): its stamp then, and its content's digest."""

    stamp: Stamp
    seen: int
    digest: str

    @property
    def is_plain(self) -> bool:
        """Return whether it is a file, and no link."""
        return not self.digest.startswith(LINK)

    def is_still(self, stamp: Stamp) -> bool:
        """Return whether a file with that stamp certainly holds what it held.

        >>> Input((5, 10, 10), seen=3_000_000_000, digest="…").is_still((5, 10, 10))
        True
        >>> Input((5, 10, 10), seen=11, digest="…").is_still((5, 10, 10))
        False
        """
        return stamp == self.stamp and max(stamp[1:]) + SETTLED < self.seen


LINK = "-> "
"""How the digest of what is no plain file begins."""


def scan(paths: Iterable[Path], known: Mapping[str, Input]) -> dict[str, Input]:
    """Return the files at the paths and below; what `known` still holds is not read again.

    No source is left out (see `ignored_files`). OSError when a file or a folder cannot be read.
    """
    found: dict[str, Input] = {}
    for path in chain.from_iterable(map(_walk, paths)):
        # Before the content: a file that changes in between is then looked at again next time.
        seen, now = time.time_ns(), stamp(path)
        before = known.get(path)
        if before and now and before.is_still(now):
            found[path] = before
        else:
            found[path] = Input(now or NO_STAMP, seen, _digest(path))
    return found


def changed_paths(before: Mapping[str, Input], after: Mapping[str, Input]) -> set[str]:
    """Return the paths whose content is another one, or that came or went.

    >>> a, b, c = (Input((1, n, n), 3, digest) for n, digest in ((1, "x"), (2, "x"), (3, "y")))
    >>> sorted(changed_paths({"1": a, "2": a, "3": a}, {"1": b, "2": c, "4": a}))
    ['2', '3', '4']
    """
    # Of most files what was known is believed: both are one.
    differ = {
        path
        for path, now in after.items()
        if (then := before.get(path)) is not now and (then is None or then.digest != now.digest)
    }
    return differ | (before.keys() - after.keys())


def digest_below(inputs: Mapping[str, Input], folder: str | Path) -> str:
    """Return the digest of the inputs in a folder, their paths and contents."""
    start = f"{folder}{os.sep}"
    return digest(
        sorted(
            (path[len(start) :], one.digest)
            for path, one in inputs.items()
            if path.startswith(start)
        )
    )


def digest(value: object) -> str:
    """Return the digest (SHA-256, in hexadecimal) of a value by its representation."""
    return hashlib.sha256(repr(value).encode("utf-8", "surrogatepass")).hexdigest()


def digest_files(paths: Iterable[Path]) -> str:
    """Return the digest (SHA-256, in hexadecimal) of the contents of files, one after another."""
    return hashlib.sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()


def stamp(path: str) -> Stamp | None:
    """Return the stamp of a file; None when there is none, or it is a link to nothing."""
    try:
        status = os.stat(path)  # noqa: PTH116 - of 50,000 files; a Path of each takes longer
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns


def changed_outputs(output: str, files: Mapping[str, Stamp | None]) -> set[str]:
    """Return the addresses of the files of an output that are not as they were left."""
    before = f"{output}{os.sep}"
    return {a for a, left in files.items() if not left or left != stamp(before + a)}


def _walk(path: Path) -> Iterator[str]:
    if not path.is_dir():
        if path.is_file() or path.is_symlink():
            yield str(path)
        return
    for parent, folders, names in os.walk(str(path), onerror=_refuse):
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
    link = f"{LINK}{os.readlink(path)} " if os.path.islink(path) else ""  # noqa: PTH114, PTH115
    if not os.path.isfile(path):  # noqa: PTH113 - a pipe would be waited for
        return link or f"{LINK}no file"
    with open(path, "rb", buffering=0) as stream:  # noqa: PTH123
        return link + hashlib.sha256(stream.read()).hexdigest()
