"""Converters: what a capture is, is found by its bytes, and never by its name."""

from __future__ import annotations

import gzip
from dataclasses import fields
from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.generated_pages import page, read, response

from suites.capture import formats
from suites.capture.captured_page import REASONS, digest
from suites.capture.encoding import characters, decode, is_text, line
from suites.capture.formats import CapturedPage, Failure

HTML = page(1).encode()
TEXT = "Le tram devient gratuit\n\nLa ville l’a annoncé mardi : c’est décidé.\n"


def packed(name: str, content: bytes) -> bytes:
    stream = BytesIO()
    with ZipFile(stream, "w") as pack:
        pack.writestr(name, content)
    return stream.getvalue()


WARC = response("https://gazette.example/a", HTML)


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        (TEXT.encode(), "text"),
        (TEXT.encode("utf-16"), "text"),
        (TEXT.encode("utf-16-le"), "text"),
        (TEXT.encode("cp1252"), "text"),
        (gzip.compress(TEXT.encode(), mtime=0), "text"),
        (b"Prix < 8 $ <b>", "text"),
        (HTML, "html"),
        (b"\xef\xbb\xbf\n <!-- a --> <!-- b -->" + HTML, "html"),
        (b'<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "x" "y">\n<html xmlns="z">', "html"),
        (HTML.decode().encode("utf-16"), "html"),
        (gzip.compress(HTML, mtime=0), "html"),
        (b"<p>Un mot", "html"),
        (WARC, "warc"),
        (gzip.compress(WARC, mtime=0), "warc"),
        (packed("archive/a.warc", WARC), "wacz"),
        (b"%PDF-1.7\n" + bytes(range(32)) * 9, "pdf"),
        (b'<?xml version="1.0"?><rss><channel/></rss>', None),
        (gzip.compress(bytes(range(256)) * 9), None),
        (b"\x1f\x8b\x08rubbish", None),
        (b" \n ", None),
        (b"", None),
    ],
)
def test_a_kind_is_found_by_its_bytes(raw: bytes, name: str | None) -> None:
    found = formats.kind(raw)
    assert (found.name if found else None) == name


def test_the_digest_is_that_of_the_file_packed_or_not() -> None:
    for raw in (HTML, gzip.compress(HTML, mtime=0)):
        (found,) = formats.captures(BytesIO(raw), "a")
        assert isinstance(found, CapturedPage)
        assert found.sha256 == digest(raw)
        assert found.raw == HTML


def test_a_dump_is_converted_between_the_words_that_are_given() -> None:
    lines = [f"Voici la phrase {n} de l’article, assez longue pour en être une." for n in range(9)]
    raw = "\n\n".join(["Menu", *lines, "Pied de page"]).encode()
    found = read(raw, start=lines[2][:20], end=lines[6])
    assert isinstance(found, tuple)
    capture, page = found
    assert capture.kind == "text"
    assert lines[6] in page.text
    assert lines[1] not in page.text
    assert lines[7] not in page.text


def test_every_fault_has_its_sentence_and_its_mend() -> None:
    for code, (what, mend) in REASONS.items():
        told = str(Failure("a\x1b[0m", code))
        assert told.startswith("a\\x1b[0m: ")
        assert f"[{code}]\n  mend: {mend}" in told
        assert not what.endswith(".")
    assert {field.name for field in fields(Failure)} == {"source", "code", "values"}


def test_a_fault_says_what_is_wrong_in_one_sentence() -> None:
    fault = Failure("a.warc", "length-wrong", {"said": "9\n9"})
    assert str(fault) == (
        "a.warc: its Content-Length says 9\\n9, and it does not end there: that is wrong, or the "
        "record was cut off [length-wrong]\n"
        "  mend: nothing, if its page is not missed: the other records are read"
    )


@given(st.binary(max_size=300))
def test_no_bytes_break_the_reading(raw: bytes) -> None:
    for found in formats.captures(BytesIO(raw), "a"):
        assert isinstance(found, (CapturedPage, Failure))
    assert "\ud800" not in decode(raw).text
    is_text(raw)


@given(st.text(), st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"]))
def test_what_is_encoded_is_decode(text: str, encoding: str) -> None:
    try:
        raw = text.encode(encoding)
    except UnicodeEncodeError:
        return
    if encoding != "utf-8" or not (text.startswith("\ufeff") or "\0" in text):
        assert decode(raw).text == text or text.startswith("\ufeff")


@given(st.text())
def test_characters_are_those_of_a_text(text: str) -> None:
    kept = characters(text)
    assert characters(kept) == kept
    assert "\n" not in line(text)
    kept.encode()
