"""Extraction: which texts of a page are its article; trafilatura decides, the page is quoted.

trafilatura rebuilds a page as it cleans it, and loses spaces and markup on the way. So each text of
a copy of the tree is numbered, by one character of the last private plane before it, and what
trafilatura keeps is read off the numbers: the words and their markup then come from the page.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator
from copy import deepcopy

from lxml.etree import LxmlError
from lxml.html import HtmlElement

from suites.capture.extraction.markup import UNSEEN
from suites.capture.formats.limits import HostileError

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


class Texts:
    """The texts of a page in order, each an element and whether it stands after it."""

    def __init__(self, tree: HtmlElement) -> None:
        self._all = list(_texts(tree))
        self._kept: set[tuple[HtmlElement, bool]] = set()
        self._tree = tree

    def kept(self, element: HtmlElement, after: bool) -> bool:
        """Whether a text belongs to the article."""
        return (element, after) in self._kept

    def choose(self) -> None:
        """Keep what trafilatura holds for the article, or, where it finds none, a plain choice."""
        if len(self._all) > _MOST:
            raise HostileError("too-many", what="texts", limit=str(_MOST))
        self._kept = {self._all[number] for number in self._found()} or set(self._plain())

    def _found(self) -> set[int]:
        from trafilatura import bare_extraction

        logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
        copy = deepcopy(self._tree)
        for number, (element, after) in enumerate(_texts(copy)):
            sign = chr(_FIRST + number)
            if after:
                element.tail = sign + (element.tail or "")
            else:
                element.text = sign + (element.text or "")
        try:
            document = bare_extraction(
                copy, include_comments=False, include_links=True, include_formatting=True
            )
        except BROKEN as error:
            raise HostileError(
                "markup-broken", why=f"{type(error).__name__}: {error}"[:200]
            ) from error
        if document is None or isinstance(document, dict) or document.body is None:
            return set()
        signs = _NUMBERS.findall("".join(document.body.itertext()))
        return {ord(sign) - _FIRST for sign in signs}

    def _plain(self) -> Iterable[tuple[HtmlElement, bool]]:
        """The texts of the first place that is made for an article, without what is beside it."""
        for path in _PLACES:
            for place in self._tree.xpath(path):
                inside = set(place.iter())
                found = [
                    (element, after)
                    for element, after in self._all
                    if (element in inside and not (after and element is place))
                    and not _is_aside(element, place)
                ]
                if found:
                    return found
        return ()


def _texts(tree: HtmlElement) -> Iterator[tuple[HtmlElement, bool]]:
    """All texts that a reader may see, in the order of the page."""
    stack: list[tuple[HtmlElement, bool]] = [(tree, False)]
    while stack:
        element, after = stack.pop()
        if after:
            if element.tail and not element.tail.isspace():
                yield element, True
            continue
        if element is not tree:
            stack.append((element, True))
        if not isinstance(element.tag, str) or element.tag in UNSEEN:
            continue
        if element.text and not element.text.isspace():
            yield element, False
        stack.extend((child, False) for child in reversed(element))


def _is_aside(element: HtmlElement, place: HtmlElement) -> bool:
    while element is not None and element is not place:
        if element.tag in _ASIDE:
            return True
        element = element.getparent()
    return False
