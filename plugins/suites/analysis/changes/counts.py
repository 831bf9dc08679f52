"""Counts: a comparison -> how many things of each sort changed, and a headline that says so."""

from collections import Counter
from collections.abc import Mapping

from suites.analysis.changes import Comparison
from suites.analysis.changes.change import KINDS

SORTS = ("permalink", "state", *KINDS, "annotation", "event", "relation")
"""The order of what is counted; others follow."""

PLURALS: Mapping[str, str] = {"entity": "entities", "discrepancy": "discrepancies"}


def headline(comparison: Comparison) -> str:
    """Return what changed, counted, in one line; none of it is an author's."""
    if comparison.is_empty:
        return "nothing changed in meaning"
    counts = dict(sorted(counted(comparison).items(), key=_place))
    added = [f"+{counted_as(n, sort)}" for (sort, action), n in counts.items() if action == "added"]
    removed = [
        f"−{counted_as(n, sort)}" for (sort, action), n in counts.items() if action == "removed"
    ]
    others = [
        f"{counted_as(number, sort)} {action}"
        for (sort, action), number in counts.items()
        if action not in ("added", "removed")
    ]
    return ", ".join((*added, *removed, *others))


def counted(comparison: Comparison) -> Counter[tuple[str, str]]:
    """Return how many things of each sort were added, removed, renamed, changed, or are gone."""
    counts: Counter[tuple[str, str]] = Counter()
    changed: set[tuple[str, ...]] = set()
    for one in comparison.changes:
        is_whole = not one.key and one.action != "changed"
        sort, name = one.parts[0] if one.parts else (one.kind, one.record)
        if is_whole and len(one.parts) < 2:
            counts[sort, one.action] += 1
            whole = one.after or one.before
            for key, value in whole.items() if isinstance(whole, dict) and not one.parts else ():
                if isinstance(value, int):
                    counts[key.removesuffix("s"), one.action] += value
        elif one.parts:
            changed.add((sort, one.record, name))
        if one.parts or not is_whole:
            changed.add((one.kind, one.record))
    for sort, *_ in sorted(changed):
        counts[sort, "changed"] += 1
    for state in comparison.states:
        counts["state", "changed" if state.cause == "content" else "changed by the day"] += 1
    for gone in comparison.gone:
        counts["permalink", "gone without alias"] += 1 + gone.annotations
    return counts


def _place(counts: tuple[tuple[str, str], int]) -> tuple[int, str]:
    (sort, _), _ = counts
    return (SORTS.index(sort) if sort in SORTS else len(SORTS), sort)


def counted_as(number: int, sort: str) -> str:
    """Return a number of things of a sort, in words."""
    if sort in ("settings", "vocabulary"):
        return sort
    return f"{number} {sort if number == 1 else PLURALS.get(sort, f'{sort}s')}"
