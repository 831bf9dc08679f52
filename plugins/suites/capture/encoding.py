"""Encoding: the bytes of a page -> its characters, and their encoding.

A byte order mark counts most, then UTF-8 where the bytes are valid in it, all but a few, then the
declarations of the server and of the page, then the choice of charset-normalizer. Declared ones are
read as browsers read them: ISO 8859-1 is Windows-1252. Whatever is declared, only encodings of text
are tried. Sources: WHATWG Encoding Standard (https://encoding.spec.whatwg.org); HTML, 13.2.3.
"""

import codecs
import logging
import re
from typing import NamedTuple
from unicodedata import category

from suites.capture.limits import LARGEST_TEXT

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w:.-]{2,30})", re.I
)
_HEAD = 4096
_SAMPLE = 64 << 10
_OF_TEXT = re.compile(
    r"utf-(8|16|32)|cp\d+|iso8859-\d+|iso2022_\w+|koi8-\w+|mac-\w+|gb\w+|hz|big5\w*|euc_\w+"
    r"|shift_jis\w*|tis-620|ptcp154"
)
_OF_OTHER_SCRIPTS = re.compile(
    r"cp125[1356]|cp(?:855|866|737|869|862|864|874|932|936|949|950)|iso8859-(?:5|6|7|8|11)"
    r"|koi8-\w+|mac-(?:cyrillic|greek)|gb\w+|hz|big5\w*|euc_\w+|shift_jis\w*|iso2022_\w+|tis-620"
)
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_UNSEEN = frozenset({"Cc", "Cs", "Co", "Cn", "Cf"})
# The beginning of a character at the end of a page; an accented letter of Windows-1252 is none.
_CUT = re.compile(rb"(?:[\xc2-\xc5]|[\xe0-\xf4][\x80-\xbf]{1,2})\Z")
_BEYOND_ASCII = bytes(range(128, 256))
_CONTROLS = bytes({*range(32), 127} - set(b"\t\n\f\r\x1b"))


class Decoded(NamedTuple):
    """The characters, their encoding, and whether any bytes meant none in it, or other ones."""

    text: str
    encoding: str
    is_lossy: bool = False


def decode(raw: bytes, declared: str | None = None) -> Decoded:
    r"""Return the characters of a page; `declared` is the server's name of their encoding.

    >>> decode("été".encode("utf-16")).text, decode(b"d\x92\xe9t\xe9", "latin-1")
    ('été', Decoded(text='d’été', encoding='cp1252', is_lossy=False))
    """
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return _decode_as(encoding, raw[len(mark) :])
    if wide := _utf_16(raw):
        return _decode_as(wide, raw)
    in_page = _DECLARED.search(raw[:_HEAD])
    labels = (declared, in_page[1].decode("ascii", "replace") if in_page else None)
    named = list(filter(None, map(_python_name, labels)))
    lenient = _decode_as("utf-8", raw)
    if not lenient.is_lossy:
        return lenient
    characters_, wrong = _evidence_of_utf_8(raw, lenient.text)
    # In other encodings hardly any two letters are a character of UTF-8: `é` alone never is.
    if characters_ >= 2 * wrong or ("utf-8" in named and _is_nearly_utf_8(raw, characters_, wrong)):
        return lenient
    # Part of such a page was taken from elsewhere: either the one or the other is misread.
    is_mixed = characters_ > 2 and characters_ * 10 > wrong
    for encoding in named:
        try:
            return Decoded(raw.decode(encoding), encoding, is_mixed and encoding == "cp1252")
        except UnicodeDecodeError:
            continue
    decoded = _decode_as(_detect(raw) or "cp1252", raw)
    return decoded._replace(
        is_lossy=decoded.is_lossy or (is_mixed and decoded.encoding == "cp1252")
    )


def characters(text: str) -> str:
    r"""Return the text with one kind of line end, and without controls and surrogates.

    >>> characters("a\r\nb\x00\ud800\x1b[0m\tc")
    'a\nb[0m\tc'
    """
    return _NO_TEXT.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n"))


def line(text: str, longest: int = 500) -> str:
    r"""Return the text on one line, such as a name or a title, of visible characters and spaces.

    >>> line(" Le \x00\n\u202eprix\xa0: 8 $ ")
    'Le prix\xa0: 8 $'
    """
    visible = "".join(
        c for c in characters(text[: 4 * longest]) if c in "\n\t" or category(c) not in _UNSEEN
    )
    return re.sub(r"[\n\t ]+", " ", visible).strip()[:longest]


def is_text(head: bytes) -> bool:
    """Return whether some first bytes are plain text, in any encoding.

    A few stray control characters are borne; more of them are a program, a picture or an archive.
    """
    if head.startswith(tuple(mark for mark, _ in _MARKS)) or _utf_16(head):
        return True
    controls = len(head) - len(head.translate(None, _CONTROLS))
    return controls * 50 <= len(head)


def _evidence_of_utf_8(raw: bytes, text: str) -> tuple[int, int]:
    """Return the numbers of characters beyond ASCII in UTF-8, and of bytes that are none in it.

    `text` is what its lenient decoder makes of the bytes.
    """
    wrong = text.count("\ufffd") - raw.count("\ufffd".encode())
    ascii_ = len(raw.translate(None, _BEYOND_ASCII))
    return len(text) - ascii_ - wrong, wrong


def _is_nearly_utf_8(raw: bytes, characters_: int, wrong: int) -> bool:
    """Return whether bytes that are declared as UTF-8 are so, but for a few or a cut at the end."""
    return (characters_ >= wrong) if characters_ else (wrong == 1 and bool(_CUT.search(raw[-4:])))


def _python_name(label: str | None) -> str | None:
    """Return Python's name of a declared encoding; None if unknown, or no encoding of text."""
    try:
        name = codecs.lookup((label or "").strip()).name
    except (LookupError, ValueError):
        return None
    if name in ("ascii", "iso8859-1"):
        return "cp1252"
    return name if _OF_TEXT.fullmatch(name) else None


def _utf_16(raw: bytes) -> str | None:
    """Recognise UTF-16 without a mark: every other byte of mostly Latin text is nought."""
    head = raw[:256]
    if len(head) < 8 or 0 not in head:
        return None
    even, odd = head[::2].count(0) / (len(head) / 2), head[1::2].count(0) / (len(head) / 2)
    if odd > 0.8 and even < 0.1:
        return "utf-16-le"
    return "utf-16-be" if even > 0.8 and odd < 0.1 else None


def _detect(raw: bytes) -> str | None:
    from charset_normalizer import from_bytes  # slow to import, and seldom needed

    logging.getLogger("charset_normalizer").setLevel(logging.ERROR)
    # Encodings differ in what is not ASCII: a sample of the lines that hold some.
    lines = [one for one in raw[:LARGEST_TEXT].splitlines() if not one.isascii()]
    best = from_bytes(b"\n".join(lines)[:_SAMPLE]).best()
    name = _python_name(best.encoding) if best else None
    # The code pages of Latin script differ in a few characters, and a page is too short to tell
    # them apart: of these, the languages that we read are written in one.
    return name if name and _OF_OTHER_SCRIPTS.fullmatch(name) else None


def _decode_as(encoding: str, raw: bytes) -> Decoded:
    try:
        return Decoded(raw.decode(encoding), encoding)
    except UnicodeDecodeError:
        return Decoded(raw.decode(encoding, "replace"), encoding, is_lossy=True)
