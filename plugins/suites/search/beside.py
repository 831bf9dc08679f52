"""Beside: an index of the pages that changed, beside the whole one, whose own of them are left out.

To index ten thousand pages takes a quarter of a minute, to index one of them a tenth of a second.
So while the archive is being written, `make serve` has those alone indexed that changed, and the
page of the search reads the two as one (`serve/page/search.js`): what Pagefind finds in both, and
what is made here of what `order` laid beside each of them.
"""

from __future__ import annotations

import json
import re
import zlib
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from suites.search.columns import column, column_path, of_column, written_ranks
from suites.search.order import ENTRY, SIGNATURE, head

DAY = column_path("day")
"""The column whose cells are places in an order."""

_ADDRESS = re.compile(rb'\{"url":"((?:[^"\\]|\\.)*)"')
_LONGEST = 4_000
"""Bytes within which a file about a page says its address."""

_DAY = re.compile(r'data-pagefind-sort="day\[content\]" content="([^"]*)"')


class Side(NamedTuple):
    """One of the two: the names of its pages by their addresses, and its columns by their paths."""

    pages: Mapping[str, str]
    columns: Mapping[str, bytes]


def address(fragment: bytes) -> str:
    """The address of a page, by what the index holds about it; ValueError when it is not there."""
    try:
        start = zlib.decompressobj(31).decompress(fragment, _LONGEST)
    except zlib.error as error:
        raise ValueError(str(error)) from None
    found = _ADDRESS.match(start, len(SIGNATURE))
    if not found:
        raise ValueError("a file of the index does not begin with an address")
    return str(json.loads(b'"%s"' % found[1]))


def address_of_copy(path: str) -> str:
    """The address that the index gives to the page whose copy lies at a path.

    >>> address_of_copy("themes/prix/index.html"), address_of_copy("404.html")
    ('/themes/prix/', '/404.html')
    """
    return f"/{path.removesuffix('index.html')}"


def copy_of_address(address: str) -> str:
    """The path of the copy of the page at an address.

    >>> copy_of_address("/themes/prix/"), copy_of_address("/404.html")
    ('themes/prix/index.html', '404.html')
    """
    return f"{address[1:]}index.html" if address.endswith("/") else address[1:]


def day_of_copy(copy: str) -> str:
    """The day by which a copy is ordered, as ISO 8601 as far as it is known; empty for none."""
    found = _DAY.search(copy)
    return found[1] if found else ""


def as_one(
    whole: Side, few: Side, stale: Iterable[str], day: Callable[[str], str], language: str
) -> dict[str, bytes]:
    """The files that are read of both: the entry, the head and the columns, by their paths.

    `stale` are the addresses that changed or went; `day` tells that of any other, and of those of
    `few`. ValueError when a column is not one.
    """
    gone = set(stale)
    old = {name: address for address, name in whole.pages.items() if address not in gone}
    new = {name: address for address, name in few.pages.items()}
    pages = sorted(old.keys() | new.keys())
    made = {}
    for path in sorted(whole.columns.keys() | few.columns.keys()):
        before = _cells(whole, path)
        if path == DAY:
            ranks = {name: float(cells[0]) for name, cells in before.items() if cells}
            ordered = sorted((name for name in ranks if name in old), key=ranks.__getitem__)
            made[path] = written_ranks(
                pages,
                {name: ranks[name] for name in ordered}
                | _placed(new, [(ranks[name], old[name]) for name in ordered], day),
            )
            continue
        after = _cells(few, path)
        number = {name: at for at, name in enumerate(pages)}
        values: dict[str, list[int]] = {}
        for name in pages:
            for value in after.get(name, ()) if name in new else before.get(name, ()):
                values.setdefault(value, []).append(number[name])
        made[path] = column(pages, values.items())
    hash_, content = head(pages, language)
    made[f"pagefind.{hash_}.pf_meta"] = content
    made[ENTRY] = json.dumps({"languages": {language: {"hash": hash_}}}).encode()
    return made


def _cells(side: Side, path: str) -> dict[str, list[Any]]:
    content = side.columns.get(path)
    return of_column(sorted(side.pages.values()), content) if content else {}


def _placed(
    new: Mapping[str, str], ordered: Sequence[tuple[float, str]], day: Callable[[str], str]
) -> dict[str, float]:
    """Where each of the new pages stands among those that are ordered by (rank, address)."""
    dated = sorted((day(address), name) for name, address in new.items())
    found: dict[str, float] = {}
    places = [
        (bisect_right(ordered, own, key=lambda one: day(one[1])), name) for own, name in dated
    ]
    for place, group in groupby(places, key=lambda one: one[0]):
        names = [name for _, name in group]
        # Ranks are whole numbers: there is room between two of them.
        before = ordered[place - 1][0] if place else -1.0
        found |= {name: before + at / (len(names) + 1) for at, name in enumerate(names, 1)}
    return found
