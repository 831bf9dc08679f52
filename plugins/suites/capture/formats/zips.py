"""Zip files: opened where they lie, once their directory holds no trap.

Nothing is ever unpacked to the disk, and the names in a zip are only ever shown: whatever they say,
they never become paths. Entries that share their bytes, so that a few kilobytes inflate to
gigabytes, are refused. Sources: PKWARE APPNOTE; D. Fifield, "A better zip bomb" (2019).
"""

import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import SEEK_END, SEEK_SET, BufferedReader, BytesIO, RawIOBase
from itertools import pairwise
from typing import BinaryIO, cast
from zipfile import ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from suites.capture.limits import BLOCK, LARGEST_PAGE, MOST_INFLATED, HostileError, read_all, size

SIGNATURES = (b"PK\3\4", b"PK\5\6")
"""The beginnings of a zip file."""

BROKEN = (BadZipFile, NotImplementedError, zlib.error, EOFError, RuntimeError)
"""What `zipfile` raises on entries that are broken."""

_NO_END = "File is not a zip file"
_LARGEST_DIRECTORY = 16 << 20
_LOCAL_HEADER = 30


@contextmanager
def opened(stream: BinaryIO) -> Iterator[ZipFile]:
    """Open a zip file, also one behind other bytes; HostileError when it is broken, or a trap."""
    try:
        _check_directory(stream)
        with ZipFile(stream) as pack:
            _check_entries(pack)
            yield pack
    except HostileError:
        raise
    except (BadZipFile, NotImplementedError, OverflowError, ValueError, struct.error) as error:
        # What `zipfile` says of a file without its end is that it is no zip file.
        why = "it was cut off, or never ended" if str(error) == _NO_END else str(error)[:200]
        raise HostileError("archive-broken", why=why) from error


def check(entry: ZipInfo) -> None:
    """Raise HostileError when an entry is encrypted, or made to inflate."""
    if entry.flag_bits & 1:
        raise HostileError("encrypted", name=entry.filename[:200])
    # What is compressed in itself is hardly smaller in a zip: one that shrank so was made to.
    if entry.file_size > max(LARGEST_PAGE, MOST_INFLATED * entry.compress_size):
        raise HostileError("inflates", limit=size(LARGEST_PAGE))


def read(pack: ZipFile, entry: ZipInfo) -> bytes:
    """Return the bytes of an entry, `LARGEST_PAGE` at most; HostileError when they are broken."""
    check(entry)
    try:
        with pack.open(entry) as stream:
            return read_all(stream)
    except BROKEN as error:
        raise HostileError("compression-broken", why=str(error)[:200]) from error


def inside(stream: BinaryIO, pack: ZipFile, entry: ZipInfo) -> BinaryIO:
    """Return an entry as a stream that can be sought; one that is compressed is held in memory.

    `stream` is that of the zip file.
    """
    if entry.compress_type != ZIP_STORED:
        return BytesIO(read(pack, entry))
    check(entry)
    stream.seek(entry.header_offset)
    header = stream.read(_LOCAL_HEADER)
    if not header.startswith(SIGNATURES[0]) or len(header) < _LOCAL_HEADER:
        raise HostileError("archive-broken", why="an entry is not where the directory says")
    start = entry.header_offset + _LOCAL_HEADER + sum(struct.unpack("<HH", header[26:]))
    return cast(BinaryIO, BufferedReader(_Part(stream, start, entry.compress_size), BLOCK))


def _check_directory(stream: BinaryIO) -> None:
    """Raise HostileError when the directory of the zip, which is read whole, is too large."""
    end = stream.seek(0, SEEK_END)
    stream.seek(max(0, end - (66 << 10)))
    tail = stream.read(66 << 10)
    stream.seek(0)
    at = tail.rfind(SIGNATURES[1])
    if at >= 0 and len(tail) - at >= 22:
        length = int.from_bytes(tail[at + 12 : at + 16], "little")
        # With zip64 the size stands elsewhere; the directory is no longer than the file, though.
        if min(length, end) > _LARGEST_DIRECTORY:
            raise HostileError("too-large", limit=size(_LARGEST_DIRECTORY))


def _check_entries(pack: ZipFile) -> None:
    entries = sorted(pack.infolist(), key=lambda entry: entry.header_offset)
    starts = [entry.header_offset for entry in entries] + [pack.start_dir]
    for entry, (start, next_) in zip(entries, pairwise(starts), strict=True):
        if start < 0 or start + _LOCAL_HEADER + entry.compress_size > next_:
            raise HostileError("archive-broken", why="its entries overlap")
    packed = sum(entry.compress_size for entry in entries)
    if sum(entry.file_size for entry in entries) > LARGEST_PAGE + MOST_INFLATED * packed:
        raise HostileError("inflates", limit=f"{MOST_INFLATED} times its size")


class _Part(RawIOBase):
    """A part of a stream, as a stream of its own."""

    def __init__(self, stream: BinaryIO, start: int, length: int) -> None:
        self._stream, self._start, self._length = stream, start, length
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = SEEK_SET, /) -> int:
        self._at = max(0, offset + (0, self._at, self._length)[whence])
        return self._at

    def tell(self) -> int:
        return self._at

    def readinto(self, buffer: memoryview, /) -> int:  # type: ignore[override]
        self._stream.seek(self._start + self._at)
        part = self._stream.read(min(len(buffer), max(0, self._length - self._at)))
        buffer[: len(part)] = part
        self._at += len(part)
        return len(part)
