"""Generated pages: as many as a test or a bench wants, in the shape of real ones."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator
from gzip import compress
from io import BytesIO
from typing import BinaryIO
from zlib import crc32

from suites.capture import formats
from suites.capture.captured_article import CapturedArticle
from suites.capture.formats import CapturedPage, Failure

_WORDS = (
    "la ville le conseil une ligne du tramway dès janvier les habitants selon la maire un projet"
    " gratuit payant pour tous l’abonnement mensuel deux quartiers nouveaux travaux annoncés avant"
    " été budget prévu millions dollars service ouvert fermé voyageurs hausse baisse réseau bus"
    " stations prolongement enquête publique vote opposition majorité semaine prochaine réunion"
    " calendrier retard tenu promis confirmé reporté étude comité région transport usagers"
).split()


def sentences(seed: int, count: int) -> list[str]:
    """So many sentences, the same for the same seed."""
    words = random.Random(seed)
    return [
        " ".join(words.choices(_WORDS, k=words.randint(8, 24))).capitalize() + "."
        for _ in range(count)
    ]


def page(number: int, *, body: int | None = None, extra: str = "") -> str:
    """A page of an imagined newspaper; `body` is the seed of its text when it is another's."""
    lines = sentences(number if body is None else body, 40)
    title = f"Annonce {number} : {sentences(number, 1)[0][:60]}"
    about = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": title,
        "datePublished": f"{2010 + number % 15}-03-{1 + number % 28:02}T08:{number % 60:02}+01:00",
        "author": [{"@type": "Person", "name": "Jeanne Martin"}],
    }
    return _PAGE.format(
        number=number,
        title=title,
        about=json.dumps(about),
        script="window.dataLayer=window.dataLayer||[];" * 120,
        menu="".join(f'<li class="nav"><a href="/r/{n}">Rubrique {n}</a></li>' for n in range(40)),
        text="".join(_paragraphs(lines)) + extra,
        beside="".join(
            f'<div class="card"><a href="/a/{n}"><img src="/i/{n}.jpg"><h3>{one}</h3></a></div>'
            for n, one in enumerate(sentences(number + 1_000_000, 24))
        ),
    )


def _paragraphs(lines: list[str]) -> Iterator[str]:
    for at in range(0, len(lines), 4):
        if at in (12, 24):
            yield f"<h2>{lines[at]}</h2>"
        first, *others = lines[at : at + 4]
        yield f"<p><em>{first}</em> {' '.join(others)}</p>"


_PAGE = """<!DOCTYPE html>
<html lang="fr"><head><meta charset="utf-8"><title>{title} | La Gazette</title>
<meta property="og:site_name" content="La Gazette"><meta property="og:title" content="{title}">
<link rel="canonical" href="https://gazette.example/articles/{number}">
<script type="application/ld+json">{about}</script><script>{script}</script></head>
<body><header><nav><ul>{menu}</ul></nav></header><main><article><h1>{title}</h1>
<p class="byline">Par Jeanne Martin</p>{text}</article><aside class="sidebar">{beside}</aside>
<section id="comments"><h2>Commentaires</h2><p>Quel dommage pour les usagers du soir !</p></section>
</main><footer><ul>{menu}</ul><p>© La Gazette, tous droits réservés</p></footer></body></html>"""


def record(kind: str, block: bytes, *headers: tuple[str, str], gzip: bool = False) -> bytes:
    """One record of a web archive (ISO 28500:2017)."""
    lines = [
        ("WARC-Type", kind),
        ("WARC-Record-ID", f"<urn:uuid:00000000-0000-0000-0000-{crc32(block):012}>"),
        ("WARC-Date", "2023-09-19T11:00:00Z"),
        *headers,
        ("Content-Length", str(len(block))),
    ]
    head = "".join(f"{name}: {value}\r\n" for name, value in lines).encode()
    whole = b"WARC/1.1\r\n" + head + b"\r\n" + block + b"\r\n\r\n"
    return compress(whole, 6) if gzip else whole


def response(
    address: str,
    body: bytes,
    *headers: tuple[str, str],
    status: str = "200 OK",
    gzip: bool = False,
) -> bytes:
    """The record of one response of a server."""
    named = {"Content-Type": "text/html; charset=utf-8", **dict(headers)}
    head = "".join(f"{name}: {value}\r\n" for name, value in named.items())
    return record(
        "response",
        f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + body,
        ("WARC-Target-URI", address),
        ("Content-Type", "application/http; msgtype=response"),
        gzip=gzip,
    )


def web_archive(stream: BinaryIO, pages: Iterable[str], *, gzip: bool = True) -> None:
    """Write pages into a WARC, each at an address of its own."""
    for number, one in enumerate(pages):
        address = f"https://gazette.example/articles/{number}"
        stream.write(response(address, one.encode(), gzip=gzip))


def read(
    raw: bytes, file: str = "capture", **words: str
) -> tuple[CapturedPage, CapturedArticle] | Failure:
    """Convert the only capture in a file, here and now."""
    (capture,) = formats.captures(BytesIO(raw), file)
    if isinstance(capture, Failure):
        return capture
    page = formats.convert(capture, **words)
    return page if isinstance(page, Failure) else (capture, page)
