"""Model 2: a quote holds whole words and whole numbers.

Until then, it was found wherever its signs stood, inside a word too.
"""

from collections.abc import Iterator

from suites.archive import anchoring, markdown
from suites.archive.anchoring import Folded
from suites.archive.front_matter import FrontMatter
from suites.archive.migrations.changes import Change, members


def widen(front: FrontMatter) -> Iterator[Change]:
    """Yield each quote that cuts a word, with the rest of that word.

    A quote that says what stands around it, or would stand twice, is left to its author.
    """
    quotes = [(index, one.get("quote")) for index, one in members(front.data, "annotations")]
    if not any(isinstance(quote, str) for _, quote in quotes):
        return
    body = markdown.parse(front.body, front.body_line).text
    text = anchoring.fold(body)
    for index, quote in quotes:
        if isinstance(quote, str) and (whole := _widened(quote, text, body)):
            yield Change(("annotations", index, "quote"), whole)


def _widened(quote: str, text: Folded, body: str) -> str:
    """Return a quote with the rest of the words that it cuts; empty where it cuts none."""
    wanted = anchoring.fold(quote).text.strip()
    if not wanted or text.text.count(wanted) != 1:
        return ""
    start = text.text.index(wanted)
    end = start + len(wanted)
    while anchoring.is_inside(text, start):
        start -= 1
    while anchoring.is_inside(text, end):
        end += 1
    if (start, end) == (text.text.index(wanted), text.text.index(wanted) + len(wanted)):
        return ""
    span = text.span(start, end)
    whole = " ".join(body[span.start : span.end].split("\n")).strip()
    return whole if _stands_once(whole, text) else ""


def _stands_once(quote: str, text: Folded) -> bool:
    try:
        return len(anchoring.find(quote, text)) == 1
    except ValueError:
        return False
