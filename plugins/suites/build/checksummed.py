"""Files of the cache that carry their own digest: what is read is what was written, or nothing.

A file holds the BLAKE2b digest of its content, then the content. Whatever happened to it since (a
flipped bit, a cut end, another program's file of that name), it reads as missing, and the caller
makes it again.
"""

import hashlib
from pathlib import Path

from suites.system.atomic_write import write_whole

SIZE = 32
"""Bytes of a digest."""


def write(path: Path, content: bytes) -> None:
    """Write a content behind its digest, whole or not at all; OSError when the disk refuses."""
    write_whole(path, _digest(content) + content)


def read(path: Path) -> bytes | None:
    """Return the content that was written; None when it is missing, unreadable or damaged."""
    try:
        kept = path.read_bytes()
    except OSError:
        return None
    digest, content = kept[:SIZE], kept[SIZE:]
    return content if digest == _digest(content) else None


def _digest(content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=SIZE).digest()
