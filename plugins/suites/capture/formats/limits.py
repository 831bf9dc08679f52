"""Limits: streams that stay small, whatever is read through them.

A capture may be made to harm: a few kilobytes that inflate to gigabytes, a line without an end, a
length that lies. Nothing here holds more than the numbers below, and what is over them is a
`HostileError`, which becomes a fault: a capture is then left out, and the run goes on.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator

import brotli

from suites.capture.formats.capture import Reader, size

LARGEST_PAGE = 64 << 20
"""Bytes of one page as it was saved: SingleFile lays its pictures inside."""

LARGEST_TEXT = 8 << 20
"""Characters of a plain text, or of markup without what is laid inside it."""

LONGEST_HEADERS = 1 << 20
"""Bytes of the headers of one record."""

BLOCK = 64 << 10
_LOOK_BACK = 1 << 20
_MOST_MEMBERS = 1000
_MOST_TRIES = 10_000
_ENOUGH = 4096
_GZIP = b"\x1f\x8b\x08"


class HostileError(ValueError):
    """A stream is over a limit, or broken: the code of a fault, and its values."""

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(code)
        self.code = code
        self.values = tuple(values.items())


def whole(stream: Reader, limit: int = LARGEST_PAGE) -> bytes:
    """All that is left of a stream; HostileError when that is more than `limit` bytes."""
    parts: list[bytes] = []
    left = limit + 1
    while left and (part := stream.read(min(left, BLOCK))):
        parts.append(part)
        left -= len(part)
    if not left:
        raise HostileError("too-large", limit=size(limit))
    return b"".join(parts)


def inflated(raw: bytes, coding: str, limit: int = LARGEST_PAGE) -> bytes:
    """Bytes without their content coding (RFC 9110, 8.4.1): gzip, deflate or br.

    HostileError when they are broken, of another coding, or larger than `limit`. Bytes that are not
    compressed at all, whatever their header says, are given back: many a crawler undoes the coding
    and keeps the header.
    """
    match coding.strip().lower():
        case "" | "identity":
            return raw
        case "gzip" | "x-gzip":
            return _deflated(raw, limit) if raw.startswith(_GZIP) else raw
        case "deflate":
            return _deflated(raw, limit, wrapped=_is_zlib(raw))
        case "br":
            return _unbrotli(raw, limit)
    raise HostileError("coding-unknown", coding=coding[:40])


def head_inflated(head: bytes, limit: int = BLOCK) -> bytes | None:
    """What the first bytes of a gzip file inflate to; nothing if they do not, None if too few."""
    try:
        return zlib.decompressobj(wbits=31).decompress(head, limit) or None
    except zlib.error:
        return b""


def _deflated(raw: bytes, limit: int, *, wrapped: bool = True) -> bytes:
    parts: list[bytes] = []
    left = limit + 1
    rest = raw
    for _ in range(_MOST_MEMBERS):
        one = zlib.decompressobj(wbits=47 if wrapped else -15)
        try:
            part = one.decompress(rest, left)
        except zlib.error as error:
            if parts:  # what follows the last member is padding
                break
            raise HostileError("compression-broken", why=str(error)) from error
        parts.append(part)
        left -= len(part)
        if left <= 0:
            raise HostileError("inflates", limit=size(limit))
        if not one.eof:
            raise HostileError("compression-broken", why="it ends too early")
        rest = one.unused_data
        if not rest:
            break
    return b"".join(parts)


def _is_zlib(raw: bytes) -> bool:
    return len(raw) > 1 and raw[0] & 15 == 8 and int.from_bytes(raw[:2], "big") % 31 == 0


def _unbrotli(raw: bytes, limit: int) -> bytes:
    one = brotli.Decompressor()
    parts: list[bytes] = []
    left = limit + 1
    rest = raw
    try:
        while left > 0 and not one.is_finished():
            part = one.process(rest, output_buffer_limit=min(left, BLOCK))
            if not part and not rest:
                raise HostileError("compression-broken", why="it ends too early")
            rest = b""
            parts.append(part)
            left -= len(part)
    except brotli.error as error:
        if raw.lstrip()[:1] == b"<":
            return raw
        raise HostileError("compression-broken", why="it is no Brotli stream") from error
    if left <= 0:
        raise HostileError("inflates", limit=size(limit))
    return b"".join(parts)


class Members:
    """The members of a gzip file one after the other: a stream of the bytes of the one at hand.

    A member that is broken, or not worth its length, is left where it is: the next one begins where
    the header of a member stands, and what it inflates to begins with `words`.
    """

    def __init__(self, stream: Reader, words: bytes) -> None:
        self._stream = stream
        self._words = words
        self._left = b""
        self._one = zlib.decompressobj(wbits=31)
        self._tries = 0

    def __iter__(self) -> Iterator[Members]:
        while self._begins():
            self._one = zlib.decompressobj(wbits=31)
            yield self

    def read(self, most: int = -1, /) -> bytes:
        """At most so many bytes of this member; HostileError when it is broken or cut off."""
        limit = BLOCK if most < 0 else min(most, BLOCK)
        while limit and not self._one.eof:
            if not self._left:
                self._left = self._stream.read(BLOCK)
                if not self._left:
                    raise HostileError("truncated")
            try:
                part = self._one.decompress(self._left, limit)
            except zlib.error as error:
                # Else the same member would be found again.
                self._left = self._left[1:] or b"\0"
                raise HostileError("compression-broken", why=str(error)) from error
            self._left = self._one.unused_data or self._one.unconsumed_tail
            if part:
                return part
        return b""

    def _begins(self) -> bool:
        """Whether a member is ahead; what is left begins with it then."""
        while True:
            self._left = self._left or self._stream.read(BLOCK)
            if not self._left:
                return False
            at = self._left.find(_GZIP)
            if at < 0:
                # The header may stand across two blocks.
                more = self._stream.read(BLOCK)
                self._left = self._left[-2:] + more if more else b""
                continue
            self._left = self._left[at:]
            if len(self._left) < _ENOUGH:
                self._left += self._stream.read(BLOCK)
            words = head_inflated(self._left[:_ENOUGH], len(self._words))
            if words == self._words:
                return True
            if words is None and len(self._left) < _ENOUGH:
                self._left = b""
                raise HostileError("truncated")
            self._left = self._left[1:]
            self._tries += 1
            if self._tries > _MOST_TRIES:
                raise HostileError("too-broken")


class Window:
    """A stream that is read forwards, and can go back by what it was last read: about 1 MB.

    It counts what a reader of headers takes, which is more than `LONGEST_HEADERS` only when the
    headers have no end, or lie: HostileError then.
    """

    def __init__(self, stream: Reader) -> None:
        self._stream = stream
        self._kept = b""
        self._at = 0
        self._start = 0
        self._allowed: int | None = None

    @property
    def offset(self) -> int:
        """How many bytes stand before the next one."""
        return self._start + self._at

    def allow(self, amount: int | None) -> None:
        """From here on, `amount` bytes may be read; None is any number."""
        self._allowed = amount

    def tell(self) -> int:
        """The same as `offset`."""
        return self.offset

    def read(self, most: int = -1, /) -> bytes:
        """Up to so many bytes; fewer only at the end."""
        parts: list[bytes] = []
        while most:
            if self._at == len(self._kept) and not self._fill():
                break
            part = self._kept[self._at : len(self._kept) if most < 0 else self._at + most]
            self._at += len(part)
            most = most - len(part) if most > 0 else most
            parts.append(part)
        return self._taken(b"".join(parts))

    def readline(self, most: int | None = None, /) -> bytes:
        """The bytes up to the end of a line, or so many of them."""
        parts: list[bytes] = []
        left = LONGEST_HEADERS + 1 if most is None else most
        while left > 0:
            if self._at == len(self._kept) and not self._fill():
                break
            end = self._kept.find(b"\n", self._at, self._at + left) + 1
            part = self._kept[self._at : end or self._at + left]
            self._at += len(part)
            left -= len(part)
            parts.append(part)
            if end:
                break
        return self._taken(b"".join(parts))

    def back(self, offset: int) -> None:
        """Go back to a place, or as near to it as what is kept allows."""
        self._at = max(0, offset - self._start)

    def find(self, words: bytes, within: int) -> bool:
        """Go forward to the next place where some words stand, at most `within` bytes ahead."""
        last = self.offset + within
        while self.offset < last:
            at = self._kept.find(words, self._at)
            if at >= 0:
                self._at = at
                return True
            cut = max(self._at, len(self._kept) - len(words) + 1)
            self._kept, self._at, self._start = self._kept[cut:], 0, self._start + cut
            if not self._fill():
                return False
        return False

    def _fill(self) -> bool:
        block = self._stream.read(BLOCK)
        if not block:
            return False
        if len(self._kept) > 2 * _LOOK_BACK:
            cut = min(self._at, len(self._kept) - _LOOK_BACK)
            self._kept, self._at, self._start = self._kept[cut:], self._at - cut, self._start + cut
        self._kept += block
        return True

    def _taken(self, part: bytes) -> bytes:
        if self._allowed is not None:
            self._allowed -= len(part)
            if self._allowed < 0:
                raise HostileError("header-too-long", limit=size(LONGEST_HEADERS))
        return part
