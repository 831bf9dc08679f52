"""Segmentation: the lines of a dump that are the article.

    lines -> scores -> the segment of the greatest sum -> without the lines that do not belong in it

Each line has a score, for or against its being the article. The article is the segment of the
greatest sum (maximum subsequence segmentation, Pasternack and Roth 2009; linear in the lines): a
caption or a "read also" inside it costs little, since text follows; a menu or a thread of comments
costs more than it brings.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from suites.capture.dumps.boilerplate import Boilerplate
from suites.capture.dumps.features import Line
from suites.capture.dumps.lines import collapsed

_LEAD_BONUS = 3.0
_ANNOUNCED_SCORE, _TEASER = -0.25, 0.4
_INTRODUCED_SCORE = -0.2
_LIST_OF_OTHERS_SCORE = -1.8
_AMONG_COMMENTS = 0.15
_ENOUGH_BEFORE, _PLENTY_BEFORE = 2.0, 15.0
_PARAGRAPH = 20
_COOKIES = re.compile(r"\b(?:cookies?|traceurs)\b", re.IGNORECASE)
_TO_READERS = re.compile(
    r"\b(?:nous|notre|nos|vous|votre|vos|we|our|you|your|wir|unsere?r?|sie|ihre?|usted|su|tus?"
    r"|nuestr[oa]s?|noi|nostr[oi]|tuo|wij|onze|jouw|você|seus?)\b",
    re.IGNORECASE,
)
_ANNOUNCING = (Boilerplate.RELATED, Boilerplate.SUBSCRIBE, Boilerplate.TAGS)


def best_segment(lines: Sequence[Line]) -> tuple[int, int]:
    """Return the segment [first, last) of the article; (0, 0) when no line scores more than 0.

    Other items of a list in which it begins belong to it, and a last sentence without its stop.
    """
    best, first, last = 0.0, 0, 0
    total, begin = 0.0, 0
    scores = _scores(lines)
    for i, score in enumerate(scores):
        if total <= 0:
            total, begin = 0.0, i
        total += score
        if total > best:
            best, first, last = total, begin, i + 1
    while first > 0 and _same_list(lines[first - 1], lines[first]):
        first -= 1
    if (
        0 < last < len(lines)
        and scores[last] > -1.0
        and _is_last_sentence(lines[last - 1], lines[last])
    ):
        last += 1
    return first, last


def article_lines(lines: Sequence[Line], first: int, last: int, *, bounded: bool) -> list[int]:
    """Return the numbers of the lines of a segment that are the article.

    Boilerplate and the lines that it announces, datelines and repetitions are left out; so are
    labels at either end, unless the segment is `bounded` by a person.
    """
    kept: list[int] = []
    seen: set[str] = set()
    announcement: Line | None = None
    for i in range(first, last):
        line, folded = lines[i], collapsed(lines[i].text)
        # An announcement ends with its list, or where prose begins.
        before = lines[i - 1].marker if announcement else ""
        list_ends = announcement and before and not line.marker and not announcement.marker
        if list_ends or (line.is_prose and not (line.marker and before)):
            announcement = None
        if line.boilerplate in _ANNOUNCING:
            announcement = line
        is_copy = folded in seen and not _stands_twice(lines, i)
        if announcement or not line.is_content or is_copy:
            continue
        kept.append(i)
        if line.word_count > 1:
            seen.add(folded)
    return kept if bounded else _without_labels(lines, kept)


def _stands_twice(lines: Sequence[Line], i: int) -> bool:
    """Return whether an article says a paragraph again; captions and whole copies are dropped."""
    beside = (lines[j] for j in (i - 1, i + 1) if j < len(lines))
    return (
        lines[i].is_prose
        and lines[i].word_count >= _PARAGRAPH
        and not any(other.repeated for other in beside)
    )


def _scores(lines: Sequence[Line]) -> list[float]:
    """Return the score of each line in its place: more under a dateline, little among comments."""
    scores = [line.score for line in lines]
    if (lead := _lead(lines)) is not None:
        scores[lead] += _LEAD_BONUS
    for i in _consents(lines):
        scores[i] = min(scores[i], -scores[i])
    for i in _introduced(lines):
        scores[i] = max(scores[i], _INTRODUCED_SCORE)
    for i in _announced(lines):
        if lines[i].boilerplate:
            scores[i] = max(scores[i], _LIST_OF_OTHERS_SCORE)
        elif lines[i].is_prose:
            scores[i] *= _TEASER
        else:
            scores[i] = max(scores[i], _ANNOUNCED_SCORE)
    for i in range(_first_comment(lines), len(lines)):
        scores[i] = min(scores[i], scores[i] * _AMONG_COMMENTS)
    return scores


def _consents(lines: Sequence[Line]) -> list[int]:
    """Return the paragraphs of a banner for consent; none where most of the text is on cookies."""
    asks = [
        i
        for i, line in enumerate(lines)
        if _COOKIES.search(line.text[:4000])
        and _TO_READERS.search(line.text[:4000])
        and line.is_prose
    ]
    count = sum(lines[i].word_count for i in asks)
    return asks if 2 * count < sum(line.word_count for line in lines if line.is_prose) else []


def _introduced(lines: Sequence[Line]) -> Iterator[int]:
    """Yield headings right above a paragraph, and the lists under a line with a colon."""
    listed = False
    for i, (line, following) in enumerate(pairwise(lines)):
        if not line.is_content:
            listed = False
        elif line.marker:
            if listed and line.word_count > 1:
                yield i
        else:
            listed = line.text.endswith(":") and bool(following.marker) and line.word_count > 1
            heading = listed or (following.is_prose and not following.marker)
            if heading and not line.is_prose and not line.repeated:
                yield i


def _announced(lines: Sequence[Line]) -> Iterator[int]:
    """Yield the lines under each "read also": its list, or headlines and teasers up to paragraphs.

    They cost little, for the article may go on under them, and bring little.
    """
    head: int | None = None
    for i, line in enumerate(lines):
        if line.boilerplate is Boilerplate.RELATED:
            head = i
            if i + 1 < len(lines) and lines[i + 1].is_bullet and not line.is_bullet:
                yield i
            continue
        if head is None:
            continue
        if lines[head + 1].is_bullet:
            ends = not line.is_bullet
        else:
            ends = i - head > 12 or _resumes(lines, i)
        if ends or line.boilerplate:
            head = None
        else:
            yield i


def _resumes(lines: Sequence[Line], i: int) -> bool:
    """Return whether a paragraph is the text's, not a teaser's: long, or followed by another."""
    line = lines[i]
    alone = line.word_count < 45 and not any(other.is_prose for other in lines[i + 1 : i + 2])
    return line.is_prose and line.word_count >= 18 and line.score >= 1.0 and not alone


def _lead(lines: Sequence[Line]) -> int | None:
    """Return the first running text under a dateline; lists of other articles repeat datelines."""
    for i, line in enumerate(lines):
        if not line.is_dateline or line.is_bullet:
            continue
        under = lines[i + 1 : i + 9]
        if any(other.is_dateline or other.boilerplate is Boilerplate.REPLY for other in under[:4]):
            continue
        for j, other in enumerate(under, i + 1):
            if other.is_prose and not other.is_bullet:
                return j
    return None


def _first_comment(lines: Sequence[Line]) -> int:
    """Return the head of the comments: under text, and in the rhythm of replies; else, the end.

    "54 comments" stands above many an article as well: then text follows, without names and times.
    """
    before = 0.0
    for i, line in enumerate(lines):
        if line.boilerplate is Boilerplate.COMMENTS and before >= _ENOUGH_BEFORE:
            under = lines[i + 1 : i + 21]
            form = any(other.boilerplate is Boilerplate.COMMENTS for other in under[:8])
            replies = sum(
                other.is_dateline or other.boilerplate is Boilerplate.REPLY for other in under
            )
            prose = sum(other.is_prose for other in under)
            if form or before >= _PLENTY_BEFORE or 3 * replies > prose:
                return i
        if line.is_prose:
            before += line.score
    return len(lines)


def _same_list(line: Line, following: Line) -> bool:
    """Return whether two lines are items of one list, of which the second is running text."""
    listed = line.marker and following.marker and line.indent == following.indent
    return bool(listed) and following.is_prose and line.is_content and line.word_count > 1


def _is_last_sentence(before: Line, line: Line) -> bool:
    """Return whether a line under running text is a sentence without its stop."""
    if not line.is_content or line.repeated or line.marker or line.cells:
        return False
    return before.is_prose and line.word_count >= 6 and line.density >= 0.35


def _without_labels(lines: Sequence[Line], kept: Sequence[int]) -> list[int]:
    """Return the lines between the first and the last that may begin and end an article."""
    begin = [n for n, i in enumerate(kept) if lines[i].marker or lines[i].may_stand_first]
    end = [n for n in range(len(kept)) if _may_end(lines, kept, n)]
    return list(kept[begin[0] : end[-1] + 1]) if begin and end else []


def _may_end(lines: Sequence[Line], kept: Sequence[int], n: int) -> bool:
    line = lines[kept[n]]
    sentence = line.ends_sentence and line.word_count >= 3 and not line.repeated
    return line.is_prose or sentence or (n > 0 and _is_last_sentence(lines[kept[n - 1]], line))
