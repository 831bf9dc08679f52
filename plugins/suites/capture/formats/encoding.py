"""Encoding: the bytes of a page -> its characters, and how they are known.

A byte order mark counts most, then UTF-8 where the bytes are nothing else, then what the server and
the page declare, then what charset-normalizer finds. Declared encodings are read as browsers read
them: ISO 8859-1 is Windows-1252. Source: WHATWG Encoding Standard (https://encoding.spec.whatwg.org)
and HTML, 13.2.3. Whatever is declared, only encodings of text are tried.
"""

from __future__ import annotations

import codecs
import logging
import re
from dataclasses import dataclass
from unicodedata import category

from suites.capture.formats.limits import LARGEST_TEXT

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
_WESTERN = frozenset({"ascii", "iso8859-1", "iso8859-15"})
_OF_TEXT = re.compile(
    r"utf-(8|16|32)|cp\d+|iso8859-\d+|iso2022_\w+|koi8-\w+|mac-\w+|gb\w+|hz|big5\w*|euc_\w+"
    r"|shift_jis\w*|tis-620|ptcp154"
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """The characters, the encoding they were read in, and whether any bytes meant none in it."""

    text: str
    encoding: str
    lossy: bool = False


def decoded(raw: bytes, declared: str | None = None) -> Decoded:
    r"""The characters of a page; `declared` is what the server said.

    >>> decoded("été".encode("utf-16")).text, decoded(b"d\x92\xe9t\xe9", "latin-1")
    ('été', Decoded(text='d’été', encoding='cp1252', lossy=False))
    """
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return _certain(raw[len(mark) :], encoding)
    wide = _wide(raw)
    if wide:
        return _certain(raw, wide)
    found = _DECLARED.search(raw[:_HEAD])
    said = (declared, found[1].decode("ascii", "replace") if found else None)
    for encoding in ("utf-8", *filter(None, map(_known, said))):
        try:
            return Decoded(raw.decode(encoding), encoding)
        except UnicodeDecodeError:
            continue
    return _certain(raw, _detected(raw) or "cp1252")


def characters(text: str) -> str:
    r"""The text with one kind of line end, and without what no text holds: controls, surrogates.

    >>> characters("a\r\nb\x00\ud800\x1b[0m\tc")
    'a\nb[0m\tc'
    """
    return _NO_TEXT.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n"))


_OF_OTHER_SCRIPTS = re.compile(
    r"cp125[1356]|cp(?:855|866|737|869|862|864|874|932|936|949|950)|iso8859-(?:5|6|7|8|11)"
    r"|koi8-\w+|mac-(?:cyrillic|greek)|gb\w+|hz|big5\w*|euc_\w+|shift_jis\w*|iso2022_\w+|tis-620"
)
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


def line(text: str, longest: int = 500) -> str:
    r"""The text on one line: a name, a title; nothing that is neither a character nor a space.

    >>> line(" Le \x00\n\u202eprix\xa0: 8 $ ")
    'Le prix\xa0: 8 $'
    """
    kept = "".join(
        c for c in characters(text[: 4 * longest]) if c in "\n\t" or category(c) not in _UNSEEN
    )
    return re.sub(r"[\n\t ]+", " ", kept).strip()[:longest]


_UNSEEN = frozenset({"Cc", "Cs", "Co", "Cn", "Cf"})


def is_text(head: bytes) -> bool:
    """Whether some first bytes are plain text, in any encoding.

    A few stray control characters are borne; more of them are a program, a picture or an archive.
    """
    if head.startswith(tuple(mark for mark, _ in _MARKS)) or _wide(head):
        return True
    strange = len(head) - len(head.translate(None, _CONTROLS))
    return strange * 50 <= len(head)


_CONTROLS = bytes({*range(32), 127} - set(b"\t\n\f\r\x1b"))


def _known(label: str | None) -> str | None:
    """Python's name of a declared encoding; None for what is unknown, or no encoding of text."""
    if not label:
        return None
    try:
        name = codecs.lookup(label.strip()).name
    except (LookupError, ValueError):
        return None
    if name in _WESTERN and name != "iso8859-15":
        return "cp1252"
    return name if _OF_TEXT.fullmatch(name) else None


def _wide(raw: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of what is mostly Latin text is nought."""
    head = raw[:256]
    if len(head) < 8 or 0 not in head:
        return None
    even, odd = head[::2].count(0) / (len(head) / 2), head[1::2].count(0) / (len(head) / 2)
    if odd > 0.8 and even < 0.1:
        return "utf-16-le"
    return "utf-16-be" if even > 0.8 and odd < 0.1 else None


def _detected(raw: bytes) -> str | None:
    from charset_normalizer import from_bytes  # slow to import, and seldom needed

    logging.getLogger("charset_normalizer").setLevel(logging.ERROR)
    # What tells encodings apart is what is not ASCII: a sample of the lines that hold it.
    lines = [one for one in raw[:LARGEST_TEXT].splitlines() if not one.isascii()]
    best = from_bytes(b"\n".join(lines)[:_SAMPLE]).best()
    found = _known(best.encoding) if best else None
    # The code pages of Latin script differ in a few signs, and a page is too short to tell them
    # apart: of these, the languages that we read are written in one.
    return found if found and _OF_OTHER_SCRIPTS.fullmatch(found) else None


def _certain(raw: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(raw.decode(encoding), encoding)
    except UnicodeDecodeError:
        return Decoded(raw.decode(encoding, "replace"), encoding, lossy=True)
