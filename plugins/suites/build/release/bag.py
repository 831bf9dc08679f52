"""Bag: a release as RFC 8493 asks, in one ZIP file, written from its first byte to its last.

    payload (path -> bytes) -> BagFile -> <top>/data/…, then the tag files of what was written

The same files give the same bytes: entries come in the order in which they are added, with one
time, one mode and no owner. What is compressed already is stored; all else is deflated, whose bytes
may differ from one version of zlib to another: the manifest does not.
"""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import BinaryIO, Self
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

COMPRESSED = (".gz", ".jpeg", ".jpg", ".png", ".webp", ".woff2", ".zip")
DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
MANIFEST = "manifest-sha256.txt"
UNIX, MODE = 3, 0o100644
FIRST, LAST = (1980, 1, 1, 0, 0, 0), (2107, 12, 31, 23, 59, 58)
"""The moments that a ZIP file can say."""


class BagFile:
    """A bag that is being written into a stream; in a `with`, one that fails is left as it is."""

    def __init__(self, stream: BinaryIO, top: str, moment: datetime) -> None:
        """Begin a bag in the folder `top`, all of whose files are of one moment."""
        self._zip = ZipFile(stream, "w")
        self._top = top
        self._time = min(max(moment.timetuple()[:6], FIRST), LAST)
        self._payload: list[str] = []  # lines of the manifest
        self._tags: list[str] = []
        self.size = 0

    def __enter__(self) -> Self:
        """Return the bag."""
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Forget the stream of a bag that fails: ZipFile would end its file once more."""
        if kind:
            self._zip.fp = None

    @property
    def count(self) -> int:
        """Return the number of payload files."""
        return len(self._payload)

    def add(self, path: str, content: bytes | BinaryIO) -> None:
        """Add a file of the payload, whose path begins with `data/`."""
        digest, size = self._write(path, content)
        self._payload.append(f"{digest}  {path}\n")
        self.size += size

    def add_tag_file(self, path: str, text: str) -> None:
        """Add a file beside the payload."""
        digest, _ = self._write(path, text.encode())
        self._tags.append(f"{digest}  {path}\n")

    def close(self, info: Sequence[tuple[str, str]]) -> None:
        """Add what says that this is a bag, and what is in it; `info` as in `bag-info.txt`."""
        oxum = ("Payload-Oxum", f"{self.size}.{self.count}")
        lines = (f"{name}: {' '.join(value.split())}\n" for name, value in (*info, oxum))
        self.add_tag_file("bagit.txt", DECLARATION)
        self.add_tag_file("bag-info.txt", "".join(lines))
        self.add_tag_file(MANIFEST, "".join(self._payload))
        self._write("tagmanifest-sha256.txt", "".join(self._tags).encode())
        self._zip.close()

    def _write(self, path: str, content: bytes | BinaryIO) -> tuple[str, int]:
        """Write an entry; return its digest (SHA-256, in hexadecimal) and its size in bytes."""
        entry = ZipInfo(f"{self._top}/{path}", self._time)
        entry.create_system, entry.external_attr = UNIX, MODE << 16
        entry.compress_type = ZIP_STORED if path.endswith(COMPRESSED) else ZIP_DEFLATED
        digest = hashlib.sha256()
        size = 0
        with self._zip.open(entry, "w") as stream:
            for part in _parts(content):
                digest.update(part)
                size += stream.write(part)
        return digest.hexdigest(), size


def _parts(content: bytes | BinaryIO) -> Iterator[bytes]:
    if isinstance(content, bytes):
        yield content
        return
    while part := content.read(1 << 20):
        yield part
