"""Publication date: the day of publication, and the ground on which it is known.

    datelines around the text -> else the year that comments give to a day -> else the interval
    between a day that the text calls "this Tuesday" and the first reader's comment

"Published" is preferred over "updated". Copyright lines, lists of other articles and the days that
the text tells of are no datelines. Nothing is filled in: an implied date is approximate, or an
interval, and not `stated`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import islice, pairwise
from typing import NamedTuple

from suites.capture.captured_article import Guess
from suites.capture.dumps.boilerplate import Boilerplate
from suites.capture.dumps.byline import is_byline
from suites.capture.dumps.features import DATE_LABEL, Line
from suites.capture.extraction.lexicon import words
from suites.capture.extraction.textual_dates import DateMention, find_dates

_ABOVE, _UNDER = 10, 8
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_SOON = 31
_UPDATED_COST = 3.2
# In a page in English: a day that is no month, or a zone of Europe, beside a time or a day.
_DAY_FIRST = re.compile(
    r"(?<![\d/])(?:1[3-9]|2\d|3[01])/(?:0?[1-9]|1[0-2])/(?:19|20)?\d\d(?!\d)"
    r"|\d/\d\d?/\d{2,4}\D{1,12}\d\d?[:.]\d\d\s?(?:GMT|BST|CES?T)\b"
)
_PLACE = re.compile(r"\W{0,3}(?:[A-ZÀ-Ý][^,;:.!?]{1,40}[,/(–—-]\s?(?:le\s|den\s|am\s|el\s)?)?")
_PARTS = re.compile(r"\s?\)?\s?(?:[–—-]\s|[:.]\s+(?=[A-ZÀ-Ý„«“\"])|(?=[A-ZÀ-Ý]))")
_DATE_WORD = re.compile(r"\W*(?:date|datum|fecha|data)\b", re.I)
_OF_OTHERS = (Boilerplate.LEGAL, Boilerplate.RELATED, Boilerplate.RELATED_INLINE, Boilerplate.REPLY)


class Candidate(NamedTuple):
    """A date near the text, its line, its score, and "published" or "updated" before it."""

    mention: DateMention
    text: str
    score: float
    label: str | None


def find_publication_date(
    lines: Sequence[Line], headline: int | None, body: Sequence[int], *, english: bool
) -> Guess | None:
    """Return the date of publication, or None.

    `english` reads 03/04/2020 as March 4, where the page writes no day first.
    """
    english = english and not any(_DAY_FIRST.search(line.text[:400]) for line in lines)
    candidates = sorted(_candidates(lines, headline, body, english), key=lambda one: -one.score)
    full = [one for one in candidates if one.mention.edtf and one.mention.day]
    if full and full[0].score > 0:
        return _stated(full)
    comment = _first_comment(lines, body[-1], english)
    for mention, text, score, label in candidates:
        without_year = mention.year is None and label != "updated" and score > 0
        if without_year and (day := _day_before(mention, comment)):
            return _guess(replace(mention, year=day.year), "year-of-comment", text)
    if guess := _implied([lines[i] for i in body], comment):
        return guess
    for mention, text, score, label in full:
        if label == "updated" and score > -_UPDATED_COST:
            return _guess(mention, "updated-only", text)
    for mention, text, score, label in candidates:
        if mention.year and label == "published" and score > 1.5:
            return _guess(mention, "dateline", text)
    return None


def _stated(full: Sequence[Candidate]) -> Guess:
    """Return the date of the best candidate."""
    mention, text, _, label = full[0]
    if label != "published":
        # A line of bare dates is that of publication and those of changes: the first day is meant.
        alike = [one.mention for one in full if one.text == text and one.label == label]
        mention = min(alike, key=lambda mention: mention.edtf or "")
    basis = "day-or-month-first" if mention.ambiguous else "dateline"
    return _guess(mention, "updated-only" if label == "updated" else basis, text)


def _guess(mention: DateMention, basis: str, text: str) -> Guess:
    return Guess(mention.edtf or "", basis, text, stated=basis == "dateline")


def _candidates(
    lines: Sequence[Line], headline: int | None, body: Sequence[int], english: bool
) -> Iterator[Candidate]:
    """Yield the dates around the beginning of the text and under its end."""
    last = body[-1]
    top = body[0] if headline is None else min(headline, body[0])
    around = range(max(0, top - _ABOVE), body[min(5, len(body) - 1)] + 1)
    yield from _under_other_headlines(lines, headline, around.start, english)
    yield from _openings([lines[i] for i in body[:2]], english)
    for i in (*around, *range(last + 1, min(last + 1 + _UNDER, len(lines)))):
        line, under = lines[i], i > last
        if under and line.boilerplate is Boilerplate.COMMENTS:
            break
        if line.boilerplate in _OF_OTHERS or not line.is_dateline:
            continue
        place = _place_score(lines, i, headline, last)
        place -= sum(lines[j].is_prose for j in body[1:] if j < i <= last)
        signed = i and (is_byline(lines[i - 1]) or lines[i - 1].boilerplate is Boilerplate.SHARE)
        for one in _dates_in(line, place, english, _label_of(lines, i)):
            # Under the text, a time of day is more likely that of a reader's comment.
            alone = _is_alone(line, one, i > last + 1 and not signed)
            if not under or one.label == "published" or alone:
                yield one


def _label_of(lines: Sequence[Line], i: int) -> str | None:
    """Return the label of a date, when it is a line of its own: "Published on"."""
    above = lines[i - 1] if i else None
    if above is None or above.word_count > 4 or above.dates:
        return None
    label = DATE_LABEL.search(above.text)
    return label.lastgroup if label else None


def _under_other_headlines(
    lines: Sequence[Line], headline: int | None, first: int, english: bool
) -> Iterator[Candidate]:
    """Yield the dates right under the same headline farther up, with pictures or menus between."""
    if headline is None or lines[headline].word_count < 4:
        return
    title = lines[headline].text
    for i in (i for i in range(first) if lines[i].text == title):
        for distance, line in enumerate(lines[i + 1 : min(i + 5, first)]):
            if line.is_dateline and line.boilerplate not in _OF_OTHERS:
                yield from _dates_in(line, 1.2 - 0.12 * distance, english)


def _openings(lines: Sequence[Line], english: bool) -> Iterator[Candidate]:
    """Yield the date with which the first paragraph begins, after a place: "Lyon, 3 May 2021 -"."""
    for line in lines:
        for mention in _dates_of(line, english, 160)[:1]:
            opens = _PLACE.fullmatch(line.text[: mention.start]) and not line.is_dateline
            if opens and mention.day and _PARTS.match(line.text, mention.end):
                yield Candidate(mention, line.text[: mention.end], 1.0, None)


def _dates_of(line: Line, english: bool, most: int | None = None) -> list[DateMention]:
    return find_dates(line.text[:most], month_first=english, language=line.further)


def _is_alone(line: Line, candidate: Candidate, far: bool) -> bool:
    """Return whether a date under the text may be its dateline: nothing but a name beside it."""
    mention, text = candidate.mention, candidate.text
    rest = words(text[: line.dates[0].start] + text[line.dates[-1].end :])
    names = all(word[0].isupper() or word in ("le", "am", "den", "on", "il", "el") for word in rest)
    return len(rest) <= 4 and (names or mention.start == 0) and not (far and mention.time)


def _place_score(lines: Sequence[Line], i: int, headline: int | None, last: int) -> float:
    """Return the score of the place of a dateline: best right under the headline."""
    under_headline = 0 if headline is None else i - headline
    score = 2.4 - 0.12 * under_headline if under_headline >= 0 else 1.6 + 0.2 * under_headline
    if i > last:
        score = 0.6 - 0.12 * (i - last) + 0.6 * bool(_DATE_WORD.match(lines[i].text))
    if sum(line.is_dateline for line in lines[max(0, i - 5) : i + 6]) > 3:
        score -= 1.5  # a list of other articles
    if lines[i].is_bullet:
        score -= 0.4
    if lines[i].boilerplate is Boilerplate.CREDIT:
        score -= 2.0
    return score


def _dates_in(
    line: Line, place: float, english: bool, label: str | None = None
) -> Iterator[Candidate]:
    """Yield the dates of a line, each with the label that stands before it."""
    text, before = line.text, 0
    for mention in _dates_of(line, english):
        for match in DATE_LABEL.finditer(text, before, mention.start):
            label = match.lastgroup
        before, score = mention.end, place
        if label == "published":
            score += 2.5
        else:
            score -= _UPDATED_COST if label == "updated" else 0.0
            score -= 1.0 if mention.short_year else 0.0
        yield Candidate(mention, text, score, label)


def _first_comment(lines: Sequence[Line], last: int, english: bool) -> date | None:
    """Return the earliest day among the readers' comments: dates with a time, under a name."""
    days: list[date] = []
    among = False
    for above, line in pairwise(lines[last:]):
        among = among or line.boilerplate is Boilerplate.COMMENTS
        named = above.word_count <= 4 and not above.boilerplate
        if line.is_dateline and (among or named):
            days += [
                day
                for mention in _dates_of(line, english)
                if (mention.time or among) and (day := mention.in_year(mention.year))
            ]
    return min(days, default=None)


def _day_before(mention: DateMention, comment: date | None) -> date | None:
    """Return the day of a mention without a year, shortly before the first comment."""
    for year in (comment.year, comment.year - 1) if comment else ():
        day = mention.in_year(year)
        if _is_soon(day, comment) and mention.matches_weekday(year) is not False:
            return day
    return None


def _is_soon(day: date | None, comment: date | None) -> bool:
    return day is not None and comment is not None and 0 <= (comment - day).days <= _SOON


def _implied(body: Sequence[Line], comment: date | None) -> Guess | None:
    """Return the day that the text calls "this", the interval to the first comment, or its day."""
    day, phrase = None, ""
    mentions = ((mention, line.text) for line in body for mention in line.dates)
    deictic = ((mention, text) for mention, text in mentions if mention.day and mention.deictic)
    for mention, text in islice(deictic, 1):
        phrase = text[max(0, mention.start - 12) : mention.end].strip()
        day = mention.in_year(mention.year) or _day_before(mention, comment)
        day = day or _day_by_weekday(mention, body)
    if day is None:
        return Guess(f"{comment}~", "first-comment", stated=False) if comment else None
    if not _is_soon(day, comment):
        return Guess(f"{day}~", "day-in-text", phrase, stated=False)
    if comment == day:
        return Guess(f"{day}", "day-in-text", phrase, stated=False)
    return Guess(f"{day}/{comment}", "day-in-text-and-comment", phrase, stated=False)


def _day_by_weekday(mention: DateMention, body: Sequence[Line]) -> date | None:
    """Return the day in the only year of the text in which its weekday is right."""
    years = {int(year) for line in body for year in _YEAR.findall(line.text[:4000])}
    right = [year for year in years if mention.matches_weekday(year)]
    return mention.in_year(right[0]) if len(right) == 1 else None
