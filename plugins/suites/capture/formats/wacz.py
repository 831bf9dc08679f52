"""WACZ: web archives in a zip file, read where they lie; nothing is ever unpacked to the disk.

Only the WARC files of `archive/` are read, and the names in the zip are only ever shown: whatever
they say, they never become paths. Source: WACZ 1.1.1 (https://specs.webrecorder.net/wacz/1.1.1/).
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from io import SEEK_END
from typing import BinaryIO, cast
from zipfile import BadZipFile, ZipFile, ZipInfo

from suites.capture.formats import foreign, warc
from suites.capture.formats.capture import Capture, Fault, size
from suites.capture.formats.limits import LARGEST_PAGE, HostileError

_LARGEST_DIRECTORY = 16 << 20
_MOST_INFLATED = 100
_END = b"PK\5\6"
_WARC = re.compile(r"archive/[^/]+\.warc(\.gz)?", re.IGNORECASE)


def detect(head: bytes) -> bool:
    """Whether the first bytes are those of a zip file."""
    return head.startswith((b"PK\3\4", _END))


def captures(stream: BinaryIO, source: str) -> Iterator[Capture | Fault]:
    """The pages of all the web archives in a WACZ, by the names of these, and faults."""
    try:
        _bounded(stream)
        with ZipFile(stream) as pack:
            found = False
            for entry in sorted(pack.infolist(), key=lambda one: one.filename):
                if _WARC.fullmatch(entry.filename):
                    found = True
                    yield from _entry(pack, entry, source)
            if not found:
                other = foreign.in_zip(pack.namelist())
                code = "kind-unknown" if other else "archive-empty"
                yield Fault(source, code, other or ())
    except HostileError as error:
        yield Fault(source, error.code, error.values)
    except (BadZipFile, NotImplementedError, OverflowError, ValueError, struct.error) as error:
        yield Fault(source, "archive-broken", (("why", str(error)[:200]),))


def _bounded(stream: BinaryIO) -> None:
    """HostileError when the directory of the zip, which is read whole, is too large."""
    end = stream.seek(0, SEEK_END)
    stream.seek(max(0, end - (66 << 10)))
    tail = stream.read()
    stream.seek(0)
    at = tail.rfind(_END)
    if at >= 0 and len(tail) - at >= 22:
        said = int.from_bytes(tail[at + 12 : at + 16], "little")
        # With zip64 the size stands elsewhere; the directory is no longer than the file, though.
        if min(said, end) > _LARGEST_DIRECTORY:
            raise HostileError("too-large", limit=size(_LARGEST_DIRECTORY))


def _entry(pack: ZipFile, entry: ZipInfo, source: str) -> Iterator[Capture | Fault]:
    name = f"{source}/{entry.filename}"
    if entry.flag_bits & 1:
        yield Fault(source, "encrypted", (("name", entry.filename),))
        return
    # A WARC.gz is hardly smaller in a zip: what is, by this much, was made to be.
    if entry.file_size > max(LARGEST_PAGE, _MOST_INFLATED * entry.compress_size):
        yield Fault(name, "inflates", (("limit", size(LARGEST_PAGE)),))
        return
    try:
        with pack.open(entry) as stream:
            yield from warc.captures(cast(BinaryIO, stream), name)
    except (BadZipFile, NotImplementedError, zlib.error, EOFError, RuntimeError) as error:
        yield Fault(name, "compression-broken", (("why", str(error)[:200]),))
