"""HTML: a saved page -> its article, as Markdown, with what the page says of it.

    bytes -> characters -> tree (lxml, with libxml2's limits) -> metadata, texts -> blocks -> Page

Which texts are the article is trafilatura's choice (`extraction`), how they are written is ours
(`markup`). A page behind a paywall, or without text, is said to be one, and nothing is made up.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from copy import deepcopy

from lxml import html as lxml_html
from lxml.etree import LxmlError, ParserError
from lxml.html import HtmlElement

from suites.capture.extraction import main_text, metadata
from suites.capture.extraction.markup import Block, blocks
from suites.capture.formats.capture import size
from suites.capture.formats.encoding import Decoded, characters, decoded, line
from suites.capture.formats.limits import LARGEST_TEXT, HostileError
from suites.capture.page import Doubt, Guess, Page

_MOST_TAGS = 200_000
_FEW_WORDS = 60
_DEEPEST = "256"
"""Of libxml2: elements inside each other."""
_TAG = re.compile(
    rb"\s*(?:<!doctype\s+html|<(?:html|head|body|title|meta|script|style|link|div|p|table|h1|article"
    rb"|main|section|header|br|a|iframe|font|b|span)\b)",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    rb"\s*(?:<!--.*?-->|<\?xml[^>]*>|<!doctype[^>\[]*>)", re.IGNORECASE | re.DOTALL
)
_LAID_INSIDE = re.compile(r"(data:[a-z]+/[\w.+-]+[;,])[^\"'()<>\s]{200,}", re.IGNORECASE)
_SINGLE_FILE = re.compile(r"Page saved with SingleFile\s+url:\s*(\S+)")
_SAVED_FROM = re.compile(r"saved from url=\(\d+\)(\S+)")
_CLOSED = re.compile(
    r"réservée? (?:à nos|aux) abonné|(?:la suite|l.article|cet article|ce contenu) est réservé|"
    r"il vous reste .{1,12}% (?:de cet|à lire)|abonnez-vous pour (?:lire|continuer)|"
    r"subscribe to (?:continue|read|unlock)|(?:only|available) (?:for|to) subscribers|"
    r"already a subscriber|jetzt (?:weiterlesen|abonnieren)|nur für abonnent|"
    r"(?:contenido|artículo) (?:exclusivo )?para suscriptores|suscríbete para (?:seguir|leer)|"
    r"riservato agli abbonati|abbonati per (?:leggere|continuare)|alleen voor abonnees|"
    r"exclusivo para assinantes",
    re.IGNORECASE,
)


def detect(head: bytes) -> bool:
    """Whether the first bytes of a capture are HTML, as browsers know it (WHATWG MIME Sniffing)."""
    if head[:2] in (b"\xff\xfe", b"\xfe\xff") or head[1:2] == b"\0" or head[:1] == b"\0":
        head = decoded(head[: len(head) & ~3]).text.encode("utf-8", "replace")
    head = head.removeprefix(b"\xef\xbb\xbf")
    for _ in range(8):
        if _TAG.match(head):
            return True
        before = _BEFORE.match(head)
        if before is None:
            return False
        head = head[before.end() :]
    return False


def convert(raw: bytes, *, encoding: str | None = None, address: str | None = None) -> Page:
    """The article of a page; `encoding` and `address` are what its server said.

    Raises HostileError when the page is larger, deeper or more broken than any article's.
    """
    found = decoded(raw, encoding)
    text = characters(found.text)
    root = tree(text)
    facts = metadata.Metadata(root)
    outlet = facts.outlet()
    name = outlet.value if outlet else ""
    headline, authors = facts.headline(name), facts.authors(name)
    url = facts.address((("saved-from", _saved_from(text)), ("warc-target", address)))
    published = facts.published()
    texts = main_text.Texts(root)
    texts.choose()
    base = url.value if url else address
    article = _article(blocks(root, texts.kept, base), headline, authors)
    words = " ".join(one.words for one in article)
    lang, doubts = _language(facts, words)
    return Page(
        text="\n\n".join(one.markdown for one in article),
        headline=headline,
        outlet=outlet,
        authors=authors,
        published=published or _deduced(root, text),
        lang=lang,
        url=url,
        doubts=(*facts.doubts, *doubts, *_doubts(facts, words, root, found)),
    )


def tree(text: str) -> HtmlElement:
    """The tree of a page, which libxml2 mends, without the files that are laid inside its markup.

    Raises HostileError when it is larger, deeper or more broken than any article's.
    """
    text = _LAID_INSIDE.sub(r"\1", text)
    if len(text) > LARGEST_TEXT:
        raise HostileError("too-large", limit=size(LARGEST_TEXT))
    if text.count("<") > _MOST_TAGS:
        raise HostileError("too-many", what="tags", limit=str(_MOST_TAGS))
    parser = lxml_html.HTMLParser(
        encoding="utf-8", huge_tree=False, remove_comments=True, remove_pis=True, no_network=True
    )
    try:
        root = lxml_html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (ParserError, LxmlError, ValueError, AssertionError) as error:
        raise HostileError("markup-broken", why=str(error)[:200]) from error
    for one in parser.error_log:
        if one.type_name == "ERR_RESOURCE_LIMIT":
            if "depth" in one.message:
                raise HostileError("nested-too-deep", limit=_DEEPEST)
            raise HostileError("too-large", limit=size(LARGEST_TEXT))
    return root


def _saved_from(text: str) -> str | None:
    """The address that a browser or SingleFile notes in what it saves."""
    found = _SINGLE_FILE.search(text[:4096]) or _SAVED_FROM.search(text[:4096])
    return found[1] if found else None


def _article(
    found: Sequence[Block], headline: Guess | None, authors: Sequence[Guess]
) -> list[Block]:
    """The blocks without the title, the byline and the date at their head."""
    kept = list(found)
    title = headline.value if headline else ""
    for one in found[:6]:
        if metadata.same(one.words, title) or _is_byline(one.words, authors):
            kept.remove(one)
    return kept


_OF_BYLINES = re.compile(
    r"\d+(?:h|u|er|st|nd|rd|th|º)?|\b(?:par|by|von|por|di|da|door|le|la|à|at|on|the|am|um|el|il|de|del|em|op|om|uhr|h|min"
    r"|publiée?|mis|mise|jour|modifiée?|published|updated|posted|veröffentlicht|aktualisiert"
    r"|publicado|actualizado|pubblicato|aggiornato|gepubliceerd|bijgewerkt|atualizado"
    r"|lecture|minutes?|temps|read|lesezeit|gmt|cet|cest|utc|est|et|pm|a\.m|p\.m"
    r"|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|monday|tuesday|wednesday|thursday"
    r"|friday|saturday|sunday|janv\w*|févr\w*|mars|avr\w*|mai|juin|juil\w*|août|sept\w*|oct\w*"
    r"|nov\w*|déc\w*|jan\w*|feb\w*|mar|march|apr\w*|may|june?|july?|aug\w*|dec\w*|dez\w*|märz"
    r"|enero|febrero|marzo|abril|mayo|junio|julio|agosto|diciembre|gennaio|febbraio|aprile|maggio"
    r"|giugno|luglio|settembre|ottobre|dicembre|januari|februari|maart|mei|augustus|oktober"
    r"|janeiro|fevereiro|março|maio|junho|julho|setembro|outubro|novembro|dezembro)\b",
    re.IGNORECASE,
)


def _is_byline(words: str, authors: Sequence[Guess]) -> bool:
    """Whether a block names the authors and the date, and says nothing else."""
    if len(words) > 160:
        return False
    rest = words
    for one in authors:
        rest = re.sub(re.escape(one.value), " ", rest, flags=re.IGNORECASE)
    dated = any(c.isdigit() for c in rest)
    if rest == words and not dated:
        return False
    return not any(c.isalpha() for c in _OF_BYLINES.sub(" ", rest))


def _deduced(root: HtmlElement, text: str) -> Guess | None:
    """The day that htmldate deduces, if the page has it in full: it completes what is not known."""
    from htmldate import find_date

    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    try:
        found = find_date(deepcopy(root), original_date=True, outputformat="%Y-%m-%d")
    except main_text.BROKEN:
        return None
    if not found or not re.fullmatch(r"\d{4}-\d\d-\d\d", found):
        return None
    year, month, day = found.split("-")
    y, m, d = year, f"0?{int(month)}", f"0?{int(day)}"
    name = r"[^\W\d]{3,10}\.?"
    forms = (
        f"{y}[-/.]?{m}[-/.]?{d}",
        f"{d}[-/. ]{{1,2}}{m}[-/. ]{{1,2}}{y}",
        rf"{d}(?:st|nd|rd|th|er|º|\.)?,? (?:de )?{name},? (?:de )?{y}",
        rf"{name} {d}(?:st|nd|rd|th)?,? {y}",
    )
    words = re.search(rf"\b(?:{'|'.join(forms)})(?!\d)", text)
    return Guess(found, "htmldate", line(words[0]), stated=False) if words else None


def _language(facts: metadata.Metadata, words: str) -> tuple[Guess | None, tuple[Doubt, ...]]:
    """The language declared, unless the words are plainly in another: templates are copied."""
    from suites.capture.extraction.language import language

    declared, read = facts.language(), language(words)
    if declared is None or read is None or declared.value == read.value:
        return declared or read, ()
    return read, (Doubt("languages-differ", (("one", declared.value), ("other", read.value))),)


def _doubts(facts: metadata.Metadata, words: str, root: HtmlElement, found: Decoded) -> list[Doubt]:
    doubts = []
    count = len(words.split())
    if not count:
        doubts.append(Doubt("text-missing"))
    elif count < _FEW_WORDS:
        doubts.append(Doubt("text-short", (("n", str(count)),)))
    cue = None
    if count < 8 * _FEW_WORDS:
        shown = line(root.text_content()[:200_000], 200_000)
        cue = _CLOSED.search(shown)
    closed = cue[0] if cue else facts.closed()
    if closed:
        doubts.append(Doubt("paywalled", (("words", closed),)))
    if found.lossy:
        doubts.append(Doubt("encoding", (("encoding", found.encoding),)))
    return doubts
