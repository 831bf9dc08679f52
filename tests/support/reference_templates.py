"""The templates of references of the miniature, compiled once for all the projects of a test run.

Compiling one takes citeproc-py some milliseconds, and importing it as long as many pages. Builds in
the test's own process share the templates that they have in memory.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from suites.analysis import loading
from suites.analysis.rows import PAIRS
from suites.archive.languages.catalogue import read_catalogue
from suites.build.reference_templates import ReferenceTemplates
from suites.site.citations import references as citations
from suites.site.citations.items import pair_item, press_item, record_item
from suites.site.citations.references import references
from suites.site.views import Deployment, ViewBuilder
from support.miniature import CONTENT


class Store:
    """A store in memory, in the place of that of a build."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def read(self, name: str) -> bytes | None:
        """Return what was written under a name; None for nothing."""
        return self.kept.get(name)

    def write(self, name: str, content: bytes) -> None:
        """Write a content under a name."""
        self.kept[name] = content


def write_reference_templates(build_cache: Path) -> None:
    """Write the templates of references into the cache of a build.

    Without the miniature, where an archive has the tests of its content alone, none are written.
    """
    if not CONTENT.is_dir():
        return
    store = ReferenceTemplates(build_cache)
    for name, content in _templates().items():
        store.write(name, content)


@cache
def _templates() -> dict[str, bytes]:
    """Return the templates of the miniature by name, with the site's address and without."""
    linked = loading.load_archive(CONTENT).linked
    assert linked
    store = Store()
    citations._known.clear()  # what is known is not asked of a store
    for url in ("", "https://example.org"):
        given = Deployment(url=url, reference_templates=store)
        builder = ViewBuilder(linked, read_catalogue("fr"), given)
        for id_ in linked.archive.articles:
            references(builder, press_item(builder, id_))
            references(builder, record_item(builder, "article", id_))
        for id_ in linked.archive.announcements:
            references(builder, record_item(builder, "announcement", id_))
        for row in linked.rows(PAIRS):
            references(builder, pair_item(builder, row.order.id, row.name))
    return store.kept
