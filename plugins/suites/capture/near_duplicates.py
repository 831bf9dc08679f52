"""Near duplicates: texts that say nearly the same, such as an agency's dispatch in two outlets.

    text -> runs of four words -> 48 smallest hashes -> 16 bands; texts with a band in common are
    compared

The share of four-word runs that two texts have in common is estimated from their sketches, which
are 192 bytes each, so that the work grows with the number of texts and not with its square.
Sources: A. Broder, "On the resemblance and containment of documents" (1997); P. Li, A. Owen, C.-H.
Zhang, "One permutation hashing" (2012), whose empty bins borrow from the next full one.
"""

import re
from array import array
from typing import NamedTuple
from zlib import crc32

THRESHOLD = 0.5  # the share of common runs of near duplicates; independent articles have under 0.05
_BINS, _ROWS, _RUN = 48, 3, 4
_FEWEST_WORDS = 40
_MOST_WORDS = 20_000
_MIX = 0x9E3779B97F4A7C15
_64_BITS = (1 << 64) - 1
_WORD = re.compile(r"\w+")


class NearDuplicate(NamedTuple):
    """An earlier capture, and the share of four-word runs in common with it, from 0 to 1."""

    of: str
    share: float


def sketch(text: str) -> bytes | None:
    """Return the sketch of a text; None when it has too few words to be told from others."""
    words = _WORD.findall(text[: 12 * _MOST_WORDS].casefold())[:_MOST_WORDS]
    if len(words) < _FEWEST_WORDS:
        return None
    bins: dict[int, int] = {}
    for at in range(len(words) - _RUN + 1):
        run = " ".join(words[at : at + _RUN]).encode("utf-8", "replace")
        mixed = crc32(run) * _MIX & _64_BITS
        place, value = (mixed >> 40) % _BINS, mixed >> 8 & 0xFFFFFFFF
        bins[place] = min(value, bins.get(place, value))
    return array("I", (_borrow(bins, at) for at in range(_BINS))).tobytes()


def _borrow(bins: dict[int, int], at: int) -> int:
    """Return the value of a bin; of an empty one the next full one's, moved by its distance."""
    far = next(far for far in range(_BINS) if (at + far) % _BINS in bins)
    return (bins[(at + far) % _BINS] + far * 0x85EBCA6B) & 0xFFFFFFFF


def bands(of: bytes) -> list[int]:
    """Return the keys of a sketch's bands: near duplicates share one, with odds of 0.88."""
    values = array("I", of)
    return [(hash((at, *values[at : at + _ROWS])) & _64_BITS) >> 1 for at in range(0, _BINS, _ROWS)]


def similarity(one: bytes, other: bytes) -> float:
    """Return the share of four-word runs that two texts have in common, as estimated.

    >>> text = " ".join(map(str, range(400)))
    >>> similarity(sketch(text), sketch(text + " un mot de plus")) > 0.9
    True
    """
    return sum(a == b for a, b in zip(array("I", one), array("I", other), strict=True)) / _BINS
