"""Envelopes: an article with the values of what it came in, and a doubt where the two differ."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from suites.capture.captured_article import CapturedArticle, Doubt, Envelope, Guess
from suites.capture.extraction.machine_dates import agree
from suites.capture.extraction.person_names import same
from suites.capture.extraction.titles import close

_BREAK = re.compile(r"[|│•·»«]|\s[–—-]\s")


def with_envelope(page: CapturedArticle, envelope: Envelope | None) -> CapturedArticle:
    """Return an article with the values of its envelope."""
    if envelope is None:
        return page
    solved = set()
    if envelope.headline:
        solved |= {"headline-missing", "headline-is-outlet"}
    if envelope.published:
        solved.add("date-missing")
    doubts = (doubt for doubt in page.doubts if doubt.code not in solved)
    return replace(
        page,
        headline=_headline(page, envelope),
        outlet=envelope.outlet or page.outlet,
        authors=envelope.authors or page.authors,
        published=envelope.published or page.published,
        lang=page.lang or envelope.lang,
        url=envelope.url or page.url,
        doubts=(*doubts, *envelope.doubts, *_differences(page, envelope)),
    )


def _headline(page: CapturedArticle, envelope: Envelope) -> Guess | None:
    """Return the headline of the envelope, or the page's own where that has only its site more."""
    if page.headline and envelope.headline:
        parts = _BREAK.split(envelope.headline.value)
        if len(parts) > 1 and any(same(part, page.headline.value) for part in _ends_off(parts)):
            return page.headline
    return envelope.headline or page.headline


def _ends_off(parts: list[str]) -> tuple[str, str]:
    return "".join(parts[:-1]), "".join(parts[1:])


def _differences(page: CapturedArticle, envelope: Envelope) -> Iterator[Doubt]:
    rows: tuple[tuple[str, Guess | None, Guess | None, Callable[[str, str], bool]], ...] = (
        ("headlines-differ", envelope.headline, page.headline, close),
        ("outlets-differ", envelope.outlet, page.outlet, close),
        ("dates-differ", envelope.published, page.published, agree),
    )
    for code, one, other, matches in rows:
        if one and other and not matches(one.value, other.value):
            yield Doubt(code, {"one": one.value, "other": other.value})
