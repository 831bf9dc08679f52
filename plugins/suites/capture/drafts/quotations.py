"""Quotations: mentions in an article -> short quotations around them, within the archive's limits.

Each is words of one clause of the article, as they stand there; none overlaps another; together
they stay within the number of words and the share of the article that `archive.yaml` allows. A
mention for which nothing is left is not quoted.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from suites.archive import anchoring
from suites.archive.anchoring import Span
from suites.archive.model.settings import Limits
from suites.capture.drafts.identifiers import IDLE
from suites.capture.drafts.mentions import Mention

CLAUSE_END = re.compile(r"[.!?…]+(?=[\"'»”)\]]*(?:\s|$))|[,;:](?=\s)|[()«»“”„\"\[\]\n]|\s[—–-]\s")
WORD = re.compile(r"\S+")

BEST_WORDS = {"name": 7, "title": 8, "quotation": 8, "words": 14}
"""The words that a quotation would best have, by the basis of its mention."""

MOST_WORDS = 15  # words of one quotation where the archive has no limit
REACH = 300  # characters before and after a mention in which its clause is looked for
TELLING = 3  # a name alone says little: a place where so many words can be quoted is better
MOST_QUOTATIONS = 8  # quotations in one draft: the author will find others


class Excerpt(NamedTuple):
    """Words of an article, where they stand in its text, and the mentions that they hold."""

    span: Span
    mentions: tuple[Mention, ...]


def quotations(
    text: str, mentions: Sequence[Mention], limits: Limits | None
) -> tuple[tuple[Excerpt, ...], tuple[Mention, ...]]:
    """Return the quotations, in the order of the text, and the mentions that found no place.

    `limits` is None where the whole text may stand, and so any words of it.
    """
    left, longest = 10**9, MOST_WORDS
    if limits:
        share = len(anchoring.words(text)) * limits.quotation_share // 100
        left, longest = min(limits.quotation_total_words, share), limits.quotation_words
    chosen: dict[Span, tuple[Mention, ...]] = {}
    without: list[Mention] = []
    for mention in mentions:
        held = (s for s in chosen for p in mention.spans if s.start <= p.start and p.end <= s.end)
        if span := next(held, None):
            chosen[span] += (mention,)
            continue
        most = min(BEST_WORDS[mention.basis], longest, left)
        span = _first_free(text, mention, most, chosen)
        if span is None or len(chosen) == MOST_QUOTATIONS:
            without.append(mention)
            continue
        left -= _count(text, *span)
        chosen[span] = (mention,)
    return tuple(Excerpt(span, chosen[span]) for span in sorted(chosen)), tuple(without)


def _first_free(
    text: str, mention: Mention, most: int, taken: dict[Span, tuple[Mention, ...]]
) -> Span | None:
    """Return the first place that can be quoted, with a few words around it if there is one."""
    first = None
    for place in mention.spans:
        span = around(text, place, most)
        if span and not any(span.start < other.end and other.start < span.end for other in taken):
            first = first or span
            if _count(text, *span) >= TELLING:
                return span
    return first


def around(text: str, place: Span, most: int) -> Span | None:
    """Return at most so many words of the clause around a place; None when it has more itself.

    >>> text = "Hier, le patron d’Alma a promis un petit prix pour tous les usagers, dit-on."
    >>> found = around(text, Span(18, 19), 8)
    >>> text[found.start : found.end]
    'Alma a promis un petit prix pour tous'
    """
    if CLAUSE_END.search(text, place.start, place.end):
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
    if len(after) < 3 and stop == end:  # little follows: the words before say more
        before = [word.start() for word in WORD.finditer(text, start, place.start)]
        begin = next((at for at in before if _count(text, at, stop) <= most), place.start)
        return Span(begin, stop)
    while len(after) > 1:
        last = anchoring.words(text[after[-2] : after[-1]])
        if last and last[-1] not in IDLE and not last[-1].endswith("'"):
            break
        after.pop()
    return Span(place.start, after[-1])


def _clause(text: str, place: Span) -> tuple[int, int]:
    first, last = max(0, place.start - REACH), min(len(text), place.end + REACH)
    # A clause beyond our reach is cut between two words.
    first = text.find(" ", first, place.start) + 1 or place.start if first else 0
    last = text.rfind(" ", place.end, last) if last < len(text) else last
    start = max((end.end() for end in CLAUSE_END.finditer(text, first, place.start)), default=first)
    stop = CLAUSE_END.search(text, place.end, max(last, place.end))
    words = text[start : stop.start() if stop else max(last, place.end)]
    return start + len(words) - len(words.lstrip()), start + len(words.rstrip())


def _count(text: str, start: int, end: int) -> int:
    return len(anchoring.words(text[start:end]))
