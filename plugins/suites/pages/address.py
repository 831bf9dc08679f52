"""Addresses that never change: where each thing and each listing of the archive lives.

All are relative to the site's root, without a leading slash and with a final one.
"""

from __future__ import annotations

from suites.model import Announcement, Article, Entity, Page, Record, Theme

HOME = ""
NOT_FOUND = "404.html"
SEARCH = "recherche/"
CHRONOLOGY = "chronologie/"
DEADLINES = "echeances/"
ARTICLES = "articles/"
ANNOUNCEMENTS = "annonces/"
ENTITIES = "entites/"
OUTLETS = "medias/"
THEMES = "themes/"
FACING = "face-a-face/"
KNOWN = "au/"
FEED = "fil/suites"
"""Where the feed of all that happened lies, without its ending."""

FOLDERS: dict[type[Record], str] = {
    Article: ARTICLES,
    Announcement: ANNOUNCEMENTS,
    Entity: ENTITIES,
    Theme: THEMES,
    Page: "",
}


def folder(record: Record) -> str:
    """The folder of the site in which a record lives; outlets have their own."""
    if isinstance(record, Entity) and record.is_outlet:
        return OUTLETS
    return FOLDERS[type(record)]


KINDS = {
    "article": ARTICLES,
    "announcement": ANNOUNCEMENTS,
    "entity": ENTITIES,
    "outlet": OUTLETS,
    "theme": THEMES,
    "page": "",
}


def of_kind(kind: str, id_: str) -> str:
    """The address of the page of a record, by the kind that its card gives."""
    return f"{KINDS[kind]}{id_}/"


def of(record: Record) -> str:
    """The address of a record's page."""
    return f"{folder(record)}{record.id}/"


def root(url: str) -> str:
    """The way from a page back to the site's root.

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
    """The address of a page of a listing; the first has the listing's own.

    >>> page_of("annonces/", 1), page_of("annonces/", 2)
    ('annonces/', 'annonces/page/2/')
    """
    return listing if number == 1 else f"{listing}page/{number}/"


def chosen(listing: str, facet: str, value: str) -> str:
    """The address of the rows of a listing that have a value.

    >>> chosen("annonces/", "stage", "launched")
    'annonces/etape/launched/'
    """
    return f"{listing}{FACETS[facet]}/{value}/"


PREVIEWED = ("article", "announcement", "entity", "outlet", "theme")
"""The kinds of record that have a preview."""


def preview(page: str) -> str:
    """The address of the preview of a record, by that of its page.

    >>> preview("annonces/x/")
    'annonces/x/apercu.html'
    """
    return f"{page}apercu.html"


def feed(page: str) -> str:
    """Where the feed of a record lies, by the address of its page, without its ending.

    >>> feed("annonces/x/")
    'fil/annonces/x'
    """
    return f"fil/{page.rstrip('/')}"


def known(month: str) -> str:
    """The address of what was known at the end of a month.

    >>> known("2023-12")
    'au/2023-12/'
    """
    return f"{KNOWN}{month}/"


def facing(announcement: str, name: str) -> str:
    """The address of a pair of quotes; `name` is what the pair is called within its announcement.

    Lists lie beside it and have one part less, or a number as their last: none can meet a pair.

    >>> facing("tram-gratuit", "contredit-tram-payant")
    'face-a-face/tram-gratuit/contredit-tram-payant/'
    """
    return f"{FACING}{announcement}/{name}/"


def matrix(announcement: str) -> str:
    """The address of the matrix of an announcement, as comma-separated values."""
    return f"{ANNOUNCEMENTS}{announcement}/matrice.csv"
