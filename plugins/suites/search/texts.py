"""Texts: what a result shows of its page, a few pages in a file beside the index.

Pagefind writes a file for each page, a third of all the files of a site. Pages share a file here by
the first bits of their names, which are digests: a page that changes moves no other. The files are
JSON, name -> what Pagefind says of the page, signed and compressed like its own.
"""

from __future__ import annotations

import gzip
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from suites.search.order import SIGNATURE

PAGES = 2
"""Pages that share a file, at most, on average. Each result loads its file: more would cost readers
more than the files are worth."""

SHOWN = ("kind", "state", "about")
"""The filters that results show; the columns have them all."""

_SIGNS = 7
"""Hexadecimal signs of a page's name that choose its file; a shorter one is filled with zeros."""


def shared(pages: Iterable[str]) -> dict[str, list[str]]:
    """Return the paths of the files with the names of their pages; `columns.js` does the same.

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


def texts(fragments: Mapping[str, bytes]) -> bytes:
    """Return the file of a few pages, from those that Pagefind wrote, by the pages' names.

    ValueError when those are of another form than Pagefind 1.5 gives them.
    """
    found = {name: _text(fragment) for name, fragment in fragments.items()}
    raw = json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode()
    return gzip.compress(SIGNATURE + raw, 6, mtime=0)


def read_texts(file: bytes) -> dict[str, dict[str, Any]]:
    """Return what a file says of its pages, by their names; ValueError when it is not of JSON."""
    found: dict[str, dict[str, Any]] = json.loads(gzip.decompress(file).removeprefix(SIGNATURE))
    return found


def _text(fragment: bytes) -> dict[str, Any]:
    try:
        found: dict[str, Any] = read_texts(fragment)
        filters = {name: found["filters"][name] for name in SHOWN if name in found["filters"]}
        given = {key: found[key] for key in ("url", "content", "meta", "anchors")}
    except (OSError, EOFError, KeyError, TypeError) as error:
        raise ValueError(f"not the text of a page: {error}") from None
    return {**given, "filters": filters}
