"""Language: which of the lexicon's languages a text is written in.

Lingua (n-gram models, offline) restricted to these languages: on a few short French sentences it is
right where detectors of a hundred languages are not. Its models are loaded at the first call.
"""

from functools import cache

from lingua import IsoCode639_1, LanguageDetector, LanguageDetectorBuilder

from suites.capture.captured_article import Guess

_LANGUAGES = ("FR", "EN", "DE", "ES", "IT", "NL", "PT")
_MOST_CHARACTERS = 3000
_LEAST_LETTERS = 24
_UNSURE = 0.6


def language(text: str) -> Guess | None:
    """Return the language of a text (its first 3,000 characters), as BCP 47; None when unsure.

    >>> language("Le maire a inauguré hier la nouvelle passerelle du canal.").value
    'fr'
    """
    sample = " ".join(text[: 2 * _MOST_CHARACTERS].split())[:_MOST_CHARACTERS]
    if sum(map(str.isalpha, sample)) < _LEAST_LETTERS:
        return None
    best = _detector().compute_language_confidence_values(sample)[0]
    if best.value < _UNSURE:
        return None
    return Guess(best.language.iso_code_639_1.name.lower(), "lingua", stated=False)


@cache
def _detector() -> LanguageDetector:
    codes = (IsoCode639_1.from_str(code) for code in _LANGUAGES)
    return LanguageDetectorBuilder.from_iso_codes_639_1(*codes).build()
