"""Pages as a build makes them: what tests of the theme look at."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from suites.analysis.linked_archive import LinkedArchive
from suites.archive import files
from suites.build.templates import renderer
from suites.site import views
from suites.site.views import Deployment, PageFile, PageSpec, ViewBuilder

THEME = Path(__file__).parent.parent / "theme"
CATALOGUE = files.catalogue(THEME, "fr")


def rendered(
    linked: LinkedArchive, found: Iterable[PageFile] | None = None, site_url: str = ""
) -> dict[str, str]:
    """The HTML of some pages of an archive, else of all, by their addresses."""
    deployment = Deployment(url=site_url)
    frame = views.frame(ViewBuilder(linked, CATALOGUE, deployment))
    if found is None:
        found = pages(linked, deployment)
    with tempfile.TemporaryDirectory() as cache:
        render = renderer(THEME, Path(cache), CATALOGUE, frame, private=False)
        return {page.url: render(page) for page in found}


def pages(linked: LinkedArchive, deployment: Deployment | None = None) -> Iterator[PageFile]:
    """Every page of an archive."""
    builder = ViewBuilder(linked, CATALOGUE, deployment)
    return (views.build_page(builder, spec) for spec in specs(linked))


def specs(linked: LinkedArchive) -> Iterator[PageSpec]:
    """The spec of every page of an archive."""
    for plan in views.page_plans(ViewBuilder(linked, CATALOGUE)).values():
        yield from plan()
    for record in linked.archive.records():
        card = linked.link_summaries[record.id]
        yield from views.record_pages(card.kind, record.id, record.aliases)
