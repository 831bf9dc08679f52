"""Press databases: exports of Europresse, Factiva and LexisNexis -> each article in one, by itself.

    file -> the beginnings of its articles -> fragments, each a capture -> fields, text

An export states title, outlet, authors and day in fields of its own. The forms are those of the
public parsers for R (tm.plugin.europresse, .factiva and .lexisnexis, and LexisNexisTools), and of
the samples that come with them; no article of a newspaper is among these.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import BinaryIO, NamedTuple

from lxml.html import HtmlElement

from suites.archive.enumerations import CaptureKind
from suites.capture import codings, limits
from suites.capture.captured_article import CapturedArticle, Doubt, Envelope, Guess, length_doubts
from suites.capture.captured_page import CapturedPage, Content, Failure, digest
from suites.capture.encoding import line
from suites.capture.extraction.language import language
from suites.capture.extraction.markup import blocks
from suites.capture.extraction.person_names import people
from suites.capture.extraction.textual_dates import first_day
from suites.capture.formats import html, letters
from suites.capture.limits import HostileError

_MOST_ARTICLES = 2000
_BASIS = "press-database"
_OF_DOCUMENTS = rb"(?:of|de|von) \d{1,5} DOCUMENTS[ \t]{0,60}+\r?\n"


class _Database(NamedTuple):
    """A form of export: how it is known, where its articles begin, and what reads one."""

    content: Content
    known: re.Pattern[bytes]
    begins: re.Pattern[bytes]
    read: Callable[[str], CapturedArticle]


def detect(head: bytes, content: Content) -> bool:
    """Return whether the first bytes of HTML, or of a text, are those of an export."""
    return any(one.content == content and one.known.search(head) for one in _DATABASES)


def captures(
    kind: CaptureKind, content: Content, stream: BinaryIO, file: str
) -> Iterator[CapturedPage | Failure]:
    """Yield the articles of an export, each with the digest of its own bytes."""
    raw = limits.read_all(stream)
    page = codings.decompress(raw)
    database = next(one for one in _DATABASES if one.content == content and one.known.search(page))
    starts = [found.start() for found in database.begins.finditer(page)]
    if len(starts) > _MOST_ARTICLES:
        raise HostileError("too-many", what="articles", limit=str(_MOST_ARTICLES))
    declared = re.search(rb"charset\s*=\s*[\"']?\s*([\w:.-]{2,30})", page[:4096])
    encoding = declared[1].decode() if declared and content == "html" else None
    if len(starts) < 2:
        # An older form of export: its articles cannot be told apart here.
        count = 0 if starts else len(re.findall(rb"class=[\"']DocPublicationName\b", page))
        doubts = (Doubt("articles-several", {"n": str(count)}),) if count > 1 else ()
        yield CapturedPage(
            file, kind, page[starts[0] :] if starts else page, digest(raw), encoding,
            content=content, envelope=Envelope(doubts=doubts) if doubts else None,
        )  # fmt: skip
        return
    for number, (start, end) in enumerate(zip(starts, [*starts[1:], len(page)], strict=True), 1):
        part = page[start:end]
        yield CapturedPage(
            file, kind, part, digest(part), encoding, record=f"#{number}", content=content
        )


def convert(text: str, content: Content) -> CapturedArticle | None:
    """Return the article of a fragment of an export; None when it is none."""
    head = text[: limits.BLOCK].encode("utf-8", "replace")
    for database in _DATABASES:
        is_known = content == "text" or database.known.search(head)
        if database.content == content and database.begins.match(head) and is_known:
            return database.read(text)
    return None


def _europresse(text: str) -> CapturedArticle:
    tree = html.parse(text)
    outlet = _shown(tree, "//*[contains(@class, 'DocPublicationName')]")
    outlet = re.sub(r"\s*(?:,\s*n[o°]\b.*|\(site web\).*)", "", outlet, flags=re.IGNORECASE)
    title = _shown(tree, "//*[contains(@class, 'titreArticleVisu')]")
    day = _shown(tree, "//*[contains(@class, 'DocHeader')]")
    author = _shown(
        tree,
        "//*[contains(@class, 'docAuthors') or contains(@class, 'rdp__author')"
        " or contains(@class, 'sm-margin-bottomNews')]",
    ) or _shown(tree, "//*[contains(@class, 'titreArticle')]/following-sibling::div[1]")
    inside = tree.xpath("//*[contains(@class, 'docOcurrContainer')]") or tree.xpath(
        "//*[contains(@class, 'DocText')] | //section"
    )
    return _article(inside[:1], title, outlet, author, day)


def _factiva(text: str) -> CapturedArticle:
    tree = html.parse(text)
    fields: dict[str, str] = {}
    for row in tree.iter("tr"):
        cells = list(row)[:2]
        if len(cells) == 2 and re.fullmatch("[A-Z]{2,3}", name := line(cells[0].text_content())):
            fields.setdefault(name, line(cells[1].text_content(), 2000))
    inside = tree.xpath("//p[contains(@class, 'articleParagraph')]")
    day = f"{fields.get('PD', '')} {fields.get('ET', '')}"
    return _article(inside, fields.get("HD", ""), fields.get("SN", ""), fields.get("BY", ""), day)


_LABEL = re.compile(r"([A-ZÀ-Ý][A-ZÀ-Ý -]{2,30}):\s*(.*)", re.DOTALL)
_AUTHOR = ("BYLINE", "AUTEUR", "AUTOR")


def _lexis_html(text: str) -> CapturedArticle:
    tree = html.parse(text)
    rows = [(line(row.text_content(), 10_000), row) for row in tree.iter("p")]
    return _lexis([row for row in rows if row[0]])


def _lexis_text(text: str) -> CapturedArticle:
    rows = [(line(row, 100_000), row) for row in re.split(r"\n\s*\n", text.strip())]
    return _lexis([row for row in rows if row[0]])


def _lexis(rows: Sequence[tuple[str, HtmlElement | str]]) -> CapturedArticle:
    """Read the order that all have: number, outlet, day, title, fields, text, fields, copyright."""
    rows = rows[1:]
    dated = (i for i, row in enumerate(rows[:6]) if first_day(row[0][:300]))
    at = next(dated, 1)
    labels = [(i, found) for i, row in enumerate(rows) if (found := _LABEL.fullmatch(row[0]))]
    author = next((found[2] for _, found in labels if found[1] in _AUTHOR), "")
    numbers = [i for i, _ in labels if i > at]
    labelled = set(numbers)
    free = [i for i in range(at + 1, len(rows)) if i not in labelled]
    title = rows[free[0]][0] if free else ""
    last = next((i for i, row in enumerate(rows) if row[0].startswith("Copyright ")), len(rows))
    gaps = pairwise([*numbers, last] if numbers else [])
    first, end = max(gaps, key=lambda gap: gap[1] - gap[0], default=(free[0] if free else 0, last))
    inside = [row[1] for row in rows[first + 1 : end]]
    outlet = rows[0][0] if rows and at else ""
    return _article(inside, title, outlet, author, rows[at][0] if at < len(rows) else "")


def _article(
    inside: Sequence[HtmlElement | str], title: str, outlet: str, author: str, day: str
) -> CapturedArticle:
    if all(isinstance(part, str) for part in inside):
        found = letters.convert("\n\n".join(map(str, inside)), title)
        text, doubts = found.text, list(found.doubts)
        words = text
    else:
        shown = [
            block
            for part in inside
            if not isinstance(part, str)
            for block in blocks(part, lambda *_: True, None)
        ]
        text, words = "\n\n".join(one.markdown for one in shown), "\n".join(o.words for o in shown)
        doubts = [*length_doubts(len(words.split()))]
    published = first_day(day[:300])
    if published is None:
        doubts.append(Doubt("date-missing"))
    names = people(author) if len(author) < 200 else []
    return CapturedArticle(
        text,
        headline=Guess(title, _BASIS, title) if title else None,
        outlet=Guess(outlet, _BASIS, outlet) if outlet else None,
        authors=tuple(Guess(name, _BASIS, author) for name in dict.fromkeys(names)),
        published=Guess(published, _BASIS, line(day)) if published else None,
        lang=language(words[:20_000]),
        doubts=tuple(doubts),
    )


def _shown(tree: HtmlElement, path: str) -> str:
    return next((words for one in tree.xpath(path)[:5] if (words := line(one.text_content()))), "")


_DATABASES = (
    _Database(
        "html",
        re.compile(rb"class=[\"'][^\"']{0,80}\bDocPublicationName\b|\.DocPublicationName\b"),
        re.compile(rb"<article\b", re.IGNORECASE),
        _europresse,
    ),
    _Database(
        "html",
        re.compile(rb"<title>\s*Factiva\s*</title>|<div class=\"article \w\wArticle\""),
        re.compile(rb"<div[^>]{0,40} class=\"article \w\wArticle\""),
        _factiva,
    ),
    _Database(
        "html",
        re.compile(rb"<!-- LXNComment|<a name=[\"']?DOC_ID_\d", re.IGNORECASE),
        re.compile(rb"<a name=[\"']?DOC_ID_\d", re.IGNORECASE),
        _lexis_html,
    ),
    _Database(
        "text",
        re.compile(rb"(?:\A|\n)[ \t]{0,60}+1 " + _OF_DOCUMENTS),
        re.compile(rb"(?:\A|\n)[ \t]{0,60}+\d{1,5} " + _OF_DOCUMENTS),
        _lexis_text,
    ),
)  # fmt: skip
