"""Stated dates: what machines write for a date -> EDTF, no more precise than it was written.

ISO 8601 in the forms of web pages (W3C-DTF), `2023/09/19` (Highwire), RFC 5322 (`Tue, 19 Sep 2023
11:00:00 GMT`) and Unix time. Midnight to the second is what programs write when only the day is
known, so it counts as the day; seconds are left out, for the model has none.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from suites.archive import dates

_ISO = re.compile(
    r"(\d{4})(?:[-/](\d{1,2})(?:[-/](\d{1,2})(?:(?:T|t|\s+)(\d{2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?"
    r"\s*(Z|z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?)?)?)?",
    re.ASCII,
)
_MAIL = re.compile(r"(?:[A-Za-z]{3}, )?\d{1,2} [A-Za-z]{3} \d{4} \d{2}:\d{2}")
_EARLIEST = 1990
"""The web has no page of before; an older date is a program's default."""


def edtf(words: str) -> str | None:
    """The date as EDTF, with time and zone when they are written; None when it is none.

    >>> edtf("2023-09-19T13:00:00+0200"), edtf("2023-09-19T00:00:00Z"), edtf("2023/09")
    ('2023-09-19T13:00+02:00', '2023-09-19', '2023-09')
    >>> edtf("Tue, 19 Sep 2023 11:00:00 GMT"), edtf("1695121200"), edtf("2023-02-30")
    ('2023-09-19T11:00Z', '2023-09-19T11:00Z', None)
    """
    words = words.strip()[: dates.MAX_LENGTH]
    found = _ISO.fullmatch(words)
    if found:
        text = _iso(*found.groups())
    elif _MAIL.match(words):
        text = _mail(words)
    elif re.fullmatch("[0-9]{10}", words):
        text = datetime.fromtimestamp(int(words), UTC).strftime("%Y-%m-%dT%H:%MZ")
    else:
        return None
    try:
        date = dates.parse(text)
    except ValueError:
        return None
    return text if date.earliest.year >= _EARLIEST else None


def agree(one: str, other: str) -> bool:
    """Whether two dates, as `edtf` gives them, can be of the same day.

    A time of day and its zone may move a day by one, when the other date has another zone or none.

    >>> agree("2023-09", "2023-09-19"), agree("2023-09-18T23:30Z", "2023-09-19")
    (True, True)
    >>> agree("2023-09-18", "2023-09-19")
    False
    """
    a, b = dates.parse(one), dates.parse(other)
    apart = max(a.earliest, b.earliest) - min(a.latest, b.latest)
    return apart.days <= (1 if (a.zone or b.zone) and a.zone != b.zone else 0)


def _iso(
    year: str, month: str | None, day: str | None,
    hour: str | None, minute: str | None, second: str | None, zone: str | None,
) -> str:  # fmt: skip
    text = "-".join(part.zfill(2) for part in (year, month, day) if part)
    if hour is None or (hour, minute, second or "00") == ("00", "00", "00"):
        return text
    return f"{text}T{hour}:{minute}{_zone(zone or '')}"


def _zone(text: str) -> str:
    if text.upper() in ("Z", "UTC", "GMT"):
        return "Z"
    digits = text[1:].replace(":", "").ljust(4, "0")
    return f"{text[0]}{digits[:2]}:{digits[2:]}" if text else ""


def _mail(words: str) -> str:
    try:
        moment = parsedate_to_datetime(words)
    except (ValueError, OverflowError):
        return ""
    if moment.hour == moment.minute == moment.second == 0:
        return moment.date().isoformat()
    zone = moment.strftime("%z")
    return moment.strftime("%Y-%m-%dT%H:%M") + (
        "" if not zone else _zone("Z" if zone == "+0000" else zone)
    )
