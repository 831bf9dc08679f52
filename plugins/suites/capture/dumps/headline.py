"""Headline: which line of a dump is the article's title, though menus and recaps say it as well.

Each line above the text (and the first line of it) has a score for the marks of a headline: its
nearness, the byline and the dateline under it, its repetition elsewhere (in the title of the
window, in the breadcrumb, under the article), and its words in the text.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from math import log

from suites.capture.captured_article import Guess
from suites.capture.dumps.boilerplate import Boilerplate
from suites.capture.dumps.byline import is_byline, is_name
from suites.capture.dumps.features import DATE_LABEL, Line
from suites.capture.dumps.lines import collapsed
from suites.capture.extraction.lexicon import SECTIONS, STOPWORDS, alternatives, words

_FARTHEST = 90
_LONGEST_WORDS = 40
_LEAST, _SURE = 0.8, 1.6
_SUBTITLE, _MOTTO, _LABEL = 2.8, 2, 3
_ABOVE_BYLINE = 1.5
_LONG = 20
_OF_LEVEL = {1: 2.0, 2: 1.2, 3: 0.4}
_PARTED = re.compile(r"\s[|–—·»:-]\s|\s\|\s?")
_OFFER = re.compile("|".join(SECTIONS["offers"]), re.IGNORECASE)
_TICKER = re.compile(
    rf"(?:{alternatives('tickers')})\s?[:–—|-]|\+\+|\d{{1,2}}\s?[h:]\s?\d\d\b", re.IGNORECASE
)
_SENTENCES = re.compile(r"[a-zß-ÿ]{2}[.!?…][”\"»’]?\s+[“\"«‘]?[A-ZÀ-Ý]")
_SITE = re.compile(r"\W*\w[\w-]*\.[A-Za-z]\w*\W*")
_ITEMS = re.compile(r"\s?[,;&|•·/]\s?")
_PIECES = re.compile(r"\s[|–—·«»›>/→-]\s|[“”«»\"]|\s\|")


def find_headline(lines: Sequence[Line], body: Sequence[int]) -> tuple[int, Guess] | None:
    """Return the number and the words of the line that is the headline of `body`, or None."""
    if not body:
        return None
    text = _content_words(lines[i].text for i in body)
    repetitions = _repetitions(lines)
    first = body[0]
    near = [_key(line.text) for line in lines[max(0, first - _FARTHEST) : first]]
    for key in {key for key in near if len(key) >= _LONG}:
        # A breadcrumb, dumped without its signs, ends with the headline.
        repetitions[key] += any(other != key and other.endswith(key) for other in near)
    # The first line of the text may be it, when more text follows.
    scores = {
        i: _score(lines, i, first, text, repetitions)
        for i in range(max(0, first - _FARTHEST), first + (1 if len(body) > 2 else 0))
        if _may_be_headline(lines[i], inside=i >= first)
    }
    best = max(scores, key=lambda i: (scores[i], -i), default=None)
    if best is None or scores[best] < _LEAST:
        return None
    support = {i: _support(lines[i], text) for i in scores}
    best = _under_kicker(lines, scores, best)
    at = _uppermost(lines, scores, best, support, repetitions)
    title = lines[at].text
    basis = "headline-repeated" if repetitions[_key(title)] > 1 else "headline-place"
    return at, Guess(title, basis, title, stated=scores[best] >= _SURE)


def _under_kicker(lines: Sequence[Line], scores: dict[int, float], best: int) -> int:
    """Return the headline under a word or two that only name its section ("NEWS", "Justice")."""
    if lines[best].word_count > 2:
        return best
    least = scores[best] - (1.5 if lines[best].word_count == 1 else 1.0)
    under = (i for i in range(best + 1, best + 4) if scores.get(i, -9.0) >= least)
    return next((i for i in under if lines[i].word_count > 3), best)


def _uppermost(
    lines: Sequence[Line],
    scores: dict[int, float],
    best: int,
    support: dict[int, float],
    repetitions: Counter[str],
) -> int:
    """Return the first of several lines that are as good: under a headline stands a standfirst.

    A line that the page repeats less, or that has much fewer words of the text, is another one's.
    """
    key = _key(lines[best].text)
    for i in range(best - 1, max(-1, best - 4), -1):
        over_subtitle = _has_subtitle(lines, i, best)
        margin = _SUBTITLE if over_subtitle else 1.0
        if lines[i].word_count < 4 or scores.get(i, -9.0) < scores[best] - margin:
            continue
        sentence = lines[i].word_count > 5 and lines[i].text[-1] == "."
        above = _key(lines[i].text)
        is_less = repetitions[above] < min(2, repetitions[key]) or (
            len(key) >= _LONG and key in above
        )
        is_other = lines[best].text[-1] != "." and support[i] < support[best] / 3
        is_other = is_other and not over_subtitle
        if not sentence and not is_less and not is_other:
            return _uppermost(lines, scores, i, support, repetitions)
    return best


def _has_subtitle(lines: Sequence[Line], headline: int, best: int) -> bool:
    """Return whether `best` stands between a headline and its byline, and is no headline itself.

    Neither a motto of the site, under its name at the very top, nor one of several headlines is.
    """
    above = lines[headline - 1].word_count if headline else 0
    begins = lines[headline].gap or (above <= _LABEL and not 0 < headline <= _MOTTO)
    under = lines[best + 1 : best + 2]
    signed = any(line.is_dateline or is_byline(line) for line in under)
    long = min(lines[headline].word_count, lines[best].word_count) > 4
    return best == headline + 1 and long and signed and begins


def outlet_in_title(lines: Sequence[Line], headline: str) -> str | None:
    """Return the site, when the first lines hold the title of the window: "Headline - Site"."""
    for line in lines[:3]:
        *parts, site = _PARTED.split(line.text)
        title = line.text[: -len(site)].rstrip(" |–—·»:-")
        short = line.word_count <= _LONGEST_WORDS and 0 < len(site.strip()) <= 60
        if parts and short and _similar(title, headline):
            return site.strip()
    return None


def _may_be_headline(line: Line, *, inside: bool) -> bool:
    text = line.text
    if line.boilerplate or not line.word_count or line.is_bullet or is_byline(line):
        return False
    if DATE_LABEL.search(text) and any(date.year and date.day for date in line.dates):
        return False
    # A date may be part of a headline: a day without its year, or a month, among words.
    stamped = line.dates if line.is_dateline else []
    if any(date.time or (date.year and date.day) for date in stamped):
        return False
    if stamped and line.words_beside_dates < (4 if any(date.year for date in stamped) else 2):
        return False
    if line.word_count > _LONGEST_WORDS or line.cells > 1:
        return False
    if inside and (line.word_count > 28 or text[-1] in ".…"):
        return False
    return any(map(str.isalpha, text)) and not text.endswith(":")


def _score(
    lines: Sequence[Line], i: int, first: int, text: frozenset[str], repetitions: Counter[str]
) -> float:
    line, count = lines[i], lines[i].word_count
    score = -0.6 * log(1 + max(0, first - i))
    score += 0.2 if count == 1 else 0.5 if count < 4 else 1.0 if count < 6 else 1.5
    score += _beside_dateline(lines, i) + 0.2 * line.gap
    score += _OF_LEVEL.get(lines[i].heading, 0.0)
    again = repetitions[_key(line.text)] - 1
    # A whole toolbar that is said twice speaks for none of its lines.
    alone = i + 1 >= len(lines) or not lines[i + 1].repeated
    support = _support(line, text)
    if again > 0 and count > 1 and alone:
        # A ticker is repeated too: without a word of the text.
        score += (2.0 if count > 3 else 1.0) * min(1.0, 0.3 + 3 * support)
    if again > 3:
        score -= 1.0
    score += 1.6 * support
    sentences = count > 18 and _SENTENCES.search(line.text)
    if sentences or (count > 12 and line.text[-1] == "."):
        score -= 1.2  # a standfirst
    score -= 0.06 * max(0, count - 18)
    if line.text[0] in '«“„"' and line.text.rstrip("0123456789")[-1] in '»”“"':
        score -= 0.8  # a quotation: a headline names who says it
    if count > 5 and line.density == 0:
        score -= 0.8  # a row of names
    if _is_row(line.text) or _SITE.fullmatch(line.text):
        score -= 2.0
    if count < 4 and is_name(line.text):
        score -= 2.2
    if line.text[0].isalpha() and not line.text[0].isupper():
        score -= 0.4
    if is_offer(line):
        score -= 2.0
    if _TICKER.match(line.text):
        score -= 1.0
    if i >= first and count > 14:
        score -= 0.8
    return score


def _is_row(text: str) -> bool:
    """Return whether a line is a row of tags or names: short, each with a capital."""
    items = _ITEMS.split(text)
    return len(items) > 2 and all(
        item[:1].isupper() and len(item.split()) <= 4 and item[-1] not in ".!?:»”" for item in items
    )


def is_offer(line: Line) -> bool:
    """Return whether a short line invites to pay for the article, or for reading on."""
    return line.word_count <= _LONGEST_WORDS and bool(_OFFER.search(line.text[:400]))


def _support(line: Line, text: frozenset[str]) -> float:
    """Return the share of the words of a line that the text has as well, from 0 to 1."""
    own = [word for word in _content_words([line.text]) if len(word) > 3]
    return sum(word in text for word in own) / len(own) if own else 0.0


def _beside_dateline(lines: Sequence[Line], i: int) -> float:
    score = 0.0
    for distance, line in enumerate(lines[i + 1 : i + 6], 1):
        if line.is_dateline and line.boilerplate is not Boilerplate.NOTICE:
            score += 1.9 if distance == 1 else 1.4 if distance <= 3 else 1.0
            break
        if distance <= 3 and is_byline(line):
            score += _ABOVE_BYLINE - 0.3 * distance
        if line.is_prose and line.word_count > 30:
            break
    if score:
        return score
    above = next((j for j in range(i - 1, max(-1, i - 4), -1) if lines[j].is_dateline), None)
    return 0.9 if above is not None and not _has_headline(lines, above) else 0.0


def _has_headline(lines: Sequence[Line], dateline: int) -> bool:
    """Return whether the line right above a dateline may be its headline."""
    line = lines[max(0, dateline - 1)]
    return line.word_count > 3 and line.density > 0 and _may_be_headline(line, inside=False)


def _repetitions(lines: Sequence[Line]) -> Counter[str]:
    """Return how often each short line occurs: alone, or as a part of a longer one."""
    found: Counter[str] = Counter()
    for line in lines:
        if line.word_count > _LONGEST_WORDS:
            continue
        pieces = _PIECES.split(line.text[:400])
        parts = {line.text, *pieces}
        if pieces[1:]:
            parts.add(line.text[: -len(pieces[-1])].rstrip(" |–—·»›>/→-"))
        found.update(map(_key, parts))
    return found


def _key(text: str) -> str:
    return "".join(c for c in collapsed(text).lower() if c.isalnum())


def _similar(text: str, other: str) -> bool:
    a, b = _key(text), _key(other)
    return bool(a) and (a == b or (len(a) > 20 and (a in b or b in a)) or a[1:] == b[1:])


def _content_words(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(word.lower() for text in texts for word in words(text)) - STOPWORDS
