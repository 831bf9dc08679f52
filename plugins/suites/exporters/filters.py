"""Filters: the facets of a listing -> the CSS by which its rows are chosen without script.

Values of one facet widen the choice, facets narrow it: a row is hidden when some value of a facet
is asked for and the row has none of those that are. What a selector holds is an id, a year or a tag
of a language: nothing in it needs escaping, and nothing else is let in.
"""

from __future__ import annotations

from collections.abc import Sequence

from suites.pages.facets import SAFE, Facet

ROOT = ".filtered"


def filters(facets: Sequence[Facet]) -> str:
    """The rules, one a facet; ValueError when a value could be anything but a value."""
    rules = "\n".join(_rule(facet) for facet in facets)
    return f"@layer utilities {{\n{rules}\n}}\n"


def _rule(facet: Facet) -> str:
    ids = [value.id for value in facet.values]
    if not all(SAFE.fullmatch(one) for one in (facet.name, *ids)):
        raise ValueError(f"a value of {facet.name} cannot stand in a selector")
    asked = ", ".join(
        f'{ROOT}:has(#f_{facet.name}_{one}:checked) [data-{facet.name}~="{one}"]' for one in ids
    )
    return f'{ROOT}:has([name="{facet.name}"]:checked) [data-row]:not({asked}) {{ display: none; }}'
