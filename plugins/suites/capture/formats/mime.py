"""MIME: a message -> its parts, which stay slices of its bytes, under bounds of our own.

    bytes -> headers, body -> parts between boundaries, and parts of parts -> one part, decoded

The headers' values are read by the standard library; the parts are split here, since its parser
makes an object of each line, and recurses as deep as a message says. Only a part that is asked for
is ever decoded. Sources: RFC 2045, RFC 2046, RFC 2047, RFC 3676.
"""

import binascii
import quopri
import re
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.parser import HeaderParser

from suites.capture.encoding import decode, line
from suites.capture.limits import LONGEST_HEADERS, HostileError, size

MOST_PARTS = 2000
DEEPEST = 12
_LONGEST_VALUE = 4000
_HEADER = re.compile(rb"[!-9;-~]{1,76}:")
_NO_BASE64 = bytes({*range(256)} - {*b"+/"} - {c for c in range(128) if chr(c).isalnum()})
_END = re.compile(rb"\n[ \t]{0,80}+\r?\n")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a message: its headers, its body as it stands there, and its place.

    `within` are the types of the multiparts around it, the outermost first. `is_cut` is true when
    the end of the multipart around it is missing, so that its own end may be too.
    """

    headers: Message
    body: bytes = field(repr=False)
    within: tuple[str, ...] = ()
    is_cut: bool = False

    @property
    def type(self) -> str:
        """Return the media type, in small letters; text/plain where none is given."""
        return _content(self.headers).get_content_type()

    @property
    def charset(self) -> str | None:
        """Return the encoding that the headers declare."""
        return self.parameter("charset")

    @property
    def is_attachment(self) -> bool:
        """Return whether the part is a file that was sent along."""
        return value(self.headers, "Content-Disposition").lower().startswith("attachment")

    def parameter(self, name: str) -> str | None:
        """Return a parameter of the content type."""
        found = _content(self.headers).get_param(name)
        if isinstance(found, tuple):  # RFC 2231
            found = found[2]
        return line(found, 200) if found else None

    def decoded(self) -> bytes:
        """Return the body without its transfer encoding; HostileError when that is unknown."""
        coding = value(self.headers, "Content-Transfer-Encoding").strip().lower()
        match re.sub(r"[;\s].*", "", coding):
            case "" | "7bit" | "8bit" | "binary":
                return self.body
            case "quoted-printable":
                return quopri.decodestring(self.body)
            case "base64":
                return _without_base64(self.body)
        raise HostileError("coding-unknown", coding=line(coding, 40))


def value(headers: Message, name: str) -> str:
    """Return the beginning of a header, on one line; empty when there is none."""
    return line(str(headers.get(name, ""))[:_LONGEST_VALUE], _LONGEST_VALUE)


def words(headers: Message, name: str) -> str:
    """Return the words of a header, its encoded words (RFC 2047) read; malformed ones as found.

    >>> words(read_headers(b"Subject: =?utf-8?Q?Le_=C3=A9t?= =?utf-8?q?=C3=A9?=")[0], "subject")
    'Le été'
    """
    return decoded(value(headers, name))


def decoded(text: str) -> str:
    """Return the words of a header's value, as `words` does."""
    # Many a sender puts encoded words side by side, or leaves out the spaces around them.
    text = re.sub(r"(\?=)(=\?)", r"\1 \2", text)
    try:
        parts = decode_header(text)
    except (HeaderParseError, binascii.Error, ValueError):
        return text
    found = ""
    for part, charset in parts:
        found += part if isinstance(part, str) else decode(part, charset).text
    return line(found, _LONGEST_VALUE)


def is_message(head: bytes) -> bool:
    """Return whether some first bytes begin with the header of a message."""
    return bool(_HEADER.match(head.removeprefix(b"\xef\xbb\xbf").lstrip()))


def read_headers(raw: bytes, start: int = 0, end: int | None = None) -> tuple[Message, int]:
    """Return the headers that begin at a place, and the place of the body.

    HostileError when they are longer than any mail server's.
    """
    end = len(raw) if end is None else end
    if empty := re.compile(rb"\r?\n").match(raw, start, end):
        return Message(), empty.end()
    last = min(end, start + LONGEST_HEADERS)
    found = _END.search(raw, start, last)
    if found is None and last < end:
        raise HostileError("header-too-long", limit=size(LONGEST_HEADERS))
    stop = found.start() + 1 if found else end
    text = decode(raw[start:stop]).text
    return HeaderParser().parsestr(text.replace("\r\n", "\n")), found.end() if found else end


def parts(raw: bytes) -> list[Part]:
    """Return the parts of a message that are no multiparts, in order; one where it is none.

    HostileError when they are more, or deeper inside each other, than any message's.
    """
    found: list[Part] = []
    for part in _parts(raw, 0, len(raw), (), is_cut=False):
        found.append(part)
        if len(found) > MOST_PARTS:
            raise HostileError("too-many", what="parts", limit=str(MOST_PARTS))
    return found


def _parts(
    raw: bytes, start: int, end: int, within: tuple[str, ...], *, is_cut: bool
) -> Iterator[Part]:
    if len(within) > DEEPEST:
        raise HostileError("parts-too-deep", limit=str(DEEPEST))
    headers, body = read_headers(raw, start, end)
    content = _content(headers)
    if content.get_content_maintype() != "multipart":
        yield Part(headers, raw[body:end], within, is_cut)
        return
    inside = (*within, content.get_content_type())
    boundary = content.get_boundary()
    if not boundary:
        yield Part(Message(), raw[body:end], inside, is_cut=True)
        return
    line_ = rb"\n--" + re.escape(boundary.strip().encode("utf-8", "replace"))
    # The first one may follow the headers at once.
    places = re.compile(line_ + rb"(--)?[ \t]{0,80}+\r?(?:\n|\Z)")
    begin = None
    at = body - 1
    while match := places.search(raw, max(at, 0), end):
        if begin is not None:
            yield from _parts(raw, begin, _line_end(raw, match.start()), inside, is_cut=False)
        begin = None if match[1] else match.end()
        at = match.end() - 1
        if match[1]:
            return
    if begin is not None:
        yield from _parts(raw, begin, end, inside, is_cut=True)
    else:
        # Without any boundary, what is there may be the beginning of the first part.
        yield Part(Message(), raw[body:end], inside, is_cut=True)


def _line_end(raw: bytes, at: int) -> int:
    return at - 1 if at and raw[at - 1 : at] == b"\r" else at


def _content(headers: Message) -> Message:
    """Return a message of the content type alone: the parser's time grows as its square."""
    short = Message()
    if given := value(headers, "Content-Type"):
        short["Content-Type"] = given
    return short


def _without_base64(body: bytes) -> bytes:
    """Return what Base64 holds, up to where it ends or was cut off; a list's footer may follow."""
    packed = body.partition(b"=")[0].translate(None, _NO_BASE64)
    packed = packed[: len(packed) - (len(packed) % 4 == 1)]
    return b64decode(packed + b"=" * (-len(packed) % 4))
