"""Formats that are not read are named by their bytes; text that begins alike is still read."""

from __future__ import annotations

import gzip
import io
import plistlib
import zipfile

import pytest
from support.generated_pages import read

from suites.capture.captured_page import Failure
from suites.capture.formats import unsupported
from suites.cli import main

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(900)


def packed(**files: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as pack:
        for name, text in files.items():
            pack.writestr(name.replace("__", "/"), text)
    return stream.getvalue()


WORD = packed(**{"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>" * 99})
EPUB = packed(mimetype="application/epub+zip", OEBPS__a="a")
SAFARI = {"WebMainResource": {"WebResourceData": b"<p>Le tram.</p>" * 9, "WebResourceURL": "a"}}
V7 = b"tram.html".ljust(100, b"\0") + b"000644 \0" * 3 + b"00000000012 14000000000 " + bytes(364)
ODT = packed(mimetype="application/vnd.oasis.opendocument.text", content="a")

NAMED: dict[str, list[bytes]] = {
    "a Word document (.docx)": [WORD, WORD[: len(WORD) // 2], WORD[:-60]],
    "an Office document (.docx, .xlsx, .pptx)": [WORD[:80], packed(**{"[Content_Types].xml": "a"})],
    "an e-book (EPUB)": [EPUB, EPUB[:90]],
    "an OpenDocument text (.odt) or its like": [ODT, ODT[:100]],
    "a page saved as MAFF": [packed(**{"1234/index.rdf": "a", "1234/index.html": "b"})],
    "an Outlook message (.msg)": [OLE + "__substg1.0_0037".encode("utf-16-le") + bytes(99)],
    "an old Office document (.doc, .xls, .ppt), or an Outlook message (.msg)": [OLE],
    "an Office document that asks for a password": [
        OLE + "EncryptedPackage".encode("utf-16-le") + bytes(99),
    ],
    "a Safari web archive (.webarchive)": [
        plistlib.dumps(SAFARI, fmt=plistlib.FMT_BINARY), plistlib.dumps(SAFARI),
    ],
    "a Pages document (.pages)": [
        packed(**{"preview.jpg": "a", "Index/Document.iwa": "b"}), packed(**{"Index.zip": "a"}),
    ],
    "a Keynote presentation (.key)": [packed(**{"Index/Presentation.iwa": "b"})],
    "an archive (tar)": [V7, gzip.compress(V7)],
    "an Outlook mailbox (.pst, .ost)": [b"!BDN\x01\x02\x03\x04SM" + bytes(range(200))],
    "a scan (DjVu)": [b"AT&TFORM\x00\x00\x01\x00DJVM" + bytes(99)],
    "a book for Kindle or Mobipocket (.mobi, .azw)": [
        b"A" * 31 + bytes(29) + b"BOOKMOBI" + bytes(99),
    ],
    "a book of Microsoft's (.chm, .lit)": [b"ITSF\x03\x00\x00\x00" + bytes(99)],
    "a web archive in ARC": [
        b"filedesc://a.arc 127.0.0.1 20140216050221 text/plain 75\n1 0 A\n",
        b"http://e.example/tram 192.0.2.1 20140216050221 text/html 99\nHTTP/1.1 200 OK\n\n<html>",
        gzip.compress(b"filedesc://a.arc 127.0.0.1 20140216050221 text/plain 75\n1 0 A\n"),
    ],
    "a shortcut to a page, and not the page": [
        b"[InternetShortcut]\r\nURL=https://e.example/\r\n",
        b"[{000214A0-0000-0000-C000-000000000046}]\r\nProp3=19,2\r\n[InternetShortcut]\r\n",
        b"[DEFAULT]\r\nBASEURL=https://e.example/\r\n[InternetShortcut]\r\n",
        b"#!/usr/bin/env xdg-open\n[Desktop Entry]\nType=Link\nURL=https://e.example/\n",
    ],
    "a list of bookmarks": [b"<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<TITLE>Bookmarks</TITLE>"],
    "an address, and not the page": [
        b"https://e.example/2024/08/tram.html\n", b"\xef\xbb\xbf <https://e.example/a> \r\n",
        b"www.e.example/tram", "https://e.example/a\n".encode("utf-16"),
    ],
    "a list of addresses": [b"https://e.example/1\nhttps://e.example/2\n\nhttp://f.example\n"],
    "a list of references (BibTeX)": [
        b"@article{renard2024,\n  title = {Le tram}\n}", b"@misc{a,\n}",
    ],
    "a list of references (RIS)": [
        b"TY  - NEWS\nTI  - Le tram\nER  - \n", b"TY  - JOUR\r\nAU  - A\r\n",
    ],
    "a list of references (EndNote)": [b"%0 Newspaper Article\n%T Le tram\n"],
    "an address book (vCard)": [b"BEGIN:VCARD\r\nVERSION:3.0\r\n"],
    "a calendar (iCalendar)": [
        b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n", b"begin:vcalendar\n",
        b"BEGIN:VEVENT\nSUMMARY:Tram\n",
        "BEGIN:VCALENDAR\r\n".encode("utf-16"),
    ],
    "subtitles (SubRip)": [b"1\n00:00:01,000 --> 00:00:04,000\nLe tram part.\n"],
    "an index of a web archive (CDX)": [
        b" CDX N b a m s k r M S V g\nexample,e)/ 20200101000000 https://e.example/ text/html\n",
        b'example,e)/tram 20200101000000 {"url": "https://e.example/tram"}\n',
    ],
    "a text in TeX": [b"% a\n\\documentclass{article}\n\\begin{document}\n"],
    "what a browser asked of the web (HAR)": [b'{\n  "log": {"version": "1.2", "entries": []}}'],
    "data in JSON": [
        b'{"headline": "Le tram", "text": "Il ira plus loin."}', b'[{"id": 1}]', b'["Le tram", 2]',
        b'{"a": 1}\n{"a": 2}\n',
    ],
    "a script (JavaScript)": [
        b"!function(e,t){return e}(1,2);", b"/*! a */\n(function () {\n})();",
        b"'use strict';\nlet a = 1;", b"const a = {b: 1};\n", b"import a from './a.js';\n",
    ],
    "a style sheet (CSS)": [
        b'@charset "utf-8";\nbody{margin:0}', b"/* a */\n.menu, .menu > li { color: red; }\n",
        b"@media print { a { color: black } }", b":root{--ink:#111;--paper:#fff}",
    ],
    "a feed (RSS), which holds many articles or their beginnings": [
        b'<?xml version="1.0"?>\n<rss version="2.0"><channel>', b"<rss version='2.0'>",
        b'<?xml version="1.0"?><?xml-stylesheet href="a"?><!-- a --><rss>',
    ],
    "a feed (Atom), which holds many articles or their beginnings": [
        b'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom">',
    ],
    "a list of feeds (OPML)": [b'<?xml version="1.0"?><opml version="2.0">'],
    "notes of Evernote's (.enex)": [
        b'<?xml version="1.0"?><!DOCTYPE en-export SYSTEM "http://e.example/a.dtd"><en-export>',
    ],
    "a property list of Apple's, such as a .webloc": [
        b'<?xml version="1.0"?><!DOCTYPE plist PUBLIC "-//Apple//DTD"><plist version="1.0">',
    ],
    "a document in XML (<newsItem>)": [b'<?xml version="1.0"?><newsItem guid="a"><p>Le tram.</p>'],
    "a text in RTF": [rb"{\rtf1\ansi Le tram}"],
    "PostScript": [b"%!PS-Adobe-3.0\n"],
    "an archive (7z)": [b"7z\xbc\xaf'\x1c\x00\x04" + bytes(99)],
    "a compressed file (xz)": [b"\xfd7zXZ\x00\x00\x04" + bytes(99)],
    "a compressed file (bzip2)": [b"BZh91AY&SY" + bytes(range(99))],
    "a video or a sound": [
        b"\xff\xfb\x90\x00" + bytes(99), b"OggS\x00", b"FLV\x01\x05" + bytes(9),
        b"\x00\x00\x00\x08wide\x00\x00\x10\x00mdat" + bytes(99), (b"G@\0\x10" + bytes(184)) * 4,
    ],
}  # fmt: skip


@pytest.mark.parametrize("what", NAMED)
def test_a_format_that_is_not_read_is_named(what: str) -> None:
    for raw in NAMED[what]:
        found = read(raw)
        assert isinstance(found, Failure), raw[:60]
        said, mend = str(found).split("\n")
        assert said == f"capture: it is {what}; such files are not read here [kind-unknown]"
        assert mend.startswith("  mend: ")
        assert "{" not in mend


TEXTS = (
    "{Encadré} Le maire a dit que le tram serait gratuit.",
    "{ \u00ab Nous le ferons \u00bb, dit-elle : c’est promis. }",
    "[1, 2] Deux notes ouvrent ce texte.",
    "[Archives] Le tram revient.",
    "[\u201cLe tram\u201d, dit le maire]",
    "Note {source: AFP} en tête du texte.",
    "https://e.example/tram\n\nLe tram ira plus loin, a dit la mairie.",
    "www.e.example est en panne.",
    "@mairie a publié un message, lu mille fois.",
    "@articles : trois textes sur le tram.",
    "TY est un sigle.\nIl dit tout.",
    "BEGIN: le tram part à l’heure.",
    "function, forme et usage du tram : trois mots.",
    "var. et autres abréviations du tramway.",
    "const est le nom de la ligne.",
    "import-export : le port gagne du terrain.",
    "%0 de hausse, dit le maire.",
    "rss et atom sont des mots.",
    "ville;jour;prix\nLe port;mardi;8 €\nLe centre;jeudi;9 €\n",
    "MSCF, LZIP, !BDN et 8BPS sont des sigles.",
    "ÿ est une lettre rare, comme œ.",
    "/* Ce texte n’est pas un programme */ Le tram ira plus loin.",
    "// Le tram ira plus loin",
    ".tram : un nom de domaine pour la ville { ou presque }.",
    "https://e.example/tram 12 jours après : le tram part.",
    "1\n00 h 30 : le tram part.",
    "Begin: vevent est un mot.",
    "100 000 voyageurs et 0000644 rails.",
    "WEBVTT est un nom de format.",
    "log : {version} de la note.",
)


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_text_that_begins_alike_is_read(text: str, encoding: str) -> None:
    found = read(text.encode(encoding))
    assert not isinstance(found, Failure), found
    assert found[0].kind == "text"


ENDLESS = (
    b" ", b"/*", b"/**/", b"//\n", b"{", b"[", b'["', b'{"a', b"www.", b"<!--", b"<!-- -->",
    b"<?a?>",
    b"a ", b"@media ", b"import ", b"var ", b"function ", b"PK\3\4", b"TY  - A\n", b"https://",
    b"<!DOCTYPE [", b"#\n", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
)  # fmt: skip


@pytest.mark.parametrize("part", ENDLESS)
def test_no_beginning_takes_long(part: bytes) -> None:
    unsupported.identify(part * (65_536 // len(part)))


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("https://e.example/a/b?c=d", "https://e.example/a/b?c=d"),
        ("HTTP://E.example", "HTTP://E.example"),
        ("www.e.example/a", "www.e.example/a"),
        ("gazette.fr/tram", "gazette.fr/tram"),
        ("view-source:https://e.example/", "https://e.example"),
    ],
)
def test_an_address_is_told_how_its_page_is_saved(
    typed: str, shown: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for way in (["convert", typed], ["convert", "--stdout", typed], ["convert"]):
        monkeypatch.setenv("SUITES_FROM", typed if len(way) == 1 else "")
        assert main(way) == 2
        said = capsys.readouterr().err
        assert said.startswith(f"suites: {shown} is an address, and nothing is fetched")
        assert "MHTML" in said
        assert said.count("\n") == 1
