"""EDTF text -> a `Date`: the days it may mean, how precise it is, and whether it is doubted.

Use it through `dates`. Source: EDTF, ISO 8601-2:2019 levels 0 to 2
(https://www.loc.gov/standards/datetime/), and one form beside it: a day with a time of day.
"""

import re
from calendar import month_name, monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import product
from typing import Literal

Precision = Literal["minute", "day", "month", "season", "year", "decade", "interval", "set"]

MAX_LENGTH = 80
"""The characters that a date may have; more is a mistake, or an attack."""

FIRST_YEAR, LAST_YEAR = 1000, 2999

_PARTS = re.compile("([0-9X]{4})(?:-([0-9X]{2}))?(?:-([0-9X]{2}))?")
_PART = "(?:[~?%][0-9X]{{{0}}}|[0-9X]{{{0}}}[~?%]?)"
_SIGNED = re.compile(f"{_PART.format(4)}(?:-{_PART.format(2)}){{0,2}}")
_TIME = re.compile(
    r"((?:[01][0-9]|2[0-3]):[0-5][0-9])(?::[0-5][0-9])?(Z|[+-](?:0[0-9]|1[0-4]):[0-5][0-9])?"
)
_FAR = re.compile("-[0-9]{4}|Y-?[0-9]")
_YEARS = f"the year is not between {FIRST_YEAR} and {LAST_YEAR}"
_FORM = "it is not an EDTF date; write 2023, 2023-09, 2023-09-19 or 2023-09-19T13:00+02:00"
_SEASONS = {
    **{21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 14)},
    **{33 + n: (1 + 3 * n, 3 + 3 * n) for n in range(4)},
    **{37 + n: (1 + 4 * n, 4 + 4 * n) for n in range(3)},
    **{40 + n: (1 + 6 * n, 6 + 6 * n) for n in range(2)},
}
"""The first and the last month of each code of ISO 8601-2, 4.8: seasons as meteorologists count
them, the winter going on into the next year, then quarters, thirds and halves of a year."""


@dataclass(frozen=True, slots=True)
class Date:
    """What is known of a moment: `text` as written, and the first and last day it may mean.

    An open or unknown end is `date.min` or `date.max`. `time` is "13:00" and `zone` "+02:00", "Z"
    or None when not written; days are those of that zone. A `set` is `[one,of]` or `{all,of}`;
    an `interval` has two ends, or unspecified digits that are no whole year, month or decade.
    """

    text: str
    earliest: date
    latest: date
    precision: Precision
    time: str | None = None
    zone: str | None = None
    approximate: bool = False
    uncertain: bool = False


def parse(text: str) -> Date:
    """Return the date that an EDTF text means; ValueError says in one sentence why it means none.

    >>> parse("2023-09").latest
    datetime.date(2023, 9, 30)
    >>> parse("2023-02-30")
    Traceback (most recent call last):
    ValueError: "2023-02-30": February 2023 has 28 days
    """
    if not text:
        raise ValueError("a date is not empty text; leave the key out or write null")
    if len(text) > MAX_LENGTH:
        raise _wrong(text, f"a date has {MAX_LENGTH} characters at most")
    return _parsed(text)


@lru_cache(maxsize=16384)  # the days of forty years
def _parsed(text: str) -> Date:
    if text[:1] in ("[", "{"):
        return _set(text)
    return _interval(text) if "/" in text else _single(text)


def _wrong(text: str, why: str) -> ValueError:
    return ValueError(f'"{text if len(text) <= 40 else text[:39] + "…"}": {why}')


def _single(text: str) -> Date:
    whole_day, at, time_of_day = text.partition("T")
    parts = _PARTS.fullmatch(without_signs(whole_day))
    if not parts:
        raise _wrong(text, _YEARS if _FAR.match(text) else _FORM)
    year, month, day = parts.groups()
    time = zone = None
    if at:
        found = _TIME.fullmatch(without_signs(time_of_day))
        if not found or not day or "X" in parts[0]:
            raise _wrong(text, "a time of day is written T13:00+02:00 after a whole date")
        if without_signs(text) != text:
            raise _wrong(text, "a time of day is neither approximate nor uncertain")
        time, zone = found.groups()
    elif not _SIGNED.fullmatch(text):
        raise _wrong(text, "one of ~, ? and % stands at the end, or beside a part of the date")
    earliest, latest, precision = _days(text, year, month, day)
    approximate, uncertain = "~" in text or "%" in text, "?" in text or "%" in text
    precision = "minute" if time else precision
    return Date(text, earliest, latest, precision, time, zone, approximate, uncertain)


def _days(text: str, year: str, month: str | None, day: str | None) -> tuple[date, date, Precision]:
    """Return the first and the last day that the parts of a date may mean, and its precision."""
    if "X" in f"{year}{month}{day}":
        return _unspecified(text, year, month, day)
    if month and not day and int(month) in _SEASONS:
        return _season(text, year, month)
    y = int(year)
    if not FIRST_YEAR <= y <= LAST_YEAR:
        raise _wrong(text, _YEARS)
    if month is None:
        return date(y, 1, 1), date(y, 12, 31), "year"
    m = int(month)
    if not 1 <= m <= 12:
        raise _wrong(text, f"there is no month {month}")
    last = monthrange(y, m)[1]
    if day is None:
        return date(y, m, 1), date(y, m, last), "month"
    if not 1 <= int(day) <= last:
        raise _wrong(text, f"{month_name[m]} {y} has {last} days")
    return date(y, m, int(day)), date(y, m, int(day)), "day"


def without_signs(text: str) -> str:
    """Return a date without the signs that say how sure it is.

    >>> without_signs("2023?-21")
    '2023-21'
    """
    return re.sub("[~?%]", "", text)


def _unspecified(
    text: str, year: str, month: str | None, day: str | None
) -> tuple[date, date, Precision]:
    if year[0] not in "12":
        raise _wrong(text, _YEARS)
    years = _fitting(year, range(FIRST_YEAR, LAST_YEAR + 1))
    if month and not day and month.isdigit() and int(month) in _SEASONS:
        first, last = (_season(text, str(one), month) for one in (years[0], years[-1]))
        return first[0], last[1], "interval"
    months = _fitting(month or "XX", range(1, 13))
    days = _fitting(day or "XX", range(1, 32))
    earliest = _first_real(product(years, months, days))
    latest = _first_real(product(years[::-1], months[::-1], days[::-1]))
    if earliest is None or latest is None:
        raise _wrong(text, "no day of the calendar fits it")
    precision: Precision = "interval"
    if year.isdigit() and month == "XX" and day in (None, "XX"):
        precision = "year"
    elif year.isdigit() and month and month.isdigit() and day == "XX":
        precision = "month"
    elif year[:3].isdigit() and month is None:
        precision = "decade"
    return earliest, latest, precision


def _fitting(mask: str, numbers: range) -> list[int]:
    digits = re.compile(mask.replace("X", "[0-9]"))
    return [n for n in numbers if digits.fullmatch(str(n).zfill(len(mask)))]


def _first_real(candidates: Iterable[tuple[int, int, int]]) -> date | None:
    return next((date(y, m, d) for y, m, d in candidates if d <= monthrange(y, m)[1]), None)


def _season(text: str, year: str, code: str) -> tuple[date, date, Precision]:
    first, last = _SEASONS[int(code)]
    start = _days(text, year, f"{first:02}", None)[0]
    end_year, end_month = start.year + (last > 12), (last - 1) % 12 + 1
    if end_year > LAST_YEAR:
        raise _wrong(text, f"it ends after {LAST_YEAR}, the last year that is read")
    end = date(end_year, end_month, monthrange(end_year, end_month)[1])
    return start, end, "season"


def _interval(text: str) -> Date:
    left, *rest = text.split("/")
    if len(rest) != 1:
        raise _wrong(text, _FORM)
    start, end = _end(left), _end(rest[0])
    if start is None and end is None:
        raise _wrong(text, "an interval without a start and without an end says nothing")
    earliest = start.earliest if start else date.min
    latest = end.latest if end else date.max
    if earliest > latest:
        raise _wrong(text, "the interval ends before it starts")
    return _together(text, earliest, latest, "interval", [d for d in (start, end) if d])


def _end(text: str) -> Date | None:
    if text in ("", ".."):
        return None
    end = _single(text)
    if end.time:
        raise _wrong(text, "an interval goes from day to day, without a time of day")
    return end


def _set(text: str) -> Date:
    if text[-1] != {"[": "]", "{": "}"}[text[0]] or len(text) < 3:
        raise _wrong(text, f"a set that opens with {text[0]} is not closed")
    members = members_of(text)
    earliest, latest = min(d.earliest for d in members), max(d.latest for d in members)
    return _together(text, earliest, latest, "set", members)


def members_of(text: str) -> list[Date]:
    """Return the dates of a set `[a,b]` or `{a,b}`; `a..b` among them is an interval."""
    members: list[Date] = []
    for part in text[1:-1].split(","):
        start, dots, end = part.partition("..")
        members.append(_interval(f"{start}/{end}") if dots else _single(part))
    return members


def _together(
    text: str, earliest: date, latest: date, precision: Precision, parts: list[Date]
) -> Date:
    approximate = any(d.approximate for d in parts)
    uncertain = any(d.uncertain for d in parts)
    return Date(text, earliest, latest, precision, None, None, approximate, uncertain)
