"""Exports: what other programs read (feeds, sitemap), and the files that the theme brings along.

A sitemap and a robots.txt hold absolute addresses: while the site's own address is not known, there
are none. The theme's files are copied by us because Pelican would write them anew at every run.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pelican import signals

from suites import pages
from suites.adapters import edition
from suites.exporters import atom, sitemap
from suites.exporters.filters import filters
from suites.exporters.script import script
from suites.exporters.stylesheet import STYLESHEET, stylesheet


def add_exports(generators: Sequence[Any]) -> None:
    """Add the feeds, the sitemap and the theme's files to the edition."""
    settings = generators[0].settings
    this = edition.of(settings)
    site = settings["SITEURL"]
    this.add(atom.ARTICLES, atom.articles_feed(this.linked, this.catalogue, site))
    this.add(atom.EVENTS, atom.events_feed(this.linked, this.catalogue, site))
    for address, facets in pages.filtered(this.linked, this.catalogue):
        this.add(address, filters(facets, this.catalogue.t("filters.none")).encode())
    if this.full_texts is not None:
        this.add(sitemap.ROBOTS, sitemap.no_robots())
    elif site:
        this.add(sitemap.SITEMAP, sitemap.sitemap(_pages(this), site))
        this.add(sitemap.ROBOTS, sitemap.robots(site))
    _add_theme_files(this, Path(settings["THEME"]) / "static", settings["THEME_STATIC_DIR"])


def _add_theme_files(this: edition.Edition, static: Path, place: str) -> None:
    """The parts of the stylesheet as one file, scripts without comments, all else as it is."""
    parts: dict[str, str] = {}
    for path in sorted(static.rglob("*")):
        inside = path.relative_to(static)
        if not path.is_file() or any(part.startswith(".") for part in inside.parts):
            continue
        if inside.suffix == ".css":
            parts[inside.name] = path.read_text("utf-8")
        elif inside.suffix == ".js":
            this.add(f"{place}/{inside.as_posix()}", script(path.read_text("utf-8")).encode())
        else:
            this.add(f"{place}/{inside.as_posix()}", path)
    this.add(f"{place}/{STYLESHEET}", stylesheet(parts).encode())


def _pages(this: edition.Edition) -> list[str]:
    """The addresses that are worth finding: neither those of redirections nor that of the error."""
    pages = [address.removesuffix("index.html") for address in this.files]
    return [
        page
        for page in pages
        if (page.endswith("/") or not page) and Path(page).name not in this.linked.aliases
    ]


def register() -> None:
    """Tell Pelican."""
    signals.all_generators_finalized.connect(add_exports)
