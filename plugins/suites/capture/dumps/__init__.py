"""Dumps: the article in the plain text of a page, among its menus, boxes, recaps and comments.

    text -> lines -> judged -> region -> headline, byline, date, outlet, Markdown

What is kept is the capture's own words; `Page.doubts` says what a person should look at. `start`
and `end` are words of the article's first and last line, and overrule the region.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from suites.capture.dumps import bounds, byline, dating, region
from suites.capture.dumps.headline import Headline, headline, window_title
from suites.capture.dumps.judgements import Judged, judge
from suites.capture.dumps.lines import Line, lines, plain
from suites.capture.dumps.markdown import markdown
from suites.capture.dumps.outlet import address, outlet
from suites.capture.extraction.language import language
from suites.capture.page import Doubt, Page

_SHORT = 60


def convert(text: str, *, start: str | None = None, end: str | None = None) -> Page:
    """The article that a dump holds; a page without an article has no text, and a doubt says so.

    `start` and `end` are words of the capture; they need not be whole lines. Words that are not
    found are a doubt, and the region is found as if they had not been given.
    """
    read, whole = lines(text)
    read, span, doubts = bounds.bounded(read, start, end)
    judged = judge(read)
    kept, head = _article(judged, span)
    if not whole:
        doubts += (Doubt("cut-short", (("lines", str(len(read))),)),)
    if not kept:
        return Page(
            "",
            lang=language(plain(text[:5000])),
            url=address(judged),
            doubts=(*doubts, Doubt("text-missing")),
        )
    at = head.line if head else None
    lang = language("\n".join(read[i].text for i in kept))
    window = window_title(judged, head.guess.value if head else None)
    site = outlet(judged, window, kept[-1])
    found = Page(
        markdown([read[i] for i in kept]),
        headline=head.guess if head else None,
        outlet=site,
        authors=byline.authors(judged, at, kept),
        published=dating.published(
            judged, at, kept, english=lang is not None and lang.value == "en"
        ),
        lang=lang,
        url=address(judged),
    )
    if site is not None:
        named = tuple(
            one for one in found.authors if plain(one.value).lower() != site.value.lower()
        )
        found = replace(found, authors=named)
    return replace(found, doubts=(*doubts, *_doubts(found, sum(judged[i].count for i in kept))))


def _article(
    judged: Sequence[Judged], span: tuple[int, int] | None
) -> tuple[list[int], Headline | None]:
    first, last = span or region.stretched(judged, *region.heaviest(region.weights(judged)))
    kept = region.kept(judged, first, last, bounded=span is not None)
    head = headline(judged, kept)
    if head is None:
        return kept, head
    said = plain(head.guess.value)
    kept = [i for i in kept if i > head.line or span is not None]
    kept = [i for i in kept if plain(judged[i].line.text) != said]
    if kept and span is None:
        kept = [*_standfirst(judged, head.line, kept[0], said), *kept]
    return kept, head


def _standfirst(judged: Sequence[Judged], head: int, first: int, said: str) -> list[int]:
    """The lines between headline and text that belong to the article, though they are short."""
    return [
        i
        for i in range(head + 1, first)
        if judged[i].cue is None
        and not judged[i].stamp
        and not byline.is_byline(judged[i])
        and judged[i].count >= 7
        and judged[i].share >= 0.15
        and not judged[i].line.cells
        and plain(judged[i].line.text) != said
    ]


def _doubts(page: Page, count: int) -> tuple[Doubt, ...]:
    found: list[Doubt] = []
    if count < _SHORT:
        found.append(Doubt("text-short", (("n", str(count)),)))
    if page.headline is None:
        found.append(Doubt("headline-missing"))
    if page.published is None:
        found.append(Doubt("date-missing"))
    return tuple(found)


__all__ = ["Line", "convert", "plain"]
