"""Datelines: the days that a page shows to its reader around its headline.

A line with a date counts by its place (right under the headline is best), by what it says of the
date ("published", "updated"), by its element, and by how little else it says. Lists of dates are
of other articles; long lines are running text.
"""

import re
from bisect import bisect
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import MAXYEAR, date, timedelta
from itertools import islice

from lxml.html import HtmlElement

from suites.capture.captured_article import Doubt
from suites.capture.encoding import line
from suites.capture.extraction.lexicon import SECTIONS, alternatives
from suites.capture.extraction.machine_dates import edtf
from suites.capture.extraction.publication_day.candidates import Candidate, read
from suites.capture.extraction.publication_day.locales import PageLocale
from suites.capture.extraction.publication_day.page_line import PageLine, Part
from suites.capture.extraction.publication_day.page_lines import LONG, PageLines
from suites.capture.extraction.textual_dates import DateMention

LABEL = re.compile(
    rf"(?<!\w)(?:(?P<published>{alternatives('published')})|(?P<updated>{alternatives('updated')}))"
    r"(?!\w)",
    re.IGNORECASE,
)
_UPDATED_NAME = re.compile(r"updat(?!ed(?![\w-]))|modif|aktuali", re.IGNORECASE)
_PUBLISHED_NAME = re.compile(
    r"datePublished|(?<![a-z])publi(?:shed|cation|e)(?![a-rt-z])", re.IGNORECASE
)
_RUNNING = re.compile(r"(?<![\w’'-])[^\W\d_A-Z]{3,}(?![\w-])")
_FEW_WORDS = 5
_DATE_NAME = re.compile(
    r"date|time|datum|publi|posted|byline|meta|stamp|created|info", re.IGNORECASE
)
_OTHER = re.compile(rf"(?<!\w)(?:{alternatives('other_date')})\W{{1,3}}$", re.IGNORECASE)
_OF_SITE = re.compile(rf"(?<!\w)(?:{alternatives('of_site')})(?!\w)", re.IGNORECASE)
_PASSIVE = re.compile(r"(?<!\w)(?:wurde|werd|was|foi|è stat[oa])\s[^.!?]{0,30}$", re.IGNORECASE)
_AFTER = 30
_OPENING = re.compile(r"(?:[^\W\d_a-z][^\W\d_]+(?:[ /][^\W\d_a-z][^\W\d_]+)?,?\s)?(?:den\s)?")
_OPENING_END = re.compile(r"\s?(?:[–—:]|[.-]\s)")
_RELATIVE = re.compile(rf"(?<!\w)(?:{'|'.join(SECTIONS['relative_days'])})(?!\w)", re.IGNORECASE)
_UNREAD = (Part.ARCHIVE, Part.COMMENTS)
_LONGEST_LABEL = 40
_MOST_DATED = 400
_MOST_READ = 600
_MOST_ELEMENTS = 16
_IN_ELEMENT = 0.3
"""The score of a date in running text that has an element of its own."""
_NEAR_BESIDE = -1.0
"""The least score of a place beside the article that is right under its headline."""
_LIST = 8
_NEAR = 8


def datelines(
    page: PageLines, locale: PageLocale, told: Sequence[Candidate] = ()
) -> Iterator[Candidate]:
    """Yield the dates that a page shows, each with the score of its place.

    A day without its year is one where it is beside a day that programs are told.
    """
    near = {day for one in told if (given := one.day) for day in _around(given)}
    long_lines = [n for n, one in enumerate(page.lines) if len(one.text) > LONG]
    seen = (n for n, one in enumerate(page.lines) if one.part not in _UNREAD and _is_dated(one))
    readings = {n: _readings(page.lines[n], locale) for n in islice(seen, _MOST_DATED)}
    dated = [n for n, found in readings.items() if found or _moments(page.lines[n])]
    for n in dated:
        readings_in_year = [(_with_year(mention, near), other) for mention, other in readings[n]]
        place = _place(page, n, dated, long_lines)
        yield from _of_line(page, n, readings_in_year, place, locale)


def _around(day: date) -> Iterator[date]:
    return (day + timedelta(days=days) for days in (-1, 0, 1) if 1 < day.year < MAXYEAR)


def _with_year(mention: DateMention, near: Collection[date]) -> DateMention:
    """Return a day without a year as the one of some days that it is."""
    if mention.year is not None:
        return mention
    days = (day for day in near if (day.month, day.day) == (mention.month, mention.day))
    day = next(days, None)
    return mention if day is None else replace(mention, year=day.year)


def _readings(one: PageLine, locale: PageLocale) -> list[tuple[DateMention, str]]:
    return [(mention, x) for mention, x in read(one.text[:_MOST_READ], locale) if mention.day]


def _moments(one: PageLine) -> list[tuple[HtmlElement, str]]:
    """Return the elements of a line that have a `datetime`, each with it as EDTF."""
    given = ((element, element.get("datetime") or "") for element in one.elements[:_MOST_ELEMENTS])
    return [(element, moment) for element, text in given if (moment := edtf(text))]


def relative_day(page: PageLines) -> Iterator[Doubt]:
    """Yield a doubt for a line beside the headline that only says "yesterday", or "3 hours ago"."""
    at = page.headline or 0
    for one in page.lines[max(0, at - _NEAR) : at + _NEAR]:
        if (
            one.part is Part.ARTICLE
            and len(one.text) <= LONG
            and (match := _RELATIVE.search(one.text))
        ):
            beside = len(one.text) - len(match[0])
            if beside <= 40 or LABEL.search(one.text):
                yield Doubt("date-relative", {"words": line(one.text, 80)})
                return


def _is_dated(one: PageLine) -> bool:
    return any(map(str.isdigit, one.text)) or any(e.get("datetime") for e in one.elements)


def _place(page: PageLines, n: int, dated: Sequence[int], long_lines: Sequence[int]) -> float:
    """Return the score of a place: 3 right under the headline, less further off."""
    if page.headline is None:
        score = 1.0 - 0.5 * bisect(long_lines, n)
    elif n >= page.headline:
        between = bisect(long_lines, n - 1) - bisect(long_lines, page.headline)
        far = n - page.headline - between
        score = 3.0 - min(2.0, 0.1 * far) - min(2.5, 0.4 * between)
    else:
        score = 2.3 - 0.25 * (page.headline - n)
    part = page.lines[n].part
    score -= 3.0 if part is Part.BESIDE else 0.0
    close_by = bisect(dated, n + _LIST) - bisect(dated, n - _LIST - 1)
    return score - (1.0 if close_by > (4 if n >= (page.headline or 0) else 2) else 0.0)


def _of_line(
    page: PageLines,
    n: int,
    readings: Sequence[tuple[DateMention, str]],
    place: float,
    locale: PageLocale,
) -> Iterator[Candidate]:
    """Yield the dates of a line; the time of its `time` element is a candidate beside them."""
    one, before = page.lines[n], page.lines[n - 1].text if n else ""
    text, words, end = one.text[:_MOST_READ], line(one.text[:_MOST_READ]), 0
    is_above = page.headline is None or n < page.headline
    mentions = [mention for mention, _ in readings]
    score = place + (1.0 if _DATE_NAME.search(_names(one.elements[:_MOST_ELEMENTS])) else 0.0)
    plain = _plainness(text, mentions)
    is_opening = bool(mentions) and _opens(text, mentions[0])
    said: str | None = None
    if len(before) <= _LONGEST_LABEL and (given := LABEL.match(before)):
        said = given.lastgroup

    def dated(
        value: str, basis: str, label: str | None, within: HtmlElement | None, swapped: str = ""
    ) -> Candidate:
        total = score + (max(plain, _IN_ELEMENT) if within is not None or is_opening else plain)
        total += 2.5 if label == "published" else 0.0
        is_ambiguous = bool(swapped) and not locale.is_certain
        is_header = one.part is Part.HEADER and is_above and label != "published"
        is_beside = one.part is Part.BESIDE
        is_near = is_beside and not is_above and place >= _NEAR_BESIDE
        return Candidate(
            value,
            basis,
            words,
            label,
            total,
            swapped,
            is_ambiguous,
            is_aside=is_beside or is_header,
            is_near=is_near,
        )

    for mention, swapped in readings:
        between = text[end : mention.start]
        for match in LABEL.finditer(between):
            said = match.lastgroup
        if _OTHER.search(between) or _OF_SITE.search(between):
            said = "other"
        if said is None and _PASSIVE.search(between):
            after = LABEL.search(text, mention.end, mention.end + _AFTER)
            said = after.lastgroup if after else None
        end = mention.end
        within = _element_of(one, text[mention.start : mention.end])
        label = said or ("" if within is None else _label_of_names(_names([within]))) or None
        if value := (mention.edtf or "").removesuffix("T00:00"):
            is_own = within is not None and _is_of_date(within)
            yield dated(value, "shown", label, within if is_own else None, swapped)
    for element, moment in _moments(one):
        yield dated(moment, "time", said or _label_of_names(_names([element])), element)


def _opens(text: str, mention: DateMention) -> bool:
    """Return whether a paragraph opens with a place and a day, as those of agencies do."""
    is_first = _OPENING.fullmatch(text, 0, mention.start) is not None
    return is_first and _OPENING_END.match(text, mention.end) is not None


def _element_of(one: PageLine, words: str) -> HtmlElement | None:
    """Return the innermost element around some words of a line."""
    elements = reversed(one.elements[:_MOST_ELEMENTS])
    return next((element for element in elements if words in _text(element)), None)


def _text(element: HtmlElement) -> str:
    return line("".join(islice(element.itertext(), 20)))


def _is_of_date(element: HtmlElement) -> bool:
    """Return whether an element is made for a date, by its name and its length."""
    name = f"{element.tag} {element.get('class') or ''}"[:200]
    return bool(_DATE_NAME.search(name)) and len(_text(element)) <= _LONGEST_LABEL


def _label_of_names(names: str) -> str | None:
    # Many templates call a date of publication both (hAtom), and "updated" alone means either.
    if _PUBLISHED_NAME.search(names):
        return "published" if not _UPDATED_NAME.search(names) else None
    return "updated" if _UPDATED_NAME.search(names) else None


def _names(elements: Sequence[HtmlElement]) -> str:
    """Return the names of elements, and of those around the first."""
    above = islice(elements[0].iterancestors(), 2) if elements else ()
    given = (
        (element.get(key) or "")[:200]
        for element in (*elements, *above)
        for key in ("class", "id", "itemprop")
    )
    return " ".join((*given, *("time" for element in elements if element.tag == "time")))


def _plainness(text: str, mentions: Sequence[DateMention]) -> float:
    """Return the score of how little a line says beside its dates and their labels."""
    rest = text
    for mention in mentions:
        rest = rest.replace(text[mention.start : mention.end], " ", 1)
    rest = LABEL.sub(" ", rest)
    running = len(_RUNNING.findall(rest[:LONG]))
    if running > _FEW_WORDS or (running > 1 and rest.rstrip().endswith((".", "!", "?"))):
        return -1.5 if len(rest) <= LONG else -3.0
    return 1.0 if len(rest) <= 30 else 0.3 if len(rest) <= 80 else -1.0
