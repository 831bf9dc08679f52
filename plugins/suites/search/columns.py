"""Columns: what the pages of an index can be chosen and sorted by, light enough for a phone.

A column gives each page its values, in the order of the ids that Pagefind gave to the pages,
sorted: the script knows the ids from the index and nothing else has to be sent. The values that
many pages have come first, so that their numbers are short.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence

from suites.search.copies import DAY
from suites.search.document import FILTERS

FOLDER = "columns/"
"""Where columns lie, beside the index; `columns.js` says the same."""


def columns(pages: Mapping[str, Mapping[str, Sequence[str]]]) -> dict[str, bytes]:
    """Return a column for each facet and for the day, path -> content.

    `pages` are the values of each facet of a page, by its id.
    """
    ordered = [pages[id_] for id_ in sorted(pages)]
    found = {f"{FOLDER}{name}.json": column([one.get(name, ()) for one in ordered])
             for name in FILTERS}  # fmt: skip
    return found | {f"{FOLDER}{DAY}.json": ranks(["".join(one.get(DAY, ())) for one in ordered])}


def column(cells: Sequence[Sequence[str]]) -> bytes:
    """Return the values of each page, as numbers in a list of values.

    >>> column([["2024", "2023"], [], ["2023"]]).decode()
    '{"values":["2023","2024"],"pages":"1,0;;0"}'
    """
    counts = Counter(value for cell in cells for value in cell)
    values = sorted(counts, key=lambda value: (-counts[value], value))
    number = {value: str(at) for at, value in enumerate(values)}
    pages = ";".join(",".join([number[value] for value in cell]) for cell in cells)
    return _json({"values": values, "pages": pages})


def ranks(days: Sequence[str]) -> bytes:
    """Return the place of each page's day among all days, from 1; nothing where there is none.

    >>> ranks(["2024-02", "", "2023", "2024-02"]).decode()
    '{"pages":"2;;1;2"}'
    """
    rank = {day: str(at) for at, day in enumerate(sorted(filter(None, {*days})), 1)}
    return _json({"pages": ";".join(rank.get(day, "") for day in days)})


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
