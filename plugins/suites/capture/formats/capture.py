"""Captures and failures: the values that the formats give to the rest of the room.

A failure is a capture, or one record of a web archive, that could not be read: other people's bytes
are wrong all the time, so it is a value, never an exception, and the run goes on.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

from suites.archive.problems import printable

CaptureKind = Literal["text", "html", "warc"]
"""As an article's `capture.kind` says it: a record of WARC or WACZ is `warc`."""


@dataclass(frozen=True, slots=True)
class Capture:
    """The bytes of one page, and what stands around them.

    `file` is the file that it lies in, `record` its place there: `#3` for the third record of a
    web archive, empty otherwise. `form` is what the bytes are; `kind` what they were found in.
    `sha256` is the digest of the file's bytes, or of the record's payload: the body of the
    response, its transfer and content codings undone, as `warcio extract --payload` prints it.
    `encoding` and `address` are what the server said.
    """

    file: str
    kind: CaptureKind
    form: Literal["text", "html"]
    raw: bytes
    sha256: str
    encoding: str | None = None
    address: str | None = None
    record: str = ""

    @property
    def source(self) -> str:
        """Return the file and the record, as they are shown."""
        return self.file + self.record


@dataclass(frozen=True, slots=True)
class Failure:
    """A capture or a record that was not converted: the code of the reason, and its values."""

    source: str
    code: str
    values: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        """Return the reason in one sentence, then its mend.

        >>> print(Failure("saved/a.html", "empty"))
        saved/a.html: it holds nothing [empty]
          mend: save the page again
        """
        what, mend = REASONS[self.code]
        for name, value in self.values:
            what = what.replace(f"{{{name}}}", value)
            mend = mend.replace(f"{{{name}}}", value)
        return f"{printable(self.source)}: {printable(what)} [{self.code}]\n  mend: {mend}"


REASONS: dict[str, tuple[str, str]] = {
    # what it is
    "kind-unknown": ("it is {what}", "{how}"),
    "empty": ("it holds nothing", "save the page again"),
    "unreadable": ("the system cannot read it: {why}", "see to its rights, or leave it out"),
    # how large it is
    "too-large": (
        "it is larger than {limit}, which no article is",
        "keep the article alone, or save the page again",
    ),
    "inflates": (
        "what is compressed in it is larger than {limit}: it may be a bomb",
        "unpack it by hand, if you trust where it comes from",
    ),
    "too-many": (
        "it has more than {limit} {what}, which no article has",
        "save the article alone, or as plain text",
    ),
    "header-too-long": (
        "its headers are longer than {limit}",
        "leave it out: no server says so much",
    ),
    "nested-too-deep": (
        "its tags stand inside each other more than {limit} deep",
        "save the page as plain text",
    ),
    # how it is broken
    "compression-broken": (
        "its compressed bytes are broken: {why}",
        "fetch or save it again; nothing of it was guessed",
    ),
    "truncated": (
        "it ends in the middle of a record; {records} before that were read",
        "fetch the web archive again for the rest",
    ),
    "too-broken": (
        "more than {limit} of its records are broken, and it was given up",
        "fetch the web archive again",
    ),
    "coding-unknown": ("its content coding is unknown: {coding}", "save the page again"),
    "record-broken": ("the record cannot be read: {why}", "nothing: the others are read"),
    "length-wrong": (
        "its Content-Length says {said}, and it does not end there: it lies, or was cut off",
        "nothing: the reading goes on at the next record",
    ),
    "archive-broken": ("it is no zip file that can be read: {why}", "fetch the WACZ again"),
    "archive-empty": (
        "it is a zip file, and no WACZ: it has no web archive in its folder archive/",
        "unpack it, and give what lies in it; if it should be a WACZ, fetch it again",
    ),
    "encrypted": ("{name} in it is encrypted", "pack the WACZ again, without a password"),
    # what became of it
    "markup-broken": ("its markup cannot be parsed: {why}", "save the page as plain text"),
    "too-slow": (
        "it took longer than {seconds} s, and was given up",
        "save the page as plain text",
    ),
    "died": (
        "the process that read it died, which hostile or broken pages can cause",
        "save the page as plain text",
    ),
}
"""Of each code, what is wrong and how to mend it."""


def digest(raw: bytes) -> str:
    """Return the SHA-256 of some bytes, in hexadecimal."""
    return sha256(raw).hexdigest()
