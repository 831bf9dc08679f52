"""Captured pages and failures: the values that `formats` gives to the other packages.

A failure is a capture, or one record of a web archive, that could not be read: other people's bytes
are wrong all the time, so it is a value, never an exception, and the run goes on.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Literal

from suites.archive.enumerations import CaptureKind
from suites.archive.problems import printable
from suites.archive.yaml_resources import read_yaml_resource
from suites.capture.captured_article import Envelope

Content = Literal["text", "html", "markdown", "pdf"]
"""What the bytes of a page are, whatever they were packed in: the reader that they need."""


@dataclass(frozen=True, slots=True)
class CapturedPage:
    """The bytes of one page, and where they lie.

    `kind` is that of the article's capture: a record of WARC or WACZ is `warc`, and a page of an
    e-mail is `email`. `content` is what its bytes are. `file` is its file, `record` its place
    there: `#3` for the third record of a web archive. `sha256` is the digest of the file's bytes,
    or of the record's payload: the body of the response without transfer and content codings, as
    `warcio extract --payload` prints it. `encoding` and `address` are as the server gave them;
    `envelope` is what the page's packing says of its article, `saved` the day on which the copy was
    made (EDTF), where the file says it.
    """

    file: str
    kind: CaptureKind
    raw: bytes
    sha256: str
    encoding: str | None = None
    address: str | None = None
    record: str = ""
    content: Content = "html"
    envelope: Envelope | None = None
    saved: str | None = None

    @property
    def source(self) -> str:
        """Return the file and the record, as they are shown."""
        return self.file + self.record


@dataclass(frozen=True, slots=True)
class Failure:
    """A capture or a record that was not converted: the code of the reason, and its values."""

    source: str
    code: str
    values: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        """Return the reason in one sentence, then its mend.

        >>> print(Failure("saved/a.html", "empty"))
        saved/a.html: it holds nothing [empty]
          mend: save the page again
        """
        what, mend = REASONS[self.code]
        for name, value in self.values.items():
            what, mend = (text.replace(f"{{{name}}}", value) for text in (what, mend))
        return f"{printable(self.source)}: {printable(what)} [{self.code}]\n  mend: {mend}"


REASONS: dict[str, tuple[str, str]] = read_yaml_resource(__package__, "failures.yaml")
"""Of each code, the sentence about a capture, and its mend."""


def digest(raw: bytes) -> str:
    """Return the SHA-256 of some bytes, in hexadecimal."""
    return sha256(raw).hexdigest()
