"""Inert markup: what a page holds for readers without scripts, or for its scripts -> elements.

A browser takes the content of `noscript` for characters up to its end tag, whatever is open in it;
libxml2 reads its tags, and one that is not closed there swallows the page. So the contents are set
apart before the tree is made, and each is read for itself. Templates in scripts are read likewise.
Source: HTML (https://html.spec.whatwg.org), 13.2.6.4.4.
"""

import re
from collections.abc import Callable
from contextlib import suppress

from lxml.etree import iterwalk
from lxml.html import HtmlElement

from suites.capture.limits import HostileError

Parser = Callable[[str], HtmlElement]
"""Makes a tree of a document; it may raise HostileError."""

_MOST = 500
_DEEPEST = 250  # elements inside each other, those around the inert one too
_NUMBER = "data-set-apart"
_RAW = re.compile(r"<!--|<(script|style|textarea|title|xmp|iframe|noembed|noscript)\b[^<>]*>", re.I)
_ENDS = {
    name: re.compile(rf"</{name}\b[^<>]*>", re.IGNORECASE)
    for name in "script style textarea title xmp iframe noembed noscript".split()
}
_COMMENT_END = re.compile("-->")
_TAGS = re.compile(r"<[^<>]*>")
_TEMPLATE_TYPES = re.compile(
    r"text/(?:(?:x-)?[\w-]*template|html|x-handlebars|ng-template)\b", re.I
)


def set_apart(text: str) -> tuple[str, list[str]]:
    """Return a page with numbers for the contents of its noscripts, and those with any words.

    >>> set_apart("<noscript>Sans <div>script</noscript><p>Le texte")
    ('<noscript data-set-apart="0"></noscript><p>Le texte', ['Sans <div>script'])
    """
    kept: list[str] = []
    contents: list[str] = []
    unclosed: set[str] = set()
    start = at = 0
    while found := _RAW.search(text, at):
        at = found.end()
        name = (found[1] or "").lower()
        if name in unclosed:
            continue
        end = (_ENDS[name] if name else _COMMENT_END).search(text, at)
        if end is None:
            unclosed.add(name)
            continue
        if name == "noscript":
            content = text[at : end.start()]
            kept.append(text[start : found.start()])
            if len(contents) < _MOST and any(map(str.isalnum, _TAGS.sub("", content))):
                kept.append(f'<noscript {_NUMBER}="{len(contents)}"></noscript>')
                contents.append(content)
            start = end.end()
        at = end.end()
    return "".join(kept) + text[start:], contents


def lay_inside(tree: HtmlElement, contents: list[str], parse: Parser) -> None:
    """Put the trees of the contents into their noscripts, and those of templates into templates.

    A script whose type is that of a template becomes a `template`.
    """
    left = dict(enumerate(contents))
    for element in list(tree.iter("noscript")):
        number = element.attrib.pop(_NUMBER, "")
        if number.isascii() and number.isdigit() and len(number) < 4:
            _fill(element, left.pop(int(number), ""), parse)
    scripts = (one for one in tree.iter("script") if _TEMPLATE_TYPES.match(one.get("type") or ""))
    for element in list(scripts)[:_MOST]:
        content, element.text, element.tag = element.text or "", None, "template"
        _fill(element, content, parse)


def _fill(element: HtmlElement, content: str, parse: Parser) -> None:
    if not any(map(str.isalnum, _TAGS.sub("", content))):
        return
    with suppress(HostileError):  # it stays unread
        body = parse(f"<body><div>{content}</div>").find("body")
        above = sum(1 for _ in element.iterancestors())
        if body is not None and above + _depth(body) < _DEEPEST:
            element.extend(list(body))


def _depth(tree: HtmlElement) -> int:
    depth = deepest = 0
    for event, _ in iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest
