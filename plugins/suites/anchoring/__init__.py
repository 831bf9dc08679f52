"""Anchoring: quote selector + text -> the spans that it fits.

Both sides are folded alike (`folding`). Every match is returned: none is an orphan, two are
ambiguous, and both are the caller's business (W3C Web Annotation, TextQuoteSelector).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from suites.anchoring.common_runs import common_runs
from suites.anchoring.folding import Folded, count_words, fold, words
from suites.body.marks import Quotation, Span, quotations, unbalanced

__all__ = [
    "Folded", "Quotation", "Selector", "Span", "common_runs", "count_words", "describe", "find",
    "fold", "is_verbatim", "nearest", "quotations", "unbalanced", "words",
]  # fmt: skip

NEAR = 60.0
"""The likeness, of 100, from which words are worth showing as the nearest ones."""


class Selector(NamedTuple):
    """A quote: its exact words, and those right before and after it; either may be empty."""

    exact: str
    prefix: str
    suffix: str


def find(exact: str, text: Folded, prefix: str = "", suffix: str = "") -> tuple[Span, ...]:
    """Every span of the original text that the quote fits, in order; overlapping ones too.

    `prefix` and `suffix` stand right before and after it, but for a space. ValueError if `exact`
    has nothing to find.

    >>> find("l'offre", fold("Voici l’offre."))
    (Span(start=6, end=13),)
    """
    wanted = fold(exact).text.strip()
    if not wanted:
        raise ValueError("a quote without words")
    found = _matches(wanted, text.text)
    if prefix or suffix:
        before, after = fold(prefix).text.strip(), fold(suffix).text.strip()
        found = [
            start
            for start in found
            if _stands_before(before, text.text, start)
            and _stands_after(after, text.text, start + len(wanted))
        ]
    return tuple(dict.fromkeys(text.span(start, start + len(wanted)) for start in found))


def _matches(wanted: str, text: str) -> list[int]:
    found = []
    start = text.find(wanted)
    while start >= 0:
        found.append(start)
        start = text.find(wanted, start + 1)
    return found


def _stands_before(prefix: str, text: str, start: int) -> bool:
    if not prefix:
        return True
    return text.endswith(prefix, 0, start - (text[max(start - 1, 0) : start] == " "))


def _stands_after(suffix: str, text: str, end: int) -> bool:
    return text.startswith(suffix, end + (text[end : end + 1] == " "))


def describe(text: str, span: Span) -> Selector:
    """The selector that fits this span of the text and no other, with as few words as will do.

    For a span that begins and ends with a whole, visible character, `find` leads back to it.
    ValueError when the span holds no words, or when no selector can tell it from another.
    """
    folded = fold(text)
    exact = text[span.start : span.end]
    wanted = fold(exact).text.strip()
    if not wanted:
        raise ValueError("a quote without words")
    matches = _matches(wanted, folded.text)
    start = next((m for m in matches if folded.origin(m) >= span.start), -1)
    if start < 0:
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
    first, last = len(before) - left, len(folded.text) - len(after) + right
    prefix = folded.span(first, len(before)) if left else Span(0, 0)
    suffix = folded.span(last - right, last) if right else Span(0, 0)
    return Selector(*(_one_line(text[s.start : s.end]) for s in (span, prefix, suffix)))


def _before(text: str, start: int) -> str:
    return text[: start - (text[max(start - 1, 0) : start] == " ")]


def _after(text: str, end: int) -> str:
    return text[end + (text[end : end + 1] == " ") :]


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

    >>> nearest("petit paiment mensuels", "Il parle d’un « petit paiement mensuel » pour tous.")
    'petit paiement mensuel'
    """
    wanted, folded = _lower(fold(exact).text.strip()), fold(text)
    text_ = _lower(folded.text)
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
    while start > 0 and text_[start - 1].isalnum():
        start -= 1
    while end < len(text_) and text_[end].isalnum():
        end += 1
    if start >= end:
        return ""
    span = folded.span(start, end)
    return _one_line(text[span.start : span.end])


def _lower(text: str) -> str:
    # A few capitals have a lower case of two characters, which would move all that follows.
    return "".join(low if len(low := char.lower()) == 1 else char for char in text)


def is_verbatim(span: Span, among: Sequence[Quotation]) -> bool:
    """Whether the span lies wholly inside one of the quotations, guillemets allowed."""
    return any(q.whole.start <= span.start and span.end <= q.whole.end for q in among)
