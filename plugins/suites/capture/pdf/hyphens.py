"""Hyphens: the two halves of a word at the end of a line and the beginning of the next.

    "concur-", "rence" -> "concurrence"; "peut-", "être" -> "peut-être"; "Vor-", "und" -> "Vor- und"

The document's own words decide, the whole or the compound elsewhere in it; then its signs, where
those of its program (U+2010, a soft one) are not those of its words (-); then the rules of French,
English and German.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from suites.archive.yaml_resources import read_yaml_resource

_RULES: dict[str, str] = read_yaml_resource(__package__, "hyphens.yaml")
_SET = "\u2010\u00ad"
_ANY = f"-{_SET}\u2011"
_HALF = re.compile(rf"[^\W\d_][\w’'{_ANY}]*[{_ANY}]$")
_WORD = re.compile(r"[^\W_]+(?:[-’'\u2010\u2011][^\W_]+)*")
_FIRST = frozenset(_RULES["first"].split())
_LAST = frozenset(_RULES["last"].split())
_BETWEEN = frozenset(_RULES["between"].split())
_SUSPENDED = frozenset(_RULES["suspended"].split())
_EDGES = " .,;:!?…»”\")]}’'"


class Join(NamedTuple):
    """What stands between two halves, and whether the other reading may be the right one."""

    text: str
    other: str
    sure: bool


class Hyphens:
    """The words of a document, by which its hyphens at line ends are judged."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._words: Counter[str] = Counter()
        self._is_set = False
        for text in lines:
            half = ends_in_half(text)
            self._is_set = self._is_set or (half and text[-1] in _SET)
            words = _WORD.findall(text.translate(_ALIKE))
            self._words.update(word.lower() for word in (words[:-1] if half else words)[1:])

    def join(self, before: str, after: str) -> Join:
        """Return the text of two lines, the first of which ends with a half of a word.

        >>> Hyphens(()).join("une concur-", "rence vive").text
        'une concurrence vive'
        >>> Hyphens(()).join("à Saint-", "Denis").text
        'à Saint-Denis'
        """
        stem, sign = before[:-1], before[-1]
        joined, kept = stem + after, f"{stem}-{after}"
        half = (re.search(r"\S+$", stem) or [""])[0]
        rest = (re.match(r"\S+", after) or [""])[0].strip(_EDGES)
        if rest.lower() in _SUSPENDED:
            return Join(f"{stem}- {after}", joined, sure=True)
        if not rest[:1].isalpha() or not rest[:1].islower():
            is_capital_word = half.isupper() and rest.isupper()
            return Join(joined, kept, False) if is_capital_word else Join(kept, joined, sure=True)
        keeps = self._is_compound(half.lstrip("«“„\"'([’"), rest, sign)
        return Join(kept, joined, sure=False) if keeps else Join(joined, kept, sure=False)

    def _is_compound(self, half: str, rest: str, sign: str) -> bool:
        half, rest = half.translate(_ALIKE), rest.translate(_ALIKE)
        whole = self._words[(half + rest).lower()]
        parted = self._words[f"{half}-{rest}".lower()]
        if whole != parted:
            return parted > whole
        if self._is_set:
            return sign not in _SET
        last = re.split(r"[-’']", half.lower())[-1]
        first = re.split(r"[-’']", rest.lower())[0]
        inside = ("-" in rest and first in _BETWEEN) or ("-" in half and last in _BETWEEN)
        return inside or last in _FIRST or half.lower() in _FIRST or rest.lower() in _LAST


_ALIKE = str.maketrans({"\u2010": "-", "\u2011": "-", "’": "'", "\u00ad": None})


def ends_in_half(text: str) -> bool:
    """Return whether a line ends with a hyphen that may part a word.

    >>> ends_in_half("une concur-"), ends_in_half("de 1990-"), ends_in_half("dit-il -")
    (True, False, False)
    """
    return bool(_HALF.search(text[-80:].rsplit(" ", 1)[-1]))
