"""Anchoring: quote selector + text -> the spans that it fits.

Both sides are folded alike (`folding`). Every match is returned: none is an orphan, two are
ambiguous, and both are the caller's business (W3C Web Annotation, TextQuoteSelector).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from suites.archive.anchoring.boundaries import is_inside
from suites.archive.anchoring.common_runs import common_runs
from suites.archive.anchoring.folding import Folded, count_words, fold, words
from suites.archive.markdown.quotation_marks import Quotation, Span, quotations, unbalanced

__all__ = [
    "MAX_PLACES", "Folded", "Quotation", "Selector", "Span", "TooCommonError", "common_runs",
    "count_words", "describe", "find", "first", "fold", "is_inside", "is_verbatim", "nearest",
    "quotations", "unbalanced", "words",
]  # fmt: skip

NEAR = 60.0
"""The likeness, of 100, from which words are worth showing as the nearest ones."""

MAX_PLACES = 500
"""Places of a text in which the signs of a quote are looked at; where they stand in more, as a
letter does, the quote says too little."""

CONTEXT = 1000
"""Characters before and after a quote that can tell it from another."""

LONGEST_SOUGHT = 300
"""Characters of a quote that the nearest words are looked for."""


class Selector(NamedTuple):
    """A quote: its exact words, and those right before and after it; either may be empty."""

    exact: str
    prefix: str
    suffix: str


class TooCommonError(ValueError):
    """Signs that stand in more places of a text than are looked at."""


def find(exact: str, text: Folded, prefix: str = "", suffix: str = "") -> tuple[Span, ...]:
    """Every span of the original text that the quote fits, in order; overlapping ones too.

    It holds whole words and numbers. `prefix` and `suffix` stand right before and after it, but for
    a space, and may cut a word. ValueError if `exact` has nothing to find, TooCommonError if it
    stands in more than `MAX_PLACES`.

    >>> find("l'offre", fold("Voici l’offre."))
    (Span(start=6, end=13),)
    """
    wanted = fold(exact).text.strip()
    if not wanted:
        raise ValueError("a quote without words")
    found = _matches(wanted, text)
    if prefix or suffix:
        before, after = fold(prefix).text.strip(), fold(suffix).text.strip()
        found = [
            start
            for start in found
            if _stands_before(before, text.text, start)
            and _stands_after(after, text.text, start + len(wanted))
        ]
    return tuple(dict.fromkeys(text.span(start, start + len(wanted)) for start in found))


def first(wanted: str, text: Folded, start: int = 0) -> int:
    """Where folded words first stand in a text, from `start` on; -1 where they do not.

    They are whole words and numbers there, as for `find`.
    """
    while (at := text.text.find(wanted, start)) >= 0:
        if _is_whole(text, at, at + len(wanted)):
            return at
        start = at + 1
    return -1


def _matches(wanted: str, text: Folded) -> list[int]:
    found: list[int] = []
    start = -1
    for _ in range(MAX_PLACES):
        start = text.text.find(wanted, start + 1)
        if start < 0:
            return found
        if _is_whole(text, start, start + len(wanted)):
            found.append(start)
    raise TooCommonError(f"words in more than {MAX_PLACES} places")


def _is_whole(text: Folded, start: int, end: int) -> bool:
    return not (is_inside(text, start) or is_inside(text, end))


def _stands_before(prefix: str, text: str, start: int) -> bool:
    if not prefix:
        return True
    return text.endswith(prefix, 0, start - (text[max(start - 1, 0) : start] == " "))


def _stands_after(suffix: str, text: str, end: int) -> bool:
    return text.startswith(suffix, end + (text[end : end + 1] == " "))


def describe(text: str, span: Span) -> Selector:
    """The selector that fits this span of the text and no other, with as few words as will do.

    For a span of whole words, `find` leads back to it. ValueError when the span holds no words or
    cuts one, or when no selector can tell it from another by the `CONTEXT` around it.
    """
    folded = fold(text)
    exact = text[span.start : span.end]
    wanted = fold(exact).text.strip()
    if not wanted:
        raise ValueError("a quote without words")
    matches = _matches(wanted, folded)
    start = next((m for m in matches if folded.origin(m) >= span.start), -1)
    if start < 0 or folded.origin(start) >= span.end:
        raise ValueError(f"no quote can describe {span}")
    end = start + len(wanted)
    before, after = _before(folded.text, start), _after(folded.text, end)
    others = [
        (
            _alike(before[::-1], _before(folded.text, other)[::-1]),
            _alike(after, _after(folded.text, other + len(wanted))),
        )
        for other in matches
        if other != start
    ]
    left, right = _shortest(
        [len(before) - i for i in range(len(before) - 1, -1, -1) if i == 0 or before[i - 1] == " "],
        [i for i in range(1, len(after) + 1) if i == len(after) or after[i] == " "],
        others,
    )
    until = start - (folded.text[max(start - 1, 0) : start] == " ")
    since = end + (folded.text[end : end + 1] == " ")
    prefix = folded.span(until - left, until) if left else Span(0, 0)
    suffix = folded.span(since, since + right) if right else Span(0, 0)
    return Selector(*(_one_line(text[s.start : s.end]) for s in (span, prefix, suffix)))


def _before(text: str, start: int) -> str:
    until = start - (text[max(start - 1, 0) : start] == " ")
    return text[max(0, until - CONTEXT) : until]


def _after(text: str, end: int) -> str:
    since = end + (text[end : end + 1] == " ")
    return text[since : since + CONTEXT]


def _alike(a: str, b: str) -> int:
    """How many characters two texts have in common at their beginning."""
    return next(
        (i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b))
    )


def _one_line(text: str) -> str:
    return text.replace("\n", " ").strip()


def _shortest(
    prefixes: list[int], suffixes: list[int], others: list[tuple[int, int]]
) -> tuple[int, int]:
    """The lengths of the prefix and suffix, of the fewest words, that no other match shares.

    `prefixes` and `suffixes` are the lengths to choose from, by number of words; `others` say by
    how many characters the context of each other match is like ours, before and after.
    """
    lefts, rights = [0, *prefixes], [0, *suffixes]
    # For each other match, the number of words before, or else after, that tells it from ours.
    needs = sorted((bisect_right(lefts, b), bisect_right(rights, a)) for b, a in others)
    best = (len(lefts) + len(rights), 0, 0)
    right = 0
    for i in range(len(needs), -1, -1):
        left = needs[i - 1][0] if i else 0
        if left < len(lefts) and right < len(rights):
            best = min(best, (left + right, right, left))
        right = max(right, needs[i - 1][1]) if i else right
    if best[0] == len(lefts) + len(rights):
        raise ValueError("no words before or after tell this quote from another")
    return lefts[best[2]], rights[best[1]]


def nearest(exact: str, text: str) -> str:
    """The words of the text that are most like the quote, whole; '' when none are near.

    Of a long quote, the beginning is looked for.

    >>> nearest("petit paiment mensuels", "Il parle d’un « petit paiement mensuel » pour tous.")
    'petit paiement mensuel'
    """
    wanted = _lower(fold(exact).text.strip()[:LONGEST_SOUGHT])
    folded, text_ = _to_search(text)
    if not wanted or not text_:
        return ""
    from rapidfuzz import fuzz  # only mistakes need it: most builds do without

    if len(wanted) > len(text_):
        near = fuzz.ratio(wanted, text_) >= NEAR
        return _one_line(text) if near else ""
    found = fuzz.partial_ratio_alignment(wanted, text_, score_cutoff=NEAR)
    if found is None:
        return ""
    start, end = found.dest_start, found.dest_end
    while start < end and not text_[start].isalnum():
        start += 1
    while end > start and not text_[end - 1].isalnum():
        end -= 1
    if start >= end:
        return ""
    while is_inside(folded, start):
        start -= 1
    while is_inside(folded, end):
        end += 1
    span = folded.span(start, end)
    return _one_line(text[span.start : span.end])


@lru_cache(maxsize=1)  # all the mistakes of one text are asked for one after the other
def _to_search(text: str) -> tuple[Folded, str]:
    folded = fold(text)
    return folded, _lower(folded.text)


def _lower(text: str) -> str:
    # A few capitals have a lower case of two characters, which would move all that follows.
    return "".join(low if len(low := char.lower()) == 1 else char for char in text)


def is_verbatim(span: Span, among: Sequence[Quotation]) -> bool:
    """Whether the span lies wholly inside one of the quotations, their marks allowed.

    Quotations are in order and apart from one another, as `quotations` gives them.
    """
    place = bisect_right(among, span.start, key=lambda one: one.whole.start)
    return place > 0 and span.end <= among[place - 1].whole.end
