"""Pile: values in files without a name, for what an archive is made of need not lie in memory.

What two processes look at lies there twice, once in each; in a file it lies once, and the system
keeps at hand what it has room for. A file that has no name is gone with the last process that has
it open, however that ends.
"""

from __future__ import annotations

import os
import tempfile
import weakref
from errno import ENOSPC
from pathlib import Path

Place = int
"""Where a value lies: from which byte on, how many bytes long, in which file; in one number, for
there are as many as values."""

LENGTH = 32
"""Bits for how many bytes a value has; one more is for the file."""


class Pile:
    """Values, each put once, by this process or a child of it, and read by both thereafter."""

    def __init__(self, folder: Path) -> None:
        """An empty pile on the disk of a folder; OSError when nothing can be written there."""
        folder.mkdir(parents=True, exist_ok=True)
        # One file for each process, which adds at the end of its own.
        self._files = [
            tempfile.TemporaryFile(buffering=0, dir=folder)  # noqa: SIM115 - open as long as this
            for _ in range(2)
        ]
        self._first = os.getpid()
        for file in self._files:
            weakref.finalize(self, file.close)

    def put(self, value: bytes) -> Place:
        """Put a value; OSError when the disk is full."""
        which = int(os.getpid() != self._first)
        file = self._files[which]
        at = file.seek(0, os.SEEK_END)
        if file.write(value) != len(value):
            raise OSError(ENOSPC, os.strerror(ENOSPC))
        return at << LENGTH + 1 | len(value) << 1 | which

    def get(self, place: Place) -> bytes:
        """The value that was put there."""
        length, start = place >> 1 & (1 << LENGTH) - 1, place >> LENGTH + 1
        file = self._files[place & 1]
        if hasattr(os, "pread"):
            return os.pread(file.fileno(), length, start)
        # Where it is missing nothing forks: nobody else moves to another place in the file.
        file.seek(start)
        return file.read(length)
