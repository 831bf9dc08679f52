"""Alike: texts that say nearly the same, such as one agency's dispatch in several outlets.

    text -> runs of four words -> 48 smallest hashes -> 16 bands; what shares a band is compared

The share of four-word runs that two texts have in common is estimated from their sketches, which
are 192 bytes each, so that the work grows with the number of texts and not with its square.
Sources: A. Broder, "On the resemblance and containment of documents" (1997); P. Li, A. Owen, C.-H.
Zhang, "One permutation hashing" (2012), whose empty bins borrow from the next full one.
"""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass
from zlib import crc32

ENOUGH = 0.5
"""The share of common runs from which two texts are alike; independent articles have under 0.05."""

_BINS, _ROWS, _RUN = 48, 3, 4
_FEWEST = 40
_MOST = 20_000
_MIX = 0x9E3779B97F4A7C15
_ALL = (1 << 64) - 1
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Alike:
    """An earlier capture, and the share of four-word runs in common with it, from 0 to 1."""

    of: str
    share: float


def sketch(text: str) -> bytes | None:
    """The sketch of a text; None when it has too few words to be told from others."""
    words = _WORD.findall(text[: 12 * _MOST].casefold())[:_MOST]
    if len(words) < _FEWEST:
        return None
    bins: list[int | None] = [None] * _BINS
    for at in range(len(words) - _RUN + 1):
        mixed = crc32(" ".join(words[at : at + _RUN]).encode("utf-8", "replace")) * _MIX & _ALL
        place, value = (mixed >> 40) % _BINS, mixed >> 8 & 0xFFFFFFFF
        held = bins[place]
        if held is None or value < held:
            bins[place] = value
    return array("I", _full(bins)).tobytes()


def bands(of: bytes) -> list[int]:
    """The keys of a sketch's bands: texts alike share at least one, with 0.88 odds at `ENOUGH`."""
    values = array("I", of)
    return [(hash((at, *values[at : at + _ROWS])) & _ALL) >> 1 for at in range(0, _BINS, _ROWS)]


def share(one: bytes, other: bytes) -> float:
    """The share of four-word runs that two texts have in common, as estimated.

    >>> text = " ".join(map(str, range(400)))
    >>> share(sketch(text), sketch(text + " un mot de plus")) > 0.9
    True
    """
    return sum(a == b for a, b in zip(array("I", one), array("I", other), strict=True)) / _BINS


def _full(bins: list[int | None]) -> list[int]:
    """The bins, each empty one with the next full one's value, moved by its distance."""
    full: list[int] = []
    for at in range(_BINS):
        for far in range(_BINS):
            value = bins[(at + far) % _BINS]
            if value is not None:
                full.append((value + far * 0x85EBCA6B) & 0xFFFFFFFF)
                break
    return full
