"""The words and prepositions with which dates are said; `dates` puts them together.

    languages/<tag>/dates.yaml -> words(tag) -> DateWords

They know nothing of dates themselves: only seasons, and the prepositions that each kind of date
takes ("en janvier", "le 9 janvier", "au printemps"). Months are CLDR's.
"""

from functools import cache
from typing import Literal

import msgspec

from suites.archive.languages import data

Kind = Literal["day", "month", "year", "season", "bare-season", "decade"]


class Prepositions(msgspec.Struct, frozen=True):
    """The prepositions that a kind of date takes; `{}` is its name.

    `article` stands after "between" and "and", `about` is approximate. `about_alone` is so
    out of a sentence, and `deadline` is `latest` as a term: where the language says them otherwise.
    `alone` completes a name that has other endings after a preposition.
    """

    article: str
    about: str
    inside: str
    start: str
    end: str
    since: str
    latest: str
    term: str
    about_alone: str = ""
    deadline: str = ""
    alone: str = "{}"


class DateWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The words of a language for dates; `bare_seasons` are the codes without "le", "the".

    `range` is of two days of a month, or of two years; `winter` of the years of one winter.
    `elisions` are replaced in what was put together ("de août").
    """

    first_day: str
    day_number: str
    seasons: dict[int, str]
    bare_seasons: frozenset[int]
    decade: str
    hour: str
    cases: dict[Kind, Prepositions]
    about_end: str
    uncertain: str
    between: str
    range: str
    winter: str
    elisions: tuple[tuple[str, str], ...]


@cache
def words(tag: str) -> DateWords:
    """Return the words of a language; KeyError when it is not there."""
    return msgspec.convert(data.read(tag, "dates"), DateWords, strict=False)
