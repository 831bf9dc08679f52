"""Lettering: text broken into lines by measure, in a variable font of the theme.

A face holds the letters of western Latin alphabets. What it lacks is neither an empty box nor left
out in silence: a letter loses the diacritic that the face does not know, and what has no letter at
all becomes [...] (the sign of our own omissions, also where a text is cut short).
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from io import BytesIO

from PIL import ImageDraw, ImageFont, features

OMISSION = "[…]"
SHAPED = bool(features.check("raqm"))
"""Whether HarfBuzz sets the words (kerning, thin spaces); else FreeType alone, somewhat coarser."""

_LATIN = re.compile(r"LATIN (SMALL|CAPITAL) LETTER ([A-Z])(?: WITH .+)?")
_OMISSIONS = re.compile(r"\[…\](?:\s*\[…\])+")
_NARROW, _UNBROKEN = "\u202f", "\u00a0"
_PROBE = 16
"""Pixels: a size at which all letters differ, and that is quickly drawn."""


class Face:
    """A variable font at one weight; letters are measured and drawn at any size (pixels)."""

    def __init__(self, font: bytes, weight: int) -> None:
        self._font, self._weight = font, weight
        self.at = lru_cache(self._load)
        self.width = lru_cache(maxsize=4096)(self._measure)
        self._drawable = lru_cache(maxsize=4096)(self._nearest)

    def _load(self, size: int, layout: ImageFont.Layout | None = None) -> ImageFont.FreeTypeFont:
        """Return the face at a size, in pixels."""
        font = ImageFont.truetype(BytesIO(self._font), size, layout_engine=layout)
        font.set_variation_by_axes([self._weight])
        return font

    def _measure(self, text: str, size: int) -> float:
        """Return the width of a text on one line, in pixels."""
        return self.at(size).getlength(_even_spaces(text))

    def drawable(self, text: str) -> str:
        """Return the text in letters that the face has, on one line, with single spaces."""
        letters = "".join(map(self._drawable, unicodedata.normalize("NFC", text)))
        return re.sub(" +", " ", _OMISSIONS.sub(OMISSION, letters)).strip(" ")

    def _nearest(self, sign: str) -> str:
        """Return the sign, or the nearest one that the face has."""
        category = unicodedata.category(sign)
        if sign in (_NARROW, _UNBROKEN):
            return sign if SHAPED else _UNBROKEN
        if category.startswith("Z") or sign in "\t\n\r":
            return " "
        if category in ("Cc", "Cf", "Mn", "Me", "Mc"):
            return ""
        latin = _LATIN.fullmatch(unicodedata.name(sign, ""))
        bare = latin[2] if latin and latin[1] == "CAPITAL" else latin[2].lower() if latin else ""
        compatible = unicodedata.normalize("NFKC", sign)
        for candidate in (sign, compatible, "-" if category == "Pd" else "", bare):
            if candidate and all(self._pixels(one) != self._missing for one in candidate):
                return candidate
        return OMISSION

    def _pixels(self, sign: str) -> tuple[tuple[int, int], bytes]:
        # Unshaped: HarfBuzz would draw some signs that are not in the font.
        mask = self.at(_PROBE, ImageFont.Layout.BASIC).getmask(sign)
        return mask.size, bytes(mask)

    @cached_property
    def _missing(self) -> tuple[tuple[int, int], bytes]:
        return self._pixels("\uffff")


@dataclass(frozen=True, slots=True)
class TextBlock:
    """Lines of a face at a size, ready to draw, each `leading` pixels below the one before."""

    face: Face
    size: int
    leading: int
    lines: tuple[str, ...]

    @property
    def height(self) -> int:
        """Pixels from the top of the first line to the bottom of the last."""
        return self.leading * len(self.lines)

    @property
    def width(self) -> int:
        """Pixels of the widest line."""
        return round(max((self.face.width(line, self.size) for line in self.lines), default=0))

    def draw(self, onto: ImageDraw.ImageDraw) -> None:
        """Draw the lines, the baseline of the first so many pixels below the top as the size."""
        for number, line in enumerate(self.lines):
            at = (0, self.size + number * self.leading)
            onto.text(at, _even_spaces(line), 255, self.face.at(self.size), anchor="ls")


def _even_spaces(line: str) -> str:
    # Once lines are set, a space that held words together may be as wide as any other.
    return line.replace(_UNBROKEN, " ")


def line_of_text(face: Face, text: str, size: int, measure: int) -> TextBlock:
    """Return a text on one line; what does not fit is cut after a word, and says so."""
    return text_block(face, text, ((size, size),), measure, size)


def text_block(
    face: Face,
    text: str,
    sizes: Sequence[tuple[int, int]],
    measure: int,
    room: int,
    most_lines: int = 3,
) -> TextBlock:
    """Return the text in the first of the sizes (size, leading) at which it fits.

    `measure` is the width of a line and `room` the height of all, in pixels. What does not fit at
    the last size is cut after a word, and says so.
    """
    words = face.drawable(text).split(" ")
    lines: Sequence[str] = ()
    for size, leading in sizes:
        allowed = min(most_lines, room // leading)
        lines = _broken(face, words, size, measure)
        if len(lines) <= allowed:
            lines = _even(face, words, size, measure, len(lines))
            break
    else:
        lines = _cut(face, lines[: max(allowed, 0)], size, measure)
    return TextBlock(face, size, leading, tuple(lines))


def _broken(face: Face, words: Sequence[str], size: int, measure: float) -> list[str]:
    """Return the words in lines; one that is wider than a line is broken where the line ends."""
    lines: list[str] = []
    line, used = "", 0.0
    space = face.width(" ", size)
    for word in words:
        width = face.width(word, size)
        if line and used + space + width <= measure:
            line, used = f"{line} {word}", used + space + width
            continue
        if line:
            lines.append(line)
        while width > measure:
            head = _fitting(face, word, size, measure)
            lines.append(word[:head])
            word = word[head:]
            width = face.width(word, size)
        line, used = word, width
    return [*lines, line] if line else lines


def _fitting(face: Face, word: str, size: int, measure: float) -> int:
    """Return how many letters of a word fit on a line; at least one."""
    ends = range(2, len(word) + 1)
    return 1 + bisect_right(ends, measure, key=lambda end: face.width(word[:end], size))


def _even(face: Face, words: Sequence[str], size: int, measure: int, count: int) -> Sequence[str]:
    """Return the words in so many lines of nearly one length: none then holds a lone word."""
    widths = range(measure * 2 // 3, measure, measure // 64 or 1)
    first = bisect_left(widths, -count, key=lambda width: -len(_broken(face, words, size, width)))
    return _broken(face, words, size, widths[first] if first < len(widths) else measure)


def _cut(face: Face, lines: Sequence[str], size: int, measure: int) -> Sequence[str]:
    """Return the lines with the sign, on the last, that other words are missing."""
    if not lines:
        return ()
    *whole, last = lines
    sign = f"{_UNBROKEN}{OMISSION}"
    while last and face.width(last + sign, size) > measure:
        shorter = last.rpartition(" ")[0]
        last = shorter or last[: _fitting(face, last, size, measure - face.width(sign, size))]
    return (*whole, last.rstrip(" ,;:.\u00a0\u202f") + sign)
