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

from suites.analysis.rows import Values
from suites.archive import enumerations
from suites.site.views.view_builder import ViewBuilder
from suites.site.views.view_models import Sign

MOST = 24
"""How many values a facet may have: beyond, a list of its own serves better."""

SAFE = re.compile(r"[A-Za-z0-9-]+")

__all__ = ["Facet", "Value", "Values", "counted", "label", "offered", "ordered"]


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


def counted(rows: Sequence[Values]) -> dict[str, Counter[str]]:
    """How many rows have each value, for the facets that are worth showing, in the rows' order."""
    counts: dict[str, Counter[str]] = {}
    for row in rows:
        for name, values in row:
            counts.setdefault(name, Counter()).update(set(values))
    return {
        name: found
        for name, found in counts.items()
        if _differ(name, found, len(rows)) and all(SAFE.fullmatch(value) for value in found)
    }


def offered(builder: ViewBuilder, rows: Sequence[Values]) -> tuple[Facet, ...]:
    """The facets that are worth showing, in the order in which the rows name them."""
    return tuple(
        Facet(name, builder.t(f"filters.{name}"), tuple(_values(builder, name, found)))
        for name, found in counted(rows).items()
    )


def label(builder: ViewBuilder, name: str, value: str) -> str:
    """A value in words."""
    return WAYS[name][0](builder, value)


def ordered(builder: ViewBuilder, name: str, values: Iterable[str]) -> Iterable[str]:
    """The values of a facet as they are listed."""
    return WAYS[name][1](builder, values)


def _differ(name: str, counted: Counter[str], rows: int) -> bool:
    """Whether the values tell rows apart: one value that all rows have does not."""
    if name == "computed":
        return bool(counted)
    return 1 < len(counted) <= MOST or (len(counted) == 1 and 0 < counted.total() < rows)


def _values(builder: ViewBuilder, name: str, found: Counter[str]) -> Iterable[Value]:
    return (
        Value(
            value,
            label(builder, name, value),
            builder.sign(name, value) if name in ("stage", "verdict", "computed") else None,
            found[value],
        )
        for value in ordered(builder, name, found)
    )


Say = Callable[[ViewBuilder, str], str]
Order = Callable[[ViewBuilder, Iterable[str]], Iterable[str]]


def _listed(name: str) -> tuple[Say, Order]:
    """Values of a closed list: in its words and its order."""
    return (
        lambda builder, value: builder.archive.label(name, value),
        lambda _builder, values: sorted(values, key=tuple(enumerations.LISTS[name]).index),
    )


def _by_label(say: Say) -> tuple[Say, Order]:
    """Values in the order of their words."""
    return say, lambda builder, values: sorted(values, key=lambda one: say(builder, one).casefold())


WAYS: Mapping[str, tuple[Say, Order]] = {
    "computed": _listed("computed"),
    "verdict": _listed("verdict"),
    "stage": _listed("stage"),
    "kind": _listed("announcement_kind"),
    "nature": _listed("article_kind"),
    "theme": _by_label(lambda builder, value: builder.ref(value).title),
    "actor": _by_label(lambda builder, value: builder.ref(value).title),
    "outlet": _by_label(lambda builder, value: builder.ref(value).title),
    "language": _by_label(lambda builder, value: builder.language_name(value)),
    "year": (lambda _builder, value: value, lambda _builder, values: sorted(values)),
}
"""How the values of each facet are said, and in which order."""
