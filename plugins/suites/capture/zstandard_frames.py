"""Zstandard frames: a web archive that is compressed with it, a record a frame, read as a stream.

    dictionary? frame*  -> of each frame, a stream of its bytes

Source: IIPC, Zstandard Compression for WARC Files 1.0
(https://iipc.github.io/warc-specifications/specifications/warc-zstd/).
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import zstandard

from suites.capture.limits import BLOCK, HostileError, Inflation, Reader, size

ZSTD = b"\x28\xb5\x2f\xfd"
DICTIONARY = b"\x5d\x2a\x4d\x18"
"""The first bytes of a frame with a dictionary: web archives alone begin with one."""

_LARGEST_WINDOW = 128 << 20  # that of the option --long
_LARGEST_DICTIONARY = 32 << 20
_LONGEST_HEADER = 18
_MOST_TRIES = 10_000
# A block of 128 kB may be 4 bytes: so few are inflated at once.
_SLICE = 512


class ZstandardFrames:
    """The frames of a stream one after the other: a stream of the bytes of the current one.

    A frame that is broken is left where it is: the next one begins where its signature stands.
    """

    def __init__(self, stream: Reader) -> None:
        self._stream = stream
        self._input = memoryview(b"")
        self._output = BytesIO()
        self._decoder = zstandard.ZstdDecompressor(max_window_size=_LARGEST_WINDOW)
        self._has_dictionary = False
        self._tries = 0
        self._error: HostileError | None = None
        self._inflation = Inflation()

    def __iter__(self) -> Iterator[ZstandardFrames]:
        self._read_dictionary()
        while not self._inflation.is_over and self._seek_frame():
            self._frame = self._decoder.decompressobj()
            self._output, self._error = BytesIO(), None
            yield self

    def read(self, limit: int, /) -> bytes:
        """Return at most `limit` bytes of this frame; HostileError when it is broken or cut."""
        while not (part := self._output.read(limit)) and not self._frame.eof:
            if self._error:
                raise self._error
            if not self._fill(1):
                raise HostileError("truncated")
            taken, self._input = self._input[:_SLICE], self._input[_SLICE:]
            try:
                inflated = self._frame.decompress(taken)
            except zstandard.ZstdError as error:
                # The next frame may begin in the same slice.
                self._input = memoryview(bytes(taken[1:]) + bytes(self._input))
                self._error = HostileError("compression-broken", why=str(error)[:200])
                raise self._error from error
            self._inflation.count(len(taken), len(inflated))
            self._output = BytesIO(inflated)
            if unused := self._frame.unused_data:
                self._input = memoryview(unused + bytes(self._input))
        return part

    def _read_dictionary(self) -> None:
        if not self._fill(8) or bytes(self._input[:4]) != DICTIONARY:
            return
        length = int.from_bytes(self._input[4:8], "little")
        if length > _LARGEST_DICTIONARY:
            raise HostileError("too-large", limit=size(_LARGEST_DICTIONARY))
        if not self._fill(8 + length):
            raise HostileError("truncated")
        words = bytes(self._input[8 : 8 + length])
        self._input = self._input[8 + length :]
        try:
            if words.startswith(ZSTD):
                words = self._decoder.stream_reader(words).read(_LARGEST_DICTIONARY)
            dictionary = zstandard.ZstdCompressionDict(words)
            self._decoder = zstandard.ZstdDecompressor(dictionary, max_window_size=_LARGEST_WINDOW)
        except zstandard.ZstdError as error:
            raise HostileError("compression-broken", why=str(error)[:200]) from error
        self._has_dictionary = True

    def _seek_frame(self) -> bool:
        """Return whether a frame is ahead; the input begins with it then."""
        while self._fill(_LONGEST_HEADER) or self._input:
            at = bytes(self._input).find(ZSTD)
            if at < 0:
                self._input = self._input[-3:]  # a signature may stand across two blocks
                if not self._fill(4):
                    return False
                continue
            self._input = self._input[at:]
            self._fill(_LONGEST_HEADER)
            try:
                id_ = zstandard.get_frame_parameters(bytes(self._input[:_LONGEST_HEADER])).dict_id
            except zstandard.ZstdError:
                self._input = self._input[1:]
                self._tries += 1
                if self._tries > _MOST_TRIES:
                    raise HostileError("too-broken") from None
                continue
            if id_ and not self._has_dictionary:
                raise HostileError("dictionary-missing", id=str(id_))
            return True
        return False

    def _fill(self, count: int) -> bool:
        """Return whether so many bytes are in the input, after more were read if need be."""
        while len(self._input) < count:
            block = self._stream.read(BLOCK)
            if not block:
                return False
            self._input = memoryview(bytes(self._input) + block)
        return True
