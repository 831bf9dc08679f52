"""Word diff: two quotes -> the words in which they differ, and the time between them.

Words are compared only when both quotes are the sources' own, in one language: between our wording
and a source's, a difference would be ours. Days are counted only when both are known to the day.
"""

import re
from difflib import SequenceMatcher
from typing import NamedTuple

from suites.archive import anchoring
from suites.archive.dates import Date
from suites.archive.languages.catalogue import Catalogue

MAX_WORDS = 120
"""Words beyond which quotes are not compared: it would take long, and show little."""

MIN_RATIO = 0.3
"""The part of two quotes that must be the same for their differences to say something (0 to 1)."""

_WORD = re.compile(r"(\S+)(\s*)")


class DiffPiece(NamedTuple):
    """Some words of a quote, whether the other quote lacks them, and the space that follows."""

    text: str
    differs: bool
    space: str = ""


def differences(one: str, other: str) -> tuple[tuple[DiffPiece, ...], tuple[DiffPiece, ...]] | None:
    """Return both quotes in pieces; None when they are too long, too unlike, or the same.

    Case, apostrophes, spaces and punctuation at a word's ends make no difference.

    >>> [piece.text for piece in differences("X le fera en 2024", "X le fera en 2025")[1]]
    ['X le fera en', '2025']
    """
    left, right = _WORD.findall(one), _WORD.findall(other)
    if max(len(left), len(right)) > MAX_WORDS:
        return None
    match = SequenceMatcher(None, _keys(left), _keys(right), autojunk=False)
    if match.ratio() < MIN_RATIO or match.ratio() == 1:
        return None
    changes = match.get_opcodes()
    return (
        _pieces(left, [(tag != "equal", a, b) for tag, a, b, _, _ in changes]),
        _pieces(right, [(tag != "equal", a, b) for tag, _, _, a, b in changes]),
    )


def _keys(words: list[tuple[str, str]]) -> list[str]:
    return [" ".join(anchoring.words(word)) or word for word, _ in words]


def _pieces(
    words: list[tuple[str, str]], cuts: list[tuple[bool, int, int]]
) -> tuple[DiffPiece, ...]:
    return tuple(
        DiffPiece("".join(map("".join, words[a:b])).rstrip(), differs, words[b - 1][1])
        for differs, a, b in cuts
        if b > a
    )


def gap(catalogue: Catalogue, one: Date | None, other: Date | None) -> str:
    """Return how long after the first the second was said: in days, or no more than is known."""
    t = catalogue.t
    if one is None or other is None:
        return t("quote-comparison.gap-unknown")
    is_vague = any((one.approximate, one.uncertain, other.approximate, other.uncertain))
    if not is_vague and one.earliest == one.latest and other.earliest == other.latest:
        days = abs((other.earliest - one.earliest).days)
        return t("quote-comparison.gap", n=days) if days else t("quote-comparison.same-day")
    least = (other.earliest - one.latest).days
    if is_vague or least <= 0:
        return t("quote-comparison.gap-vague")
    return t("quote-comparison.gap-least", n=least)
