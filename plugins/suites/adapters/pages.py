"""Pages: every page of the archive, through Pelican's own Jinja environment.

All are rendered, and the other adapters are done, before the first file is written. Pelican would
fill in for a missing template with one of its own theme: here it is an error.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jinja2 import FileSystemLoader
from pelican import console, signals
from pelican.generators import Generator

from suites import pages
from suites.adapters import edition


class PagesOfTheArchive(Generator):  # type: ignore[misc]
    """Pelican's generator for all that has a page; its `articles` are the archive's."""

    def generate_context(self) -> None:
        """Render every page into the edition."""
        this = edition.of(self.settings)
        self.env.loader = FileSystemLoader(self._templates_path)
        self.context["articles"] = list(this.linked.archive.articles.values())
        site_url = self.settings["SITEURL"]
        repository = self.settings["REPOSITORY_URL"]
        base = urlsplit(site_url).path.rstrip("/") + "/"
        shared = {**self.context, "t": this.catalogue.t}
        shared["site"] = pages.frame(this.linked, this.catalogue, site_url)
        for page in pages.site(
            this.linked, this.catalogue, base, site_url, repository, this.full_texts
        ):
            text = self.env.get_template(page.template).render(shared, page=page.view)
            if this.full_texts is not None:
                banner = self.env.get_template("partials/private-copy.html")
                text = pages.marked(text, banner.render(shared, page=page.view))
            address = page.url if page.url.endswith(".html") else f"{page.url}index.html"
            this.add(address, text.encode())
            this.pages += 1

    def generate_output(self, writer: Any) -> None:
        """Write the edition, telling of each written file as Pelican's writer would."""
        output = Path(writer.output_path)

        def tell(address: str) -> None:
            signals.content_written.send(str(output / address), context=self.context)

        edition.of(self.settings).write(output, Path(self.settings["CACHE_PATH"]), tell)


def _generator(_pelican: Any) -> type[PagesOfTheArchive]:
    return PagesOfTheArchive


def say(pelican: Any) -> None:
    """Count our pages, for Pelican only counts what its own generators made."""
    console.print(str(edition.of(pelican.settings)))


def register() -> None:
    """Tell Pelican."""
    signals.get_generators.connect(_generator)
    signals.finalized.connect(say)
