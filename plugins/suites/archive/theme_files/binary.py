"""Binary: PNG and WOFF2, recognised from their first byte to their last.

A file that is two kinds at once, or carries more behind its end, is neither.
Sources: https://www.w3.org/TR/png-3/ (5, Datastream structure), https://www.w3.org/TR/WOFF2/ (4.1)
"""

import struct
from zlib import crc32

MAX_SIDE = 4_000
"""Pixels: a small file can unpack into very many."""

_PNG = b"\x89PNG\r\n\x1a\n"
_FONTS = (b"\0\1\0\0", b"OTTO", b"true")
_WOFF2 = struct.Struct(">4s4sIHHIIHHIIIII")
_MAX_TABLES, _MAX_UNPACKED = 100, 30_000_000


def png_size(raw: bytes) -> tuple[int, int]:
    """Return the width and height of a PNG in pixels; zeros for any other bytes.

    An animated one is refused, for nothing would stop it (WCAG 2.2, 2.2.2).
    """
    if not raw.startswith(_PNG):
        return 0, 0
    at, kinds = len(_PNG), []
    while at + 12 <= len(raw):
        length = int.from_bytes(raw[at : at + 4], "big")
        end = at + 12 + length
        if crc32(raw[at + 4 : end - 4]) != int.from_bytes(raw[end - 4 : end], "big"):
            return 0, 0
        kinds.append(raw[at + 4 : at + 8])
        at = end
    if kinds[:1] != [b"IHDR"] or kinds[-1:] != [b"IEND"] or at != len(raw) or b"acTL" in kinds:
        return 0, 0
    if b"IDAT" not in kinds or kinds.count(b"IHDR") + kinds.count(b"IEND") != 2:
        return 0, 0
    width, height = struct.unpack_from(">II", raw, 16)
    return (width, height) if 0 < width <= MAX_SIDE and 0 < height <= MAX_SIDE else (0, 0)


def is_woff2(raw: bytes) -> bool:
    """Return whether bytes are a WOFF2 with one font; what its tables say is the browser's."""
    if len(raw) < _WOFF2.size:
        return False
    signature, flavour, length, tables, reserved, unpacked, packed, *_ = _WOFF2.unpack_from(raw)
    return (
        signature == b"wOF2"
        and flavour in _FONTS
        and length == len(raw)
        and 0 < tables <= _MAX_TABLES
        and reserved == 0
        and unpacked <= _MAX_UNPACKED
        and packed <= length
    )
