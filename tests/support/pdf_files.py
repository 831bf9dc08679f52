"""Small PDFs, written by hand: pages of lines in Helvetica, with pictures and what is hostile."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from typing import NamedTuple

A4 = 595.0, 842.0
WIDTHS = {" ": 278, "i": 222, "l": 222, "j": 222, "f": 278, "t": 278, "r": 333, "m": 833, "w": 722}
"""Of Helvetica, in thousandths of its size; 530 for all others, which is near enough."""


class Text(NamedTuple):
    """Words at a place: `left` and `top` are points from the page's top left corner."""

    words: str
    left: float
    top: float
    size: float = 10
    bold: bool = False


def width(words: str, size: float = 10) -> float:
    """Return about the width of some words, in points."""
    return sum(WIDTHS.get(letter, 530) for letter in words) * size / 1000


def wrapped(words: str, columns: float, size: float = 10) -> list[str]:
    """Return words as lines that are no wider than a column, in points."""
    lines = [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        if width(longer, size) > columns and lines[-1]:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def column(
    lines: Iterable[str], left: float, top: float, size: float = 10, leading: float = 12
) -> list[Text]:
    """Return lines under each other."""
    return [Text(line, left, top + i * leading, size) for i, line in enumerate(lines)]


def pdf(
    pages: Sequence[Sequence[Text]], about: str = "", pictures: bool = False, turn: int = 0
) -> bytes:
    """Return a PDF; `about` is what its dictionary of information holds."""
    return objects(*parts(pages, pictures=pictures, turn=turn), about=about)


def parts(
    pages: Sequence[Sequence[Text]], pictures: bool = False, turn: int = 0
) -> tuple[bytes, ...]:
    """Return the objects of a PDF: its catalogue first, then its pages, fonts, a picture."""
    first = 6
    kids = " ".join(f"{first + 2 * i} 0 R" for i in range(len(pages)))
    font = b"<</Type/Font/Subtype/Type1/BaseFont/%s/Encoding/WinAnsiEncoding>>"
    found = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>".encode(),
        font % b"Helvetica",
        font % b"Helvetica-Bold",
        stream(b"\x80", b"/Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8"
               b"/ColorSpace/DeviceGray"),
    ]  # fmt: skip
    for i, texts in enumerate(pages):
        found.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {A4[0]} {A4[1]}]/Rotate {turn}"
            f"/Resources<</Font<</F1 3 0 R/F2 4 0 R>>/XObject<</I 5 0 R>>>>"
            f"/Contents {first + 2 * i + 1} 0 R>>".encode()
        )
        picture = b"q 590 0 0 830 2 2 cm /I Do Q\n" if pictures else b""
        found.append(stream(picture + b"\n".join(map(_shown, texts))))
    return tuple(found)


def stream(content: bytes, keys: bytes = b"", packed: bool = False) -> bytes:
    """Return a stream."""
    if packed:
        content, keys = zlib.compress(content, 9), keys + b"/Filter/FlateDecode"
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (keys, len(content), content)


def objects(*contents: bytes, about: str = "", trailer: bytes = b"") -> bytes:
    """Return a PDF of some objects, numbered from 1, the first of which is its catalogue."""
    if about:
        contents = (*contents, b"<<%s>>" % about.encode("cp1252"))
        trailer += b"/Info %d 0 R" % len(contents)
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, content in enumerate(contents, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(contents) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer<</Size %d/Root 1 0 R%s>>\n" % (len(contents) + 1, trailer)
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)


def _shown(text: Text) -> bytes:
    words = text.words.encode("cp1252").replace(b"\\", b"\\\\")
    words = words.replace(b"(", b"\\(").replace(b")", b"\\)")
    font, y = b"F2" if text.bold else b"F1", A4[1] - text.top - text.size
    return b"BT /%s %.2f Tf %.2f %.2f Td (%s) Tj ET" % (font, text.size, text.left, y, words)
