"""E-mail: messages, alone or in an mbox -> their text, with what their headers say of it.

    bytes -> message -> the message that it forwards, if any -> HTML part, else plain text

The subject, the sender and the day of sending are guesses about an article: a newsletter is one,
and a letter is not. Of a forwarded message, those of whoever passed it on are never taken. Sources:
RFC 5322, RFC 2046, RFC 3676 (format=flowed), RFC 4155 (mbox).
"""

import re
from collections.abc import Iterator
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime
from typing import BinaryIO

from suites.capture import codings, limits, saved_day
from suites.capture.captured_article import Doubt, Envelope, Guess
from suites.capture.captured_page import CapturedPage, Content, Failure, digest
from suites.capture.formats import forwarded, mime
from suites.capture.formats.mime import Part, decoded, value, words
from suites.capture.limits import HostileError

_HTML = ("text/html", "application/xhtml+xml")
_MOST_FORWARDS = 5
_FROM = rb"From [^\s]{1,200} .{0,60}\d\d:\d\d.{0,40}(?:19|20)\d\d.{0,20}\r?\n"
_MBOX = re.compile(_FROM)
_PARTING = re.compile(rb"(?<=\n)\r?\n%b" % _FROM)
_LONGEST_PARTING = 400
_LARGEST_TEXT = 2 * limits.LARGEST_TEXT  # bytes
_EMLX = re.compile(rb"\s*(\d{1,10})[ \t]{0,20}\r?\n")
_QUOTED_FROM = re.compile(rb"^>(>*From )", re.MULTILINE)
_TYPICAL = ("Subject", "Date", "Message-ID", "MIME-Version", "Received", "Content-Type", "To")


def detect(head: bytes) -> bool:
    """Return whether the first bytes are those of a message, or of an mbox of them.

    A text that has been copied from an e-mail may begin with some of its headers; one without any
    header that only programs write is read as the text that it is.
    """
    head = head.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n\t ")
    if found := _MBOX.match(head) or _EMLX.match(head):
        head = head[found.end() :]
    if not mime.is_message(head):
        return False
    try:
        headers, _ = mime.read_headers(head)
    except HostileError:
        return True  # which its reader says
    if headers.defects:
        return False
    count_ = sum(name in headers for name in _TYPICAL)
    return ("MIME-Version" in headers and count_ > 1) or ("From" in headers and count_ > 2)


def captures(stream: BinaryIO, file: str) -> Iterator[CapturedPage | Failure]:
    """Yield the page of a message, or those of an mbox; HostileError as `mime.parts` raises it."""
    head = stream.read(limits.BLOCK)
    stream.seek(0)
    if _MBOX.match(head.lstrip()):
        yield from _of_mbox(stream, file)
        return
    raw = limits.read_all(stream)
    message = codings.decompress(raw)
    message = message.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n\t ")
    if found := _EMLX.match(message):
        message = message[found.end() : found.end() + int(found[1])]
    yield _page(message, file, digest(raw))


def _of_mbox(stream: BinaryIO, file: str) -> Iterator[CapturedPage | Failure]:
    """Yield the pages of an mbox; the digest of each is that of its message, as it stands there."""
    for number, message in enumerate(_messages(stream), 1):
        record = f"#{number}"
        try:
            if message is None:
                raise HostileError("too-large", limit=limits.size(limits.LARGEST_PAGE))
            yield _page(_QUOTED_FROM.sub(rb"\1", message), file, digest(message), record)
        except HostileError as error:
            yield error.at(file + record)


def _messages(stream: BinaryIO) -> Iterator[bytes | None]:
    """Yield the bytes of each message of an mbox, block by block; None for one that is too large.

    The line that parts two of them belongs to neither.
    """
    left, is_first, is_lost = bytearray(), True, False
    while block := stream.read(limits.BLOCK):
        at = max(0, len(left) - _LONGEST_PARTING)
        left += block
        while found := (_MBOX.match(left.lstrip()) if is_first else _PARTING.search(left, at)):
            if is_first:
                start = len(left) - len(left.lstrip())
                del left[: start + found.end()]
            else:
                yield None if is_lost else bytes(left[: found.start()])
                del left[: found.end()]
            at, is_first, is_lost = 0, False, False
        if len(left) > limits.LARGEST_PAGE:
            is_lost = True
            del left[:-_LONGEST_PARTING]
    yield None if is_lost else bytes(left)


def _page(message: bytes, file: str, sha256: str, record: str = "") -> CapturedPage:
    doubts: list[Doubt] = []
    is_forwarded = False
    # A copy is as old as the message that brought it, whatever it forwards.
    sent = value(mime.read_headers(message)[0], "Date")
    for _ in range(_MOST_FORWARDS):
        headers, _body = mime.read_headers(message)
        found = mime.parts(message)
        inner = [part for part in found if part.type == "message/rfc822"]
        if not inner:
            break
        if len(inner) > 1:
            doubts.append(Doubt("articles-several", {"n": str(len(inner))}))
        message, is_forwarded = inner[0].decoded().lstrip(), True
    else:
        raise HostileError("parts-too-deep", limit=str(_MOST_FORWARDS))
    chosen, others = _chosen(found)
    if chosen is None:
        raise HostileError("message-empty")
    if others:
        doubts.append(Doubt("parts-left-out", {"n": str(others)}))
    if chosen.is_cut:
        doubts.append(Doubt("file-cut"))
    content: Content = "html" if chosen.type in _HTML else "text"
    body = chosen.decoded()
    if content == "text" and len(body) > _LARGEST_TEXT:
        raise HostileError("too-large", limit=limits.size(_LARGEST_TEXT))
    if content == "text" and (chosen.parameter("format") or "").lower() == "flowed":
        body = unflowed(body, delete_space=(chosen.parameter("delsp") or "").lower() == "yes")
    if not body.strip():
        raise HostileError("message-empty")
    envelope = _envelope(headers)
    is_marked = forwarded.is_forward(words(headers, "Subject")) and not is_forwarded
    body, original = forwarded.original(body, chosen.charset, content, is_marked=is_marked)
    if original:
        envelope = original
    elif is_marked:
        doubts.append(Doubt("email-forwarded"))
        envelope = Envelope(headline=envelope.headline)
    return CapturedPage(
        file, "email", body, sha256, encoding=chosen.charset, record=record, content=content,
        saved=saved_day.of_message(sent),
        envelope=Envelope(
            headline=envelope.headline, outlet=envelope.outlet, published=envelope.published,
            doubts=tuple(doubts),
        ),
    )  # fmt: skip


def _chosen(found: list[Part]) -> tuple[Part | None, int]:
    """Return the part that holds the words of a message, and how many others of its kind do."""
    shown = [part for part in found if not part.is_attachment and part.body.strip()]
    for types in (_HTML, ("text/plain",)):
        fitting = [part for part in shown if part.type in types]
        if fitting:
            best = max(fitting, key=lambda part: len(part.body))
            # A list's footer, or a signature, is no other article.
            return best, sum(8 * len(one.body) > len(best.body) for one in fitting) - 1
    return None, 0


def _envelope(headers: Message) -> Envelope:
    """Return what the headers say; nothing of it is simply stated of an article but its title."""
    subject = words(headers, "Subject")
    title = forwarded.bare_subject(subject)
    sender = words(headers, "From")
    # A comma in an encoded name would end it, were it read after it is decoded.
    name = decoded(parseaddr(value(headers, "From"))[0]).strip(" \"'")
    sent = value(headers, "Date")
    day = edtf(sent)
    return Envelope(
        headline=Guess(title, "email-subject", subject) if title else None,
        outlet=Guess(name, "email-sender", sender, stated=False) if name else None,
        published=Guess(day, "email-date", sent, stated=False) if day else None,
    )


def edtf(sent: str) -> str | None:
    """Return the date of a message (RFC 5322) with its time of day and zone; None if it is none.

    >>> edtf("Tue, 27 Aug 2024 20:30:00 +0200 (CEST)"), edtf("hier")
    ('2024-08-27T20:30+02:00', None)
    """
    try:
        found = parsedate_to_datetime(sent)
        zone = f"{found:%z}"
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    if found.year < 1970:
        return None
    return f"{found:%Y-%m-%dT%H:%M}" + (f"{zone[:3]}:{zone[3:5]}" if zone else "Z")


def unflowed(body: bytes, *, delete_space: bool) -> bytes:
    r"""Return a text in which lines that were broken for e-mail are whole again (RFC 3676).

    >>> unflowed(b"Le tram \nira loin.\n\n-- \nA.\n", delete_space=False)
    b'Le tram ira loin.\n\n-- \nA.\n'
    """
    lines: list[bytes] = []
    flows, depth = False, 0
    for row in body.replace(b"\r\n", b"\n").split(b"\n"):
        bare = row.lstrip(b">")
        quotes = len(row) - len(bare)
        bare = bare.removeprefix(b" ")
        if flows and quotes == depth and bare != b"-- ":
            lines[-1] += bare
        else:
            lines.append(b">" * quotes + (b" " if quotes else b"") + bare)
        flows, depth = bare.endswith(b" ") and bare != b"-- ", quotes
        if flows and delete_space:
            lines[-1] = lines[-1][:-1]
    return b"\n".join(lines)
