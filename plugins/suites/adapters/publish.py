"""Publish: the last step. Makes every file of the site, and moves them into the output at once."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

from pelican import signals
from pelican.generators import Generator

from suites.adapters import edition, pagefind
from suites.adapters.check import checked
from suites.lock import BusyError, alone
from suites.publication.tasks import WrongError
from suites.publication.whole import Publishing, whole
from suites.store import Store


class SiteOfTheArchive(Generator):  # type: ignore[misc]
    """Pelican's generator for the whole site; its `articles` are the archive's."""

    def generate_context(self) -> None:
        """Give other plugins the archive's articles."""
        this = edition.of(self.settings)
        self.context["articles"] = this.linked.archive.articles.values()

    def generate_output(self, _writer: Any) -> None:
        """Make the site, telling of each written file as Pelican's writer would."""
        this, setting = edition.of(self.settings), edition.setting(self.settings)
        cache = Path(setting.cache)
        try:
            with alone(cache), closing(Store(cache)) as store:
                told = this.progress.at
                publishing = Publishing(setting, this.linked, pagefind, told, this.full_texts)
                this.done = whole(publishing, this.shelf, store)
                store.commit()
        except WrongError:
            checked(Path(setting.content))  # says what is wrong with the content
            publishing.make_here()  # or else with the theme or the program
            raise
        except (pagefind.SearchError, BusyError) as error:
            raise SystemExit(f"{error}; the site is left as it was") from None
        finally:
            this.progress.close()
        for address in this.done.written:
            signals.content_written.send(f"{setting.output}/{address}", context=self.context)


def _generator(_pelican: Any) -> type[SiteOfTheArchive]:
    return SiteOfTheArchive


def register() -> None:
    """Tell Pelican."""
    signals.get_generators.connect(_generator)
