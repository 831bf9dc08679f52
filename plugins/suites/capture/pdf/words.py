"""Words: the characters of a page, with their boxes -> words; what PDFium's process gives.

Lengths are points, 1/72 inch; x grows to the right and y downwards, from the page's top left corner
as it is shown. PDFium's process imports this module, and nothing else of the package.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

UNMAPPED = "\ufffd"
"""What stands for a glyph whose character the document does not say."""

_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ft", "ﬆ": "st"}
_ACCENTS = {
    "´": "\u0301",
    "`": "\u0300",
    "¨": "\u0308",
    "ˆ": "\u0302",
    "¸": "\u0327",
    "˜": "\u0303",
}
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


Box = tuple[float, float, float, float]
"""Left, top, right and bottom."""


class Glyph(NamedTuple):
    """A character as it is drawn: its box, the size of its type, and whether that is bold."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    bold: bool = False


class Word(Glyph):
    """Characters without a space between them; what a glyph has, it has of all of them."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its size, its words in the order of the file, and the share that pictures cover.

    `drawn` counts its drawings: letters may be among them. `hidden` is the share of its characters
    that are not drawn, as recognition of characters lays them over a picture. `boxes` are those of
    pictures among the text.
    """

    width: float
    height: float
    words: tuple[Word, ...] = ()
    boxes: tuple[Box, ...] = ()
    pictures: float = 0.0
    drawn: int = 0
    hidden: float = 0.0


@dataclass(frozen=True, slots=True)
class Document:
    """A document: its first pages, how many it says that it has, and what it says of itself."""

    pages: tuple[Page, ...]
    count: int
    about: dict[str, str] = field(default_factory=dict)
    whole: bool = True


def words(glyphs: Iterable[Glyph | None]) -> list[Word]:
    """Return the words of glyphs in the order of the file; None is a space, or the end of a line.

    >>> words([Glyph("a", 0, 0, 5, 10, 10), Glyph("b", 5, 0, 10, 10, 10), None])[0].text
    'ab'
    """
    found: list[Word] = []
    run: list[Glyph] = []
    for glyph in glyphs:
        if run and (glyph is None or not _joins(run[-1], glyph)):
            found.append(_word(run))
            run = []
        if glyph is not None:
            run.append(glyph)
    if run:
        found.append(_word(run))
    return found


def _joins(before: Glyph, glyph: Glyph) -> bool:
    size = max(before.size, glyph.size)
    overlap = min(before.bottom, glyph.bottom) - max(before.top, glyph.top)
    least = min(before.bottom - before.top, glyph.bottom - glyph.top)
    gap = glyph.x0 - before.x1
    return overlap > 0.35 * least and -0.6 * size < gap < 0.25 * size


def _word(run: list[Glyph]) -> Word:
    size = max(run, key=lambda glyph: glyph.bottom - glyph.top).size
    tops = [glyph for glyph in run if glyph.size > 0.8 * size]
    text = _text(run, size)
    return Word(
        text,
        run[0].x0,
        min(glyph.top for glyph in tops),
        max(glyph.x1 for glyph in run),
        max(glyph.bottom for glyph in tops),
        size,
        sum(glyph.bold for glyph in run) * 2 > len(run),
    )


def _text(run: list[Glyph], size: float) -> str:
    parts: list[str] = []
    accent = ""
    for glyph in run:
        text = _LIGATURES.get(glyph.text, glyph.text)
        if accent and text.isalpha():  # older TeX draws an accent, then its letter
            text, accent = text + accent, ""
        elif text in _ACCENTS and glyph.x1 > glyph.x0 and len(run) > 1:
            accent = _ACCENTS[text]
            continue
        middle = (run[0].top + run[0].bottom) / 2
        if (
            text.isdigit()
            and parts
            and glyph.size < 0.8 * size
            and glyph.bottom < middle + 0.3 * size
        ):
            text = text.translate(_SUPERSCRIPTS)
        parts.append(text)
    return _composed("".join(parts))


def _composed(text: str) -> str:
    import unicodedata

    return text if text.isascii() else unicodedata.normalize("NFC", text)
