"""Matching: the parts of a list before and after -> which of them are the same part, changed.

    equal parts, then parts of one name, then the likest ones, then a lone part in the same gap

Events have neither ids nor names: one whose day or evidence changed must not be told as one that
went and another that came. Each step is symmetric: before and after may be exchanged.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from rapidfuzz import fuzz

Mapped = Mapping[str, object]

LIKE = 0.5
"""The likeness from which two parts are one."""

LIKE_IN_PLACE = 0.25
"""The same, of two parts that are alone between the same neighbours."""

MAX_RATIO = 10
"""How many times as long as another one a text is that has nothing in common with it: to compare
texts takes time by the product of their lengths."""

MAX_COMPARED = 150
"""Parts that are compared each with each; lists have no more than a hundred."""


class Matches(NamedTuple):
    """The indexes of the parts that are the same, of those that went and of those that came."""

    pairs: list[tuple[int, int]]
    removed: list[int]
    added: list[int]


def match(
    before: Sequence[Mapped],
    after: Sequence[Mapped],
    names: Sequence[Callable[[Mapped], object]],
    weights: Mapping[str, int],
) -> Matches:
    """Return which parts of two lists are the same part.

    `names` tell, one after the other, what a part is called; None where it is not. `weights` are
    those of the keys in the likeness of two parts; of others it is 1.
    """
    old, new = set(range(len(before))), set(range(len(after)))
    pairs: list[tuple[int, int]] = []
    for name in (_form, *names):
        found = _same(before, after, old, new, name)
        pairs += found
        old -= {one for one, _ in found}
        new -= {one for _, one in found}
    if len(old) <= MAX_COMPARED and len(new) <= MAX_COMPARED:
        scores = sorted(
            (-likeness(before[i], after[j], weights), abs(i - j), i + j, i, j)
            for i in old
            for j in new
        )
        for score, _, _, i, j in scores:
            if i not in old or j not in new or -score < LIKE_IN_PLACE:
                continue
            if -score >= LIKE or _is_alone(i, j, pairs, old, new):
                pairs.append((i, j))
                old.remove(i)
                new.remove(j)
    return Matches(sorted(pairs), sorted(old), sorted(new))


def likeness(before: Mapped, after: Mapped, weights: Mapping[str, int]) -> float:
    """Return from 0 to 1 how much two parts have in common."""
    keys = before.keys() | after.keys()
    total = sum(weights.get(key, 1) for key in keys)
    if not total:
        return 1.0
    common = (weights.get(key, 1) * _alike(before.get(key), after.get(key)) for key in keys)
    return sum(common) / total


def is_in_order(pairs: Iterable[tuple[int, int]]) -> bool:
    """Return whether the parts that stayed stand in the same order."""
    places = [after for _, after in sorted(pairs)]
    return places == sorted(places)


def _form(value: object) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False, default=str)


def _same(
    before: Sequence[Mapped],
    after: Sequence[Mapped],
    old: set[int],
    new: set[int],
    name: Callable[[Mapped], object],
) -> list[tuple[int, int]]:
    """Return the pairs of parts that are called the same; of several, each with the next."""
    places: dict[object, list[int]] = {}
    for index in sorted(new):
        if (found := name(after[index])) is not None:
            places.setdefault(found, []).append(index)
    waiting = ((index, places.get(name(before[index]))) for index in sorted(old))
    return [(index, found.pop(0)) for index, found in waiting if found]


def _is_alone(i: int, j: int, pairs: list[tuple[int, int]], old: set[int], new: set[int]) -> bool:
    """Return whether two parts are the only ones left between the same neighbours."""
    below = max((pair for pair in pairs if pair[0] < i), default=(-1, -1))
    above = min((pair for pair in pairs if pair[0] > i), default=(1 << 30, 1 << 30))
    if not below[1] < j < above[1]:
        return False
    return not any((below[0] < one < above[0] and one != i) for one in old) and not any(
        (below[1] < one < above[1] and one != j) for one in new
    )


def _alike(before: object, after: object) -> float:
    if before == after:
        return 1.0
    if isinstance(before, str) and isinstance(after, str):
        # Days and ids that differ are other days and ids, however alike they look.
        is_text = " " in before or " " in after
        lengths = sorted((len(before), len(after)))
        is_near = lengths[1] < MAX_RATIO * lengths[0]
        return fuzz.ratio(before, after) / 100 if is_text and is_near else 0.0
    if isinstance(before, list) and isinstance(after, list):
        one, other = set(map(_form, before)), set(map(_form, after))
        return len(one & other) / len(one | other)
    return 0.0
