"""Split dates: dates that a page cuts over several lines, or into figures with signs between.

A box with the day, the month and the year in lines of their own is a common ornament.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice

from suites.capture.extraction.publication_day.page_line import PageLine

_MOST_PIECES = 6
_LONGEST = 14
_DAY, _WORD, _YEAR = r"\d\d?", r"[^\W\d_]{3,12}", r"(?:19|20)\d\d"
_END = r"[\s.,/]{1,3}"
_IN_WORDS = re.compile(
    rf"(?:[^\W\d_]{{2,10}}{_END})?"
    rf"(?:{_DAY}(?:er|\.)?{_END}{_WORD}|{_WORD}{_END}{_DAY}){_END}{_YEAR}"
)
_SIGN = r"\s?[|·•/.-]?\s?"
_IN_FIGURES = re.compile(rf"({_DAY}){_SIGN}\n{_SIGN}({_DAY}){_SIGN}\n{_SIGN}({_YEAR})")
_WITH_BARS = re.compile(rf"(?<![\d.,])({_DAY})\s?[|·•]\s?({_DAY})\s?[|·•]\s?({_YEAR})(?!\d)")


def joined(lines: Iterable[PageLine]) -> Iterator[PageLine]:
    """Yield lines, those that are one date together as one line.

    >>> from suites.capture.extraction.publication_day.page_line import Part
    >>> [one.text for one in joined(PageLine(x, (), Part.ARTICLE) for x in ("27", "août", "2024"))]
    ['27 août 2024']
    """
    waiting: list[PageLine] = []
    rest = iter(lines)
    while True:
        waiting += islice(rest, _MOST_PIECES - len(waiting))
        if not waiting:
            return
        pieces = _pieces(waiting)
        for n in range(pieces, 1, -1):
            if text := _date("\n".join(one.text for one in waiting[:n])):
                elements = (element for one in waiting[:n] for element in one.elements)
                yield replace(waiting[0], text=text, elements=tuple(elements))
                del waiting[:n]
                break
        else:
            one = waiting.pop(0)
            yield replace(one, text=_WITH_BARS.sub(r"\1.\2.\3", one.text))


def _pieces(lines: list[PageLine]) -> int:
    """Return how many of some lines may be pieces of a date: they are short, and of one part."""
    for n, one in enumerate(lines):
        if len(one.text) > _LONGEST or one.part is not lines[0].part:
            return n
    return len(lines)


def _date(text: str) -> str:
    if figures := _IN_FIGURES.fullmatch(text):
        return ".".join(figures.groups())
    return " ".join(text.split()) if _IN_WORDS.fullmatch(text) else ""
