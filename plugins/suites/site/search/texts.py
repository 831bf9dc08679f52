"""Texts: what a result shows of its page, a few pages in a file beside the index.

Pagefind writes a file for each page, a third of all the files of a site. Pages share a file here by
the first bits of their ids, which are digests: a page that changes moves no other. The files are
JSON, id -> what Pagefind says of the page, signed and compressed like its own.
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

PAGES = 2
"""Pages that share a file, at most, on average. Each result loads its file: more would cost readers
more than the files are worth."""

SHOWN = ("url", "content", "meta", "anchors")
"""What the script reads of what Pagefind says of a page."""

SIGNATURE = b"pagefind_dcd"
"""Before what every file of Pagefind's holds."""

_SIGNS = 7
"""Hexadecimal signs of a page's id that choose its file; a shorter one is filled with zeros."""


def shared(pages: Iterable[str]) -> dict[str, list[str]]:
    """Return the paths of the files with the ids of their pages; `search-facets.js` does the same.

    >>> shared(["fr_0a", "fr_8c", "fr_8d"])
    {'texts/0.texts': ['fr_0a'], 'texts/1.texts': ['fr_8c', 'fr_8d']}
    """
    names = sorted(pages)
    bits = ((len(names) - 1) // PAGES).bit_length()
    found: dict[str, list[str]] = defaultdict(list)
    for name in names:
        digest = name.partition("_")[2][:_SIGNS].ljust(_SIGNS, "0")
        found[f"texts/{int(digest, 16) >> (4 * _SIGNS - bits):x}.texts"].append(name)
    return dict(found)


def texts(pages: Mapping[str, Mapping[str, Any]]) -> bytes:
    """Return the file of a few pages, from what Pagefind says of each, by its id."""
    found = {id_: {key: one[key] for key in SHOWN if key in one} for id_, one in pages.items()}
    raw = json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode()
    return gzip.compress(SIGNATURE + raw, 6, mtime=0)


def unpacked(file: bytes) -> bytes:
    """Return what a file of Pagefind's or of ours holds; ValueError when it is not one."""
    try:
        content = gzip.decompress(file)
    except (OSError, EOFError, zlib.error) as error:
        raise ValueError(str(error)) from None
    if not content.startswith(SIGNATURE):
        raise ValueError("not signed as Pagefind's")
    return content[len(SIGNATURE) :]


def read_texts(file: bytes) -> dict[str, Any]:
    """Return what a file of texts says of its pages, by their ids, or Pagefind's of its page.

    ValueError when it is none.
    """
    found = json.loads(unpacked(file))
    if not isinstance(found, dict):
        raise ValueError("not a JSON object")
    return found
