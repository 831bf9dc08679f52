"""WACZ: web archives in a zip file, read where they lie; nothing is ever unpacked to the disk.

Only the WARC files of `archive/` are read, and the names in the zip are only ever shown: whatever
they say, they never become paths. Source: WACZ 1.1.1 (https://specs.webrecorder.net/wacz/1.1.1/).
"""

import re
import struct
import zlib
from collections.abc import Iterator
from io import SEEK_END
from typing import BinaryIO, cast
from zipfile import BadZipFile, ZipFile, ZipInfo

from suites.capture.captured_page import CapturedPage, Failure
from suites.capture.formats import unsupported, warc
from suites.capture.limits import LARGEST_PAGE, HostileError, size

_LARGEST_DIRECTORY = 16 << 20
_MOST_INFLATED = 100
_END = b"PK\5\6"
SIGNATURES = (b"PK\3\4", _END)
"""The beginnings of a zip file."""

_WARC = re.compile(r"archive/[^/]+\.warc(\.gz|\.zst)?", re.IGNORECASE)


def captures(stream: BinaryIO, file: str) -> Iterator[CapturedPage | Failure]:
    """Yield the pages of all the web archives in a WACZ, by the names of these, and failures."""
    try:
        _check_directory(stream)
        with ZipFile(stream) as pack:
            entries = [entry for entry in pack.infolist() if _WARC.fullmatch(entry.filename)]
            for entry in sorted(entries, key=lambda entry: entry.filename):
                yield from _web_archive(pack, entry, file)
            if not entries:
                document = unsupported.identify_zip(pack.namelist())
                yield Failure(file, "kind-unknown" if document else "archive-empty", document or {})
    except HostileError:
        raise
    except (BadZipFile, NotImplementedError, OverflowError, ValueError, struct.error) as error:
        yield Failure(file, "archive-broken", {"why": str(error)[:200]})


def _check_directory(stream: BinaryIO) -> None:
    """Raise HostileError when the directory of the zip, which is read whole, is too large."""
    end = stream.seek(0, SEEK_END)
    stream.seek(max(0, end - (66 << 10)))
    tail = stream.read()
    stream.seek(0)
    at = tail.rfind(_END)
    if at >= 0 and len(tail) - at >= 22:
        length = int.from_bytes(tail[at + 12 : at + 16], "little")
        # With zip64 the size stands elsewhere; the directory is no longer than the file, though.
        if min(length, end) > _LARGEST_DIRECTORY:
            raise HostileError("too-large", limit=size(_LARGEST_DIRECTORY))


def _web_archive(pack: ZipFile, entry: ZipInfo, file: str) -> Iterator[CapturedPage | Failure]:
    inside = f"/{entry.filename}"
    if entry.flag_bits & 1:
        yield Failure(file, "encrypted", {"name": entry.filename})
        return
    # A WARC.gz is hardly smaller in a zip: one that shrank by this much was made to.
    if entry.file_size > max(LARGEST_PAGE, _MOST_INFLATED * entry.compress_size):
        yield Failure(file + inside, "inflates", {"limit": size(LARGEST_PAGE)})
        return
    try:
        with pack.open(entry) as stream:
            yield from warc.captures(cast(BinaryIO, stream), file, inside)
    except (BadZipFile, NotImplementedError, zlib.error, EOFError, RuntimeError) as error:
        yield Failure(file + inside, "compression-broken", {"why": str(error)[:200]})
