"""PDFium: the process that reads a document; its bytes come in, its words go out as JSON.

    python -m suites.capture.pdf.pdfium < file.pdf

The only module that knows the library, and it reads nothing but text: no script is run, no form is
filled, nothing is asked of a network. It gives up at `MOST_PAGES` and at `MOST_CHARACTERS`; the
processor time and the memory of the process are limited where the system can.
"""

from __future__ import annotations

import ctypes
import json
import math
import sys
import time
from collections.abc import Iterator
from typing import Any

from suites.capture.pdf.words import UNMAPPED, Box, Glyph, Page, words

MOST_PAGES = 120
MOST_CHARACTERS = 400_000
MOST_OBJECTS = 4_000  # of a page, that are looked at for pictures
SECONDS, LAST_SECONDS = 4, 5
"""Of processor time: after the first no other page is begun, after the second the process ends."""

MEMORY = 1 << 30
LOCKED, BROKEN = 3, 4
"""Exit statuses: a password is asked for, or the bytes are no document."""

_HYPHEN = 2  # PDFium's sign for a hyphen at the end of a line
_PASSWORD = 4  # FPDF_ERR_PASSWORD
_INVISIBLE = 3  # a mode of text, ISO 32000, 9.3.6
_MOST_FAILED = 16
_BOLD_WEIGHT = 600
_BOX_WIDTH, _BOX_HEIGHT = 0.12, 0.03  # of the page, at least, of a picture among the text
_BACKGROUND = 0.5  # of the page
_MOST_BOXES = 40


def main() -> int:
    """Read a document from standard input; return the status of the process."""
    _limit()
    status, answer = read(sys.stdin.buffer.read())
    sys.stdout.write(answer)
    return status


def read(raw: bytes) -> tuple[int, str]:
    """Return the status of the process that reads a document, and its answer, in JSON."""
    import pypdfium2
    import pypdfium2.raw as api

    try:
        document = pypdfium2.PdfDocument(raw)
        count = len(document)
    except pypdfium2.PdfiumError as error:
        return LOCKED if error.err_code == _PASSWORD else BROKEN, ""
    about = {name: document.get_metadata_value(name)[:500] for name in ("Title", "CreationDate")}
    begin = time.process_time()
    pages: list[Page] = []
    failed = 0
    whole = count <= MOST_PAGES
    left = MOST_CHARACTERS
    for number in range(min(count, MOST_PAGES)):
        if left <= 0 or failed > _MOST_FAILED or time.process_time() - begin > SECONDS:
            whole = False
            break
        try:
            page = document[number]
            found, used = _page(api, page, left)
        except pypdfium2.PdfiumError:
            failed += 1
            pages.append(Page(0, 0))
            continue
        left -= used
        pages.append(found)
        page.close()
    document.close()
    if failed == len(pages):
        return BROKEN, ""
    rows = [
        (p.width, p.height, p.words, p.boxes, round(p.pictures, 3), p.drawn, round(p.hidden, 3))
        for p in pages
    ]
    answer = {"pages": rows, "count": count, "about": about, "whole": whole and left > 0}
    return 0, json.dumps(answer, allow_nan=False)


def _limit() -> None:
    if sys.platform == "win32":
        return
    import resource

    for name, most in ((resource.RLIMIT_CPU, LAST_SECONDS), (resource.RLIMIT_AS, MEMORY)):
        try:
            resource.setrlimit(name, (most, most))
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        except (OSError, ValueError):  # macOS refuses to limit memory
            continue


def _page(api: Any, page: Any, left: int) -> tuple[Page, int]:
    """Return a page, and the number of characters that were read."""
    view = _View(page)
    pictures, drawn, boxes = _drawings(api, page, view)
    text = page.get_textpage()
    count = min(text.count_chars(), left)
    reader = _Glyphs(api, text, view)
    found = words(reader.glyphs(count))
    hidden = reader.hidden / max(1, reader.shown + reader.hidden)
    text.close()
    return Page(view.width, view.height, tuple(found), boxes, pictures, drawn, hidden), count


class _View:
    """The page as it is shown: cropped, and turned."""

    def __init__(self, page: Any) -> None:
        self._x0, self._y0, self._x1, self._y1 = page.get_bbox()
        self.turn = page.get_rotation() // 90 % 4
        width, height = self._x1 - self._x0, self._y1 - self._y0
        if not all(map(math.isfinite, (width, height))):
            width = height = 0.0
        self.width, self.height = (height, width) if self.turn % 2 else (width, height)

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """Return x0, top, x1, bottom of a box in the space of the file."""
        a, b = self._point(left, bottom), self._point(right, top)
        (x0, x1), (y0, y1) = sorted((a[0], b[0])), sorted((a[1], b[1]))
        return round(x0, 2), round(y0, 2), round(x1, 2), round(y1, 2)

    def _point(self, x: float, y: float) -> tuple[float, float]:
        match self.turn:
            case 1:
                return y - self._y0, x - self._x0
            case 2:
                return self._x1 - x, y - self._y0
            case 3:
                return self._y1 - y, self._x1 - x
        return x - self._x0, self._y1 - y


def _drawings(api: Any, page: Any, view: _View) -> tuple[float, int, tuple[Box, ...]]:
    """Return the share of a page that its largest picture covers, its drawings, its pictures.

    Those are the boxes of pictures that text may stand around.
    """
    largest, drawn = 0.0, 0
    boxes: list[Box] = []
    numbers = [ctypes.c_float() for _ in range(4)]
    for at in range(min(api.FPDFPage_CountObjects(page), MOST_OBJECTS)):
        thing = api.FPDFPage_GetObject(page, at)
        kind = api.FPDFPageObj_GetType(thing)
        if kind == api.FPDF_PAGEOBJ_PATH:
            drawn += 1
        elif kind in (api.FPDF_PAGEOBJ_IMAGE, api.FPDF_PAGEOBJ_FORM) and (
            api.FPDFPageObj_GetBounds(thing, *numbers)
        ):
            left, bottom, right, top = (number.value for number in numbers)
            box = view.box(left, bottom, right, top)
            width, height = box[2] - box[0], box[3] - box[1]
            share = width * height / max(1.0, view.width * view.height)
            largest = max(largest, share)
            is_wide = width > _BOX_WIDTH * view.width and height > _BOX_HEIGHT * view.height
            if is_wide and share < _BACKGROUND and len(boxes) < _MOST_BOXES:
                boxes.append(box)
    return min(1.0, largest) if math.isfinite(largest) else 1.0, drawn, tuple(boxes)


class _Glyphs:
    """The glyphs of a page that are shown, upright; counts of those that are and are not drawn."""

    def __init__(self, api: Any, text: Any, view: _View) -> None:
        self._api, self._text, self._view = api, text, view
        self._type: dict[int, tuple[float, bool, bool]] = {}
        self.shown = self.hidden = 0

    def glyphs(self, count: int) -> Iterator[Glyph | None]:
        """Yield glyphs, and None between words."""
        api, text, view = self._api, self._text, self._view
        rectangle = api.FS_RECTF()
        high = 0
        for at in range(count):
            code = api.FPDFText_GetUnicode(text, at)
            if (
                code in (9, 10, 13, 32, 0xA0, 0x202F, 0x2009)
                or api.FPDFText_IsGenerated(text, at) == 1
            ):
                yield None
                continue
            if 0xD800 <= code < 0xDC00:  # the first half of a pair
                high = code
                continue
            if high and 0xDC00 <= code < 0xE000:
                code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00)
            high = 0
            if not api.FPDFText_GetLooseCharBox(text, at, rectangle):
                continue
            box = view.box(rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)
            size, bold, hidden = self._of_type(at)
            self.hidden += hidden
            self.shown += not hidden
            inside = box[0] > -1 and box[2] < view.width + 1 and -1 < box[1] < view.height
            if (
                size <= 0
                or not inside
                or (code in (0xAD, 0x200B, 0xFEFF) and not _at_end(api, text, at))
            ):
                continue
            yield Glyph(_character(code), box[0], box[1], box[2], box[3], size, bold)

    def _of_type(self, at: int) -> tuple[float, bool, bool]:
        """Return the size of a character's type, 0 where it is not upright; if bold; if hidden."""
        api = self._api
        thing = api.FPDFText_GetTextObject(self._text, at)
        address = ctypes.cast(thing, ctypes.c_void_p).value or 0
        if (found := self._type.get(address)) is not None:
            return found
        matrix = api.FS_MATRIX()
        api.FPDFText_GetMatrix(self._text, at, matrix)
        angle = math.degrees(math.atan2(matrix.b, matrix.a)) - 90 * self._view.turn
        scale = math.hypot(matrix.c, matrix.d)
        size = api.FPDFText_GetFontSize(self._text, at) * scale
        upright = min(angle % 360, -angle % 360) < 3 and 0.5 < size < 2000
        weight = api.FPDFText_GetFontWeight(self._text, at)
        name = ctypes.create_string_buffer(128)
        api.FPDFText_GetFontInfo(self._text, at, name, 128, ctypes.c_int())
        bold = weight >= _BOLD_WEIGHT or any(
            mark in name.value.lower() for mark in (b"bold", b"black", b"heavy")
        )
        hidden = thing and api.FPDFTextObj_GetTextRenderMode(thing) == _INVISIBLE
        found = (round(size, 2) if upright else 0.0, bold, bool(hidden))
        self._type[address] = found
        return found


def _at_end(api: Any, text: Any, at: int) -> bool:
    return api.FPDFText_GetUnicode(text, at) == 0xAD and (
        api.FPDFText_IsGenerated(text, at + 1) == 1
        or api.FPDFText_GetUnicode(text, at + 1) in (10, 13)
    )


def _character(code: int) -> str:
    """Return a character; what has no meaning of its own is `UNMAPPED`.

    >>> _character(2), _character(0x41), _character(0xE001)
    ('-', 'A', '�')
    """
    if code == _HYPHEN:
        return "-"
    if code in (0xF0B7, 0xF0A7, 0xF0D8, 0xF076):  # bullets of Symbol and Wingdings
        return "•"
    private = 0xE000 <= code < 0xF900 or code >= 0xF0000
    if (
        private
        or code < 32
        or 0x7F <= code < 0xA0
        or 0xD800 <= code < 0xE000
        or code & 0xFFFE == 0xFFFE
    ):
        return UNMAPPED
    return chr(code)


if __name__ == "__main__":
    sys.exit(main())
