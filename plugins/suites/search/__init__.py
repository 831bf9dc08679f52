"""Search: what of the archive is indexed, and how its words are folded so that they are found.

    linked archive -> documents, one a page -> folded copies, which Pagefind reads in their place
    Pagefind's index, in no certain order -> the same index in one order, its filters as columns
    what it says of each page -> files of a few pages
    the names of entities, the words of all texts -> small files that are read when they are needed

What is asked is folded in the same way by `question.js`.
"""

from suites.search.copies import (
    APOSTROPHES,
    DASHES,
    ELIDED,
    HYPHENS,
    NAMED,
    SIGNS,
    TEXT,
    fold,
    html,
)
from suites.search.document import FILTERS, Documents, SearchDocument, Section, documents
from suites.search.full_texts import with_full_texts
from suites.search.names import PATH as NAMES
from suites.search.names import names
from suites.search.order import in_order, is_ordered_here
from suites.search.texts import read_texts, shared, texts
from suites.search.words import FOLDER as WORDS
from suites.search.words import Counts, counted, with_others, words
from suites.search.words import path as path_of_words

__all__ = [
    "APOSTROPHES", "DASHES", "ELIDED", "FILTERS", "HYPHENS", "NAMED", "NAMES", "SIGNS", "TEXT",
    "WORDS", "Counts", "Documents", "SearchDocument", "Section", "counted", "documents", "fold",
    "html", "in_order", "is_ordered_here", "names", "path_of_words", "read_texts", "shared",
    "texts", "with_full_texts", "with_others", "words",
]  # fmt: skip
