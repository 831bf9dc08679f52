"""Headline: which line of a dump is the article's title, though menus and recaps say it as well.

Each line above the text (and the first line of it) is weighed by what makes a headline: how near it
stands, the dateline beside it, that it is said again elsewhere (in the title of the window, in the
breadcrumb, under the article), and that its words come back in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log

from suites.capture.dumps.byline import is_byline, is_name
from suites.capture.dumps.cues import Cue
from suites.capture.dumps.judgements import Judged
from suites.capture.dumps.lines import plain
from suites.capture.dumps.words import FUNCTION_WORDS, words
from suites.capture.extraction import dates_in_words
from suites.capture.page import Guess

_FARTHEST = 90
_LONGEST_WORDS = 40
_LEAST, _SURE = 0.8, 1.6
_PARTED = re.compile(r"\s[|–—·»:-]\s|\s\|\s?")
_REPEAT = 2.0
_SENTENCES = re.compile(r"[a-zß-ÿ]{2}[.!?…][”\"»’]?\s+[“\"«‘]?[A-ZÀ-Ý]")


@dataclass(frozen=True, slots=True)
class Headline:
    """The number of the line that is the headline, and its words."""

    line: int
    guess: Guess


def headline(judged: Sequence[Judged], kept: Sequence[int]) -> Headline | None:
    """The headline of the text of `kept` lines; None when no line is like one."""
    if not kept:
        return None
    text = _words_of(judged[i].line.text for i in kept)
    heard = _heard(judged)
    first = kept[0]
    # The first line of the text may be it, when more text follows.
    weighed = {
        i: _weight(judged, i, first, text, heard)
        for i in range(max(0, first - _FARTHEST), first + (1 if len(kept) > 2 else 0))
        if _may_be(judged[i], inside=i >= first)
    }
    heaviest = max(weighed, key=lambda i: (weighed[i], -i), default=None)
    if heaviest is None or weighed[heaviest] < _LEAST:
        return None
    line = _uppermost(judged, weighed, _under_kicker(judged, weighed, heaviest))
    said = judged[line].line.text
    basis = "headline-repeated" if heard.get(_key(said), 0) > 1 else "headline-place"
    return Headline(line, Guess(said, basis, said, stated=weighed[heaviest] >= _SURE))


def _under_kicker(judged: Sequence[Judged], weighed: dict[int, float], line: int) -> int:
    """The headline under a word or two that only name its section ("NEWS", "Justice")."""
    if judged[line].count > 2:
        return line
    for i in range(line + 1, line + 4):
        if weighed.get(i, -9.0) >= weighed[line] - 1.0 and judged[i].count > 3:
            return i
    return line


def _uppermost(judged: Sequence[Judged], weighed: dict[int, float], line: int) -> int:
    """The first of several lines that are as good: what stands under a headline is a standfirst."""
    for i in range(line - 1, max(-1, line - 4), -1):
        closed = judged[i].count > 5 and judged[i].line.text[-1] == "."
        if judged[i].count >= 4 and weighed.get(i, -9.0) >= weighed[line] - 1.0 and not closed:
            return _uppermost(judged, weighed, i)
    return line


def window_title(judged: Sequence[Judged], said: str | None) -> tuple[str, str] | None:
    """The title of the window, as (headline, site), when the first lines hold it: "Title - Site".

    The part that is (or begins like) the headline is the headline; the other is the site.
    """
    for at in judged[:3]:
        parts = _PARTED.split(at.line.text)
        if len(parts) < 2 or at.count > _LONGEST_WORDS or said is None:
            continue
        head, site = at.line.text[: -len(parts[-1])].rstrip(" |–—·»:-"), parts[-1].strip()
        if _alike(head, said) and 0 < len(site) <= 60:
            return head, site
    return None


def _may_be(at: Judged, *, inside: bool) -> bool:
    if at.cue is not None or not at.count or at.line.marker == "•" or is_byline(at):
        return False
    if at.stamp and not _tells_a_day(at.line.text):
        return False
    if at.count > _LONGEST_WORDS or len(at.line.text) > 300 or at.line.cells > 1:
        return False
    if inside and (at.count > 28 or at.line.text[-1] in ".…"):
        return False
    return any(map(str.isalpha, at.line.text)) and not at.line.text.endswith(":")


def _tells_a_day(text: str) -> bool:
    """Whether the date in a line is part of a headline: a day without its year, among words."""
    found = dates_in_words.find(text)
    rest = text[: found[0].start] + text[found[-1].end :] if found else text
    return all(one.year is None and one.time is None for one in found) and len(words(rest)) >= 2


def _weight(
    judged: Sequence[Judged], i: int, first: int, text: frozenset[str], heard: dict[str, int]
) -> float:
    at = judged[i]
    weight = -0.6 * log(1 + max(0, first - i))
    weight += 0.2 if at.count == 1 else 0.5 if at.count < 4 else 1.0 if at.count < 6 else 1.5
    weight += _beside_dateline(judged, i)
    weight += 0.2 * at.line.gap
    again = heard.get(_key(at.line.text), 0) - 1
    # A whole toolbar that is said twice speaks for none of its lines.
    alone = i + 1 >= len(judged) or not judged[i + 1].again
    if again > 0 and at.count > 1 and alone:
        weight += _REPEAT if at.count > 3 else _REPEAT / 2
    if again > 3:
        weight -= 1.0
    own = [word for word in _words_of([at.line.text]) if len(word) > 3]
    if own:
        weight += 1.6 * sum(word in text for word in own) / len(own)
    sentences = at.count > 18 and _SENTENCES.search(at.line.text)
    if sentences or (at.count > 12 and at.line.text[-1] == "."):
        weight -= 1.2  # a standfirst
    weight -= 0.06 * max(0, at.count - 18)
    if at.line.text[0] in '«“„"' and at.line.text[-1] in '»”“"':
        weight -= 0.8  # a quotation: a headline names who says it
    if at.count > 5 and at.share == 0:
        weight -= 0.8  # a row of names
    if _is_list_of_names(at.line.text) or (at.count < 4 and is_name(at.line.text)):
        weight -= 2.2
    if not (at.line.text[:1].isupper() or not at.line.text[:1].isalpha()):
        weight -= 0.4
    return weight


def _is_list_of_names(text: str) -> bool:
    """Whether a line is a row of tags: "Justice, Emmanuel Macron, Police"."""
    parts = re.split(r"\s?,\s", text)
    return len(parts) > 2 and all(len(part.split()) <= 5 and part[:1].isupper() for part in parts)


def _beside_dateline(judged: Sequence[Judged], i: int) -> float:
    for j in range(i + 1, min(i + 6, len(judged))):
        if judged[j].stamp and judged[j].cue is not Cue.NOTICE:
            return 1.9 if j == i + 1 else 1.4 if j - i <= 3 else 1.0
        if judged[j].prose and judged[j].count > 30:
            break
    if any(judged[j].stamp for j in range(max(0, i - 3), i)):
        return 0.9
    return 0.0


def _heard(judged: Sequence[Judged]) -> dict[str, int]:
    """How often each short line is said: alone, or as a part of a longer one."""
    heard: dict[str, int] = {}
    for at in judged:
        if at.count > _LONGEST_WORDS:
            continue
        parts = {at.line.text}
        if at.cue in (None, Cue.NAVIGATION, Cue.COMMENTS, Cue.SHARE):
            pieces = re.split(r"\s[|–—·»›>/→-]\s|[“”«»\"]|\s\|", at.line.text[:400])
            parts |= {piece for piece in pieces if len(piece) > 3}
            parts |= (
                {at.line.text[: -len(pieces[-1])].rstrip(" |–—·»›>/→-")} if pieces[1:] else set()
            )
        for part in parts:
            key = _key(part)
            heard[key] = heard.get(key, 0) + 1
    return heard


def _key(text: str) -> str:
    return "".join(sign for sign in plain(text).lower() if sign.isalnum())


def _alike(one: str, two: str) -> bool:
    a, b = _key(one), _key(two)
    return bool(a) and (a == b or (len(a) > 20 and (a in b or b in a)) or a[1:] == b[1:])


def _words_of(texts: Iterable[str]) -> frozenset[str]:
    found: set[str] = set()
    for text in texts:
        found |= {word.lower() for word in words(text)}
    return frozenset(found - FUNCTION_WORDS)
