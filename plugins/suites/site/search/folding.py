"""Folding: text as it is indexed, so that what is asked is found; `question.js` does the same.

Pagefind 1.5 takes a word for what stands between two spaces, and finds the parts of a word only at
ASCII signs, when they have two letters or more: "l’application" would hide "application", "d’X"
would hide "X". So an elided article stands alone ("l' application"), and so does what an apostrophe
joins to a word ("X 's"). Accents need nothing: Pagefind folds them on both sides.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from suites.archive.alphabet import STROKES
from suites.archive.languages import cldr
from suites.archive.languages.words import words

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

_CURRENCY = re.compile(r"(?<=\d)(?=[$€£%])|(?<=[$€£])(?=\d)")
_THOUSANDS = re.compile(r"(?<![\d.,_])(\d{1,3})((?:[ .]\d{3})+)(?![\d_]|[.,]\d)")


class Folding(NamedTuple):
    """How the texts of a language are folded.

    `elided` and `clitics` match an apostrophe after, and before, what stands alone; `small` are the
    words that say nothing, bare; `plurals` are endings of words with those of their singular.
    """

    elided: re.Pattern[str] | None
    clitics: re.Pattern[str] | None
    small: frozenset[str]
    plurals: tuple[tuple[str, str], ...]
    groups_by_spaces: bool

    def fold(self, text: str) -> str:
        """Return a text as it is indexed: its words apart from one another, by single spaces.

        >>> french = of("fr")
        >>> french.fold("L’idée qu’Ana a\u00a0de l’« argent » d’aujourd’hui\u202f: presqu’île")
        "L' idée qu' Ana a de l' « argent » d' aujourd'hui : presqu'île"
        >>> french.fold("9$ 2022–2025, 2\u00a0500 ou 2.500 abonnés")
        '9 $ 2022 2025, 2.500 ou 2.500 abonnés'
        >>> of("en").fold("X’s price, 2,500 users’, don’t")
        "X 's price, 2,500 users', don't"
        """
        for sign, folded in _FOLDED_SIGNS:
            text = text.replace(sign, folded)
        text = _CURRENCY.sub(" ", unicodedata.normalize("NFC", text))
        if self.elided:
            text = self.elided.sub("' ", text)
        if self.clitics:
            text = self.clitics.sub(" '", text)
        text = " ".join(text.split())
        if not self.groups_by_spaces:
            return text
        return _THOUSANDS.sub(lambda found: found[1] + found[2].replace(" ", "."), text)

    def fold_all(self, texts: Iterable[str]) -> list[str]:
        """Return texts folded: at once, for one by one takes many times as long.

        >>> of("fr").fold_all(["L’idée", "", "8\u00a0$ "])
        ["L' idée", '', '8 $']
        """
        return [text.strip() for text in self.fold(_APART.join(texts)).split(_APART)]

    def singular(self, word: str) -> str:
        """Return a bare word without its plural, for words that are not stemmed.

        >>> [of("fr").singular(word) for word in ("paiements", "jeux", "x")]
        ['paiement', 'jeu', 'x']
        >>> [of("en").singular(word) for word in ("policies", "boxes", "status", "xs")]
        ['policy', 'box', 'status', 'xs']
        """
        for plural, ending in self.plurals:
            found = word.removesuffix(plural) + ending
            if word.endswith(plural) and len(found) >= SHORTEST:
                return found
        return word


SHORTEST = 3
"""Letters of a singular; `question.js` says the same."""


@cache
def of(tag: str) -> Folding:
    """Return the folding of a language; KeyError when it is not there."""
    own = words(tag)
    elided, clitics = own.elided.split(), own.clitics.split()
    # The apostrophe comes first, which is quickly found: only there is a word looked for.
    before = "|".join(rf"(?<=(?<!\w){re.escape(word)}')" for word in elided)
    after = "|".join(rf"{re.escape(word)}(?![\w-])" for word in clitics)
    return Folding(
        elided=re.compile(rf"'(?:{before})(?=\S)", re.IGNORECASE) if elided else None,
        clitics=re.compile(rf"'(?<=\w')(?={after})", re.IGNORECASE) if clitics else None,
        small=frozenset(map(bare, (*own.small.split(), *elided, *clitics))),
        plurals=own.plurals,
        groups_by_spaces=cldr.groups_by_spaces(tag),
    )


_WHOLE = str.maketrans({"œ": "oe", "æ": "ae", **STROKES})


def bare(text: str) -> str:
    """Return a text as words are compared: small letters, without accents, ligatures undone.

    >>> bare("Œuvre d’État"), bare("Łukasz Brøndby")
    ('oeuvre d’etat', 'lukasz brondby')
    """
    small = text.casefold()
    if small.isascii():
        return small
    parts = unicodedata.normalize("NFD", small.translate(_WHOLE))
    return "".join([sign for sign in parts if not unicodedata.combining(sign)])
