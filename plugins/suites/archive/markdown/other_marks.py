"""Other marks: pairs of quotation marks that are not those of a source's words.

Between the marks of its language a text holds a source's words, and those are proven. Words between
any other marks look the same to a reader, and nothing proves them. Apostrophes, primes and marks
without a pair are no quotation; nor are marks inside a quotation, where they are the source's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from suites.archive.languages import QuotationMarks
from suites.archive.markdown.marks import Span, quotations

_DOUBLE = '"＂“”„‟″ʺ˝‶〝〞〟❝❞⹂🙶🙷🙸'
_SINGLE = "'’‘‚‛`´＇′ʹ‵❛❜"
_FACING = {
    one: family
    for family in ("«»", "‹›", "「」", "『』", "｢｣", "《》", "〈〉", "﹁﹂", "﹃﹄", "❮❯", "⟪⟫")
    for one in family
} | {"<<": "<<>>", ">>": "<<>>"}
# Two single marks make a double one, but between two letters, where they are a slip.
_TWICE = r"(?<!\w)(?:''|’’|‘‘|``|´´|,,)|(?:''|’’|‘‘|``|´´)(?!\w)"
_MARK = re.compile(
    rf"{_TWICE}|<<|>>|[{_DOUBLE}{''.join(sign for sign in _FACING if len(sign) == 1)}]"
    rf"|(?<!\w)[{_SINGLE}]|[{_SINGLE}](?!\w)|\n"
)
_OTHERS = frozenset(_DOUBLE + _SINGLE + "".join(_FACING))
_PRIMES = frozenset('"＂″ʺ˝') | {"''", "’’", "´´"}
_WORD = re.compile(r"\w")
_ROCK_N_ROLL = frozenset("nN")


class Pair(NamedTuple):
    """Two quotation marks, as they are written, and the span from the first through the second."""

    opening: str
    closing: str
    span: Span


def other_pairs(text: str, marks: QuotationMarks, apart: Sequence[Span] = ()) -> tuple[Pair, ...]:
    """The pairs of other marks than `marks` in a text, in order.

    `apart` are spans that are no text, such as code, or in which any marks may stand.

    >>> from suites.archive import languages
    >>> found = other_pairs("l’“oui” d’un usager, « un “non” »", languages.of("fr").marks)
    >>> [(one.opening, one.closing) for one in found]
    [('“', '”')]
    """
    if not _other_mark(marks).search(text):
        return ()
    held = [*(one.whole for one in quotations(text, marks)), *apart]
    return tuple(_pairs(_without(text, held), text, marks))


@cache
def some_mark(marks: QuotationMarks) -> re.Pattern[str]:
    """What a text, or its Markdown, holds when anything is quoted in it: most hold nothing.

    The first of two marks is found: so an apostrophe after a letter is none.
    """
    return _first_of(_OTHERS | {marks.opening, marks.closing, "&"})


@cache
def _other_mark(marks: QuotationMarks) -> re.Pattern[str]:
    return _first_of(_OTHERS - {marks.opening, marks.closing})


def _first_of(signs: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"[{re.escape(''.join(sorted(signs)))}](?<!\w[{_SINGLE}])")


def _without(text: str, spans: Sequence[Span]) -> str:
    pieces: list[str] = []
    at = 0
    for start, end in sorted(spans):
        if end > at:
            pieces += (text[at:start], " " * (end - max(start, at)))
            at = end
    return "".join((*pieces, text[at:]))


def _pairs(outside: str, text: str, marks: QuotationMarks) -> Iterator[Pair]:
    double: re.Match[str] | None = None
    single: re.Match[str] | None = None
    facing: dict[str, re.Match[str]] = {}
    for found in _MARK.finditer(outside):
        sign, opened = found[0], None
        if sign == "\n":
            single = None  # an apostrophe, and no mark: a quotation in single marks is short
        elif sign in (marks.opening, marks.closing):
            continue
        elif family := _FACING.get(sign):
            opened = facing.pop(family, None)
            if opened is None or opened[0] == sign:
                facing[family] = found
                opened = None
        elif sign in _SINGLE:
            opened, single = _single(outside, found, single)
        elif double:
            opened, double = double, None
        elif not (sign in _PRIMES and outside[found.start() - 1 : found.start()].isdecimal()):
            double = found
        if opened and _WORD.search(text, opened.end(), found.start()):
            yield Pair(opened[0], sign, Span(opened.start(), found.end()))


def _single(
    text: str, found: re.Match[str], opened: re.Match[str] | None
) -> tuple[re.Match[str] | None, re.Match[str] | None]:
    """The single mark that one closes, if it does, and the one that is open after it."""
    start, end = found.span()
    if opened and not _WORD.match(text, end):
        is_elision = text[opened.end() : start] in _ROCK_N_ROLL
        return (None if is_elision else opened), None
    opens = start == 0 or not _WORD.match(text, start - 1)
    return None, opened or (found if opens else None)
