"""Envelopes: an article with the values of what it came in, and a doubt where the two differ."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from suites.capture.captured_article import CapturedArticle, Doubt, Envelope, Guess
from suites.capture.extraction.machine_dates import agree
from suites.capture.extraction.titles import close


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
        headline=envelope.headline or page.headline,
        outlet=envelope.outlet or page.outlet,
        authors=envelope.authors or page.authors,
        published=envelope.published or page.published,
        lang=page.lang or envelope.lang,
        url=envelope.url or page.url,
        doubts=(*doubts, *envelope.doubts, *_differences(page, envelope)),
    )


def _differences(page: CapturedArticle, envelope: Envelope) -> Iterator[Doubt]:
    rows: tuple[tuple[str, Guess | None, Guess | None, Callable[[str, str], bool]], ...] = (
        ("headlines-differ", envelope.headline, page.headline, close),
        ("outlets-differ", envelope.outlet, page.outlet, close),
        ("dates-differ", envelope.published, page.published, agree),
    )
    for code, one, other, matches in rows:
        if one and other and not matches(one.value, other.value):
            yield Doubt(code, {"one": one.value, "other": other.value})
