"""Quotation marks: the quotations of a text, and the pairs of marks that are none.

Between the marks of its language a text holds a source's words, and those are proven. Words between
any other marks look the same to a reader, and nothing proves them. Apostrophes, primes and marks
without a pair are no quotation; nor are marks inside a quotation, where they are the source's.
Offsets are Python's, in the text.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from suites.archive.languages import QuotationMarks

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
_THE_NINETIES = re.compile(r"\d\ds?\b")


class Span(NamedTuple):
    """The characters from `start` up to, and without, `end`."""

    start: int
    end: int


class Quotation(NamedTuple):
    """The span of the words between two quotation marks; `whole` takes the marks along."""

    start: int
    end: int
    whole: Span


def quotations(text: str, marks: QuotationMarks) -> tuple[Quotation, ...]:
    """Return the quotations of a canonical text, outermost ones only, none across two blocks.

    `marks` are those that hold a source's words in the language of the text.

    >>> from suites.archive import languages
    >>> text = "il dit « oui » et «non»"
    >>> [text[q.start : q.end] for q in quotations(text, languages.of("fr").quotation_marks)]
    ['oui', 'non']
    """
    found = []
    for whole in _pairs(text, marks)[0]:
        inside = text[whole.start + 1 : whole.end - 1]
        if words := inside.strip():
            start = whole.start + 1 + inside.index(words)
            found.append(Quotation(start, start + len(words), whole))
    return tuple(found)


def unbalanced(text: str, marks: QuotationMarks) -> tuple[int, ...]:
    """Return the offsets of the quotation marks that have no pair in their block, in order.

    >>> from suites.archive import languages
    >>> unbalanced("« oui » et non »", languages.of("fr").quotation_marks)
    (15,)
    """
    return _pairs(text, marks)[1]


@lru_cache(maxsize=4)  # anchors, and the checks of marks and of quotations, ask one after the other
def _pairs(text: str, marks: QuotationMarks) -> tuple[tuple[Span, ...], tuple[int, ...]]:
    pairs: list[Span] = []
    alone: list[int] = []
    opened: list[int] = []
    for sign in marks.each.finditer(text):
        if sign[0] == marks.opening:
            opened.append(sign.start())
        elif sign[0] == "\n":
            alone += opened
            opened = []
        elif opened:
            pairs.append(Span(opened.pop(), sign.end()))
        else:
            alone.append(sign.start())
    outermost: list[Span] = []
    for pair in sorted(pairs, key=lambda pair: pair.start):
        if not outermost or pair.start >= outermost[-1].end:
            outermost.append(pair)
    return tuple(outermost), tuple(sorted(alone + opened))


class Pair(NamedTuple):
    """Two quotation marks, as they are written, and the span from the first through the second."""

    opening: str
    closing: str
    span: Span


def other_pairs(text: str, marks: QuotationMarks, apart: Sequence[Span] = ()) -> tuple[Pair, ...]:
    """Return the pairs of other marks than `marks` in a text, in order.

    `apart` are spans that are no text, such as code, or in which any marks may stand.

    >>> from suites.archive import languages
    >>> found = other_pairs("l’“oui” d’un usager, « un “non” »", languages.of("fr").quotation_marks)
    >>> [(one.opening, one.closing) for one in found]
    [('“', '”')]
    """
    if not _signs(_OTHERS - {marks.opening, marks.closing}).search(text):
        return ()
    held = [*(one.whole for one in quotations(text, marks)), *apart]
    return tuple(_other_pairs(_without(text, held), text, marks))


def any_quotation_mark(marks: QuotationMarks) -> re.Pattern[str]:
    """Return a pattern of what a text, or its Markdown, holds when anything is quoted in it.

    Most hold nothing. The first of two marks is found: an apostrophe after a letter is none.
    """
    return _signs(_OTHERS | {marks.opening, marks.closing, "&"})


@cache
def _signs(signs: frozenset[str]) -> re.Pattern[str]:
    return re.compile(rf"[{re.escape(''.join(sorted(signs)))}](?<!\w[{_SINGLE}])")


def _without(text: str, spans: Sequence[Span]) -> str:
    pieces: list[str] = []
    at = 0
    for start, end in sorted(spans):
        if end > at:
            pieces += (text[at:start], " " * (end - max(start, at)))
            at = end
    return "".join((*pieces, text[at:]))


def _other_pairs(outside: str, text: str, marks: QuotationMarks) -> Iterator[Pair]:
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
    """Return the single mark that one closes, else None, and the one that is open after it."""
    start, end = found.span()
    if opened and not _WORD.match(text, end):
        is_elision = text[opened.end() : start] in _ROCK_N_ROLL
        return (None if is_elision else opened), None
    opens = start == 0 or not (_WORD.match(text, start - 1) or _THE_NINETIES.match(text, end))
    return None, opened or (found if opens else None)
