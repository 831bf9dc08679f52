"""Filtering: which listings are filtered where they stand, and by what."""

from __future__ import annotations

from collections.abc import Iterator

from suites.site.views import chronology, facets, listings
from suites.site.views.facets import Facet
from suites.site.views.view_builder import ViewBuilder

NAMES = (*listings.LISTINGS, chronology.NAME)
"""The listings that may be."""


def filtered(builder: ViewBuilder, name: str) -> Iterator[tuple[str, tuple[Facet, ...]]]:
    """Where the rules of a listing lie, and its facets, if it is filtered where it stands."""
    if name == chronology.NAME:
        if found := chronology.offered(builder):
            yield chronology.STYLES, found
        return
    rows = list(listings.listed(builder, name).values())
    offered = facets.offered(builder, rows) if len(rows) <= listings.ROWS_PER_PAGE else ()
    if offered:
        yield listings.styles_of(listings.LISTINGS[name]), offered
