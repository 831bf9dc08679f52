"""Deduced days: what htmldate finds in a page that states no day: a last resort, never a statement.

It reads no scripts, no dates of change, nothing of comments; a day counts only where the page shows
it, or gives it in its head.
"""

import logging
import re
from collections.abc import Iterable
from copy import deepcopy

from lxml.html import HtmlElement

from suites.capture.captured_article import Guess
from suites.capture.extraction.main_text import BROKEN
from suites.capture.extraction.publication_day.candidates import Candidate
from suites.capture.extraction.publication_day.page_line import Part
from suites.capture.extraction.publication_day.page_lines import elements_in

_CHANGES = re.compile(r"modif|updat|revis|expire|last", re.IGNORECASE)


def deduced_day(tree: HtmlElement, candidates: Iterable[Candidate]) -> Guess | None:
    """Return the day that htmldate deduces, if it is that of a candidate."""
    from htmldate import find_date

    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    copy = deepcopy(tree)
    for element in elements_in(copy, Part.ARCHIVE, Part.COMMENTS):
        element.drop_tree()
    for element in list(copy.iter("script", "style", "noscript", "template")):
        element.drop_tree()
    for meta in list(copy.iter("meta")):
        names = (meta.get(key) or "" for key in ("name", "property", "itemprop", "http-equiv"))
        if any(map(_CHANGES.search, names)):
            meta.drop_tree()
    try:
        found = find_date(copy, original_date=True, outputformat="%Y-%m-%d")
    except BROKEN:
        return None
    for one in candidates if found else ():
        readings = (one.value[:10], one.swapped[:10])
        if one.label not in ("updated", "other") and not one.is_aside and found in readings:
            return Guess(found, "htmldate", one.words, stated=False)
    return None
