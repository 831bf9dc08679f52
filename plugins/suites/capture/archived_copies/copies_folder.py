"""Copies folder: archived copies, fetched once, kept in `captures/archived/`, and their texts.

    archived: of an article -> the copy's bytes as they were archived -> <digest>.warc -> its text

They are other people's pages, as captures are, and stay out of the repository. A copy is kept as a
web archive (WARC) of one record, and read as any other one is.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple
from uuid import NAMESPACE_URL, uuid5

from suites.analysis.linked_archive import LinkedArchive
from suites.archive.model import Article
from suites.capture.archived_copies.addresses import CopyAddress, copy_address, same_page
from suites.capture.captured_page import Failure
from suites.capture.captures_folder import text_of
from suites.capture.copy_text import CaptureText
from suites.system import atomic_write
from suites.system.web_client import Response, UnreachableError, WebClient

FOLDER = "archived"
"""The folder in that of the captures."""


class CopyTexts(NamedTuple):
    """The texts of archived copies by article id, each named by its address; faults of others."""

    texts: dict[str, list[CaptureText]]
    faults: tuple[str, ...]


def load_copy_texts(
    folder: Path, linked: LinkedArchive, ids: tuple[str, ...], client: WebClient
) -> CopyTexts:
    """Return the texts of the archived copies of some articles; fetch those that are not here.

    `folder` is that of the captures. OSError when a copy cannot be kept.
    """
    texts: dict[str, list[CaptureText]] = {}
    faults: list[str] = []
    for id_ in ids:
        for found in _of_article(folder / FOLDER, linked.archive.articles[id_], client):
            if isinstance(found, CaptureText):
                texts.setdefault(id_, []).append(found)
            else:
                faults.append(found)
    return CopyTexts(texts, tuple(faults))


def _of_article(folder: Path, article: Article, client: WebClient) -> Iterator[CaptureText | str]:
    for copy in article.archived:
        file = folder / f"{sha256(copy.url.encode()).hexdigest()[:32]}.warc"
        if not file.is_file():
            try:
                warc = _fetched(copy.url, client)
            except UnreachableError as error:
                yield f"{article.id}: the copy {copy.url} is not to be had: {error}"
                continue
            atomic_write.write_new(folder, file.name, warc)
        yield _text(file, copy.url) or f"{article.id}: the copy {copy.url} cannot be read: {file}"


def _fetched(url: str, client: WebClient) -> bytes:
    """Return the archived page as a WARC; UnreachableError when it is not to be had."""
    parts = copy_address(url)
    answer = client.get(parts.raw_url if parts else url)
    if answer.status != 200:
        raise UnreachableError(f"the archive answered {answer.status}")
    if parts:
        _refuse_other(parts, copy_address(answer.url))
    return _warc(url, answer)


def _refuse_other(wanted: CopyAddress, had: CopyAddress | None) -> None:
    """Raise UnreachableError for another page, or a copy of another day, than was asked for."""
    if had is None or not same_page(had.original, wanted.original):
        raise UnreachableError("the archive leads to another page")
    if not had.moment.startswith(wanted.moment):
        raise UnreachableError(f"the archive has one of {had.day} in its place")


def _warc(url: str, answer: Response) -> bytes:
    """Return a web archive of one response (ISO 28500:2017, 6.3)."""
    kind = " ".join(answer.headers.get("content-type", "").split())[:200] or "text/html"
    block = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n\r\n".encode() + answer.body
    head = (
        "WARC/1.1\r\nWARC-Type: response\r\n"
        f"WARC-Record-ID: <urn:uuid:{uuid5(NAMESPACE_URL, url)}>\r\n"
        f"WARC-Date: {datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}\r\n"
        f"WARC-Target-URI: {url}\r\n"
        "Content-Type: application/http;msgtype=response\r\n"
        f"Content-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def _text(file: Path, url: str) -> CaptureText | None:
    """Return the text of a copy that is kept; None when no article can be read in it."""
    from suites.capture import formats

    with file.open("rb") as stream:
        for page in formats.captures(stream, str(file)):
            if isinstance(page, Failure):
                continue
            made = formats.convert(page)
            text = text_of(page, "" if isinstance(made, Failure) else made.text)
            if text.whole.strip():
                return text._replace(name=url)
    return None
