"""Folding: text -> what is compared, without what only typography makes different.

A quote and the text that it is looked for in are folded alike, so that an apostrophe, a no-break
space or a line break never decides whether it is found. Case and accents stay: a quote has the
words of its text. Each folded character knows where it comes from.
"""

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, field
from operator import itemgetter
from typing import NamedTuple

from suites.archive.markdown.quotation_marks import Span

# Soft hyphens, signs of direction, joiners, selectors of a glyph's form.
INVISIBLE = "\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
UNSEEN = re.compile(f"[{INVISIBLE}]")
LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
)
UNLIKE = INVISIBLE + "".join(map(chr, LIGATURES))
UNEQUAL = re.compile(f"[{UNLIKE}]")
# What is written for what, one character for one.
ALIKE = {
    "'": "’‘‚‛‹›ʼʹ′´＇",
    '"': "“”„‟ʺ″＂",
    "-": "‐‑‒–—―−",
    " ": "".join(filter(str.isspace, map(chr, range(0x3001)))).replace(" ", ""),
}
PLAIN = [(sign, shown) for shown, signs in ALIKE.items() for sign in signs]
# A space between a word and one of the high signs is typography, as are those inside « ». Most
# spaces stand before a letter: that is looked at first.
UNEVEN = re.compile(r"« *|»|…| (?=[ »:;!?])(?: *»| *)")
HIGH = frozenset(":;!?")
# U+FFFF is in no text; a caller may put it where two words do not follow each other.
APART = "\uffff"
WORD = re.compile(rf"[^\W_]+(?:['-][^\W_]+)*|{APART}")
# Marks on one letter: more are no writing (UAX #15), and to order them takes quadratic time.
LONGEST_CLUSTER = 64


class Run(NamedTuple):
    """Characters of a folded text from `at` on: they stand for the original from `start` to `end`.

    Where `end` is -1, they stand for as many characters from `start` on, one for one.
    """

    at: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text that knows its original, and where each of its characters comes from."""

    text: str
    original: str = field(repr=False)
    runs: list[Run] = field(repr=False)

    def origin(self, index: int) -> int:
        """Return the offset in the original of the folded character `index`."""
        at, start, end = self._run(index)
        return start + index - at if end < 0 else start

    def span(self, start: int, end: int) -> Span:
        """Return the span of the original of the folded characters from `start` to `end`."""
        run = self._run(end - 1)
        return Span(self.origin(start), run.start + end - run.at if run.end < 0 else run.end)

    def _run(self, index: int) -> Run:
        return self.runs[bisect_right(self.runs, index, key=itemgetter(0)) - 1]


def fold(text: str) -> Folded:
    r"""Return the text as quotes are compared: without differences of typography alone.

    NFC; invisible signs are dropped; white space is one space, and none inside « » or before
    `: ; ! ?`; apostrophes, double quotation marks and dashes are the plain ones; … is three dots,
    and a ligature its letters. Folding a folded text changes nothing.

    >>> fold("L’« offre »\u00a0: 8\u00a0$\u202f!").text
    'L\'"offre": 8 $!'
    """
    if _is_composed(text):
        return _fold_signs(text)
    composed = _compose(text)
    signs = _fold_signs(composed.text)
    # Two steps, so each character goes back through both.
    spans = [signs.span(i, i + 1) for i in range(len(signs.text))]
    runs = [Run(i, *composed.span(*span)) for i, span in enumerate(spans)]
    return Folded(signs.text, text, runs)


def _is_composed(text: str) -> bool:
    return unicodedata.is_normalized("NFC", text) and not UNEQUAL.search(text)


def _plain(text: str) -> str:
    """Return a composed text with a plain sign for each of `ALIKE`, one for one."""
    for sign, shown in PLAIN:  # twice as fast as `translate`: a text has few of them
        text = text.replace(sign, shown)
    return text


def _fold_signs(original: str) -> Folded:
    text = _plain(original)
    pieces: list[str] = []
    runs = [Run(0, 0, -1)]
    length = at = 0
    for found in UNEVEN.finditer(text):
        first, end = found.span()
        start, after = first, end
        sign = text[start] if text[start] != " " else text[end - 1]
        if sign == "«":
            # The guillemet alone; the spaces inside it belong to no character.
            shown, after = '"', start + 1
        elif sign == "»":
            shown, start = '"', end - 1
        elif sign == "…":
            shown = "..."
        else:
            shown = "" if text[end : end + 1] in HIGH else " "
        pieces += (text[at:first], shown)
        length += first - at
        if shown:
            runs.append(Run(length, start, after))
            length += len(shown)
        runs.append(Run(length, end, -1))
        at = end
    pieces.append(text[at:])
    return Folded("".join(pieces), original, runs)


def _compose(text: str) -> Folded:
    clusters: list[tuple[int, int]] = []
    for at, char in enumerate(text):
        is_near = bool(clusters) and at - clusters[-1][0] < LONGEST_CLUSTER
        # Marks, and the vowels and finals of Hangul, may compose with what stands before them.
        joins = unicodedata.category(char)[0] == "M" or "\u1160" <= char <= "\u11ff"
        if is_near and (joins or UNSEEN.match(char)):
            clusters[-1] = (clusters[-1][0], at + 1)
        else:
            clusters.append((at, at + 1))
    pieces: list[str] = []
    runs: list[Run] = []
    length = 0
    for start, end in clusters:
        letters = UNSEEN.sub("", text[start:end]).translate(LIGATURES)
        if shown := unicodedata.normalize("NFC", letters):
            runs.append(Run(length, start, end))
            pieces.append(shown)
            length += len(shown)
    return Folded("".join(pieces), text, runs or [Run(0, 0, -1)])


def words(text: str) -> list[str]:
    """Return the words of the text, folded, in lower case; apostrophes and hyphens join them.

    >>> words("Aujourd’hui, 8\u00a0$ aux États-Unis")
    ["aujourd'hui", '8', 'aux', 'états-unis']
    """
    # The signs that fold into more or fewer characters stand between words.
    folded = _plain(text) if _is_composed(text) else fold(text).text
    return WORD.findall(folded.lower())


def located_words(text: str) -> tuple[list[str], list[Span]]:
    """Return the words of the text as in `words`, and the span of each."""
    folded = fold(text)
    found = list(WORD.finditer(folded.text))
    return [word[0].lower() for word in found], [folded.span(*word.span()) for word in found]
