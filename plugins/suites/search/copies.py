"""Copies: a document -> the HTML that Pagefind reads in the place of its page.

Pagefind 1.5 takes a word for what stands between two spaces, and finds the parts of a word only at
ASCII signs, when they have two letters or more: "l’application" would hide "application", "d’X"
would hide "X". So in the copies an elided article stands alone ("l' application"); `question.js`
does the same to what is asked, and puts back what is shown. Accents need nothing: Pagefind folds
them on both sides. Titles and facts are searched like the text, filters are not.

Its French stemmer takes "payant" for "paiement", and a result tells where a word stands, not in
what part of the page. So the words of the title, and those of the first paragraph and the facts,
are laid under each copy once more, with a digit that keeps them from being stemmed ("paiement0",
"argent1"): asked for so, the pages that are about a word come before those that hold it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from html import escape

from suites.search.document import FILTERS, SearchDocument

ELIDED = (
    "l", "d", "qu", "j", "n", "s", "m", "t", "c",
    "jusqu", "lorsqu", "puisqu", "quoiqu",
)  # fmt: skip
"""What loses its vowel before another word in French; the same list stands in `question.js`."""

SIGNS = "$€£%+"
"""The signs that are words, or parts of words: "8 $", "Premium+". For `--include-characters`."""

TEXT, NAMED = "-text", "-named"
"""The ids, in the copies, of what follows the title, and of the names that follow the text; the
same stand in `seek.js`."""

ABOUT = "about"
"""The filter that holds no choice of the reader's: the announcements that an article reports."""

SMALL = frozenset(
    "a au aux avec ce ces d dan de du elle en est et il j l la le leur m n ne on ou par pa pour qu "
    "que qui s sa se se son sur t un une y des les dans pas ses".split()
)
"""Words of titles and claims, flat, that tell nothing."""

LEAD = ' data-pagefind-weight="2"'
"""Of the first paragraph, the claim of an announcement or our summary."""

_NOT_INDEXED = re.compile(r"[^\w$€£%+]|_")
_ALIKE = (
    *((sign, "'") for sign in "’‘ʼ＇"),
    *((sign, " ") for sign in "–—―/…"),
    *((sign, "") for sign in "\u00ad\u200b\u200c\u200d\u2060\ufeff"),
)
"""Apostrophes, what parts words, and what cannot be seen."""

_ELISION = re.compile(rf"(?<!\w)({'|'.join(ELIDED)})'(?=\S)", re.IGNORECASE)
_SIGN = re.compile(r"(?<=\d)(?=[$€£])|(?<=[$€£])(?=\d)")
_GROUPS = re.compile(r"(?<![\d.,_])(\d{1,3})((?:[ .]\d{3})+)(?![\d_]|[.,]\d)")


def fold(text: str) -> str:
    """The text as it is indexed: its words apart from one another, by single spaces.

    >>> fold("L’idée qu’Elon a\u00a0de l’« argent » d’aujourd’hui\u202f: 8\u00a0$, presqu’île")
    "L' idée qu' Elon a de l' « argent » d' aujourd'hui : 8 $, presqu'île"
    >>> fold("9$ 2022–2025, 2\u00a0500 ou 2.500 abonnés")
    '9 $ 2022 2025, 2.500 ou 2.500 abonnés'
    """
    for sign, shown in _ALIKE:
        text = text.replace(sign, shown)
    text = unicodedata.normalize("NFC", text)
    if any(sign in text for sign in "$€£"):
        text = _SIGN.sub(" ", text)
    if "'" in text:
        text = _ELISION.sub(r"\1' ", text)
    text = " ".join(text.split())
    return _GROUPS.sub(lambda found: found[1] + found[2].replace(" ", "."), text)


def bare(text: str) -> str:
    """A text as words are compared: small letters, without accents, ligatures undone.

    >>> bare("Œuvre d’État")
    'oeuvre d’etat'
    """
    small = text.casefold()
    if small.isascii():
        return small
    small = small.replace("œ", "oe").replace("æ", "ae")
    parts = unicodedata.normalize("NFD", small)
    return "".join(sign for sign in parts if not unicodedata.combining(sign))


def flat(word: str) -> str:
    """A word without its plural, for words that are not stemmed.

    >>> flat("Paiements"), flat("jeux"), flat("X")
    ('paiement', 'jeu', 'x')
    """
    plain = bare(word)
    return plain[:-1] if len(plain) > 3 and plain[-1] in "sx" else plain


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
    filters = {name: document.filters.get(name, ()) for name in FILTERS}
    head += [
        f'<meta data-pagefind-filter="{name}[content]" content="{escape(value)}">'
        for name, values in (filters | {ABOUT: document.about}).items()
        for value in values
    ]
    body = [f"<h1>{_copy(document.title)}</h1>", f"<p>{_copy(document.facts)}</p>"]
    body += [
        f'<p data-pagefind-weight="7">{_copy(name)}</p>'
        for name in document.names
        if name != document.title
    ]
    for section in document.sections:
        if section.id:
            body.append(f'<h2 id="{escape(section.id)}">{_copy(section.heading)}</h2>')
        else:
            body.append(f'<div id="{TEXT}"></div>')
        blocks = [block for block in section.text.split("\n") if block.strip()]
        body += [
            f"<p{'' if section.id or number else LEAD}>{_copy(block)}</p>"
            for number, block in enumerate(blocks)
        ]
    body.append(f'<div id="{NAMED}"></div>')
    lead = document.sections[0].text.partition("\n")[0] if document.sections else ""
    titles = (document.title, *document.names)
    telling = [*_marked(titles, "0"), *_marked((lead, document.facts), "1")]
    body.append(f'<p data-pagefind-weight="0.1">{" ".join(telling)}</p>')
    body += [f'<p data-pagefind-weight="0.5">{_copy(name)}</p>' for name in document.named]
    return (
        f'<!doctype html>\n<html lang="{escape(document.language)}">\n<head><meta charset="utf-8">'
        f"<title>{_copy(document.title)}</title></head>\n<body data-pagefind-body>\n"
        + "\n".join((*head, *body))
        + "\n</body>\n</html>\n"
    )


def _marked(texts: Iterable[str], mark: str) -> list[str]:
    words = (_NOT_INDEXED.sub("", word) for text in texts for word in fold(text).split())
    return sorted(
        {f"{flat(word)}{mark}" for word in words if word} - {f"{one}{mark}" for one in SMALL}
    )


def _copy(text: str) -> str:
    return escape(fold(text), quote=False)
