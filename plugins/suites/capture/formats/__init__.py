"""Formats: a file of any kind -> the captures in it -> their pages; failures where there are none.

    file -> kind -> captures -> convert -> a page, or a failure

A kind is found by its first bytes, never by its name. Taking a file apart is cheap and streamed;
converting a page is dear, and may go wrong: `batch` does it in other processes. Both end within
seconds of the processor (`processor_time`). How a page was kept and what it holds are two things: a
new way of keeping is a module with `captures` and a row of KINDS, a new content a row of READERS.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from io import SEEK_END
from typing import BinaryIO, NamedTuple

from suites.archive.enumerations import CaptureKind
from suites.capture import codings, limits, pdf, processor_time, saved_day
from suites.capture.captured_article import CapturedArticle, Guess
from suites.capture.captured_page import CapturedPage, Content, Failure, digest
from suites.capture.encoding import Decoded, characters, decode, is_text
from suites.capture.extraction import replay
from suites.capture.extraction.person_names import same
from suites.capture.formats import (
    clips,
    html,
    letters,
    mail,
    mhtml,
    press_databases,
    reader_mode,
    single_file,
    unsupported,
    wacz,
    warc,
    zips,
)
from suites.capture.formats.envelopes import with_envelope
from suites.capture.limits import LARGEST_ARTICLE, LARGEST_TEXT, HostileError

__all__ = [
    "KINDS",
    "READERS",
    "CapturedPage",
    "Failure",
    "Kind",
    "Reader",
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


class Bounds(NamedTuple):
    """Words of the first and of the last line of an article, in a plain text or a PDF."""

    start: str | None = None
    end: str | None = None


class Reader(NamedTuple):
    """A reader of one content of pages: their article, and everything that can be read in them.

    Both raise HostileError when a page is larger, deeper or more broken than any article's.
    """

    convert: Callable[[CapturedPage, Bounds], CapturedArticle]
    visible_text: Callable[[CapturedPage], str]


def _whole_file(
    kind_: CaptureKind, content: Content, stream: BinaryIO, file: str
) -> Iterator[CapturedPage]:
    raw = limits.read_all(stream)
    page = codings.decompress(raw)
    saved = saved_day.of_page(page[: limits.BLOCK]) if content == "html" else None
    yield CapturedPage(file, kind_, page, digest(raw), content=content, saved=saved)


def _is_plain_text(head: bytes) -> bool:
    return bool(head.strip()) and is_text(head) and not head.lstrip().startswith((b"<?xml", b"<!"))


KINDS = (
    Kind("wacz", lambda head: head.startswith(zips.SIGNATURES), wacz.captures),
    Kind("multi-wacz", wacz.detect_package, wacz.package),
    Kind("warc", warc.detect, warc.captures),
    Kind("single-file", single_file.detect, single_file.captures),
    Kind("mhtml", mhtml.detect, mhtml.captures),
    Kind("email", mail.detect, mail.captures),
    Kind(
        "press database",
        lambda head: html.detect(head) and press_databases.detect(head, "html"),
        partial(press_databases.captures, "html", "html"),
    ),
    Kind(
        "press database, as text",
        lambda head: _is_plain_text(head) and press_databases.detect(head, "text"),
        partial(press_databases.captures, "text", "text"),
    ),
    Kind("pdf", pdf.detect, partial(_whole_file, "pdf", "pdf")),
    Kind("html", html.detect, partial(_whole_file, "html", "html")),
    Kind("clip", lambda head: _is_plain_text(head) and clips.detect(head), clips.captures),
    Kind("text", _is_plain_text, partial(_whole_file, "text", "text")),
)
"""In the order in which they are tried; the bytes are those of the file, or those inside."""


def kind(head: bytes) -> Kind | None:
    """Return the kind of a file by its first bytes, 64 kB at most; None when none fits.

    >>> kind(b"<!DOCTYPE html><title>Le prix</title>").name
    'html'
    """
    head = codings.head_of(head)
    if not wacz.detect_package(head) and unsupported.identify(head):
        return None
    return next((one for one in KINDS if one.detect(head)), None)


def captures(stream: BinaryIO, file: str) -> Iterator[CapturedPage | Failure]:
    """Yield the captures in a file, which can be sought, and is read as they are asked for.

    `file` is its path, to be shown. Errors of the system are OSErrors.
    """
    head = stream.read(limits.BLOCK)
    length = stream.seek(0, SEEK_END)
    stream.seek(0)
    found = kind(head)
    if not head.strip():
        yield Failure(file, "empty")
    elif found is None and (fault := codings.fault_of(head)):
        yield fault.at(file)
    elif found is None:
        values = unsupported.identify(codings.head_of(head)) or unsupported.UNKNOWN
        yield Failure(file, "kind-unknown", values)
    else:
        try:
            seconds = processor_time.SECONDS + length / processor_time.BYTES_A_SECOND
            yield from processor_time.each_bounded(found.captures(stream, file), seconds)
        except HostileError as error:
            yield error.at(file)


def convert(
    capture: CapturedPage, *, start: str | None = None, end: str | None = None
) -> CapturedArticle | Failure:
    """Return the article of a capture.

    `start` and `end` are words between which a plain text, or a PDF, holds it. On the main thread
    it takes `processor_time.SECONDS` of the processor at most.
    """
    try:
        with processor_time.bounded():
            page = READERS[capture.content].convert(capture, Bounds(start, end))
    except HostileError as error:
        return error.at(capture.source)
    page = replay.of_the_page_itself(with_envelope(page, capture.envelope))
    if capture.kind == "email":
        title = page.headline.value if page.headline else ""
        page = replace(page, text=letters.without_notices(page.text, title))
    if len(page.text) > LARGEST_ARTICLE:
        return HostileError("too-large", limit=limits.size(LARGEST_ARTICLE)).at(capture.source)
    if page.headline and page.outlet and same(page.headline.value, page.outlet.value):
        return page.without_headline()
    return page


def visible_text(capture: CapturedPage) -> str:
    """Return everything that can be read in a capture, article or not, a block a line.

    A quotation may stand where `convert` saw no article: in a caption, a summary, a comment. Empty
    when the capture is broken, or larger or slower than any article's.
    """
    said = capture.envelope.headline.words if capture.envelope and capture.envelope.headline else ""
    try:
        with processor_time.bounded():
            text = READERS[capture.content].visible_text(capture)
    except HostileError:
        return ""
    return f"{said}\n{text}" if said else text


def _convert_html(capture: CapturedPage, _bounds: Bounds) -> CapturedArticle:
    decoded = decode(capture.raw, capture.encoding)
    text = characters(decoded.text)
    page = press_databases.convert(text, "html") or reader_mode.convert(text)
    page = page or html.convert(text, address=capture.address)
    return _with_doubt(decoded, page)


def _visible_html(capture: CapturedPage) -> str:
    return html.visible_text(characters(decode(capture.raw, capture.encoding).text))


def _convert_text(capture: CapturedPage, bounds: Bounds) -> CapturedArticle:
    from suites.capture import dumps

    decoded = decode(capture.raw, capture.encoding)
    text, headline = _limited(decoded), capture.envelope and capture.envelope.headline
    if capture.kind == "email" and headline and bounds == Bounds():
        page = letters.convert(text, headline.value)
    elif found := press_databases.convert(text, "text"):
        page = found
    else:
        page = dumps.convert(text, start=bounds.start, end=bounds.end)
    return _with_doubt(decoded, page)


def _visible_text(capture: CapturedPage) -> str:
    from suites.capture.dumps.lines import readable

    text = _limited(decode(capture.raw, capture.encoding))
    # Words among the signs of a browser for terminals, or of Markdown, are there as they are read.
    return f"{text}\n{readable(text)}"


def _convert_pdf(capture: CapturedPage, bounds: Bounds) -> CapturedArticle:
    from suites.capture.pdf import article

    page = article.convert(article.read(capture.raw), bounds.start, bounds.end)
    return replace(page, url=Guess(capture.address, "warc-target")) if capture.address else page


def _visible_pdf(capture: CapturedPage) -> str:
    from suites.capture.pdf import article

    return article.visible_text(article.read(capture.raw))


def _limited(decoded: Decoded) -> str:
    text = characters(decoded.text)
    if len(text) > LARGEST_TEXT:
        raise HostileError("too-large", limit=limits.size(LARGEST_TEXT))
    return text


def _with_doubt(decoded: Decoded, page: CapturedArticle) -> CapturedArticle:
    return page.with_doubt("encoding", encoding=decoded.encoding) if decoded.is_lossy else page


READERS: Mapping[Content, Reader] = {
    "html": Reader(_convert_html, _visible_html),
    "text": Reader(_convert_text, _visible_text),
    "markdown": Reader(lambda capture, _: clips.convert(capture), clips.visible_text),
    "pdf": Reader(_convert_pdf, _visible_pdf),
}
