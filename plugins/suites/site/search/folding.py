"""Folding: text as it is indexed, so that what is asked is found; `question.js` does the same.

Pagefind 1.5 takes a word for what stands between two spaces, and finds the parts of a word only at
ASCII signs, when they have two letters or more: "l’application" would hide "application", "d’X"
would hide "X". So an elided article stands alone ("l' application"). Accents need nothing: Pagefind
folds them on both sides.
"""

import re
import unicodedata
from collections.abc import Iterable

ELIDED = (
    "l", "d", "qu", "j", "n", "s", "m", "t", "c",
    "jusqu", "lorsqu", "puisqu", "quoiqu",
)  # fmt: skip
"""What loses its vowel before another word in French; the same list stands in `question.js`."""

SIGNS = "$€£%+"
"""The signs that are words, or parts of words: "8 $", "Premium+". For `--include-characters`."""

APOSTROPHES, HYPHENS, DASHES = "’‘‛ʼʻʹˈ′´`＇", "‐‑⁃﹣－֊־", "‒–—―−⸺⸻﹘/…"
"""Written for an apostrophe, for a hyphen, and between words; the same lists stand in
`question.js`."""
_UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_FOLDED_SIGNS = [
    (sign, folded)
    for signs, folded in ((APOSTROPHES, "'"), (HYPHENS, "-"), (DASHES, " "), (_UNSEEN, ""))
    for sign in signs
]

_APART = "\uffff"
"""In no text, no part of a word and no space: it parts texts that are folded at once."""

# The apostrophe comes first, which is quickly found: only there the article is looked for.
_ARTICLES = "|".join(rf"(?<=(?<!\w){article}')" for article in ELIDED)
_ELISION = re.compile(rf"'(?:{_ARTICLES})(?=\S)", re.IGNORECASE)
_CURRENCY = re.compile(r"(?<=\d)(?=[$€£])|(?<=[$€£])(?=\d)")
_THOUSANDS = re.compile(r"(?<![\d.,_])(\d{1,3})((?:[ .]\d{3})+)(?![\d_]|[.,]\d)")


def fold(text: str) -> str:
    """Return a text as it is indexed: its words apart from one another, by single spaces.

    >>> fold("L’idée qu’Ana a\u00a0de l’« argent » d’aujourd’hui\u202f: 8\u00a0$, presqu’île")
    "L' idée qu' Ana a de l' « argent » d' aujourd'hui : 8 $, presqu'île"
    >>> fold("9$ 2022–2025, 2\u00a0500 ou 2.500 abonnés")
    '9 $ 2022 2025, 2.500 ou 2.500 abonnés'
    """
    for sign, folded in _FOLDED_SIGNS:
        text = text.replace(sign, folded)
    text = _CURRENCY.sub(" ", unicodedata.normalize("NFC", text))
    text = " ".join(_ELISION.sub("' ", text).split())
    return _THOUSANDS.sub(lambda found: found[1] + found[2].replace(" ", "."), text)


def fold_all(texts: Iterable[str]) -> list[str]:
    """Return texts folded: at once, for one by one takes many times as long.

    >>> fold_all(["L’idée", "", "8\u00a0$ "])
    ["L' idée", '', '8 $']
    """
    return [text.strip() for text in fold(_APART.join(texts)).split(_APART)]


def bare(text: str) -> str:
    """Return a text as words are compared: small letters, without accents, ligatures undone.

    >>> bare("Œuvre d’État")
    'oeuvre d’etat'
    """
    small = text.casefold()
    if small.isascii():
        return small
    small = small.replace("œ", "oe").replace("æ", "ae")
    parts = unicodedata.normalize("NFD", small)
    return "".join([sign for sign in parts if not unicodedata.combining(sign)])


def singular(word: str) -> str:
    """Return a bare word without its plural, for words that are not stemmed.

    >>> singular("paiements"), singular("jeux"), singular("x")
    ('paiement', 'jeu', 'x')
    """
    return word[:-1] if len(word) > 3 and word[-1] in "sx" else word
