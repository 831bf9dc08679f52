"""Unsupported formats: the name of a file's format by its first bytes, and what to save instead.

Somebody who gives a PDF is helped by the word and by a way on. Signatures are those of the formats'
own specifications, as the WHATWG MIME Sniffing Standard and PRONOM list them. Text may begin as
some of them do (`BM`, `MZ`, `ID3`): these count only where the rest is no text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from suites.capture.formats.encoding import is_text

Format = tuple[tuple[str, str], ...]
"""The values of a failure: `what` the file is, and `how` to go on."""

PAGE = "open the page in a browser and save it as HTML (web page, complete), or its text as a .txt"
DOCUMENT = "open it, and save its text as plain text (.txt) or as HTML"
PICTURE = "no words are read from pictures: save the page itself as HTML, or its text as a .txt"
SOUND = "nothing is heard or seen here: write down what is said, as plain text (.txt)"
PACKED = "unpack it, and give what lies in it"
OTHER = "save the page as HTML or as plain text"

UNKNOWN: Format = (("what", "neither text, HTML, WARC nor WACZ"), ("how", OTHER))

_SIGNATURES: tuple[tuple[bytes, str, str], ...] = (
    (rb"\s*%PDF-", "a PDF", DOCUMENT),
    (rb"%!PS", "PostScript", DOCUMENT),
    (rb"\s*\{\\rtf", "a text in RTF", DOCUMENT),
    (rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document (.doc, .xls, .ppt)", DOCUMENT),
    (rb"bplist00(?s:.{0,2000})WebMainResource", "a Safari web archive (.webarchive)", PAGE),
    (rb"bplist00", "a property list of Apple's, such as a .webarchive or a .webloc", PAGE),
    (rb"\s*(?:<\?xml[^>]*>\s*)?<!DOCTYPE plist", "a property list of Apple's, such as a .webloc",
     PAGE),
    (rb"\s*\[InternetShortcut\]", "a shortcut to a page, and not the page", PAGE),
    (rb"filedesc://", "a web archive in ARC", "turn it into a WARC: warcio recompress IN OUT"),
    (rb"\x89PNG\r\n\x1a\n", "a picture (PNG)", PICTURE),
    (rb"\xff\xd8\xff", "a picture (JPEG)", PICTURE),
    (rb"GIF8[79]a", "a picture (GIF)", PICTURE),
    (rb"RIFF....WEBP", "a picture (WebP)", PICTURE),
    (rb"II\*\x00|MM\x00\*", "a picture (TIFF)", PICTURE),
    (rb"\x00\x00\x01\x00", "a picture (ICO)", PICTURE),
    (rb"....ftyp(?:heic|heix|hevc|mif1|msf1)", "a picture (HEIC)", PICTURE),
    (rb"....ftypavi[fs]", "a picture (AVIF)", PICTURE),
    (rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*(?:<!DOCTYPE svg[^>]*>\s*)?<svg\b",
     "a picture (SVG)", PICTURE),
    (rb"....ftyp|\x1aE\xdf\xa3|OggS|RIFF....(?:WAVE|AVI )|fLaC", "a video or a sound", SOUND),
    (rb"7z\xbc\xaf'\x1c", "an archive (7z)", PACKED),
    (rb"Rar!\x1a\x07", "an archive (RAR)", PACKED),
    (rb"\xfd7zXZ\x00", "a compressed file (xz)", PACKED),
    (rb"\(\xb5/\xfd", "a compressed file (Zstandard)", PACKED),
    (rb"SQLite format 3\x00", "a database (SQLite)", OTHER),
    (rb"\x7fELF", "a program", OTHER),
)  # fmt: skip
_BINARY_SIGNATURES: tuple[tuple[bytes, str, str], ...] = (
    (rb".{257}ustar", "an archive (tar)", PACKED),
    (rb"BM", "a picture (BMP)", PICTURE),
    (rb"ID3", "a video or a sound", SOUND),
    (rb"BZh", "a compressed file (bzip2)", PACKED),
    (rb"MZ", "a program", OTHER),
)
"""Of what is no text as a whole, though it may begin like one."""

_FIELD = re.compile(rb"(?:[!-9;-~]+:.*|[ \t].*)", re.DOTALL)
_MIME = re.compile(rb"^mime-version\s*:", re.IGNORECASE | re.MULTILINE)
_RELATED = re.compile(rb"multipart/related|^snapshot-content-location:", re.I | re.M)

_IN_ZIP: tuple[tuple[str, str], ...] = (
    ("word/", "a Word document (.docx)"),
    ("xl/", "an Excel workbook (.xlsx)"),
    ("ppt/", "a PowerPoint presentation (.pptx)"),
    ("META-INF/container.xml", "an e-book (EPUB)"),
    ("content.xml", "an OpenDocument text (.odt) or its like"),
    ("Index/Document.iwa", "a Pages document (.pages)"),
    ("Index.zip", "a Pages document (.pages)"),
)


def identify(head: bytes) -> Format | None:
    """Return the format of a file by its first bytes; None if it may be one that is read here.

    >>> identify(b"%PDF-1.7")[0], identify("Du texte".encode())
    (('what', 'a PDF, which is not read here'), None)
    """
    head = head.removeprefix(b"\xef\xbb\xbf")
    binary = not is_text(head)
    for signature, what, how in (*_SIGNATURES, *(_BINARY_SIGNATURES if binary else ())):
        if re.match(signature, head, re.DOTALL):
            return _values(what, how)
    return None if binary else _identify_message(head)


def identify_zip(names: Iterable[str]) -> Format | None:
    """Return the format of a zip file by the names in it, if it is a document."""
    names = tuple(names)
    for begin, what in _IN_ZIP:
        if any(name.startswith(begin) for name in names):
            return _values(what, DOCUMENT)
    return None


def _identify_message(head: bytes) -> Format | None:
    """Recognise a message of e-mail (RFC 5322), or a page saved as one (RFC 2557)."""
    fields = re.split(rb"\r?\n\r?\n", head.lstrip(), maxsplit=1)[0]
    lines = fields.splitlines()
    if lines[:1] and lines[0].startswith(b"From "):  # as mailboxes part their messages
        lines = lines[1:]
    if not all(map(_FIELD.fullmatch, lines)) or not _MIME.search(fields):
        return None
    if _RELATED.search(fields):
        return _values("a page saved as one file (MHTML)", PAGE)
    return _values("an e-mail", DOCUMENT)


def _values(what: str, how: str) -> Format:
    return ("what", f"{what}, which is not read here"), ("how", how)
