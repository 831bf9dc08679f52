"""Plain text: the dump of a page, its menus and comments among its words."""

from __future__ import annotations

from dataclasses import replace

from suites.capture.formats.encoding import characters, decode, is_text
from suites.capture.formats.limits import LARGEST_TEXT, HostileError, size
from suites.capture.page import Doubt, Page


def detect(head: bytes) -> bool:
    """Return whether the first bytes of a capture are plain text, without markup."""
    return bool(head.strip()) and is_text(head) and not head.lstrip().startswith((b"<?xml", b"<!"))


def convert(
    raw: bytes, *, encoding: str | None = None, start: str | None = None, end: str | None = None
) -> Page:
    """Return the article in a dump; `start` and `end` are words of its first and its last line.

    Raises HostileError when it is larger than any article.
    """
    from suites.capture import dumps

    decoded = decode(raw, encoding) if len(raw) <= 4 * LARGEST_TEXT else None
    if decoded is None or len(decoded.text) > LARGEST_TEXT:
        raise HostileError("too-large", limit=size(LARGEST_TEXT))
    page = dumps.convert(characters(decoded.text), start=start, end=end)
    if not decoded.is_lossy:
        return page
    doubt = Doubt("encoding", (("encoding", decoded.encoding),))
    return replace(page, doubts=(*page.doubts, doubt))
