"""Streams: lists of other articles, and galleries, that were taken for the article beside them.

A stream is a list of three items at least that each have a linked heading; a gallery says so by its
class. They go only where enough of the article stands outside them: a page may be nothing else.
"""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from itertools import islice

from lxml.html import HtmlElement

from suites.capture.extraction.paragraphs import Paragraph

_ENOUGH = 1000  # characters outside
_ITEMS = 3
_NEAR = 7  # elements above a paragraph
_GALLERY = re.compile(r"(?:^|[\s_-])(?:gallery|carousel|swiper)(?=$|[\s_-])", re.I)
_HEADINGS = ("h2", "h3", "h4", "h5")


def without_streams(found: Sequence[Paragraph], chosen: Collection[int]) -> set[int]:
    """Return the numbers of the chosen paragraphs that stand in no stream and in no gallery."""
    teasers: dict[HtmlElement, bool] = {}
    items: dict[int, HtmlElement] = {}
    galleries: set[int] = set()
    for number in chosen:
        block = found[number].block
        for above in (block, *islice(block.iterancestors(), _NEAR)):
            if above.tag == "li" and number not in items:
                if above not in teasers:
                    teasers[above] = _has_linked_heading(above)
                if teasers[above]:
                    items[number] = above
            if above.tag in ("main", "article", "body"):
                break
            if _GALLERY.search(f"{above.get('class') or ''} {above.get('id') or ''}"[:1000]):
                galleries.add(number)
    lists = Counter(item.getparent() for item in {*items.values()})
    streams = {n for n, item in items.items() if lists[item.getparent()] >= _ITEMS} | galleries
    outside = {number for number in chosen if number not in streams}
    if sum(found[number].size for number in outside) < _ENOUGH:
        return set(chosen)
    return outside


def _has_linked_heading(item: HtmlElement) -> bool:
    heading = next(item.iter(*_HEADINGS), None)
    if heading is None:
        return False
    above = islice(heading.iterancestors(), 2)
    return next(heading.iter("a"), None) is not None or any(one.tag == "a" for one in above)
