"""Model 2: a quote holds whole words and whole numbers.

Until then, it was found wherever its signs stood, inside a word too.
"""

from collections.abc import Iterator

from suites.archive import anchoring, markdown
from suites.archive.anchoring import Folded
from suites.archive.front_matter import FrontMatter, Keys
from suites.archive.migrations.changes import members
from suites.archive.yaml_edits import SetValue


def widen(front: FrontMatter) -> Iterator[SetValue]:
    """Yield each quote that cuts a word, with the rest of that word.

    A quote that says what stands around it, or would stand twice, is left to its author.
    """
    quotes = dict(_quotes(front))
    if not quotes:
        return
    body = markdown.parse(front.body, front.body_line).text
    text = anchoring.fold(body)
    for keys, quote in quotes.items():
        if whole := _widened(quote, text, body):
            yield SetValue(keys, whole)


def _quotes(front: FrontMatter) -> Iterator[tuple[Keys, str]]:
    """Yield the quotes that stand by themselves, each with the keys that lead to it."""
    for index, annotation in members(front.data, "annotations"):
        keys: Keys = ("annotations", index, "quote")
        quote = annotation.get("quote")
        if isinstance(quote, dict) and quote.keys().isdisjoint(("prefix", "suffix")):
            keys, quote = (*keys, "exact"), quote.get("exact")
        if isinstance(quote, str):
            yield keys, quote


def _widened(quote: str, text: Folded, body: str) -> str:
    """Return a quote with the rest of the words that it cuts; empty where it cuts none."""
    wanted = anchoring.fold(quote).text.strip()
    if not wanted or text.text.count(wanted) != 1:
        return ""
    first = start = text.text.index(wanted)
    last = end = start + len(wanted)
    while anchoring.is_inside(text, start):
        start -= 1
    while anchoring.is_inside(text, end):
        end += 1
    before, after = (
        body[slice(*text.span(*cut))] if cut[0] < cut[1] else ""
        for cut in ((start, first), (last, end))
    )
    whole = before + quote.strip() + after
    return whole if (before or after) and _stands_once(whole, text) else ""


def _stands_once(quote: str, text: Folded) -> bool:
    try:
        return len(anchoring.find(quote, text)) == 1
    except ValueError:
        return False
