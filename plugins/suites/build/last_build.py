"""The last build: what it left in the output, and what of that may stand."""

from __future__ import annotations

from collections.abc import Set
from typing import NamedTuple

from suites.build.cache import Cache, Place
from suites.build.inputs import Stamp, stamp
from suites.build.staging import MANIFEST


class SearchIndex(NamedTuple):
    """The search index: its key, of all that it rests on, and the addresses of its files."""

    key: str = ""
    files: tuple[str, ...] = ()


class LastBuild(NamedTuple):
    """The files in the output with their stamps, and the search index, as the last build left them.

    Of a build in the same context also: where the copies lie, and the plans. `data_files` are
    whether there were any, and the digest of the database of the browser.
    """

    outputs: dict[str, Stamp | None]
    search: SearchIndex
    copies: dict[str, Place]
    plans: dict[str, bytes]
    data_files: tuple[bool, str] = (False, "")

    @classmethod
    def of(cls, cache: Cache, output: str, context: str) -> LastBuild:
        """Return what a cache says of an output; nothing of another one. Raises CacheError.

        All is to be rendered again when it was in another `context`.
        """
        site = cache.load("site")
        if not site or site["setting"]["output"] != output:
            return cls({}, SearchIndex(), {}, {})
        kept = site["context"] == context
        copies, plans = (cache.load("copies"), cache.load("plans")) if kept else ({}, {})
        index, data_files = SearchIndex(*site["index"]), tuple(site["data_files"])
        return cls(site["outputs"], index, copies, plans, data_files)

    @property
    def rendered(self) -> set[str]:
        """Return the addresses of the files of its targets."""
        if not self.plans:
            return set()
        return (self.outputs.keys() | self.copies.keys()) - {MANIFEST, *self.search.files}

    def stamps(self, output: str, kept: Set[str], fresh: Set[str]) -> dict[str, Stamp | None]:
        """Return the stamps of `kept` files and of the manifest; those of `fresh` are looked at."""
        known = self.outputs.keys() - fresh - {MANIFEST}
        return {
            address: self.outputs[address] if address in known else stamp(f"{output}/{address}")
            for address in (*kept, MANIFEST)
        }
