"""Cache: what one build leaves for the next, of which not a bit is believed without its digest.

    state       names the sections that belong together, and the pack; replaced at once
    <section>-… plain values, each file named after the digest of its bytes
    pack-…      values that are read one at a time; a place in it holds the digest of its value

A build writes new sections beside the old ones, then the state, then removes what no state names:
whenever it is killed, the state names sections that are whole. Values are kept by `marshal`: plain
data of this very Python, never code. Whatever is not as it was left raises CacheError, and the
build begins again without a cache.
"""

import contextlib
import hashlib
import marshal
import os
import sys
import weakref
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, BinaryIO

from suites.build import checksummed
from suites.build.inputs import Input, digest_files
from suites.system.atomic_write import discard, write_whole

CACHE, STATE = ".cache", "state"
CODE = digest_files(sorted(Path(__file__).parent.glob("*.py")))
FORM = f"{sys.implementation.cache_tag} {marshal.version} {CODE}"
"""Changes with the code that keeps and reads sections, and with what `marshal` writes."""

SECTIONS = ("settings", "inputs", "records", "site", "plans", "copies", "pack")
"""What the files of the cache are called, before the digest."""

Place = tuple[int, int, bytes]
"""Where a value lies in the pack: its first byte, its length, the digest of its bytes."""


class CacheError(Exception):
    """Something in the cache is not as a build left it."""


class Cache:
    """The cache in a folder; empty where there is none, or one of another program."""

    def __init__(self, folder: Path, *, empty: bool = False) -> None:
        """Open the cache; with `empty` nothing is read of what it holds."""
        self.folder = folder
        self._names: dict[str, str] = {} if empty else self._read_state()
        self._pack: BinaryIO | None = None
        self._end = 0

    def _read_state(self) -> dict[str, str]:
        content = checksummed.read(self.folder / STATE)
        if content is None:
            return {}
        form, names = marshal.loads(content)
        return names if form == FORM else {}

    @property
    def is_empty(self) -> bool:
        """Return whether it holds nothing of an archive."""
        return self._names.keys() <= {"settings"}

    def load(self, section: str) -> Any:
        """Return the values of a section, None when there is none; CacheError when damaged."""
        name = self._names.get(section)
        if name is None:
            return None
        try:
            content = (self.folder / name).read_bytes()
        except OSError:
            content = b""
        if not name.endswith(_name("", content)):
            del self._names[section]  # or what is saved under this name would not be written
            raise CacheError(name)
        return marshal.loads(content)

    def save(self, sections: Mapping[str, Any], same: Mapping[str, str] | None = None) -> None:
        """Write sections in place of those of their names; `same` names (new: old) share a file."""
        self.folder.mkdir(parents=True, exist_ok=True)
        names = dict(self._names)
        for section, values in sections.items():
            content = marshal.dumps(values)
            names[section] = _name(section, content)
            if self._names.get(section) != names[section]:
                write_whole(self.folder / names[section], content)
        for new, old in (same or {}).items():
            names[new] = names[old]
        if self._pack:
            self._pack.flush()
        checksummed.write(self.folder / STATE, marshal.dumps((FORM, names)))
        self._names = names
        self._remove_unnamed()

    def _remove_unnamed(self) -> None:
        kept = set(self._names.values())
        for path in self.folder.iterdir():
            if path.name.partition("-")[0] in SECTIONS and path.name not in kept:
                with contextlib.suppress(OSError):  # on Windows, while another process reads it
                    discard(path)

    # The pack

    def append(self, value: bytes) -> Place:
        """Append a value to the pack, in this process alone; OSError when the disk is full."""
        if self._pack is None or not self._pack.writable():
            self.close()
            name = self._names.setdefault("pack", f"pack-{os.urandom(8).hex()}")
            self.folder.mkdir(parents=True, exist_ok=True)
            self._hold(self._extended(self.folder / name))
            assert self._pack
            self._end = os.fstat(self._pack.fileno()).st_size
        at, self._end = self._end, self._end + len(value)
        self._pack.write(value)
        return at, len(value), _digest(value)

    def _extended(self, path: Path) -> BinaryIO:
        is_new = not os.path.lexists(path)
        try:
            if path.is_symlink():
                raise CacheError("pack")  # nothing is written through a link
            return path.open("a+b")
        except OSError as error:
            if is_new:
                raise
            raise CacheError("pack") from error

    def flush(self) -> None:
        """Let other processes read what was appended."""
        if self._pack and self._pack.writable():
            self._pack.flush()

    def fetch(self, place: Place) -> bytes:
        """Return the value at a place; CacheError when it is not the one that was appended."""
        at, length, digest = place
        pack = self._opened()
        if hasattr(os, "pread"):  # forked workers share the place at which a file is read
            value = os.pread(pack.fileno(), length, at)
        else:  # Windows, where nothing forks
            pack.seek(at)
            value = pack.read(length)
        if _digest(value) != digest:
            raise CacheError("pack")
        return value

    def _opened(self) -> BinaryIO:
        if self._pack is None:
            try:
                self._hold((self.folder / self._names["pack"]).open("rb"))
            except (KeyError, OSError) as error:
                raise CacheError("pack") from error
        assert self._pack
        return self._pack

    def _hold(self, pack: BinaryIO) -> None:
        self._pack = pack
        # Whoever reads a record of the archive reads this file, as long as there is the archive.
        weakref.finalize(self, pack.close)

    def reset(self) -> None:
        """Drop all sections, and begin an empty pack; the disk stays as it is until `save`."""
        self.close()
        self._names = {name: file for name, file in self._names.items() if name == "settings"}

    def compact(self, live: Iterable[Place]) -> dict[Place, Place]:
        """Copy live values into a new pack, when most of this one is garbage; return new by old.

        Nothing is copied, and nothing returned, while it is not worth it.
        """
        places = list(live)
        self.flush()
        size = os.fstat(self._opened().fileno()).st_size if self._names.get("pack") else 0
        if size < SMALL + 2 * sum(length for _, length, _ in places):
            return {}
        values = [(place, self.fetch(place)) for place in places]
        self.close()
        del self._names["pack"]
        return {place: self.append(value) for place, value in values}

    def close(self) -> None:
        """Close the pack."""
        if self._pack:
            with contextlib.suppress(OSError):
                self._pack.close()
        self._pack = None


def cached_inputs(cache: Cache) -> dict[str, Input]:
    """Return the inputs of the last build, by path."""
    return {path: Input(*one) for path, one in (cache.load("inputs") or {}).items()}


SMALL = 4_000_000
"""Bytes of garbage that nobody minds."""


def _name(section: str, content: bytes) -> str:
    return f"{section}-{hashlib.blake2b(content, digest_size=16).hexdigest()}"


def _digest(value: bytes) -> bytes:
    return hashlib.blake2b(value, digest_size=8).digest()
