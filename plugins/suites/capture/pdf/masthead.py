"""Masthead: the name of the outlet at the top of a document.

A newspaper has it over its headlines; a browser prints whatever stands at the top of a page.
"""

import re
from collections.abc import Sequence

from suites.capture.captured_article import Guess
from suites.capture.dumps.byline import is_byline
from suites.capture.dumps.features import Line
from suites.capture.dumps.lines import collapsed
from suites.capture.extraction.lexicon import words
from suites.capture.pdf.furniture import Furniture
from suites.capture.pdf.words import Document
from suites.capture.site_names import is_site, site_in_title


def masthead(lines: Sequence[Line]) -> Guess | None:
    """Return the name at the top of the first page, over the headline.

    `lines` are those over it.
    """
    for line in lines[:3]:
        text = line.text
        if line.dates:
            text = text[: line.dates[0].start]
        text = re.sub(r"^\d{1,3}\s|\s\d{1,3}$", "", text).strip(" ,|·–—-")
        if (
            is_byline(line)
            or line.marker
            or line.boilerplate
            or not 0 < len(words(text)) <= 5
            or not text[:1].isupper()
        ):
            continue
        if text.isupper() and len(words(text)) < 2:  # the name of a section
            continue
        return Guess(text, "pdf-masthead", line.text, stated=False)
    return None


def printed_site(document: Document, furniture: Furniture, lines: Sequence[Line]) -> Guess | None:
    """Return the name of the site of a page that a browser printed: its address knows it.

    Over the headline of such a page, in `lines`, stand menus and the names of sections as well.
    """
    address = furniture.site or ""
    for line in lines:
        if is_site(line.text, address):
            return Guess(line.text, "pdf-masthead", line.text, stated=False)
    title = collapsed(document.about.get("Title", ""))
    name = site_in_title(title, address)[1]
    return Guess(name, "title-end", title, stated=False) if name else None
