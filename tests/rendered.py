"""Pages as a build makes them: what tests of the theme look at."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from suites.analysis.linked_archive import LinkedArchive
from suites.archive import files
from suites.build.templates import renderer
from suites.site import views
from suites.site.views import PageFile

THEME = Path(__file__).parent.parent / "theme"
CATALOGUE = files.catalogue(THEME, "fr")


def rendered(
    linked: LinkedArchive, found: Iterable[PageFile] | None = None, site_url: str = ""
) -> dict[str, str]:
    """The HTML of some pages of an archive, else of all, by their addresses."""
    frame = views.frame(linked, CATALOGUE, site_url)
    if found is None:
        found = views.site(linked, CATALOGUE, site_url=site_url)
    with tempfile.TemporaryDirectory() as cache:
        render = renderer(THEME, Path(cache), CATALOGUE, frame, private=False)
        return {page.url: render(page) for page in found}


def specs(linked: LinkedArchive) -> Iterator[views.PageSpec]:
    """The spec of every page of an archive."""
    for plan in views.page_plans(views.ViewBuilder(linked, CATALOGUE)).values():
        yield from plan()
    for record in linked.archive.records():
        card = linked.cards[record.id]
        yield from views.record_pages(card.kind, record.id, record.aliases)
