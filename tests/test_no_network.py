"""No network: whatever a capture names, nothing is asked of another machine while it is read."""

from __future__ import annotations

import gzip
import json
import select
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from zipfile import ZipFile

import htmldate  # noqa: F401 - as they are loaded, they ask whether this machine has IPv6
import pytest
import trafilatura  # noqa: F401
import zstandard
from support.generated_pages import page, response
from support.pdf_files import column, pdf
from test_press_databases import export

from suites.capture import formats
from suites.capture.captured_page import Failure
from suites.capture.extraction.main_text import main_text
from suites.capture.formats import html

_WATCHED = ("socket.", "urllib.Request", "http.client.", "ftplib.", "smtplib.")
_asked: list[str] | None = None


def _watch(event: str, arguments: object) -> None:
    if _asked is not None and event.startswith(_WATCHED):
        _asked.append(f"{event} {arguments}")


@contextmanager
def watched() -> Iterator[list[str]]:
    """Everything that the interpreter would ask of the network, within."""
    global _asked
    if not hasattr(watched, "is_hooked"):
        sys.addaudithook(_watch)
        watched.is_hooked = True  # type: ignore[attr-defined]
    _asked = []
    try:
        yield _asked
    finally:
        _asked = None


@pytest.fixture
def server() -> Iterator[socket.socket]:
    """A server of this machine, for libraries that ask without the interpreter."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening


def alluring(address: str) -> bytes:
    """A page that names an address wherever a program might follow one."""
    doctype = (
        f'<?xml version="1.0"?><?xml-stylesheet href="{address}/a.xsl" type="text/xsl"?>\n'
        f'<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0//EN" "{address}/a.dtd" '
        f'[<!ENTITY a SYSTEM "{address}/a.ent"><!ENTITY % b SYSTEM "{address}/b.ent"> %b;]>'
    )
    head = (
        f'<base href="{address}/"><link rel="stylesheet" href="{address}/a.css">'
        f'<link rel="canonical" href="{address}/a"><link rel="amphtml" href="{address}/amp">'
        f'<meta http-equiv="refresh" content="0; url={address}/b"><style>@import "{address}/b.css";'
        f'</style><script src="{address}/a.js"></script><script type="application/ld+json">'
        + json.dumps({"@context": f"{address}/context.jsonld", "@type": "NewsArticle"})
        + "</script>"
    )
    inside = (
        f'<p>&a;<img src="{address}/a.png" srcset="{address}/b.png 2x"><iframe src="{address}/c">'
        f'</iframe><object data="{address}/d"></object><xi:include href="{address}/e"/>'
        f'<video src="{address}/f"></video><a href="{address}/g">mot</a>'
    )
    text = page(1).removeprefix("<!DOCTYPE html>").replace("</head>", head + "</head>")
    return (doctype + text.replace("</article>", inside + "</article>")).encode()


def zipped(files: dict[str, bytes]) -> bytes:
    stream = BytesIO()
    with ZipFile(stream, "w") as pack:
        for name, content in files.items():
            pack.writestr(name, content)
    return stream.getvalue()


def message(content: bytes, *headers: str, kind: str) -> bytes:
    head = "\r\n".join((*headers, "MIME-Version: 1.0", f"Content-Type: {kind}", "", ""))
    return head.encode() + content


def files(address: str) -> dict[str, bytes]:
    """A capture of each kind, by the name of its kind, or of the content of its page."""
    inside = alluring(address)
    warc = response(f"{address}/article", inside)
    manifest = json.dumps({"originalUrl": f"{address}/article"}).encode()
    self_unpacking = b"<!DOCTYPE html><html data-sfz><body><!--" + zipped(
        {"index.html": inside, "manifest.json": manifest}
    )
    package = json.dumps({"resources": [{"name": "a", "url": f"{address}/a.wacz"}]}).encode()
    related = (
        b"--b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n"
        b"Content-Location: " + address.encode() + b"/article\r\n\r\n" + inside + b"\r\n--b--\r\n"
    )
    mail = ("From: La Gazette <lettre@gazette.example>", "Subject: Le tram", "To: a@b.example",
            "Date: Tue, 19 Sep 2023 08:00:00 +0200", "Message-ID: <a@gazette.example>")  # fmt: skip
    return {
        "wacz": zipped({"archive/a.warc.gz": gzip.compress(warc), "b.wacz": zipped({})}),
        "multi-wacz": package,
        "warc": zstandard.compress(warc),
        "single-file": self_unpacking,
        "mhtml": message(
            related, "From: <Saved by Blink>", f"Snapshot-Content-Location: {address}/article",
            "Subject: a", kind='multipart/related; type="text/html"; boundary="b"',
        ),
        "email": message(inside, *mail, kind="text/html; charset=utf-8"),
        "press database": export("Europresse").replace(b"</p>", f" {address}</p>".encode()),
        "press database, as text": export("LexisNexis, as text"),
        "pdf": pdf([column([f"Le tram sera gratuit, lit-on sur {address}/article."] * 30, 50, 50)]),
        "html": inside,
        "clip": (
            f"---\ntitle: Le tram\nsource: {address}/article\ncreated: 2023-09-20\n---\n\n"
            f"La ville l’a dit mardi. ![le plan]({address}/plan.png) [suite]({address}/suite)\n"
        ).encode(),
        "text": f"Le tram\n\n{address}/article\n\nLa ville l’a dit mardi. {address}\n".encode(),
    }  # fmt: skip


def test_nothing_is_asked_of_the_network_while_captures_are_read(server: socket.socket) -> None:
    address = f"http://127.0.0.1:{server.getsockname()[1]}"
    kinds: set[str] = set()
    contents: set[str] = set()
    for name, raw in files(address).items():
        found = formats.kind(raw)
        assert found is not None
        assert found.name == name
        kinds.add(name)
        with watched() as asked:
            for capture in formats.captures(BytesIO(raw), name):
                if isinstance(capture, Failure):
                    continue
                formats.convert(capture)
                formats.visible_text(capture)
                contents.add(capture.content)
        assert asked == []
    assert kinds == {kind.name for kind in formats.KINDS}
    assert contents == set(formats.READERS)
    assert select.select([server], [], [], 0)[0] == []


def test_the_watch_sees_what_is_asked(server: socket.socket) -> None:
    with watched() as asked, socket.create_connection(server.getsockname()):
        pass
    assert asked
    assert select.select([server], [], [], 5)[0] == [server]


def test_markup_that_names_documents_is_parsed_alone(server: socket.socket) -> None:
    address = f"http://127.0.0.1:{server.getsockname()[1]}"
    with watched() as asked:
        assert main_text(html.parse(alluring(address).decode())).chosen
    assert asked == []
    assert select.select([server], [], [], 0)[0] == []
