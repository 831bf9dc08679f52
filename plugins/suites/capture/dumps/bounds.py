"""Bounds: the words that a person gives as the article's first and last ones.

The words may stand anywhere in a line, and may run over several; the line is cut where they begin
(or end, with the full stop and the quotation mark that follow them).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from suites.capture.dumps.features import Line
from suites.capture.dumps.lines import plain
from suites.capture.page import Doubt

_CLOSING = re.compile("[.!?…»”\"’')\\]]*")
_SHOWN = 60


def cut_at_bounds(
    lines: Sequence[Line], start: str | None, end: str | None
) -> tuple[list[Line], tuple[int, int] | None, tuple[Doubt, ...]]:
    """Return the lines, cut at `start` and `end`; their bounds [first, last); what was not found.

    The bounds are None when neither was given, or found.
    """
    text = " ".join(line.text for line in lines)
    *offsets, _ = accumulate((len(line.text) + 1 for line in lines), initial=0)
    first_words, last_words = plain(start or ""), plain(end or "")
    begin = text.find(first_words)
    # From the end of the first words on: the same words may stand in a menu above.
    after = max(0, begin + len(first_words) - len(last_words)) if begin >= 0 else 0
    stop = text.find(last_words, after)
    cut, first, last = list(lines), 0, len(lines)
    if last_words and stop >= 0:
        closing = _CLOSING.match(text, stop + len(last_words))
        stop = closing.end() if closing else stop
        last = bisect_left(offsets, stop)
        cut[last - 1] = replace(cut[last - 1], text=cut[last - 1].text[: stop - offsets[last - 1]])
    if first_words and begin >= 0:
        first = bisect_right(offsets, begin) - 1
        if offset := begin - offsets[first]:
            cut[first] = replace(cut[first], text=cut[first].text[offset:], marker="")
    doubts = tuple(
        Doubt(code, (("words", words[:_SHOWN]),))
        for code, words, at in (
            ("start-not-found", first_words, begin),
            ("end-not-found", last_words, stop),
        )
        if at < 0
    )
    found = (first_words and begin >= 0) or (last_words and stop >= 0)
    return cut, (first, last) if found else None, doubts
