"""Linked data: the JSON-LD of a page -> its statements about its article (schema.org).

Pages write it by hand and by plugin: lists where an object is meant, objects where a name is,
`@graph`, references by `@id`, line breaks inside strings. Unreadable data count as absent. Of
several articles, the page's own is the one with its headline or its address: others are related.
"""

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from suites.capture.encoding import line
from suites.capture.extraction.titles import close, own_titles

_ARTICLE = re.compile(r"(\w*Article|BlogPosting|LiveBlogPosting|Report|Review|PressRelease)$")
_LARGEST = 1 << 20
_MOST_VALUES = 5000
_MOST_ARTICLES = 200
_MOST_AUTHORS = 50
_WRAPPING = re.compile(
    r"^\s*(<!--|/\*?\s*<!\[CDATA\[\s*\*?/?|//\s*<!\[CDATA\[)|(-->|//\s*\]\]>)\s*$"
)

Node = dict[str, Any]


class LinkedData:
    """The JSON-LD of one page."""

    def __init__(self, tree: HtmlElement) -> None:
        nodes: list[Node] = []
        for script in tree.iter("script"):
            if "ld+json" in (script.get("type") or "").lower():
                text = _WRAPPING.sub("", (script.text or "")[:_LARGEST])
                with suppress(ValueError, RecursionError):
                    nodes += _nodes(json.loads(text, strict=False))
        named = (node for node in nodes if node.get("name"))
        self._by_id = {key: node for node in named if isinstance(key := node.get("@id"), str)}
        articles = list(islice(filter(_is_article, nodes), _MOST_ARTICLES))
        dated = islice((node for node in nodes if node.get("datePublished")), _MOST_ARTICLES)
        self._article = self._own(articles or [*dated], tree, is_article=bool(articles))

    def _own(self, articles: list[Node], tree: HtmlElement, *, is_article: bool) -> Node:
        """Return the node of the page's own article; an empty one when all are of others.

        Where none is said to be an article, another one has to have the headline or address.
        """
        titles, addresses = own_titles(tree), _own_addresses(tree)

        def agreement(node: Node) -> tuple[bool, int, bool]:
            headline = self._name(node.get("headline") or node.get("name"))
            about = [node.get("mainEntityOfPage"), node.get("url"), node.get("@id")]
            paths = {_path(_address(value)) for value in about} - {""}
            is_elsewhere = bool(paths and addresses) and not paths & addresses
            is_titled = any(close(headline, title) for title in titles)
            is_other = is_elsewhere and bool(headline and titles) and not is_titled
            return not is_other, 2 * is_titled + bool(paths & addresses), bool(headline)

        best = max(articles, key=agreement, default=None)
        if best is None:
            return {}
        is_own, signs, _ = agreement(best)
        return best if is_own and (is_article or signs) else {}

    def text(self, key: str) -> str:
        """Return the article's value of a key, on one line; empty when it has none."""
        return self._name(self._article.get(key))

    def body(self) -> str:
        """Return the text that is stated of the article, in lines or in HTML; empty without one."""
        body = self._article.get("articleBody")
        return body if isinstance(body, str) else ""

    def names(self, key: str) -> list[str]:
        """Return the names under a key of the article: authors, a publisher."""
        names = map(self._name, _listed(self._article.get(key)))
        return list(dict.fromkeys(filter(None, names)))

    def authors(self) -> list[tuple[str, bool]]:
        """Return the names of the article's authors, and whether each is an organisation's."""
        found: dict[tuple[str, bool], None] = {}
        for value in islice(_flat(self._article.get("author")), _MOST_AUTHORS):
            node = value if isinstance(value, dict) else {}
            node = {**self._by_id.get(str(node.get("@id")), {}), **node}
            types = [str(one) for one in _listed(node.get("@type"))]
            is_body = "Person" not in types and any(x.endswith("Organization") for x in types)
            names = _listed(node.get("name") or node.get("@value")) if node else [value]
            found.update(
                dict.fromkeys((self._name(name), is_body) for name in names[:_MOST_AUTHORS])
            )
        return [one for one in found if one[0]]

    def is_of_a_person(self) -> bool:
        """Return whether the publisher is a person: a site of one's own bears one's name."""
        nodes = [x for x in _listed(self._article.get("publisher")) if isinstance(x, dict)]
        nodes += [self._by_id.get(str(node.get("@id")), {}) for node in nodes[:1]]
        return any("Person" in _listed(node.get("@type")) for node in nodes)

    def closed(self) -> bool:
        """Return whether the article, or a part of it, is not free to read."""
        parts = [self._article, *_listed(self._article.get("hasPart"))]
        free = [part.get("isAccessibleForFree") for part in parts if isinstance(part, dict)]
        return any(str(value).lower() in ("false", "http://schema.org/false") for value in free)

    def _name(self, value: object) -> str:
        """Return the name of a value: of its object, or of the first of several."""
        for _ in range(4):
            if isinstance(value, list):
                value = value[0] if value else None
            elif isinstance(value, dict):
                same = self._by_id.get(str(value.get("@id")), value)
                own = value.get("name") or value.get("@value")
                value = own or same.get("name") or same.get("url")
        return line(str(value)) if isinstance(value, (str, int, float)) else ""


def _own_addresses(tree: HtmlElement) -> set[str]:
    """Return the paths of the addresses that the page gives to itself."""
    links = (link for link in tree.iter("link") if "canonical" in (link.get("rel") or "").lower())
    metas = (meta for meta in tree.iter("meta") if meta.get("property") == "og:url")
    texts = [link.get("href") for link in islice(links, 3)]
    texts += [meta.get("content") for meta in islice(metas, 3)]
    return {path for text in texts if (path := _path(text or ""))}


def _address(value: object) -> str:
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("@id") or value.get("url")
    return value if isinstance(value, str) else ""


def _path(address: str) -> str:
    """Return the path of an address, without its host, which may be another of the same site."""
    try:
        parts = urlsplit(address.strip()[:2000])
    except ValueError:
        return ""
    path = parts.path.rstrip("/")
    return f"{path}?{parts.query}" if parts.query else path


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def _flat(value: object) -> Iterator[object]:
    for one in _listed(value):
        yield from _listed(one)


def _is_article(node: Node) -> bool:
    types = _listed(node.get("@type"))
    return any(isinstance(name, str) and _ARTICLE.search(name) for name in types)


def _nodes(document: object) -> Iterator[Node]:
    """Yield every object of a document, the outer ones first."""
    values = [document]
    for value in islice(values, _MOST_VALUES):  # the list grows on the way
        if isinstance(value, dict):
            yield value
            values += value.values()
        elif isinstance(value, list):
            values += value
