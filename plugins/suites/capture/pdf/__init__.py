"""PDF: the text of a document as it is laid out, and the article in it.

    bytes -> pdfium (a process of its own) -> words with their boxes -> columns in reading order
          -> paragraphs, without headers and footers -> hyphens undone -> article, or all the text

Hostile bytes may crash PDFium or keep it busy: it runs in a process that has limits of memory and
of processor time. All the rest is pure.
"""
