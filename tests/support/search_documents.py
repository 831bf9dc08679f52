"""What is searched of every page of an archive."""

from __future__ import annotations

from collections.abc import Iterator

from suites.analysis.linked_archive import LinkedArchive
from suites.archive.languages.catalogue import Catalogue
from suites.site.search import SearchDocument, build_document
from suites.site.views import ViewBuilder


def build_documents(linked: LinkedArchive, catalogue: Catalogue) -> Iterator[SearchDocument]:
    """A document for each article, announcement, entity, theme and page, in this order."""
    builder = ViewBuilder(linked, catalogue)
    return (build_document(builder, record) for record in linked.archive.records())
