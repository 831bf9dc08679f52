"""Forwarded e-mails: a message in another's text -> its own words, sender, subject and day.

Programs repeat a few headers above the words that they pass on, in the reader's language. What
stands before them, and they themselves, are no part of the article.
"""

import html as html_entities
import re
from email.utils import parseaddr
from itertools import islice
from typing import Any

from suites.archive.yaml_resources import read_yaml_resource
from suites.capture.captured_article import Envelope, Guess
from suites.capture.captured_page import Content
from suites.capture.encoding import decode, line
from suites.capture.extraction.textual_dates import first_day

_WORDS: dict[str, Any] = read_yaml_resource(__package__, "forwarded.yaml")
_MARKS = re.compile(rf"(?:\[[^\]]{{1,30}}\]\s*)?(?:{_WORDS['subject']}\s?(?:\[\d\])?:\s*)+", re.I)
_FORWARD = re.compile(r"(?:fwd?|tr|wg|rv|doorst)\s?:", re.I)
_SEPARATOR = re.compile("|".join(_WORDS["separators"]), re.I)
_MOST_CHARACTERS = 200_000
_MOST_HEADERS = 12
_MOST_STARTS = 20
_OWN = {"from", "subject", "date"}
_SENDER = re.compile(rf"(?<=[\n>])[ \t*]{{0,9}}(?:{_WORDS['headers']['from']})(?=[ \t*<\xa0&:])")
_TAGS = r"(?:<[^>]{0,500}>|&nbsp;|[\s*>\xa0])"
_LINE_ENDS = r"(?=<br|</p|</div|</tr|</li|\n\s*\n|\Z)"
_HEADER = re.compile(
    rf"{_TAGS}{{0,60}}+(?:{'|'.join(f'(?P<{n}>{w})' for n, w in _WORDS['headers'].items())})"
    rf"(?:</?[a-z][^>]{{0,300}}>|&nbsp;|[\s*\xa0]){{0,10}}:(?P<value>.{{0,4000}}?)",
    re.I | re.DOTALL,
)


def bare_subject(subject: str) -> str:
    """Return a subject without the marks of forwarding and answering.

    >>> bare_subject("TR: Fwd: Le tram ira plus loin"), bare_subject("Recette : la soupe")
    ('Le tram ira plus loin', 'Recette : la soupe')
    """
    found = _MARKS.match(subject)
    return subject[found.end() :].strip() if found else subject


def is_forward(subject: str) -> bool:
    """Return whether a subject is marked as that of a forwarded message."""
    return bool(_FORWARD.match(subject))


def original(
    body: bytes, charset: str | None, content: Content, *, is_marked: bool = False
) -> tuple[bytes, Envelope | None]:
    """Return the words of the message that a text forwards, and its headers; None if none is.

    Some programs set no mark above the headers: they are looked for where the subject has one.
    """
    decoded = decode(body, charset)
    text = decoded.text
    if found := _SEPARATOR.search(text, 0, _MOST_CHARACTERS):
        at, values = _headers(text, found.end(), content)
    elif is_marked:
        starts = islice(_SENDER.finditer(text, 0, _MOST_CHARACTERS), _MOST_STARTS)
        read = (_headers(text, start.start(), content) for start in starts)
        every = ((at, values) for at, values in read if len(_OWN & values.keys()) == len(_OWN))
        at, values = next(every, (0, {}))
    else:
        return body, None
    if not _OWN & values.keys():
        return body, None
    rest = text[at:]
    kept = f"<!DOCTYPE html><html><meta charset=utf-8><body>{rest}" if content == "html" else rest
    raw = kept.encode("utf-8", "replace")
    return raw, _envelope(values)


def _headers(text: str, at: int, content: Content) -> tuple[int, dict[str, str]]:
    """Return the end of the headers that are repeated at a place, and their values."""
    ends = _LINE_ENDS if content == "html" else r"(?=\n|\Z)"
    pattern = re.compile(_HEADER.pattern + ends, _HEADER.flags)
    values: dict[str, str] = {}
    for _ in range(_MOST_HEADERS):
        header = pattern.match(text, at)
        if header is None:
            break
        at = header.end()
        name = next(name for name in _WORDS["headers"] if header[name])
        values.setdefault(name, _bare(header["value"], content))
    return at, values


def _envelope(values: dict[str, str]) -> Envelope:
    subject = values.get("subject", "")
    title = bare_subject(subject)
    sender = values.get("from", "")
    name = parseaddr(sender)[0].strip(" \"'*") or re.sub(r"\s*[<\[(].*", "", sender).strip(" \"'*")
    written = values.get("date", "")
    # "mar. 27 août" is a Tuesday, and no day of March.
    day = first_day(re.sub(r"^[^\W\d]{2,4}\.\s(?=\d)", "", written))
    return Envelope(
        headline=Guess(title, "email-forwarded", subject) if title else None,
        outlet=Guess(name, "email-forwarded", sender, stated=False)
        if name and "@" not in name
        else None,
        published=Guess(day, "email-forwarded", written, stated=False) if day else None,
    )


def _bare(text: str, content: Content) -> str:
    if content == "html":
        text = html_entities.unescape(re.sub(r"</?[A-Za-z!][^>]*>", " ", text))
    return line(text, 500).strip(" *")
