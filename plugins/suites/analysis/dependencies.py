"""Dependencies: what was read of the archive while something was made of it.

A dependency key names a sort of thing and which one: "link x" is what a link to `x` shows. Whatever
a page learns of the archive comes through a `TrackedMapping`, which records the key. Keys are
stored as checksums of 32 bits: two that share one cause one needless rendering, and no more.
"""

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Generic, TypeVar
from zlib import crc32

K = TypeVar("K")
V = TypeVar("V")

ALL = "*"
"""The sort of what depends on every record: its key changes with any other."""

SOURCE = "source"
"""The sort of the files of records as they stand, by the ids of the records."""

THEME_FILE = "theme-file"
"""The sort of the files of the archive's own theme, by their paths."""

DATA_FILES = "data-files"
"""The sort of what depends on whether the site has the files of the whole archive."""

ANNOTATED_BESIDE = "annotated-beside"
"""The sort of the records beside one in the list of those with annotations."""

CACHED_VALUES = 100
"""Values that a cache of large ones keeps."""

SOUGHT_KEYS = 50
"""Keys that are sought one by one in encoded plans, at most."""


class EvictableCache(dict[K, V], Generic[K, V]):
    """Values found by `[key]`; unlike those of `lru_cache`, they stay until `evict`."""

    def __init__(self, find: Callable[[K], V]) -> None:
        super().__init__()
        self._find = find
        self._old: dict[K, V] = {}

    def __missing__(self, key: K) -> V:
        found = self[key] = self._old.pop(key) if key in self._old else self._find(key)
        return found

    def evict(self) -> None:
        """Evict values that were not asked for since the last time, when there are many."""
        if len(self) >= CACHED_VALUES:
            self._old = dict(self)
            self.clear()


class DependencyRecorder:
    """The dependency keys that were read since `begin`."""

    def __init__(self) -> None:
        self._sorts: defaultdict[str, set[str]] = defaultdict(set)

    def begin(self) -> None:
        """Forget what was read."""
        for ids in self._sorts.values():
            ids.clear()

    def of(self, sort: str) -> set[str]:
        """Return the things of a sort that were read; to add one is to record it."""
        return self._sorts[sort]

    def recorded(self) -> dict[str, frozenset[str]]:
        """Return the things that were read, by their sorts."""
        return {sort: frozenset(ids) for sort, ids in self._sorts.items() if ids}

    def add(self, recorded: Mapping[str, Iterable[str]]) -> None:
        """Record what was read when something was made that is used again."""
        for sort, ids in recorded.items():
            self._sorts[sort].update(ids)

    def keys(self) -> bytes:
        """Return the checksums of all keys, four bytes each, in no order."""
        sorts = self._sorts.items()
        return array(
            "I", [_checksum(f"{sort} {id_}") for sort, ids in sorts for id_ in ids]
        ).tobytes()


def key(sort: str, id_: str) -> bytes:
    """Return the checksum of a dependency key, four bytes."""
    return array("I", (_checksum(f"{sort} {id_}"),)).tobytes()


def theme_file_key(path: str) -> bytes:
    """Return the dependency key of a file of the archive's own theme."""
    return key(THEME_FILE, path)


def data_files_key() -> bytes:
    """Return the dependency key of whether the site has the files of the whole archive."""
    return key(DATA_FILES, "")


def _checksum(text: str) -> int:
    return crc32(text.encode("utf-8", "surrogatepass"))


class ChangedKeys:
    """Dependency keys whose things are not what they were."""

    def __init__(self, keys: Iterable[bytes]) -> None:
        self._keys = tuple(keys)
        self._numbers = frozenset(array("I", b"".join(self._keys)))

    def touch(self, dependencies: bytes) -> bool:
        """Return whether any of them is among dependency keys (`DependencyRecorder.keys`)."""
        return not self._numbers.isdisjoint(array("I", dependencies))

    def may_touch(self, encoded: bytes) -> bool:
        """Return whether any of them may stand in bytes that hold other things as well."""
        return len(self._keys) > SOUGHT_KEYS or any(key in encoded for key in self._keys)


class TrackedMapping(Mapping[str, V]):
    """A mapping whose values are found when they are asked for, and whose reading is recorded.

    Each key is recorded as one of a `sort`; without one, `find` records by itself. Going through
    the mapping is recorded as reading every record.
    """

    def __init__(
        self,
        find: Callable[[str], V | None],
        ids: Callable[[], Iterable[str]],
        reads: DependencyRecorder,
        sort: str = "",
    ) -> None:
        self._find, self._ids, self._reads = find, ids, reads
        self._record = reads.of(sort).add if sort else None

    def __getitem__(self, key: str) -> V:
        # Not by `get`: pages look up ten thousand things a second.
        if self._record:
            self._record(key)
        found = self._find(key)
        if found is None:
            raise KeyError(key)
        return found

    def get(self, key: str, default: Any = None) -> Any:
        """Return the value, else the default."""
        if self._record:
            self._record(key)
        found = self._find(key)
        return default if found is None else found

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and self.get(key) is not None

    def __iter__(self) -> Iterator[str]:
        self._reads.of(ALL).add("")
        return iter(self._ids())

    def __len__(self) -> int:
        return sum(1 for _ in self)
