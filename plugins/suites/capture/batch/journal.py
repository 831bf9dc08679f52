"""The journal of a run: the captures that are done, so that an interrupted run goes on; sketches.

It is an SQLite file in the cache folder, named by the captures that were asked for, so a run has
the memory of one page however many it converts. It is removed when a run comes to its end.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from errno import EIO, ENOSPC
from hashlib import sha256
from pathlib import Path

from suites.capture import near_duplicates
from suites.capture.near_duplicates import NearDuplicate

# A crash of the machine may cost the last lines, which are then done again.
_TABLES = """
PRAGMA synchronous = OFF;
PRAGMA journal_mode = WAL;
CREATE TABLE IF NOT EXISTS done (sha256 BLOB PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS text (id INTEGER PRIMARY KEY, source TEXT, sketch BLOB);
CREATE TABLE IF NOT EXISTS band (key INTEGER, text INTEGER);
CREATE INDEX IF NOT EXISTS band_key ON band (key);
"""
_MOST_COMPARED = 64


@contextmanager
def open_journal(folder: Path, files: Iterable[Path]) -> Iterator[Journal]:
    """Open the journal of these files, as they are now; a new one when there is none.

    OSError where it cannot be read or written, then or within.
    """
    name = sha256()
    for path in files:
        state = path.stat()
        key = f"{path.resolve()}\0{state.st_size}\0{state.st_mtime_ns}\n"
        name.update(key.encode("utf-8", "surrogateescape"))
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with closing(Journal(folder / f"{name.hexdigest()[:16]}.sqlite")) as journal:
            yield journal
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_FULL:
            raise OSError(ENOSPC, os.strerror(ENOSPC), folder) from None
        raise OSError(EIO, f"the cache cannot be used ({error}): delete it", folder) from None


class Journal:
    """The work of one run, now and before it was interrupted; errors are those of sqlite3."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._open()
        except sqlite3.DatabaseError:  # cut off by a crash: its captures are done again
            self.remove()
            self._open()

    def _open(self) -> None:
        self._base = sqlite3.connect(self._path, isolation_level=None)
        self._base.executescript(_TABLES)

    def is_done(self, digest: str) -> bool:
        """Return whether the capture of this SHA-256 is done."""
        key = (bytes.fromhex(digest),)
        return self._base.execute("SELECT 1 FROM done WHERE sha256 = ?", key).fetchone() is not None

    def add(self, digest: str) -> None:
        """Note that the capture of this SHA-256 is done."""
        self._base.execute("INSERT OR IGNORE INTO done VALUES (?)", (bytes.fromhex(digest),))

    def near_duplicate(self, source: str, sketch: bytes | None) -> NearDuplicate | None:
        """Return the earlier text that is most like this one, if any; index this one if none is."""
        if sketch is None:
            return None
        keys = near_duplicates.bands(sketch)
        marks = ",".join("?" * len(keys))
        rows = self._base.execute(
            f"SELECT DISTINCT source, sketch FROM text JOIN band ON text.id = band.text"
            f" WHERE band.key IN ({marks}) LIMIT {_MOST_COMPARED}",
            keys,
        )
        near = [NearDuplicate(of, near_duplicates.similarity(sketch, other)) for of, other in rows]
        best = max(near, key=lambda one: one.share, default=None)
        if best is not None and best.share >= near_duplicates.THRESHOLD:
            return best  # its bands lead to the first text already
        with self._base:
            self._base.execute("BEGIN")
            text = self._base.execute(
                "INSERT INTO text (source, sketch) VALUES (?, ?)", (source, sketch)
            ).lastrowid
            self._base.executemany("INSERT INTO band VALUES (?, ?)", [(key, text) for key in keys])
        return None

    def close(self) -> None:
        """Close the file."""
        self._base.close()

    def remove(self) -> None:
        """Remove the file: the next run begins anew."""
        self.close()
        for end in ("", "-wal", "-shm"):
            Path(f"{self._path}{end}").unlink(missing_ok=True)
