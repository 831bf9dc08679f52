"""Dates: EDTF dates, and their words in the language of a page.

    text -> parse -> Date -> label | phrase | term | html_datetime | atom | sort_key

Words say no more than is known: "septembre 2023" never becomes a day. `label` stands alone,
`phrase` inside a sentence, `term` is what was promised. Approximate dates are said with "vers",
uncertain ones are followed by "(date incertaine)". A language that is not there is a KeyError. The
composer does the same in the browser (`theme/static/js/composer/edtf.js`).
"""

from calendar import monthrange
from datetime import date
from functools import lru_cache
from typing import Literal, NamedTuple

from suites.archive.dates.edtf_dates import (
    MAX_LENGTH,
    Date,
    Precision,
    members_of,
    parse,
    without_signs,
)
from suites.archive.dates.meant import meant
from suites.archive.dates.words import DateWords, Kind, Prepositions, date_words, words
from suites.archive.languages import WIDE, cldr

__all__ = [
    "MAX_LENGTH", "Date", "Precision",
    "atom", "date_words", "html_datetime", "label", "last_day", "meant", "parse", "phrase",
    "sort_key", "term", "year",
]  # fmt: skip

_Mode = Literal["label", "phrase", "term"]
_Drop = Literal["", "year", "month"]


def label(d: Date, language: str, *, short: bool = False) -> str:
    r"""Return the date standing alone; `short` shortens the months and leaves the time of day out.

    >>> label(parse("2024-01-30/2024-02-02"), "fr")
    'du 30\xa0janvier au 2\xa0février 2024'
    >>> label(parse("2023-09-19T13:00+02:00"), "fr", short=True)
    '19\xa0sept. 2023'
    """
    return _in_words(d.text, language, "label", short)


def phrase(d: Date, language: str) -> str:
    r"""Return the date inside a sentence, with its preposition.

    >>> phrase(parse("2024-01-09/2024-01-10"), "fr"), phrase(parse("2024"), "fr")
    ('entre le 9 et le 10\xa0janvier 2024', 'en 2024')
    """
    return _in_words(d.text, language, "phrase", False)


def term(d: Date, language: str) -> str:
    """Return the date as a promised term.

    >>> term(parse("2024"), "fr"), term(parse("../2024-06"), "fr")
    ('dans l’année 2024', 'au plus tard en juin 2024')
    """
    return _in_words(d.text, language, "term", False)


def html_datetime(d: Date) -> str | None:
    """Return a value for `<time datetime>` (HTML Living Standard, 4.5.14), or None.

    Intervals, sets, seasons and decades have none, nor do approximate and uncertain dates.

    >>> html_datetime(parse("2023-09-19T13:00+02:00")), html_datetime(parse("2023~"))
    ('2023-09-19T13:00+02:00', None)
    """
    length = {"year": 4, "month": 7, "day": 10, "minute": 10}.get(d.precision)
    if length is None or d.approximate or d.uncertain:
        return None
    day = d.earliest.isoformat()[:length]
    return f"{day}T{d.time}{d.zone or ''}" if d.time else day


def atom(d: Date) -> str:
    """Return the first day of a date, else its last, at 00:00 UTC (RFC 3339).

    >>> atom(parse("2026-11"))
    '2026-11-01T00:00:00Z'
    """
    day = d.latest if d.earliest == date.min else d.earliest
    return f"{day.isoformat()}T00:00:00Z"


def year(d: Date) -> int:
    """Return the year that a date is listed under: that of its last day, else of its first.

    >>> year(parse("2023/2024")), year(parse("2023/.."))
    (2024, 2023)
    """
    return last_day(d).year


def last_day(d: Date) -> date:
    """Return the day that a date is listed by: its last, or its first where it has no end."""
    return d.earliest if d.latest == date.max else d.latest


def sort_key(d: Date | None) -> tuple[bool, date, date, str]:
    """Return a key that orders dates by first day, last day and time of day; no date comes last."""
    if d is None:
        return True, date.max, date.max, ""
    return False, d.earliest, d.latest, d.time or ""


class _Saying(NamedTuple):
    """How a date is to be said: in which language, with its words, as what, in full or short."""

    language: str
    words: DateWords
    mode: _Mode
    is_short: bool

    def month(self, number: int) -> str:
        return cldr.months(self.language, "abbreviated" if self.is_short else "wide")[number - 1]


@lru_cache(maxsize=8192)  # the same days stand on many pages
def _in_words(text: str, language: str, mode: _Mode, short: bool) -> str:
    d, known = parse(text), words(language)
    saying = _Saying(language, known, mode, short)
    if d.precision == "set":
        members = [_certain(member, saying) for member in members_of(d.text)]
        found = cldr.listed(members, language, "or" if d.text[0] == "[" else "standard")
    else:
        found = _certain(d, saying)
    return found + known.uncertain if d.uncertain else found


def _certain(d: Date, saying: _Saying) -> str:
    known = saying.words
    if d.precision == "interval":
        return _interval(d, saying)
    case, name = _case(d, known), _name(d, saying)
    if d.approximate:
        is_alone = case.about_alone and saying.mode != "phrase"
        return (case.about_alone if is_alone else case.about).format(name)
    forms = {"label": case.alone, "phrase": case.inside, "term": case.term}
    return forms[saying.mode].format(name)


def _interval(d: Date, saying: _Saying) -> str:
    known = saying.words
    start, end = _ends(d)
    if end is None:
        assert start is not None, d.text
        return _elided(_case(start, known).since.format(_end_name(start, saying)), known)
    if start is None:
        # What is known is the end: that something lasted until then would say more.
        case = _case(end, known)
        form = case.deadline if saying.mode == "term" and case.deadline else case.latest
        return form.format(_end_name(end, saying))
    if (start.earliest, start.latest) == (end.earliest, end.latest):
        return _certain(end, saying)
    drop = _common(start, end)
    first, last = _end_name(start, saying, drop), _end_name(end, saying)
    if saying.mode != "label":
        articles = (_case(x, known).article.format(n) for x, n in ((start, first), (end, last)))
        return known.between.format(*articles)
    years = start.precision == end.precision == "year" and not d.approximate
    if drop == "month" or years:
        return known.range.format(first, last)
    if saying.is_short:
        return " – ".join(_case(x, known).alone.format(n) for x, n in ((start, first), (end, last)))
    since = _elided(_case(start, known).start.format(first), known)
    return f"{since} {_case(end, known).end.format(last)}"


def _common(start: Date, end: Date) -> _Drop:
    """Return what the first end need not repeat: the year, or the month with it."""
    calendar = ("day", "month")
    if start.earliest.year != end.earliest.year or start.approximate or end.approximate:
        return ""
    if start.precision not in calendar or end.precision not in calendar:
        return ""
    same_month = start.earliest.month == end.earliest.month
    return "month" if same_month and start.precision == end.precision == "day" else "year"


def _ends(d: Date) -> tuple[Date | None, Date | None]:
    if "/" in d.text:
        left, right = (None if end in ("", "..") else parse(end) for end in d.text.split("/"))
        # An end with unspecified digits is known by its own ends: no later than 20XX is 2099.
        if left and left.precision == "interval":
            left = _ends(left)[0]
        if right and right.precision == "interval":
            right = _ends(right)[1]
        return left, right
    # Unspecified digits are said as the largest whole parts of the calendar that they span.
    first, last = d.earliest.isoformat(), d.latest.isoformat()
    length = 10
    if first.endswith("-01") and d.latest.day == monthrange(d.latest.year, d.latest.month)[1]:
        length = 4 if first.endswith("-01-01") and last.endswith("-12-31") else 7
    sign = "~" if d.approximate else ""
    return parse(first[:length] + sign), parse(last[:length] + sign)


def _case(d: Date, known: DateWords) -> Prepositions:
    if d.precision == "season":
        return known.cases["bare-season" if _code(d) in known.bare_seasons else "season"]
    kinds: dict[Precision, Kind] = {"month": "month", "year": "year", "decade": "decade"}
    return known.cases[kinds.get(d.precision, "day")]


def _code(d: Date) -> int:
    return int(without_signs(d.text)[5:7])


def _end_name(d: Date, saying: _Saying, drop: _Drop = "") -> str:
    name = _name(d, saying, drop)
    return saying.words.about_end.format(name) if d.approximate else name


def _name(d: Date, saying: _Saying, drop: _Drop = "") -> str:
    known = saying.words
    year = "" if drop else f" {d.earliest.year}"
    month = saying.month(d.earliest.month)
    match d.precision:
        case "year":
            return str(d.earliest.year)
        case "decade":
            return known.decade.format(d.earliest.year)
        case "season":
            # A winter has two years.
            first, last = d.earliest.year, d.latest.year
            years = str(first) if first == last else known.winter.format(first, last)
            return f"{known.seasons[_code(d)]} {years}"
        case "month":
            return month + year
    number = d.earliest.day
    day = known.first_day if number == 1 else known.day_number.format(number)
    name = day if drop == "month" else f"{day}{WIDE}{month}{year}"
    if d.time and not saying.is_short:
        return known.hour.format(name, *d.time.split(":")) + _zone(d.zone)
    return name


def _zone(zone: str | None) -> str:
    r"""Return the zone of a time of day, as its distance from UTC; nothing when it is not known.

    >>> _zone("Z"), _zone("+02:00"), _zone("-03:30"), _zone(None)
    ('\xa0(UTC)', '\xa0(UTC+2)', '\xa0(UTC−3:30)', '')
    """
    if zone is None:
        return ""
    sign, hours, minutes = zone[:1], zone[1:3], zone[4:]
    if zone == "Z" or int(hours + minutes) == 0:
        return f"{WIDE}(UTC)"
    distance = f"{int(hours)}:{minutes}" if int(minutes) else str(int(hours))
    return f"{WIDE}(UTC{sign.replace('-', '−')}{distance})"


def _elided(text: str, known: DateWords) -> str:
    for before, after in known.elisions:
        text = text.replace(before, after)
    return text
