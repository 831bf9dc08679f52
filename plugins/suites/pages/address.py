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
