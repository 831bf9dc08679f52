"""Lock: one build at a time with one cache; the others wait, or say why they do not."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from errno import EIO, ENOENT, ENOSPC
from pathlib import Path

NAME = "lock.sqlite"
SLOW = 60.0
"""Seconds that a build waits for another one to end."""


class BusyError(RuntimeError):
    """Another build is at work; the message is one sentence."""


@contextmanager
def alone(cache: Path) -> Iterator[None]:
    """While this is the only build with this cache; BusyError after waiting for a minute.

    Whoever dies lets go: the lock is the system's, not a file that stays. OSError when a database
    of the cache cannot be read or written, here or within.
    """
    cache.mkdir(parents=True, exist_ok=True)
    with (
        databases(cache),
        closing(sqlite3.connect(cache / NAME, timeout=SLOW, isolation_level=None)) as lock,
    ):
        _begin(lock, cache)
        try:
            yield
        except (OSError, sqlite3.DatabaseError):
            if (cache / NAME).exists():
                raise
            removed = "removed while the site was built: build again"
            raise OSError(ENOENT, removed, cache) from None


@contextmanager
def databases(cache: Path) -> Iterator[None]:
    """Raise OSError where a database of the cache cannot be read or written within."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_FULL:
            raise OSError(ENOSPC, os.strerror(ENOSPC), cache) from None
        raise OSError(EIO, f"the cache cannot be used ({error}): delete it", cache) from None


def _begin(lock: sqlite3.Connection, cache: Path) -> None:
    try:
        lock.execute("begin exclusive")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
            raise
        raise BusyError(f"another build is at work in {cache}: {error}") from None
