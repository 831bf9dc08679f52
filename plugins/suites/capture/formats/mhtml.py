"""MHTML: a page that a browser saved as one file, with all that it shows -> the page.

The headers tell when and where the page was saved; they say nothing of its article. Other HTML in
the file belongs to frames, and those to advertisers. Source: RFC 2557.
"""

import re
from collections.abc import Iterator
from email.message import Message
from typing import BinaryIO

from suites.capture import codings, limits, saved_day
from suites.capture.captured_article import Doubt, Envelope
from suites.capture.captured_page import CapturedPage, Failure, digest
from suites.capture.formats import mime
from suites.capture.formats.mime import Part, value
from suites.capture.limits import HostileError

_HTML = ("text/html", "application/xhtml+xml")
_SAVED = re.compile(r"<?saved by\b", re.IGNORECASE)
_OF_MAIL = ("Received", "Message-ID", "Return-Path", "Delivered-To", "To", "Cc", "Reply-To")


def detect(head: bytes) -> bool:
    """Return whether the first bytes are those of a saved page, and not of an e-mail."""
    if not mime.is_message(head):
        return False
    try:
        headers, _ = mime.read_headers(_without_blank(head))
    except HostileError:
        return False
    if "Snapshot-Content-Location" in headers:
        return True
    if "MIME-Version" not in headers and "Content-Type" not in headers:
        return False
    if _SAVED.match(value(headers, "From").strip("\"' ")):
        return True
    kind = value(headers, "Content-Type").lower()
    is_page = kind.startswith("multipart/related") or (
        kind.startswith(_HTML) and "Content-Location" in headers
    )
    return is_page and not any(name in headers for name in _OF_MAIL)


def captures(stream: BinaryIO, file: str) -> Iterator[CapturedPage | Failure]:
    """Yield the page of a file; HostileError when it has none, or is made to harm."""
    raw = limits.read_all(stream)
    message = _without_blank(codings.decompress(raw))
    headers, _ = mime.read_headers(message)
    found = mime.parts(message)
    root = _root(headers, found)
    if root is None:
        raise HostileError("mhtml-empty")
    page = root.decoded()
    if not page.strip():
        raise HostileError("mhtml-empty")
    address = next(
        (
            place
            for place in (
                value(headers, "Snapshot-Content-Location"),
                value(root.headers, "Content-Location"),
                value(headers, "Content-Location"),
            )
            if place.lower().startswith(("http://", "https://"))
        ),
        None,
    )
    doubts = (Doubt("file-cut"),) if root.is_cut else ()
    yield CapturedPage(
        file, "mhtml", page, digest(raw), encoding=root.charset, address=address,
        envelope=Envelope(doubts=doubts) if doubts else None,
        saved=saved_day.of_message(value(headers, "Date")),
    )  # fmt: skip


def _root(headers: Message, found: list[Part]) -> Part | None:
    """Return the page itself: the part that the headers name, else the first one of HTML."""
    pages = [part for part in found if part.type in _HTML]
    start = Part(headers, b"").parameter("start")
    place = value(headers, "Snapshot-Content-Location")
    for part in pages:
        if start and value(part.headers, "Content-ID").strip("<> ") == start.strip("<> "):
            return part
    for part in pages:
        if place and value(part.headers, "Content-Location") == place:
            return part
    return pages[0] if pages else None


def _without_blank(head: bytes) -> bytes:
    return head.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n\t ")
