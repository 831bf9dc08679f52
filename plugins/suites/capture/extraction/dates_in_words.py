"""Dates in words: where a text says a date, in seven languages, and what it says.

    text -> mentions, each with its place, its parts, and the time of day and zone beside it

French, English, German, Spanish, Italian, Dutch, Portuguese, and figures. What is relative ("two
days ago") is no date: a capture does not know when it was made. Nothing is filled in: a day and a
month without a year stay without it.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

_MONTHS = """
1 janvier janv january jan januar jän jänner enero ene gennaio gen januari janeiro
2 février fevrier févr fevr fév february feb februar feber febrero febbraio febb februari
2 fevereiro fev
3 mars march mar märz maerz mrz marzo maart mrt março marco
4 avril avr april apr abril abr aprile
5 mai may mayo maggio mag mei maio
6 juin june jun juni junio giugno giu junho
7 juillet juil july jul juli julio luglio lug julho
8 août aout august aug agosto ago augustus
9 septembre sept september sep septiembre setiembre settembre sett set setembro
10 octobre oct october oktober okt octubre ottobre ott outubro out
11 novembre nov november noviembre novembro
12 décembre decembre déc dec december dezember dez diciembre dic dicembre dezembro
"""
_WEEKDAYS = """
0 lundi monday montag lunes lunedì lunedi maandag segunda-feira segunda mon lun mo
1 mardi tuesday dienstag martes martedì martedi dinsdag terça-feira terça tue di
2 mercredi wednesday mittwoch miércoles miercoles mercoledì mercoledi woensdag quarta-feira quarta
2 wed mer mi
3 jeudi thursday donnerstag jueves giovedì giovedi donderdag quinta-feira quinta thu jeu do
4 vendredi friday freitag viernes venerdì venerdi vrijdag sexta-feira sexta fri ven fr
5 samedi saturday samstag sonnabend sábado sabado sabato zaterdag sat sam sa
6 dimanche sunday sonntag domingo domenica zondag sun dim so
"""


def _table(rows: str) -> dict[str, int]:
    table: dict[str, int] = {}
    for row in rows.strip().splitlines():
        number, *names = row.split()
        table |= dict.fromkeys(names, int(number))
    return table


MONTHS = _table(_MONTHS)
WEEKDAYS = _table(_WEEKDAYS)
_ZONES = {
    "utc": "Z", "gmt": "Z", "z": "Z", "cet": "+01:00", "mez": "+01:00", "cest": "+02:00",
    "mesz": "+02:00", "bst": "+01:00", "est": "-05:00", "edt": "-04:00", "cst": "-06:00",
    "cdt": "-05:00", "pst": "-08:00", "pdt": "-07:00", "brt": "-03:00",
}  # fmt: skip
_names = "|".join(sorted(MONTHS, key=len, reverse=True))
_days = "|".join(sorted(WEEKDAYS, key=len, reverse=True))
_WEEKDAY = rf"(?:(?<!\w)(?P<weekday>{_days})(?!\w)[.,]?\s{{1,3}}(?:den\s|dem\s|,\s?)?)?"
# Two dates are often dumped without a space between: "20 janvier 202021 janvier 2020".
_FREE = r"(?:(?<!\d)(?<!\d[/.,:-])|(?<=[/. ]19\d\d)|(?<=[/. ]20\d\d))"
_NO_MORE = r"(?:(?!\d)|(?=[0-3]?\d[\s/.-]\w))"
_YEAR = rf"(?P<year>(?:19|20)\d\d){_NO_MORE}"
_NAMED = re.compile(
    rf"{_WEEKDAY}{_FREE}(?P<day>[0-3]?\d)\s?(?:er|º|°|ª|st|nd|rd|th|[.])?"
    rf"[\s-]{{0,3}}(?:de\s|of\s|d['’])?(?P<month>{_names})(?![^\W\d_])\.?"
    rf"(?:(?:,?[\s-]{{1,3}}|\s?,\s?)(?:de[l]?\s)?{_YEAR})?",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(
    rf"{_WEEKDAY}(?<!\w)(?P<month>{_names})\.?\s{{1,3}}(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
    rf"(?!\d|[.:]\d)(?:,?\s{{1,3}}{_YEAR}|(?=\W|$))",
    re.IGNORECASE,
)
_ISO = re.compile(r"(?<![\d/-])(?P<year>(?:19|20)\d\d)(?P<sep>[-/.])(?P<month>\d\d?)(?P=sep)"
                  r"(?P<day>\d\d?)(?=T\d|\D|$)")  # fmt: skip
_FIGURES = re.compile(
    rf"{_WEEKDAY}{_FREE}(?P<day>\d\d?)(?:(?P<sep>[/-])|\.\s?)(?P<month>\d\d?)"
    r"(?:(?P=sep)|\.\s?)(?P<year>(?:19|20)\d\d|\d\d(?!\d))(?!/|[.,]\d|\s?(?:%|€|\$))"
    rf"{_NO_MORE}",
    re.IGNORECASE,
)
_MONTH_ONLY = re.compile(
    rf"(?<!\w)(?P<month>{_names})\.?\s{{1,2}}(?:de[l]?\s)?{_YEAR}", re.IGNORECASE
)
_TIME = re.compile(
    r"(?:T|[\s,;:|·@à(–-]{0,6}"
    r"(?:(?:à|at|um|a las|alle(?: ore)?|ore|às|om|kl|,|-|–|\||·|@)\s{0,2})?)"
    r"(?<!\d)(?P<hour>2[0-4]|[01]?\d)(?!\d)\s?(?:(?P<sep>[:.hH])\s?(?P<minute>[0-5]\d)(?::[0-5]\d"
    r"(?:[.,]\d{1,6})?)?(?!\d)(?:\s?(?:min|Uhr|h|hs)(?!\w))?|(?:h|Uhr)(?!\w))?"
    r"(?:\s{0,2}(?P<half>[ap]\.?\s?m\b\.?))?"
    r"(?:\s{0,2}\(?(?P<zone>UTC|GMT|CES?T|MES?Z|BST|E[SD]T|C[SD]T|P[SD]T|BRT|Z)?"
    r"(?P<offset>[+−-]\d\d:?\d\d)?(?!\w)\)?)?",
    re.IGNORECASE,
)  # fmt: skip
_HALF_BEFORE = re.compile(r"(?P<hour>1[0-2]|0?\d)\s?(?P<half>[AP]M)\s?[|,·-]?\s?$")
_DEICTIC = re.compile(
    r"\b(?:ce|cet|cette|this|diesen?|este|questo|deze|hier|aujourd['’]hui)\s{1,2}$", re.IGNORECASE
)
_PIVOT = 70  # two figures: 70 to 99 are of the last century


@dataclass(frozen=True, slots=True)
class Mention:
    """A date that a text says, between `start` and `end`.

    `year` and `day` are None where they are not said. `weekday` counts from Monday, 0. `time` is
    HH:MM, `zone` an offset or Z. `deictic` is true of "ce mardi", "this Tuesday". `swapped` is the
    other reading of figures whose day and month may stand either way.
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
    swapped: tuple[int, int] | None = None

    @property
    def edtf(self) -> str | None:
        """EDTF, with the time of day if it is said; None without a year."""
        if self.year is None:
            return None
        if self.day is None:
            return f"{self.year:04}-{self.month:02}"
        day = f"{self.year:04}-{self.month:02}-{self.day:02}"
        return f"{day}T{self.time}{self.zone or ''}" if self.time else day


def find(text: str, *, month_first: bool = False, most: int = 4000) -> list[Mention]:
    """The dates that a text says, in their order; only its first `most` characters are read.

    `month_first` reads 03/04/2020 as pages in English do.

    >>> [m.edtf for m in find("Publié le 19 septembre 2023 à 13h00, mis à jour le 20.09.2023")]
    ['2023-09-19T13:00', '2023-09-20']
    """
    text = text[:most]
    found: list[Mention] = []
    if not any(sign.isdigit() for sign in text):
        return found
    taken = 0
    matches = sorted(
        (
            (match.start(), -match.end(), match)
            for pattern in (_ISO, _NAMED, _MONTH_FIRST, _FIGURES, _MONTH_ONLY)
            for match in pattern.finditer(text)
        ),
        key=lambda one: one[:2],
    )
    for start, _, match in matches:
        if start < taken or (mention := _mention(text, match, month_first)) is None:
            continue
        found.append(mention)
        taken = mention.end
    return found


def is_weekday(mention: Mention, year: int) -> bool | None:
    """Whether a mention's weekday is right in a year; None when it says none."""
    if mention.weekday is None or mention.day is None:
        return None
    try:
        return date(year, mention.month, mention.day).weekday() == mention.weekday
    except ValueError:
        return False


def _mention(text: str, match: re.Match[str], month_first: bool) -> Mention | None:
    group = match.groupdict()
    said = group["month"].lower()
    month = MONTHS[said] if said in MONTHS else int(said) if said.isdigit() else 0
    day = int(group["day"]) if group.get("day") else None
    written = group.get("year")
    year = _year(written)
    swapped = None
    if match.re is _FIGURES and day is not None:
        if (month > 12 or (month_first and day <= 12 and group["sep"])) and day <= 12:
            month, day = day, month
        if day <= 12 and day != month and group.get("sep") == "/" and month_first:
            swapped = (month, day)
    if not _exists(year, month, day):
        return None
    weekday = group.get("weekday")
    time, zone, end = _time(text, match.end())
    if time is None and (half := _HALF_BEFORE.search(text, 0, match.start())):
        time = _clock(int(half["hour"]), 0, half["half"])
    deictic = bool(_DEICTIC.search(text[max(0, match.start() - 14) : match.start()]))
    short = written is not None and len(written) == 2
    return Mention(
        match.start(), end, month, day, year, WEEKDAYS[weekday.lower()] if weekday else None,
        time, zone, deictic, short, swapped,
    )  # fmt: skip


def _year(written: str | None) -> int | None:
    if written is None:
        return None
    if len(written) == 4:
        return int(written)
    return int(written) + (1900 if int(written) >= _PIVOT else 2000)


def _exists(year: int | None, month: int, day: int | None) -> bool:
    return 1 <= month <= 12 and (day is None or 1 <= day <= monthrange(year or 2000, month)[1])


def _time(text: str, at: int) -> tuple[str | None, str | None, int]:
    """The time of day that stands right after a date, its zone, and where they end."""
    match = _TIME.match(text, at)
    if match is None or not (match["minute"] or match["half"] or _hour_alone(match)):
        return None, None, at
    if match["sep"] == "." and not re.search("Uhr", match[0]) and not match["half"]:
        return None, None, at  # 15.00 may be a price or a section
    time = _clock(int(match["hour"]), int(match["minute"] or 0), match["half"])
    if time is None:
        return None, None, at
    zone = _ZONES.get((match["zone"] or "").lower())
    if match["offset"]:
        offset = match["offset"].replace("−", "-").replace(":", "")
        zone = f"{offset[:3]}:{offset[3:]}"
    return time, zone, match.end()


def _hour_alone(match: re.Match[str]) -> bool:
    return bool(re.search(r"\d\s?(?:h|Uhr)\b", match[0], re.IGNORECASE))


def _clock(hour: int, minute: int, half: str | None) -> str | None:
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half.lower().startswith("p") else 0)
    return f"{hour:02}:{minute:02}" if hour < 24 else None
