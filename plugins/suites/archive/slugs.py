"""Slugs: any text in the characters that an id may have."""

import re
import unicodedata

MAX_ID = 80

_OTHER = re.compile("[^a-z0-9]+")
_LETTERS = (("œ", "oe"), ("æ", "ae"), ("ß", "ss"))


def unaccented(word: str) -> str:
    """Return the word without accents and capitals.

    >>> unaccented("État")
    'etat'
    """
    # Decomposed first: the letters that some signs stand for are capitals.
    decomposed = unicodedata.normalize("NFKD", word).casefold()
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def slug(text: str) -> str:
    """Return the text in the characters that an id may have, whatever its length.

    >>> slug("L’œuvre d’État : 8 $ !")
    'l-oeuvre-d-etat-8'
    """
    plain = unaccented(text)
    for letter, plainly in _LETTERS:
        plain = plain.replace(letter, plainly)
    return _OTHER.sub("-", plain).strip("-")


def proposed_id(text: str) -> str:
    """Return an id that a text may have meant; empty where no sign of it can stand in one.

    >>> proposed_id("2024-10-02-dépêche"), proposed_id("頭條")
    ('2024-10-02-depeche', '')
    """
    return slug(text[:1000])[:MAX_ID].strip("-")
