"""Reading: the content folder -> a shelf of records that are kept as they will be in the store.

Only an archive without problems is read so, by both cores. A problem is not told here but by
`files.read_archive`, which finds all of them at once.
"""

from __future__ import annotations

import marshal
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from suites import dates, files
from suites.linked import Linked
from suites.model import Archive
from suites.publication.making import Told
from suites.publication.pile import Pile, Place
from suites.publication.stored import Stored
from suites.publication.two import Tell, by_two

FEW = 200
"""Files that are read sooner than a second process is started."""


class Shelf:
    """Records by their ids, and lists, as `Store` gives them; each is opened when asked for."""

    def __init__(self, pile: Pile, rows: Iterable[tuple[str, str, Place, Place, Place]]) -> None:
        """Rows are (id, path, and where on the pile the record, its extract, its entries are)."""
        self._pile = pile
        self._rows = {
            id_: (path, plain, extract, entries)
            for id_, path, plain, extract, entries in sorted(rows)
        }
        found: defaultdict[tuple[str, str], list[Any]] = defaultdict(list)
        for _, _, _, entries in self._rows.values():
            for list_, id_, entry in marshal.loads(pile.get(entries)):
                found[list_, id_].append(entry)
        self._lists: defaultdict[str, dict[str, Place]] = defaultdict(dict)
        for (list_, id_), some in sorted(found.items()):
            self._lists[list_][id_] = pile.put(marshal.dumps(tuple(sorted(some))))

    def path_of(self, id_: str) -> str | None:
        """The path of a record."""
        row = self._rows.get(id_)
        return row[0] if row else None

    def plain(self, id_: str) -> tuple[str, Any] | None:
        """The path of a record, and what it is made of."""
        row = self._rows.get(id_)
        return (row[0], marshal.loads(self._pile.get(row[1]))) if row else None

    def extract(self, id_: str) -> Any:
        """The plain extract of a record; None when there is no record."""
        row = self._rows.get(id_)
        return marshal.loads(self._pile.get(row[2])) if row else None

    def ids(self) -> list[tuple[str, str]]:
        """Every id with the path of its record, in the order of the ids."""
        return [(id_, row[0]) for id_, row in self._rows.items()]

    def named(self, list_: str) -> list[str]:
        """The ids of all that have something in a list."""
        return list(self._lists[list_])

    def entries(self, list_: str, id_: str) -> tuple[Any, ...]:
        """A list, in order; empty when there is none."""
        place = self._lists[list_].get(id_)
        return () if place is None else marshal.loads(self._pile.get(place))

    def records(self) -> Iterator[tuple[str, str, bytes, bytes, bytes]]:
        """Every record as `Store.keep_records` takes it."""
        get = self._pile.get
        for id_, (path, plain, extract, entries) in self._rows.items():
            yield id_, path, get(plain), get(extract), get(entries)

    def lists(self) -> Iterator[tuple[str, str, bytes]]:
        """Every list as `Store.keep_lists` takes it."""
        for list_, places in self._lists.items():
            yield from ((list_, id_, self._pile.get(place)) for id_, place in places.items())


def read(content: Path, as_of: str | None, told: Told, cache: Path) -> tuple[Linked, Shelf] | None:
    """The archive, and the shelf that it stands on; None when a file or a quote has a problem.

    What each record says of others is still to be checked. `as_of` as for `files.read_archive`;
    what is read is put aside on the disk of the `cache`.
    """
    archive = files.bare_archive(content)
    paths, _, problems = files.sources(content)
    if archive is None or problems:
        return None
    day = dates.parse(as_of).latest if as_of else archive.settings.as_of.latest
    pile = Pile(cache)
    found = by_two(
        paths,
        lambda some, tell: _rows(archive, content, day, pile, some, tell),
        lambda done: told("reading", done, len(paths)),
        FEW,
    )
    if None in found:
        return None
    shelf = Shelf(pile, found)
    return Linked(archive, day, Stored(shelf)), shelf


def _rows(
    archive: Archive, content: Path, day: date, pile: Pile, paths: Sequence[Path], tell: Tell
) -> list[Any]:
    found: list[Any] = []
    for number, path in enumerate(paths, 1):
        kept = files.kept(archive, content, path, day)
        if kept is None:
            return [None] * len(paths)
        shown, *rest = kept
        found.append((path.stem, shown, *(pile.put(marshal.dumps(one)) for one in rest)))
        tell(number)
    return found
