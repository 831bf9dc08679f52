"""Candidates: the days that a page gives, each with its ground, before one of them is chosen."""

from dataclasses import dataclass
from datetime import date

from suites.capture.extraction.publication_day.locales import PageLocale
from suites.capture.extraction.textual_dates import DateMention, find_dates

_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Candidate:
    """A date as EDTF, the code of its basis, and the words that it was read from.

    `label` is what the page says it is the date of: "published", "updated", or nothing. `score`
    says how much its place is that of a dateline. `swapped` is the other reading of figures that
    may give the day or the month first; `is_ambiguous` says that the page's locale does not tell.
    `is_aside` is true of what stands in a header of the site, or beside the article;
    `is_near` of the latter if it is right under the headline.
    """

    value: str
    basis: str
    words: str
    label: str | None = None
    score: float = 0.0
    swapped: str = ""
    is_ambiguous: bool = False
    is_aside: bool = False
    is_near: bool = False

    @property
    def day(self) -> date | None:
        """Return the day; None when only the month or the year is known."""
        return date.fromisoformat(self.value[:10]) if len(self.value) >= 10 else None

    @property
    def zone(self) -> str:
        """Return the zone of the time of day: "Z", an offset, or nothing."""
        _, has_time, time = self.value.partition("T")
        return time[5:] if has_time else ""


def read(text: str, locale: PageLocale) -> list[tuple[DateMention, str]]:
    """Return the dates of a text, each with its other reading where its figures have one."""
    found = find_dates(text, month_first=locale.is_month_first, language=locale.language)
    return [(mention, _swapped(mention)) for mention in found]


def _swapped(mention: DateMention) -> str:
    day, month = mention.day or 0, mention.month
    if not (mention.is_figures and mention.edtf and 1 <= day <= _MONTHS and day != month):
        return ""
    return f"{mention.edtf[:5]}{day:02}-{month:02}{mention.edtf[10:]}"
