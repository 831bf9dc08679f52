"""Titles: whether two of them are of the same article, and what in them is not the article's."""

import re
from collections.abc import Iterable, Sequence
from itertools import combinations, islice

from lxml.html import HtmlElement
from rapidfuzz import fuzz

from suites.capture.encoding import line
from suites.capture.extraction.person_names import folded, same

_MOST = 20
_LONGEST = 500  # characters
_BREAK = r"(?:\s*[|│•·»«]\s*|\s(?:[–—-]|//)\s)"
_END = re.compile(rf"(.+){_BREAK}(.{{2,40}})")
_START = re.compile(rf"(.{{2,40}}?){_BREAK}(.+)")
_FEW_MORE = 4  # letters of a site's name beside its domain's: "Inc", ".de"


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


def without_site(title: str, outlet: str, hosts: Iterable[str]) -> str:
    """Return a title without the name of its site at the end or the start.

    >>> without_site("Le tram – Le Port", "Le Port", ())
    'Le tram'
    >>> without_site("Tram • PORT", "", ["port.fr"])
    'Tram'
    """
    domains = [folded(host.removeprefix("www.").rpartition(".")[0]) for host in hosts]

    def is_site(name: str) -> bool:
        short = folded(name)
        return same(name, outlet) or any(
            len(domain) > 2 and short.startswith(domain) and len(short) <= len(domain) + _FEW_MORE
            for domain in domains
        )

    for _ in range(2):
        if (end := _END.fullmatch(title)) and is_site(end[2]):
            title = end[1].strip()
        elif (start := _START.fullmatch(title)) and is_site(start[1]):
            title = start[2].strip()
    return title


def heading_text(heading: HtmlElement, stated: Sequence[str]) -> str:
    """Return what a heading says: of several elements in it, those that are a title of `stated`.

    A kicker or a day stands in the heading of many a page, often without a space after it.
    """
    whole = line(heading.text_content())
    if any(same(whole, title) for title in stated):
        return whole
    texts = [text[:_LONGEST] for text in islice(heading.itertext(), _MOST)]
    for first, last in combinations(range(len(texts) + 1), 2):
        part = line("".join(texts[first:last]))
        if " " in part and any(same(part, title) for title in stated):
            return part
    return whole
