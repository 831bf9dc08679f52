"""Converters: what lies in a file of any kind -> the articles in it, and what is wrong with it.

    file -> kind -> captures -> convert -> a page, or a fault

A kind is found by its first bytes, never by its name. Taking a file apart is cheap and streamed;
converting a page is dear, and may go wrong: `conversion` does it in other processes. A new kind of
page is one module with `detect` and `convert`, and a line in KINDS and in PAGES; a new kind of
archive is one with `detect` and `captures`, and a line in KINDS.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO

from suites.capture.extraction import metadata
from suites.capture.formats import foreign, html, text, wacz, warc
from suites.capture.formats.capture import Capture, Converted, Fault, digest
from suites.capture.formats.limits import BLOCK, HostileError, head_inflated, inflated, whole
from suites.capture.page import Doubt, Guess, Page

__all__ = [
    "KINDS", "Capture", "Converted", "Doubt", "Fault", "Guess", "Kind", "Page",
    "captures", "convert", "kind", "read",
]  # fmt: skip

Source = Callable[[BinaryIO, str], Iterator[Capture | Fault]]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of capture: how its first bytes are known, and how a file of it is taken apart."""

    name: str
    detect: Callable[[bytes], bool]
    captures: Source


def _one_text(stream: BinaryIO, source: str) -> Iterator[Capture | Fault]:
    raw = whole(stream)
    yield Capture(source, "text", "text", _unpacked(raw), digest(raw))


def _one_html(stream: BinaryIO, source: str) -> Iterator[Capture | Fault]:
    raw = whole(stream)
    yield Capture(source, "html", "html", _unpacked(raw), digest(raw))


KINDS = (
    Kind("wacz", wacz.detect, wacz.captures),
    Kind("warc", warc.detect, warc.captures),
    Kind("html", html.detect, _one_html),
    Kind("text", text.detect, _one_text),
)
"""In the order in which they are tried; the bytes are those of the file, inflated if it is gzip."""


def kind(head: bytes) -> Kind | None:
    """The kind of a capture by its first bytes, 64 kB at most; None when it is none that we read.

    >>> kind(b"<!DOCTYPE html><title>Le prix</title>").name
    'html'
    """
    head = _head_unpacked(head)
    if foreign.known(head):
        return None
    return next((one for one in KINDS if one.detect(head)), None)


def captures(stream: BinaryIO, source: str) -> Iterator[Capture | Fault]:
    """The captures in a file, which can be sought, and is read as they are asked for.

    `source` is what the file is called; it is only shown. Errors of the system are OSErrors.
    """
    head = stream.read(BLOCK)
    stream.seek(0)
    found = kind(head)
    if found is None:
        if head.strip():
            yield Fault(
                source, "kind-unknown", foreign.known(_head_unpacked(head)) or foreign.UNKNOWN
            )
        else:
            yield Fault(source, "empty")
        return
    try:
        yield from found.captures(stream, source)
    except HostileError as error:
        yield Fault(source, error.code, error.values)


def convert(
    capture: Capture, *, start: str | None = None, end: str | None = None
) -> Converted | Fault:
    """The article of a capture; `start` and `end` are words between which a plain text holds it."""
    try:
        if capture.form == "html":
            page = html.convert(capture.raw, encoding=capture.encoding, address=capture.address)
        else:
            page = text.convert(capture.raw, encoding=capture.encoding, start=start, end=end)
    except HostileError as error:
        return Fault(capture.source, error.code, error.values)
    page = _headed(page)
    return Converted(page, capture.kind, capture.sha256, capture.source, capture.address)


def _headed(page: Page) -> Page:
    """The page without a headline that is no more than the name of its outlet."""
    headline, outlet = page.headline, page.outlet
    if headline is None or outlet is None or not metadata.same(headline.value, outlet.value):
        return page
    doubt = Doubt("headline-is-outlet", (("name", headline.value),))
    return replace(page, headline=None, doubts=(*page.doubts, doubt))


def read(
    stream: BinaryIO, source: str, *, start: str | None = None, end: str | None = None
) -> Iterator[Converted | Fault]:
    """All that lies in a file, converted here and now, without limits of time."""
    for found in captures(stream, source):
        yield found if isinstance(found, Fault) else convert(found, start=start, end=end)


def _head_unpacked(head: bytes) -> bytes:
    return head_inflated(head) or b"" if head.startswith(b"\x1f\x8b\x08") else head


def _unpacked(raw: bytes) -> bytes:
    return inflated(raw, "gzip") if raw.startswith(b"\x1f\x8b\x08") else raw
