"""Binary: PNG and WOFF2, recognised from their first byte to their last.

A file that is two kinds at once, or carries more behind its end, is neither.
Sources: https://www.w3.org/TR/png-3/ (5, Datastream structure), https://www.w3.org/TR/WOFF2/ (4.1)
"""

import struct
import zlib

MAX_SIDE = 4_000
"""Pixels: a small file can unpack into very many."""

MAX_PROFILE = 1_000_000
"""Bytes of a colour profile or a text in an image, unpacked; Pillow reads no larger one."""

_PNG = b"\x89PNG\r\n\x1a\n"
# Samples of a pixel, and the bits that one may have, by colour type (11.2.1).
_SAMPLES = {
    0: (1, (1, 2, 4, 8, 16)),
    2: (3, (8, 16)),
    3: (1, (1, 2, 4, 8)),
    4: (2, (8, 16)),
    6: (4, (8, 16)),
}
# First column, first row, and the steps to the next ones, of each pass: one, or Adam7's (8.1).
_PASSES = {
    0: ((0, 0, 1, 1),),
    1: (
        (0, 0, 8, 8),
        (4, 0, 8, 8),
        (0, 4, 4, 8),
        (2, 0, 4, 4),
        (0, 2, 2, 4),
        (1, 0, 2, 2),
        (0, 1, 1, 2),
    ),
}
_CHUNK = 1_000_000
_FONTS = (b"\0\1\0\0", b"OTTO", b"true")
_WOFF2 = struct.Struct(">4s4sIHHIIHHIIIII")
_MAX_TABLES, _MAX_UNPACKED = 100, 30_000_000


def png_size(raw: bytes) -> tuple[int, int]:
    """Return the width and height of a PNG in pixels; zeros for any other bytes.

    An animated one is refused, for nothing would stop it (WCAG 2.2, 2.2.2). Pixels are unpacked,
    and counted: a logo is drawn into images when the site is published, and must not fail there.
    """
    if not raw.startswith(_PNG):
        return 0, 0
    at, chunks = len(_PNG), []
    while at + 12 <= len(raw):
        length = int.from_bytes(raw[at : at + 4], "big")
        end = at + 12 + length
        if zlib.crc32(raw[at + 4 : end - 4]) != int.from_bytes(raw[end - 4 : end], "big"):
            return 0, 0
        chunks.append((raw[at + 4 : at + 8], raw[at + 8 : end - 4]))
        at = end
    kinds = [kind for kind, _ in chunks]
    if kinds[:1] != [b"IHDR"] or kinds[-1:] != [b"IEND"] or at != len(raw) or b"acTL" in kinds:
        return 0, 0
    if kinds.count(b"IHDR") + kinds.count(b"IEND") != 2 or not all(map(_is_modest, chunks)):
        return 0, 0
    head = chunks[0][1]
    pixels = b"".join(content for kind, content in chunks if kind == b"IDAT")
    expected = _unpacked_size(head) if len(head) == 13 else 0
    if not expected or _size(pixels, expected) != expected:
        return 0, 0
    if head[9] == 3 and b"PLTE" not in kinds[: kinds.index(b"IDAT")]:
        return 0, 0
    return int.from_bytes(head[:4], "big"), int.from_bytes(head[4:8], "big")


def _unpacked_size(head: bytes) -> int:
    """Return the bytes of all rows of an image with this head; 0 when it is none of ours."""
    width, height, depth, colour, compression, filters, interlaced = struct.unpack(">IIBBBBB", head)
    samples, depths = _SAMPLES.get(colour, (0, ()))
    is_known = depth in depths and interlaced in _PASSES and not (compression or filters)
    if not (is_known and 0 < width <= MAX_SIDE and 0 < height <= MAX_SIDE):
        return 0
    total = 0
    for column, row, across, down in _PASSES[interlaced]:
        columns, rows = -((column - width) // across), -((row - height) // down)
        if columns > 0 and rows > 0:
            total += rows * (1 + (columns * samples * depth + 7) // 8)
    return total


def _is_modest(chunk: tuple[bytes, bytes]) -> bool:
    """Return whether a packed profile or text unpacks, to no more than `MAX_PROFILE`."""
    kind, content = chunk
    _, _, rest = content.partition(b"\0")
    if kind in (b"iCCP", b"zTXt"):
        packed = rest[1:]
    elif kind == b"iTXt" and rest[:1] == b"\1":
        packed = rest[2:].partition(b"\0")[2].partition(b"\0")[2]
    else:
        return True
    return 0 <= _size(packed, MAX_PROFILE) <= MAX_PROFILE


def _size(packed: bytes, largest: int) -> int:
    """Return the bytes to which others unpack, no more than show that it is too much; else -1."""
    unpacking, total = zlib.decompressobj(), 0
    try:
        while total <= largest and not unpacking.eof:
            found = len(unpacking.decompress(packed, _CHUNK))
            packed, total = unpacking.unconsumed_tail, total + found
            if not found and not packed:
                break
    except zlib.error:
        return -1
    return total if unpacking.eof or total > largest else -1


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
