"""Codings: bytes that are compressed, by a server or a packer -> the bytes themselves.

Headers of HTTP name a coding that was never there, that another one followed, or that a crawler
undid and kept the name of. So the bytes count more than the name: gzip and Zstandard begin with
signatures, a page with a tag, and of the rest the coding that is named is tried first. Sources: RFC
9110, 8.4.1; RFC 1950 to 1952; RFC 7932 (Brotli); RFC 8878 (Zstandard).
"""

import zlib
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from io import BytesIO

import brotli

from suites.capture.encoding import is_text
from suites.capture.limits import BLOCK, GZIP, LARGEST_PAGE, HostileError, decompress_head, join
from suites.capture.zstandard_frames import ZSTD, ZstandardFrames

_MOST_CODINGS = 4
_MOST_MEMBERS = 1000
_HEAD = 4096


def decompress(raw: bytes, coding: str = "") -> bytes:
    """Return bytes without their content coding: gzip, deflate, br or zstd, as far as they have it.

    HostileError when they are broken, of a coding that is not known, or larger than `LARGEST_PAGE`.
    """
    name = coding.strip().lower().removeprefix("x-")
    if undo := next((undo for magic, undo in _BY_MAGIC.items() if raw.startswith(magic)), None):
        return join(undo(raw), "inflates")
    is_plain = is_text(raw[:_HEAD])
    if name in ("", "identity") or (is_plain and raw.lstrip()[:1] == b"<"):
        return raw
    if name not in _BY_NAME:
        if is_plain:
            return raw
        raise HostileError("coding-unknown", coding=coding.strip()[:40])
    why = "it is no stream of " + name
    for other in (name, *(other for other in _WITHOUT_MAGIC if other != name)):
        try:
            found = join(_BY_NAME[other](raw), "inflates")
        except HostileError as error:
            if error.code == "inflates":
                raise
            why = error.values["why"] if other == name else why
            continue
        if other == name or is_text(found[:_HEAD]):
            return found
    if is_plain:
        return raw
    raise HostileError("compression-broken", why=why)


def decompress_all(raw: bytes, codings: str) -> bytes:
    """Return bytes without several codings, the last of which was applied last."""
    names = codings.split(",")
    if len(names) > _MOST_CODINGS:
        raise HostileError("coding-unknown", coding=codings[:40])
    for name in reversed(names):
        raw = decompress(raw, name)
    return raw


def head_of(head: bytes) -> bytes:
    """Return the first bytes inside a compressed file, 64 kB at most; `head` if it is not one."""
    if head.startswith(GZIP):
        return decompress_head(head) or b""
    if head.startswith(ZSTD):
        try:
            return next(iter(ZstandardFrames(BytesIO(head)))).read(BLOCK) or head
        except HostileError:
            return head
    return head


def fault_of(head: bytes) -> HostileError | None:
    """Return why nothing can be had of the first bytes of a compressed file; None if some can."""
    broken = HostileError("compression-broken", why="not even their beginning can be unpacked")
    if head.startswith(GZIP):
        return None if decompress_head(head) else broken
    if head.startswith(ZSTD):
        try:
            return None if next(iter(ZstandardFrames(BytesIO(head)))).read(BLOCK) else broken
        except HostileError as error:
            return broken if error.code == "truncated" else error
        except StopIteration:
            return broken
    return None


def _inflated(raw: bytes, wbits: int = 47) -> Iterator[bytes]:
    for number in range(_MOST_MEMBERS):
        member = zlib.decompressobj(wbits)
        try:
            yield member.decompress(raw, LARGEST_PAGE + 1)
        except zlib.error as error:
            if number:  # padding follows the last member
                return
            raise HostileError("compression-broken", why=str(error)) from error
        if not member.eof:
            raise HostileError("compression-broken", why="it ends too early")
        raw = member.unused_data
        if not raw:
            return


def _without_deflate(raw: bytes) -> Iterator[bytes]:
    is_zlib = len(raw) > 1 and raw[0] & 15 == 8 and int.from_bytes(raw[:2], "big") % 31 == 0
    return _inflated(raw, 47 if is_zlib else -15)


def _without_brotli(raw: bytes) -> Iterator[bytes]:
    stream = brotli.Decompressor()
    try:
        while not stream.is_finished():
            part = stream.process(raw, output_buffer_limit=BLOCK)
            if not part and not raw:
                raise HostileError("compression-broken", why="it ends too early")
            raw = b""
            yield part
    except brotli.error as error:
        raise HostileError("compression-broken", why="it is no Brotli stream") from error


def _without_zstd(raw: bytes) -> Iterator[bytes]:
    if not raw.startswith(ZSTD):
        raise HostileError("compression-broken", why="it is no Zstandard stream")
    try:
        for frame in ZstandardFrames(BytesIO(raw)):
            yield from iter(partial(frame.read, BLOCK), b"")
    except HostileError as error:
        if error.code == "truncated":
            raise HostileError("compression-broken", why="it ends too early") from error
        raise


_BY_NAME: Mapping[str, Callable[[bytes], Iterator[bytes]]] = {
    "gzip": _inflated,
    "deflate": _without_deflate,
    "br": _without_brotli,
    "zstd": _without_zstd,
}
_BY_MAGIC = {GZIP: _inflated, ZSTD: _without_zstd}
_WITHOUT_MAGIC = ("br", "deflate")
