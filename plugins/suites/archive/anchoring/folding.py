"""Folding: text -> what is compared, without what only typography makes different.

A quote and the text that it is looked for in are folded alike, so that an apostrophe, a no-break
space or a line break never decides whether it is found. Case and accents stay: a quote has the
words of its text. Each folded character knows where it comes from.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from operator import itemgetter
from typing import NamedTuple

from suites.archive.markdown.quotation_marks import Span

# Selectors of a glyph's form; then soft hyphens, signs of direction and joiners.
SELECTORS = "\ufe00-\ufe0f\u180b-\u180f\U000e0100-\U000e01ef"
INVISIBLE = f"\u00ad\u061c\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff{SELECTORS}"
JOINER = "\u200d"
# Pictures, the colours of their skins, and the letters of flags. A joiner between two is seen.
PICTURES = (
    "\u00a9\u00ae\u2190-\u2199\u21a9\u21aa\u231a-\u2328\u23cf-\u23fa\u25aa-\u27bf\u2934\u2935"
    "\u2b05-\u2b55\u3030\u303d\U0001f000-\U0001faff"
)
UNSEEN = re.compile(
    f"[{INVISIBLE}]|(?<![{PICTURES}])(?<![{PICTURES}][{SELECTORS}]){JOINER}|{JOINER}(?![{PICTURES}])"
)
# What is written otherwise for its letters: ligatures, full-width forms, raised letters (1ᵉʳ).
LETTERS = re.compile(
    "[\ufb00-\ufb06\uff01-\uff5e\uffe0\uffe1\uffe5\uffe6"
    "\u02b0-\u02b8\u02e0-\u02e4\u1d2c-\u1d61\u1d78\u1d9b-\u1dbf\u2071\u207f]"
)
UNEQUAL = re.compile(f"[{INVISIBLE}{JOINER}{LETTERS.pattern[1:]}")
# What is written for what, one character for one.
ALIKE = {
    "'": "’‘‚‛‹›ʼʹ′´",
    '"': "“”„‟ʺ″",
    "-": "‐‑‒–—―−",
    " ": "".join(filter(str.isspace, map(chr, range(0x3001)))).replace(" ", ""),
}
PLAIN = [(sign, shown) for shown, signs in ALIKE.items() for sign in signs]
# A space between a word and one of the high signs is typography, as are those inside « ». Most
# spaces stand before a letter: that is looked at first. Browsers for terminals write 1^er.
UNEVEN = re.compile(r"« *|»|…| (?=[ »:;!?])(?: *»| *)|\^(?<=[^\W_]\^)(?=[^\W\d_]{1,4}(?![^\W_]))")
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
    `: ; ! ?`; apostrophes, double quotation marks and dashes are the plain ones; … is three dots;
    ligatures, full-width forms and raised letters (1ᵉʳ, 1^er) are their letters. Folding a folded
    text changes nothing.

    >>> fold("L’« offre »\u00a0: 8\u00a0$\u202f!").text
    'L\'"offre": 8 $!'
    """
    if _is_composed(text):
        return _fold_signs(text)
    composed = _compose(text)
    signs = _fold_signs(composed.text)
    return Folded(signs.text, text, list(_through(signs, composed)))


def _through(signs: Folded, composed: Folded) -> Iterator[Run]:
    """Yield the runs of signs that were folded after they had been composed: back through both."""
    ends = [*(run.at for run in signs.runs[1:]), len(signs.text)]
    for (at, start, end), until in zip(signs.runs, ends, strict=True):
        if end >= 0:
            yield Run(at, *composed.span(start, end))
            continue
        first = bisect_right(composed.runs, start, key=itemgetter(0)) - 1
        for run in islice(composed.runs, first, None):
            if run.at >= start + until - at and run.at > start:
                break
            begin = at + max(0, run.at - start)
            origin = run.start + (max(0, start - run.at) if run.end < 0 else 0)
            yield Run(begin, origin, run.end)


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
        elif sign == "^":
            shown = ""
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
    pieces: list[str] = []
    runs = [Run(0, 0, -1)]
    length = at = 0
    unseen = {found.start() for found in UNSEEN.finditer(text)}
    for found in _clusters(text).finditer(text):
        start, end = found.span()
        signs = "".join(text[i] for i in range(start, end) if i not in unseen)
        letters = LETTERS.sub(lambda sign: unicodedata.normalize("NFKC", sign[0]), signs)
        shown = unicodedata.normalize("NFC", letters)
        pieces += (text[at:start], shown)
        length += start - at
        if shown:
            runs.append(Run(length, start, end))
            length += len(shown)
        runs.append(Run(length, end, -1))
        at = end
    pieces.append(text[at:])
    return Folded("".join(pieces), text, runs)


def _clusters(text: str) -> re.Pattern[str]:
    """Return the pattern of what may be composed: a sign with those that join it, or one alone."""
    signs = set(text)
    # Marks, and the vowels and finals of Hangul, may compose with what stands before them.
    joining = {
        sign
        for sign in signs
        if unicodedata.category(sign)[0] == "M" or "\u1160" <= sign <= "\u11ff" or sign == JOINER
    } | {sign for sign in signs if UNSEEN.match(sign)}
    alone = {sign for sign in signs if not _is_composed(sign)} | joining
    join, one = (re.escape("".join(sorted(group))) or "\uffff" for group in (joining, alone))
    return re.compile(f"(?s:.[{join}]{{1,{LONGEST_CLUSTER - 1}}})|[{one}]")


def words(text: str) -> list[str]:
    """Return the words of the text, folded, in lower case; apostrophes and hyphens join them.

    >>> words("Aujourd’hui, 8\u00a0$ aux États-Unis")
    ["aujourd'hui", '8', 'aux', 'états-unis']
    """
    # The signs that fold into more or fewer characters stand between words, but for that of 1^er.
    is_plain = _is_composed(text) and "^" not in text
    folded = _plain(text) if is_plain else fold(text).text
    return WORD.findall(folded.lower())


def located_words(text: str) -> tuple[list[str], list[Span]]:
    """Return the words of the text as in `words`, and the span of each."""
    folded = fold(text)
    found = list(WORD.finditer(folded.text))
    return [word[0].lower() for word in found], [folded.span(*word.span()) for word in found]
