"""Quotations: mentions in an article -> short quotations around them, within the archive's limits.

Each is words of one clause of the article, as they stand there; none overlaps another; together
they stay within the number of words and the share of the article that `archive.yaml` allows. A
mention for which nothing is left is not quoted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from suites.archive import anchoring
from suites.archive.anchoring import Span
from suites.archive.model.settings import Limits
from suites.capture.drafts.identifiers import IDLE
from suites.capture.drafts.mentions import Mention

STOP = re.compile(r"[.!?…]+(?=[\"'»”)\]]*(?:\s|$))|[,;:](?=\s)|[()«»“”„\"\[\]\n]|\s[—–-]\s")
WORD = re.compile(r"\S+")

WISHED = {"name": 7, "title": 8, "quotation": 8, "words": 14}
"""How many words a quotation would best have, by what its mention rests on."""

REACH = 300
"""Signs before and after a mention in which its clause is looked for."""

TELLING = 3
"""A name alone says little: a place where so many words can be quoted is better."""

MOST = 8
"""Quotations in one draft: what more there is, the author will find."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words of an article, where they stand in its text, and the mentions that they hold."""

    span: Span
    mentions: tuple[Mention, ...]


def quotations(
    text: str, mentions: Sequence[Mention], limits: Limits | None
) -> tuple[tuple[Quoted, ...], tuple[Mention, ...]]:
    """The quotations, in the order of the text, and the mentions that found no place.

    `limits` is None where the whole text may stand, and so any words of it.
    """
    left = 10**9
    if limits:
        share = len(anchoring.words(text)) * limits.quotation_share // 100
        left = min(limits.quotation_total_words, share)
    longest = limits.quotation_words if limits else 15
    chosen: list[Quoted] = []
    without: list[Mention] = []
    for mention in mentions:
        held = next((i for i, one in enumerate(chosen) if _holds(one.span, mention.spans)), None)
        if held is not None:
            one = chosen[held]
            chosen[held] = Quoted(one.span, (*one.mentions, mention))
            continue
        most = min(WISHED[mention.basis], longest, left)
        span = _first_free(text, mention, most, [one.span for one in chosen])
        if span is None or len(chosen) == MOST:
            without.append(mention)
            continue
        left -= len(anchoring.words(text[span.start : span.end]))
        chosen.append(Quoted(span, (mention,)))
    return tuple(sorted(chosen, key=lambda one: one.span)), tuple(without)


def _holds(span: Span, places: Sequence[Span]) -> bool:
    return any(span.start <= place.start and place.end <= span.end for place in places)


def _first_free(text: str, mention: Mention, most: int, taken: Sequence[Span]) -> Span | None:
    """The first place that can be quoted, and with a few words around it if there is one."""
    found = None
    for place in mention.spans:
        span = around(text, place, most)
        if span and not any(span.start < other.end and other.start < span.end for other in taken):
            found = found or span
            if _count(text, span.start, span.end) >= TELLING:
                return span
    return found


def around(text: str, place: Span, most: int) -> Span | None:
    """The words of the clause around a place, at most so many; None when that is too few for it.

    >>> text = "Hier, le patron d’X a promis un petit prix pour tous les usagers, dit-on."
    >>> found = around(text, Span(18, 19), 8)
    >>> text[found.start : found.end]
    'X a promis un petit prix pour tous'
    """
    if STOP.search(text, place.start, place.end):
        return None
    start, end = _clause(text, place)
    if _count(text, start, end) <= most:
        return Span(start, end)
    if _count(text, place.start, place.end) > most:
        return None
    after = [place.end, *(word.end() for word in WORD.finditer(text, place.end, end))]
    while _count(text, place.start, after[-1]) > most:
        after.pop()
    stop = after[-1]
    if len(after) < 3 and stop == end:  # little follows: what stands before says more
        before = [word.start() for word in WORD.finditer(text, start, place.start)]
        begin = next((at for at in before if _count(text, at, stop) <= most), place.start)
        return Span(begin, stop)
    while len(after) > 1 and _is_idle(text[after[-2] : after[-1]]):
        after.pop()
    return Span(place.start, after[-1])


def _clause(text: str, place: Span) -> tuple[int, int]:
    first, last = max(0, place.start - REACH), min(len(text), place.end + REACH)
    # A clause beyond our reach is cut between two words.
    first = text.find(" ", first, place.start) + 1 or place.start if first else 0
    last = text.rfind(" ", place.end, last) if last < len(text) else last
    start = max((stop.end() for stop in STOP.finditer(text, first, place.start)), default=first)
    stop_after = STOP.search(text, place.end, max(last, place.end))
    end = stop_after.start() if stop_after else max(last, place.end)
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), start + len(words.rstrip())


def _count(text: str, start: int, end: int) -> int:
    return len(anchoring.words(text[start:end]))


def _is_idle(word: str) -> bool:
    found = anchoring.words(word)
    return not found or found[-1] in IDLE or found[-1].endswith("'")
