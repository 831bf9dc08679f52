"""WARC: web archives, plain or gzip, record by record; each page in one is a capture.

    stream -> members of gzip -> records (warcio) -> pages served with 200, and resources, of HTML

Memory is that of one record. A record that is broken, too large or lying is a fault, and the
reading goes on where the next one begins. Sources: ISO 28500:2017 (WARC 1.1), RFC 9112 (HTTP/1.1).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO

from warcio.bufferedreaders import ChunkedDataReader
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord, ArcWarcRecordLoader
from warcio.statusandheaders import StatusAndHeaders

from suites.capture.formats import html, limits
from suites.capture.formats.capture import Capture, Fault, digest
from suites.capture.formats.encoding import line
from suites.capture.formats.limits import HostileError, Members, Window

MOST_FAULTS = 1000
"""The broken records after which a web archive is given up."""

_MOST_CHUNKS = 200_000
_FARTHEST = 2 << 30
_FIRST = b"WARC/"
_NEXT = b"\nWARC/1."
_LOADER = ArcWarcRecordLoader(verify_http=False, arc2warc=False)


@dataclass(slots=True)
class _Tally:
    records: int = 0
    faults: int = 0


def detect(head: bytes) -> bool:
    """Whether the first bytes, inflated, are those of a WARC."""
    return head.startswith(b"WARC/")


def captures(stream: BinaryIO, source: str) -> Iterator[Capture | Fault]:
    """The pages of a web archive in their order, and a fault for each record that is broken."""
    tally = _Tally()
    for found in _all(stream, source, tally):
        yield found
        if isinstance(found, Fault):
            tally.faults += 1
            if tally.faults >= MOST_FAULTS:
                yield Fault(source, "too-broken", (("limit", str(MOST_FAULTS)),))
                return


def _all(stream: BinaryIO, source: str, tally: _Tally) -> Iterator[Capture | Fault]:
    zipped = stream.read(3) == b"\x1f\x8b\x08"
    stream.seek(0)
    if not zipped:
        yield from _records(Window(stream), source, tally)
        return
    try:
        for member in Members(stream, _FIRST):
            yield from _records(Window(member), source, tally)
    except HostileError as error:
        yield Fault(source, error.code, (("limit", str(MOST_FAULTS)),))


def _records(window: Window, source: str, tally: _Tally) -> Iterator[Capture | Fault]:
    while True:
        before, start = tally.records, window.offset
        try:
            if not _next_line(window):
                return
            start = window.offset
            found = _record(window, f"{source}#{before + 1}")
        except HostileError as error:
            values = (("records", str(before)), *error.values)
            found = Fault(f"{source}#{before + 1}", error.code, values)
            again = True
        else:
            again = False
        tally.records = before + 1
        if found is not None:
            yield found
        if again and not _goes_on(window, start):
            return


def _next_line(window: Window) -> bytes:
    """The beginning of the next line that is not blank; it is read next. Nothing at the end."""
    window.allow(limits.LONGEST_HEADERS)
    while True:
        at = window.offset
        words = window.readline(16)
        if words.strip() or not words:
            window.back(at)
            return words


def _goes_on(window: Window, start: int) -> bool:
    """Whether another record begins after `start`; it is read next then."""
    window.allow(None)
    window.back(start + 1)
    try:
        return window.find(_NEXT, _FARTHEST)
    except HostileError:
        return False


def _record(window: Window, name: str) -> Capture | Fault | None:
    """The page of the record that begins here, which is read to its end; None if it is no page."""
    window.allow(limits.LONGEST_HEADERS)
    try:
        record = _LOADER.parse_record_stream(window, known_format="warc", no_record_parse=True)
    except (ArchiveLoadFailed, EOFError):
        raise HostileError(
            "record-broken", why="it does not begin with WARC/1.0 or WARC/1.1"
        ) from None
    length = record.rec_headers.get_header("Content-Length") or ""
    if not re.fullmatch("[0-9]{1,18}", length.strip(), re.ASCII):
        raise HostileError("record-broken", why="it has no Content-Length")
    end = window.offset + int(length)
    found: Capture | Fault | None
    try:
        found = _page(record, window, name)
    except HostileError as error:
        found = Fault(name, error.code, error.values)
    window.allow(_FARTHEST)
    while window.offset < end and window.read(min(limits.BLOCK, end - window.offset)):
        pass
    if window.offset != end or _next_line(window)[:5] not in (b"", _FIRST):
        raise HostileError("length-wrong", said=length.strip())
    return found


def _page(record: ArcWarcRecord, window: Window, name: str) -> Capture | None:
    http: StatusAndHeaders | None = None
    kind = record.content_type or ""
    match record.rec_type:
        case "response":
            if not kind.startswith("application/http"):
                return None
            try:
                http = _LOADER.http_parser.parse(record.raw_stream)
            except EOFError:
                raise HostileError("record-broken", why="it has no headers of HTTP") from None
            if http.get_statuscode() != "200":
                return None
            kind = http.get_header("Content-Type") or ""
        case "resource":
            pass
        case _:
            return None
    if kind and not _HTML.match(kind):
        return None
    window.allow(None)
    raw = _payload(limits.whole(record.raw_stream), http)
    if not raw.strip():
        raise HostileError("empty")
    if not kind and not html.detect(raw[: limits.BLOCK]):
        return None
    charset = _CHARSET.search(kind)
    return Capture(
        name, "warc", "html", raw, digest(raw),
        encoding=charset[1] if charset else None,
        address=_address(record.rec_headers.get_header("WARC-Target-URI")),
    )  # fmt: skip


_HTML = re.compile(r"\s*(text/html|application/xhtml\+xml)\b", re.I)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w:.-]{2,30})", re.I)


def _address(text: str | None) -> str | None:
    """The address of a record, which one old version of Wget puts between angle brackets."""
    address = line((text or "").strip("<>"), 2000)
    return address if address.lower().startswith(("http://", "https://")) else None


class _Chunks(BytesIO):
    """A chunked body; HostileError when its chunks are so many that only an attack has them."""

    lines = 0

    def readline(self, size: int | None = -1, /) -> bytes:
        self.lines += 1
        if self.lines > _MOST_CHUNKS:
            raise HostileError("record-broken", why=f"it has more than {_MOST_CHUNKS} chunks")
        return super().readline(size)


def _payload(raw: bytes, http: StatusAndHeaders | None) -> bytes:
    """The body of a response without its transfer and content codings."""
    if http is None:
        return raw
    if (http.get_header("Transfer-Encoding") or "").strip().lower() == "chunked":
        raw = limits.whole(ChunkedDataReader(_Chunks(raw)))
    codings = (http.get_header("Content-Encoding") or "").split(",")
    if len(codings) > 2:
        raise HostileError("coding-unknown", coding=", ".join(codings))
    for coding in reversed(codings):
        raw = limits.inflated(raw, coding)
    return raw
