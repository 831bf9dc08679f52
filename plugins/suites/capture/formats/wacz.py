"""WACZ: web archives in a zip file, read where they lie; and the packages of several WACZ files.

Only the WARC files of `archive/` are read, and WACZ files that a package holds; those that it names
are never fetched. A zip file that is a page of SingleFile is read as one. Sources: WACZ 1.1.1
(https://specs.webrecorder.net/wacz/1.1.1/), and its multi-WACZ profile.
"""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO, cast
from zipfile import ZipFile, ZipInfo

from suites.capture.captured_page import CapturedPage, Failure
from suites.capture.encoding import line
from suites.capture.formats import single_file, unsupported, warc, zips
from suites.capture.limits import HostileError, read_all

_WARC = re.compile(r"archive/[^/]+\.warc(\.gz|\.zst)?", re.IGNORECASE)
_WACZ = re.compile(r"(?:.*/)?[^/]+\.wacz", re.IGNORECASE | re.DOTALL)
_PACKAGE = re.compile(rb"\s*\{[^\0]*\"(?:multi-wacz-package|wacz-package|[^\"\0]{1,500}\.wacz)\"")
_ASIDE = re.compile(r"/\Z|\A__MACOSX/|(?:\A|/)\.DS_Store\Z")  # folders, and what macOS adds
_LARGEST_PACKAGE = 8 << 20
_MOST_NAMES = 3


def captures(
    stream: BinaryIO, file: str, place: str = "", *, is_outermost: bool = True
) -> Iterator[CapturedPage | Failure]:
    """Yield the pages of all the web archives in a zip file, by the names of these, and failures.

    `place` is that of the zip file in its own, where it is a part of one.
    """
    with zips.opened(stream) as pack:
        entries = sorted(pack.infolist(), key=lambda entry: entry.filename)
        archives = [entry for entry in entries if _WARC.fullmatch(entry.filename)]
        packages = [entry for entry in entries if _WACZ.fullmatch(entry.filename)]
        for entry in archives:
            yield from _of_entry(stream, pack, entry, file, place)
        for entry in packages:
            if is_outermost:
                yield from _of_entry(stream, pack, entry, file, place)
            else:
                yield Failure(f"{file}{place}/{entry.filename}", "archive-nested")
        if archives or packages:
            return
        pages = list(single_file.captures_in(stream, pack, file)) if is_outermost else []
        yield from pages or [_nothing(pack, file + place)]


def detect_package(head: bytes) -> bool:
    """Return whether the first bytes are a description of WACZ files that lie elsewhere."""
    return bool(_PACKAGE.match(head[:8192])) and b'"resources"' in head


def package(stream: BinaryIO, file: str) -> Iterator[Failure]:
    """Yield the failure of a description of WACZ files: it names them."""
    yield _described(read_all(stream), file) or Failure(file, "archive-empty")


def _of_entry(
    stream: BinaryIO, pack: ZipFile, entry: ZipInfo, file: str, place: str
) -> Iterator[CapturedPage | Failure]:
    inside = f"{place}/{entry.filename}"
    try:
        if _WACZ.fullmatch(entry.filename):
            yield from captures(zips.inside(stream, pack, entry), file, inside, is_outermost=False)
            return
        zips.check(entry)
        with pack.open(entry) as member:
            yield from warc.captures(cast(BinaryIO, member), file, inside)
    except HostileError as error:
        # Of an encrypted one the sentence has the name.
        yield error.at(file if error.code == "encrypted" else file + inside)
    except zips.BROKEN as error:
        yield Failure(file + inside, "compression-broken", {"why": str(error)[:200]})


def _nothing(pack: ZipFile, source: str) -> Failure:
    """Return the failure of a zip file in which no page was found."""
    if document := unsupported.identify_zip(pack.namelist()):
        return Failure(source, "kind-unknown", document)
    if "datapackage.json" in pack.NameToInfo:
        raw = zips.read(pack, pack.getinfo("datapackage.json"))
        return _described(raw, source) or Failure(source, "archive-empty")
    if any(name.startswith(("archive/", "pages/")) for name in pack.NameToInfo):
        return Failure(source, "archive-empty")
    entries = [one for one in pack.infolist() if not _ASIDE.search(one.filename)]
    for entry in entries:
        if entry.flag_bits & 1:
            return Failure(source, "encrypted", {"name": line(entry.filename, 200)})
    if not entries:
        return Failure(source, "zip-empty")
    return Failure(source, "zip-other", {"names": _some(one.filename for one in entries)})


def _described(raw: bytes, source: str) -> Failure | None:
    """Return the failure that names the WACZ files of a package; None when it names none."""
    try:
        said: Any = json.loads(raw[:_LARGEST_PACKAGE])
    except (ValueError, RecursionError):
        return None
    resources = said.get("resources") if isinstance(said, dict) else None
    found: list[str] = []
    for one in resources if isinstance(resources, list) else []:
        path = (one.get("url") or one.get("path")) if isinstance(one, dict) else None
        if isinstance(path, str) and re.search(r"\.wacz(?:[?#]|\Z)", path, re.IGNORECASE):
            found.append(path)
    if not found:
        return None
    return Failure(source, "archive-elsewhere", {"names": _some(found)})


def _some(names: Iterable[str]) -> str:
    found = [line(name, 200) for name in names]
    more = f" and {len(found) - _MOST_NAMES} more" if len(found) > _MOST_NAMES else ""
    return ", ".join(found[:_MOST_NAMES]) + more
