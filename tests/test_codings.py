"""Codings: what servers and packers did to a page is undone, whatever its headers say."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable
from io import BytesIO

import brotli
import pytest
import zstandard
from support.generated_pages import page, response

from suites.capture import codings, formats
from suites.capture.formats import CapturedPage, Failure
from suites.capture.limits import HostileError

PAGES = [page(number) for number in range(3)]
PAGE = PAGES[0].encode()


def chunked(raw: bytes) -> bytes:
    parts = [raw[n : n + 999] for n in range(0, len(raw), 999)]
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


def raw_deflate(raw: bytes) -> bytes:
    return zlib.compress(raw)[2:-4]


def found(raw: bytes) -> list[CapturedPage | Failure]:
    return list(formats.captures(BytesIO(raw), "a"))


def body_of(body: bytes, *headers: tuple[str, str]) -> bytes | str:
    (one,) = found(response("https://gazette.example/a", body, *headers))
    return one.code if isinstance(one, Failure) else one.raw


@pytest.mark.parametrize("name", ["none", "utf-8", "binary", "identity", "", "x-unheard-of"])
def test_a_coding_that_is_none_is_none(name: str) -> None:
    assert body_of(PAGE, ("Content-Encoding", name)) == PAGE


@pytest.mark.parametrize("name", ["gzip", "x-gzip", "deflate", "br", "zstd", "GZIP", "gzip, br"])
@pytest.mark.parametrize(
    "undone",
    [
        lambda raw: raw,
        gzip.compress,
        brotli.compress,
        zlib.compress,
        raw_deflate,
        zstandard.compress,
    ],
)
def test_the_bytes_count_more_than_the_name_of_their_coding(
    name: str, undone: Callable[[bytes], bytes]
) -> None:
    assert body_of(undone(PAGE), ("Content-Encoding", name)) == PAGE


def test_several_codings_are_undone_from_the_last() -> None:
    packed = brotli.compress(gzip.compress(PAGE))
    assert body_of(packed, ("Content-Encoding", "gzip, br")) == PAGE
    assert body_of(packed, ("Content-Encoding", "gzip,br,br,br,br")) == "coding-unknown"


@pytest.mark.parametrize(
    ("transfer", "content", "body"),
    [
        ("gzip, chunked", "", chunked(gzip.compress(PAGE))),
        ("gzip, chunked", "", chunked(PAGE)),
        ("gzip, chunked", "", PAGE),
        ("gzip", "", gzip.compress(PAGE)),
        ("chunked", "", PAGE),
        ("Chunked", "br", chunked(brotli.compress(PAGE))),
        ("chunked", "gzip", gzip.compress(PAGE)),
        ("gzip, chunked", "gzip", chunked(gzip.compress(gzip.compress(PAGE)))),
    ],
)
def test_transfer_codings_are_undone_if_they_are_there(
    transfer: str, content: str, body: bytes
) -> None:
    headers = ("Transfer-Encoding", transfer), ("Content-Encoding", content)
    assert body_of(body, *headers) == PAGE


@pytest.mark.parametrize("name", ["gzip", "deflate", "br", "zstd"])
def test_what_is_cut_or_broken_is_said_so(name: str) -> None:
    for packed in (gzip.compress(PAGE), zstandard.compress(PAGE), bytes(range(1, 256)) * 9):
        assert body_of(packed[:-9], ("Content-Encoding", name)) == "compression-broken"
    streamed = zstandard.ZstdCompressor().compressobj()  # without its length
    packed = streamed.compress(PAGE) + streamed.flush()
    assert body_of(packed, ("Content-Encoding", name)) == PAGE
    assert body_of(packed[:-9], ("Content-Encoding", name)) == "compression-broken"


def test_bombs_of_each_coding_are_refused() -> None:
    nought = bytes(65 << 20)
    bombs = {"br": brotli.compress(nought, quality=1), "zstd": zstandard.compress(nought),
             "deflate": zlib.compress(nought, 1)}  # fmt: skip
    for name, bomb in bombs.items():
        with pytest.raises(HostileError, match="inflates"):
            codings.decompress(bomb, name)


def test_a_window_that_no_page_needs_is_refused() -> None:
    parameters = zstandard.ZstdCompressionParameters(window_log=30, enable_ldm=False)
    stream = zstandard.ZstdCompressor(compression_params=parameters).compressobj()
    with pytest.raises(HostileError, match="compression-broken"):
        codings.decompress(stream.compress(PAGE) + stream.flush())


def test_a_page_in_zstandard_is_a_page() -> None:
    (one,) = found(zstandard.compress(PAGE))
    assert isinstance(one, CapturedPage)
    assert (one.kind, one.raw) == ("html", PAGE)


# --- web archives in Zstandard


def records() -> list[bytes]:
    return [
        response(f"https://gazette.example/{number}", one.encode())
        for number, one in enumerate(PAGES)
    ]


def dictionary() -> zstandard.ZstdCompressionDict:
    samples = [page(number).encode() for number in range(10, 60)]
    return zstandard.train_dictionary(20_000, samples)


def frames(words: zstandard.ZstdCompressionDict | None = None) -> list[bytes]:
    packer = zstandard.ZstdCompressor(dict_data=words, write_checksum=True)
    return [packer.compress(one) for one in records()]


def dictionary_frame(words: bytes) -> bytes:
    return b"\x5d\x2a\x4d\x18" + len(words).to_bytes(4, "little") + words


def codes(raw: bytes) -> list[str]:
    return [one.code if isinstance(one, Failure) else "page" for one in found(raw)]


def test_a_web_archive_in_zstandard_is_read() -> None:
    assert codes(b"".join(frames())) == ["page"] * 3
    assert codes(zstandard.compress(b"".join(records()))) == ["page"] * 3
    skipped = b"\x50\x2a\x4d\x18\x04\0\0\0rest"
    assert codes(skipped.join(frames())) == ["page"] * 3


def test_its_dictionary_is_used_whether_it_is_compressed_or_not() -> None:
    words = dictionary()
    packed = b"".join(frames(words))
    for inside in (words.as_bytes(), zstandard.compress(words.as_bytes())):
        assert codes(dictionary_frame(inside) + packed) == ["page"] * 3
    (missing,) = found(packed)
    assert isinstance(missing, Failure)
    assert missing.code == "dictionary-missing"
    assert "Zstandard" in str(missing) or str(words.dict_id()) in str(missing)
    assert codes(dictionary_frame(b"\x37\xa4\x30\xec rubbish") + packed) == ["compression-broken"]
    assert codes(dictionary_frame(b"")[:6] + b"\xff\xff" + packed) == ["too-large"]


def test_a_cut_or_broken_frame_costs_one_record() -> None:
    whole = frames()
    (*pages, fault) = found(b"".join(whole)[:-40])
    assert len(pages) == 2
    assert isinstance(fault, Failure)
    assert (fault.code, fault.values["records"]) == ("truncated", "2")
    middle = bytearray(whole[1])
    middle[len(middle) // 2] ^= 255
    assert codes(whole[0] + bytes(middle) + whole[2]) == ["page", "compression-broken", "page"]
    assert codes(whole[0] + b"rubbish" + whole[1]) == ["page", "page"]


def test_signatures_without_frames_are_given_up() -> None:
    assert codes(frames()[0] + b"\x28\xb5\x2f\xfd" * 20_000) == ["page", "too-broken"]


@pytest.mark.parametrize("before", [b"\r\n", b"\n", b"\r\n\r\n\n"])
def test_a_web_archive_may_begin_with_a_blank_line(before: bytes) -> None:
    whole = b"".join(records())
    assert codes(before + whole) == ["page"] * 3
    for compress in (gzip.compress, zstandard.compress):
        assert codes(compress(before + whole)) == ["page"] * 3
        assert codes(b"".join(compress(before + one) for one in records())) == ["page"] * 3


def test_a_coding_that_nobody_named_counts_only_where_it_gives_text() -> None:
    picture = bytes(range(32)) * 99
    with pytest.raises(HostileError, match="compression-broken"):
        codings.decompress(zlib.compress(picture), "br")
    assert codings.decompress(zlib.compress(picture), "deflate") == picture
