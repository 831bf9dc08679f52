"""Search: what of the archive is indexed, and how its words are folded so that they are found.

    linked archive -> documents, one a page -> folded copies, which Pagefind reads in their place
    the facets of each page -> columns by page id, beside Pagefind's index
    what Pagefind says of each page -> files of a few pages
    the names of entities, the words of all texts -> small files that are read when they are needed

What is asked is folded in the same way by `question.js`.
"""

from suites.site.search.columns import columns
from suites.site.search.copies import (
    ABOUT,
    APOSTROPHES,
    DASHES,
    ELIDED,
    HYPHENS,
    NAMED,
    SIGNS,
    TEXT,
    facets,
    fold,
    html,
)
from suites.site.search.document import FILTERS, Documents, SearchDocument, Section, documents
from suites.site.search.names import PATH as NAMES
from suites.site.search.names import names
from suites.site.search.texts import read_texts, shared, texts, unpacked
from suites.site.search.words import FOLDER as WORDS
from suites.site.search.words import counted, words

__all__ = [
    "ABOUT", "APOSTROPHES", "DASHES", "ELIDED", "FILTERS", "HYPHENS", "NAMED", "NAMES", "SIGNS",
    "TEXT", "WORDS", "Documents", "SearchDocument", "Section", "columns", "counted", "documents",
    "facets", "fold", "html", "names", "read_texts", "shared", "texts", "unpacked",
    "words",
]  # fmt: skip
