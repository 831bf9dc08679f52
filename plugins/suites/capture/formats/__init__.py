"""Formats: a file of any kind -> the captures in it -> their pages; failures where there are none.

    file -> kind -> captures -> convert -> a page, or a failure

A kind is found by its first bytes, never by its name. Taking a file apart is cheap and streamed;
converting a page is dear, and may go wrong: `batch` does it in other processes. A new kind is one
module with `captures` or `convert`, and a row of KINDS.
"""

from collections.abc import Callable, Iterator
from functools import partial
from typing import BinaryIO, NamedTuple

from suites.archive.enumerations import CaptureKind
from suites.capture import limits
from suites.capture.captured_article import CapturedArticle
from suites.capture.captured_page import CapturedPage, Failure, digest
from suites.capture.encoding import characters, decode, is_text
from suites.capture.extraction import metadata
from suites.capture.extraction.markup import blocks
from suites.capture.formats import html, unsupported, wacz, warc
from suites.capture.limits import LARGEST_TEXT, HostileError

__all__ = [
    "KINDS",
    "CapturedPage",
    "Failure",
    "Kind",
    "captures",
    "convert",
    "kind",
    "visible_text",
]


class Kind(NamedTuple):
    """A kind of file: a test of its first bytes, and a reader of its captures."""

    name: str
    detect: Callable[[bytes], bool]
    captures: Callable[[BinaryIO, str], Iterator[CapturedPage | Failure]]


def _whole_file(kind_: CaptureKind, stream: BinaryIO, file: str) -> Iterator[CapturedPage]:
    raw = limits.read_all(stream)
    yield CapturedPage(file, kind_, limits.decompress(raw, "gzip"), digest(raw))


def _is_plain_text(head: bytes) -> bool:
    return bool(head.strip()) and is_text(head) and not head.lstrip().startswith((b"<?xml", b"<!"))


KINDS = (
    Kind("wacz", lambda head: head.startswith(wacz.SIGNATURES), wacz.captures),
    Kind("warc", lambda head: head.startswith(warc.SIGNATURE), warc.captures),
    Kind("html", html.detect, partial(_whole_file, "html")),
    Kind("text", _is_plain_text, partial(_whole_file, "text")),
)
"""In the order in which they are tried; the bytes are those of the file, inflated if it is gzip."""


def kind(head: bytes) -> Kind | None:
    """Return the kind of a file by its first bytes, 64 kB at most; None when none fits.

    >>> kind(b"<!DOCTYPE html><title>Le prix</title>").name
    'html'
    """
    head = _unpacked(head)
    if unsupported.identify(head):
        return None
    return next((one for one in KINDS if one.detect(head)), None)


def captures(stream: BinaryIO, file: str) -> Iterator[CapturedPage | Failure]:
    """Yield the captures in a file, which can be sought, and is read as they are asked for.

    `file` is its path, to be shown. Errors of the system are OSErrors.
    """
    head = stream.read(limits.BLOCK)
    stream.seek(0)
    found = kind(head)
    if not head.strip():
        yield Failure(file, "empty")
    elif found is None:
        values = unsupported.identify(_unpacked(head)) or unsupported.UNKNOWN
        yield Failure(file, "kind-unknown", values)
    else:
        try:
            yield from found.captures(stream, file)
        except HostileError as error:
            yield error.at(file)


def convert(
    capture: CapturedPage, *, start: str | None = None, end: str | None = None
) -> CapturedArticle | Failure:
    """Return the article of a capture.

    `start` and `end` are words between which a plain text holds it.
    """
    decoded = decode(capture.raw, capture.encoding)
    text = characters(decoded.text)
    try:
        if capture.kind == "text":
            page = _convert_text(text, start, end)
        else:
            page = html.convert(text, address=capture.address)
    except HostileError as error:
        return error.at(capture.source)
    if decoded.is_lossy:
        page = page.with_doubt("encoding", encoding=decoded.encoding)
    if page.headline and page.outlet and metadata.same(page.headline.value, page.outlet.value):
        return page.without_headline()
    return page


def _convert_text(text: str, start: str | None, end: str | None) -> CapturedArticle:
    from suites.capture import dumps

    if len(text) > LARGEST_TEXT:
        raise HostileError("too-large", limit=limits.size(LARGEST_TEXT))
    return dumps.convert(text, start=start, end=end)


def visible_text(capture: CapturedPage) -> str:
    """Return everything that can be read in a capture, article or not, a block a line.

    A quotation may stand where `convert` saw no article: in a caption, a summary, a comment. Empty
    when the capture is broken, or larger than any article's.
    """
    whole = characters(decode(capture.raw, capture.encoding).text)
    if capture.kind == "text":
        return whole if len(whole) <= LARGEST_TEXT else ""
    try:
        tree = html.parse(whole)
    except HostileError:
        return ""
    return "\n".join(block.words for block in blocks(tree, lambda *_: True, None))


def _unpacked(head: bytes) -> bytes:
    return limits.decompress_head(head) or b"" if head.startswith(limits.GZIP) else head
