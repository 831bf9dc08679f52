"""Region: which lines of a dump are the article.

    lines -> weights -> the heaviest stretch of lines -> without its holes

Each line has a weight: what it says for (running text) or against (labels, cues, lists of links)
its being the article. The article is the stretch whose sum is greatest (Kadane's maximum subarray,
linear in the lines): a caption or a "read also" inside it costs little, since text follows; a menu
or a thread of comments costs more than it brings. What stays inside and is no article is then left
out, line by line: the holes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from suites.capture.dumps.cues import Cue
from suites.capture.dumps.judgements import Judged
from suites.capture.dumps.lines import plain
from suites.capture.dumps.words import ends_sentence

_LEAD_BONUS = 3.0
_ANNOUNCED_COST, _TEASER = -0.25, 0.4
_INTRODUCED_COST = -0.2
_LIST_OF_OTHERS_COST = -1.8
_AMONG_COMMENTS = 0.15
_ENOUGH_BEFORE = 2.0
_PLENTY_BEFORE = 15.0


def weights(judged: Sequence[Judged]) -> list[float]:
    """The weight of each line where it stands: more under a dateline, little among comments."""
    weighed = [at.weight for at in judged]
    if (lead := _lead(judged)) is not None:
        weighed[lead] += _LEAD_BONUS
    for i in _introduced(judged):
        weighed[i] = max(weighed[i], _INTRODUCED_COST)
    for i in _announced(judged):
        at = judged[i]
        if at.cue is Cue.RELATED:
            weighed[i] = max(weighed[i], _LIST_OF_OTHERS_COST)
        else:
            weighed[i] = weighed[i] * _TEASER if at.prose else max(weighed[i], _ANNOUNCED_COST)
    comments = _comments(judged)
    for i in range(comments, len(weighed)):
        weighed[i] = min(weighed[i], weighed[i] * _AMONG_COMMENTS)
    return weighed


def _introduced(judged: Sequence[Judged]) -> Iterator[int]:
    """Headings right above a paragraph, and the lists that a line with a colon introduces."""
    listed = False
    for i, at in enumerate(judged[:-1]):
        follows = judged[i + 1]
        if at.cue is not None or at.stamp:
            listed = False
        elif at.line.marker:
            if listed and at.count > 1:
                yield i
        else:
            listed = at.line.text.endswith(":") and bool(follows.line.marker) and at.count > 1
            if (
                not at.prose
                and not at.again
                and (listed or (follows.prose and not follows.line.marker))
            ):
                yield i


def _announced(judged: Sequence[Judged]) -> Iterator[int]:
    """The lines under each "read also": its list, or headlines and teasers up to real paragraphs.

    They cost little, for the article may go on under them, and bring little.
    """
    head: int | None = None
    for i, at in enumerate(judged):
        if at.cue is Cue.RELATED:
            head = i
            if i + 1 < len(judged) and judged[i + 1].line.marker == "•" != at.line.marker:
                yield i
            continue
        if head is None:
            continue
        listed = judged[head + 1].line.marker == "•"
        ends = at.line.marker != "•" if listed else i - head > 12 or _goes_on(judged, i)
        if ends or at.cue is not None:
            head = None
        else:
            yield i


def _goes_on(judged: Sequence[Judged], i: int) -> bool:
    """Whether a paragraph is the text's, not a teaser's: long, or followed by another."""
    at = judged[i]
    if not at.prose or at.count < 18 or at.weight < 1.0:
        return False
    return at.count >= 45 or (i + 1 < len(judged) and judged[i + 1].prose)


def _lead(judged: Sequence[Judged]) -> int | None:
    """The first running text under a dateline; lists of other articles repeat such lines."""
    for i, at in enumerate(judged):
        if not at.stamp or at.line.marker == "•":
            continue
        under = range(i + 1, min(i + 9, len(judged)))
        if any(judged[j].stamp or judged[j].cue is Cue.REPLY for j in under[:4]):
            continue
        lead = next((j for j in under if judged[j].prose and judged[j].line.marker != "•"), None)
        if lead is not None:
            return lead
    return None


def _comments(judged: Sequence[Judged]) -> int:
    """Where the readers' comments begin: under text, and with the rhythm of replies; or the end.

    "54 comments" stands above many an article as well: then text follows, without names and times.
    """
    before = 0.0
    for i, at in enumerate(judged):
        if at.cue is Cue.COMMENTS and before >= _ENOUGH_BEFORE:
            under = judged[i + 1 : i + 21]
            form = any(one.cue is Cue.COMMENTS for one in under[:8])
            beats = sum(one.cue is Cue.REPLY or (one.stamp and one.cue is None) for one in under)
            if form or before >= _PLENTY_BEFORE or 3 * beats > sum(one.prose for one in under):
                return i
        if at.prose:
            before += at.weight
    return len(judged)


def heaviest(weights: Sequence[float]) -> tuple[int, int]:
    """The stretch [first, last) of the greatest sum; (0, 0) when nothing weighs more than 0."""
    best, first, last = 0.0, 0, 0
    total, begin = 0.0, 0
    for i, weight in enumerate(weights):
        if total <= 0:
            total, begin = 0.0, i
        total += weight
        if total > best:
            best, first, last = total, begin, i + 1
    return first, last


def kept(judged: Sequence[Judged], first: int, last: int, *, bounded: bool = False) -> list[int]:
    """The lines of a stretch that are the article.

    Dropped are cues and what they announce, marks of time, lines said before; and, unless the
    stretch is `bounded` by a person, the labels at either end.
    """
    keep: list[int] = []
    said: set[str] = set()
    announced: Judged | None = None
    i = first
    while i < last:
        at = judged[i]
        if announced is not None:
            announced = _still_announced(announced, at, judged[i - 1])
        if at.cue is Cue.RELATED or at.cue is Cue.SUBSCRIBE or at.cue is Cue.TAGS:
            announced = at
        folded = plain(at.line.text)
        if announced is None and at.cue is None and not at.stamp and folded not in said:
            keep.append(i)
            if at.count > 1:
                said.add(folded)
        i += 1
    return keep if bounded else _trimmed(judged, keep)


def stretched(judged: Sequence[Judged], first: int, last: int) -> tuple[int, int]:
    """A stretch with what its weight left out at either end.

    That is the other items of a list that it begins in, and a last sentence without its stop.
    """
    while first > 0 and first < last and _same_list(judged[first - 1], judged[first]):
        first -= 1
    if last < len(judged) and last > first and _last_words(judged[last - 1], judged[last]):
        last += 1
    return first, last


def _same_list(one: Judged, two: Judged) -> bool:
    return (
        two.prose
        and bool(one.line.marker) == bool(two.line.marker) is True
        and one.line.indent == two.line.indent
        and one.cue is None
        and not one.stamp
        and one.count > 1
    )


def _last_words(before: Judged, at: Judged) -> bool:
    """Whether a line under running text is a sentence without its stop: held together, alone."""
    if at.cue is not None or at.stamp or at.again or at.line.marker or at.line.cells:
        return False
    return before.prose and at.count >= 6 and at.share >= 0.35


def _still_announced(head: Judged, at: Judged, before: Judged) -> Judged | None:
    """A "read also" reaches over the lines under it: its list, or its lines up to running text."""
    if at.prose and not (at.line.marker and before.line.marker):
        return None
    if before.line.marker and not at.line.marker and not head.line.marker:
        return None
    return head


def _trimmed(judged: Sequence[Judged], keep: list[int]) -> list[int]:
    """Without the labels at either end: an article begins and ends with running text."""
    first, last = 0, len(keep)
    while last > first and not _closes(judged, keep, last - 1):
        last -= 1
    while first < last and not _opens(judged[keep[first]]):
        first += 1
    return keep[first:last]


def _opens(at: Judged) -> bool:
    return at.prose or bool(at.line.marker) or (at.count >= 7 and at.share >= 0.15)


def _closes(judged: Sequence[Judged], keep: list[int], i: int) -> bool:
    at = judged[keep[i]]
    if at.prose:
        return True
    if ends_sentence(at.line.text) and at.count >= 3 and not at.again:
        return True
    return i > 0 and _last_words(judged[keep[i - 1]], at)
