"""PDF: the text of a document as it is laid out, and the article in it.

    bytes -> pdfium (a process of its own) -> words with their boxes -> columns in reading order
          -> paragraphs, without headers and footers -> hyphens undone -> article, or all the text

Hostile bytes may crash PDFium or keep it busy: it runs in a process that has limits of memory and
of processor time. All the rest is pure.
"""

import re

_SIGN = re.compile(rb"\s*(?:\xef\xbb\xbf)?%PDF-\d")
_WITHIN = 1400
_LATER = re.compile(rb"[\r\n]%PDF-\d\.\d\s+(?:%[^\r\n]*[\r\n]\s*)?\d+ \d+ obj\s*<<")


def detect(head: bytes) -> bool:
    """Return whether bytes are a PDF, as its readers take it: others may stand before its sign."""
    return bool(_SIGN.match(head) or _LATER.search(head, 0, _WITHIN))
