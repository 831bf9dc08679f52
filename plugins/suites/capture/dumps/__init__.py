"""Dumps: the article in the plain text of a page, among its menus, boxes, recaps and comments.

    text -> lines with their features -> segment -> headline, byline, date, outlet, Markdown

The words are the capture's own; the article's `doubts` are points that a person should look at.
`start` and `end` are words of the article's first and last line, and overrule the segmentation.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from suites.capture.captured_article import CapturedArticle, Doubt, Guess, length_doubts
from suites.capture.dumps import segmentation
from suites.capture.dumps.byline import find_authors, is_byline
from suites.capture.dumps.features import Line
from suites.capture.dumps.further_language import further_language
from suites.capture.dumps.headline import find_headline, is_offer, outlet_in_title
from suites.capture.dumps.lines import collapsed, cut_at_bounds, read_lines
from suites.capture.dumps.markdown import markdown
from suites.capture.dumps.outlet import find_address, find_outlet
from suites.capture.dumps.publication_date import find_publication_date
from suites.capture.extraction.language import language


def convert(text: str, *, start: str | None = None, end: str | None = None) -> CapturedArticle:
    """Return the article of a dump; a page without an article has no text, and a doubt says so.

    `start` and `end` are words of the capture; they need not be whole lines. Words that are not
    found are a doubt, and the article is found as if they had not been given.
    """
    lines, whole = read_lines(text)
    lines, bounds, doubts = cut_at_bounds(lines, start, end)
    if not whole:
        doubts += (Doubt("cut-short", {"lines": str(len(lines))}),)
    occurrences = Counter(line.text for line in lines)
    further = further_language(lines)
    lines = [replace(line, repeated=occurrences[line.text] > 1, further=further) for line in lines]
    body, at, headline = _article(lines, bounds)
    address = find_address(lines)
    if not body:
        lang = None if further else language(collapsed(text[:5000]))
        return CapturedArticle("", lang=lang, url=address, doubts=(*doubts, Doubt("text-missing")))
    lang = language("\n".join(lines[i].text for i in body))
    if further:
        lang = Guess(further, "lingua", stated=False)
    english = lang is not None and lang.value == "en"
    site = outlet_in_title(lines, headline.value) if headline else None
    outlet = find_outlet(lines, site, body[-1])
    name = outlet.value.lower() if outlet else ""
    authors = find_authors(lines, at, body)
    authors = tuple(author for author in authors if collapsed(author.value).lower() != name)
    published = find_publication_date(lines, at, body, english=english)
    count = sum(lines[i].word_count for i in body)
    doubts += length_doubts(count)
    if headline is None:
        doubts += (Doubt("headline-missing"),)
    if published is None:
        doubts += (Doubt("date-missing"),)
    text = markdown([lines[i] for i in body])
    return CapturedArticle(
        text,
        headline=headline,
        outlet=outlet,
        authors=authors,
        published=published,
        lang=lang,
        url=address,
        doubts=doubts,
    )


def _article(
    lines: Sequence[Line], bounds: tuple[int, int] | None
) -> tuple[list[int], int | None, Guess | None]:
    """Return the numbers of the lines of the text and of its headline, and the headline."""
    first, last = bounds or segmentation.best_segment(lines)
    body = segmentation.article_lines(lines, first, last, bounded=bounds is not None)
    found = find_headline(lines, body)
    if found is None:
        return body, None, None
    at, headline = found
    title = collapsed(headline.value)
    if bounds is None:
        body = [i for i in body if i > at and collapsed(lines[i].text) != title]
        between = range(at + 1, body[0] if body else 0)
        body[:0] = [i for i in between if _is_standfirst(lines[i])]
    return [i for i in body if collapsed(lines[i].text) != title], at, headline


def _is_standfirst(line: Line) -> bool:
    """Return whether a line between headline and text belongs to the article."""
    may = line.may_stand_first and line.is_content and not line.cells
    return may and not is_byline(line) and not is_offer(line)
