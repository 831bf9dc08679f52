"""Publication day: when an HTML page was published, and the ground on which that is known.

statements of the page -> the first, and a doubt where they differ -> else htmldate's deduction
"""

import logging
import re
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy

from lxml.html import HtmlElement

from suites.capture.captured_article import Doubt, Guess
from suites.capture.encoding import line
from suites.capture.extraction.lexicon import alternatives
from suites.capture.extraction.linked_data import LinkedData
from suites.capture.extraction.machine_dates import agree, edtf
from suites.capture.extraction.main_text import BROKEN
from suites.capture.extraction.textual_dates import find_dates

_METAS = {
    "opengraph": "article:published_time og:published_time og:article:published_time",
    "highwire": "citation_publication_date citation_online_date citation_date",
    "dublin-core": "dc.date.issued dcterms.issued dc.date dcterms.date dcterms.created",
    "meta": "datepublished date pubdate publish-date publication_date parsely-pub-date"
    " sailthru.date cxenseparse:recs:publishtime",
}
_PUBLISHED = (
    "//time[@itemprop='datePublished' or @pubdate]/@datetime"
    "|//*[@itemprop='datePublished']/@content"
)
_TIME = "(//article|//main|//header)//time/@datetime"
_DATELINE = (
    "(//article|//main|//header)//*[contains(@class,'date') or contains(@class,'publi')"
    " or contains(@class,'byline') or self::time]"
)
_UPDATED = re.compile(rf"\W*(?:{alternatives('updated')}|mod\.|stand)(?!\w)", re.IGNORECASE)


def find_publication_day(
    tree: HtmlElement, metas: Mapping[str, Sequence[str]], linked: LinkedData, language: str
) -> tuple[Guess | None, list[Doubt]]:
    """Return the day of publication, as precise as stated, and the doubts about it.

    `metas` are the contents of the page's `meta` elements by their names, in lower case;
    `language` is the first part of a BCP 47 tag, or empty.
    """
    every = _statements(tree, metas, linked, language)
    found = [Guess(x, basis, text) for basis, text in every if (x := edtf(text))]
    if not found:
        return _deduced(tree), []
    first = found[0].value
    others = (one.value for one in found if not agree(first, one.value))
    doubts = [Doubt("dates-differ", {"one": first, "other": other}) for other in others][:1]
    alike = [one for one in found if agree(one.value, first)]
    return max(alike, key=lambda one: len(one.value)), doubts  # the first of the most precise


def _statements(
    tree: HtmlElement, metas: Mapping[str, Sequence[str]], linked: LinkedData, language: str
) -> Iterator[tuple[str, str]]:
    yield "json-ld", linked.text("datePublished") or linked.text("dateCreated")
    for basis, names in _METAS.items():
        yield from ((basis, metas[name][0]) for name in names.split() if name in metas)
    for basis, path in (("microdata", _PUBLISHED), ("time", _TIME)):
        yield from ((basis, line(value)) for value in tree.xpath(path)[:1])
    datelines = (line(element.text_content()) for element in tree.xpath(_DATELINE)[:5])
    shown = (x for x in datelines if len(x) <= 160 and not _UPDATED.match(x))
    dates = (date for text in shown for date in find_dates(text, month_first=language == "en"))
    if day := next((date.edtf for date in dates if date.edtf and date.day), None):
        yield "shown", day


def _deduced(tree: HtmlElement) -> Guess | None:
    """Return the day that htmldate deduces, if the page has it in full."""
    from htmldate import find_date

    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    try:
        found = find_date(deepcopy(tree), original_date=True, outputformat="%Y-%m-%d")
    except BROKEN:
        return None
    if not found or not re.fullmatch(r"\d{4}-\d\d-\d\d", found):
        return None
    year, month, day = found.split("-")
    y, m, d = year, f"0?{int(month)}", f"0?{int(day)}"
    name = r"[^\W\d]{3,10}\.?"
    forms = (
        f"{y}[-/.]?{m}[-/.]?{d}",
        f"{d}[-/. ]{{1,2}}{m}[-/. ]{{1,2}}{y}",
        rf"{d}(?:st|nd|rd|th|er|º|\.)?,? (?:de )?{name},? (?:de )?{y}",
        rf"{name} {d}(?:st|nd|rd|th)?,? {y}",
    )
    pattern = re.compile(rf"\b(?:{'|'.join(forms)})(?!\d)")
    texts = (text for element in tree.iter() for text in (*element.values(), element.text))
    tails = (element.tail for element in tree.iter())
    matches = (match for text in (*texts, *tails) if text and (match := pattern.search(text)))
    words = next(matches, None)
    return Guess(found, "htmldate", line(words[0]), stated=False) if words else None
