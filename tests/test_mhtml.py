"""MHTML: pages saved as one file, by any browser, give the article of the page and nothing else."""

from __future__ import annotations

import base64
import gzip
import quopri

import pytest
from support.generated_pages import page, read

from suites.capture import formats
from suites.capture.captured_article import CapturedArticle
from suites.capture.captured_page import CapturedPage, Failure, digest
from suites.capture.formats import mime

HTML = page(7)
ADVERT = "<!DOCTYPE html><title>Réclame</title><p>Achetez vos rideaux chez nous, dès lundi.</p>"
ADVERT_FREE = "La ville dit que le tram sera « gratuit » dès l’été."
PLACE = "https://gazette.example/7"


def part(body: str, *headers: str, coding: str = "quoted-printable", charset: str = "utf-8") -> str:
    raw = body.encode(charset)
    packed = {
        "quoted-printable": quopri.encodestring,
        "base64": base64.encodebytes,
    }.get(coding, bytes)(raw)
    lines = (*headers, f"Content-Transfer-Encoding: {coding}")
    return "\r\n".join((*lines, "", packed.decode("latin-1")))


def saved(
    *parts: str, head: tuple[str, ...] = (), boundary: str = "----b", end: str = "--"
) -> bytes:
    lines = ["MIME-Version: 1.0", *head]
    lines += [f'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="{boundary}"']
    text = "\r\n".join((*lines, "", ""))
    for one in parts:
        text += f"\r\n--{boundary}\r\n{one}"
    return (text + f"\r\n--{boundary}{end}\r\n").encode("latin-1")


BLINK = (
    "From: <Saved by Blink>",
    f"Snapshot-Content-Location: {PLACE}",
    "Subject: =?utf-8?Q?L=E2=80=99onglet?=",
    "Date: Wed, 20 Sep 2033 10:00:00 -0000",
)
INTERNET_EXPLORER = (
    'From: "Enregistré par Windows Internet Explorer 8"',
    "Subject: L'onglet",
    "Date: Wed, 20 Sep 2033 10:00:00 +0200",
    "X-MimeOLE: Produced By Microsoft MimeOLE V6.0",
)
FRAME = part(ADVERT, "Content-Type: text/html", "Content-ID: <frame-2@mhtml.blink>")
PICTURE = part("abc", "Content-Type: image/png", f"Content-Location: {PLACE}.png", coding="base64")


def article(raw: bytes) -> tuple[CapturedPage, CapturedArticle]:
    found = read(raw)
    assert not isinstance(found, Failure), found
    return found


def of_the_page() -> CapturedArticle:
    return article(HTML.encode())[1]


@pytest.mark.parametrize("coding", ["quoted-printable", "base64", "8bit", "binary"])
@pytest.mark.parametrize(
    "head", [BLINK, INTERNET_EXPLORER, ()], ids=["Chromium", "Internet Explorer", "Word"]
)
def test_the_article_is_that_of_the_page(head: tuple[str, ...], coding: str) -> None:
    root = part(HTML, "Content-Type: text/html", f"Content-Location: {PLACE}", coding=coding)
    raw = saved(root, PICTURE, FRAME, head=head)
    capture, found = article(raw)
    assert found == of_the_page()
    assert (capture.kind, capture.content, capture.sha256) == ("mhtml", "html", digest(raw))
    assert capture.address == PLACE


def test_neither_the_tab_nor_the_day_of_saving_are_the_article_s() -> None:
    bare = "<html><body><p>La ville dit que le tram sera gratuit.</p></body></html>"
    _, found = article(saved(part(bare, "Content-Type: text/html"), head=BLINK))
    assert (found.headline, found.published) == (None, None)
    assert found.url
    assert found.url.value == PLACE


def test_the_encoding_is_that_of_the_headers() -> None:
    text = HTML.replace('<meta charset="utf-8">', "")
    root = part(text, 'Content-Type: text/html; charset="windows-1252"', charset="cp1252")
    assert article(saved(root, head=BLINK))[1].text == of_the_page().text


def test_the_page_may_stand_after_its_frames() -> None:
    root = part(
        HTML, "Content-Type: text/html", "Content-ID: <page@a>", f"Content-Location: {PLACE}"
    )
    by_place = saved(FRAME, root, head=BLINK)
    by_start = saved(FRAME, root).replace(b'type="text/html";', b'start="<page@a>";')
    for raw in (by_place, by_start):
        assert article(raw)[1].headline == of_the_page().headline


def test_a_page_alone_and_a_compressed_one_are_read() -> None:
    alone = part(HTML, "MIME-Version: 1.0", "Content-Type: text/html", f"Content-Location: {PLACE}")
    whole = saved(part(HTML, "Content-Type: text/html"), head=BLINK)
    for raw in (alone.encode("latin-1"), gzip.compress(whole), b"\xef\xbb\xbf\r\n" + whole):
        assert article(raw)[1].headline == of_the_page().headline


def test_a_file_that_was_cut_off_says_so() -> None:
    raw = saved(part(HTML, "Content-Type: text/html", coding="8bit"), head=BLINK)
    _, found = article(raw[:-200])
    assert "file-cut" in [doubt.code for doubt in found.doubts]
    without = saved(PICTURE, head=BLINK)
    assert "its page is not in it [mhtml-empty]" in str(read(without))
    assert "mhtml-empty" in str(read(without[:300]))


def test_words_of_a_saved_page_can_be_proven() -> None:
    raw = saved(part(f"<p>{ADVERT_FREE}</p>", "Content-Type: text/html"), head=BLINK)
    assert formats.visible_text(article(raw)[0]) == ADVERT_FREE


def nested(depth: int) -> bytes:
    text = "Content-Type: text/html\r\n\r\n<p>Fin."
    for number in range(depth):
        text = f"Content-Type: multipart/related; boundary=b{number}\r\n\r\n--b{number}\r\n{text}"
    return b"MIME-Version: 1.0\r\n" + text.encode()


HOSTILE = {
    "many parts": (saved(*["\r\n"] * (mime.MOST_PARTS + 1), head=BLINK), "too-many"),
    "nested parts": (nested(mime.DEEPEST + 2), "parts-too-deep"),
    "nested thousands": (nested(3000), "parts-too-deep"),
    "long header": (saved(part("a", "X: " + "a " * (1 << 20)), head=BLINK), "header-too-long"),
    "a coding of its own": (
        saved("Content-Type: text/html\r\nContent-Transfer-Encoding: x-zip\r\n\r\n<p>", head=BLINK),
        "coding-unknown",
    ),
    "base64 of nothing": (
        saved(
            "Content-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n====", head=BLINK
        ),
        "mhtml-empty",
    ),
    "a lying boundary": (
        b"MIME-Version: 1.0\r\nFrom: <Saved by Blink>\r\n"
        b"Content-Type: multipart/related; boundary=x\r\n\r\n--y\r\n<p>Rien.",
        "mhtml-empty",
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_that_was_made_to_harm_is_a_failure(name: str) -> None:
    raw, code = HOSTILE[name]
    assert f"[{code}]" in str(read(raw))


def test_parameters_without_an_end_take_no_longer() -> None:
    root = part("<p>Le tram.", "Content-Type: text/html" + ";a=b" * 100_000)
    assert article(saved(root, head=BLINK))[1].text == "Le tram."


@pytest.mark.parametrize("zone", ["+99999999999999", "²", "-2400"])
def test_a_day_of_saving_that_is_none_is_left_out(zone: str) -> None:
    head = f"Date: Mon, 2 Oct 2023 23:30:00 {zone}"
    capture, _ = article(saved(part(HTML, "Content-Type: text/html"), head=(head,)))
    assert capture.saved in (None, "2023-10-02")
