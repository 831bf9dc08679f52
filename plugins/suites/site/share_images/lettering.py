"""Lettering: text set by measure, as lines of a face of the theme, for what is drawn at build.

    text -> the words that the faces can draw -> lines -> ink

A face holds the letters of the Latin alphabets' west. What it lacks is never drawn as an empty box
and never left out in silence: a letter loses the diacritic that the face does not know, and what
has no letter at all becomes [...] (the sign of our own omissions, also where a text is cut short).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO

from PIL import ImageDraw, ImageFont, features

OMISSION = "[…]"
SHAPED = bool(features.check("raqm"))
"""Whether HarfBuzz sets the words (kerning, thin spaces); else FreeType alone, somewhat coarser."""

_LATIN = re.compile(r"LATIN (SMALL|CAPITAL) LETTER ([A-Z])(?: WITH .+)?")
_OMISSIONS = re.compile(r"\[…\](?:\s*\[…\])+")
_NARROW, _UNBROKEN = "\u202f", "\u00a0"
_PROBE = 16
"""Pixels: a size at which all signs differ, and that is quickly drawn."""


class Face:
    """A variable font at one weight; its letters are measured and drawn at any size (pixels)."""

    def __init__(self, font: bytes, weight: int) -> None:
        self._font, self._weight = font, weight
        self._sizes: dict[int, ImageFont.FreeTypeFont] = {}
        self._widths: dict[tuple[int, str], float] = {}
        self._known: dict[str, str] = {}

    def at(self, size: int) -> ImageFont.FreeTypeFont:
        """The face at a size, in pixels."""
        if size not in self._sizes:
            layout = ImageFont.Layout.RAQM if SHAPED else ImageFont.Layout.BASIC
            self._sizes[size] = ImageFont.truetype(BytesIO(self._font), size, layout_engine=layout)
            self._sizes[size].set_variation_by_axes([self._weight])
        return self._sizes[size]

    def width(self, text: str, size: int) -> float:
        """How wide a text is on one line, in pixels."""
        key = (size, text)
        if key not in self._widths:
            self._widths[key] = self.at(size).getlength(_even_spaces(text))
        return self._widths[key]

    def drawable(self, text: str) -> str:
        """The text in signs that the face has, on one line, with single spaces."""
        found = "".join(map(self._sign, unicodedata.normalize("NFC", text)))
        return re.sub(" +", " ", _OMISSIONS.sub(OMISSION, found)).strip(" ")

    def _sign(self, sign: str) -> str:
        if sign not in self._known:
            self._known[sign] = self._nearest(sign)
        return self._known[sign]

    def _nearest(self, sign: str) -> str:
        """The sign itself, or what stands nearest to it among those that the face has."""
        category = unicodedata.category(sign)
        if sign in (_NARROW, _UNBROKEN):
            return sign if SHAPED else _UNBROKEN
        if category.startswith("Z") or sign in "\t\n\r":
            return " "
        if category in ("Cc", "Cf", "Mn", "Me", "Mc"):
            return ""
        latin = _LATIN.fullmatch(unicodedata.name(sign, ""))
        bare = latin[2] if latin and latin[1] == "CAPITAL" else latin[2].lower() if latin else ""
        near = unicodedata.normalize("NFKC", sign)
        for candidate in (sign, near, "-" if category == "Pd" else "", bare):
            if candidate and all(self._has(one) for one in candidate):
                return candidate
        return OMISSION

    def _has(self, sign: str) -> bool:
        return self._probe(sign) != self._missing

    def _probe(self, sign: str) -> tuple[tuple[int, int], bytes]:
        mask = self._probing.getmask(sign)
        return mask.size, bytes(mask)

    @cached_property
    def _probing(self) -> ImageFont.FreeTypeFont:
        # Unshaped: HarfBuzz would draw some signs that are not in the font.
        font = ImageFont.truetype(BytesIO(self._font), _PROBE, layout_engine=ImageFont.Layout.BASIC)
        font.set_variation_by_axes([self._weight])
        return font

    @cached_property
    def _missing(self) -> tuple[tuple[int, int], bytes]:
        return self._probe("\uffff")


@dataclass(frozen=True, slots=True)
class Setting:
    """Lines of a face at a size, each `leading` pixels below the one before."""

    face: Face
    size: int
    leading: int
    lines: tuple[str, ...]

    @property
    def height(self) -> int:
        """From the top of the first line to the bottom of the last, in pixels."""
        return self.leading * len(self.lines)

    def draw(self, onto: ImageDraw.ImageDraw, at: tuple[float, float]) -> None:
        """Draw the lines, the baseline of the first at `at`."""
        x, y = at
        for number, line in enumerate(self.lines):
            place = (x, y + number * self.leading)
            onto.text(
                place, _even_spaces(line), fill=255, font=self.face.at(self.size), anchor="ls"
            )


def _even_spaces(line: str) -> str:
    # Once lines are set, what held words together may be as wide as any other space.
    return line.replace(_UNBROKEN, " ")


def set_lines(
    face: Face, text: str, sizes: Sequence[tuple[int, int]], measure: int, room: int, most: int
) -> Setting:
    """The text in the first of the sizes (size, leading) at which it fits.

    `measure` is the width of a line and `room` the height of all, in pixels; `most` is how many
    lines there may be. What does not fit at the last size is cut after a word, and says so.
    """
    words = face.drawable(text).split(" ")
    for size, leading in sizes:
        allowed = min(most, room // leading)
        lines = _broken(face, words, size, measure)
        if len(lines) <= allowed:
            return Setting(face, size, leading, _even(face, words, size, measure, len(lines)))
    size, leading = sizes[-1]
    allowed = min(most, room // leading)
    return Setting(face, size, leading, _cut(face, words, size, measure, allowed))


def _broken(face: Face, words: Sequence[str], size: int, measure: float) -> list[str]:
    """The words in lines; one that is wider than a line is broken where the line ends."""
    lines: list[str] = []
    line, used = "", 0.0
    space = face.width(" ", size)
    for word in words:
        wide = face.width(word, size)
        if line and used + space + wide <= measure:
            line, used = f"{line} {word}", used + space + wide
            continue
        if line:
            lines.append(line)
        while wide > measure:
            head = _fitting(face, word, size, measure)
            lines.append(word[:head])
            word = word[head:]
            wide = face.width(word, size)
        line, used = word, wide
    return [*lines, line] if line else lines


def _fitting(face: Face, word: str, size: int, measure: float) -> int:
    """How many signs of a word fit on a line; at least one."""
    low, high = 1, len(word)
    while low < high:
        middle = (low + high + 1) // 2
        if face.width(word[:middle], size) <= measure:
            low = middle
        else:
            high = middle - 1
    return low


def _even(face: Face, words: Sequence[str], size: int, measure: int, count: int) -> tuple[str, ...]:
    """The words in as many lines of nearly one length: no last line then holds a lone word."""
    low, high = measure * 2 // 3, measure
    while high - low > measure // 64:
        middle = (low + high) // 2
        if len(_broken(face, words, size, middle)) <= count:
            high = middle
        else:
            low = middle
    return tuple(_broken(face, words, size, high))


def _cut(
    face: Face, words: Sequence[str], size: int, measure: int, allowed: int
) -> tuple[str, ...]:
    """The first words that fill the lines allowed, and the sign that others are missing."""
    if allowed < 1:
        return ()
    *whole, last = _broken(face, words, size, measure)[:allowed]
    sign = f"{_UNBROKEN}{OMISSION}"
    while last and face.width(last + sign, size) > measure:
        shorter = last.rpartition(" ")[0]
        last = shorter or last[: _fitting(face, last, size, measure - face.width(sign, size))]
    return (*whole, last.rstrip(" ,;:.\u00a0\u202f") + sign)
