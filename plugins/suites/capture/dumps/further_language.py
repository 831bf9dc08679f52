"""Further language: that of a dump in none of the lexicon's languages, by its commonest words."""

from collections.abc import Sequence

from suites.capture.dumps.features import Line
from suites.capture.extraction.lexicon import FURTHER_STOPWORDS, stopword_density, words

_LONG = 12
_MOST_WORDS = 4000
_LEAST, _TIMES = 0.12, 1.5


def further_language(lines: Sequence[Line]) -> str:
    """Return the language (BCP 47) of a dump's long lines, or "" where the lexicon knows it."""
    found: list[str] = []
    for line in lines:
        if line.word_count >= _LONG and len(found) < _MOST_WORDS:
            found += words(line.text)
    own = stopword_density(found)
    density, language = max((stopword_density(found, key), key) for key in FURTHER_STOPWORDS)
    return language if density >= max(_LEAST, _TIMES * own) else ""
