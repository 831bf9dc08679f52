"""Atomic writes: files are written whole or not at all.

A reader of the site sees the old bytes or the new ones, and nothing is ever written through a link.
"""

import filecmp
import os
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from errno import EXDEV
from itertools import chain
from pathlib import Path
from typing import BinaryIO

WRITING = ".writing-"
"""How the name of a file begins that is being written; the number of its process follows."""


def move(source: str, target: str, aside: str) -> None:
    """Put a file in the place of another at once, from whichever disk; folders are made.

    From another disk it is first copied into `aside`, a folder of the target's disk.
    """
    # No Path: a first build moves as many as it has files.
    try:
        os.replace(source, target)  # noqa: PTH105
    except FileNotFoundError:
        os.makedirs(os.path.dirname(target), exist_ok=True)  # noqa: PTH103, PTH120
        _move_into(source, target, aside)
    except OSError as error:
        if error.errno != EXDEV:
            raise
        _move_into(source, target, aside)


def _move_into(source: str, target: str, folder: str) -> None:
    """Move where the folder exists; to another disk by a copy beside the target."""
    try:
        os.replace(source, target)  # noqa: PTH105
    except OSError as error:
        if error.errno != EXDEV:
            raise
        with _aside(Path(folder)) as aside:
            shutil.copyfile(source, aside)
            aside.chmod(0o644)  # temporary files are private; pages are for every reader
            aside.replace(target)
        Path(source).unlink()


def write_whole(path: Path, content: bytes) -> None:
    """Write a file in the place of whatever is there, whole or not at all; folders are made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with _aside(path.parent) as aside:
        aside.write_bytes(content)
        aside.chmod(0o644)
        if path.is_dir():
            discard(path)
        aside.replace(path)


@contextmanager
def stream_whole(path: Path) -> Iterator[BinaryIO]:
    """Give a stream, whose file takes the place of whatever is there once all is written.

    What processes that have died were writing in the folder is removed.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    clear((path.parent,))
    with _aside(path.parent) as aside:
        with aside.open("wb") as stream:
            yield stream
        aside.chmod(0o644)
        aside.replace(path)


def write_all(contents: Mapping[Path, bytes], within: Path | None = None) -> None:
    """Write files, new or in the place of those that are there: all of them, or none; OSError.

    LinkInTheWayError when one of them, or a folder above it in `within`, is a symbolic link.
    Each is first written aside; then all are moved, in the order given. Where one cannot be, those
    before it are put back. A process that is killed meanwhile leaves the first ones written.
    """
    for path in contents:
        if within:
            _refuse_links(within, path)
        path.parent.mkdir(parents=True, exist_ok=True)
    clear({path.parent for path in contents})
    with ExitStack() as stack:
        waiting: list[tuple[Path, Path, Path | None]] = []
        for path, content in contents.items():
            new = stack.enter_context(_aside(path.parent))
            new.write_bytes(content)
            old = None
            if path.exists():
                old = stack.enter_context(_aside(path.parent))
                shutil.copymode(path, new)
                _link_or_copy(path, old)
            else:
                new.chmod(0o644)
            waiting.append((path, new, old))
        moved: list[tuple[Path, Path | None]] = []
        try:
            for path, new, old in waiting:
                new.replace(path)
                moved.append((path, old))
        except BaseException:
            for path, old in moved:
                if old:
                    old.replace(path)
                else:
                    path.unlink()
            raise


def discard(path: Path) -> None:
    """Remove a file, a link (and not what it leads to), or a folder with all that it holds."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def clear(folders: Iterable[Path]) -> None:
    """Remove what processes that have died were writing in folders; not in those below."""
    for path in chain.from_iterable(folder.glob(f"{WRITING}*") for folder in folders):
        writer = path.name.removeprefix(WRITING).partition("-")[0]
        # In a container, each run has the number of the last one.
        is_others = writer.isdecimal() and int(writer) != os.getpid()
        if not (is_others and _is_alive(int(writer))):
            path.unlink(missing_ok=True)


def _is_alive(process: int) -> bool:
    if sys.platform == "win32":  # it does not say, and 0 is Ctrl+C there
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:  # somebody else's
        return True
    return True


class LinkInTheWayError(Exception):
    """A link stands where a file is to be written, or above it; the message is one sentence."""


def write_new(folder: Path, name: str, content: bytes | Path, *, replace: bool = False) -> bool:
    """Write a new file into a folder, whole or not at all; return whether it was written.

    `name` is relative to the folder; `content` may be a file, which is linked where the disk can,
    else copied. A file that holds the same bytes is left as it is. FileExistsError when there is
    another one, unless `replace`; LinkInTheWayError when a symbolic link stands in the way, so that
    nothing is ever written outside the folder.
    """
    path = folder / name
    _refuse_links(folder, path)
    if path.exists() and _is_same(path, content):
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    with _aside(path.parent) as aside:
        if isinstance(content, bytes):
            aside.write_bytes(content)
            aside.chmod(0o644)
        else:
            _link_or_copy(content, aside)
        if replace:
            aside.replace(path)
        else:
            path.hardlink_to(aside)
    return True


def _refuse_links(folder: Path, path: Path) -> None:
    inside = path.relative_to(folder).parts
    if ".." in inside:
        raise LinkInTheWayError(f"{path} leads out of {folder}")
    for above in (folder, *(folder.joinpath(*inside[: n + 1]) for n in range(len(inside)))):
        if above.is_symlink():
            raise LinkInTheWayError(f"{above} is a link: nothing is written through it")


def _is_same(path: Path, content: bytes | Path) -> bool:
    if isinstance(content, Path):
        return path.samefile(content) or filecmp.cmp(path, content, shallow=False)
    return path.stat().st_size == len(content) and path.read_bytes() == content


def _link_or_copy(source: Path, target: Path) -> None:
    target.unlink()
    try:
        target.hardlink_to(source.resolve())
    except OSError:
        shutil.copyfile(source, target)


@contextmanager
def _aside(folder: Path) -> Iterator[Path]:
    """Make a file of its own in a folder; remove it afterwards unless it was moved."""
    handle, name = tempfile.mkstemp(dir=folder, prefix=f"{WRITING}{os.getpid()}-")
    os.close(handle)
    try:
        yield Path(name)
    finally:
        Path(name).unlink(missing_ok=True)
