"""Paragraphs: the texts of a tree, by the paragraphs that `markup` makes of them.

A paragraph ends where a block begins or ends, and at two line breaks.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml.etree import iterwalk
from lxml.html import HtmlElement

from suites.capture.extraction.markup import BLOCKS, STRUCK, is_read

Text = tuple[HtmlElement, bool]
"""A text of a page: that of an element, or the one that stands after it (True)."""


@dataclass(slots=True)
class Paragraph:
    """The texts of one paragraph, and the block that they stand in."""

    block: HtmlElement
    texts: list[Text] = field(default_factory=list)
    size: int = 0
    linked: int = 0
    """Characters in it: all, and those of links."""
    has_struck: bool = False

    def longest(self) -> Text:
        """Return its longest text."""
        return max(self.texts, key=lambda text: len(said(text)))

    def words(self) -> str:
        """Return what it says, on one line."""
        return " ".join("".join(map(said, self.texts)).split())


def said(text: Text) -> str:
    """Return the characters of a text."""
    element, is_after = text
    return (element.tail if is_after else element.text) or ""


def paragraphs(tree: HtmlElement) -> list[Paragraph]:
    """Return the paragraphs that a reader may see, in the order of the page."""
    return [one for one in _paragraphs(tree) if one.texts]


def _paragraphs(tree: HtmlElement) -> Iterator[Paragraph]:
    open_blocks = [tree]
    current = Paragraph(tree)
    links = 0
    is_broken = False  # nothing stands after the last line break
    walk = iterwalk(tree, events=("start", "end"))
    for event, element in walk:
        is_block = element.tag in BLOCKS and element is not tree
        text: Text | None = None
        if event == "start":
            if not is_read(element) and element is not tree:
                walk.skip_subtree()
                current.has_struck |= element.tag in STRUCK
                continue
            if is_block:
                yield current
                open_blocks.append(element)
            elif element.tag == "br" and is_broken:
                yield current
            if is_block or (element.tag == "br" and is_broken):
                current, is_broken = Paragraph(open_blocks[-1]), False
            elif element.tag == "br":
                is_broken = True
            links += element.tag == "a"
            text = (element, False)
        else:
            if is_block and open_blocks[-1] is element:
                yield current
                open_blocks.pop()
                current, is_broken = Paragraph(open_blocks[-1]), False
            if element.tag == "a" and is_read(element):
                links -= 1
            if element is not tree:
                text = (element, True)
        words = said(text) if text else ""
        if text and words and not words.isspace():
            current.texts.append(text)
            current.size += len(words.strip())
            current.linked += len(words.strip()) if links else 0
            is_broken = False
    yield current
