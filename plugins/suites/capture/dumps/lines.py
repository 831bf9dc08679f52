"""Lines: a dump cut into lines that mean something, and the folding that keeps them provable.

    text -> lines: control signs out, white space folded, hard-wrapped paragraphs joined again

Nothing is rewritten: `plain(line)` is always a substring of `plain(capture)`, and that is the law
by which a test proves that the converter made no word up. `plain` folds white space, and leaves
out what is not seen: soft hyphens, zero-width spaces, control signs, halves of surrogate pairs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from suites.capture.extraction.dates_in_words import MONTHS

MOST_CHARACTERS = 2_000_000
"""What is looked at of one dump; the longest articles hold a hundredth of it."""

MOST_LINES = 40_000

_UNSEEN = re.compile(
    "[\u00ad\u200b\u2060\ufeff\ud800-\udfff\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ufffe\uffff]+"
)
_BREAK = re.compile("\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_MARKER = re.compile(r"([•◦▪▫‣⁃∙●○■□*+·–—-]|\d{1,3}[.)])\s+(?=\S)")
_NUMBER = re.compile(r"\d{1,3}[.)]")
_DAY = re.compile(r"\d{1,2}\.\s?\d{2,4}(?!\d)")
_QUOTED = re.compile(r">(?=\s)")
_WIDTHS = range(58, 133)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a dump, or the lines that its wrapping had made of it.

    `text` has its white space folded and no list marker; `marker` is "" , "•" for a bullet of any
    shape, ">" for a quotation, or the number as written ("1."); `indent` counts columns; `gap`
    tells whether an empty line stands before; `cells` counts the tabulators, which part the cells
    of a table.
    """

    text: str
    marker: str = ""
    indent: int = 0
    gap: bool = False
    cells: int = 0


def plain(text: str) -> str:
    r"""The text as it is compared: one space for any white space, and nothing that is not seen.

    >>> plain(" de la can\u00addi\n da\u00adture ")
    'de la candi dature'
    """
    return " ".join(_UNSEEN.sub("", text).split())


def lines(text: str) -> tuple[list[Line], bool]:
    """The lines that are not empty, and whether all of the text was looked at.

    At most `MOST_CHARACTERS` and `MOST_LINES` are; time and memory are linear in them.
    """
    whole = len(text) <= MOST_CHARACTERS
    raw = _BREAK.split(_UNSEEN.sub("", text[:MOST_CHARACTERS]), maxsplit=MOST_LINES)
    if len(raw) > MOST_LINES:
        whole, raw = False, raw[:MOST_LINES]
    raw = [line.rstrip() for line in raw]
    width = wrapping(raw)
    return [_line(group, gap) for group, gap in _paragraphs(raw, width)], whole


def wrapping(raw: list[str]) -> int:
    """The column at which a dump was wrapped, or 0 when it was not.

    A wrapper fills its lines: many reach almost to the column, and (links and addresses aside)
    none goes beyond it. A dump with one line to a paragraph has lines of any length.
    """
    lengths = [len(line) for line in raw if " " in line.strip()]
    beyond = [length for length in lengths if length > _WIDTHS[-1]]
    if len(lengths) < 8 or len(beyond) > len(lengths) // 100:
        return 0
    width = max((length for length in lengths if length <= _WIDTHS[-1]), default=0)
    if width not in _WIDTHS:
        return 0
    filled = sum(1 for length in lengths if length > width - 14)
    pairs = sum(
        1
        for one, two in pairwise(raw)
        if len(one) > width - 14 and two.strip() and _overflows(one, two, width)
    )
    return width if pairs >= 3 and pairs * 2 >= filled else 0


def _overflows(line: str, following: str, width: int) -> bool:
    """Whether the next line's first word would not have fitted: then a wrapper parted the two."""
    return len(line) + 1 + len(following.split(maxsplit=1)[0]) > width


def _paragraphs(raw: list[str], width: int) -> Iterator[tuple[list[str], bool]]:
    group: list[str] = []
    gap = gap_before = False
    for line in raw:
        if not line.strip():
            gap = True
            continue
        joins = (
            group
            and not gap
            and width
            and _overflows(group[-1], line, width)
            and not _MARKER.match(line.lstrip())
        )
        if joins:
            group.append(line)
            continue
        if group:
            yield group, gap_before
        group, gap_before, gap = [line], gap, False
    if group:
        yield group, gap_before


def _line(group: list[str], gap: bool) -> Line:
    first = group[0].lstrip()
    indent = len(group[0].expandtabs(8)) - len(group[0].lstrip().expandtabs(8))
    cells = sum(part.strip().count("\t") for part in group)
    text = " ".join(" ".join(group).split())
    marker = _MARKER.match(first)
    if marker:
        rest = text[len(marker[1]) :].lstrip()
        # "17. Januar" and "18. 05. 2014" begin no list.
        if (
            rest
            and not _DAY.match(rest)
            and rest.split(maxsplit=1)[0].lower().rstrip(".,") not in MONTHS
        ):
            sign = marker[1] if _NUMBER.fullmatch(marker[1]) else "•"
            return Line(rest, sign, indent, gap, cells)
    if _QUOTED.match(first):
        return Line(text[1:].lstrip(), ">", indent, gap, cells)
    return Line(text, "", indent, gap, cells)
