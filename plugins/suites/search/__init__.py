"""Search: what of the archive is indexed, and how its words are folded so that they are found.

    linked archive -> documents, one a page -> folded copies, which Pagefind reads in their place
    Pagefind's index, in no certain order -> the same index in one order

What is asked is folded in the same way by `seek.js`.
"""

from suites.search.copies import ELIDED, SIGNS, TEXT, fold, html
from suites.search.document import FILTERS, Documents, SearchDocument, Section, documents
from suites.search.full_texts import with_full_texts
from suites.search.order import in_order, is_ordered_here

__all__ = [
    "ELIDED", "FILTERS", "SIGNS", "TEXT", "Documents", "SearchDocument", "Section",
    "documents", "fold", "html", "in_order", "is_ordered_here", "with_full_texts",
]  # fmt: skip
