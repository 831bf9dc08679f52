"""The journal of a run: what is done, so that an interrupted run goes on, and what was alike.

It is an SQLite file in the cache folder, named by the captures that were asked for, so a run has
the memory of one page however many it converts. It is removed when a run comes to its end.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from errno import EIO, ENOSPC
from hashlib import sha256
from pathlib import Path
from types import TracebackType

from suites.capture import near_duplicates
from suites.capture.near_duplicates import Alike

_TABLES = """
CREATE TABLE IF NOT EXISTS done (sha256 BLOB PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS text (id INTEGER PRIMARY KEY, source TEXT, sketch BLOB);
CREATE TABLE IF NOT EXISTS band (key INTEGER, text INTEGER);
CREATE INDEX IF NOT EXISTS band_key ON band (key);
"""
_MOST_COMPARED = 64


@contextmanager
def databases(cache: Path) -> Iterator[None]:
    """Raise OSError where a database of the cache cannot be read or written within."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_FULL:
            raise OSError(ENOSPC, os.strerror(ENOSPC), cache) from None
        raise OSError(EIO, f"the cache cannot be used ({error}): delete it", cache) from None


class Journal:
    """What one run did, now and before it was interrupted."""

    def __init__(self, folder: Path, captures: Iterable[Path]) -> None:
        """Opens the journal of these captures, as they are now; a new one when there is none."""
        name = sha256()
        for path in captures:
            state = path.stat()
            said = f"{path.resolve()}\0{state.st_size}\0{state.st_mtime_ns}\n"
            name.update(said.encode("utf-8", "surrogateescape"))
        folder.mkdir(parents=True, exist_ok=True)
        self._path = folder / f"{name.hexdigest()[:16]}.sqlite"
        self._open()
        try:
            self._base.executescript(_TABLES)
        except sqlite3.DatabaseError:  # cut off by a crash: what it held is done again
            self._base.close()
            self._path.unlink()
            self._open()
            self._base.executescript(_TABLES)

    def _open(self) -> None:
        self._base = sqlite3.connect(self._path, isolation_level=None)
        # A crash of the machine may cost the last lines, which are then done again.
        self._base.execute("PRAGMA synchronous = OFF")
        self._base.execute("PRAGMA journal_mode = WAL")

    def __enter__(self) -> Journal:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._base.close()

    def has(self, digest: str) -> bool:
        """Whether the capture of this SHA-256 is done."""
        key = (bytes.fromhex(digest),)
        return self._base.execute("SELECT 1 FROM done WHERE sha256 = ?", key).fetchone() is not None

    def add(self, digest: str) -> None:
        """The capture of this SHA-256 is done."""
        self._base.execute("INSERT OR IGNORE INTO done VALUES (?)", (bytes.fromhex(digest),))

    def alike(self, source: str, sketch: bytes | None) -> Alike | None:
        """The earlier text that is most like this one, if any; the text counts for later ones."""
        if sketch is None:
            return None
        keys = near_duplicates.bands(sketch)
        marks = ",".join("?" * len(keys))
        found = self._base.execute(
            f"SELECT DISTINCT source, sketch FROM text JOIN band ON text.id = band.text"
            f" WHERE band.key IN ({marks}) LIMIT {_MOST_COMPARED}",
            keys,
        )
        near = [Alike(of, near_duplicates.share(sketch, other)) for of, other in found]
        best = max(near, key=lambda one: one.share, default=None)
        if best is not None and best.share >= near_duplicates.ENOUGH:
            return best  # its bands lead to the first text already: they are not laid twice
        with self._base:
            self._base.execute("BEGIN")
            new = self._base.execute(
                "INSERT INTO text (source, sketch) VALUES (?, ?)", (source, sketch)
            )
            self._base.executemany(
                "INSERT INTO band VALUES (?, ?)", [(k, new.lastrowid) for k in keys]
            )
        return None

    def remove(self) -> None:
        """The run came to its end: the next one begins anew."""
        self._base.close()
        for end in ("", "-wal", "-shm"):
            Path(f"{self._path}{end}").unlink(missing_ok=True)
