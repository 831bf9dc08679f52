"""Search: what of the archive is indexed, and how its words are folded so that they are found.

    linked archive -> documents, one a page -> folded copies, which Pagefind reads in their place
    the copies and Pagefind's files -> our files beside its index
    the names of entities, the data of the language -> a small file

What is asked is folded in the same way by `question.js`.
"""

from suites.site.search.document import FILTERS, SearchDocument, Section, build_document
from suites.site.search.folding import SIGNS
from suites.site.search.index_files import (
    column_files,
    count_words,
    group_pages,
    pack_texts,
    read_texts,
    unpack,
    word_files,
)
from suites.site.search.language import language_of_scripts
from suites.site.search.names import names_file
from suites.site.search.page_copy import facets_of, render_copy

__all__ = [
    "FILTERS", "SIGNS", "SearchDocument", "Section", "build_document", "column_files",
    "count_words", "facets_of", "group_pages", "language_of_scripts", "names_file", "pack_texts",
    "read_texts", "render_copy", "unpack", "word_files",
]  # fmt: skip
