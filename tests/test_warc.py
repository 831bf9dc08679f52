"""Web archives: every page that is in one, in order, and a sentence for every broken record."""

from __future__ import annotations

import gzip
import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import brotli
import pytest
import zstandard
from support.generated_pages import page, record, response, web_archive

from suites.capture import formats
from suites.capture.captured_page import digest
from suites.capture.formats import CapturedPage, Failure


def archive(*pages: str, packed: bool = True) -> bytes:
    stream = BytesIO()
    web_archive(stream, pages, gzip=packed)
    return stream.getvalue()


def one(body: bytes, *headers: tuple[str, str]) -> bytes:
    return response("https://gazette.example/a", body, *headers)


def wacz(files: dict[str, bytes], method: int = ZIP_STORED) -> bytes:
    stream = BytesIO()
    with ZipFile(stream, "w", method) as pack:
        for name, content in files.items():
            pack.writestr(name, content)
    return stream.getvalue()


def found(raw: bytes, name: str = "a") -> list[CapturedPage | Failure]:
    return list(formats.captures(BytesIO(raw), name))


def codes(raw: bytes) -> list[str]:
    return [x.code if isinstance(x, Failure) else "page" for x in found(raw)]


PAGES = [page(number) for number in range(3)]


@pytest.mark.parametrize("packed", [True, False])
def test_every_page_is_a_capture_with_its_address_and_digest(packed: bool) -> None:
    captures = found(archive(*PAGES, packed=packed))
    assert [x.source for x in captures] == ["a#1", "a#2", "a#3"]
    for number, capture in enumerate(captures):
        assert isinstance(capture, CapturedPage)
        assert capture.raw == PAGES[number].encode()
        assert capture.sha256 == digest(capture.raw)
        assert capture.address == f"https://gazette.example/articles/{number}"
        assert (capture.kind, capture.encoding) == ("warc", "utf-8")


def test_a_web_archive_in_one_gzip_member_is_read_too() -> None:
    assert codes(gzip.compress(archive(*PAGES, packed=False))) == ["page"] * 3


def test_what_is_no_page_is_passed_over() -> None:
    address = ("WARC-Target-URI", "https://gazette.example/x")
    html = PAGES[0].encode()
    raw = (
        record("warcinfo", b"software: x\r\n", ("Content-Type", "application/warc-fields"))
        + response(address[1], b"{}", ("Content-Type", "application/json"))
        + response(address[1], b"<html>", status="404 Not Found")
        + record("revisit", b"HTTP/1.1 200 OK\r\n\r\n", address)
        + record("request", b"GET / HTTP/1.1\r\n\r\n", address)
        + record("resource", html, address, ("Content-Type", "text/html"))
        + record("resource", b"\xff\xd8", address, ("Content-Type", "image/jpeg"))
        + response(address[1], b"\x89PNG\r\n\x1a\n" + bytes(99))
        + response(address[1], b"{}", ("Content-Type", "application/pdf"))
        + response(address[1], html)
    )
    assert [x.source for x in found(raw)] == ["a#6", "a#10"]


@pytest.mark.parametrize(
    ("coding", "packed"),
    [
        ("gzip", gzip.compress),
        ("deflate", zlib.compress),
        ("deflate", lambda raw: zlib.compress(raw)[2:-4]),
        ("br", brotli.compress),
        ("gzip", lambda raw: raw),
        ("br", lambda raw: raw),
        ("identity", lambda raw: raw),
    ],
)
def test_content_codings_are_undone(coding: str, packed: object) -> None:
    raw = PAGES[0].encode()
    (capture,) = found(one(packed(raw), ("Content-Encoding", coding)))  # type: ignore[operator]
    assert isinstance(capture, CapturedPage)
    assert capture.raw == raw


def test_chunks_are_put_together() -> None:
    raw = PAGES[0].encode()
    parts = [raw[n : n + 999] for n in range(0, len(raw), 999)]
    body = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts)
    packed = one(body + b"0\r\n\r\n", ("Transfer-Encoding", "chunked"))
    (capture,) = found(packed)
    assert isinstance(capture, CapturedPage)
    assert capture.raw == raw


def test_a_wacz_is_read_where_it_lies() -> None:
    pack = wacz(
        {
            "archive/b.warc": archive(PAGES[2], packed=False),
            "archive/a.warc.gz": archive(*PAGES[:2]),
            "pages/pages.jsonl": b"{}",
            "datapackage.json": b"{}",
        },
        ZIP_DEFLATED,
    )
    captures = found(pack, "saved.wacz")
    assert [x.source for x in captures] == [
        "saved.wacz/archive/a.warc.gz#1", "saved.wacz/archive/a.warc.gz#2",
        "saved.wacz/archive/b.warc#1",
    ]  # fmt: skip


def test_a_cut_web_archive_says_how_many_records_were_read() -> None:
    whole = archive(*PAGES)
    # In the midst of the last member, and right after the signature of its header.
    for cut in (20, 100, 3000, len(archive(PAGES[2])) - 5):
        *pages, fault = found(whole[:-cut])
        assert len(pages) == 2
        assert isinstance(fault, Failure)
        assert (fault.code, dict(fault.values)["records"]) == ("truncated", "2")
        assert "2 before that were read" in str(fault)


def test_a_plain_web_archive_that_was_cut_says_so_too() -> None:
    whole = archive(*PAGES, packed=False)
    last = len(archive(PAGES[2], packed=False))
    # In the text, in the headers of HTTP, in those of the record, in its first line.
    for cut in (20, 3000, last - whole[-last:].index(b"HTTP/1.1") - 12, last - 60, last - 8):
        *pages, fault = found(whole[:-cut])
        assert len(pages) == 2, cut
        assert isinstance(fault, Failure)
        assert (fault.code, fault.values["records"]) == ("truncated", "2")
    assert len(found(whole[:-last])) == 2


def test_a_zstandard_file_that_was_cut_at_its_beginning_is_broken() -> None:
    frame = zstandard.compress(PAGES[0].encode())
    (fault,) = found(frame[: len(frame) // 2])
    assert isinstance(fault, Failure)
    assert fault.code == "compression-broken"


def test_a_broken_member_is_passed_over() -> None:
    members = [archive(x) for x in PAGES]
    middle = bytearray(members[1])
    middle[len(middle) // 2 :][:40] = bytes(40)
    middle[-6] ^= 255  # the checksum
    assert codes(members[0] + bytes(middle) + members[2]) == ["page", "compression-broken", "page"]


@pytest.mark.parametrize("said", [b"10", b"999999", b"99999999999999999", b"-4", b"x", b""])
def test_a_length_that_lies_costs_one_record(said: bytes) -> None:
    raw = archive(*PAGES, packed=False)
    starts = [at for at in range(len(raw)) if raw[at : at + 9] == b"WARC/1.1\r"]
    start = starts[-2]
    at = raw.index(b"Content-Length: ", start) + len(b"Content-Length: ")
    end = raw.index(b"\r\n", at)
    lying = raw[:at] + said + raw[end:]
    got = codes(lying)
    assert got.count("page") == 2
    assert len(got) == 3
    assert got[1] in ("length-wrong", "record-broken")


def test_rubbish_between_records_costs_no_page() -> None:
    members = [archive(x, packed=False) for x in PAGES]
    assert codes(b"rubbish\r\n\r\n".join(members)).count("page") >= 1
    packed = [archive(x) for x in PAGES]
    assert codes(b"rubbish\x1f\x8b\x08".join(packed)) == ["page"] * 3


@pytest.mark.parametrize("kind", ["application/pdf", "application/x-pdf", "text/html", ""])
def test_a_pdf_in_a_web_archive_is_a_capture(kind: str) -> None:
    raw = b"%PDF-1.7\n" + bytes(range(256))
    (capture,) = found(response("https://gazette.example/a.pdf", raw, ("Content-Type", kind)))
    assert isinstance(capture, CapturedPage)
    assert (capture.kind, capture.content, capture.raw) == ("warc", "pdf", raw)
    assert capture.address == "https://gazette.example/a.pdf"


def test_a_record_without_an_address_is_a_page_without_an_address() -> None:
    raw = archive(PAGES[0], packed=False).replace(b"WARC-Target-URI", b"WARC-Nothing-URI")
    (capture,) = found(raw)
    assert isinstance(capture, CapturedPage)
    assert capture.address is None
