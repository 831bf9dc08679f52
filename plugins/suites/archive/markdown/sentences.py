"""Sentences: the words around a link, which stand on the page of what it leads to."""

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from itertools import islice
from operator import attrgetter

from suites.archive.languages import Language
from suites.archive.markdown.pieces import IdLink

REACH = 500
"""Characters before and behind a link within which its sentence is looked for."""

# What ends a sentence comes first: so the engine looks for it before anything else. An initial ends
# none, nor does "e.g.".
SENTENCE_END = re.compile(
    r"[.!?…](?<!\b[A-ZÀ-Ý].)(?<!\.[a-z]\.)(?:\s*[»”“’‘\"])*\s+(?=[«“„‘‚\"(\[]*\s*[A-ZÀ-Ý0-9])"
)
LONGEST_ABBREVIATION = 10


def pieces(text: str, links: Sequence[IdLink], link: IdLink, language: Language) -> tuple[str, ...]:
    """Return the sentence that a link stands in, as text and targets of bare links in turn.

    Of a very long one, the words around the link, cut with an ellipsis. `links` are all of the
    text, in order.
    """
    low, high = max(0, link.start - REACH), min(len(text), link.end + REACH)
    start = text.rfind("\n", low, link.start) + 1 or low
    end = text.find("\n", link.end, high)
    end = high if end < 0 else end
    for stop in SENTENCE_END.finditer(text, start, end):
        if _goes_on(stop, language):
            continue
        if stop.end() <= link.start:
            start = stop.end()
        elif stop.start() >= link.end:
            end = stop.end()
            break
    is_cut = start == low and low > 0 and text[low - 1] != "\n"
    goes_on = end == high < len(text) and text[high] != "\n"
    found, at = [], start
    for other in islice(links, bisect_left(links, start, key=attrgetter("start")), None):
        if other.start >= end:
            break
        if other.label is None:
            found += [text[at : other.start], other.target]
            at = other.end
    found.append(text[at : max(at, end)])
    if is_cut:
        found[0] = f"… {found[0].partition(' ')[2]}"
    if goes_on:
        found[-1] = f"{found[-1].rpartition(' ')[0]} …"
    return tuple(found)


def _goes_on(stop: re.Match[str], language: Language) -> bool:
    """Return whether a stop ends an abbreviation, or the number of a day ("9. Januar")."""
    text, after = stop.string, stop.start() + 1
    if stop[0][0] != ".":
        return False
    before = text[max(0, after - LONGEST_ABBREVIATION) : after]
    if language.abbreviation.search(before):
        return True
    # What the typography of the language holds together is one thing.
    space = stop.end() - 1
    if not before[-2:-1].isdecimal() or text[space] != " ":
        return False
    near = text[after - len(before) : stop.end() + LONGEST_ABBREVIATION]
    return language.spacing.replace_spaces(near)[space - after + len(before)] != " "


def sentence_text(sentence: Sequence[str], title: Callable[[str], str] = str) -> str:
    """Return the text of a sentence of `pieces`, its bare links read as `title` gives them."""
    return "".join(title(one) if place % 2 else one for place, one in enumerate(sentence)).strip()
