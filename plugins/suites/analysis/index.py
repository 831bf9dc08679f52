"""Index: the rows of all records, by list and by the thing that shows it; built on every run.

A row stays encoded until its list is asked for: as Python objects the rows of a large archive
would fill the memory of every process that looks at one of them.
"""

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from msgspec import msgpack

from suites.analysis.dependencies import CACHED_VALUES
from suites.analysis.rows import ROWS, Row

Encoded = tuple[str, str, bytes]
"""The name of a list, the id of the thing that shows it, a row as MessagePack."""

_DECODERS = {
    name: msgpack.Decoder(tuple[row, ...])  # type: ignore[valid-type]
    for name, row in ROWS.items()
}
_LONG_LIST = b"\xdd"
"""How MessagePack begins a list whose length follows as four bytes."""


def encode(rows: Iterable[tuple[str, str, Row]]) -> list[Encoded]:
    """Return the rows of a record as the index takes them."""
    encoder = msgpack.Encoder()
    return [(list_, id_, encoder.encode(row)) for list_, id_, row in rows]


class Index:
    """Lists of rows, by their name and the id of the thing that shows them."""

    def __init__(self) -> None:
        self._groups: defaultdict[tuple[str, str], list[bytes]] = defaultdict(list)
        self._packed: dict[tuple[str, str], bytes] = {}
        self.rows = lru_cache(CACHED_VALUES)(self._rows)

    def add(self, rows: Iterable[Encoded]) -> None:
        """Add the rows of a record, before any list is asked for."""
        for list_, id_, row in rows:
            self._groups[list_, id_].append(row)

    def pack(self) -> None:
        """Join the rows of each list, before workers are forked.

        A worker that reads a Python object changes its reference count, and so gets a copy of that
        page of memory.
        """
        while self._groups:
            key, rows = self._groups.popitem()
            self._packed[key] = _joined(rows)

    def has(self, list_: str, id_: str) -> bool:
        """Return whether a list has any row, none of which is decoded."""
        return (list_, id_) in self._groups or (list_, id_) in self._packed

    def _rows(self, list_: str, id_: str) -> tuple[Any, ...]:
        """Return a list, in order; empty when there is none."""
        rows = self._groups.get((list_, id_), [])
        encoded = self._packed.get((list_, id_)) or _joined(rows)
        return tuple(sorted(_DECODERS[list_].decode(encoded)))


def _joined(rows: list[bytes]) -> bytes:
    return b"".join((_LONG_LIST, len(rows).to_bytes(4, "big"), *rows))
