"""Addresses that never change: where each thing and each listing of the archive lives.

All are relative to the site's root, without a leading slash and with a final one.
"""

from __future__ import annotations

from suites.model import Announcement, Article, Entity, Page, Record, Theme

HOME = ""
NOT_FOUND = "404.html"
SEARCH = "recherche/"
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


def of(record: Record) -> str:
    """The address of a record's page."""
    return f"{folder(record)}{record.id}/"


def root(url: str) -> str:
    """The way from a page back to the site's root.

    >>> root("articles/x/"), root("")
    ('../../', './')
    """
    return "../" * url.count("/") or "./"
