"""SingleFile: a page that is saved with its files in a zip, or in a page that unpacks itself.

    zip | HTML, and a zip in a comment behind it -> index.html, and the address in manifest.json

The pages of the frames, and the files, are left where they are. Source: single-file-core,
processors/compression (https://github.com/gildas-lormeau/single-file-core).
"""

import json
import re
from collections.abc import Iterator
from functools import partial
from hashlib import sha256
from typing import Any, BinaryIO
from zipfile import ZipFile, ZipInfo

from suites.capture.captured_page import CapturedPage, Failure, digest
from suites.capture.formats import zips
from suites.capture.limits import BLOCK, HostileError

_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<!doctype[^>]{0,300}>\s*)?<html[^>]{0,300}\bdata-sfz\b", re.I
)
_INDEX = re.compile(r"((?:[^/]+/)?)index\.html")
_ADDRESS = re.compile(r"https?://[^\s<>\"]{1,2000}")
_MOST_PAGES = 1000


def detect(head: bytes) -> bool:
    """Return whether the first bytes are a page that unpacks itself."""
    return bool(_PAGE.match(head))


def captures(stream: BinaryIO, file: str) -> Iterator[CapturedPage | Failure]:
    """Yield the page in a page that unpacks itself."""
    with zips.opened(stream) as pack:
        yield from list(captures_in(stream, pack, file)) or [Failure(file, "archive-empty")]


def captures_in(stream: BinaryIO, pack: ZipFile, file: str) -> Iterator[CapturedPage | Failure]:
    """Yield the pages that SingleFile laid into a zip file; none when it is another's."""
    found = [(entry, address) for entry in pack.infolist() if (address := _address(pack, entry))]
    whole = _digest(stream) if found else ""
    for entry, address in found[:_MOST_PAGES]:
        place = f"/{entry.filename}" if len(found) > 1 else ""
        try:
            raw = zips.read(pack, entry)
        except HostileError as error:
            yield error.at(file + place)
            continue
        # As it stands in the pages that it does not compress.
        note = f"<!--\n Page saved with SingleFile \n url: {address} \n-->".encode()
        yield CapturedPage(
            file, "html", note + raw, digest(raw) if place else whole,
            encoding="utf-8", record=place,
        )  # fmt: skip


def _address(pack: ZipFile, entry: ZipInfo) -> str | None:
    """Return the address of a page, by its manifest or its comment; None if it is no page."""
    index = _INDEX.fullmatch(entry.filename)
    if not index:
        return None
    said = entry.comment.decode("utf-8", "replace")
    manifest = pack.NameToInfo.get(f"{index[1]}manifest.json")
    if manifest:
        try:
            about: Any = json.loads(zips.read(pack, manifest))
            said = str(about["originalUrl"])
        except (HostileError, ValueError, LookupError, TypeError, RecursionError):
            pass
    address = _ADDRESS.match(said)
    return address[0] if address else None


def _digest(stream: BinaryIO) -> str:
    stream.seek(0)
    found = sha256()
    for block in iter(partial(stream.read, BLOCK), b""):
        found.update(block)
    return found.hexdigest()
