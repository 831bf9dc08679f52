"""Language: which of a few languages a text is written in.

Lingua (n-gram models, offline) restricted to the languages of the archive: on a few short French
sentences it is right where detectors of a hundred languages are not. The models are read once, at
the first question.
"""

from __future__ import annotations

from functools import cache

from lingua import Language, LanguageDetector, LanguageDetectorBuilder

from suites.capture.page import Guess

LANGUAGES = ("fr", "en", "de", "es", "it", "nl", "pt")
_MOST = 3000
_LEAST_LETTERS = 24
_UNSURE = 0.6


def language(text: str) -> Guess | None:
    """The language of a text, as BCP 47; None when it is too short, or of no language we know.

    Its first 3,000 characters are read.

    >>> language("Le maire a inauguré hier la nouvelle passerelle du canal.").value
    'fr'
    """
    sample = " ".join(text[: 2 * _MOST].split())[:_MOST]
    if sum(map(str.isalpha, sample)) < _LEAST_LETTERS:
        return None
    values = _detector().compute_language_confidence_values(sample)
    if not values or values[0].value < _UNSURE:
        return None
    return Guess(values[0].language.iso_code_639_1.name.lower(), "lingua", stated=False)


@cache
def _detector() -> LanguageDetector:
    known = [one for one in Language.all() if one.iso_code_639_1.name.lower() in LANGUAGES]
    return LanguageDetectorBuilder.from_languages(*known).build()
