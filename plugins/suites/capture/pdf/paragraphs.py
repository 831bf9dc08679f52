"""Paragraphs: the lines of regions, in reading order -> paragraphs, joined over columns and pages.

A paragraph begins with an indent, after a gap, with type of another size, where bold begins or
ends, with the mark of a list, and after a line that had room for the next word. One that its
column or its page cuts goes on in the next one, past captions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from suites.capture.pdf.columns import Region
from suites.capture.pdf.hyphens import Hyphens, ends_in_half
from suites.capture.pdf.runs import TextLine

_ENDS = re.compile(r"[.!?…:]['’”\"»)\]\s⁰¹²³⁴⁵⁶⁷⁸⁹]*$")
_MARK = re.compile(r"(?:[•◦▪▫‣⁃∙●○■□–—*-]|\d{1,2}[.)]|[a-z]\))\s+(?=\S)")
_NOTE_CALL = re.compile(r"(?<=[^\W\d_]{3})[»”\".,]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2}(?!\w)")
_ALIKE = 0.08
_LOOK_AHEAD = 6
_MOST_LINES = 250  # of a paragraph


@dataclass
class Paragraph:
    """Words that belong together, on `page` (from 0) and perhaps the next ones.

    `other` is the same with hyphens at line ends read the other way, where they are in doubt.
    `full` tells whether its last line is, `open` whether that ends no sentence; `first` whether it
    is the first of its region.
    """

    text: str
    other: str
    page: int
    size: float
    bold: bool = False
    indented: bool = False
    gap: bool = False
    open: bool = False
    full: bool = False
    first: bool = False
    lines: int = 1


@dataclass
class _Group:
    lines: list[TextLine] = field(default_factory=list)
    indented: bool = False
    gap: bool = False


def paragraphs(pages: Sequence[Sequence[Region]]) -> list[Paragraph]:
    """Return the paragraphs of the pages' regions."""
    every = [line for regions in pages for region in regions for line in region]
    if not every:
        return []
    hyphens = Hyphens(line.text for line in every)
    body = body_size(every)
    found = [
        _paragraph(group, _right(region), page, hyphens, number == 0)
        for page, regions in enumerate(pages)
        for region in regions
        for number, group in enumerate(_groups(region))
    ]
    return _joined(found, hyphens, body)


def body_size(lines: Sequence[TextLine] | Sequence[Paragraph]) -> float:
    """Return the size of type of most of the text."""
    count: dict[float, int] = {}
    for line in lines:
        size = round(line.size, 1)
        count[size] = count.get(size, 0) + len(line.text)
    return max(count, key=lambda size: count[size]) if count else 0.0


def _right(region: Region) -> float:
    return max(line.x1 for line in region)


def _groups(region: Region) -> Iterator[_Group]:
    right = _right(region)
    leading = _leading(region)
    group = _Group(indented=_begins_indented(region))
    for before, line in pairwise((None, *region)):
        assert line is not None
        if before is not None and group.lines:
            gap = line.top - before.top > 1.3 * _expected(leading, before, line)
            indented = _is_indented(region, group.lines, line)
            is_long = len(group.lines) > _MOST_LINES
            if gap or indented or is_long or _parts(before, line, group.lines, right):
                yield group
                group = _Group(indented=indented, gap=gap)
        group.lines.append(line)
    yield group


def _begins_indented(region: Region) -> bool:
    """Return whether the first line stands further right than the next one."""
    if len(region) < 2 or not _same_size(region[0].size, region[1].size):
        return False
    return 0.6 * region[0].size < region[0].x0 - region[1].x0 < 5 * region[0].size


def _leading(region: Region) -> float:
    """Return the usual distance of two lines, in sizes of type."""
    steps = [
        (line.top - before.top) / line.size
        for before, line in pairwise(region)
        if _same_size(before.size, line.size) and 0 < line.top - before.top < 2.2 * line.size
    ]
    return median(steps) if steps else 1.3


def _expected(leading: float, before: TextLine, line: TextLine) -> float:
    return min(max(leading, 1.05), 1.9) * max(before.size, line.size)


def _same_size(size: float, other: float) -> bool:
    return abs(size - other) <= _ALIKE * max(size, other)


def _is_indented(region: Region, group: Sequence[TextLine], line: TextLine) -> bool:
    """Return whether a line begins further right than the lines around it."""
    size = line.size
    left = min((other.x0 for other in region if _same_size(other.size, size)), default=line.x0)
    step = line.x0 - group[-1].x0
    if not 0.6 * size < step < 5 * size:
        return False
    # The lines after a hanging mark stand further right as well.
    if _MARK.match(group[0].text) and len(group) < 2:
        return False
    under = [other for other in region if other.top > line.top and _same_size(other.size, size)]
    hangs = bool(under) and abs(under[0].x0 - line.x0) < 0.3 * size and len(group) < 2
    return not hangs or (line.x0 - left < 5 * size and _ENDS.search(group[-1].text) is not None)


def _parts(before: TextLine, line: TextLine, group: Sequence[TextLine], right: float) -> bool:
    """Return whether a paragraph ends between two lines, whose distance is the usual one."""
    if not _same_size(before.size, line.size):
        return True
    if _MARK.match(line.text) and (_ENDS.search(before.text) or _MARK.match(group[0].text)):
        return True
    if before.bold != line.bold and not (before.text.endswith(",") or line.text[:1].islower()):
        return before.bold or (right - before.x1 > 0.2 * right)
    if ends_in_half(before.text):
        return False
    first = line.text.split(" ", 1)[0]
    room = right - before.x1 - _width(line, first) - 0.35 * line.size
    column = right - min(one.x0 for one in (*group, line))
    if _ENDS.search(before.text):
        return room > 1.2 * line.size
    starts = line.text[:1].isupper() or not line.text[:1].isalpha()
    return starts and room > max(0.3 * column, 4 * line.size) and not before.bold


def _width(line: TextLine, word: str) -> float:
    return line.width * len(word) / max(1, len(line.text))


def _paragraph(
    group: _Group, right: float, page: int, hyphens: Hyphens, first_of_region: bool
) -> Paragraph:
    first, last = group.lines[0], group.lines[-1]
    text = other = first.text
    for before, line in pairwise(group.lines):
        text, other = _with(text, other, line.text, hyphens, ends_in_half(before.text))
    full = right - last.x1 < 0.12 * max(1.0, right - first.x0) or ends_in_half(last.text)
    return Paragraph(
        text=text,
        other=other,
        page=page,
        size=max(group.lines, key=lambda line: len(line.text)).size,
        bold=all(line.bold for line in group.lines),
        indented=group.indented,
        gap=group.gap,
        open=not _ENDS.search(last.text),
        full=full,
        first=first_of_region,
        lines=len(group.lines),
    )


def _with(text: str, other: str, more: str, hyphens: Hyphens, half: bool) -> tuple[str, str]:
    if not half:
        return f"{text} {more}", f"{other} {more}"
    # The half of the word is on the last line; what stands before it decides nothing.
    cut = max(text.rfind(" ") + 1, 0)
    join = hyphens.join(text[cut:], more)
    stem = other[: other.rfind(" ") + 1]
    return text[:cut] + join.text, stem + (join.text if join.sure else join.other)


def _joined(found: list[Paragraph], hyphens: Hyphens, body: float) -> list[Paragraph]:
    """Return the paragraphs; those that a column or a page cut are one."""
    indents = sum(one.indented for one in found if _same_size(one.size, body)) > len(found) // 8
    gone: set[int] = set()
    for at, one in enumerate(found):
        if at in gone or not _same_size(one.size, body):
            continue
        while (after := _rest(found, at, gone, indents)) is not None:
            more = found[after]
            half = ends_in_half(one.text)
            one.text, one.other = _with(one.text, one.other, more.text, hyphens, half)
            one.open, one.full, one.lines = more.open, more.full, one.lines + more.lines
            gone.add(after)
    for one in found:
        one.text, one.other = (
            _NOTE_CALL.sub(_without_call, text) for text in (one.text, one.other)
        )
    return [one for at, one in enumerate(found) if at not in gone]


def _without_call(match: re.Match[str]) -> str:
    """Return the mark before the call of a note."""
    return match[0].rstrip("⁰¹²³⁴⁵⁶⁷⁸⁹")


def _rest(found: list[Paragraph], at: int, gone: set[int], indents: bool) -> int | None:
    """Return the number of the paragraph with which one that was cut goes on, or None.

    Where `indents` begin paragraphs, one that has none at the top of a column goes on.
    """
    one = found[at]
    half = ends_in_half(one.text)
    if not one.open and not half and not (indents and one.full):
        return None
    if one.lines > _MOST_LINES:
        return None
    passed = 0
    for after in range(at + 1, min(len(found), at + 60)):
        more = found[after]
        if after in gone:
            continue
        if _same_size(more.size, one.size) and more.bold == one.bold:
            starts = more.text[:1]
            if _MARK.match(more.text) and not starts.isdigit():
                return None
            is_next = not passed and not more.gap and not more.indented
            goes_on = starts.islower() or (half and starts.isalpha())
            if not one.open and not half:
                return after if is_next and more.first and indents else None
            new = not one.full or (more.indented or more.gap or passed or not starts.isalnum())
            return after if goes_on or (is_next and not new) else None
        passed += 1
        if passed > _LOOK_AHEAD:
            return None
    return None
