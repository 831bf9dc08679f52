"""Furniture: the lines at the edges of pages that are not the text: headers, footers, page numbers.

    runs of each page -> the same without its furniture, and what a browser printed in the margins

A line is furniture where most of it stands at the same height of several pages, with other numbers
at most; where it is the number of its page; where a browser printed it: a title, an address, the
day of printing. That day is never the one of publication.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from suites.capture.extraction.textual_dates import find_dates
from suites.capture.pdf.runs import Run
from suites.capture.pdf.words import Page

_EDGE = 0.12
"""Share of the height of a page, at its top and at its foot, where headers and footers stand."""

_MARGIN = 0.06  # the same, of what a browser prints
_NEAR = 6.0  # points
_OUTERMOST = 2  # lines between a page number and the edge of its page
_OF = r"\s?(?:/|sur|of|von|de|di)\s?"
_NUMBER = re.compile(
    rf"\W{{0,4}}(?:(?:page|p\.|seite|s\.|pág\.|pagina)\s?)?\d{{1,4}}(?:{_OF}\d{{1,4}})?\W{{0,4}}",
    re.I,
)
_COUNT = re.compile(rf"(?:page\s|seite\s)?\d{{1,4}}{_OF}\d{{1,4}}", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:https?://|file:///|about:)\S*", re.IGNORECASE)

Row = list[Run]


@dataclass
class Furniture:
    """What the edges of pages say: their lines, and the address and the day that a browser printed.

    `site` is the address as well, where a browser cut it short. The day is as it is written: its
    month may stand first.
    """

    address: str | None = None
    site: str | None = None
    day: str | None = None
    lines: list[str] = field(default_factory=list)


def without_furniture(
    pages: Sequence[Page], read: Sequence[list[Run]]
) -> tuple[list[list[Run]], Furniture]:
    """Return the runs of pages without their furniture, and what that says."""
    about = Furniture()
    edges = [list(_rows_at_edges(page, runs)) for page, runs in zip(pages, read, strict=True)]
    repeated = _repeated(edges)
    kept: list[list[Run]] = []
    for page, runs, rows in zip(pages, read, edges, strict=True):
        gone = [*_of_browser(page, rows, about)]
        gone += [row for row in rows if row not in gone and _is_furniture(row, repeated, runs)]
        about.lines += [" ".join(run.text for run in row) for row in gone]
        ids = {id(run) for row in gone for run in row}
        kept.append([run for run in runs if id(run) not in ids])
    return kept, about


def _rows_at_edges(page: Page, runs: Sequence[Run]) -> Iterator[Row]:
    """Yield the lines at the top and at the foot of a page, over its whole width."""
    row: Row = []
    for run in sorted(runs, key=lambda run: run.middle):
        if not (run.bottom < _EDGE * page.height or run.top > (1 - _EDGE) * page.height):
            continue
        if row and run.middle - row[0].middle > 0.4 * (row[0].bottom - row[0].top):
            yield sorted(row, key=lambda run: run.x0)
            row = []
        row.append(run)
    if row:
        yield sorted(row, key=lambda run: run.x0)


def _repeated(edges: Sequence[Sequence[Row]]) -> set[tuple[str, int]]:
    """Return the words, with their heights, that stand at an edge of two pages or more."""
    pages: defaultdict[tuple[str, int], set[int]] = defaultdict(set)
    for number, rows in enumerate(edges):
        for row in rows:
            for run in row:
                for height in _heights(run):
                    pages[_key(run), height].add(number)
    return {key for key, numbers in pages.items() if len(numbers) > 1}


def _key(run: Run) -> str:
    return re.sub(r"\d+", "#", run.text.lower())


def _heights(run: Run) -> tuple[int, int]:
    """Return two bands, one of which is that of any run a few points away as well."""
    return int(run.top / _NEAR), int(run.top / _NEAR + 0.5) + 100_000


def _is_furniture(row: Row, repeated: set[tuple[str, int]], runs: Sequence[Run]) -> bool:
    if len(row) == 1 and _NUMBER.fullmatch(row[0].text):
        over = _count_rows(run for run in runs if run.middle < row[0].top)
        under = _count_rows(run for run in runs if run.middle > row[0].bottom)
        return min(over, under) <= _OUTERMOST
    same = sum(
        len(run.text)
        for run in row
        if _NUMBER.fullmatch(run.text)
        or any((_key(run), height) in repeated for height in _heights(run))
    )
    return 2 * same > sum(len(run.text) for run in row) and not _is_of_text(row, repeated, runs)


def _is_of_text(row: Row, repeated: set[tuple[str, int]], runs: Sequence[Run]) -> bool:
    """Return whether a line stands in a paragraph, whose other lines are not repeated."""
    first = row[0]
    return any(
        4 < abs(run.middle - first.middle) < 1.6 * first.size
        and abs(run.x0 - first.x0) < 2
        and abs(run.size - first.size) < 0.3
        and not any((_key(run), height) in repeated for height in _heights(run))
        for run in runs
    )


def _count_rows(runs: Iterator[Run]) -> int:
    middles = sorted(run.middle for run in runs)
    return bool(middles) + sum(after - before > 4 for before, after in pairwise(middles))


def _of_browser(page: Page, rows: Sequence[Row], about: Furniture) -> list[Row]:
    """Return the outermost lines if a browser printed them, and note what they say."""
    low, high = _MARGIN * page.height, (1 - _MARGIN) * page.height
    margins = [row for row in (*rows[:1], *rows[-1:]) if row[0].top < low or row[0].bottom > high]
    address = count = day = None
    found: list[Row] = []
    for row in margins:
        marks = False
        for run in row:
            if match := _ADDRESS.match(run.text):
                address = match[0]
            elif _COUNT.fullmatch(run.text):
                count = run.text
            elif (dates := find_dates(run.text)) and dates[0].start < 3 and dates[0].time:
                day = run.text[dates[0].start : dates[0].end]
            else:
                continue
            marks = True
        if marks and row not in found:
            found.append(row)
    if sum(part is not None for part in (address, count, day)) < 2:
        return []
    about.day = about.day or day
    if address and address.startswith("http"):
        about.site = about.site or address
    if address and address.startswith("http") and not re.search(r"…|\.\.\.$", address):
        about.address = about.address or address
    return found
