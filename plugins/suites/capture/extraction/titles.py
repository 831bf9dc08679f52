"""Titles: whether two of them are of the same article."""

from collections.abc import Iterable
from itertools import islice

from lxml.html import HtmlElement
from rapidfuzz import fuzz

from suites.capture.encoding import line
from suites.capture.extraction.person_names import folded

_MOST = 20


def close(title: str, other: str) -> bool:
    """Return whether two titles are the same, one a part of the other, or hardly changed."""
    a, b = folded(title), folded(other)
    return bool(a and b) and (a in b or b in a or fuzz.ratio(a, b) >= 80)


def own_titles(tree: HtmlElement) -> list[str]:
    """Return the titles that a page gives to itself: its window's, OpenGraph's, its headings."""
    metas = (
        meta.get("content") or ""
        for meta in tree.iter("meta")
        if (meta.get("property") or meta.get("name") or "").lower() in ("og:title", "twitter:title")
    )
    return [title for text in (*islice(metas, 2), *_shown(tree)) if (title := line(text))]


def _shown(tree: HtmlElement) -> Iterable[str]:
    for element in islice(tree.iter("title", "h1"), _MOST):
        yield "".join(islice(element.itertext(), _MOST))
