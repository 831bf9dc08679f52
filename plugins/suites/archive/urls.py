"""Addresses that never change: where each thing and each listing of the archive lives.

All are relative to the site's root, without a leading slash; those of pages end with one. Here the
site claims its own, each once; pages of text lie beside them, and may have none of those.
"""

from functools import lru_cache
from types import MappingProxyType

from suites.archive.model.archive import RECORD_KINDS, kind_of
from suites.archive.model.values import Record

_CLAIMED: dict[str, str] = {}


def _claim(address: str) -> str:
    """Claim a folder or a page at the root of the site; ValueError when it is claimed already."""
    # Hosts show 404.html and index.html without their ending too.
    name = address.partition("/")[0].removesuffix(".html")
    if name in _CLAIMED:
        raise ValueError(f"two things at one address: {address} and {_CLAIMED[name]}")
    _CLAIMED[name] = address
    return address


HOME = ""
_claim("index.html")  # where hosts show the home page too
NOT_FOUND = _claim("404.html")
SEARCH = _claim("recherche/")
CHRONOLOGY = _claim("chronologie/")
DEADLINES = _claim("echeances/")
ARTICLES = _claim(RECORD_KINDS["article"].url)
ANNOUNCEMENTS = _claim(RECORD_KINDS["announcement"].url)
ENTITIES = _claim(RECORD_KINDS["entity"].url)
OUTLETS = _claim(RECORD_KINDS["outlet"].url)
THEMES = _claim(RECORD_KINDS["theme"].url)
QUOTE_COMPARISONS = _claim("face-a-face/")
MONTHLY_SNAPSHOTS = _claim("au/")
FEEDS = _claim("fil/")
IMAGES = _claim("partage/")
"""Where the drawings of the announcements lie."""
STATIC = _claim("theme/")
"""Where the theme's own files lie."""
INDEX = _claim("pagefind/")
"""Where the index of the search lies."""
COPIES = _claim("copies/")
"""Before the addresses of what the search reads: those files are not of the site."""

CORRECTIONS = "rectifications/"
"""Where the page of text lies that lists what was corrected, and in the feeds their own."""

FEED = f"{FEEDS}suites"
"""Where the feed of all that happened lies, without its ending."""
CALENDAR = f"{DEADLINES}echeances.ics"
"""Where the calendar of open terms lies."""
ARCHIVE_IMAGE = "partage.png"
"""The drawing of the archive itself, for all other pages; beside the folder, where no id is."""
COMMIT = "commit.txt"
"""Where a published site says of which commit it was made."""

OPENSEARCH = f"{SEARCH}opensearch.xml"
"""Where a browser finds how to ask this archive from its own address bar."""

IN_TEMPLATES = {
    "announcements": ANNOUNCEMENTS,
    "articles": ARTICLES,
    "chronology": CHRONOLOGY,
    "comparisons": QUOTE_COMPARISONS,
    "deadlines": DEADLINES,
    "entities": ENTITIES,
    "opensearch": OPENSEARCH,
    "outlets": OUTLETS,
    "search": SEARCH,
    "snapshots": MONTHLY_SNAPSHOTS,
    "static": STATIC,
    "themes": THEMES,
}
"""The addresses that templates link to by name, as `urls.search`."""

CLAIMED = MappingProxyType(_CLAIMED)
"""The names at the root of the site that are its own, with what lies there."""


def of_kind(kind: str, id_: str) -> str:
    """Return the address of the page of a record, by the name of its kind."""
    return f"{RECORD_KINDS[kind].url}{id_}/"


def of(record: Record) -> str:
    """Return the address of a record's page."""
    return of_kind(kind_of(record).name, record.id)


def id_of(url: str) -> str:
    """Return the id of the record whose page lies at an address.

    >>> id_of("annonces/x/")
    'x'
    """
    return url.rstrip("/").rpartition("/")[2]


@lru_cache(1_000)
def root(url: str) -> str:
    """Return the way from a page back to the site's root.

    >>> root("articles/x/"), root("")
    ('../../', './')
    """
    return "../" * url.count("/") or "./"


FACETS = {
    "computed": "a-revoir",
    "verdict": "verdict",
    "stage": "etape",
    "theme": "theme",
    "kind": "genre",
    "year": "annee",
    "language": "langue",
    "outlet": "media",
    "nature": "nature",
    "actor": "acteur",
}
"""What each facet of a listing is called in addresses."""

SEARCHED = {
    "kind": "nature",
    "state": "etat",
    "theme": "theme",
    "year": "annee",
    "language": "langue",
    "outlet": "media",
    "entity": "nom",
}
"""What each facet of the search is called in addresses, in the order in which they stand."""


def page_of(listing: str, number: int) -> str:
    """Return the address of a page of a listing; the first has the listing's own.

    >>> page_of("annonces/", 1), page_of("annonces/", 2)
    ('annonces/', 'annonces/page/2/')
    """
    return listing if number == 1 else f"{listing}page/{number}/"


def chosen(listing: str, facet: str, value: str) -> str:
    """Return the address of the rows of a listing that have a value.

    >>> chosen("annonces/", "stage", "launched")
    'annonces/etape/launched/'
    """
    return f"{listing}{FACETS[facet]}/{value}/"


def feed(page: str) -> str:
    """Return the address of the feed of a record, without its ending, by that of its page.

    >>> feed("annonces/x/")
    'fil/annonces/x'
    """
    return f"{FEEDS}{page.rstrip('/')}"


def monthly_snapshot(month: str) -> str:
    """Return the address of what was known at the end of a month.

    >>> monthly_snapshot("2023-12")
    'au/2023-12/'
    """
    return f"{MONTHLY_SNAPSHOTS}{month}/"


def quote_comparison(announcement: str, name: str) -> str:
    """Return the address of a pair of quotes; `name` is its own within its announcement.

    Lists lie beside it and have one part less, or a number as their last: none can meet a pair.

    >>> quote_comparison("tram-gratuit", "contredit-tram-payant")
    'face-a-face/tram-gratuit/contredit-tram-payant/'
    """
    return f"{QUOTE_COMPARISONS}{announcement}/{name}/"


def matrix(announcement: str) -> str:
    """Return the address of the matrix of an announcement, as comma-separated values."""
    return f"{ANNOUNCEMENTS}{announcement}/matrice.csv"


def image(announcement: str) -> str:
    """Return the address of the drawing of an announcement.

    >>> image("x-payant-pour-tous")
    'partage/x-payant-pour-tous.png'
    """
    return f"{IMAGES}{announcement}.png"
