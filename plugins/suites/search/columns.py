"""Columns: what the pages of an index can be chosen and sorted by, light enough for a phone.

A column gives each page its values, in the order of the pages' names in the index, sorted: the
script knows the names from the index and nothing else has to be sent. The values that many pages
have come first, so that their numbers are short.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence


def column_path(name: str) -> str:
    """Where a column lies, beside the index; `columns.js` says the same."""
    return f"columns/{name}.json"


def column(pages: Sequence[str], values: Iterable[tuple[str, Sequence[int]]]) -> bytes:
    """The values of each page; `values` are given with the numbers of their pages.

    >>> column(["b", "a", "c"], [("2024", [0]), ("2023", [0, 1])]).decode()
    '{"values":["2023","2024"],"pages":"0;0,1;"}'
    """
    ordered = sorted(values, key=lambda one: (-len(one[1]), one[0]))
    found: list[list[str]] = [[] for _ in pages]
    for number, (_, holding) in enumerate(ordered):
        for page in holding:
            found[page].append(str(number))
    cells = (",".join(found[page]) for page in _by_name(pages))
    return _json({"values": [value for value, _ in ordered], "pages": ";".join(cells)})


def ranks(pages: Sequence[str], order: Sequence[int]) -> bytes:
    """The place of each page in an order that is given as the numbers of the pages.

    >>> ranks(["b", "a", "c"], [2, 0, 1]).decode()
    '{"pages":"2;1;0"}'
    """
    places = [""] * len(pages)
    for place, page in enumerate(order):
        places[page] = str(place)
    return _json({"pages": ";".join(places[page] for page in _by_name(pages))})


def written_ranks(pages: Iterable[str], ranks: Mapping[str, float]) -> bytes:
    """The same of pages that are given sorted by name; one without a rank has none.

    >>> written_ranks(["a", "b", "c"], {"a": 1, "c": 0.5}).decode()
    '{"pages":"1;;0.5"}'
    """
    cells = (f"{ranks[page]:.12g}" if page in ranks else "" for page in pages)
    return _json({"pages": ";".join(cells)})


def of_column(pages: Sequence[str], content: bytes) -> dict[str, list[str]]:
    """The values of each page, or its rank as text; `pages` are those of the index, sorted by name.

    ValueError when the column is not one of these pages.

    >>> of_column(["a", "b"], b'{"values":["2023","2024"],"pages":"0,1;"}')
    {'a': ['2023', '2024'], 'b': []}
    """
    found = json.loads(content)
    values, cells = found.get("values"), found["pages"].split(";")
    if len(cells) != len(pages):
        raise ValueError("a column is of other pages than its index")
    texts = ([one for one in cell.split(",") if one] for cell in cells)
    named = zip(pages, texts, strict=True)
    return {page: [values[int(one)] for one in own] if values else own for page, own in named}


def _by_name(pages: Sequence[str]) -> list[int]:
    return sorted(range(len(pages)), key=pages.__getitem__)


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
