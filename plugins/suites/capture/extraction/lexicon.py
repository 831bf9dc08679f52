"""Lexicon: the words and set phrases of web pages in seven languages, read from `lexicon.yaml`.

French, English, German, Spanish, Italian, Dutch, Portuguese; of further ones, stopwords only.
Menus, tags and headlines of other articles are made of names; running text is held together by
stopwords. Their density in a line is the oldest sign of it (jusText, Pomikálek 2011).
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import reduce
from operator import getitem
from typing import Any

from suites.archive.yaml_resources import read_yaml_resource

SECTIONS: dict[str, Any] = read_yaml_resource(__package__, "lexicon.yaml")
_WORD = re.compile(r"\w+(?:[-’'ʼ]\w+)*")
_ELISION = re.compile(r"^(?:[cdjlmnst]|qu|dell|nell|sull|all|dall|un)[’'ʼ]", re.IGNORECASE)


def without_accents(text: str) -> str:
    """Return the text with the letters that bear its accents alone."""
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


MONTHS = {name: n for n, row in enumerate(SECTIONS["months"], 1) for name in row.split()}
WEEKDAYS = {name: n for n, row in enumerate(SECTIONS["weekdays"]) for name in row.split()}
"""Names and abbreviations of the weekdays, from Monday, 0."""

ZONES: dict[str, str] = SECTIONS["zones"]
_WITH_ACCENTS = frozenset(" ".join(SECTIONS["stopwords"].values()).split())
STOPWORDS = _WITH_ACCENTS | frozenset(map(without_accents, _WITH_ACCENTS))
"""The commonest words; without accents too, as some converters to Markdown write them."""

FURTHER_STOPWORDS = {
    language: frozenset(row.split()) for language, row in SECTIONS["further_stopwords"].items()
}
"""Those of languages of which the lexicon has no phrases, by BCP 47."""

PAYWALL = re.compile("|".join(SECTIONS["paywall"]), re.IGNORECASE)
LABELS = frozenset(SECTIONS["labels"].split())
BYLINE_WORDS = frozenset(SECTIONS["byline_words"].split()) | MONTHS.keys() | WEEKDAYS.keys()
"""Words of a byline that are no name: those of its day, "by", "published"."""


def alternatives(*sections: str, plain: bool = False) -> str:
    """Return the phrases of sections, in all languages, as alternatives of a regular expression.

    `plain` adds them without their accents.

    The longest stand first. A section of a section is written "at_start/comments".
    """
    by_language = (reduce(getitem, section.split("/"), SECTIONS) for section in sections)
    phrases = {phrase for section in by_language for row in section.values() for phrase in row}
    if plain:
        phrases |= set(map(without_accents, phrases))
    return "|".join(
        re.escape(phrase).replace(r"\ ", " ").replace("'", "['’]")
        for phrase in sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    )


def words(text: str) -> list[str]:
    """Return the words of a text, of its first 4,000 characters only."""
    return _WORD.findall(text[:4000])


def stopword_density(found: Sequence[str], further: str = "") -> float:
    """Return the share of stopwords among words, from 0 to 1; an elided article counts as one.

    `further` is a key of `FURTHER_STOPWORDS`, whose words count in place of the lexicon's.
    """
    if further:
        own = FURTHER_STOPWORDS[further]
        return sum(word.lower() in own for word in found) / (len(found) or 1)
    stops = sum(1 for word in found if word.lower() in STOPWORDS or _ELISION.match(word))
    return stops / (len(found) or 1)
