"""What no converter reads is called what it is, and the headline is not the name of the outlet."""

from __future__ import annotations

import gzip
import io
import zipfile

import pytest
from support.generated_pages import read

from suites.capture.formats import CapturedArticle, Failure
from suites.cli import main


def packed(*names: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as pack:
        for name in names:
            pack.writestr(name, "un essai")
    return stream.getvalue()


FOREIGN = {
    "a text in RTF": rb"{\rtf1\ansi Un essai.}",
    "a Word document (.docx)": packed("[Content_Types].xml", "word/document.xml"),
    "an Excel workbook (.xlsx)": packed("[Content_Types].xml", "xl/workbook.xml"),
    "an OpenDocument text (.odt) or its like": packed("mimetype", "content.xml"),
    "an e-book (EPUB)": packed("mimetype", "META-INF/container.xml", "a.html"),
    "a Pages document (.pages)": packed("Index/Document.iwa"),
    "a Safari web archive (.webarchive)": b"bplist00\xd1\x01\x02_\x10\x0fWebMainResource\xd4",
    "a shortcut to a page, and not the page": b"[InternetShortcut]\r\nURL=https://e.example/\r\n",
    "a web archive in ARC": b"filedesc://a.arc 127.0.0.1 20140216050221 text/plain 75\n1 0 A\n",
    "a picture (PNG)": b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
    "a picture (JPEG)": b"\xff\xd8\xff\xe0\x00\x10JFIF",
    "a picture (GIF)": b"GIF89a\x01\x00",
    "a picture (WebP)": b"RIFF\x24\x00\x00\x00WEBPVP8 ",
    "a picture (TIFF)": b"II*\x00\x08\x00",
    "a picture (HEIC)": b"\x00\x00\x00\x18ftypheic",
    "a picture (AVIF)": b"\x00\x00\x00\x18ftypavif",
    "a picture (BMP)": b"BM" + bytes(200),
    "a picture (SVG)": b'<?xml version="1.0"?>\n<!-- a -->\n<svg xmlns="x"><text>Un</text></svg>',
    "a video or a sound": b"\x00\x00\x00\x18ftypmp42",
    "an archive (RAR)": b"Rar!\x1a\x07\x00",
    "an archive (tar)": b"a.html" + bytes(251) + b"ustar" + bytes(300),
}


@pytest.mark.parametrize("what", FOREIGN)
def test_what_is_not_read_is_called_what_it_is(what: str) -> None:
    fault = read(FOREIGN[what])
    assert isinstance(fault, Failure)
    said, mend = str(fault).split("\n")
    assert said == f"capture: it is {what}; such files are not read here [kind-unknown]"
    assert mend.startswith("  mend: ")
    assert "{" not in mend


def test_what_is_compressed_as_well_is_called_what_it_is() -> None:
    assert "it is a picture (PNG)" in str(read(gzip.compress(FOREIGN["a picture (PNG)"])))


def test_a_zip_file_of_other_things_is_no_wacz() -> None:
    said = str(read(packed("a.html", "b.html")))
    assert "it is a zip file, and no WACZ; in it lie a.html, b.html [zip-other]" in said
    assert "with its folder" in said
    many = str(read(packed("__MACOSX/a", "page_files/", "a\x1b[2J.html", "b", "c", "d", "e")))
    assert "in it lie a[2J.html, b, c and 2 more [zip-other]" in many
    for nothing in (packed(), packed("dossier/", "dossier/.DS_Store")):
        assert "no file lies in it [zip-empty]" in str(read(nothing))
    locked = bytearray(packed("secret.html"))
    locked[locked.index(b"PK\1\2") + 8] |= 1
    assert "secret.html in it is encrypted" in str(read(bytes(locked)))


@pytest.mark.parametrize(
    "text",
    [
        "BM et ID3, MZ ou BZh : ce texte commence comme une image.", "%PDF est un mot.",
        "GIF89 n’est rien.", "From: la mairie\nTo: tous\n\nUn essai de texte.", "RIFF un essai",
        "Subject: un essai\n\nMIME-Version: 1.0 est dans le corps.", "{un essai}", "<svgx> un",
        "From 2021 on, a test.\n\nMore of it.",
    ],
)  # fmt: skip
def test_text_that_begins_alike_is_text(text: str) -> None:
    assert isinstance(read(text.encode()), tuple)


def test_an_address_is_no_capture(capsys: pytest.CaptureFixture[str]) -> None:
    for address in ("https://e.example/a/b?c=d", "http://e.example", "www.e.example/a"):
        assert main(["convert", address]) == 2
        assert f"suites: {address} is an address, and nothing is fetched" in capsys.readouterr().err


PARAGRAPHS = "".join(f"<p>La ville dit que le tram numéro {n} sera gratuit.</p>" for n in range(20))


def page(title: str, said: str, *headings: str) -> CapturedArticle:
    shown = "".join(f"<h1>{one}</h1>" for one in headings)
    found = read(
        f'<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta property="og:site_name" content="La Gazette du port">'
        f'<meta property="og:title" content="{said}">'
        f"</head><body><article>{shown}{PARAGRAPHS}</article></body></html>".encode()
    )
    assert isinstance(found, tuple)
    return found[1]


@pytest.mark.parametrize("name", ["La Gazette du port", "la gazette du Port !"])
def test_the_name_of_the_outlet_is_no_headline_but_a_doubt(name: str) -> None:
    found = page(name, name)
    assert found.headline is None
    assert ("headline-is-outlet", {"name": name}) in [(d.code, d.values) for d in found.doubts]


def test_another_headline_is_taken_before_the_name_of_the_outlet() -> None:
    headline = "Le tram sera gratuit"
    for found in (
        page(headline, "La Gazette du port"),
        page("La Gazette du port", headline),
        page("La Gazette du port", "La Gazette du port", headline),
        page("La Gazette du port", headline, "La Gazette du port", headline),
    ):
        assert found.headline
        assert found.headline.value == headline
        assert "headline-is-outlet" not in [doubt.code for doubt in found.doubts]
