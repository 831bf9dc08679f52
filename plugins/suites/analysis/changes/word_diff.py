"""Word diff: two texts -> the words that stayed, went and came."""

from collections.abc import Iterator
from typing import Literal, NamedTuple

from rapidfuzz.distance import Levenshtein

CONTEXT = 4
"""Words that are shown on each side of a change."""

MAX_PASSAGES = 6
"""Changed passages of a text that are shown."""

MAX_WORDS = 60
"""Words that a passage shows of what went, and of what came."""

NEAR = 2
"""Words between two changes that are read as one."""


class Segment(NamedTuple):
    """A run of words: ` ` both have it, `-` it went, `+` it came, `…` it is left out."""

    sign: Literal[" ", "-", "+", "…"]
    text: str = ""


def diff(before: str, after: str) -> tuple[Segment, ...]:
    """Return the changed passages of a text, each with a few words around; the rest is left out.

    >>> [*map(tuple, diff("il part en juin 2021 au soir", "il part en mars 2022 au soir"))]
    [(' ', 'il part en'), ('-', 'juin 2021'), ('+', 'mars 2022'), (' ', 'au soir')]
    """
    old, new = before.split(), after.split()
    blocks = list(_changed(old, new))
    segments: list[Segment] = []
    end = 0
    for start_old, end_old, start_new, end_new in blocks[:MAX_PASSAGES]:
        if start_old - end > 2 * CONTEXT or (not segments and start_old > CONTEXT):
            if segments:
                segments.append(Segment(" ", " ".join(old[end : end + CONTEXT])))
            segments.append(Segment("…"))
            end = start_old - CONTEXT
        segments += _run(" ", old[end:start_old])
        segments += [*_run("-", old[start_old:end_old]), *_run("+", new[start_new:end_new])]
        end = end_old
    if len(blocks) > MAX_PASSAGES:
        segments += [*_run(" ", old[end : end + CONTEXT]), Segment("…")]
    elif blocks:
        segments += _run(" ", old[end : end + CONTEXT])
        segments += [Segment("…")] if len(old) > end + CONTEXT else []
    return tuple(segments)


def _changed(old: list[str], new: list[str]) -> Iterator[tuple[int, int, int, int]]:
    """Yield the places of what changed, in the words before and after."""
    last: tuple[int, int, int, int] | None = None
    for one in Levenshtein.opcodes(old, new):
        if one.tag == "equal":
            continue
        found = (one.src_start, one.src_end, one.dest_start, one.dest_end)
        if last and found[0] - last[1] <= NEAR:
            last = (last[0], found[1], last[2], found[3])
            continue
        if last:
            yield last
        last = found
    if last:
        yield last


def _run(sign: Literal[" ", "-", "+"], words: list[str]) -> list[Segment]:
    if len(words) > MAX_WORDS:
        half = MAX_WORDS // 2
        words = [*words[:half], "[…]", *words[-half:]]
    return [Segment(sign, " ".join(words))] if words else []
