"""Filters: the facets of a listing -> the CSS by which its rows are chosen without script.

Values of one facet widen the choice, facets narrow it: a row is hidden when some value of a facet
is asked for and the row has none of those that are. What a selector holds is an id, a year or a tag
of a language: nothing in it needs escaping, and nothing else is let in.

No selector can tell that every row is hidden, but a counter of the shown ones can be written in a
style of its own, in which nought is a sentence and any other number is nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from suites.site.views.facets import SAFE, Facet

ROOT = ".filtered"


def filters(facets: Sequence[Facet], none: str) -> str:
    """The rules, one a facet, and the sentence `none` for a choice that leaves no row.

    ValueError when a value could be anything but a value.
    """
    rules = "\n".join(_rule(facet) for facet in facets)
    return (
        '@counter-style some { system: cyclic; symbols: ""; }\n'
        f"@counter-style no-row {{ system: cyclic; symbols: {string(none)}; range: 0 0; "
        "fallback: some; }\n"
        f"@layer utilities {{\n{rules}\n{ROOT} .none::before {{ "
        "content: counter(shown, no-row); }\n}\n"
    )


def string(text: str) -> str:
    r"""A text as CSS writes it: whatever could end or break it is written by its number.

    >>> string('a"b') == r'"a\22 b"'
    True
    """
    escaped = re.sub(r'["\\<\x00-\x1f\x7f]', lambda found: f"\\{ord(found[0]):x} ", text)
    return f'"{escaped}"'


def _rule(facet: Facet) -> str:
    ids = [value.id for value in facet.values]
    if not all(SAFE.fullmatch(one) for one in (facet.name, *ids)):
        raise ValueError(f"a value of {facet.name} cannot stand in a selector")
    asked = ", ".join(
        f'{ROOT}:has(#f_{facet.name}_{one}:checked) [data-{facet.name}~="{one}"]' for one in ids
    )
    return f'{ROOT}:has([name="{facet.name}"]:checked) [data-row]:not({asked}) {{ display: none; }}'
