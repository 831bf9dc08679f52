"""Order: the same pages make the same index, byte for byte.

Pagefind 1.5 writes filters and their values in an order that differs from run to run, and names its
files after what they hold. Here they are sorted and named anew. The files are CBOR (RFC 8949),
after a signature, compressed; of CBOR they use whole numbers, texts and lists, and nothing else.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

SIGNATURE = b"pagefind_dcd"
ENTRY = "pagefind-entry.json"
FILTERS_OF_META = 3
"""The place of the filters, each with the name of its file, in the list that is the head."""

UNSIGNED, TEXT, LIST = 0, 3, 4
"""Major types of CBOR."""


def in_order(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files of an index (path -> content) with its filters sorted and named after their order.

    ValueError when they are not of the form that Pagefind 1.5 writes.
    """
    made = dict(files)
    entry = json.loads(made.pop(ENTRY))
    for language in entry["languages"].values():
        head = f"pagefind.{language['hash']}.pf_meta"
        meta = _read(made.pop(head))
        filters = []
        for name, file in sorted(meta[FILTERS_OF_META]):
            path = f"filter/{file}.pf_filter"
            title, values = _read(made.pop(path))
            content = _written([title, sorted(values)])
            prefix = file.partition("_")[0]
            renamed = f"{prefix}_{_digest(content)}"
            made[f"filter/{renamed}.pf_filter"] = content
            filters.append([name, renamed])
        meta[FILTERS_OF_META] = filters
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
