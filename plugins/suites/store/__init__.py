"""Store: what is kept from one build to the next, in one SQLite file of the cache.

    sources   with their stamps and digests
    records   with their extracts, and the lists of the archive
    tasks     with their files and with what they read
    files     that were written, with their stamps

Values are kept by `marshal`: plain data of this very Python, never code to be run. The store spares
work, and proves nothing: a whole build needs none. `freshness` says what is done with it.
"""

from __future__ import annotations

import marshal
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from suites import notes
from suites.freshness import Source, Stamp
from suites.store import records, tasks
from suites.store.database import NAME, Database
from suites.store.portions import Portions
from suites.store.records import Records
from suites.store.tasks import Tasks

__all__ = ["NAME", "Store"]

MOVING, OURS = "moving.json", "ours.json"
FORM = f"4 {sys.implementation.cache_tag} {marshal.version}"
"""Changes with the tables, with what `marshal` writes, and with how a record is kept."""

SOURCES, FILES = "sources", "files"
TABLES = Portions.table(SOURCES) + Portions.table(FILES) + records.TABLES + tasks.TABLES


class Store:
    """The store of a cache; `set_aside` says in one line why it is empty, when it should not be."""

    def __init__(self, cache: Path) -> None:
        """Open the store, empty when there was none, or none that can be read."""
        self._database = Database(cache, FORM, TABLES)
        self.set_aside = self._database.set_aside
        self.meta: dict[str, Any] = self._database.meta
        self.records, self.tasks = Records(self._database), Tasks(self._database)
        self._sources = Portions(self._database, SOURCES)
        self._files = Portions(self._database, FILES)
        self._moving, self._ours = cache / MOVING, cache / OURS

    def close(self) -> None:
        """Forget what was not committed."""
        self._database.close()

    def clear(self) -> None:
        """An empty store; not yet committed."""
        self._database.clear()

    def commit(self) -> None:
        """Keep all that was changed."""
        self._database.commit()
        self._moving.unlink(missing_ok=True)

    def doubt(self, output: str, addresses: Iterable[str]) -> None:
        """Note at once that these files may be neither old nor new, until `commit`."""
        notes.write(self._moving, {"output": output, "addresses": sorted(addresses)})

    def doubted(self, output: str) -> frozenset[str]:
        """The files that an interrupted build was about to write or remove in an output."""
        found = notes.read(self._moving)
        if not isinstance(found, dict) or found.get("output") != output:
            return frozenset()
        return frozenset(found["addresses"])

    def sources(self, only: Iterable[str] | None = None) -> dict[str, Source]:
        """The sources of the last build, by their paths; `only` some of them."""
        found = self._sources.all() if only is None else self._sources.some(only)
        return {path: Source(*kept) for path, kept in found.items()}

    def keep_sources(self, found: Mapping[str, Source], gone: Iterable[str] = ()) -> None:
        """Keep these sources in the place of those of the same path, and forget those gone."""
        kept = {path: (one.stamp, one.seen, one.digest) for path, one in found.items()}
        self._sources.keep(kept, gone)

    def written(self) -> dict[str, Stamp | None]:
        """The files that lie in the output, with the stamps that they were left with.

        A stamp is None while the file is being written.
        """
        return {address: kept or None for address, kept in self._files.all().items()}

    def keep_files(self, files: Mapping[str, Stamp | None], gone: Iterable[str] = ()) -> None:
        """Keep the stamps of files, and forget those gone."""
        self._files.keep({address: stamp or () for address, stamp in files.items()}, gone)

    def holds(self, addresses: Iterable[str]) -> set[str]:
        """Return those of the addresses at which a file of the last build lies."""
        return set(self._files.some(addresses))

    # Which files of each output are ours; this outlives a store that is lost

    def ours(self, output: str) -> frozenset[str]:
        """The files that any build with this cache left in an output."""
        return frozenset(self._of_outputs().get(output, ()))

    def keep_ours(self, output: str) -> None:
        """Keep which files lie in the output now."""
        notes.write(self._ours, self._of_outputs() | {output: list(self._files.all())})

    def _of_outputs(self) -> dict[str, list[str]]:
        found = notes.read(self._ours)
        return found if isinstance(found, dict) else {}
