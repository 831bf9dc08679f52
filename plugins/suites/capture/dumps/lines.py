"""Lines: a dump cut into lines that mean something.

    text -> lines: controls out, white space folded, hard-wrapped paragraphs joined again

Nothing is rewritten but the signs of `notation`: without them, `collapsed(line)` is always a
substring of `collapsed(capture)`. By this law a test proves that the converter made no word up.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, pairwise

from suites.capture.captured_article import Doubt
from suites.capture.dumps import notation
from suites.capture.dumps.features import Line
from suites.capture.extraction.lexicon import MONTHS

MOST_CHARACTERS = 2_000_000
"""The part of a dump that is read; the longest articles have a hundredth of it."""

MOST_LINES = 40_000

_UNSEEN = re.compile(
    "[\u00ad\u200b\u2060\ufeff\ud800-\udfff\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ufffe\uffff]+"
)
_BREAK = re.compile("\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_MARKER = re.compile(r"(?P<sign>(?P<number>\d{1,3}[.)])|(?P<quote>>)|[•◦▪▫‣⁃∙●○■□*+·–—-])\s+(?=\S)")
_LETTER_MARKER = re.compile(r"(?P<sign>[o#@](?P<number>)(?P<quote>))\s(?=\S)")  # those of lynx
_DAY = re.compile(r"(?:\d{1,2}\.\s?\d{2,4}|[^\W\d]{3,14}\s(?:19|20)\d\d)(?!\d)")
_NARROWEST, _WIDEST = 58, 132
_OUTDENTED = 2  # the level of headings of lynx, whatever it was in the page
_CLOSING = ".!?…»”\"’')]"
_SHOWN = 60


def collapsed(text: str) -> str:
    r"""Return the text as it is compared: white space as one space, without unseen characters.

    Those are soft hyphens, zero-width spaces, controls, and halves of surrogate pairs.

    >>> collapsed(" de la can\u00addi\n da\u00adture ")
    'de la candi dature'
    """
    return " ".join(_UNSEEN.sub("", text).split())


def read_lines(text: str) -> tuple[list[Line], bool]:
    """Return the lines that are not empty, and whether all of the text was read.

    At most `MOST_CHARACTERS` and `MOST_LINES` are; time and memory are linear in them.
    """
    raw = _BREAK.split(_UNSEEN.sub("", text[:MOST_CHARACTERS]), maxsplit=MOST_LINES)
    whole = len(text) <= MOST_CHARACTERS and len(raw) <= MOST_LINES
    raw = notation.without_marks([line.rstrip() for line in raw[:MOST_LINES]])
    signs = notation.recognized(raw)
    width = _wrapping(raw)
    read = (_line(group, gap, signs) for group, gap in _paragraphs(raw, width))
    lines = [line for line in read if line.text]
    return _with_outdented(lines) if width else lines, whole


def _with_outdented(lines: list[Line]) -> list[Line]:
    """Return the lines of a wrapped dump, those as headings that stand left of its paragraphs."""
    indents = Counter(line.indent for line in lines if len(line.text) > _WIDEST)
    margin = max(indents, key=lambda indent: indents[indent], default=0)
    return [
        replace(line, heading=_OUTDENTED)
        if line.indent < margin and not line.marker and not line.heading
        else line
        for line in lines
    ]


def readable(text: str) -> str:
    """Return the text as it is read: joined, and without the signs of the program that wrote it."""
    lines, _ = read_lines(text)
    return "\n".join(line.text for line in lines)


def cut_at_bounds(
    lines: Sequence[Line], start: str | None, end: str | None
) -> tuple[list[Line], tuple[int, int] | None, tuple[Doubt, ...]]:
    """Return the lines, cut at `start` and `end`; their bounds [first, last); what was not found.

    Those are words that a person gives as the article's first and last ones. They may stand
    anywhere in a line, and run over several; the line is cut where they begin (or end, with the
    full stop and the quotation mark after them). Bounds are None when neither is given, or found.
    """
    text = " ".join(line.text for line in lines)
    *offsets, _ = accumulate((len(line.text) + 1 for line in lines), initial=0)
    first_words, last_words = _as_in(text, start), _as_in(text, end)
    begin = text.find(first_words)
    # From the end of the first words on: the same words may stand in a menu above.
    after = max(0, begin + len(first_words) - len(last_words)) if begin >= 0 else 0
    stop = text.find(last_words, after)
    cut, first, last = list(lines), 0, len(lines)
    has_start, has_end = begin >= 0 and bool(first_words), stop >= 0 and bool(last_words)
    if has_end:
        rest = text[stop + len(last_words) :]
        stop = len(text) - len(rest.lstrip(_CLOSING))
        last = bisect_left(offsets, stop)
        cut[last - 1] = replace(cut[last - 1], text=cut[last - 1].text[: stop - offsets[last - 1]])
    if has_start:
        first = bisect_right(offsets, begin) - 1
        if offset := begin - offsets[first]:
            cut[first] = replace(cut[first], text=cut[first].text[offset:], marker="")
    missing = []
    if begin < 0:
        missing.append(Doubt("start-not-found", {"words": first_words[:_SHOWN]}))
    if stop < 0:
        missing.append(Doubt("end-not-found", {"words": last_words[:_SHOWN]}))
    return cut, (first, last) if has_start or has_end else None, tuple(missing)


def _as_in(text: str, words: str | None) -> str:
    """Return words of a person as a text has them: without signs, where it has them only so."""
    sought = collapsed(words or "")
    plain, _ = notation.words_of(sought, notation.EVERY)
    return plain if sought not in text and plain in text else sought


def _wrapping(raw: list[str]) -> int:
    """Return the column at which a dump was wrapped, or 0 when it was not.

    Where a wrapper parts two lines, the first word of the second would not have fitted: the column
    lies between. Each pair votes for the columns that it allows. Hardly a line goes beyond the one
    that most vote for. A dump with one line to a paragraph has lines of any length.
    """
    changes = [0] * (_WIDEST + 2)
    pairs = 0
    for line, following in pairwise(raw):
        is_long = _NARROWEST - 14 < len(line) <= _WIDEST and " " in line.strip()
        word = following.split(maxsplit=1)[:1] if is_long else []
        if word and not _MARKER.match(following.lstrip()):
            pairs += 1
            changes[len(line)] += 1
            changes[min(len(line) + len(word[0]), _WIDEST) + 1] -= 1
    votes = list(accumulate(changes))
    column = max(range(_NARROWEST, _WIDEST + 1), key=lambda column: votes[column])
    beyond = sum(len(line) > column and " " in line.strip() for line in raw)
    most = votes[column]
    # Menus of long lines vote for any column.
    is_one = most >= 3 and most * 2 >= pairs and beyond * 2 <= most
    is_among_menus = most >= 12 and most * 5 >= pairs and beyond * 10 <= most
    return column if is_one or is_among_menus else 0


def _overflows(line: str, following: str, width: int) -> bool:
    """Return whether the next line's first word would not have fitted: a wrapper parted the two."""
    first = following.split(maxsplit=1)[:1]
    return bool(first) and len(line) + 1 + len(first[0]) > width


def _paragraphs(raw: list[str], width: int) -> Iterator[tuple[list[str], bool]]:
    """Yield the lines of each paragraph, and whether an empty line stands before it."""
    group: list[str] = []
    gap = False
    for i, line in enumerate([*raw, ""]):
        joins = width and group and _overflows(group[-1], line, width)
        if joins and not _MARKER.match(line.lstrip()):
            group.append(line)
            continue
        if group:
            yield group, gap
        group, gap = [line] if line else [], not group and i > 0


def _line(group: list[str], gap: bool, signs: notation.Notation) -> Line:
    first = group[0].lstrip()
    indent = len(group[0].expandtabs(8)) - len(first.expandtabs(8))
    cells = sum(part.strip().count("\t") for part in group)
    text = " ".join(" ".join(group).split())
    marker = _MARKER.match(first) or (_LETTER_MARKER.match(first) if indent > 8 else None)
    if marker:
        rest = text[len(marker["sign"]) :].lstrip()
        word = rest.split(maxsplit=1)[0].lower().rstrip(".,")
        # "17. Januar" and "18. 05. 2014" begin no list.
        if not _DAY.match(rest) and word not in MONTHS:
            rest, level = notation.words_of(rest, signs)
            sign = marker["number"] or marker["quote"] or "•"
            return Line(rest, sign, indent, gap, cells, heading=level)
    text, level = notation.words_of(text, signs)
    return Line(text, "", indent, gap, cells, heading=level)
