"""The listings that are filtered on the spot, by rules of their stylesheets."""

from __future__ import annotations

from collections.abc import Iterator

from suites.site.views import chronology, facets, listings
from suites.site.views.facets import Facet
from suites.site.views.view_builder import ViewBuilder


def filtered(builder: ViewBuilder) -> Iterator[tuple[str, tuple[Facet, ...]]]:
    """Yield the address of the rules of each such listing, and its facets."""
    for name, url in listings.LISTINGS.items():
        rows = listings.listed(builder, name)
        if len(rows) <= listings.ROWS_PER_PAGE and (
            offered := facets.offered(builder, rows.values())
        ):
            yield listings.styles_of(url), offered
    if offered := chronology.offered(builder):
        yield chronology.STYLES, offered
