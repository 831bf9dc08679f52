"""Freshness: whether what was published still follows from its sources, without reading them again.

A source is known by its stamp (size, last change of its content, last change of its entry) and by
the digest of its content. A stamp is believed only when it had settled: a file changed in the very
moment it was looked at can change once more within the same tick of the disk's clock, keeping its
stamp. Where stamps differ, digests decide: a fresh clone has new stamps and the same contents.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

Stamp = tuple[int, int, int]
"""Size in bytes, last change of the content and of the entry, both in nanoseconds."""

SETTLED = 2_000_000_000
"""Nanoseconds; the coarsest clock of a common file system (FAT) ticks every 2 seconds."""


@dataclass(frozen=True, slots=True)
class Source:
    """A source as it was at a moment (nanoseconds): its stamp then, and its content's digest."""

    stamp: Stamp
    seen: int
    digest: str

    def is_still(self, stamp: Stamp) -> bool:
        """Whether a file with that stamp certainly holds what it held.

        >>> Source((5, 10, 10), seen=3_000_000_000, digest="…").is_still((5, 10, 10))
        True
        >>> Source((5, 10, 10), seen=11, digest="…").is_still((5, 10, 10))
        False
        """
        return stamp == self.stamp and max(stamp[1:]) + SETTLED < self.seen


def digest(sources: Mapping[str, Source], values: Mapping[str, str]) -> str:
    """One digest (SHA-256, in hexadecimal) of every source by its path, and of every other value.

    >>> a, b = Source((1, 2, 2), 3, "x"), Source((1, 9, 9), 9, "x")
    >>> digest({"a": a}, {}) == digest({"a": b}, {})
    True
    >>> digest({"a": a}, {}) == digest({"b": a}, {})
    False
    """
    contents = sorted((path, source.digest) for path, source in sources.items())
    text = json.dumps([contents, sorted(values.items())])
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def gone(before: Iterable[str], after: Iterable[str]) -> list[str]:
    """What was published before and is no longer, in order.

    >>> gone(["a/index.html", "b/index.html"], ["b/index.html"])
    ['a/index.html']
    """
    return sorted(set(before) - set(after))
