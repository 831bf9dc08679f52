"""Full texts in the search of a private copy: a section more in the documents of their articles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from suites.archive import markdown, urls
from suites.archive.languages.catalogue import Catalogue
from suites.site.search.document import SearchDocument, Section

FRAGMENT = "s_full_text"
"""The id of the full text in the page of its article."""


def with_full_texts(
    documents: Iterable[SearchDocument], texts: Mapping[str, str], catalogue: Catalogue
) -> Iterator[SearchDocument]:
    """The documents, those of articles with the text that `texts` gives by id, in Markdown."""
    by_url = {f"{urls.ARTICLES}{id_}/": text for id_, text in texts.items()}
    for document in documents:
        text = by_url.get(document.url)
        if text is None:
            yield document
            continue
        section = Section(FRAGMENT, catalogue.t("private.full-text"), markdown.parse(text).text)
        yield replace(document, sections=(*document.sections, section))
