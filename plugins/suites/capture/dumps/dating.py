"""Dating: when the article was published, and how that is known.

    datelines around the text -> else the year that comments give to a day -> else the interval
    between a day that the text calls "this Tuesday" and the first reader's comment

"Published" is preferred over "updated". Copyright lines, lists of other articles and the days of
which the text tells are no datelines. Nothing is filled in: what is only implied is approximate, or
an interval, and not `stated`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from suites.archive.dates import parse
from suites.capture.dumps import lexicon
from suites.capture.dumps.cues import Cue, alternatives
from suites.capture.dumps.judgements import Judged
from suites.capture.dumps.words import words
from suites.capture.extraction import dates_in_words
from suites.capture.extraction.dates_in_words import Mention
from suites.capture.page import Guess

_PUBLISHED = re.compile(rf"(?<!\w)(?:{alternatives(lexicon.PUBLISHED)})(?!\w)", re.IGNORECASE)
_UPDATED = re.compile(rf"(?<!\w)(?:{alternatives(lexicon.UPDATED)})(?!\w)", re.IGNORECASE)
_ENGLISH = re.compile(r".*(?:ed|date)(?: on)?", re.IGNORECASE)
_ABOVE, _UNDER = 10, 8
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_SOON = 31
_UPDATED_COST = 3.2
_OTHERS = (Cue.LEGAL, Cue.RELATED, Cue.RELATED_INLINE, Cue.REPLY, Cue.SUBSCRIBE)


@dataclass(frozen=True, slots=True)
class Dateline:
    """A date that a line near the text says, and what speaks for its being that of publication."""

    mention: Mention
    words: str
    weight: float
    updated: bool


def published(
    judged: Sequence[Judged], head: int | None, kept: Sequence[int], *, english: bool
) -> Guess | None:
    """The date of publication, or None; `english` reads 03/04/2020 as March 4."""
    if not kept:
        return None
    lines = sorted(_datelines(judged, head, kept, english), key=lambda one: -one.weight)
    full = [one for one in lines if one.mention.edtf and one.mention.day]
    if full and full[0].weight > 0:
        return _stated(full)
    comment = _first_comment(judged, kept[-1], english)
    for one in lines:
        if one.mention.year is not None or one.updated or one.weight <= 0:
            continue
        if (year := _year_before(one.mention, comment)) is not None:
            whole = replace(one.mention, year=year)
            return Guess(_sound(whole), "year-of-comment", one.words, stated=False)
    if (guess := _implied(judged, kept, comment, english)) is not None:
        return guess
    updates = [one for one in full if one.updated and one.weight > -_UPDATED_COST]
    if updates:
        return Guess(_sound(updates[0].mention), "updated-only", updates[0].words, stated=False)
    months = [one for one in lines if one.mention.edtf and one.weight > 1.5]
    return Guess(_sound(months[0].mention), "dateline", months[0].words) if months else None


def _stated(full: list[Dateline]) -> Guess:
    best = full[0]
    alike = [one for one in full if one.words == best.words and one.updated == best.updated]
    if len(alike) > 1 and not _PUBLISHED.search(best.words):
        # A line of bare dates is that of publication and those of changes: the first day is meant.
        best = min(alike, key=lambda one: one.mention.edtf or "")
    basis = "updated-only" if best.updated else "dateline"
    if best.mention.swapped and not best.updated:
        return _either(best)
    return Guess(_sound(best.mention), basis, best.words, stated=not best.updated)


def _either(one: Dateline) -> Guess:
    """Figures that may be read either way: the reading is said not to be certain."""
    return Guess(_sound(one.mention), "day-or-month-first", one.words, stated=False)


def _sound(mention: Mention) -> str:
    """EDTF that the archive can read: without its time of day, if that is what is wrong."""
    text = mention.edtf or ""
    try:
        return parse(text).text
    except ValueError:
        return replace(mention, time=None, zone=None).edtf or ""


def _datelines(
    judged: Sequence[Judged], head: int | None, kept: Sequence[int], english: bool
) -> Iterator[Dateline]:
    first, last = kept[0], kept[-1]
    top = first if head is None else min(head, first)
    body = kept[min(5, len(kept) - 1)]
    for i in (*range(max(0, top - _ABOVE), body + 1), *range(last + 1, last + 1 + _UNDER)):
        if i >= len(judged):
            break
        at = judged[i]
        if not at.stamp and at.cue is not Cue.NOTICE and at.cue is not Cue.TAGS:
            continue
        if at.cue in _OTHERS:
            if i > last:
                break
            continue
        if at.cue is Cue.COMMENTS and i > last:
            break
        weight = _place(judged, i, head, last)
        for one in _said(at, weight, english):
            # Under the text, a time of day is more likely that of a reader's comment.
            if i <= last or _PUBLISHED.search(one.words) or _is_alone(one, i > last + 1):
                yield one


def _is_alone(one: Dateline, far: bool) -> bool:
    """Whether a date under the text may be its dateline: nothing but a name beside it."""
    rest = words(one.words[: one.mention.start] + one.words[one.mention.end :])
    names = all(word[0].isupper() or word in ("le", "am", "den", "on", "il", "el") for word in rest)
    leads = one.mention.start == 0
    return len(rest) <= 4 and (names or leads) and not (far and one.mention.time)


def _place(judged: Sequence[Judged], i: int, head: int | None, last: int) -> float:
    """What the place of a dateline says for it."""
    at = judged[i]
    if i > last:
        weight = 0.4 - 0.15 * (i - last)
    elif head is not None and i < head:
        weight = 1.6 - 0.2 * (head - i)
    else:
        weight = 2.4 - 0.12 * (i - (head if head is not None else i))
    near = sum(one.stamp for one in judged[max(0, i - 5) : i + 6]) - 1
    if near >= 3:
        weight -= 1.5  # a list of other articles
    if at.line.marker == "•":
        weight -= 0.4
    if at.cue is Cue.CREDIT:
        weight -= 2.0
    return weight


def _said(at: Judged, weight: float, english: bool) -> Iterator[Dateline]:
    text, before = at.line.text, 0
    cue = _PUBLISHED.search(text) or _UPDATED.search(text)
    # A page in English may still be dated by a site that counts days first.
    english = english and (cue is None or bool(_ENGLISH.fullmatch(cue[0])))
    updated = published_here = False
    for mention in dates_in_words.find(text, month_first=english):
        between = text[before : mention.start]
        before = mention.end
        # The nearer of two words counts: "published … , updated on".
        up, out = _last(_UPDATED, between), _last(_PUBLISHED, between)
        if up >= 0 or out >= 0:
            updated, published_here = up > out, out > up
        more = (2.5 if published_here else 0.0) - (_UPDATED_COST if updated else 0.0)
        if mention.short_year and not published_here:
            more -= 1.0
        if mention.day is None and not published_here:
            more -= 2.0
        yield Dateline(mention, text, weight + more, updated)
        if not updated:
            published_here = False


def _last(pattern: re.Pattern[str], text: str) -> int:
    return max((match.start() for match in pattern.finditer(text)), default=-1)


def _first_comment(judged: Sequence[Judged], last: int, english: bool) -> Mention | None:
    """The earliest date among the readers' comments: dates with a time, under a name."""
    found: list[Mention] = []
    among = False
    for i in range(last + 1, len(judged)):
        at = judged[i]
        among = among or at.cue is Cue.COMMENTS
        if not at.stamp or at.cue in (Cue.LEGAL, Cue.RELATED, Cue.NOTICE):
            continue
        named = judged[i - 1].count <= 4 and judged[i - 1].cue is None
        if not among and not named:
            continue
        found += [
            mention
            for mention in dates_in_words.find(at.line.text, month_first=english)
            if mention.year and mention.day and (mention.time or among)
        ]
    return min(found, key=_day_of, default=None)


def _day_of(mention: Mention) -> date:
    return date(mention.year or 1, mention.month, mention.day or 1)


def _year_before(mention: Mention, comment: Mention | None) -> int | None:
    """The year in which a day without one lies shortly before the first comment."""
    if comment is None or mention.day is None:
        return None
    for year in (comment.year or 0, (comment.year or 0) - 1):
        try:
            days = (_day_of(comment) - date(year, mention.month, mention.day)).days
        except ValueError:
            continue
        if 0 <= days <= _SOON and dates_in_words.is_weekday(mention, year) is not False:
            return year
    return None


def _implied(
    judged: Sequence[Judged], kept: Sequence[int], comment: Mention | None, english: bool
) -> Guess | None:
    today = _this_day(judged, kept, english)
    if today is not None:
        mention, said = today
        year = (
            mention.year
            or _year_before(mention, comment)
            or _year_by_weekday(judged, kept, mention)
        )
        if year is not None:
            day = replace(mention, year=year, time=None, zone=None)
            if comment is None or not 0 <= (_day_of(comment) - _day_of(day)).days <= _SOON:
                return Guess(f"{day.edtf}~", "day-in-text", said, stated=False)
            if _day_of(comment) == _day_of(day):
                return Guess(str(day.edtf), "day-in-text", said, stated=False)
            until = _day_of(comment).isoformat()
            return Guess(f"{day.edtf}/{until}", "day-in-text-and-comment", said, stated=False)
    if comment is not None:
        return Guess(f"{_day_of(comment).isoformat()}~", "first-comment", stated=False)
    return None


def _this_day(
    judged: Sequence[Judged], kept: Sequence[int], english: bool
) -> tuple[Mention, str] | None:
    """A day that the text calls "this": the day it was written on, or the day before."""
    for i in kept:
        text = judged[i].line.text
        for mention in dates_in_words.find(text, month_first=english):
            if mention.day is not None and mention.deictic:
                return mention, text[max(0, mention.start - 12) : mention.end].strip()
    return None


def _year_by_weekday(judged: Sequence[Judged], kept: Sequence[int], mention: Mention) -> int | None:
    """The year that the text speaks of and in which the weekday is right, if there is one only."""
    if mention.weekday is None:
        return None
    said = {int(year) for i in kept for year in _YEAR.findall(judged[i].line.text[:4000])}
    right = {year for year in said if dates_in_words.is_weekday(mention, year)}
    return right.pop() if len(right) == 1 else None
