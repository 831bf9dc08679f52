"""The order of names and titles in lists: accents and capitals do not count."""

import unicodedata

STROKES = {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ı": "i"}
"""Latin letters that Unicode does not decompose, with those that they are typed and listed as; the
same are in `question.js`."""

_LETTERS = str.maketrans({"æ": "ae", "œ": "oe", **STROKES})


def alphabetical(text: str) -> str:
    """Return the key by which a text is sorted among others.

    >>> sorted(["Zoë", "Łukasz", "Élodie", "étienne", "Mario"], key=alphabetical)
    ['Élodie', 'étienne', 'Łukasz', 'Mario', 'Zoë']
    """
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))
