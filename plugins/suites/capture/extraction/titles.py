"""Titles: whether two of them are of the same article."""

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
    """Return the titles that a page gives to itself: in its head, and as its headings."""
    headings = (line("".join(islice(h1.itertext(), _MOST))) for h1 in tree.iter("h1"))
    return [*titles_of_head(tree), *filter(None, islice(headings, _MOST))]


def titles_of_head(tree: HtmlElement) -> list[str]:
    """Return the titles in the head of a page: OpenGraph's, and that of the window."""
    metas = (
        meta.get("content") or ""
        for meta in tree.iter("meta")
        if (meta.get("property") or meta.get("name") or "").lower() in ("og:title", "twitter:title")
    )
    windows = (title.text or "" for title in tree.iter("title"))
    texts = (*islice(metas, 2), *islice(windows, 1))
    return [title for text in texts if (title := line(text))]
