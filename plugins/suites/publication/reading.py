"""Reading: the content folder -> a shelf of records that are kept as they will be in the store.

Only an archive without problems is read so, by both cores. A problem is not told here but by
`files.read_archive`, which finds all of them at once.
"""

from __future__ import annotations

import marshal
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from suites import dates, files
from suites.holdings import Entry
from suites.linked import Linked
from suites.publication.making import Told
from suites.publication.stored import Stored
from suites.publication.two import Tell, by_two

FEW = 200
"""Files that are read sooner than a second process is started."""


class Shelf:
    """Records by their ids, as `Store` gives them; each is opened when it is asked for."""

    def __init__(
        self, rows: Iterable[tuple[str, str, bytes, bytes]], entries: Iterable[Any]
    ) -> None:
        """Rows are (id, path, plain record, plain extract); `entries` those of all records."""
        self.rows = {id_: (path, plain, extract) for id_, path, plain, extract in rows}
        found: defaultdict[tuple[str, str], list[Entry]] = defaultdict(list)
        for some in entries:
            for list_, id_, entry in some:
                found[list_, id_].append(entry)
        self.lists = {key: tuple(sorted(some)) for key, some in found.items()}

    def record(self, id_: str) -> tuple[str, Any, Any] | None:
        """The path, the plain record and the plain extract of an id."""
        row = self.rows.get(id_)
        return (row[0], marshal.loads(row[1]), marshal.loads(row[2])) if row else None

    def ids(self) -> list[tuple[str, str]]:
        """Every id with the path of its record, in the order of the ids."""
        return sorted((id_, row[0]) for id_, row in self.rows.items())

    def entries(self, list_: str, id_: str) -> tuple[Entry, ...]:
        """A list, in order; empty when there is none."""
        return self.lists.get((list_, id_), ())


def read(content: Path, as_of: str | None, told: Told) -> tuple[Linked, Shelf] | None:
    """The archive, and the shelf that it stands on; None when a file or a quote has a problem.

    What each record says of others is still to be checked. `as_of` as for `files.read_archive`.
    """
    archive = files.bare_archive(content)
    paths, _, problems = files.sources(content)
    if archive is None or problems:
        return None
    day = dates.parse(as_of).latest if as_of else archive.settings.as_of.latest
    found = by_two(
        paths,
        lambda some, tell: _rows(content, day, some, tell),
        lambda done: told("reading", done, len(paths)),
        FEW,
    )
    if None in found:
        return None
    shelf = Shelf((row[:4] for row in found), (row[4] for row in found))
    return Linked(archive, day, Stored(shelf)), shelf


def _rows(content: Path, day: date, paths: Sequence[Path], tell: Tell) -> list[Any]:
    found: list[Any] = []
    for number, path in enumerate(paths, 1):
        kept = files.kept(content, path, day)
        if kept is None:
            return [None] * len(paths)
        shown, plain, extract = kept
        found.append((path.stem, shown, marshal.dumps(plain), marshal.dumps(extract), extract[3]))
        tell(number)
    return found
