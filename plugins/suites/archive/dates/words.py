"""The words and prepositions with which dates are said; `dates` puts them together.

    languages/<tag>/dates.yaml -> words(tag) -> DateWords
    languages/<tag>/dates.yaml, CLDR -> date_words(tag) -> data for JSON

They know nothing of dates themselves: only seasons, and the prepositions that each kind of date
takes ("en janvier", "le 9 janvier", "au printemps"). Months are CLDR's.
"""

from functools import cache
from typing import Any, Literal

import msgspec

from suites.archive.languages import cldr, data

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


def date_words(tag: str) -> dict[str, Any]:
    """Return the words of a language as `composer/edtf.js` takes them, for JSON.

    They are `DateWords`, the codes of `seasons` as texts; `months`, the names of the twelve; and
    `lists`, the `and` and the `or` of CLDR (`cldr.list_patterns`). KeyError when the language is
    not there.

    >>> found = date_words("fr")
    >>> found["months"][7], found["seasons"]["22"], found["lists"]["or"]["pair"]
    ('août', 'été', '{0} ou {1}')
    """
    known = words(tag)
    return {
        **msgspec.to_builtins(known, str_keys=True),
        "bare_seasons": sorted(known.bare_seasons),
        "months": list(cldr.months(tag)),
        "lists": {
            "and": cldr.list_patterns(tag, "standard"),
            "or": cldr.list_patterns(tag, "or"),
        },
    }
