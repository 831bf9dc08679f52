"""Local days: the day of a time of day where its page is read, when a program gives it in UTC.

22:30 UTC is half past midnight in Paris, a day later. The hour that the page shows tells the zone;
else the zone of another date, such as that of the last change.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from suites.capture.extraction.machine_dates import agree
from suites.capture.extraction.publication_day.candidates import Candidate

UTC = ("Z", "+00:00")
"""How the zone of UTC is written."""

_QUARTER = timedelta(minutes=15)
_OFFSETS = {
    "fr": (-5, 4), "de": (0, 3), "it": (0, 3), "nl": (-4, 3), "es": (-8, 2), "pt": (-5, 1),
}  # fmt: skip
"""Hours from UTC, from west to east, of the places where pages of a language are written."""
_ANYWHERE = (-11, 14)
_HOMES = {
    "fr": (2,), "de": (2,), "it": (2,), "nl": (2,), "es": (2, -6), "en": (-7, 1), "pt": (-3, 1),
}  # fmt: skip
"""Hours from UTC of the places where most of them are."""


def may_be_one_day(one: Candidate, other: Candidate, language: str) -> bool:
    """Return whether two dates may be of one day: they are, or one of them is a moment in UTC."""
    if not agree(one.value, other.value):
        return False
    if one.day is None or other.day is None or one.day == other.day:
        return True
    utc = [candidate for candidate in (one, other) if candidate.zone in UTC]
    if len(utc) != 1:
        return False
    here = other if utc[0] is one else one
    west, east = _OFFSETS.get(language, _ANYWHERE)
    moment = datetime.fromisoformat(utc[0].value).replace(tzinfo=None)
    first, last = (moment + timedelta(hours=hours) for hours in (west, east))
    return here.day is not None and first.date() <= here.day <= last.date()


def with_zone(shown: Candidate, told: Iterable[Candidate]) -> str:
    """Return the time of day that is shown, with the zone in which it is the one told to programs.

    The value as shown where no zone makes them one moment.
    """
    if "T" not in shown.value or shown.zone:
        return shown.value
    here = datetime.fromisoformat(shown.value)
    for one in told:
        if one.zone:
            offset = here - _in_utc(one.value)
            if timedelta(hours=-12) <= offset <= timedelta(hours=14) and not offset % _QUARTER:
                return shown.value + _written(offset)
    return shown.value


def in_zone_of(told: Candidate, others: Iterable[Candidate]) -> str:
    """Return a moment in UTC as the clock of the page has it, where another date tells its zone."""
    zone = next((one.zone for one in others if one.zone and one.zone not in UTC), None)
    if told.zone not in UTC or zone is None:
        return told.value
    offset = datetime.fromisoformat(f"2000-01-01T00:00{zone}").utcoffset() or timedelta()
    return (_in_utc(told.value) + offset).isoformat(timespec="minutes") + zone


def other_day(value: str, language: str) -> str:
    """Return the other day that a moment in UTC may be of where most speak a language; or nothing.

    >>> other_day("2023-09-18T22:30Z", "fr"), other_day("2023-09-18T12:30Z", "fr")
    ('2023-09-19', '')
    """
    if value.endswith(UTC):
        for hours in _HOMES.get(language, ()):
            day = f"{(_in_utc(value) + timedelta(hours=hours)).date()}"
            if day != value[:10]:
                return day
    return ""


def _in_utc(value: str) -> datetime:
    """Return a time of day with its zone as that of UTC, without a zone."""
    moment = datetime.fromisoformat(value)
    return moment.replace(tzinfo=None) - (moment.utcoffset() or timedelta())


def _written(offset: timedelta) -> str:
    minutes = int(offset.total_seconds()) // 60
    sign = "-" if minutes < 0 else "+"
    return f"{sign}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"
