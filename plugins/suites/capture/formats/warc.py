"""WARC: web archives, plain, gzip or Zstandard, record by record; each page in one is a capture.

    stream -> members, frames -> records (warcio) -> pages served with 200, and resources: HTML, PDF

Memory is that of one record. A record that is broken, too large or lying is a failure, and the
reading goes on where the next one begins. Sources: ISO 28500:2017 (WARC 1.1), RFC 9112 (HTTP/1.1).
"""

import re
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import BinaryIO

from warcio.bufferedreaders import ChunkedDataReader
from warcio.limitreader import LimitReader
from warcio.recordloader import ArcWarcRecordLoader
from warcio.statusandheaders import (
    StatusAndHeaders,
    StatusAndHeadersParser,
    StatusAndHeadersParserException,
)

from suites.capture import codings, limits, pdf, saved_day
from suites.capture.captured_page import CapturedPage, Failure, digest
from suites.capture.encoding import line
from suites.capture.formats import html, unsupported
from suites.capture.limits import GzipMembers, HostileError, LookBackReader, Reader
from suites.capture.zstandard_frames import DICTIONARY, ZSTD, ZstandardFrames

MOST_FAILURES = 1000  # the broken records after which a web archive is given up
_MOST_CHUNKS = 200_000
_LARGEST_RECORD = 2 << 30
SIGNATURE = b"WARC/"  # the first bytes of a record
_NEXT = b"\nWARC/1."
_WARC_HEADERS = StatusAndHeadersParser(ArcWarcRecordLoader.WARC_TYPES)
_HTTP_HEADERS = StatusAndHeadersParser((), verify=False)
_HTML = re.compile(r"\s*(text/html|application/xhtml\+xml)\b", re.I)
_PAGE = re.compile(rf"{_HTML.pattern}|\s*application/(?:x-)?pdf\b", re.I)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w:.-]{2,30})", re.I)


def detect(head: bytes) -> bool:
    """Return whether the first bytes are those of a web archive, compressed or not."""
    return head.lstrip().startswith(SIGNATURE) or head.startswith(DICTIONARY)


def captures(stream: BinaryIO, file: str, inside: str = "") -> Iterator[CapturedPage | Failure]:
    """Yield the pages of a web archive in their order, and a failure for each broken record.

    `inside` is the place of the web archive in its file, where it is a part of one.
    """
    magic = stream.read(4)
    stream.seek(0)
    members: Iterable[Reader] = [stream]
    if magic.startswith(limits.GZIP):
        members = GzipMembers(stream, SIGNATURE)
    elif magic in (ZSTD, DICTIONARY):
        members = ZstandardFrames(stream)
    archive = _WebArchive(file, inside)
    failures = 0
    try:
        for member in members:
            for capture in archive.captures(LookBackReader(member), is_whole=member is stream):
                yield capture
                failures += isinstance(capture, Failure)
                if failures >= MOST_FAILURES:
                    raise HostileError("too-broken")
    except HostileError as error:
        values = {"limit": str(MOST_FAILURES), "records": str(archive.records), **error.values}
        yield Failure(file + inside, error.code, values)


class _CutError(HostileError):
    """The stream ended within a record: it was cut off, if no other record is ahead."""


class _WebArchive:
    def __init__(self, file: str, inside: str) -> None:
        self._file, self._inside = file, inside
        self.records = 0

    def captures(
        self, reader: LookBackReader, *, is_whole: bool
    ) -> Iterator[CapturedPage | Failure]:
        """Yield the pages and failures of a stream: the whole web archive, or a part of it."""
        while True:
            start = reader.offset
            record = f"{self._inside}#{self.records + 1}"
            found: CapturedPage | Failure | None = None
            broken: HostileError | None = None
            try:
                if not _next_line(reader):
                    return
                start = reader.offset
                found = self._record(reader, record)
            except HostileError as error:
                broken = error
            has_more = broken is None or _seek_record(reader, start + 1)
            if broken:
                is_cut = isinstance(broken, _CutError) and is_whole and not has_more
                code = "truncated" if is_cut else broken.code
                values = {"records": str(self.records), **broken.values}
                found = Failure(self._file + record, code, values)
            self.records += 1
            if found is not None:
                yield found
            if not has_more:
                return

    def _record(self, reader: LookBackReader, record: str) -> CapturedPage | Failure | None:
        """Read the record that begins here to its end; return its page, None if it is no page."""
        try:
            raw = limits.read_headers(reader)
            if raw[-1:] != b"\n" or raw[-2:-1] not in (b"\r", b"\n"):
                raise _CutError("record-broken", why="its headers do not end")
            headers = _WARC_HEADERS.parse(BytesIO(raw))
        except (StatusAndHeadersParserException, EOFError):
            raise HostileError(
                "record-broken", why="it does not begin with WARC/1.0 or WARC/1.1"
            ) from None
        length = (headers.get_header("Content-Length") or "").strip()
        if not re.fullmatch("[0-9]{1,18}", length, re.ASCII):
            raise HostileError("record-broken", why="it has no Content-Length")
        start, end = reader.offset, reader.offset + int(length)
        found: CapturedPage | Failure | None
        try:
            found = self._page(headers, LimitReader(reader, int(length)), record)
        except HostileError as error:
            found = error.at(self._file + record)
        while (left := end - reader.offset) and reader.read(min(limits.BLOCK, left)):
            if reader.offset - start > _LARGEST_RECORD:
                raise HostileError("too-large", limit=limits.size(_LARGEST_RECORD))
        if left:
            raise _CutError("length-wrong", said=length)
        if _next_line(reader)[:5] not in (b"", SIGNATURE):
            raise HostileError("length-wrong", said=length)
        return found

    def _page(
        self, headers: StatusAndHeaders, stream: LimitReader, record: str
    ) -> CapturedPage | None:
        http: StatusAndHeaders | None = None
        kind = headers.get_header("Content-Type") or ""
        match headers.get_header("WARC-Type"):
            case "response":
                if not kind.startswith("application/http"):
                    return None
                try:
                    http = _HTTP_HEADERS.parse(BytesIO(limits.read_headers(stream)))
                except EOFError:
                    raise HostileError("record-broken", why="it has no headers of HTTP") from None
                if http.get_statuscode() != "200":
                    return None
                kind = http.get_header("Content-Type") or ""
            case "resource":
                pass
            case _:
                return None
        if kind and not _PAGE.match(kind):
            return None
        raw = _without_codings(limits.read_all(stream), http)
        if not raw.strip():
            raise HostileError("empty")
        head = raw[: limits.BLOCK]
        is_pdf = pdf.detect(head)
        # Servers call pictures and documents HTML, too.
        is_other = not kind or not _HTML.match(kind) or unsupported.identify(head)
        if is_other and not is_pdf and not html.detect(head):
            return None
        charset = _CHARSET.search(kind)
        # One old version of Wget puts the address between angle brackets.
        address = line((headers.get_header("WARC-Target-URI") or "").strip("<>"), 2000)
        return CapturedPage(
            self._file, "warc", raw, digest(raw),
            encoding=charset[1] if charset else None,
            address=address if address.lower().startswith(("http://", "https://")) else None,
            record=record,
            content="pdf" if is_pdf else "html",
            saved=saved_day.of_warc(headers.get_header("WARC-Date") or ""),
        )  # fmt: skip


def _next_line(reader: LookBackReader) -> bytes:
    """Return the beginning of the next line that is not blank, b"" at the end; it is read next."""
    start = reader.offset
    while True:
        at = reader.offset
        words = reader.readline(16)
        if words.strip() or not words:
            reader.back(at)
            return words
        if at - start > limits.LONGEST_HEADERS:
            raise HostileError("header-too-long", limit=limits.size(limits.LONGEST_HEADERS))


def _seek_record(reader: LookBackReader, start: int) -> bool:
    """Return whether another record begins after a place; it is read next then."""
    reader.back(start)
    try:
        return reader.find(_NEXT, _LARGEST_RECORD)
    except HostileError:
        return False


class _Chunks(BytesIO):
    """A chunked body; HostileError when its chunks are so many that only an attack has them."""

    lines = 0

    def readline(self, size: int | None = -1, /) -> bytes:
        self.lines += 1
        if self.lines > _MOST_CHUNKS:
            raise HostileError("record-broken", why=f"it has more than {_MOST_CHUNKS} chunks")
        return super().readline(size)


def _without_codings(raw: bytes, http: StatusAndHeaders | None) -> bytes:
    """Return the body of a response without its transfer and content codings."""
    if http is None:
        return raw
    transfer = http.get_header("Transfer-Encoding") or ""
    if re.search(r"\bchunked\s*\Z", transfer, re.I):
        # Bytes that do not begin with the length of a chunk are given back.
        raw = limits.read_all(ChunkedDataReader(_Chunks(raw)))
        transfer = transfer.rpartition(",")[0]
    raw = codings.decompress_all(raw, transfer)
    return codings.decompress_all(raw, http.get_header("Content-Encoding") or "")
