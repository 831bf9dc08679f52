"""Facets: the values by which the rows of a listing can be chosen, with their numbers of rows.

A facet is shown when its rows differ in it, and when its values are few enough to be read. A row
may have several values of one facet (themes) or none. Values are ids, years or tags of languages:
letters, digits and hyphens, safe in an attribute and in a selector.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from suites.analysis.rows import Values
from suites.archive import enumerations
from suites.archive.alphabet import alphabetical
from suites.site.views.view_builder import ViewBuilder
from suites.site.views.view_models import Sign

MAX_VALUES = 24
"""Values of a facet: beyond, a list of its own serves better."""

SAFE = re.compile(r"[A-Za-z0-9-]+")

STATES = ("computed", "verdict", "stage")
"""The facets whose values are shown as signs."""

VALUES: Mapping[str, str] = {
    **{name: name for name in STATES},
    "kind": "announcement_kind",
    "nature": "article_kind",
    "theme": "record",
    "actor": "record",
    "outlet": "record",
    "language": "language",
    "year": "year",
}
"""The values of each facet: a list of the model, ids of records, tags of languages, or years."""


@dataclass(frozen=True, slots=True)
class Value:
    """A value, in words, with its sign when it is a state, and its number of rows."""

    id: str
    label: str
    sign: Sign | None
    count: int


class Facet(NamedTuple):
    """A facet that is offered; `name` stands in attributes and addresses."""

    name: str
    label: str
    values: tuple[Value, ...]


def counted(rows: Iterable[Values]) -> dict[str, Counter[str]]:
    """Return the number of rows of each value, for the facets that are worth showing."""
    rows = tuple(rows)
    counts: dict[str, Counter[str]] = {}
    for row in rows:
        for name, values in row:
            counts.setdefault(name, Counter()).update(set(values))
    return {
        name: found for name, found in counts.items() if _is_worth_showing(name, found, len(rows))
    }


def offered(builder: ViewBuilder, rows: Iterable[Values]) -> tuple[Facet, ...]:
    """Return the facets that are worth showing, in the order in which the rows name them."""
    return tuple(
        Facet(
            name,
            builder.t(f"filters.{name}"),
            tuple(
                Value(
                    value,
                    label(builder, name, value),
                    builder.sign(name, value) if name in STATES else None,
                    counts[value],
                )
                for value in ordered(builder, name, counts)
            ),
        )
        for name, counts in counted(rows).items()
    )


def label(builder: ViewBuilder, name: str, value: str) -> str:
    """Return a value in words."""
    match VALUES[name]:
        case "record":
            return builder.ref(value).title
        case "language":
            return builder.language_name(value)
        case "year":
            return value
        case list_:
            return builder.archive.label(list_, value)


def ordered(builder: ViewBuilder, name: str, values: Iterable[str]) -> Sequence[str]:
    """Return the values of a facet in the order of their list, else of their words."""
    if VALUES[name] in enumerations.LISTS:
        return sorted(values, key=builder.archive.vocabulary.values(VALUES[name]).index)
    return sorted(values, key=lambda value: alphabetical(label(builder, name, value)))


def _is_worth_showing(name: str, counts: Counter[str], rows: int) -> bool:
    """Return whether the values tell rows apart: one value that all rows have does not."""
    if not all(SAFE.fullmatch(value) for value in counts):
        return False
    if name == "computed":
        return bool(counts)
    return 1 < len(counts) <= MAX_VALUES or (len(counts) == 1 and 0 < counts.total() < rows)
