"""Lock: one build at a time with one cache; the others wait, or say why they do not."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NAME = "lock.sqlite"
SLOW = 60.0
"""Seconds that a build waits for another one to end."""


class BusyError(RuntimeError):
    """Another build is at work; the message is one sentence."""


@contextmanager
def alone(cache: Path) -> Iterator[None]:
    """While this is the only build with this cache; BusyError after waiting for a minute.

    Whoever dies lets go: the lock is the system's, not a file that stays.
    """
    cache.mkdir(parents=True, exist_ok=True)
    lock = sqlite3.connect(cache / NAME, timeout=SLOW, isolation_level=None)
    try:
        lock.execute("begin exclusive")
    except sqlite3.OperationalError as error:
        lock.close()
        raise BusyError(f"another build is at work in {cache}: {error}") from None
    try:
        yield
    finally:
        lock.close()
