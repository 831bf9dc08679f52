"""Aligned words: which word of an edited text stands for which of the text before.

text, text -> words of each -> fewest replacements, insertions and removals -> partners
"""

import re
import unicodedata
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from suites.archive import anchoring
from suites.archive.anchoring import Folded, Span

_TOKEN = re.compile(r"\w+|[^\w\s]")
_WITHIN_A_PHRASE = frozenset(" -'")


class Word(NamedTuple):
    """A word or a symbol of a text: from where to where in the folded one, and in the original."""

    text: str
    start: int
    end: int
    span: Span

    @property
    def is_spelt(self) -> bool:
        """Whether it is more than a symbol, such as that of a currency."""
        return self.text[0].isalnum()


class Partner(NamedTuple):
    """What stands for a word: its place among the words of its text; whether it is the same one."""

    place: int
    is_same: bool


def located_words(text: Folded) -> list[Word]:
    """Return the words of a text in lower case; punctuation is none, for edits move it about."""
    return [
        Word(one[0].casefold(), *one.span(), text.span(*one.span()))
        for one in _TOKEN.finditer(text.text)
        if one[0] == "%" or unicodedata.category(one[0][0])[0] != "P"
    ]


def partners(then: list[Word], now: list[Word]) -> dict[int, Partner]:
    """Return the partners of words by their places; a word that was taken out has none."""
    codes = Levenshtein.opcodes([one.text for one in then], [one.text for one in now])
    return {
        place: Partner(one.dest_start + place - one.src_start, one.tag == "equal")
        for one in codes
        if one.tag in ("equal", "replace")
        for place in range(one.src_start, one.src_end)
    }


def successors(
    then: list[Word], now: list[Word], known: dict[int, Partner], first: int, last: int
) -> tuple[Word, Word] | None:
    """Return the first and the last word now of those from the place `first` to before `last`.

    None when no word of them stands any more.
    """
    kept = [known[place] for place in range(first, last) if place in known]
    if not any(one.is_same and now[one.place].is_spelt for one in kept):
        return None
    same = {place: one.place for place, one in known.items() if one.is_same}
    start, end = kept[0].place, kept[-1].place + 1
    # Of several words in the place of one, the last is its partner.
    if first not in same and first - 1 in same:
        start = same[first - 1] + 1
    if then[first].is_spelt:
        start = next(place for place in range(start, end) if now[place].is_spelt)
    if then[last - 1].is_spelt:
        end = 1 + next(place for place in reversed(range(start, end)) if now[place].is_spelt)
    return now[start], now[end - 1]


def widened(
    then: list[Word], now: list[Word], known: dict[int, Partner], text: Folded
) -> tuple[Word, Word] | None:
    """Return the first and the last word of `now` that stand for all of `then`, a mere part of it.

    From the first to the last word that stayed; before and after, one for each that did not, as
    far as the phrase goes. None when none stayed.
    """
    same = [(place, one.place) for place, one in known.items() if one.is_same]
    if not same:
        return None
    (before, start), (until, end) = same[0], same[-1]
    for _ in range(before):
        start -= start > 0 and _are_of_a_phrase(now[start - 1], now[start], text)
    for _ in range(len(then) - 1 - until):
        end += end + 1 < len(now) and _are_of_a_phrase(now[end], now[end + 1], text)
    return now[start], now[end]


def _are_of_a_phrase(one: Word, other: Word, text: Folded) -> bool:
    return _WITHIN_A_PHRASE.issuperset(text.text[one.end : other.start])


def whole(first: Word, last: Word, text: Folded) -> Span:
    """Return the span of the original from a word to another, with the rest of what these cut."""
    start, end = first.start, last.end
    while anchoring.is_inside(text, start):
        start -= 1
    while anchoring.is_inside(text, end):
        end += 1
    return text.span(start, end)
