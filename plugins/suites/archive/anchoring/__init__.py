"""Anchoring: quote selector + text -> the spans that it fits.

Both sides are folded alike (`folding`). Every match is returned: none is an orphan, two are
ambiguous, and both are the caller's business (W3C Web Annotation, TextQuoteSelector). The composer
does the same in the browser (`theme/static/js/composer/anchoring.js`).
"""

from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from suites.archive.anchoring.boundaries import is_inside
from suites.archive.anchoring.common_runs import common_runs
from suites.archive.anchoring.folding import Folded, fold, words
from suites.archive.markdown.quotation_marks import Quotation, Span, quotations, unbalanced

__all__ = [
    "MAX_PLACES", "Folded", "Quotation", "Selector", "Span", "TooCommonError", "common_runs",
    "describe", "find", "find_first", "fold", "is_inside", "is_verbatim", "nearest",
    "quotations", "unbalanced", "words",
]  # fmt: skip

MIN_LIKENESS = 60.0
"""The likeness, of 100, from which words are worth showing as the nearest ones."""

MAX_PLACES = 500
"""The most places at which a quote may match. One that matches more often, such as a single
letter, is refused."""

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
    """Return every span of the original text that the quote fits, in order; overlapping ones too.

    It holds whole words and numbers. `prefix` and `suffix` must stand directly before and after it,
    a space aside; they may begin or end inside a word. ValueError if `exact` has nothing to find,
    TooCommonError if it stands in more than `MAX_PLACES`.

    >>> find("l'offre", fold("Voici l’offre."))
    (Span(start=6, end=13),)
    """
    wanted = fold(exact).text.strip()
    if not wanted:
        raise ValueError("a quote without words")
    found = _matches(wanted, text)
    if prefix or suffix:
        before, after = fold(prefix).text.strip(), fold(suffix).text.strip()
        gaps = {start: _gap(text.text, start, start + len(wanted)) for start in found}
        found = [
            start
            for start, (until, since) in gaps.items()
            if text.text.endswith(before, 0, until) and text.text.startswith(after, since)
        ]
    return tuple(dict.fromkeys(text.span(start, start + len(wanted)) for start in found))


def find_first(wanted: str, text: Folded, start: int = 0) -> int:
    """Return where folded words first stand whole in a text, from `start` on; else -1."""
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


def describe(text: str, span: Span) -> Selector:
    """Return the selector that fits this span of the text and no other, with fewest words.

    For a span of whole words, `find` leads back to it. ValueError when the span holds no words or
    cuts one, or when no selector can tell it from another by the `CONTEXT` around it.
    """
    folded = fold(text)
    wanted = fold(text[span.start : span.end]).text.strip()
    if not wanted:
        raise ValueError("a quote without words")
    matches = _matches(wanted, folded)
    start = next((m for m in matches if folded.origin(m) >= span.start), -1)
    if start < 0 or folded.origin(start) >= span.end:
        raise ValueError(f"no quote can describe {span}")
    contexts = {one: _context(folded.text, one, one + len(wanted)) for one in matches}
    before, after = contexts.pop(start)
    others = [
        (_common(before[::-1], one[::-1]), _common(after, other))
        for one, other in contexts.values()
    ]
    lefts = [n for n in range(len(before) + 1) if n in (0, len(before)) or before[-n - 1] == " "]
    rights = [n for n in range(len(after) + 1) if n in (0, len(after)) or after[n] == " "]
    left, right = _shortest(lefts, rights, others)
    until, since = _gap(folded.text, start, start + len(wanted))
    prefix = folded.span(until - left, until) if left else Span(0, 0)
    suffix = folded.span(since, since + right) if right else Span(0, 0)
    return Selector(*(_one_line(text[s.start : s.end]) for s in (span, prefix, suffix)))


def _gap(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where the words before and after a match end and begin, but for a space."""
    return start - (text[max(start - 1, 0) : start] == " "), end + (text[end : end + 1] == " ")


def _context(text: str, start: int, end: int) -> tuple[str, str]:
    until, since = _gap(text, start, end)
    return text[max(0, until - CONTEXT) : until], text[since : since + CONTEXT]


def _shortest(
    lefts: list[int], rights: list[int], others: list[tuple[int, int]]
) -> tuple[int, int]:
    """Return the lengths of the prefix and suffix, of the fewest words, that no other match shares.

    `lefts` and `rights` are the lengths to choose from, by number of words; `others` say how many
    characters the context of each other match has in common with ours, before and after.
    """
    # For each other match, the number of words before, or else after, that tells it from ours.
    needs = [(bisect_right(lefts, b), bisect_right(rights, a)) for b, a in others]
    found = []
    for left in {0, *(before for before, _ in needs)}:
        right = max((after for before, after in needs if before > left), default=0)
        if left < len(lefts) and right < len(rights):
            found.append((left + right, right, left))
    if not found:
        raise ValueError("no words before or after tell this quote from another")
    _, right, left = min(found)
    return lefts[left], rights[right]


def _common(a: str, b: str) -> int:
    """Return how many characters two texts have in common at their beginning."""
    differs = (i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y)
    return next(differs, min(len(a), len(b)))


def _one_line(text: str) -> str:
    return text.replace("\n", " ").strip()


def nearest(exact: str, text: str) -> str:
    """Return the words of the text that are most like the quote, whole; '' when none are near.

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
        near = fuzz.ratio(wanted, text_) >= MIN_LIKENESS
        return _one_line(text) if near else ""
    found = fuzz.partial_ratio_alignment(wanted, text_, score_cutoff=MIN_LIKENESS)
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
    """Return whether the span lies wholly inside one of the quotations, their marks allowed.

    Quotations are in order and apart from one another, as `quotations` gives them.
    """
    place = bisect_right(among, span.start, key=lambda one: one.whole.start)
    return place > 0 and span.end <= among[place - 1].whole.end
