"""The words and prepositions with which dates are said; `dates` puts them together.

    <tag>.yaml, beside this module -> words(tag) -> DateWords

They know nothing of dates themselves: only months, seasons, and the prepositions that each kind of
date takes ("en janvier", "le 9 janvier", "au printemps").
"""

from functools import cache
from typing import Literal

import msgspec

from suites.archive.languages import read_language_file, tags

NBSP = "\u00a0"

Kind = Literal["day", "month", "year", "season", "bare-season", "decade"]

LANGUAGES = frozenset(tags(__package__))
"""The languages that dates are said in."""


class Prepositions(msgspec.Struct, frozen=True):
    """The prepositions that a kind of date takes; `{}` is its name."""

    article: str
    inside: str
    start: str
    end: str
    since: str
    latest: str
    term: str


class DateWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The words of a language for dates; `bare_seasons` are the codes without "le", "the"."""

    months: tuple[str, ...]
    short_months: tuple[str, ...]
    first_day: str
    seasons: dict[int, str]
    bare_seasons: frozenset[int]
    decade: str
    hour: str
    cases: dict[Kind, Prepositions]
    about: str
    about_end: str
    uncertain: str
    between: str
    one_of: str
    all_of: str


@cache
def words(tag: str) -> DateWords:
    """Return the words of a language; KeyError when dates are not said in it."""
    return msgspec.convert(read_language_file(tag, __package__), DateWords, strict=False)
