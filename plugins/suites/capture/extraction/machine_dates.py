"""Machine dates: the dates that programs write in web pages -> EDTF, no more precise than written.

ISO 8601 in the forms of web pages (W3C-DTF; `20230919`; Java's `+02:00[Europe/Paris]`), Highwire's
`2023/09/19`, RFC 5322 (`Tue, 19 Sep 2023 11:00:00 GMT`), JavaScript's and Java's own (`Tue Sep 19
2023 13:00:00 GMT+0200 (CEST)`), Unix time in seconds or milliseconds. Midnight to the second is a
program's default when only the day is known, so it counts as the day; seconds are left out, for the
model has none.
"""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from suites.archive import dates
from suites.capture.extraction.lexicon import MONTHS, ZONES

_ISO = re.compile(
    r"(?P<year>\d{4})(?:[-/](?P<month>\d{1,2})(?:[-/](?P<day>\d{1,2})(?:(?:T|t|\s+)"
    r"(?P<time>\d{2}:\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?"
    r"\s*(?P<zone>Z|z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?)?)?)?",
    re.ASCII,
)
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?=T|$)", re.ASCII)
_ZONE_NAME = re.compile(r"\s*(?:\[[\w/+-]{1,40}\]|\([^()]{1,60}\))$")
_SCRIPT = re.compile(
    r"[A-Za-z]{3},? (?P<month>[A-Za-z]{3}) (?P<day>\d{1,2})(?:,? (?P<year>\d{4}))?"
    r" (?P<time>\d{2}:\d{2}:\d{2})(?: (?P<name>[A-Z]{2,4})?(?P<zone>[+-]\d{4})?)?"
    r"(?: (?P<late>\d{4}))?",
    re.ASCII,
)
_MAIL = re.compile(r"(?:[A-Za-z]{3}, )?\d{1,2} [A-Za-z]{3} \d{4} \d{2}:\d{2}")
_LONGEST = 120
_EARLIEST = 1990
"""The web has no page of before; an older date is a program's default."""


def edtf(words: str) -> str | None:
    """Return the date as EDTF, with time and zone when they are written; None when it is none.

    >>> edtf("2023-09-19T13:00:00+0200"), edtf("2023-09-19T00:00:00Z"), edtf("2023/09")
    ('2023-09-19T13:00+02:00', '2023-09-19', '2023-09')
    >>> edtf("Tue, 19 Sep 2023 11:00:00 GMT"), edtf("1695121200"), edtf("2023-02-30")
    ('2023-09-19T11:00Z', '2023-09-19T11:00Z', None)
    >>> edtf("Tue Sep 19 2023 13:00:00 GMT+0200 (CEST)"), edtf("1695121200000"), edtf("20230919")
    ('2023-09-19T13:00+02:00', '2023-09-19T11:00Z', '2023-09-19')
    """
    words = _ZONE_NAME.sub("", words.strip()[:_LONGEST])
    try:
        if match := _SCRIPT.fullmatch(words):
            month = MONTHS.get(match["month"].lower(), 0)
            zone = match["zone"] or ZONES.get((match["name"] or "").lower(), "")
            year = match["year"] or match["late"]
            words = f"{year}-{month:02}-{match['day'].zfill(2)}T{match['time']}{zone}"
        if _MAIL.match(words):
            words = parsedate_to_datetime(words).isoformat().replace("+00:00", "Z")
        elif re.fullmatch("[0-9]{10}|[0-9]{13}", words):
            words = datetime.fromtimestamp(int(words[:10]), UTC).strftime("%Y-%m-%dT%H:%MZ")
        match = _ISO.fullmatch(_COMPACT.sub(r"\1-\2-\3", words))
        if match is None:
            return None
        text = "-".join(part.zfill(2) for part in match.group("year", "month", "day") if part)
        time, second, zone = match.group("time", "second", "zone")
        if time and not (time == "00:00" and second in (None, "00")):
            text = f"{text}T{time}{_zone(zone or '')}"
        return text if dates.parse(text).earliest.year >= _EARLIEST else None
    except (ValueError, OverflowError):
        return None


def agree(date: str, other: str) -> bool:
    """Return whether two dates, as `edtf` gives them, can be of the same day.

    A time of day and its zone may move a day by one, when the other date has another zone or none.

    >>> agree("2023-09", "2023-09-19"), agree("2023-09-18T23:30Z", "2023-09-19")
    (True, True)
    >>> agree("2023-09-18", "2023-09-19")
    False
    """
    a, b = dates.parse(date), dates.parse(other)
    apart = max(a.earliest, b.earliest) - min(a.latest, b.latest)
    return apart.days <= (1 if (a.zone or b.zone) and a.zone != b.zone else 0)


def _zone(text: str) -> str:
    if text.upper() in ("Z", "UTC", "GMT"):
        return "Z"
    digits = text[1:].replace(":", "").ljust(4, "0")
    return f"{text[0]}{digits[:2]}:{digits[2:]}" if text else ""
