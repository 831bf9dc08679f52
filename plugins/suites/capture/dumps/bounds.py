"""Bounds: where a person says that the article begins and ends.

The words may stand anywhere in a line, and may run over several; the line is cut where they begin
(or end, with the full stop and the quotation mark that follow them).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from suites.capture.dumps.lines import Line, plain
from suites.capture.page import Doubt

_CLOSING = ".!?…»”\"’')]"
_SHOWN = 60


def bounded(
    lines: Sequence[Line], start: str | None, end: str | None
) -> tuple[list[Line], tuple[int, int] | None, tuple[Doubt, ...]]:
    """The lines, cut where `start` and `end` say; the lines [first, last) between; what was amiss.

    None instead of the lines' numbers when neither was given, or found.
    """
    cut = list(lines)
    doubts: list[Doubt] = []
    whole, places = _joined(cut)
    first, last, after = 0, len(cut), 0
    found = False
    if start and (words := plain(start)):
        at = whole.find(words)
        if at < 0:
            doubts.append(Doubt("start-not-found", (("words", words[:_SHOWN]),)))
        else:
            first, offset = _line_at(places, at)
            after, found = at + len(words), True
            if offset:
                cut[first] = replace(cut[first], text=cut[first].text[offset:], marker="")
    if end and (words := plain(end)):
        # From the end of the first words on: the same words may stand in a menu above.
        at = whole.find(words, max(0, after - len(words)))
        if at < 0:
            doubts.append(Doubt("end-not-found", (("words", words[:_SHOWN]),)))
        else:
            line, offset = _line_at(places, at + len(words) - 1)
            lost = len(lines[line].text) - len(cut[line].text)
            text = cut[line].text
            stop = offset + 1 - lost
            while stop < len(text) and text[stop] in _CLOSING:
                stop += 1
            cut[line] = replace(cut[line], text=text[:stop])
            last, found = line + 1, True
    return cut, (first, last) if found else None, tuple(doubts)


def _joined(lines: Sequence[Line]) -> tuple[str, list[int]]:
    """All the words on one line, and the offset at which each line begins."""
    places: list[int] = []
    at = 0
    for line in lines:
        places.append(at)
        at += len(line.text) + 1
    return " ".join(line.text for line in lines), places


def _line_at(places: Sequence[int], offset: int) -> tuple[int, int]:
    line = bisect_right(places, offset) - 1
    return line, offset - places[line]
