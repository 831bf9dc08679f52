"""Records: every record as it was read, and the lists to which records add their entries."""

from __future__ import annotations

import marshal
from collections.abc import Iterable
from typing import Any

from suites.freshness import Kept
from suites.store.database import Database

TABLES = """
create table records(id text primary key, path text, plain blob, extract blob, entries blob);
create table lists(list text, id text, entries blob, primary key(list, id)) without rowid;
"""


class Records:
    """The records and the lists of an archive."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def record(self, id_: str) -> Kept | None:
        """All that is kept of a record."""
        statement = "select path, plain, extract, entries from records where id = ?"
        found = self._database.all(statement, id_)
        if not found:
            return None
        path, *kept = found[0]
        plain, extract, entries = map(marshal.loads, kept)
        return path, plain, extract, entries

    def path_of(self, id_: str) -> str | None:
        """The path of a record."""
        found = self._database.all("select path from records where id = ?", id_)
        return found[0][0] if found else None

    def plain(self, id_: str) -> tuple[str, Any] | None:
        """The path of a record, and what it is made of."""
        found = self._database.all("select path, plain from records where id = ?", id_)
        return (found[0][0], marshal.loads(found[0][1])) if found else None

    def extract(self, id_: str) -> Any:
        """The plain extract of a record; None when there is no record."""
        found = self._database.all("select extract from records where id = ?", id_)
        return marshal.loads(found[0][0]) if found else None

    def ids(self) -> list[tuple[str, str]]:
        """Every id with the path of its record, in the order of the ids."""
        return self._database.all("select id, path from records order by id")

    def entries(self, list_: str, id_: str) -> tuple[Any, ...]:
        """A list, in order; empty when there is none."""
        statement = "select entries from lists where list = ? and id = ?"
        found = self._database.all(statement, list_, id_)
        return marshal.loads(found[0][0]) if found else ()

    def keep(self, id_: str, kept: Kept) -> None:
        """Keep a record."""
        path, *values = kept
        plain, extract, entries = map(marshal.dumps, values)
        self.keep_all([(id_, path, plain, extract, entries)])

    def keep_all(self, rows: Iterable[tuple[str, str, bytes, bytes, bytes]]) -> None:
        """Keep records, by their ids, whose values `marshal` has written already."""
        self._database.change("insert or replace into records values (?, ?, ?, ?, ?)", rows)

    def forget(self, id_: str) -> None:
        """Forget a record."""
        self._database.change("delete from records where id = ?", [(id_,)])

    def keep_list(self, list_: str, id_: str, entries: tuple[Any, ...]) -> None:
        """Keep a list, its entries in order; one without entries is forgotten."""
        if entries:
            self.keep_lists([(list_, id_, marshal.dumps(entries))])
        else:
            self._database.change("delete from lists where list = ? and id = ?", [(list_, id_)])

    def keep_lists(self, rows: Iterable[tuple[str, str, bytes]]) -> None:
        """Keep (list, id, entries in order) that `marshal` has written already."""
        self._database.change("insert or replace into lists values (?, ?, ?)", rows)
