"""Identifiers: a date, an outlet and a headline -> the id of an article, as the archive's are.

`2021-02-14-gazette-du-port-tram-gratuit`: unknown parts are left out, and an id is never
longer than ids may be. The words that a headline could do without are dropped first.
"""

from textwrap import shorten
from urllib.parse import urlsplit

from suites.archive.dates import Date
from suites.archive.file_names import UNDATED, year_folder
from suites.archive.slugs import MAX_ID, slug
from suites.capture.extraction.lexicon import SECTIONS

HEADLINE_WORDS, HEADLINE_LENGTH, OUTLET_LENGTH = 6, 48, 24

IDLE = frozenset(SECTIONS["idle"].split())  # words that a headline could do without


def identifier(published: Date | None, outlet: str, headline: str, digest: str) -> str:
    """Return an id for an article; `outlet` is an id, a name or empty, `digest` its capture's.

    The digest stands for a headline that is not known, or has none of these characters.

    >>> identifier(None, "Le Monde", "La fin de l’attente", "0a1b2c3d4e")
    'le-monde-fin-attente'
    >>> identifier(None, "", "頭條", "0a1b2c3d4e")
    '0a1b2c3d'
    """
    words = slug(headline).split("-")
    telling = [word for word in words if word not in IDLE] or words
    title = _cut("-".join(telling[:HEADLINE_WORDS]), HEADLINE_LENGTH)
    parts = (_day(published), _cut(slug(outlet), OUTLET_LENGTH), title or digest[:8])
    return _cut("-".join(filter(None, parts)), MAX_ID)


def host(address: str) -> str:
    """Return the host of an address, without `www.`; empty when it has none.

    >>> host("https://www.lemonde.fr/pixels/article.html")
    'lemonde.fr'
    """
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _day(published: Date | None) -> str:
    if year_folder(published) == UNDATED or published is None:
        return ""
    first, last = published.earliest.isoformat(), published.latest.isoformat()
    if published.precision == "month":
        return first[:7]
    return first if first[:7] == last[:7] else first[:4]


def _cut(text: str, limit: int) -> str:
    """Cut the text to a limit, between two words where that can be."""
    words = shorten(text.replace("-", " "), limit, placeholder="", break_long_words=False)
    return words.replace(" ", "-") or text[:limit]
