"""Runs: words side by side, whatever their order in the file; and the lines that runs make.

words -> large initials joined to their word -> runs, parted by gaps wider than between words
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from suites.capture.pdf.words import Glyph, Word

RUN_GAP = 0.65
"""Of the size of type: a wider gap between two words may be one between columns."""

_BAND = 24  # points: runs are looked for by their height
_MOST_NEAR = 40
_MOST_WORDS = 8000  # of a page


@dataclass(frozen=True, slots=True)
class Run:
    """Words side by side, with gaps that are no wider than those between words.

    `size` is that of most of its type, `middle` the height of its middle.
    """

    words: tuple[Word, ...]
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    middle: float

    @property
    def text(self) -> str:
        """Its words."""
        return _joined(self.words)


class TextLine(Glyph):
    """A line of a column: what a glyph has, it has of all its words."""

    @property
    def width(self) -> float:
        """The width of its words."""
        return self.x1 - self.x0


def runs_of(words: Sequence[Word]) -> list[Run]:
    """Return words side by side as runs, from top to bottom, whatever their order in the file."""
    return _runs(_with_initials(words[:_MOST_WORDS]))


def _with_initials(words: Sequence[Word]) -> list[Word]:
    """Return the words; the large initial of a paragraph is a part of the word beside it."""
    found = list(words)
    if not found:
        return found
    body = type_size(found)
    for at, word in enumerate(found):
        if not (len(word.text) <= 2 and word.text[:1].isalpha() and word.size > 1.7 * body):
            continue
        beside = [
            n
            for n, other in enumerate(found[max(0, at - 3) : at + 60], max(0, at - 3))
            if other.size < 0.65 * word.size
            and -0.3 * body < other.x0 - word.x1 < 1.2 * body
            and word.top - body < other.top < word.bottom - 0.9 * body
        ]
        if not beside:
            continue
        first = min(beside, key=lambda n: found[n].top)
        lines = {round(found[n].top / body) for n in beside}
        other = found[first]
        if len(lines) > 1 and other.text[:1].isalpha():
            joined = word.text + other.text
            found[first] = other._replace(text=joined)
            found[at] = word._replace(text="")
    return [word for word in found if word.text]


def _runs(words: Sequence[Word]) -> list[Run]:
    open_: defaultdict[int, list[list[Word]]] = defaultdict(list)
    found: list[list[Word]] = []
    for word in sorted(words, key=lambda word: word.x0):
        bands = range(int(word.top) // _BAND, int(word.bottom) // _BAND + 1)
        near = [run for band in bands for run in open_[band][: -_MOST_NEAR - 1 : -1]]
        fit = [run for run in near if _on_one_line(run[-1], word) and _is_near(run, word)]
        if fit:
            run = min(fit, key=lambda run: abs(run[-1].bottom - word.bottom))
            run.append(word)
        else:
            run = [word]
            found.append(run)
        for band in bands:
            if not any(run is other for other in open_[band][: -_MOST_NEAR - 1 : -1]):
                open_[band].append(run)
    return sorted(map(_run, found), key=lambda run: (run.middle, run.x0))


def _is_near(run: list[Word], word: Word) -> bool:
    size = max(word.size, run[-1].size)
    return -size < word.x0 - run[-1].x1 < RUN_GAP * size


def _on_one_line(word: Word, other: Word) -> bool:
    overlap = min(word.bottom, other.bottom) - max(word.top, other.top)
    low, high = sorted((word.bottom - word.top, other.bottom - other.top))
    return overlap > 0.55 * low and (high < 1.8 * low or overlap > 0.8 * low)


def _run(words: list[Word]) -> Run:
    top, bottom = min(word.top for word in words), max(word.bottom for word in words)
    right = max(word.x1 for word in words)
    size = type_size(words)
    return Run(tuple(words), words[0].x0, top, right, bottom, size, (top + bottom) / 2)


def _rows(runs: Sequence[Run]) -> list[list[Run]]:
    """Return runs by line, from top to bottom, those of each from left to right."""
    rows: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: (run.middle, run.x0)):
        last = rows[-1][-1] if rows else None
        if last and min(last.bottom, run.bottom) - max(last.top, run.top) > 0.5 * min(
            last.bottom - last.top, run.bottom - run.top
        ):
            rows[-1].append(run)
        else:
            rows.append([run])
    return [sorted(row, key=lambda run: run.x0) for row in rows]


def lines(runs: Sequence[Run]) -> Iterator[TextLine]:
    """Yield the lines of a region, from top to bottom."""
    for row in _rows(runs):
        words = [word for run in row for word in run.words]
        yield TextLine(
            _joined(words),
            words[0].x0,
            min(word.top for word in words),
            max(word.x1 for word in words),
            max(word.bottom for word in words),
            type_size(words),
            _share_of_bold(words) > 0.8,
        )


def _joined(words: Sequence[Word]) -> str:
    """Return the words of a line; what was drawn in parts, without a gap, is one word."""
    parts: list[str] = []
    end = None
    for word in words:
        apart = end is None or word.x0 - end > 0.05 * word.size
        parts += (" ", word.text) if parts and apart else (word.text,)
        end = word.x1
    return "".join(parts)


def _share_of_bold(words: Sequence[Word]) -> float:
    return sum(len(word.text) for word in words if word.bold) / max(
        1, sum(len(w.text) for w in words)
    )


def type_size(words: Sequence[Word]) -> float:
    """Return the size of type of most characters."""
    count: dict[float, int] = {}
    for word in words:
        size = round(word.size, 1)
        count[size] = count.get(size, 0) + len(word.text)
    return max(count, key=lambda size: (count[size], size))
