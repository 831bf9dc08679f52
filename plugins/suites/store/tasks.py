"""Tasks: what the site was made of, by numbers that never change; and which of them read a fact.

A task is kept with its owner (a record's id, or a plan's name), the addresses of its files, and the
facts that it read, as `holdings.reads.Noted` has them.
"""

from __future__ import annotations

import marshal
from array import array
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from suites.freshness import told
from suites.store.database import Database

TABLES = """
create table tasks(
  number integer primary key, name text unique, owner text, task blob, files blob, reads blob);
create index tasks_of on tasks(owner);
create table readers(fact text primary key, tasks blob) without rowid;
"""

KeptTask = tuple[str, str, Any, tuple[str, ...], bytes]
"""Of a task: name, owner, the task as plain values, its files, its reads (`Noted` by `marshal`)."""

Readers = list[tuple[str, bytes]]
"""Facts, each with the numbers of the tasks that read it as `marshal` writes them."""


class Tasks:
    """The tasks of a site."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[Any]:
        """Every task as it was kept, in the order of their numbers."""
        return [marshal.loads(task) for (task,) in self._database.all("select task from tasks")]

    def of(self, owner: str) -> list[tuple[int, Any]]:
        """The tasks of an owner with their numbers."""
        found = self._database.all("select number, task from tasks where owner = ?", owner)
        return [(number, marshal.loads(task)) for number, task in found]

    def number(self, name: str) -> int | None:
        """The number of the task of that name; None when there is none."""
        found = self._database.all("select number from tasks where name = ?", name)
        return int(found[0][0]) if found else None

    def of_kind(self, kind: str) -> list[tuple[int, str, Any]]:
        """Return the tasks of a kind, each with its number and its owner."""
        statement = f"select number, owner, task from tasks where {OF_KIND} order by number"
        found = self._database.all(statement, *_range(kind))
        return [(number, owner, marshal.loads(task)) for number, owner, task in found]

    def task(self, number: int) -> tuple[str, Any]:
        """The owner of a task, and the task; KeyError when it is gone."""
        found = self._database.all("select owner, task from tasks where number = ?", number)
        if not found:
            raise KeyError(number)
        return found[0][0], marshal.loads(found[0][1])

    def numbers(self) -> list[int]:
        """The numbers of all tasks."""
        found = self._database.all("select number from tasks order by number")
        return [number for (number,) in found]

    def makers(self, addresses: frozenset[str]) -> set[int]:
        """The numbers of the tasks that any of these files is of."""
        every = self._database.all("select number, files from tasks")
        return {n for n, files in every if not addresses.isdisjoint(marshal.loads(files))}

    def files(self, number: int) -> tuple[str, ...]:
        """The addresses of the files of a task."""
        found = self._database.all("select files from tasks where number = ?", number)
        return marshal.loads(found[0][0]) if found else ()

    def files_by_name(self, name: str) -> tuple[str, ...]:
        """The addresses of the files of the task of that name; none when there is no such task."""
        number = self.number(name)
        return () if number is None else self.files(number)

    def readers(self, fact: str) -> tuple[int, ...]:
        """The numbers of the tasks that read a fact."""
        found = self._database.all("select tasks from readers where fact = ?", fact)
        return marshal.loads(found[0][0]) if found else ()

    def count(self, kind: str) -> int:
        """How many tasks there are of a kind."""
        statement = f"select count(*) from tasks where {OF_KIND}"
        found = self._database.all(statement, *_range(kind))
        return int(found[0][0])

    def keep_all(self, made: Iterable[KeptTask], readers: Readers) -> None:
        """Keep every task, in an empty store, and who read what: `readers_of` the same tasks."""
        rows = (
            (number, name, owner, marshal.dumps(task), marshal.dumps(files), reads)
            for number, (name, owner, task, files, reads) in enumerate(made, 1)
        )
        self._database.change("insert into tasks values (?, ?, ?, ?, ?, ?)", rows)
        self._database.change("insert into readers values (?, ?)", readers)

    def keep(self, name: str, owner: str, task: Any, files: tuple[str, ...], reads: bytes) -> None:
        """Keep a task in the place of the one of that name, with what it reads now."""
        found = self._database.all("select number, reads from tasks where name = ?", name)
        kept = (owner, marshal.dumps(task), marshal.dumps(files), reads)
        if found:
            number, before = found[0][0], _facts(found[0][1])
            columns = "owner = ?, task = ?, files = ?, reads = ?"
            self._database.change(f"update tasks set {columns} where number = ?", [(*kept, number)])
        else:
            before = frozenset()
            columns = "(name, owner, task, files, reads) values (?, ?, ?, ?, ?)"
            number = self._database.insert(f"insert into tasks {columns}", name, *kept)
        self._read_by(number, before, _facts(reads))

    def forget(self, number: int) -> None:
        """Forget a task."""
        found = self._database.all("select reads from tasks where number = ?", number)
        self._read_by(number, _facts(found[0][0]) if found else frozenset(), frozenset())
        self._database.change("delete from tasks where number = ?", [(number,)])

    def _read_by(self, number: int, before: frozenset[str], after: frozenset[str]) -> None:
        for fact in before ^ after:
            readers = set(self.readers(fact)) - {number}
            if fact in after:
                readers.add(number)
            row = (fact, marshal.dumps(tuple(sorted(readers))))
            self._database.change("insert or replace into readers values (?, ?)", [row])


def readers_of(made: Iterable[KeptTask]) -> Readers:
    """Who read each fact, of all tasks of a site."""
    readers: defaultdict[str, defaultdict[str, array[int]]]
    readers = defaultdict(lambda: defaultdict(lambda: array("L")))
    for number, (*_, reads) in enumerate(made, 1):
        for sort, which in marshal.loads(reads):
            of_sort = readers[sort]
            for one in which:
                of_sort[one].append(number)
    found: Readers = []
    for sort, of_sort in sorted(readers.items()):
        numbers = (marshal.dumps(tuple(of_sort[one])) for one in sorted(of_sort))
        found += zip(told(((sort, tuple(sorted(of_sort))),)), numbers, strict=True)
    return found


OF_KIND = "name >= ? and name < ?"
"""The tasks of a kind, which is the first word of their names."""


def _range(kind: str) -> tuple[str, str]:
    # "!" is the sign after the space.
    return f"{kind} ", f"{kind}!"


def _facts(reads: bytes) -> frozenset[str]:
    return frozenset(told(marshal.loads(reads)))
