"""Selectors: where words of a text stand (W3C Web Annotation Data Model, 4.2).

A position counts from 0, in UTF-16 code units of the text, as browsers count. The Recommendation
asks for code points, and both are the same until a sign beyond U+FFFF, such as an emoji, stands
before the end of the words. There, a position in bytes of the file says what no one can mistake.
"""

from typing import Any

AROUND = 32
"""Characters before and after the words, at first: twice as many until they stand there once."""


def selectors(text: str, start: int, end: int) -> list[dict[str, Any]]:
    """Return the selectors of `text[start:end]`, by the words, then by their position.

    >>> selectors("Le tram part.", 3, 7)[1]
    {'type': 'TextPositionSelector', 'start': 3, 'end': 7}
    """
    prefix, suffix = _around(text, start, end)
    quote = {"type": "TextQuoteSelector", "exact": text[start:end]}
    found: list[dict[str, Any]] = [
        quote | {key: one for key, one in (("prefix", prefix), ("suffix", suffix)) if one},
        _position("TextPositionSelector", text, start, end, "utf-16-le", 2),
    ]
    if found[1]["end"] != end:
        found.append(_position("DataPositionSelector", text, start, end, "utf-8", 1))
    return found


def _around(text: str, start: int, end: int) -> tuple[str, str]:
    """Return the whole words before and after, as many as it takes to stand in the text once."""
    width = AROUND
    while True:
        before, after = text[max(0, start - width) : start], text[end : end + width]
        if start > width and " " in before:
            before = before[before.index(" ") + 1 :]
        if end + width < len(text) and " " in after:
            after = after[: after.rindex(" ")]
        whole = before + text[start:end] + after
        is_all = width >= len(text)
        if is_all or text.find(whole, text.index(whole) + 1) < 0:
            return before, after
        width *= 2


def _position(
    type_: str, text: str, start: int, end: int, encoding: str, unit: int
) -> dict[str, Any]:
    first = len(text[:start].encode(encoding)) // unit
    length = len(text[start:end].encode(encoding)) // unit
    return {"type": type_, "start": first, "end": first + length}
