"""Zip files: WACZ, packages of several, pages of SingleFile; traps are refused in a sentence."""

from __future__ import annotations

import gzip
import json
import struct
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import pytest
import zstandard
from support.generated_pages import page, response

from suites.capture import formats
from suites.capture.captured_page import digest
from suites.capture.formats import CapturedPage, Failure

PAGES = [page(number) for number in range(4)]
ADDRESS = "https://gazette.example/annonce"


def warc(number: int) -> bytes:
    return response(f"https://gazette.example/{number}", PAGES[number].encode())


def zipped(files: dict[str, bytes], method: int = ZIP_STORED, comment: str = "") -> bytes:
    stream = BytesIO()
    with ZipFile(stream, "w", method) as pack:
        for name, content in files.items():
            entry = ZipInfo(name)
            entry.comment = comment.encode()
            entry.compress_type = method
            pack.writestr(entry, content)
    return stream.getvalue()


def found(raw: bytes) -> list[CapturedPage | Failure]:
    return list(formats.captures(BytesIO(raw), "a"))


def told(raw: bytes) -> list[str]:
    return [one.code if isinstance(one, Failure) else one.source for one in found(raw)]


# --- packages of several WACZ files


@pytest.mark.parametrize("method", [ZIP_STORED, ZIP_DEFLATED])
def test_a_package_that_holds_wacz_files_is_read(method: int) -> None:
    inner = [zipped({"archive/a.warc": warc(n), "datapackage.json": b"{}"}) for n in range(2)]
    inner += [zipped({"archive/b.warc.gz": gzip.compress(warc(2))}, ZIP_DEFLATED)]
    inner += [zipped({"archive/c.warc.zst": zstandard.compress(warc(3))})]
    names = ["one.wacz", "archive/two.wacz", "three.WACZ", "zst.wacz"]
    whole = zipped({**dict(zip(names, inner, strict=True)), "datapackage.json": b"{}"}, method)
    assert told(whole) == [
        "a/archive/two.wacz/archive/a.warc#1", "a/one.wacz/archive/a.warc#1",
        "a/three.WACZ/archive/b.warc.gz#1", "a/zst.wacz/archive/c.warc.zst#1",
    ]  # fmt: skip
    assert [one.raw for one in found(whole) if isinstance(one, CapturedPage)] == [
        PAGES[n].encode() for n in (1, 0, 2, 3)
    ]


def test_what_lies_deeper_is_not_opened() -> None:
    deep = zipped({"a.wacz": zipped({"b.wacz": zipped({"archive/a.warc": warc(0)})})})
    (failure,) = found(deep)
    assert isinstance(failure, Failure)
    assert (failure.source, failure.code) == ("a/a.wacz/b.wacz", "archive-nested")


def test_a_broken_one_costs_no_other() -> None:
    good = zipped({"archive/a.warc": warc(0)})
    whole = zipped({"a.wacz": good[:-50], "b.wacz": good})
    assert told(whole) == ["archive-broken", "a/b.wacz/archive/a.warc#1"]


@pytest.mark.parametrize("key", ["url", "path"])
@pytest.mark.parametrize("is_packed", [True, False])
def test_web_archives_that_lie_elsewhere_are_named(key: str, is_packed: bool) -> None:
    names = [f"https://archives.example/{n}.wacz" for n in range(5)]
    said = json.dumps(
        {"profile": "multi-wacz-package", "resources": [{"name": "x", key: name} for name in names]}
    ).encode()
    (failure,) = found(zipped({"datapackage.json": said}) if is_packed else said)
    assert isinstance(failure, Failure)
    assert failure.code == "archive-elsewhere"
    assert failure.values["names"] == ", ".join(names[:3]) + " and 2 more"


def test_other_json_is_no_package() -> None:
    for said in (b'{"resources": [{"path": "a.csv"}]}', b'{"name": "a.wacz"}', b'"a.wacz"'):
        kind = formats.kind(said)
        assert kind is None or kind.name != "multi-wacz"
    assert told(zipped({"datapackage.json": b'{"resources": 3}'})) == ["archive-empty"]
    assert told(zipped({"datapackage.json": b"[" * 100_000})) == ["archive-empty"]


# --- traps


def overlapping(count: int) -> bytes:
    """A zip file whose entries are all the same bytes, under as many names."""
    raw = zipped({"archive/0.warc": warc(0) + bytes(1 << 20)}, ZIP_DEFLATED)
    with ZipFile(BytesIO(raw)) as pack:
        start = pack.start_dir
        (entry,) = pack.infolist()
    directory = b""
    for number in range(count):
        name = f"archive/{number}.warc".encode()
        directory += struct.pack(
            "<4s4B4HL2L5H2L", b"PK\1\2", 20, 0, 20, 0, 0, 8, 0, 33, entry.CRC, entry.compress_size,
            entry.file_size, len(name), 0, 0, 0, 0, 0, entry.header_offset,
        ) + name  # fmt: skip
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, count, count, len(directory), start, 0)
    return raw[:start] + directory + end


def test_entries_that_overlap_are_refused() -> None:
    assert told(overlapping(1)) == ["length-wrong"]  # nothing but zeros follows its record
    for count in (2, 500):
        (failure,) = found(overlapping(count))
        assert isinstance(failure, Failure)
        assert failure.code == "archive-broken"
        assert "overlap" in str(failure)
    assert told(zipped({"a.wacz": overlapping(9)})) == ["archive-broken"]


def test_many_entries_that_each_inflate_are_refused() -> None:
    one = warc(0) + bytes(20 << 20)
    whole = zipped({f"archive/{n}.warc": one for n in range(5)}, ZIP_DEFLATED)
    assert told(whole) == ["inflates"]


def test_encrypted_and_lying_entries_are_named() -> None:
    raw = bytearray(zipped({"archive/a.warc": warc(0)}))
    raw[raw.index(b"PK\1\2") + 8] |= 1
    (failure,) = found(bytes(raw))
    assert isinstance(failure, Failure)
    assert (failure.code, failure.values) == ("encrypted", {"name": "archive/a.warc"})
    for place, said in ((20, 9), (24, 9), (20, 1 << 31), (24, 1 << 31), (42, 1 << 20)):
        raw = bytearray(zipped({"archive/a.warc": warc(0)}, ZIP_DEFLATED))
        at = raw.index(b"PK\1\2") + place
        raw[at : at + 4] = struct.pack("<L", said)
        assert any(isinstance(one, Failure) for one in found(bytes(raw)))


def test_a_zip_file_without_its_directory_is_broken() -> None:
    raw = zipped({"archive/a.warc": warc(0)})
    assert told(raw[: raw.index(b"PK\1\2")]) == ["archive-broken"]


# --- pages of SingleFile

MANIFEST = json.dumps({"originalUrl": ADDRESS, "title": "x", "indexFilename": "index.html"})
FILES = {
    "index.html": PAGES[0].replace(' href="https://gazette.example/articles/0"', "").encode(),
    "manifest.json": MANIFEST.encode(),
    "images/0.png": b"\x89PNG" + bytes(999),
    "frames/0/index.html": PAGES[1].encode(),
    "frames/0/manifest.json": MANIFEST.encode(),
}


def unpacking_itself(pack: bytes) -> bytes:
    before = (
        "<!DOCTYPE html><html data-sfz><!--\n Page saved with SingleFile \n url: https://other.example/"
        "\n--><meta charset=utf-8><title>x</title><body hidden><div id=sfz-wait-message>Please wait"
        "</div><script>go()</script><!--"
    )
    return before.encode() + pack + b"--><sfz-extra-data>AAAA</sfz-extra-data></body></html>"


@pytest.mark.parametrize("method", [ZIP_STORED, ZIP_DEFLATED])
@pytest.mark.parametrize("folder", ["", "1700000000_12/"])
@pytest.mark.parametrize("wrap", [lambda raw: raw, unpacking_itself])
def test_a_page_of_single_file_is_read_in_its_zip(method: int, folder: str, wrap: object) -> None:
    raw = wrap(zipped({folder + name: x for name, x in FILES.items()}, method))  # type: ignore[operator]
    (capture,) = found(raw)
    assert isinstance(capture, CapturedPage)
    assert (capture.kind, capture.sha256, capture.record) == ("html", digest(raw), "")
    article = formats.convert(capture)
    assert not isinstance(article, Failure)
    assert article.url is not None
    assert (article.url.value, article.url.basis) == (ADDRESS, "saved-from")
    assert article.text.startswith("*")


def test_an_older_one_has_its_address_in_a_comment() -> None:
    files = {name: x for name, x in FILES.items() if "manifest" not in name}
    (capture,) = found(zipped(files, comment=ADDRESS))
    assert isinstance(capture, CapturedPage)
    assert ADDRESS.encode() in capture.raw[:200]


def test_an_address_with_hyphens_stays_as_it_is() -> None:
    address = f"{ADDRESS}--suite--->"
    manifest = json.dumps({"originalUrl": address}).encode()
    (capture,) = found(zipped({**FILES, "manifest.json": manifest}))
    assert isinstance(capture, CapturedPage)
    article = formats.convert(capture)
    assert not isinstance(article, Failure)
    assert article.url is not None
    assert article.url.value == f"{ADDRESS}--suite---"


def test_several_pages_in_one_are_several_captures() -> None:
    files = {f"{n}/{name}": x for n in "ab" for name, x in FILES.items()}
    assert told(zipped(files)) == ["a/a/index.html", "a/b/index.html"]


def test_a_zip_of_any_site_is_no_page_of_single_file() -> None:
    assert told(zipped({"index.html": PAGES[0].encode()})) == ["zip-other"]
    assert told(zipped({"index.html": b"", "manifest.json": b'{"name": "x"}'})) == ["zip-other"]


def test_a_page_that_cannot_unpack_itself_says_so() -> None:
    whole = unpacking_itself(zipped(FILES))
    assert told(whole[: whole.index(b"PK\1\2")]) == ["archive-broken"]
    raw = bytearray(zipped(FILES))
    raw[raw.index(b"PK\1\2") + 8] |= 1
    assert told(bytes(raw)) == ["encrypted"]
    bomb = {**FILES, "index.html": bytes(65 << 20)}
    assert told(unpacking_itself(zipped(bomb, ZIP_DEFLATED))) == ["inflates"]
