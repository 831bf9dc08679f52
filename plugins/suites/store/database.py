"""Database: one SQLite file of the cache, of which all that a build changes is kept at once.

A file of another form, another Python or none of ours is set aside, and the build is a whole one.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from suites import notes

NAME, STAMP = "build.sqlite", "build.stamp"


class Database:
    """The tables of a store; `set_aside` says in one line why they are empty, when unexpectedly.

    After a build that failed or was interrupted nothing is said: the reason was told then. `meta`
    is plain values by their names, of which `form` says what the tables are.
    """

    def __init__(self, cache: Path, form: str, tables: str) -> None:
        """Open the file in a cache, empty when there was none, or none that can be read."""
        cache.mkdir(parents=True, exist_ok=True)
        self.path = cache / NAME
        self.set_aside = ""
        self.meta: dict[str, Any] = {}
        self._form, self._tables = form, f"{META}{tables}"
        self._is_kept = self._is_as_it_was_left()
        if not self._is_kept and self.path.exists():
            if self._stamp_file.exists() and not self._journal.exists():
                self.set_aside = (
                    f"{self.path} is set aside (it is not as a build left it): "
                    "everything is built anew"
                )
            for path in (self._stamp_file, self._journal, self.path):
                path.unlink(missing_ok=True)
        self._connection = sqlite3.connect(self.path, isolation_level=None)
        # What a loss of power takes is built again; the cache is not worth a wait for the disk.
        self._connection.execute("pragma synchronous = off")
        if self.all("select 1 from sqlite_master where name = 'meta'"):
            self.meta = {key: json.loads(value) for key, value in self.all("select * from meta")}
        if self.meta.get("form") != form:
            self.clear()

    @property
    def _stamp_file(self) -> Path:
        return self.path.with_name(STAMP)

    @property
    def _journal(self) -> Path:
        """Where SQLite keeps what a change that was interrupted has to be undone with."""
        return self.path.with_name(f"{NAME}-journal")

    def _is_as_it_was_left(self) -> bool:
        # Whatever else writes there, or half writes, leaves another stamp than the last build did.
        return self.path.exists() and self._stamp() == notes.read(self._stamp_file)

    def _stamp(self) -> list[int]:
        status = self.path.stat()
        return [status.st_size, status.st_mtime_ns, status.st_ctime_ns]

    def close(self) -> None:
        """Forget what was not committed."""
        try:
            if self._connection.in_transaction:
                self._connection.execute("rollback")
            self._note()
        finally:
            self._connection.close()

    def clear(self) -> None:
        """Empty tables; not yet committed."""
        self.begin()
        for (name,) in self.all("select name from sqlite_master where type='table'"):
            self._connection.execute(f"drop table {name}")
        for statement in self._tables.split(";"):
            self._connection.execute(statement)
        self.meta.clear()
        self.meta["form"] = self._form

    def commit(self) -> None:
        """Keep all that was changed."""
        self.begin()
        self._connection.execute("delete from meta")
        self.change(
            "insert into meta values (?, ?)",
            ((key, json.dumps(value)) for key, value in self.meta.items()),
        )
        # Without a stamp, whoever finds the file knows that its build did not end.
        self._stamp_file.unlink(missing_ok=True)
        self._connection.execute("commit")
        self._is_kept = True
        self._note()

    def _note(self) -> None:
        """Note how the file was left, if it is one that a build committed."""
        if self._is_kept and not self._is_as_it_was_left():
            notes.write(self._stamp_file, self._stamp())

    def begin(self) -> None:
        """Begin to change, unless that has begun."""
        if not self._connection.in_transaction:
            self._connection.execute("begin immediate")

    def all(self, statement: str, *values: object) -> list[Any]:
        """The rows that a question is answered with."""
        return self._connection.execute(statement, values).fetchall()

    def change(self, statement: str, rows: Iterable[tuple[object, ...]]) -> None:
        """Change the tables by every row; not yet committed."""
        self.begin()
        self._connection.executemany(statement, rows)

    def insert(self, statement: str, *values: object) -> int:
        """Insert one row; its number."""
        self.begin()
        return self._connection.execute(statement, values).lastrowid or 0


META = "create table meta(key text primary key, value text) without rowid;"
