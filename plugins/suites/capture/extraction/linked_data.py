"""Linked data: the JSON-LD of a page -> what it says of its article (schema.org).

Pages write it by hand and by plugin: lists where an object is meant, objects where a name is,
`@graph`, references by `@id`, line breaks inside strings. What cannot be read is as good as absent.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from lxml.html import HtmlElement

from suites.capture.formats.encoding import line

_ARTICLE = re.compile(r"(\w*Article|BlogPosting|LiveBlogPosting|Report|Review|PressRelease)$")
_LARGEST = 1 << 20
_MOST_NODES = 5000
_CLOTHES = re.compile(
    r"^\s*(<!--|/\*?\s*<!\[CDATA\[\s*\*?/?|//\s*<!\[CDATA\[)|(-->|//\s*\]\]>)\s*$"
)

Node = dict[str, Any]


class LinkedData:
    """The JSON-LD of one page."""

    def __init__(self, tree: HtmlElement) -> None:
        self._nodes: list[Node] = []
        for script in tree.iter("script"):
            if "ld+json" in (script.get("type") or "").lower():
                text = _CLOTHES.sub("", (script.text or "")[:_LARGEST])
                try:
                    self._nodes += list(_nodes(json.loads(text, strict=False)))
                except (ValueError, RecursionError):
                    continue
        named = [one for one in self._nodes if one.get("name")]
        self._by_id = {x: one for one in named if isinstance(x := one.get("@id"), str)}
        self.article = next(
            (one for one in self._nodes if _is_article(one) and one.get("headline")),
            next(filter(_is_article, self._nodes), {}),
        )

    def text(self, key: str) -> str:
        """What the article says under a key, on one line; empty when it says nothing."""
        return self._said(self.article.get(key))

    def names(self, key: str) -> list[str]:
        """The names of those who stand under a key of the article: authors, a publisher."""
        value = self.article.get(key)
        found = (self._said(one) for one in (value if isinstance(value, list) else [value]))
        return list(dict.fromkeys(filter(None, found)))

    def closed(self) -> bool:
        """Whether the article, or a part of it, is not free to read."""
        parts = self.article.get("hasPart")
        places = [self.article, *(parts if isinstance(parts, list) else [parts])]
        free = [one.get("isAccessibleForFree") for one in places if isinstance(one, dict)]
        return any(str(one).lower() in ("false", "http://schema.org/false") for one in free)

    def _said(self, value: object) -> str:
        for _ in range(4):
            if isinstance(value, list):
                value = value[0] if value else None
            elif isinstance(value, dict):
                same = self._by_id.get(str(value.get("@id")), value)
                value = (
                    value.get("name") or value.get("@value") or same.get("name") or same.get("url")
                )
            else:
                break
        return line(str(value)) if isinstance(value, (str, int, float)) else ""


def _is_article(node: Node) -> bool:
    kinds = node.get("@type")
    return any(
        isinstance(one, str) and _ARTICLE.search(one)
        for one in (kinds if isinstance(kinds, list) else [kinds])
    )


def _nodes(value: object) -> Iterator[Node]:
    """Every object in a document, the outer ones first."""
    waiting = [value]
    for _ in range(_MOST_NODES):
        if not waiting:
            return
        one = waiting.pop(0)
        if isinstance(one, dict):
            yield one
            waiting += one.values()
        elif isinstance(one, list):
            waiting += one
