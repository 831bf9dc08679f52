"""Limits: streams that stay small, whatever is read through them.

A capture may be made to harm: a few kilobytes that inflate to gigabytes, a line without an end, a
length that lies. Nothing here holds more than the numbers below: beyond them is a `HostileError`,
which becomes a `Failure`, and the run goes on without that capture.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from typing import Protocol

from suites.capture.captured_page import Failure

LARGEST_PAGE = 64 << 20  # bytes of one page as it was saved: SingleFile lays its pictures inside
LARGEST_TEXT = 8 << 20  # characters of a plain text, or of markup without the files in it
LARGEST_ARTICLE = 2 << 20  # characters of its Markdown: four long books
LONGEST_HEADERS = 1 << 20  # bytes of the headers of one record
MOST_HEADERS = 2000  # lines of the headers of one record
MOST_INFLATED = 100  # bytes of a web archive for one of its file, beside those of the next line
LARGEST_INFLATED = 512 << 20
BLOCK = 64 << 10
GZIP = b"\x1f\x8b\x08"
_LOOK_BACK = 1 << 20
_MOST_TRIES = 10_000
_MEMBER_HEAD = 4096
_MOST_BLANKS = 16


class Reader(Protocol):
    """A stream of bytes that is read forwards."""

    def read(self, size: int, /) -> bytes:
        """Return at most `size` bytes; none at its end."""


class HostileError(ValueError):
    """A stream is over a limit, or broken: the code of a failure, and its values."""

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(code)
        self.code, self.values = code, values

    def at(self, source: str) -> Failure:
        """Return the failure of a capture or a record."""
        return Failure(source, self.code, self.values)


def size(amount: int) -> str:
    """Return a number of bytes in words.

    >>> size(64 << 20), size(1 << 16)
    ('64 MB', '64 kB')
    """
    return f"{amount >> 20} MB" if amount >= 1 << 20 else f"{amount >> 10} kB"


def read_all(stream: Reader) -> bytes:
    """Return the rest of a stream; HostileError when it is larger than `LARGEST_PAGE`."""
    return join(iter(lambda: stream.read(BLOCK), b""), "too-large")


def join(parts: Iterable[bytes], code: str) -> bytes:
    """Join parts, none much larger than `LARGEST_PAGE`; HostileError when all of them are."""
    joined: list[bytes] = []
    left = LARGEST_PAGE
    for part in parts:
        joined.append(part)
        left -= len(part)
        if left < 0:
            raise HostileError(code, limit=size(LARGEST_PAGE))
    return b"".join(joined)


def read_headers(stream: LookBackReader) -> bytes:
    """Return the lines up to the next empty one; HostileError when their end is too far away."""
    lines: list[bytes] = []
    left = LONGEST_HEADERS
    while line := stream.readline(left + 1):
        lines.append(line)
        left -= len(line)
        if left < 0:
            raise HostileError("header-too-long", limit=size(LONGEST_HEADERS))
        if len(lines) > MOST_HEADERS:
            raise HostileError("header-too-long", limit=f"{MOST_HEADERS} lines")
        if not line.strip():
            break
    return b"".join(lines)


def decompress_head(head: bytes, limit: int = BLOCK) -> bytes | None:
    """Return the first bytes inside a gzip file; b"" if they are broken, None if too few."""
    try:
        return zlib.decompressobj(wbits=31).decompress(head, limit) or None
    except zlib.error:
        return b""


class Inflation:
    """How much a stream grew that was inflated; HostileError when no web archive grows so much."""

    def __init__(self) -> None:
        self._left = LARGEST_INFLATED
        self.is_over = False

    def count(self, packed: int, inflated: int) -> None:
        """Count bytes that were taken, and those that they became."""
        self._left += MOST_INFLATED * packed - inflated
        if self._left < 0:
            self.is_over = True
            raise HostileError("inflates", limit=f"{MOST_INFLATED} times its size")


class GzipMembers:
    """The members of a gzip file one after the other: a stream of the bytes of the current one.

    A member that is broken, or not worth its length, is left where it is: the next one begins where
    the header of a member stands whose content begins with `words`.
    """

    def __init__(self, stream: Reader, words: bytes) -> None:
        self._stream = stream
        self._words = words
        self._input = b""
        self._member = zlib.decompressobj(wbits=31)
        self._tries = 0
        self._inflation = Inflation()

    def __iter__(self) -> Iterator[GzipMembers]:
        while not self._inflation.is_over and self._seek_member():
            self._member = zlib.decompressobj(wbits=31)
            yield self

    def read(self, limit: int, /) -> bytes:
        """Return at most `limit` bytes of this member; HostileError when it is broken or cut."""
        while not self._member.eof:
            self._input = self._input or self._stream.read(BLOCK)
            if not self._input:
                raise HostileError("truncated")
            try:
                part = self._member.decompress(self._input, limit)
            except zlib.error as error:
                # Else the same member would be found again.
                self._input = self._input[1:] or b"\0"
                raise HostileError("compression-broken", why=str(error)) from error
            before = len(self._input)
            self._input = self._member.unused_data or self._member.unconsumed_tail
            self._inflation.count(before - len(self._input), len(part))
            if part:
                return part
        return b""

    def _seek_member(self) -> bool:
        """Return whether a member is ahead; the input begins with it then."""
        while True:
            at = self._input.find(GZIP)
            if at < 0:
                block = self._stream.read(BLOCK)
                if not block:
                    return False
                self._input = self._input[-2:] + block  # a header may stand across two blocks
                continue
            self._input = self._input[at:]
            if len(self._input) < _MEMBER_HEAD:
                self._input += self._stream.read(BLOCK)
            words = decompress_head(self._input[:_MEMBER_HEAD], len(self._words) + _MOST_BLANKS)
            if words is not None and words.lstrip().startswith(self._words):
                return True
            if words is None and len(self._input) < _MEMBER_HEAD:
                self._input = b""
                raise HostileError("truncated")
            self._input = self._input[1:]
            self._tries += 1
            if self._tries > _MOST_TRIES:
                raise HostileError("too-broken")


class LookBackReader:
    """A stream that is read forwards, and can go back by about 1 MB."""

    def __init__(self, stream: Reader) -> None:
        self._stream = stream
        self._buffer = b""
        self._at = 0
        self._start = 0

    @property
    def offset(self) -> int:
        """Return the number of bytes before the next one."""
        return self._start + self._at

    def read(self, size: int, /) -> bytes:
        """Return `size` bytes; fewer only at the end."""
        parts: list[bytes] = []
        while size and (self._at < len(self._buffer) or self._fill()):
            parts.append(self._buffer[self._at : self._at + size])
            self._at += len(parts[-1])
            size -= len(parts[-1])
        return b"".join(parts)

    def readline(self, size: int, /) -> bytes:
        """Return the bytes up to the end of a line, at most `size`."""
        while (end := self._buffer.find(b"\n", self._at, self._at + size) + 1) == 0:
            if len(self._buffer) - self._at >= size or not self._fill():
                break
        return self.read(end - self._at if end else size)

    def back(self, offset: int) -> None:
        """Go back to a place, or as near to it as the buffer allows."""
        self._at = max(0, offset - self._start)

    def find(self, words: bytes, within: int) -> bool:
        """Go forward to the next place where some words stand, at most `within` bytes ahead."""
        last = self.offset + within
        while self.offset < last:
            at = self._buffer.find(words, self._at)
            if at >= 0:
                self._at = at
                return True
            self._at = max(self._at, len(self._buffer) - len(words) + 1)
            if not self._fill(look_back=0):
                return False
        return False

    def _fill(self, look_back: int = _LOOK_BACK) -> bool:
        block = self._stream.read(BLOCK)
        if block and len(self._buffer) > 2 * look_back:
            cut = min(self._at, len(self._buffer) - look_back)
            self._buffer = self._buffer[cut:]
            self._at, self._start = self._at - cut, self._start + cut
        self._buffer += block
        return bool(block)
