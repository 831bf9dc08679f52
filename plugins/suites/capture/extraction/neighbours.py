"""Neighbours: paragraphs between those of the article that are of it too.

trafilatura takes `p` for a paragraph and often drops what stands among them in another element: a
division, a heading, a text of its own. Between two chosen children of one element, such a text is
of the article when it reads like one: long enough, hardly linked, in nothing that says by its class
that it is beside the article.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from lxml.html import HtmlElement

from suites.capture.extraction.paragraphs import Paragraph
from suites.capture.extraction.visibility import LONG

_SHORTEST = 20  # characters
_MOST_LINKED = 0.3  # of the characters
_PLAIN = frozenset("div p section article center pre blockquote li dd dt h2 h3 h4 h5 h6".split())
_HEADINGS = frozenset("h2 h3 h4 h5 h6".split())
_AROUND = frozenset({"blockquote", "ul", "ol", "dl"})
"""Elements whose children count as children of the element around them."""

_BESIDE = re.compile(
    r"(?:^|[\s_-])(?:ads?|advert\w*|attribution|authors?|banner|breadcrumb\w*|byline|captions?|comment\w*"
    r"|cookie\w*|copy|copyright|credits?|dates?|embed\w*|footer|gallery|image\w*|img|infobox|meta\w*"
    r"|newsletter\w*|outbrain|paywall|photos?|pic\w*|player|popup|promo\w*|publish\w*|recommend\w*"
    r"|related\w*|share\w*|sidebar|slideshow\w*|social\w*|sponsor\w*|subscri\w*|taboola|tags?|teaser\w*"
    r"|timestamp|toc|updated|video\w*|widget\w*)(?=$|[\s_-])",
    re.IGNORECASE,
)


def with_neighbours(found: Sequence[Paragraph], chosen: Collection[int]) -> set[int]:
    """Return the numbers of the chosen paragraphs, and of those between them that belong there.

    What would be more than what was chosen of the same parent is left out.
    """
    sizes = _sizes(found, chosen)
    added: dict[HtmlElement, list[int]] = {}
    for between, parent in _gaps(found, sorted(chosen)):
        block = found[between.start - 1].block
        ends = found[between.stop].block
        fitting = [
            n
            for n in between
            if _belongs(found[n], parent, is_line=block is ends is found[n].block)
        ]
        added.setdefault(parent, []).extend(fitting)
    whole = set(chosen)
    for parent, numbers in added.items():
        if sum(found[n].size for n in numbers) < sizes[parent]:
            whole.update(numbers)
    return whole


def is_more_beside(found: Sequence[Paragraph], chosen: Collection[int]) -> bool:
    """Return whether much that was not chosen reads like the article, in the same parents."""
    sizes = _sizes(found, chosen)
    whole = sum(sizes.values())
    left = 0
    for number, paragraph in enumerate(found):
        parent = _parent(paragraph)
        if number not in chosen and paragraph.size >= LONG and 3 * sizes[parent] > whole:
            left += paragraph.size if _belongs(paragraph, parent) else 0
    return left > max(3 * LONG, whole // 20)


def _sizes(found: Sequence[Paragraph], chosen: Collection[int]) -> Counter[HtmlElement]:
    """Return the characters of what was chosen, by parent."""
    sizes: Counter[HtmlElement] = Counter()
    for number in chosen:
        sizes[_parent(found[number])] += found[number].size
    return sizes


def _gaps(found: Sequence[Paragraph], chosen: Sequence[int]) -> Iterator[tuple[range, HtmlElement]]:
    """Yield what stands between two chosen paragraphs of one parent, and this parent."""
    for before, after in pairwise(chosen):
        parent = _parent(found[before])
        if after > before + 1 and parent is _parent(found[after]):
            yield range(before + 1, after), parent


def _parent(paragraph: Paragraph) -> HtmlElement:
    """Return the element whose child a paragraph is: the parent of its block, or of its list."""
    block = paragraph.block
    above = block.getparent()
    if above is not None and above.tag in _AROUND:
        block, above = above, above.getparent()
    return block if above is None else above


def _belongs(paragraph: Paragraph, parent: HtmlElement, *, is_line: bool = False) -> bool:
    """Return whether a paragraph reads like one of its parent; a line is one of a chosen block."""
    block = paragraph.block
    if block is not parent and (_parent(paragraph) is not parent or block.tag not in _PLAIN):
        return False
    shortest = 3 if block.tag in _HEADINGS or is_line else _SHORTEST
    if paragraph.size < shortest:
        return False
    if paragraph.linked > _MOST_LINKED * paragraph.size:
        return False
    return block is parent or not any(
        _BESIDE.search(f"{element.get('class') or ''} {element.get('id') or ''}"[:1000])
        for element in (block, block.getparent())
        if element is not parent and element is not None
    )
