"""Plain text: the dump of a page, its menus and comments among its words."""

from __future__ import annotations

from dataclasses import replace

from suites.capture.formats.capture import size
from suites.capture.formats.encoding import characters, decoded, is_text
from suites.capture.formats.limits import LARGEST_TEXT, HostileError
from suites.capture.page import Doubt, Page


def detect(head: bytes) -> bool:
    """Whether the first bytes of a capture are plain text; what is marked up is not."""
    return bool(head.strip()) and is_text(head) and not head.lstrip().startswith((b"<?xml", b"<!"))


def convert(
    raw: bytes, *, encoding: str | None = None, start: str | None = None, end: str | None = None
) -> Page:
    """The article in a dump; `start` and `end` are words of its first and its last line.

    Raises HostileError when it is larger than any article.
    """
    from suites.capture import dumps

    if len(raw) > 4 * LARGEST_TEXT:
        raise HostileError("too-large", limit=size(LARGEST_TEXT))
    found = decoded(raw, encoding)
    if len(found.text) > LARGEST_TEXT:
        raise HostileError("too-large", limit=size(LARGEST_TEXT))
    page = dumps.convert(characters(found.text), start=start, end=end)
    if not found.lossy:
        return page
    return replace(page, doubts=(*page.doubts, Doubt("encoding", (("encoding", found.encoding),))))
