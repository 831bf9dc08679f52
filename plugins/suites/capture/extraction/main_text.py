"""Main text: the paragraphs of a page that are its article, as trafilatura decides it.

trafilatura rebuilds a page as it cleans it, and loses spaces and markup on the way. So each
paragraph of a copy of the tree is numbered, by one character of the last private plane after its
longest text, and the choice of trafilatura is read off the numbers: the words and their markup then
come from the page. More marks, or marks before the words, change what trafilatura chooses.
"""

import logging
import re
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass

from lxml.etree import LxmlError
from lxml.html import HtmlElement

from suites.capture.extraction.neighbours import is_more_beside, with_neighbours
from suites.capture.extraction.paragraphs import Paragraph, Text, paragraphs, said
from suites.capture.extraction.pointers import without_pointers
from suites.capture.extraction.streams import without_streams
from suites.capture.limits import HostileError

BROKEN = (
    ArithmeticError, AssertionError, AttributeError, LookupError, LxmlError, MemoryError,
    RecursionError, TypeError, ValueError,
)  # fmt: skip
"""What libraries raise on markup that they did not expect; a page is then said to be broken."""

_FIRST, _MOST = 0x100000, 0xFFFD
_NUMBERS = re.compile("[\U00100000-\U0010fffd]")

_PLACES = (
    "//*[@itemprop='articleBody']",
    "//article",
    "//main|//*[@role='main']",
    "//body",
)
_ASIDE = frozenset("nav aside footer form header figure dialog menu".split())


@dataclass(frozen=True, slots=True)
class MainText:
    """The texts of the article; whether others beside them read like it; words struck out."""

    chosen: frozenset[Text]
    is_more_beside: bool = False
    has_struck: bool = False


def main_text(tree: HtmlElement) -> MainText:
    """Return the texts that trafilatura holds for the article, or, if none, a plain choice.

    HostileError when the page has too many paragraphs, or trafilatura cannot read it.
    """
    found = paragraphs(tree)
    if len(found) > _MOST:
        raise HostileError("too-many", what="texts", limit=str(_MOST))
    chosen = _numbers_chosen(tree) or _in_best_place(tree, found)
    chosen = with_neighbours(found, without_streams(found, chosen))
    chosen = without_pointers(found, chosen)
    return MainText(
        frozenset(text for number in chosen for text in found[number].texts),
        is_more_beside=is_more_beside(found, chosen),
        has_struck=any(found[number].has_struck for number in chosen),
    )


def _numbers_chosen(tree: HtmlElement) -> set[int]:
    from trafilatura import bare_extraction

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    copy = deepcopy(tree)
    for number, paragraph in enumerate(paragraphs(copy)):
        _mark(paragraph.longest(), chr(_FIRST + number))
    try:
        document = bare_extraction(copy, include_comments=False)
    except BROKEN as error:
        why = f"{type(error).__name__}: {error}"[:200]
        raise HostileError("markup-broken", why=why) from error
    if document is None or isinstance(document, dict) or document.body is None:
        return set()
    marks = _NUMBERS.findall("".join(document.body.itertext()))
    return {ord(mark) - _FIRST for mark in marks}


def _mark(text: Text, mark: str) -> None:
    element, is_after = text
    words = said(text)
    end = len(words.rstrip())
    marked = words[:end] + mark + words[end:]
    if is_after:
        element.tail = marked
    else:
        element.text = marked


def _in_best_place(tree: HtmlElement, found: Sequence[Paragraph]) -> set[int]:
    """Return the paragraphs of the first place that is made for an article and has any."""
    for path in _PLACES:
        for place in tree.xpath(path):
            inside = {n for n, one in enumerate(found) if _is_main(_around(one.texts[0]), place)}
            if inside:
                return inside
    return set()


def _around(text: Text) -> HtmlElement:
    element, is_after = text
    return element.getparent() if is_after else element


def _is_main(element: HtmlElement, place: HtmlElement) -> bool:
    """Return whether an element lies in a place, and in nothing there that is beside the text."""
    for above in (element, *element.iterancestors()):
        if above is place:
            return True
        if above.tag in _ASIDE:
            return False
    return False
