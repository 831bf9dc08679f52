"""Publish: the last step. Builds the site, and moves its files into the output.

Pelican's own closing line counts its articles, of which there are none: ours takes its place.
"""

from __future__ import annotations

import time
from contextlib import closing
from typing import Any

from pelican import signals
from pelican.generators import Generator
from pelican.log import console
from rich.console import ConsoleRenderable, RenderHook

from suites import build
from suites.build.pelican_plugins import edition, failures


class SiteOfTheArchive(Generator):  # type: ignore[misc]
    """Pelican's generator for the whole site; its `articles` are the archive's."""

    def generate_context(self) -> None:
        """Give other plugins the archive's articles."""
        this = edition.of(self.settings)
        if this:
            self.context["articles"] = this.linked.archive.articles.values()

    def generate_output(self, _writer: Any) -> None:
        """Build the site, telling of each written file as Pelican's writer would."""
        this = edition.of(self.settings)
        if not this:
            return
        with this.held, closing(this.builder), this.progress, failures.told(self.settings):
            done = this.builder.build()
        if not edition.of(self.settings):
            return
        build.tell_strangers(self.settings["OUTPUT_PATH"], done.strangers)
        for address in done.written:
            path = f"{self.settings['OUTPUT_PATH']}/{address}"
            signals.content_written.send(path, context=self.context)
        line = done.line(time.perf_counter() - this.started)
        console.print(line, markup=False, highlight=False, soft_wrap=True)


def _generator(pelican: Any) -> type[SiteOfTheArchive]:
    if "suites.build.pelican_plugins.check" not in pelican.settings["PLUGINS"]:
        raise SystemExit(
            "PLUGINS in the settings must begin with suites.build.pelican_plugins.check"
        )
    return SiteOfTheArchive


class _Unsaid(RenderHook):
    """Keeps Pelican's closing line from its console."""

    def process_renderables(self, renderables: list[ConsoleRenderable]) -> list[ConsoleRenderable]:
        """Return all that is to be shown but that line."""
        return [one for one in renderables if not str(one).startswith("Done: Processed ")]


_UNSAID = _Unsaid()


def register() -> None:
    """Tell Pelican."""
    signals.get_generators.connect(_generator)
    console.push_render_hook(_UNSAID)
