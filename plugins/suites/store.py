"""Store: what is kept from one build to the next, in one SQLite file of the cache.

Sources with their stamps and digests, records with their extracts, the lists of the archive, tasks
with what they read, and the files that were written. Values are kept by `marshal`: plain data of
this very Python, never code to be run. All that a build changes is committed at once. A store of
another form, another Python or none of ours is set aside, and the build is a whole one: it spares
work, and proves nothing. `freshness` says what is done with it.
"""

from __future__ import annotations

import json
import marshal
import sqlite3
import sys
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Any

from suites import notes
from suites.freshness import Kept, Source, Stamp

NAME = "build.sqlite"
MOVING, STAMP, OURS = "moving.json", "build.stamp", "ours.json"
FORM = f"2 {sys.implementation.cache_tag} {marshal.version}"
"""Changes with the tables below, and with what `marshal` writes."""

TABLES = """
create table meta(key text primary key, value text) without rowid;
create table sources(
  path text primary key, size int, content int, entry int, seen int, digest text) without rowid;
create table records(id text primary key, path text, plain blob, extract blob, entries blob);
create table lists(list text, id text, entries blob, primary key(list, id)) without rowid;
create table tasks(
  number integer primary key, name text unique, owner text, task blob, files blob, reads blob);
create index tasks_of on tasks(owner);
create table readers(fact text primary key, tasks blob) without rowid;
create table files(address text primary key, size int, content int, entry int) without rowid;
"""


class Store:
    """The store of a cache; `set_aside` says in one line why it is empty, when it should not be."""

    def __init__(self, cache: Path) -> None:
        """Open the store, empty when there was none, or none that can be read."""
        cache.mkdir(parents=True, exist_ok=True)
        self.path = cache / NAME
        self.set_aside = ""
        self.meta: dict[str, Any] = {}
        why = self._fault()
        if why:
            self.set_aside = f"{self.path} is set aside ({why}): everything is built anew"
            for suffix in ("", "-journal"):
                self.path.with_name(NAME + suffix).unlink(missing_ok=True)
        self._db = sqlite3.connect(self.path, isolation_level=None)
        # What a loss of power takes is built again; the cache is not worth a wait for the disk.
        self._db.execute("pragma synchronous = off")
        if self._all("select 1 from sqlite_master where name = 'meta'"):
            self.meta = {key: json.loads(value) for key, value in self._all("select * from meta")}
        if self.meta.get("form") != FORM:
            self.clear()

    def _fault(self) -> str:
        """Why the file is not to be opened; empty when it may be, or when there is none.

        Whatever else writes there, or half writes, leaves another stamp than the last build did.
        """
        if not self.path.exists() or self._stamp() == notes.read(self.path.with_name(STAMP)):
            return ""
        return "it is not as a build left it"

    def doubt(self, output: str, addresses: Iterable[str]) -> None:
        """Note at once that these files may be neither old nor new, until `commit`."""
        notes.write(self._moving, {"output": output, "addresses": sorted(addresses)})

    def doubted(self, output: str) -> frozenset[str]:
        """The files that an interrupted build was about to write or remove in an output."""
        found = notes.read(self._moving)
        if not isinstance(found, dict) or found.get("output") != output:
            return frozenset()
        return frozenset(found["addresses"])

    def _stamp(self) -> list[int]:
        status = self.path.stat()
        return [status.st_size, status.st_mtime_ns, status.st_ctime_ns]

    @property
    def _moving(self) -> Path:
        return self.path.with_name(MOVING)

    def close(self) -> None:
        """Forget what was not committed."""
        self._db.close()

    def clear(self) -> None:
        """An empty store; not yet committed."""
        self._begin()
        for (name,) in self._all("select name from sqlite_master where type='table'"):
            self._db.execute(f"drop table {name}")
        for statement in TABLES.split(";"):
            self._db.execute(statement)
        self.meta = {"form": FORM}

    def commit(self) -> None:
        """Keep all that was changed."""
        self._begin()
        self._db.execute("delete from meta")
        rows = ((key, json.dumps(value)) for key, value in self.meta.items())
        self._db.executemany("insert into meta values (?, ?)", rows)
        self._db.execute("commit")
        self.path.with_name(STAMP).write_text(json.dumps(self._stamp()), "utf-8")
        self._moving.unlink(missing_ok=True)

    def _begin(self) -> None:
        if not self._db.in_transaction:
            self._db.execute("begin immediate")

    def _all(self, statement: str, *values: object) -> list[Any]:
        return self._db.execute(statement, values).fetchall()

    def _change(self, statement: str, rows: Iterable[tuple[object, ...]]) -> None:
        self._begin()
        self._db.executemany(statement, rows)

    def sources(self, only: Iterable[str] | None = None) -> dict[str, Source]:
        """The sources of the last build, by their paths; `only` some of them."""
        every, one = "select * from sources", "select * from sources where path = ?"
        some = [self._all(one, path) for path in only] if only is not None else [self._all(every)]
        return {
            path: Source((size, content, entry), seen, digest)
            for path, size, content, entry, seen, digest in chain.from_iterable(some)
        }

    def keep_sources(self, found: Mapping[str, Source], gone: Iterable[str] = ()) -> None:
        """Keep these sources in the place of those of the same path, and forget those gone."""
        self._change("delete from sources where path = ?", ((path,) for path in gone))
        self._change(
            "insert or replace into sources values (?, ?, ?, ?, ?, ?)",
            ((path, *one.stamp, one.seen, one.digest) for path, one in found.items()),
        )

    def record(self, id_: str) -> Kept | None:
        """All that is kept of a record."""
        found = self._all("select path, plain, extract, entries from records where id = ?", id_)
        if not found:
            return None
        path, *kept = found[0]
        plain, extract, entries = map(marshal.loads, kept)
        return path, plain, extract, entries

    def plain(self, id_: str) -> tuple[str, Any] | None:
        """The path of a record, and what it was made from."""
        found = self._all("select path, plain from records where id = ?", id_)
        return (found[0][0], marshal.loads(found[0][1])) if found else None

    def extract(self, id_: str) -> Any:
        """The plain extract of a record; None when there is no record."""
        found = self._all("select extract from records where id = ?", id_)
        return marshal.loads(found[0][0]) if found else None

    def ids(self) -> list[tuple[str, str]]:
        """Every id with the path of its record, in the order of the ids."""
        return self._all("select id, path from records order by id")

    def keep_record(self, id_: str, kept: Kept) -> None:
        """Keep a record."""
        path, plain, extract, entries = kept
        dump = marshal.dumps
        self.keep_records([(id_, path, dump(plain), dump(extract), dump(entries))])

    def keep_records(self, rows: Iterable[tuple[str, str, bytes, bytes, bytes]]) -> None:
        """Keep records, by their ids, whose values `marshal` has written already."""
        self._change("insert or replace into records values (?, ?, ?, ?, ?)", rows)

    def forget_record(self, id_: str) -> None:
        """Forget a record."""
        self._change("delete from records where id = ?", [(id_,)])

    def entries(self, list_: str, id_: str) -> tuple[Any, ...]:
        """A list, in order; empty when there is none."""
        found = self._all("select entries from lists where list = ? and id = ?", list_, id_)
        return marshal.loads(found[0][0]) if found else ()

    def keep_list(self, list_: str, id_: str, entries: tuple[Any, ...]) -> None:
        """Keep a list, its entries in order; one without entries is forgotten."""
        if entries:
            self.keep_lists([(list_, id_, marshal.dumps(entries))])
        else:
            self._change("delete from lists where list = ? and id = ?", [(list_, id_)])

    def keep_lists(self, rows: Iterable[tuple[str, str, bytes]]) -> None:
        """Keep (list, id, entries in order) that `marshal` has written already."""
        self._change("insert or replace into lists values (?, ?, ?)", rows)

    # Tasks, by numbers that never change: owner (a record's id, or a plan's name), files, reads

    def tasks(self) -> list[Any]:
        """Every task as it was kept, in the order of their numbers."""
        return [marshal.loads(task) for (task,) in self._all("select task from tasks")]

    def tasks_of(self, owner: str) -> list[tuple[int, Any]]:
        """The tasks of an owner with their numbers."""
        found = self._all("select number, task from tasks where owner = ?", owner)
        return [(number, marshal.loads(task)) for number, task in found]

    def number(self, name: str) -> int | None:
        """The number of the task of that name; None when there is none."""
        found = self._all("select number from tasks where name = ?", name)
        return int(found[0][0]) if found else None

    def task(self, number: int) -> tuple[str, Any]:
        """The owner of a task, and the task; KeyError when it is gone."""
        found = self._all("select owner, task from tasks where number = ?", number)
        if not found:
            raise KeyError(number)
        return found[0][0], marshal.loads(found[0][1])

    def numbers(self) -> list[int]:
        """The numbers of all tasks."""
        return [number for (number,) in self._all("select number from tasks order by number")]

    def makers(self, addresses: frozenset[str]) -> set[int]:
        """The numbers of the tasks that any of these files is of."""
        every = self._all("select number, files from tasks")
        return {n for n, files in every if not addresses.isdisjoint(marshal.loads(files))}

    def files_by_name(self, name: str) -> tuple[str, ...]:
        """The addresses of the files of the task of that name; none when there is no such task."""
        found = self._all("select files from tasks where name = ?", name)
        return marshal.loads(found[0][0]) if found else ()

    def readers(self, fact: str) -> tuple[int, ...]:
        """The numbers of the tasks that read a fact."""
        found = self._all("select tasks from readers where fact = ?", fact)
        return marshal.loads(found[0][0]) if found else ()

    def files(self, number: int) -> tuple[str, ...]:
        """The addresses of the files of a task."""
        found = self._all("select files from tasks where number = ?", number)
        return marshal.loads(found[0][0]) if found else ()

    def keep_all_tasks(self, made: Iterable[tuple[str, str, Any, tuple[str, ...], bytes]]) -> None:
        """Keep (name, owner, task, files, reads) of every task, in an empty store.

        Reads are facts, in order, as `marshal` writes them; so they are in `keep_task`.
        """
        readers: defaultdict[str, array[int]] = defaultdict(lambda: array("L"))

        def rows() -> Iterator[tuple[object, ...]]:
            for number, (name, owner, task, files, reads) in enumerate(made, 1):
                for fact in marshal.loads(reads):
                    readers[fact].append(number)
                yield number, name, owner, marshal.dumps(task), marshal.dumps(files), reads

        self._change("insert into tasks values (?, ?, ?, ?, ?, ?)", rows())
        self._change(
            "insert into readers values (?, ?)",
            ((fact, marshal.dumps(tuple(found))) for fact, found in sorted(readers.items())),
        )

    def keep_task(
        self, name: str, owner: str, task: Any, files: tuple[str, ...], reads: bytes
    ) -> None:
        """Keep a task in the place of the one of that name, with what it reads now."""
        found = self._all("select number, reads from tasks where name = ?", name)
        number, before = (found[0][0], marshal.loads(found[0][1])) if found else (None, ())
        kept = [marshal.dumps(task), marshal.dumps(files), reads]
        self._begin()
        if number is None:
            columns = "(name, owner, task, files, reads) values (?, ?, ?, ?, ?)"
            number = self._db.execute(
                f"insert into tasks {columns}", (name, owner, *kept)
            ).lastrowid
        else:
            values = (owner, *kept, number)
            columns = "owner = ?, task = ?, files = ?, reads = ?"
            self._db.execute(f"update tasks set {columns} where number = ?", values)
        self._read_by(number or 0, frozenset(before), frozenset(marshal.loads(reads)))

    def forget_task(self, number: int) -> None:
        """Forget a task."""
        found = self._all("select reads from tasks where number = ?", number)
        self._read_by(
            number, frozenset(marshal.loads(found[0][0])) if found else frozenset(), frozenset()
        )
        self._change("delete from tasks where number = ?", [(number,)])

    def _read_by(self, number: int, before: frozenset[str], after: frozenset[str]) -> None:
        for fact in before ^ after:
            readers = set(self.readers(fact)) - {number}
            if fact in after:
                readers.add(number)
            row = (fact, marshal.dumps(tuple(sorted(readers))))
            self._change("insert or replace into readers values (?, ?)", [row])

    # Files of the output; a stamp is None while the file is being written

    def written(self) -> dict[str, Stamp | None]:
        """The files that lie in the output, with the stamps that they were left with."""
        return {
            address: None if size is None else (size, content, entry)
            for address, size, content, entry in self._all("select * from files")
        }

    def pages(self) -> int:
        """How many pages lie in the output, as `manifest.is_page` says."""
        like = "address like '%.html' and address not like '%/apercu.html'"
        return int(self._all(f"select count(*) from files where {like}")[0][0])

    def keep_files(self, files: Mapping[str, Stamp | None], gone: Iterable[str] = ()) -> None:
        """Keep the stamps of files, and forget those gone."""
        self._change("delete from files where address = ?", ((one,) for one in gone))
        self._change(
            "insert or replace into files values (?, ?, ?, ?)",
            ((address, *(stamp or (None, None, None))) for address, stamp in files.items()),
        )

    # Which files of each output are ours; this outlives a store that is lost

    def ours(self, output: str) -> frozenset[str]:
        """The files that any build with this cache left in an output."""
        return frozenset(self._ours().get(output, ()))

    def keep_ours(self, output: str) -> None:
        """Keep which files lie in the output now."""
        addresses = [address for (address,) in self._all("select address from files")]
        notes.write(self.path.with_name(OURS), self._ours() | {output: addresses})

    def _ours(self) -> dict[str, list[str]]:
        found = notes.read(self.path.with_name(OURS))
        return found if isinstance(found, dict) else {}
