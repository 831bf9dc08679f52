"""The HTML of pages of an archive, rendered by the theme without a build."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from suites.analysis.linked_archive import LinkedArchive
from suites.archive.languages.catalogue import read_catalogue
from suites.archive.model.archive import kind_of
from suites.build.templates import renderer
from suites.site import views
from suites.site.views import Deployment, PageFile, PageSpec, ViewBuilder
from support.miniature import ROOT

THEME = ROOT / "theme"
CATALOGUE = read_catalogue("fr")


def render_pages(
    linked: LinkedArchive, found: Iterable[PageFile] | None = None, site_url: str = ""
) -> dict[str, str]:
    """Return the HTML of some pages of an archive, by default of all, by address."""
    deployment = Deployment(url=site_url)
    builder = ViewBuilder(linked, CATALOGUE, deployment)
    frame = views.frame(builder)
    if found is None:
        found = pages(linked, deployment)
    render = renderer(THEME, template_cache(), builder, frame, private=False)
    return {page.url: render(page) for page in found}


def template_cache() -> Path:
    """Return a folder where the theme is compiled once for all the pages that tests render."""
    return Path(_folder().name)


@cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    """Return that folder, which goes when the tests end."""
    return tempfile.TemporaryDirectory()


def pages(linked: LinkedArchive, deployment: Deployment | None = None) -> Iterator[PageFile]:
    """Give every page of an archive."""
    builder = ViewBuilder(linked, CATALOGUE, deployment)
    return (views.build_page(builder, spec) for spec in page_specs(linked))


def page_specs(linked: LinkedArchive, deployment: Deployment | None = None) -> Iterator[PageSpec]:
    """Give the spec of every page of an archive."""
    catalogue = read_catalogue(linked.archive.settings.language)
    for plan in views.page_plans(ViewBuilder(linked, catalogue, deployment)).values():
        yield from plan()
    for record in linked.archive.records():
        card = linked.link_summaries[record.id]
        yield from views.record_pages(linked.urls, card.kind, record.id, record.aliases)
    for record in linked.archive.withdrawn.values():
        kind, others = kind_of(record).name, record.withdrawn.comparisons
        yield from views.withdrawn_pages(linked.urls, kind, record.id, record.aliases, others)
