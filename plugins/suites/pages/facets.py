"""Facets: a listing -> the values by which its rows can be chosen, and how many have each.

A facet is shown when its rows differ in it, and when its values are few enough to be read. A row
may have several values of one facet (themes) or none. Values are ids, years or tags of languages:
letters, digits and hyphens, safe in an attribute and in a selector.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from suites import terms
from suites.dates import Date
from suites.model import Announcement, Article
from suites.pages.desk import Desk
from suites.pages.parts import Sign

MOST = 24
"""How many values a facet may have: beyond, a list of its own serves better."""

SAFE = re.compile(r"[A-Za-z0-9-]+")

Values = Mapping[str, tuple[str, ...]]
"""The values of a row, by facet."""


@dataclass(frozen=True, slots=True)
class Value:
    """A value, in words, with its sign when it is a state, and how many rows have it."""

    id: str
    label: str
    sign: Sign | None
    count: int


@dataclass(frozen=True, slots=True)
class Facet:
    """What rows can be chosen by; `name` stands in attributes and addresses."""

    name: str
    label: str
    values: tuple[Value, ...]


def of_announcement(desk: Desk, announcement: Announcement) -> Values:
    """What an announcement can be chosen by."""
    state = desk.linked.states[announcement.id]
    first = next((event.on for event in announcement.events if event.on), None)
    return {
        "computed": (terms.OVERDUE,) if state.overdue else (),
        "verdict": () if announcement.kind == "fact" else (state.verdict,),
        "stage": (state.stage,) if state.stage else (),
        "theme": announcement.themes,
        "kind": (announcement.kind,),
        "year": _year(first),
    }


def of_article(_desk: Desk, article: Article) -> Values:
    """What an article can be chosen by."""
    return {
        "year": _year(article.published),
        "language": (article.lang,),
        "outlet": (article.outlet,) if article.outlet else (),
        "nature": (article.kind,),
    }


def _year(day: Date | None) -> tuple[str, ...]:
    return (str(day.latest.year),) if day else ()


def facets(desk: Desk, rows: Sequence[Values]) -> tuple[Facet, ...]:
    """The facets that are worth showing, in the order in which the rows name them."""
    counts: dict[str, Counter[str]] = {}
    for row in rows:
        for name, values in row.items():
            counts.setdefault(name, Counter()).update(set(values))
    found = (
        Facet(name, desk.t(f"filters.{name}"), tuple(_values(desk, name, counted)))
        for name, counted in counts.items()
        if _differ(name, counted, len(rows)) and all(SAFE.fullmatch(value) for value in counted)
    )
    return tuple(found)


def _differ(name: str, counted: Counter[str], rows: int) -> bool:
    """Whether the values tell rows apart: one value that all rows have does not."""
    if name == "computed":
        return bool(counted)
    return 1 < len(counted) <= MOST or (len(counted) == 1 and 0 < counted.total() < rows)


def _values(desk: Desk, name: str, counted: Counter[str]) -> Iterable[Value]:
    say, order = WAYS[name]
    return (
        Value(
            value,
            say(desk, value),
            desk.sign(name, value) if name in ("stage", "verdict", "computed") else None,
            counted[value],
        )
        for value in order(desk, counted)
    )


Say = Callable[[Desk, str], str]
Order = Callable[[Desk, Counter[str]], Iterable[str]]


def _listed(name: str) -> tuple[Say, Order]:
    """Values of a closed list: in its words and its order."""
    return (
        lambda desk, value: desk.archive.label(name, value),
        lambda _desk, counted: (value for value in terms.LISTS[name] if value in counted),
    )


def _by_label(say: Say) -> tuple[Say, Order]:
    """Values in the order of their words."""
    return say, lambda desk, counted: sorted(counted, key=lambda one: say(desk, one).casefold())


WAYS: Mapping[str, tuple[Say, Order]] = {
    "computed": _listed("computed"),
    "verdict": _listed("verdict"),
    "stage": _listed("stage"),
    "kind": _listed("announcement_kind"),
    "nature": _listed("article_kind"),
    "theme": _by_label(lambda desk, value: desk.ref(value).title),
    "outlet": _by_label(lambda desk, value: desk.ref(value).title),
    "language": _by_label(lambda desk, value: desk.language_name(value)),
    "year": (lambda _desk, value: value, lambda _desk, counted: sorted(counted)),
}
"""How the values of each facet are said, and in which order."""
