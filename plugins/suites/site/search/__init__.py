"""Search: what of the archive is indexed, and how its words are folded so that they are found.

    linked archive -> documents, one a page -> folded copies, which Pagefind reads in their place
    the copies and Pagefind's files -> our files beside its index
    the names of entities -> a small file

What is asked is folded in the same way by `question.js`.
"""

from suites.site.search.document import (
    FILTERS,
    SearchDocument,
    Section,
    build_document,
    build_documents,
)
from suites.site.search.folding import APOSTROPHES, DASHES, ELIDED, HYPHENS, SIGNS, fold
from suites.site.search.index_files import (
    WORDS,
    column_files,
    count_words,
    group_pages,
    pack_texts,
    read_texts,
    unpack,
    word_files,
)
from suites.site.search.names import NAMES, names_file
from suites.site.search.page_copy import ABOUT, NAMED, TEXT, facets_of, render_copy

__all__ = [
    "ABOUT", "APOSTROPHES", "DASHES", "ELIDED", "FILTERS", "HYPHENS", "NAMED", "NAMES", "SIGNS",
    "TEXT", "WORDS", "SearchDocument", "Section", "build_document", "build_documents",
    "column_files", "count_words", "facets_of", "fold", "group_pages", "names_file", "pack_texts",
    "read_texts", "render_copy", "unpack", "word_files",
]  # fmt: skip
