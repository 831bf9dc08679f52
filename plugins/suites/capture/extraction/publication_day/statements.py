"""Statements: the days that a page gives to programs: JSON-LD, `meta`, microdata, scripts, address.

A date of change is kept beside them, for it is no date of publication, and its zone is the site's.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from lxml.html import HtmlElement

from suites.capture.encoding import line
from suites.capture.extraction.linked_data import LinkedData
from suites.capture.extraction.machine_dates import edtf
from suites.capture.extraction.publication_day.candidates import Candidate, read
from suites.capture.extraction.publication_day.locales import PageLocale

_METAS = {
    "opengraph": "article:published_time og:published_time og:article:published_time"
    " article:published og:pubdate rnews:datepublished",
    "highwire": "citation_publication_date citation_online_date citation_date",
    "dublin-core": "dc.date.issued dcterms.issued dc.date dcterms.date dcterms.created"
    " dc.date.created",
    "meta": "datepublished date pubdate publish-date publish_date publication_date publication-date"
    " publicationdate published_time published parsely-pub-date sailthru.date"
    " cxenseparse:recs:publishtime cxenseparse:publishtime bt:pubdate article.published"
    " article_date_original originalpublicationdate displaydate date_published article.created"
    " analyticsattributes.articledate shareaholic:article_published_time datecreated",
}
_UPDATED = "article:modified_time og:updated_time datemodified dcterms.modified last-modified"
_MICRODATA = "//*[@itemprop='datePublished' or @pubdate]"
_MICROFORMATS = (
    "//*[@title or @datetime][contains(concat(' ', @class, ' '), ' published ')"
    " or contains(concat(' ', @class, ' '), ' updated ')"
    " or contains(concat(' ', @class, ' '), ' dt-published ')]"
)
_MOST_MOMENTS = 20
_KEYS = re.compile(
    r"[\"'](?:datePublished|date_published|(?:publish|deploy|post)(?:ed)?_?-?(?:at|date|time|on|dt)|pubDate|pub_date"
    r"|publication_?date|(?:original|first)_?publish(?:ed)?_?(?:at|date|time)?)[\"']"
    r"\s{0,3}:\s{0,3}[\"']?([^\"'<>{}\[\]]{8,60}?)[\"',}]",
    re.IGNORECASE,
)
_LARGEST = 1 << 20
_MOST_SCRIPTS = 200
_IN_ADDRESS = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<sep>[/_.-]?)(?P<month>0[1-9]|1[0-2]|(?<=[/_.-])[1-9])(?P=sep)"
    r"(?P<day>0[1-9]|[12]\d|3[01]|(?<=[/_.-])[1-9])(?!\d)"
)
_DAY_FIRST_IN_ADDRESS = re.compile(
    r"(?<!\d)(?P<day>0[1-9]|[12]\d|3[01])(?P<sep>[/_.-])(?P<month>0[1-9]|1[0-2])(?P=sep)"
    r"(?P<year>(?:19|20)\d\d)(?!\d)"
)


def statements(
    tree: HtmlElement,
    metas: Mapping[str, Sequence[str]],
    linked: LinkedData,
    locale: PageLocale,
) -> Iterator[Candidate]:
    """Yield the statements of a page, the most trusted first; changes are labelled "updated"."""
    own = linked.text("datePublished") or linked.text("dateCreated")
    yield from _read(own, "json-ld", locale)
    for basis, names in _METAS.items():
        for name in filter(metas.__contains__, names.split()):
            yield from _read(metas[name][0], basis, locale)
    for element in tree.xpath(_MICRODATA)[:1]:
        given = (element.get(key) for key in ("content", "datetime", "title"))
        text = next(filter(None, given), None) or element.text_content()[:200]
        yield from _read(text, "microdata", locale)
    yield from _read(linked.text("dateModified"), "json-ld", locale, label="updated")
    for name in filter(metas.__contains__, _UPDATED.split()):
        yield from _read(metas[name][0], "meta", locale, label="updated")


def in_scripts(tree: HtmlElement, locale: PageLocale) -> Iterator[Candidate]:
    """Yield the first day of publication that the data of the page's programs name so."""
    for script in islice(tree.iter("script"), _MOST_SCRIPTS):
        if "ld+json" in (script.get("type") or ""):
            continue
        for match in islice(_KEYS.finditer((script.text or "")[:_LARGEST]), 1):
            yield from _read(match[1], "script", locale)


def in_microformats(tree: HtmlElement) -> Iterator[Candidate]:
    """Yield the moment of the entry of a page (hAtom, h-entry), if its entries have but one day."""
    elements = tree.xpath(_MICROFORMATS)[:_MOST_MOMENTS]
    texts = [line(one.get("title") or one.get("datetime") or "", 200) for one in elements]
    found = [Candidate(value, "microdata", text) for text in texts if (value := edtf(text))]
    if len({one.day for one in found}) == 1:
        yield found[0]


def in_addresses(addresses: Iterable[str]) -> Iterator[Candidate]:
    """Yield the days that stand in the addresses of a page: /2024/08/27/, -20240827.html."""
    for address in addresses:
        address = address[:2000]
        matches = (*_IN_ADDRESS.finditer(address), *_DAY_FIRST_IN_ADDRESS.finditer(address))
        for match in matches[:3]:
            parts = match.group("year", "month", "day")
            if value := edtf("-".join(parts)):
                yield Candidate(value, "address", match[0])


def _read(
    text: str, basis: str, locale: PageLocale, *, label: str | None = None
) -> Iterator[Candidate]:
    """Yield the date of a statement, which may be written in words or in figures."""
    words = line(text, 200)
    if value := edtf(words):
        yield Candidate(value, basis, words, label)
        return
    found = read(words, locale)
    if found and len(words) <= 80 and found[0][0].edtf and found[0][0].day:
        mention, swapped = found[0]
        value = (mention.edtf or "").removesuffix("T00:00")
        is_ambiguous = mention.ambiguous and not locale.is_certain
        yield Candidate(value, basis, words, label, 0.0, swapped, is_ambiguous)
