"""The words and prepositions with which dates are said, by language; `dates` puts them together.

A language is one entry of `WORDS`. It knows nothing of dates themselves: only months, seasons, and
the prepositions that each kind of date takes ("en janvier", "le 9 janvier", "au printemps").
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

NBSP = "\u00a0"

Kind = Literal["day", "month", "year", "season", "bare-season", "decade"]


@dataclass(frozen=True, slots=True)
class Case:
    """The prepositions that a kind of date takes; `{}` is its name."""

    article: str
    inside: str
    start: str
    end: str
    since: str
    latest: str
    term: str


@dataclass(frozen=True, slots=True)
class Words:
    """What a language needs to say a date; in `bare_seasons` are the codes without "le", "the"."""

    months: tuple[str, ...]
    short_months: tuple[str, ...]
    first_day: str
    seasons: dict[int, str]
    bare_seasons: frozenset[int]
    decade: str
    hour: str
    cases: dict[Kind, Case]
    about: str
    about_end: str
    uncertain: str
    between: str
    one_of: str
    all_of: str


def _fr(article: str, inside: str, start: str, end: str, term: str = "") -> Case:
    since, latest = f"à partir {start}", f"au plus tard {inside}"
    return Case(article, inside, start, end, since, latest, term or inside)


def _en(article: str, inside: str, term: str = "") -> Case:
    start, end = f"from {article}", f"to {article}"
    latest = f"no later than {article}"
    return Case(article, inside, start, end, start, latest, term or inside)


def _numbered(ordinals: str, part: str) -> list[str]:
    return [f"{ordinal}{NBSP}{part}" for ordinal in ordinals.split()]


def _seasons(four: str, *others: list[str]) -> dict[int, str]:
    # The codes of ISO 8601-2, 4.8: 21-24, then quarters 33-36, thirds 37-39 and halves 40-41.
    names = four.split() + [name for part in others for name in part]
    return dict(zip((*range(21, 25), *range(33, 42)), names, strict=True))


WORDS = {
    "fr": Words(
        months=tuple(
            "janvier février mars avril mai juin juillet août septembre octobre novembre "
            "décembre".split()
        ),
        short_months=tuple(
            "janv. févr. mars avril mai juin juill. août sept. oct. nov. déc.".split()
        ),
        first_day="1er",
        seasons=_seasons(
            "printemps été automne hiver",
            _numbered("1er 2e 3e 4e", "trimestre"),
            _numbered("1er 2e 3e", "quadrimestre"),
            _numbered("1er 2e", "semestre"),
        ),
        bare_seasons=frozenset({22, 23, 24}),
        decade="années {}",
        hour=f"{{}} à {{}}{NBSP}h{NBSP}{{}}",
        cases={
            "day": _fr("le {}", "le {}", "du {}", "au {}"),
            "month": _fr("{}", "en {}", "de {}", "à {}"),
            "year": _fr("{}", "en {}", "de {}", "à {}", "dans l’année {}"),
            "season": _fr("le {}", "au {}", "du {}", "au {}"),
            "bare-season": _fr("l’{}", "à l’{}", "de l’{}", "à l’{}"),
            "decade": _fr("les {}", "dans les {}", "des {}", "aux {}"),
        },
        about="vers {}",
        about_end="{} environ",
        uncertain=" (date incertaine)",
        between="entre {} et {}",
        one_of=" ou ",
        all_of=" et ",
    ),
    "en": Words(
        months=tuple(
            "January February March April May June July August September October November "
            "December".split()
        ),
        short_months=tuple("Jan Feb Mar Apr May June July Aug Sept Oct Nov Dec".split()),
        first_day="1",
        seasons=_seasons(
            "spring summer autumn winter",
            _numbered("1st 2nd 3rd 4th", "quarter of"),
            _numbered("1st 2nd 3rd", "third of"),
            _numbered("1st 2nd", "half of"),
        ),
        bare_seasons=frozenset({21, 22, 23, 24}),
        decade="{}s",
        hour="{} at {}:{}",
        cases={
            "day": _en("{}", "on {}"),
            "month": _en("{}", "in {}"),
            "year": _en("{}", "in {}", "in the course of {}"),
            "season": _en("the {}", "in the {}"),
            "bare-season": _en("{}", "in {}"),
            "decade": _en("the {}", "in the {}"),
        },
        about="about {}",
        about_end="about {}",
        uncertain=" (date uncertain)",
        between="between {} and {}",
        one_of=" or ",
        all_of=" and ",
    ),
}
