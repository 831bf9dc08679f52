"""Main text: the texts of a page that are its article; trafilatura decides, the page is quoted.

trafilatura rebuilds a page as it cleans it, and loses spaces and markup on the way. So each text of
a copy of the tree is numbered, by one character of the last private plane before it, and the choice
of trafilatura is read off the numbers: the words and their markup then come from the page.
"""

import logging
import re
from collections.abc import Iterator, Sequence
from copy import deepcopy

from lxml.etree import LxmlError, iterwalk
from lxml.html import HtmlElement

from suites.capture.extraction.markup import UNREAD_ELEMENTS
from suites.capture.limits import HostileError

BROKEN = (
    ArithmeticError, AssertionError, AttributeError, LookupError, LxmlError, MemoryError,
    RecursionError, TypeError, ValueError,
)  # fmt: skip
"""What libraries raise on markup that they did not expect; a page is then said to be broken."""

Text = tuple[HtmlElement, bool]
"""A text of a page: that of an element, or the one that stands after it (True)."""

_FIRST, _MOST = 0x100000, 0xFFFD
_NUMBERS = re.compile("[\U00100000-\U0010fffd]")

_PLACES = (
    "//*[@itemprop='articleBody']",
    "//article",
    "//main|//*[@role='main']",
    "//body",
)
_ASIDE = frozenset("nav aside footer form header figure dialog menu".split())


def main_texts(tree: HtmlElement) -> set[Text]:
    """Return the texts that trafilatura holds for the article, or, if none, a plain choice.

    HostileError when the page has too many texts, or trafilatura cannot read it.
    """
    texts = list(_texts(tree))
    if len(texts) > _MOST:
        raise HostileError("too-many", what="texts", limit=str(_MOST))
    return {texts[number] for number in _numbers_chosen(tree)} or set(_in_best_place(tree, texts))


def _numbers_chosen(tree: HtmlElement) -> set[int]:
    from trafilatura import bare_extraction

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    copy = deepcopy(tree)
    for number, (element, is_after) in enumerate(list(_texts(copy))):
        mark = chr(_FIRST + number)
        if is_after:
            element.tail = mark + (element.tail or "")
        else:
            element.text = mark + (element.text or "")
    try:
        document = bare_extraction(
            copy, include_comments=False, include_links=True, include_formatting=True
        )
    except BROKEN as error:
        why = f"{type(error).__name__}: {error}"[:200]
        raise HostileError("markup-broken", why=why) from error
    if document is None or isinstance(document, dict) or document.body is None:
        return set()
    marks = _NUMBERS.findall("".join(document.body.itertext()))
    return {ord(mark) - _FIRST for mark in marks}


def _in_best_place(tree: HtmlElement, texts: Sequence[Text]) -> list[Text]:
    """Return the texts of the first place that is made for an article and has any."""
    for path in _PLACES:
        for place in tree.xpath(path):
            found = [
                (element, is_after)
                for element, is_after in texts
                if _is_main(element, place) and not (is_after and element is place)
            ]
            if found:
                return found
    return []


def _texts(tree: HtmlElement) -> Iterator[Text]:
    """Yield all texts that a reader may see, in the order of the page."""
    walk = iterwalk(tree, events=("start", "end"))
    for event, element in walk:
        if event == "end":
            if element is not tree and element.tail and not element.tail.isspace():
                yield element, True
        elif element.tag in UNREAD_ELEMENTS:
            walk.skip_subtree()
        elif element.text and not element.text.isspace():
            yield element, False


def _is_main(element: HtmlElement, place: HtmlElement) -> bool:
    """Return whether an element lies in a place, and in nothing there that is beside the text."""
    for above in (element, *element.iterancestors()):
        if above is place:
            return True
        if above.tag in _ASIDE:
            return False
    return False
