"""Columns: what the pages of an index can be chosen and sorted by, light enough for a phone.

A column gives each page its values, in the order of the ids that Pagefind gave to the pages,
sorted: the script knows the ids from the index and nothing else has to be sent. The values that
many pages have come first, so that their numbers are short.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence

from suites.site.search.copies import DAY
from suites.site.search.document import FILTERS


def columns(pages: Mapping[str, Mapping[str, Sequence[str]]]) -> dict[str, bytes]:
    """Return a column for each facet and for the day, by its path beside the index.

    `pages` are the values of each facet of a page, by its id. Of the day, the column has only its
    place among all days, from 1.
    """
    ordered = [pages[id_] for id_ in sorted(pages)]
    found = {name: _column([one.get(name, ()) for one in ordered]) for name in FILTERS}
    days = ["".join(one.get(DAY, ())) for one in ordered]
    place = {day: str(at) for at, day in enumerate(sorted({"", *days})) if day}
    found[DAY] = {"pages": ";".join(place.get(day, "") for day in days)}
    return {
        f"columns/{name}.json": json.dumps(one, ensure_ascii=False, separators=(",", ":")).encode()
        for name, one in found.items()
    }


def _column(cells: Sequence[Sequence[str]]) -> dict[str, object]:
    """Return the values of each page, as numbers in a list of values.

    >>> _column([["2024", "2023"], [], ["2023"]])
    {'values': ['2023', '2024'], 'pages': '1,0;;0'}
    """
    counts = Counter(value for cell in cells for value in cell)
    values = sorted(counts, key=lambda value: (-counts[value], value))
    number = {value: str(at) for at, value in enumerate(values)}
    pages = ";".join(",".join([number[value] for value in cell]) for cell in cells)
    return {"values": values, "pages": pages}
