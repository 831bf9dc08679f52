"""Clips: notes in Markdown that a web clipper made of a page -> its article.

    front matter, or a heading and a line with the address -> what the note says of the page
    Markdown -> HTML -> the same blocks as those of any page

The keys are those of Obsidian Web Clipper, MarkDownload and Joplin. The day on which a note was
made, changed or read is never that of the article. Front matter is read line by line: YAML can say
more than any clipper does, and can be made to harm.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from lxml.html import HtmlElement
from markdown_it import MarkdownIt

from suites.capture import codings, limits
from suites.capture.captured_article import CapturedArticle, Doubt, Envelope, Guess, length_doubts
from suites.capture.captured_page import CapturedPage, digest
from suites.capture.encoding import decode, line
from suites.capture.extraction.language import language
from suites.capture.extraction.machine_dates import edtf
from suites.capture.extraction.markup import Block, blocks
from suites.capture.extraction.person_names import people, same
from suites.capture.extraction.textual_dates import first_day
from suites.capture.formats import html
from suites.capture.site_names import names_and_site, site_in_title

_BASIS = "front-matter"
_FRONT = re.compile(
    r"\s*---[ \t]*\n(?P<rows>(?:(?!---[ \t]*$)[^\n]{0,20000}\n){1,2000}?)---[ \t]*\n", re.M
)
_ROW = re.compile(r"(?P<key>[A-Za-z][\w -]{0,40}?)[ \t]*:(?:[ \t]+(?P<value>.*))?$")
_ITEM = re.compile(r"[ \t]*-[ \t]+(?P<value>.+)$")
_HEADED = re.compile(
    r"\s*#[ \t]+(?P<title>[^\n]{1,500})\n(?P<between>(?:[^\n]{0,500}\n){0,8}?)"
    r"[ \t>*_|-]{0,10}(?:\[?(?:Source|URL|Link|Lien|Original|Quelle)(?: URL)?\]?)[*_]{0,3}[ \t]?"
    r"(?::[ \t*_]{0,5}(?:\[[^\]\n]{0,300}\]\()?|\()"
    r"<?(?P<url>https?://[^\s<>)]{3,1000})[>)*_ \t]{0,6}\n",
    re.IGNORECASE,
)
_KEYS = {
    "title": "title headline titre",
    "url": "source url link source_url source-url original uri lien",
    "author": "author authors byline auteur auteurs creator",
    "published": "published date_published date-published publish_date publication_date"
    " datepublished",
    "outlet": "site publisher site_name site-name publication",
    "lang": "lang language langue",
}
_NAMES = {name: key for key, names in _KEYS.items() for name in names.split()}
_RECORD = re.compile(rb"^(?:rights|captures?|added):", re.MULTILINE)
_EXCERPT = re.compile(r"\s*> ## Excerpt\n(?:>[^\n]*\n)+\s*---[ \t]*\n")
_OBSIDIAN = (
    (re.compile(r"%%.{0,5000}?%%", re.DOTALL), ""),
    (re.compile(r"!\[\[[^\[\]\n]{0,300}\]\]"), ""),
    (re.compile(r"\[\[(?:[^\[\]|\n]{0,300}\|)?([^\[\]|\n]{1,300})\]\]"), r"\1"),
    (re.compile(r"==(?=\S)([^=\n]{1,2000})=="), r"\1"),
    (re.compile(r"^(>[ \t]*)\[![\w-]{1,30}\][+-]?", re.MULTILINE), r"\1"),
)
_MOST_BRACKETS = 50_000


def detect(head: bytes) -> bool:
    """Return whether the first bytes are those of a clipped note; a record of ours is none."""
    if b"://" not in head or _RECORD.search(head[:4096]):
        return False
    if not head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith((b"---", b"# ")):
        return False
    text = decode(head).text.replace("\r\n", "\n")
    return _parsed(text)[0].get("url", [""])[0].startswith(("http://", "https://"))


def captures(stream: BinaryIO, file: str) -> Iterator[CapturedPage]:
    """Yield the note, with what its properties say."""
    raw = limits.read_all(stream)
    decoded = decode(codings.decompress(raw))
    values, body = _parsed(decoded.text.replace("\r\n", "\n"))
    envelope = _envelope(values)
    if decoded.is_lossy:
        doubt = Doubt("encoding", {"encoding": decoded.encoding})
        envelope = replace(envelope, doubts=(*envelope.doubts, doubt))
    page = body.encode("utf-8", "replace")
    yield CapturedPage(file, "text", page, digest(raw), content="markdown", envelope=envelope)


def convert(capture: CapturedPage) -> CapturedArticle:
    """Return the article of a note: all of it, but its title and the excerpt above it."""
    envelope = capture.envelope or Envelope()
    title = envelope.headline.value if envelope.headline else ""
    shown = _blocks(capture)
    shown = [one for i, one in enumerate(shown) if i > 2 or not same(one.words, title)]
    headline = None
    if not title and shown and shown[0].tag == "h1":
        headline = Guess(shown[0].words, "h1", shown[0].words)
        shown = shown[1:]
    words = "\n".join(one.words for one in shown)
    doubts = [] if headline or title else [Doubt("headline-missing")]
    doubts += [Doubt("date-missing"), *length_doubts(len(words.split()))]
    text = "\n\n".join(one.markdown for one in shown)
    return CapturedArticle(
        text, headline=headline, lang=language(words[:20_000]), doubts=tuple(doubts)
    )


def visible_text(capture: CapturedPage) -> str:
    """Return all words of a note."""
    return "\n".join(block.words for block in _blocks(capture))


def _blocks(capture: CapturedPage) -> list[Block]:
    text = _EXCERPT.sub("\n", capture.raw.decode("utf-8", "replace"), count=1)
    for pattern, kept in _OBSIDIAN:
        text = pattern.sub(kept, text)
    url = capture.envelope.url.value if capture.envelope and capture.envelope.url else None
    return blocks(_tree(text), lambda *_: True, url)


def _tree(text: str) -> HtmlElement:
    if len(text) > limits.LARGEST_TEXT:
        raise limits.HostileError("too-large", limit=limits.size(limits.LARGEST_TEXT))
    # The parser of Markdown takes about a second for as many.
    if text.count("[") > _MOST_BRACKETS:
        raise limits.HostileError("too-many", limit=str(_MOST_BRACKETS), what="brackets")
    reader = MarkdownIt("commonmark", {"maxNesting": 20}).enable(["table", "strikethrough"])
    return html.parse(f"<!DOCTYPE html><html><body>{reader.render(text)}</body></html>")


def _parsed(text: str) -> tuple[dict[str, list[str]], str]:
    """Return the values that a note states, by our names of them, and the Markdown after them."""
    text = text.removeprefix("\ufeff")
    values: dict[str, list[str]] = {}
    if front := _FRONT.match(text):
        key = ""
        for row in front["rows"].split("\n"):
            if found := _ITEM.match(row):
                if key:
                    values.setdefault(key, []).append(_bare(found["value"]))
            elif found := _ROW.match(row):
                key = _NAMES.get(found["key"].lower(), "")
                if key and (found["value"] or "").strip():
                    given = _listed(found["value"])
                    values.setdefault(key, given)
        return {key: rows for key, rows in values.items() if any(rows)}, text[front.end() :]
    if headed := _HEADED.match(text):
        title = line(headed["title"])
        body = f"{headed['between']}\n{text[headed.end() :]}"
        return {"title": [title], "url": [headed["url"]]}, body
    return {}, text


def _listed(value: str) -> list[str]:
    value = value.strip()
    if value.startswith("[") and not value.startswith("[[") and value.endswith("]"):
        return [_bare(part) for part in value[1:-1].split(",")]
    return [_bare(value)]


def _bare(value: str) -> str:
    """Return a value without its quotation marks, and without those of a link to a note."""
    value = value.strip()
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        value = value[1:-1].replace('\\"', '"').replace("''", "'")
    wiki = re.fullmatch(r"\[\[(?:[^\]|]*\|)?([^\]|]*)\]\]", value)
    if link := wiki or re.fullmatch(r"\[[^\]]*\]\((\S+)\)", value):
        value = link[1]
    return line(value, 2000)


def _envelope(values: dict[str, list[str]]) -> Envelope:
    one = {key: rows[0] for key, rows in values.items() if rows and rows[0]}
    written = one.get("published", "")
    day = edtf(written) or first_day(written)
    authors = [name for row in values.get("author", ()) for name in people(row)]
    url, lang = one.get("url", ""), one.get("lang", "")[:2].lower()
    is_url = url.startswith(("http://", "https://")) and " " not in url
    title, site = site_in_title(one.get("title", ""), url)
    authors, signed = names_and_site(list(dict.fromkeys(authors)), url)
    outlet = one.get("outlet", "")
    other = Guess(site or signed, _BASIS, site or signed, stated=False) if site or signed else None
    return Envelope(
        headline=_guess(title),
        outlet=_guess(outlet) or other,
        authors=tuple(Guess(name, _BASIS, name) for name in authors),
        published=Guess(day, _BASIS, written) if day else None,
        lang=_guess(lang if lang.isalpha() else ""),
        url=_guess(url if is_url else ""),
    )


def _guess(value: str) -> Guess | None:
    return Guess(value[:500], _BASIS, value) if value else None
