"""Comparison: two quotes -> which of their words differ, and how far apart they were said.

Words are compared only when both quotes are the sources' own, in one language: between our wording
and a source's, a difference would be ours. Days are counted only when both are known to the day.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from suites.archive import anchoring
from suites.archive.dates import Date
from suites.archive.languages.catalogue import Catalogue

LONGEST = 120
"""Words beyond which quotes are not compared: it would take long, and show little."""

LIKE = 0.3
"""How much of two quotes must be the same for their differences to say something (0 to 1)."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a quote, whether the other quote lacks them, and the space that follows."""

    text: str
    differs: bool
    space: str = ""


def differences(one: str, other: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]] | None:
    """Both quotes in pieces; None when they are too long, too unlike, or the same.

    Case, apostrophes, spaces and punctuation at a word's ends make no difference.

    >>> [piece.text for piece in differences("X le fera en 2024", "X le fera en 2025")[1]]
    ['X le fera en', '2025']
    """
    left, right = _WORD.findall(one), _WORD.findall(other)
    if max(len(left), len(right)) > LONGEST:
        return None
    match = SequenceMatcher(None, _keys(left), _keys(right), autojunk=False)
    if match.ratio() < LIKE or match.ratio() == 1:
        return None
    changes = match.get_opcodes()
    return (
        _pieces(left, [(tag != "equal", a, b) for tag, a, b, _, _ in changes]),
        _pieces(right, [(tag != "equal", a, b) for tag, _, _, a, b in changes]),
    )


_WORD = re.compile(r"(\S+)(\s*)")


def _keys(words: list[tuple[str, str]]) -> list[str]:
    return [" ".join(anchoring.words(word)) or word for word, _ in words]


def _pieces(words: list[tuple[str, str]], cuts: list[tuple[bool, int, int]]) -> tuple[Piece, ...]:
    return tuple(
        Piece("".join(map("".join, words[a:b])).rstrip(), differs, words[b - 1][1])
        for differs, a, b in cuts
        if b > a
    )


def gap(t: Catalogue, one: Date | None, other: Date | None) -> str:
    """How long after the first the second was said: in days, or no more than is known."""
    if one is None or other is None:
        return t.t("facing.gap-unknown")
    if not (_to_the_day(one) and _to_the_day(other)):
        certain = not any((one.approximate, one.uncertain, other.approximate, other.uncertain))
        least = (other.earliest - one.latest).days
        if certain and least > 0:
            return t.t("facing.gap-least", n=least)
        return t.t("facing.gap-vague")
    days = abs((other.earliest - one.earliest).days)
    return t.t("facing.gap", n=days) if days else t.t("facing.same-day")


def _to_the_day(day: Date) -> bool:
    known = day.precision in ("day", "minute") and day.earliest == day.latest
    return known and not (day.approximate or day.uncertain)
