"""What a reference manager takes from the head of a page.

The rules are those that Zotero's translator for embedded metadata was seen to follow (June 2026),
as far as they touch pages such as ours: on every page of a built site, the translator itself took
the same. In the order in which they decide:

- **Type.** A container among Highwire's names (a journal, a book) decides first, then `og:type`
  where it is "website", then `DC.type` where it is a word of Dublin Core's, EPrints' or Zotero's
  own vocabularies. `citation_title` alone makes an article of a journal; without it, a page that
  has Open Graph is a web page, and `og:type` "article" does not matter.
- **Author.** `citation_author`, else `DC.creator`: divided at semicolons; a name with a comma is
  "Family, Given", and with nothing after the comma one that is not divided, as an institution's;
  of any other the last word is the family name. Without either, a byline on the page is sought.
- **Date.** One of Highwire's, else Open Graph's, else `DC.date`, else that of the first `<time>`
  on the page, which is not ours.
- **The rest.** The title is Highwire's, else `DC.title`, else `og:title`; the site `DC.source`,
  else `og:site_name`; the address `og:url`, else the canonical one; the abstract `og:description`;
  the language that of Highwire or Dublin Core, else of `<html>`; kind and rights `DC.type` and
  `DC.rights`.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

CONTAINERS = {
    "citation_journal_title": "journalArticle",
    "citation_technical_report_institution": "report",
    "citation_conference_title": "conferencePaper",
    "citation_conference": "conferencePaper",
    "citation_book_title": "bookSection",
    "citation_inbook_title": "bookSection",
    "citation_dissertation_institution": "thesis",
}
KNOWN_TYPES = {
    "article": "journalArticle",
    "book": "book",
    "dataset": "dataset",
    "homepage": "webpage",
    "map": "map",
    "newsitem": "newspaperArticle",
    "report": "report",
    "thesis": "thesis",
    "webpage": "webpage",
}
DATES = (
    "citation_publication_date", "citation_cover_date", "citation_date", "og:published_time",
    "article:published_time", "DC.date.issued", "DC.date",
)  # fmt: skip


class _Head(HTMLParser):
    """Names and properties with their contents, links, and the first `<time>`."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.said: dict[str, list[str]] = {}
        self.links: dict[str, str] = {}
        self.language = self.time = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        key = given.get("name") or given.get("property")
        if tag == "html":
            self.language = given.get("lang", "")
        elif tag == "meta" and key and given.get("content"):
            self.said.setdefault(key, []).append(given["content"])
        elif tag == "link":
            self.links.setdefault(given.get("rel", ""), given.get("href", ""))
        elif tag == "time" and not self.time:
            self.time = given.get("datetime", "")

    def first(self, *names: str) -> str:
        return next((self.said[name][0] for name in names if name in self.said), "")


def item_of(html: str) -> dict[str, object]:
    """Return what is taken from a page, without fields that are empty."""
    head = _Head(html)
    authors = head.said.get("citation_author") or head.said.get("DC.creator") or []
    names = (name for one in authors for name in re.split(r"\s*;\s*", one))
    item = {
        "type": _type(head),
        "title": head.first("citation_title", "DC.title", "og:title"),
        "authors": list(map(_name, filter(None, names))),
        "date": head.first(*DATES) or head.time,
        "site": head.first("DC.source", "og:site_name"),
        "url": head.first("og:url") or head.links.get("canonical", ""),
        "abstract": head.first("og:description", "description"),
        "language": head.first("citation_language", "DC.language") or head.language,
        "genre": head.first("DC.type"),
        "rights": head.first("DC.rights"),
    }
    return {key: value for key, value in item.items() if value}


def _type(head: _Head) -> str:
    for name, type_ in CONTAINERS.items():
        if name in head.said:
            return type_
    if head.first("og:type") == "website":
        return "webpage"
    known = KNOWN_TYPES.get(re.sub(r"\s", "", head.first("DC.type").lower()))
    return known or ("journalArticle" if "citation_title" in head.said else "webpage")


def _name(text: str) -> tuple[str, str]:
    """Return family name and given name; the latter is empty for an institution."""
    if "," in text:
        family, _, given = text.partition(",")
    else:
        given, _, family = text.rpartition(" ")
    return family.strip(), given.strip()
