"""Lock: one build at a time with one cache; the others wait, or say why they do not.

The lock is the system's: it ends with the process that holds it, and the file that is locked holds
nothing. The workers of a build share it, and end with their parent.
"""

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from suites.system.atomic_write import discard

NAME = "lock"
SLOW = 60.0
"""Seconds that a build waits for another one to end."""

_held: set[tuple[Path, int]] = set()
"""The locked caches, each with the thread that holds it: another one of the process waits."""


class BusyError(RuntimeError):
    """Another build is at work; the message is one sentence."""


@contextmanager
def locked(cache: Path, patience: float = SLOW) -> Iterator[None]:
    """Hold the lock of this cache; BusyError after waiting so many seconds.

    A cache that can only be read is not locked: nothing can be written there. A thread that holds
    the lock may ask for it again. OSError when the folder cannot be made.
    """
    cache = cache.resolve()
    held = cache, threading.get_ident()
    if held in _held:
        yield
        return
    try:
        cache.mkdir(parents=True, exist_ok=True)
        handle = _opened(cache / NAME)
    except OSError:
        if not cache.is_dir() or os.access(cache, os.W_OK):
            raise
        yield
        return
    try:
        _wait(handle, cache, patience)
        _held.add(held)
        yield
    finally:
        _held.discard(held)
        os.close(handle)


def _opened(path: Path) -> int:
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
    try:
        return os.open(path, flags, 0o666)
    except OSError:
        if not os.access(path.parent, os.W_OK):
            raise
        discard(path)  # it is no lock of ours: a folder, a link, a file that nobody may open
        return os.open(path, flags, 0o666)


def _wait(handle: int, cache: Path, patience: float) -> None:
    end = time.monotonic() + patience
    while not _locked(handle):
        if time.monotonic() > end:
            raise BusyError(f"another build is at work in {cache}")
        time.sleep(0.05)


def _locked(handle: int) -> bool:
    """Return whether the file could be locked; closing it unlocks it."""
    try:
        try:
            import fcntl
        except ImportError:  # Windows
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        else:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError as error:
        if os.name == "nt":  # how msvcrt says that another one has it
            return False
        raise error
    return True
