"""Textual dates: the dates that a text gives in words or figures, in seven languages.

    text -> mentions, each with its place, its parts, and the time of day and zone beside it

French, English, German, Spanish, Italian, Dutch, Portuguese, and figures; the months of any other
language where it is named, or told by its script (CLDR). A relative date ("two days ago") is none:
the day of a capture is unknown. Nothing is filled in: a day and a month without a year stay without
it.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from babel import Locale, UnknownLocaleError

from suites.capture.extraction.lexicon import MONTHS, WEEKDAYS, ZONES

_days = "|".join(sorted(WEEKDAYS, key=len, reverse=True))
_WEEKDAY = rf"(?:(?<!\w)(?P<weekday>{_days})(?!\w)[.,]?\s{{1,3}}(?:den\s|dem\s|,\s?)?)?"
# Two dates are often dumped without a space between: "20 janvier 202021 janvier 2020".
_FREE = r"(?:(?<!\d)(?<!\d[/.,:-])|(?<=[/. ]19\d\d)|(?<=[/. ]20\d\d))"
_NO_MORE = r"(?:(?!\d)|(?=[0-3]?\d[\s/.-]\w))"
_YEAR = rf"(?P<year>(?:19|20)\d\d){_NO_MORE}"
_ISO = re.compile(
    r"(?<![\d/-])(?P<year>(?:19|20)\d\d)(?P<sep>[-/]|\.\s?)(?P<month>\d\d?)(?P=sep)"
    r"(?P<day>\d\d?)(?=T\d|\D|$)"
)
_EAST_ASIAN = re.compile(
    r"(?P<year>(?:19|20)\d\d)\s?[年년]\s?(?P<month>\d\d?)\s?[月월]\s?(?P<day>\d\d?)\s?[日일]"
)
_FIGURES = re.compile(
    rf"{_WEEKDAY}{_FREE}(?P<day>\d\d?)(?:(?P<sep>[/-])|\.\s?)(?P<month>\d\d?)"
    r"(?:(?P=sep)|\.\s?)(?P<year>(?:19|20)\d\d|\d\d(?!\d))(?!/|[.,]\d|\s?(?:%|€|\$))"
    rf"{_NO_MORE}",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"(?:T|[\s,;:|·@à(–-]{0,6}"
    r"(?:(?:à|at|um|a las|alle(?: ore)?|ore|às|om|kl|,|-|–|\||·|@)\s{0,2})?)"
    r"(?<!\d)(?P<hour>2[0-4]|[01]?\d)(?!\d)\s?(?:(?P<sep>[:.hH])\s?(?P<minute>[0-5]\d)(?::[0-5]\d"
    r"(?:[.,]\d{1,6})?)?(?!\d)(?:\s?(?:min|Uhr|h|hs)(?!\w))?|(?:h|Uhr)(?!\w))?"
    r"(?:\s{0,2}(?P<half>[ap]\.?\s?m\b\.?))?"
    rf"(?:\s{{0,2}}\(?(?P<zone>{'|'.join(ZONES)})?"
    r"(?P<offset>[+−-](?:(?:0[0-9]|1[0-4]):?[0-5][0-9]|(?<=(?:GMT|UTC)[+−-])(?:1[0-4]|0?[0-9])))?"
    r"(?!\w)\)?)?",
    re.IGNORECASE,
)  # fmt: skip
_HALF_BEFORE = re.compile(r"(?<![\w:.])(?P<hour>1[0-2]|0?\d)\s?(?P<half>[AP]M)\s?[|,·-]?\s?$")
_DEICTIC = re.compile(
    r"\b(?:ce|cet|cette|this|diesen?|este|questo|deze|hier|aujourd['’]hui)\s{1,2}$", re.IGNORECASE
)
_MOST_CHARACTERS = 4000
_LEXICON_LANGUAGES = frozenset("fr en de es it nl pt".split())
_SCRIPTS = (
    (re.compile("[\u0400-\u04ff]{3}"), ("mk", "sr", "bg", "be", "uk", "ru")),
    (re.compile("[\u0370-\u03ff\u1f00-\u1fff]{3}"), ("el",)),
    (re.compile("[\u0590-\u05ff]{3}"), ("he",)),
    (re.compile("[\u0600-\u06ff]{3}"), ("fa", "ar")),
    (re.compile("[\u0900-\u097f]{2}"), ("hi",)),
    (re.compile("[\u0e00-\u0e7f]{2}"), ("th",)),
)
"""Scripts, and the languages that are written in them; of a name in two, the last counts."""
_PIVOT = 70  # two figures: 70 to 99 are of the last century


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date between `start` and `end` of a text.

    `year` and `day` are None where the text does not give them. `weekday` counts from Monday, 0.
    `time` is HH:MM, `zone` an offset or Z. `deictic` is true of "ce mardi", "this Tuesday";
    `short_year` of a year of two figures; `is_figures` of a day and a month in figures, as 3/4 or
    3-4; `ambiguous` of those that may stand in either order.
    """

    start: int
    end: int
    month: int
    day: int | None = None
    year: int | None = None
    weekday: int | None = None
    time: str | None = None
    zone: str | None = None
    deictic: bool = False
    short_year: bool = False
    ambiguous: bool = False
    is_figures: bool = False

    @property
    def edtf(self) -> str | None:
        """Return the date as EDTF, with its time of day if it has one; None without a year."""
        if self.year is None:
            return None
        if self.day is None:
            return f"{self.year:04}-{self.month:02}"
        day = f"{self.year:04}-{self.month:02}-{self.day:02}"
        return f"{day}T{self.time}{self.zone or ''}" if self.time else day

    def in_year(self, year: int | None) -> date | None:
        """Return the day in a year; None when either is not given, or the year has no such day."""
        return _day(year, self.month, self.day) if year and self.day else None

    def matches_weekday(self, year: int) -> bool | None:
        """Return whether the weekday is right in a year; None when the text gives none."""
        if self.weekday is None or self.day is None:
            return None
        day = self.in_year(year)
        return day is not None and day.weekday() == self.weekday


def find_dates(text: str, *, month_first: bool = False, language: str = "") -> list[DateMention]:
    """Return the dates in a text, in their order; only its first 4,000 characters are read.

    `month_first` reads 03/04/2020 as pages in English do; `language`, the first part of a BCP 47
    tag, adds the names of its months.

    >>> [m.edtf for m in find_dates("Publié le 19 mars 2023 à 13h00, mis à jour le 20.09.2023")]
    ['2023-03-19T13:00', '2023-09-20']
    """
    text = text[:_MOST_CHARACTERS]
    if not any(map(str.isdigit, text)):
        return []
    months, named = _named(_languages(text, language))
    matches = (
        match
        for pattern in (_ISO, _EAST_ASIAN, _FIGURES, *named)
        for match in pattern.finditer(text)
    )
    found: list[DateMention] = []
    for match in sorted(matches, key=lambda match: (match.start(), -match.end())):
        after_last = not found or match.start() >= found[-1].end
        if after_last and (mention := _mention(text, match, months, month_first)):
            found.append(mention)
    return found


def _languages(text: str, language: str) -> tuple[str, ...]:
    """Return the languages whose months a text may name, beside those of the lexicon.

    A page need not say its language, or says that of its template: then it is told by the script.
    """
    if language and language not in _LEXICON_LANGUAGES:
        return (language,)
    scripts = () if text.isascii() else _SCRIPTS
    return next((names for script, names in scripts if script.search(text)), ())


def first_day(text: str) -> str | None:
    """Return the first day of a text that has its year, as EDTF; None without one."""
    return next((one.edtf for one in find_dates(text) if one.day and one.edtf), None)


@lru_cache(maxsize=64)
def _named(languages: Sequence[str]) -> tuple[Mapping[str, int], Sequence[re.Pattern[str]]]:
    """Return the numbers of the months by their names, and the patterns of dates with them."""
    months = {name: n for language in languages for name, n in _months(language).items()} | MONTHS
    names = "|".join(re.escape(name) for name in sorted(months, key=len, reverse=True))
    patterns = (
        rf"{_WEEKDAY}{_FREE}(?P<day>[0-3]?\d)\s?(?:er|º|°|ª|st|nd|rd|th|[.])?"
        rf"[\s-]{{0,3}}(?:de\s|of\s|d['’])?(?P<month>{names})(?![^\W\d_])\.?"
        rf"(?:(?:,?[\s-]{{1,3}}|\s?,\s?)(?:de[l]?\s)?{_YEAR})?",
        rf"{_WEEKDAY}(?<!\w)(?P<month>{names})\.?\s{{1,3}}(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
        # "mar. 27 août" is a Tuesday.
        rf"(?!\d|[.:]\d|\.?\s(?:{names})(?![^\W\d_]))(?:,?\s{{1,3}}{_YEAR}|(?=\W|$))",
        rf"(?<!\d)(?P<year>(?:19|20)\d\d)\.?\s{{1,2}}(?P<month>{names})\.?\s{{1,2}}(?P<day>[0-3]?\d)"
        r"(?!\d)",
        rf"(?<!\w)(?P<month>{names})\.?\s{{1,2}}(?:de[l]?\s)?{_YEAR}",
    )
    return months, [re.compile(pattern, re.IGNORECASE) for pattern in patterns]


def _months(language: str) -> dict[str, int]:
    """Return the numbers of the months by their names in a language; nothing if CLDR lacks it."""
    if not language:
        return {}
    try:
        months = Locale(language).months
    except (UnknownLocaleError, ValueError):
        return {}
    return {
        name.rstrip(".").casefold(): number
        for use in ("format", "stand-alone")
        for width in ("wide", "abbreviated")
        for number, name in months[use][width].items()
        if not name[:1].isdigit()
    }


def _mention(
    text: str, match: re.Match[str], months: Mapping[str, int], month_first: bool
) -> DateMention | None:
    group = match.groupdict()
    name, written = group["month"].casefold(), group.get("year")
    month = months.get(name) or (int(name) if name.isdigit() else 0)
    day = int(group["day"]) if group.get("day") else None
    ambiguous = False
    if match.re is _FIGURES and day is not None and day <= 12:
        if month > 12 or (month_first and group["sep"]):
            month, day = day, month
        ambiguous = month_first and group["sep"] == "/" and day <= 12 and day != month
    year = int(written) if written else None
    if written and len(written) == 2:
        year = int(written) + (1900 if int(written) >= _PIVOT else 2000)
    if _day(year or 2000, month, 1 if day is None else day) is None:
        return None
    time, zone, end = _time_after(text, match.end())
    if time is None and (half := _HALF_BEFORE.search(text, 0, match.start())):
        time = _clock(int(half["hour"]), 0, half["half"])
    weekday = WEEKDAYS.get((group.get("weekday") or "").casefold())
    deictic = bool(_DEICTIC.search(text[max(0, match.start() - 14) : match.start()]))
    short = len(written or "") == 2
    return DateMention(
        match.start(),
        end,
        month,
        day,
        year,
        weekday,
        time,
        zone,
        deictic,
        short,
        ambiguous,
        match.re is _FIGURES and bool(group["sep"]),
    )


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _time_after(text: str, at: int) -> tuple[str | None, str | None, int]:
    """Return the time of day right after a date, its zone, and the end of both."""
    nothing = None, None, at
    match = _TIME.match(text, at)
    if match is None:
        return nothing
    hour_alone = re.search(r"\d\s?(?:h|Uhr)\b", match[0], re.IGNORECASE)
    if not (match["minute"] or match["half"] or hour_alone):
        return nothing
    if match["sep"] == "." and "Uhr" not in match[0] and not match["half"]:
        return nothing  # 15.00 may be a price or a section
    time = _clock(int(match["hour"]), int(match["minute"] or 0), match["half"])
    if time is None:
        return nothing
    zone = ZONES.get((match["zone"] or "").lower())
    if match["offset"]:
        offset = match["offset"].replace("−", "-").replace(":", "")
        hours = offset[1:3].rjust(2, "0")  # GMT+1
        zone = f"{offset[0]}{hours}:{offset[3:] or '00'}"
    return time, zone, match.end()


def _clock(hour: int, minute: int, half: str | None) -> str | None:
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half.lower().startswith("p") else 0)
    return f"{hour:02}:{minute:02}" if hour < 24 else None
