"""Visibility: what of a tree a reader sees -> a tree whose elements are what their tags say.

Pages hide text by scripts and styles, lay it in templates, or forget to close a button: libxml2, as
browsers do, then has the article inside it, and a browser still shows it. So an element that is
usually no text is read when it holds most of what can be read in the page.
"""

import re
from collections.abc import Iterator
from itertools import islice

from lxml.etree import iterwalk
from lxml.html import HtmlElement

from suites.capture.extraction.markup import BLOCKS, UNREAD_ELEMENTS

LONG = 80  # characters of a paragraph that is certainly a text, and no label
_MUCH = 200  # characters of such paragraphs that may be an article

_NOT_SHOWN = frozenset({"noscript", "template"})
_OPENED = frozenset({"button", "select", "option", "datalist", "map", "progress", "meter"})
"""Elements that may hold no paragraph: one that does was not closed."""

_MAY_HOLD_ALL = _NOT_SHOWN | _OPENED | {"dialog", "object", "audio", "video", "canvas"}
_SWALLOWS = _MAY_HOLD_ALL - {"template"}
_NEVER = UNREAD_ELEMENTS - _MAY_HOLD_ALL
_HIDDEN_CLASSES = frozenset(
    "visually-hidden visuallyhidden sr-only screen-reader-text screen-reader-only"
    " element-invisible assistive-text d-none u-hidden".split()
)
_HIDDEN_STYLE = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.I)
_INVISIBLE = re.compile(r"(?:^|;)\s*visibility\s*:\s*hidden", re.I)
_UNFILLED = re.compile(r"\{\{|<%|\$\{")


def close_unclosed(tree: HtmlElement) -> None:
    """Make elements that were opened and never closed, and hold the page, plain divisions.

    What stands in a `noscript` that was closed is not in the tree yet (`inert`).
    """
    total, weights = _weights(tree)
    for element, weight in weights.items():
        is_page = element.tag in _SWALLOWS and weight > _MUCH and _holds_page(element)
        is_page = is_page and 2 * weight > total
        if is_page or (element.tag in _OPENED and weight >= LONG):
            element.tag = "div"
    for element in list(tree.iter("template")):
        if element.get("shadowrootmode"):  # browsers show it
            element.tag = "div"


def show_templates(tree: HtmlElement) -> bool:
    """Make the template or noscript that holds most of the text a division; return if one does."""
    total, weights = _weights(tree)
    for element, weight in weights.items():
        if element.tag in _NOT_SHOWN and weight > _MUCH and 2 * weight > total:
            element.tag = "div"
            return True
    return False


def drop_hidden(tree: HtmlElement, *, is_closed: bool) -> None:
    """Remove the elements that the page hides from its readers.

    One that holds most of the text waits for a script, and stays; not on a page that is closed to
    its readers (`is_closed`), where that is what was not meant for them.
    """
    total, weights = _weights(tree)
    for element, weight in weights.items():
        if element.getparent() is None or not _is_hidden(element):
            continue
        is_page = weight > _MUCH and 2 * weight > total and not _is_gap(element)
        if is_page and not (is_closed and not _holds_page(element)):
            continue
        element.drop_tree()


def not_shown(tree: HtmlElement) -> Iterator[HtmlElement]:
    """Yield the outermost templates and noscripts, which are read without scripts only."""
    walk = iterwalk(tree, events=("start",), tag=tuple(_NOT_SHOWN))
    for _, element in walk:
        walk.skip_subtree()
        yield element


def _weights(tree: HtmlElement) -> tuple[int, dict[HtmlElement, int]]:
    """Return the characters in long paragraphs: of all, and of each element that may be unseen.

    Links do not count, nor templates that a script would have filled.
    """
    weights: dict[HtmlElement, int] = {}
    sums = [0]
    paragraph: list[str] = []

    def flush() -> None:
        text = " ".join("".join(paragraph).split())
        paragraph.clear()
        if len(text) >= LONG and not _UNFILLED.search(text):
            sums[-1] += len(text)

    links = 0
    walk = iterwalk(tree, events=("start", "end"))
    for event, element in walk:
        if event == "start":
            if element.tag in _NEVER:
                walk.skip_subtree()
            is_apart = element.tag in BLOCKS or element.tag in _MAY_HOLD_ALL
            if is_apart:
                flush()
            sums.append(0)
            links += element.tag == "a"
            if element.text and not links and element.tag not in _NEVER:
                paragraph.append(element.text)
            if element.tag in _MAY_HOLD_ALL or _is_hidden(element):
                weights[element] = 0  # outer ones stand before inner ones
        else:
            if element.tag in BLOCKS or element.tag in _MAY_HOLD_ALL:
                flush()
            links -= element.tag == "a"
            own = sums.pop()
            sums[-1] += own
            if element in weights:
                weights[element] = own
            if element.tail and element is not tree and not links:
                paragraph.append(element.tail)
    flush()
    return sums[0], weights


def _is_hidden(element: HtmlElement) -> bool:
    get = element.get
    if element.tag in ("html", "body", "main"):
        return False
    if get("hidden") is not None and get("hidden") != "until-found":
        return True
    if get("aria-hidden") == "true" and element.tag in BLOCKS:
        return True
    if (style := get("style")) and _HIDDEN_STYLE.search(style[:1000]):
        return True
    return not _HIDDEN_CLASSES.isdisjoint((get("class") or "")[:1000].split())


def _is_gap(element: HtmlElement) -> bool:
    """Return whether an element is an empty place in an article that shows its text around it.

    What is invisible keeps its place, so no reader will unfold it.
    """
    if not _INVISIBLE.search((element.get("style") or "")[:1000]) or _holds_page(element):
        return False
    parent = element.getparent()
    if parent is None or parent.tag not in ("main", "article"):
        return False
    beside = (one for one in parent.iterchildren() if one is not element and not _is_hidden(one))
    return sum(_weights(one)[0] for one in beside) > _MUCH


def _holds_page(element: HtmlElement) -> bool:
    return next(islice(element.iter("main", "article", "h1"), 1), None) is not None
