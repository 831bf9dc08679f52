"""Copies: a document -> the HTML that Pagefind reads in the place of its page.

Pagefind 1.5 takes a word for what stands between two spaces, and finds the parts of a word only at
ASCII signs, when they have two letters or more: "l’application" would hide "application", "d’X"
would hide "X". So in the copies an elided article stands alone ("l' application"); `seek.js` does
the same to what is asked, and puts back what is shown. Accents need nothing: Pagefind folds them on
both sides. Titles and facts are searched like the text, filters are not.
"""

from __future__ import annotations

import re
import unicodedata
from html import escape

from suites.search.document import FILTERS, SearchDocument

ELIDED = (
    "l", "d", "qu", "j", "n", "s", "m", "t", "c",
    "jusqu", "lorsqu", "puisqu", "quoiqu",
)  # fmt: skip
"""What loses its vowel before another word in French; the same list stands in `seek.js`."""

SIGNS = "$€£%+"
"""The signs that are words, or parts of words: "8 $", "Premium+". For `--include-characters`."""

TEXT = "-text"
"""The id, in the copies, of what follows the title; the same stands in `seek.js`."""

_ALIKE = str.maketrans(
    dict.fromkeys("’‘ʼ＇", "'")
    | dict.fromkeys("–—―/…", " ")
    | dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff")
)
"""Apostrophes, what parts words, and what cannot be seen."""

_ELISION = re.compile(rf"(?<!\w)({'|'.join(ELIDED)})'(?=\S)", re.IGNORECASE)
_SIGN = re.compile(r"(?<=\d)(?=[$€£])|(?<=[$€£])(?=\d)")


def fold(text: str) -> str:
    """The text as it is indexed: its words apart from one another, by single spaces.

    >>> fold("L’idée qu’Elon a\u00a0de l’« argent » d’aujourd’hui\u202f: 8\u00a0$, presqu’île")
    "L' idée qu' Elon a de l' « argent » d' aujourd'hui : 8 $, presqu'île"
    >>> fold("9$ 2022–2025")
    '9 $ 2022 2025'
    """
    text = unicodedata.normalize("NFC", text.translate(_ALIKE))
    if any(sign in text for sign in "$€£"):
        text = _SIGN.sub(" ", text)
    if "'" in text:
        text = _ELISION.sub(r"\1' ", text)
    return " ".join(text.split())


def html(document: SearchDocument) -> str:
    """The folded copy of a page, in the form that Pagefind reads; every text is escaped."""
    head = [
        f'<meta data-pagefind-meta="title[content]" content="{escape(document.title)}">',
        f'<meta data-pagefind-sort="day[content]" content="{escape(document.day)}">',
    ]
    if document.facts:
        head.append(
            f'<meta data-pagefind-meta="facts[content]" content="{escape(document.facts)}">'
        )
    head += [
        f'<meta data-pagefind-filter="{name}[content]" content="{escape(value)}">'
        for name in FILTERS
        for value in document.filters.get(name, ())
    ]
    body = [f"<h1>{_copy(document.title)}</h1>", f"<p>{_copy(document.facts)}</p>"]
    for section in document.sections:
        if section.id:
            body.append(f'<h2 id="{escape(section.id)}">{_copy(section.heading)}</h2>')
        else:
            body.append(f'<div id="{TEXT}"></div>')
        body += [f"<p>{_copy(block)}</p>" for block in section.text.split("\n") if block.strip()]
    return (
        f'<!doctype html>\n<html lang="{escape(document.language)}">\n<head><meta charset="utf-8">'
        f"<title>{_copy(document.title)}</title></head>\n<body data-pagefind-body>\n"
        + "\n".join((*head, *body))
        + "\n</body>\n</html>\n"
    )


def _copy(text: str) -> str:
    return escape(fold(text), quote=False)
