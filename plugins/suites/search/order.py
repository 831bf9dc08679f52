"""Order: the same pages make the same index, byte for byte, and its filters are light to load.

Pagefind 1.5 writes filters and their values in an order that differs from run to run, and as lists
of pages: at 10,000 articles, 250 kB for the seven of them and the order of days. Here they become
columns (see `columns`), a quarter of that, each loaded only when it is used. The files are CBOR
(RFC 8949), after a signature, compressed; of CBOR they use whole numbers, texts and lists, and
nothing else.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

from suites.search.columns import column, column_path, ranks
from suites.search.copies import ABOUT

SIGNATURE = b"pagefind_dcd"
ENTRY = "pagefind-entry.json"
PAGES_OF_META, FILTERS_OF_META, SORTS_OF_META = 1, 3, 4
"""The places of pages, filters and orders in the list that is the head: each page with the number
of its words, each filter with the name of its file, each order with the numbers of its pages."""

UNSIGNED, TEXT, LIST = 0, 3, 4
"""Major types of CBOR."""


def in_order(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files of an index (path -> content) with its filters and its order as columns.

    ValueError when they are not of the form that Pagefind 1.5 writes.
    """
    made = dict(files)
    entry = json.loads(made.pop(ENTRY))
    for language in entry["languages"].values():
        head = f"pagefind.{language['hash']}.pf_meta"
        meta = _read(made.pop(head))
        pages = [page for page, _ in meta[PAGES_OF_META]]
        for name, file in meta[FILTERS_OF_META]:
            _, values = _read(made.pop(f"filter/{file}.pf_filter"))
            if name != ABOUT:
                made[column_path(name)] = column(pages, values)
        for name, order in meta[SORTS_OF_META]:
            made[column_path(name)] = ranks(pages, order)
        meta[FILTERS_OF_META] = meta[SORTS_OF_META] = []
        content = _written(meta)
        prefix = language["hash"].partition("_")[0]
        language["hash"] = f"{prefix}_{_digest(content)}"
        made[f"pagefind.{language['hash']}.pf_meta"] = content
    made[ENTRY] = json.dumps(entry, ensure_ascii=False, separators=(",", ":")).encode()
    return made


def is_ordered_here(path: str) -> bool:
    """Whether `in_order` reads or renames the file at that path of an index.

    >>> is_ordered_here("filter/fr_1.pf_filter"), is_ordered_here("fragment/fr_1.pf_fragment")
    (True, False)
    """
    return path == ENTRY or PurePosixPath(path).suffix in (".pf_meta", ".pf_filter")


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:10]


def _read(file: bytes) -> Any:
    raw = gzip.decompress(file)
    if not raw.startswith(SIGNATURE):
        raise ValueError("a file of the index lacks Pagefind's signature")
    value, end = _decoded(raw, len(SIGNATURE))
    if end != len(raw):
        raise ValueError("a file of the index goes on after its end")
    return value


def _written(value: Any) -> bytes:
    parts = [SIGNATURE]
    _encode(value, parts)
    return gzip.compress(b"".join(parts), mtime=0)


def _decoded(raw: bytes, at: int) -> tuple[Any, int]:
    """The value at an offset, and the offset after it (RFC 8949, 3)."""
    major, short = raw[at] >> 5, raw[at] & 31
    at += 1
    if short < 24:
        size = short
    elif short < 28:
        width = 1 << (short - 24)
        size, at = int.from_bytes(raw[at : at + width]), at + width
    else:
        raise ValueError("a file of the index has a list without a length")
    if major == UNSIGNED:
        return size, at
    if major == TEXT:
        return raw[at : at + size].decode(), at + size
    if major == LIST:
        values = []
        for _ in range(size):
            value, at = _decoded(raw, at)
            values.append(value)
        return values, at
    raise ValueError(f"a file of the index has a value of type {major}")


def _encode(value: Any, parts: list[bytes]) -> None:
    if isinstance(value, int):
        parts.append(_head(UNSIGNED, value))
    elif isinstance(value, str):
        raw = value.encode()
        parts += [_head(TEXT, len(raw)), raw]
    else:
        parts.append(_head(LIST, len(value)))
        for one in value:
            _encode(one, parts)


def _head(major: int, size: int) -> bytes:
    if size < 24:
        return bytes([major << 5 | size])
    power = next(power for power in range(4) if size < 1 << (8 << power))
    return bytes([major << 5 | 24 + power]) + size.to_bytes(1 << power)
