"""Freshness: why anything is made again.

A source is known by its stamp (size, last change of its content, last change of its entry) and by
the digest of its content. A stamp is believed only when it had settled: a file changed in the very
moment it was looked at can change once more within the same tick of the disk's clock, keeping its
stamp. Where stamps differ, digests decide: a fresh clone has new stamps and the same contents.

Then, from the sources to the pages:

1. Another program, environment, settings or vocabulary: everything is made again.
2. Another theme: every task is.
3. Another record: `facts` tells what it shows to others that it did not show before (its front
   matter, its body, where its quotes stand, its card, its entries in lists). A task is made again
   when a fact that it read is among them, and a plan that read one plans its tasks again.
4. A file that is not as it was left: the task it is of.

A task that is made again is written only if its bytes differ.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from suites.holdings.reads import Noted

Stamp = tuple[int, int, int]
"""Size in bytes, last change of the content and of the entry, both in nanoseconds."""

SETTLED = 2_000_000_000
"""Nanoseconds; the coarsest clock of a common file system (FAT) ticks every 2 seconds."""

ALL = "*"
"""The fact of whoever went through the whole archive: it changes with any other."""


class Source(NamedTuple):
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


def changed(before: Mapping[str, Source], after: Mapping[str, Source]) -> frozenset[str]:
    """The paths whose content is another one, or that came or went.

    >>> a, b, c = (Source((1, n, n), 3, digest) for n, digest in ((1, "x"), (2, "x"), (3, "y")))
    >>> sorted(changed({"1": a, "2": a, "3": a}, {"1": b, "2": c, "4": a}))
    ['2', '3', '4']
    """
    paths = before.keys() | after.keys()
    return frozenset(path for path in paths if _differ(before.get(path), after.get(path)))


def _differ(before: Source | None, after: Source | None) -> bool:
    # Of most files what was known is believed: both are one.
    if before is after:
        return False
    return before is None or after is None or before.digest != after.digest


Kept = tuple[str, Any, Any, Any]
"""Of a record: path, (values, body, line of the body…), (card, brief, face, anchors), entries."""


def told(noted: Noted) -> Iterator[str]:
    """The facts that a task read, each as one text.

    >>> list(told((("*", ("",)), ("articles", ("",)), ("card", ("x", "y")))))
    ['*', 'articles ', 'card x', 'card y']
    """
    for sort, which in noted:
        yield from (ALL,) if sort == ALL else (f"{sort} {one}" for one in which)


def facts(id_: str, before: Kept | None, after: Kept | None) -> set[str]:
    """What others see of a record that is not what it was; None where there is no record.

    >>> shown = (("theme", "T"), (), (), ())
    >>> one = ("content/themes/t.md", ({"title": "T"}, "Un.", 5), shown, ())
    >>> two = ("content/themes/t.md", ({"title": "T"}, "Deux.", 5), shown, ())
    >>> sorted(facts("t", one, two)), facts("t", one, one)
    (['*', 'body t'], set())
    """
    old, new = before or _NOTHING, after or _NOTHING
    old_path, (old_values, old_body, *_), (old_card, old_brief, _, old_anchors), old_entries = old
    new_path, (new_values, new_body, *_), (new_card, new_brief, _, new_anchors), new_entries = new
    found = {
        fact
        for fact, differs in (
            # As they are written: 1 and 1.0 are equal, and are not shown alike.
            ("record", old_path != new_path or repr(old_values) != repr(new_values)),
            ("body", old_body != new_body or (before is None) != (after is None)),
            ("card", old_card != new_card),
            ("brief", old_brief != new_brief),
            ("anchors", _shown(old_anchors) != _shown(new_anchors)),
        )
        if differs
    }
    told = {f"{fact} {id_}" for fact in found}
    told |= {f"{list_} {key}" for list_, key, _ in set(old_entries) ^ set(new_entries)}
    return told | {ALL} if told else told


def _shown(anchors: Any) -> list[Any] | None:
    # Where the words stand in the body is of use to who has the body alone, and reads it.
    if anchors is None:
        return None
    return [(place, number, *rest) for place, number, _, _, *rest in anchors]


_NOTHING: Kept = ("", (None, None, 0), (None, None, None, None), ())


def patched(
    entries: Iterable[Any], without: Iterable[Any], with_: Iterable[Any]
) -> tuple[Any, ...]:
    """A list, in order, after some entries went and others came.

    >>> patched([(1,), (3,)], without=[(3,)], with_=[(2,)])
    ((1,), (2,))
    """
    return tuple(sorted((set(entries) - set(without)) | set(with_)))


def digest(value: object) -> str:
    """The digest (SHA-256, in hexadecimal) of a value by its representation."""
    return hashlib.sha256(repr(value).encode("utf-8", "surrogatepass")).hexdigest()
