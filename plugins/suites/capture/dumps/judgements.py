"""Judgements: what each line of a dump is by itself, before its neighbours are looked at.

A line has a weight: what it says for (running text) or against (labels, cues, dates, items of
menus) its being the article. The numbers are set by hand, on the scale of a paragraph of fifty
words, which weighs about 5; no page's own words are among them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from suites.capture.dumps import lexicon
from suites.capture.dumps.cues import Cue, alternatives, cue
from suites.capture.dumps.lines import Line
from suites.capture.dumps.words import ends_open, ends_sentence, function_share, has_clauses, words
from suites.capture.extraction import dates_in_words

_SECTION_COST = {
    Cue.COMMENTS: -14.0,
    Cue.REPLY: -4.0,
    Cue.RELATED: -3.0,
    Cue.AUTHOR: -5.0,
    Cue.LEGAL: -8.0,
    Cue.SUBSCRIBE: -5.0,
    Cue.TAGS: -4.0,
    Cue.NAVIGATION: -3.0,
    Cue.SHARE: -1.5,
    Cue.CREDIT: -0.5,
    Cue.RELATED_INLINE: -0.7,
    Cue.ADVERTISEMENT: -0.5,
    Cue.NOTICE: -0.7,
}
_STAMP_COST = -2.5
_PUBLISHED_COST = -7.0  # what stands above "published on" is another text
_MOST_WORDS = 90
_PER_WORD = 0.12
DATED = re.compile(
    rf"(?:.{{0,60}}?\W)?(?:{alternatives(lexicon.PUBLISHED + '|' + lexicon.UPDATED)})(?!\w)",
    re.IGNORECASE,
)
_LABEL = re.compile(r"[\W\d]*$")
_ENDS_CUT = re.compile(r"(?:\.\.\.|…|\[\W*\])\W{0,3}(?:\s\w+\s?\w*)?$")


@dataclass(frozen=True, slots=True)
class Judged:
    """A line with what is known of it before its neighbours are looked at."""

    line: Line
    cue: Cue | None
    count: int
    share: float
    prose: bool
    stamp: bool
    again: bool
    weight: float


def judge(lines: Sequence[Line]) -> list[Judged]:
    """Each line with its cue, its counts and its weight."""
    seen = Counter(line.text for line in lines)
    return [_judged(line, seen[line.text] > 1) for line in lines]


def _judged(line: Line, again: bool) -> Judged:
    found = words(line.text)
    share, known = function_share(found), cue(line.text)
    count = len(found)
    stamp = is_stamp(line.text, count, share)
    prose = known is None and not stamp and is_prose(line, count, share)
    weight = _weight(line, known, count, share, prose)
    if stamp:
        weight += _PUBLISHED_COST if DATED.match(line.text) else _STAMP_COST
    if again and not prose:
        weight -= 0.5
    return Judged(line, known, count, share, prose, stamp, again, weight)


def is_prose(line: Line, count: int, share: float) -> bool:
    """Whether a line is running text by itself: long enough, held together, parted by marks."""
    if line.cells > 2 or count < 8 or share < 0.12:
        return False
    closed = ends_open(line.text)
    if count >= 25:
        return share >= 0.18 and (closed or has_clauses(line.text))
    if line.marker == "•" and not closed:
        return count >= 18 and share >= 0.25
    if closed and share >= 0.2:
        return True
    return count >= 16 and share >= 0.3 and has_clauses(line.text)


def is_stamp(text: str, count: int, share: float) -> bool:
    """Whether a short line is the mark of a time: a date, with little besides."""
    if count > 40 or not (found := dates_in_words.find(text)):
        return False
    if count > 24:  # a dateline with the tags of the article behind it
        return share < 0.2 and not ends_sentence(text) and found[0].start < 60
    rest = len(words(text[: found[0].start] + text[found[-1].end :]))
    if DATED.match(text):
        return rest <= 12
    return rest <= (4 if ends_sentence(text) and share >= 0.2 else 9)


def _weight(line: Line, known: Cue | None, count: int, share: float, prose: bool) -> float:
    if known is not None:
        return _SECTION_COST[known]
    if prose:
        weight = min(count, _MOST_WORDS) * _PER_WORD * (0.6 + min(share, 0.4))
        if _ENDS_CUT.search(line.text[-40:]) and count < 60:
            weight *= 0.3  # a teaser, cut where "read more" would follow
        return weight * (0.6 if line.marker == "•" else 1.0)
    if _LABEL.match(line.text):
        return -0.3
    if line.marker == "•":
        return -0.9 if count < 9 or share < 0.2 else -0.6
    if count >= 6 and share >= 0.2:
        return 0.1 if ends_sentence(line.text) else -0.4
    return -0.6 if line.cells < 2 else -0.9
