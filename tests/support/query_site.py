"""The page on which the data are asked, with what it loads and no more, without a build."""

from __future__ import annotations

from pathlib import Path

from suites.analysis.linked_archive import LinkedArchive
from suites.archive.languages.catalogue import read_catalogue
from suites.build import sqlite_wasm
from suites.build.templates import renderer, theme_files
from suites.site import views
from suites.site.exports.data import database
from suites.site.views import Deployment, PageSpec, ViewBuilder
from support.rendered_pages import THEME, template_cache


def query_builder(
    linked: LinkedArchive, language: str = "fr", *, url: str = "", engine_size: int = 0
) -> ViewBuilder:
    """Return what builds the page, with the words of a language."""
    deployment = Deployment(url=url, data_files=True, engine_size=engine_size)
    return ViewBuilder(linked, read_catalogue(language), deployment)


def query_html(builder: ViewBuilder) -> str:
    """Return the page as HTML."""
    render = renderer(THEME, template_cache(), builder, views.frame(builder), private=False)
    return render(views.build_page(builder, PageSpec(builder.urls.query, "query", ())))


def write_query_site(linked: LinkedArchive, folder: Path) -> str:
    """Write the page, the theme, the database and what reads it; return the page's address."""
    package = sqlite_wasm.package()
    builder = query_builder(linked, engine_size=sqlite_wasm.size(package))
    found = [
        *theme_files(THEME, linked),
        *sqlite_wasm.files(package),
        (builder.urls.database, database(builder)),
        (f"{builder.urls.query}index.html", query_html(builder).encode()),
    ]
    for address, content in found:
        (folder / address).parent.mkdir(parents=True, exist_ok=True)
        (folder / address).write_bytes(content)
    return builder.urls.query
