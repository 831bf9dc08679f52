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

    `meta` is plain values by their names, of which `form` says what the tables are.
    """

    def __init__(self, cache: Path, form: str, tables: str) -> None:
        """Open the file in a cache, empty when there was none, or none that can be read."""
        cache.mkdir(parents=True, exist_ok=True)
        self.path = cache / NAME
        self.set_aside = ""
        self.meta: dict[str, Any] = {}
        self._form, self._tables = form, f"{META}{tables}"
        why = self._fault()
        if why:
            self.set_aside = f"{self.path} is set aside ({why}): everything is built anew"
            for suffix in ("", "-journal"):
                self.path.with_name(NAME + suffix).unlink(missing_ok=True)
        self._connection = sqlite3.connect(self.path, isolation_level=None)
        # What a loss of power takes is built again; the cache is not worth a wait for the disk.
        self._connection.execute("pragma synchronous = off")
        if self.all("select 1 from sqlite_master where name = 'meta'"):
            self.meta = {key: json.loads(value) for key, value in self.all("select * from meta")}
        if self.meta.get("form") != form:
            self.clear()

    def _fault(self) -> str:
        """Why the file is not to be opened; empty when it may be, or when there is none.

        Whatever else writes there, or half writes, leaves another stamp than the last build did.
        """
        if not self.path.exists() or self._stamp() == notes.read(self.path.with_name(STAMP)):
            return ""
        return "it is not as a build left it"

    def _stamp(self) -> list[int]:
        status = self.path.stat()
        return [status.st_size, status.st_mtime_ns, status.st_ctime_ns]

    def close(self) -> None:
        """Forget what was not committed."""
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
        self._connection.execute("commit")
        self.path.with_name(STAMP).write_text(json.dumps(self._stamp()), "utf-8")

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
