"""HTML: a saved page -> its article, as Markdown, with the page's own metadata.

    characters -> what is inert set apart -> tree (lxml, with libxml2's limits), as it is shown
               -> metadata, texts -> blocks

The texts of the article are those that trafilatura chooses, and what stands among them
(`main_text`); where the page shows none, those of its templates or data. Their Markdown is ours
(`markup`). A page behind a paywall, or without text, is said to be one, and nothing is made up.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from html import escape, unescape

from lxml import html as lxml_html
from lxml.etree import LxmlError, ParserError
from lxml.html import HtmlElement

from suites.capture.captured_article import FEW_WORDS, CapturedArticle, Doubt, Guess, length_doubts
from suites.capture.encoding import decode, line
from suites.capture.extraction import metadata, replay
from suites.capture.extraction.inert import lay_inside, set_apart
from suites.capture.extraction.lexicon import BYLINE_WORDS, PAYWALL
from suites.capture.extraction.main_text import main_text
from suites.capture.extraction.markup import Block, blocks
from suites.capture.extraction.person_names import same
from suites.capture.extraction.visibility import (
    close_unclosed,
    drop_hidden,
    not_shown,
    show_templates,
)
from suites.capture.formats import markup_limits
from suites.capture.limits import LARGEST_TEXT, HostileError, size

_END_TAG = re.compile(r"</\w|<br|<p>", re.IGNORECASE)
_DEEPEST = "256"  # of libxml2: elements inside each other
_TAG = (
    rb"\s*(?:<!doctype\s+html|<(?:html|head|body|title|meta|script|style|link|div|p|table|h1|article"
    rb"|main|section|header|br|a|iframe|font|b|span)\b)"
)
_BEFORE = rb"\s*(?:<!--.*?-->|<\?xml[^>]*>|<!doctype[^>\[]*>)"
_HTML = re.compile(rb"(?:(?!%b)(?>%b)){0,7}+%b" % (_TAG, _BEFORE, _TAG), re.I | re.DOTALL)
_LAID_INSIDE = re.compile(r"(data:[a-z]+/[\w.+-]+[;,])[^\"'()<>\s]{200,}", re.IGNORECASE)
_SINGLE_FILE = re.compile(r"Page saved with SingleFile\s+url:\s*(\S+)")
_SAVED_FROM = re.compile(r"saved from url=\(\d+\)(\S+)")


def detect(head: bytes) -> bool:
    """Return whether the first bytes are HTML, as browsers know it (WHATWG MIME Sniffing)."""
    if head[:2] in (b"\xff\xfe", b"\xfe\xff") or head[1:2] == b"\0" or head[:1] == b"\0":
        head = decode(head[: len(head) & ~3]).text.encode("utf-8", "replace")
    return bool(_HTML.match(head.removeprefix(b"\xef\xbb\xbf")))


def convert(text: str, *, address: str | None = None) -> CapturedArticle:
    """Return the article of a page; `address` is where its server had it.

    Raises HostileError when the page is larger, deeper or more broken than any article's.
    """
    # A browser or SingleFile notes the address in the file.
    saved = _SINGLE_FILE.search(text[:4096]) or _SAVED_FROM.search(text[:4096])
    captured = saved[1] if saved else None, address
    copy = replay.find_copy(text, captured)
    root = parse(replay.restored(text, copy) if copy else text)
    had_toolbar = replay.drop_toolbars(root)
    about = metadata.Metadata(root)
    outlet = about.outlet()
    name = outlet.value if outlet else ""
    headline = about.headline(name)
    authors = about.authors(name, headline.value if headline else "")
    url = about.address(
        (("replay", copy.original),)
        if copy
        else zip(("saved-from", "warc-target"), captured, strict=True)
    )
    published = about.published(url.value if url else address or "")
    article, doubts = _article(root, about, url.value if url else address)
    title = headline.value if headline else ""
    article[:6] = [
        block
        for block in article[:6]
        if not same(block.words, title) and not _is_byline(block.words, authors)
    ]
    words = " ".join(block.words for block in article)
    lang, others = _language(about, words)
    return CapturedArticle(
        text="\n\n".join(block.markdown for block in article),
        headline=headline,
        outlet=outlet,
        authors=authors,
        published=published,
        lang=lang,
        url=url,
        archived=Guess(copy.url, "replay") if copy else None,
        doubts=(
            *about.doubts,
            *others,
            *doubts,
            *((Doubt("copy-unknown"),) if had_toolbar and not copy else ()),
            *_doubts(about, words, root),
        ),
    )


def visible_text(text: str) -> str:
    """Return everything that can be read in a page, a block a line.

    What is shown without scripts, and the text in the data of a page that is open to all, count.
    """
    root = parse(text)
    about = metadata.Metadata(root)
    found = blocks(root, _everything, None)
    for element in not_shown(root):
        found += blocks(element, _everything, None)
    if not about.closed():
        found += _in_data(about, None)
    return "\n".join(block.words for block in found)


def _everything(_element: HtmlElement, _is_after: bool) -> bool:
    return True


def _article(
    root: HtmlElement, about: metadata.Metadata, address: str | None
) -> tuple[list[Block], tuple[Doubt, ...]]:
    """Return the blocks of the article, and doubts of where they come from.

    What a page hides from readers who do not pay is not looked for in templates or in its data.
    """
    is_closed = bool(about.closed())
    is_template = not is_closed and show_templates(root)
    drop_hidden(root, is_closed=is_closed)
    text = main_text(root)
    article = blocks(root, lambda *one: one in text.chosen, address)
    count = _count(article)
    if count < FEW_WORDS and not is_closed and not _paywall_cue(root):
        stated = _in_data(about, address)
        if _count(stated) > max(2 * count, FEW_WORDS):
            return stated, (Doubt("text-from-data"),)
    codes = {
        "text-from-template": is_template,
        "text-left-out": text.is_more_beside,
        "text-struck": text.has_struck,
    }
    return article, tuple(Doubt(code) for code, holds in codes.items() if holds)


def _count(article: list[Block]) -> int:
    return sum(len(block.words.split()) for block in article)


def _in_data(about: metadata.Metadata, address: str | None) -> list[Block]:
    """Return the blocks of the text that the page's data give for its article."""
    text = about.body()
    if not _END_TAG.search(text):
        text = "".join(f"<p>{escape(unescape(one))}</p>" for one in text.splitlines())
    with suppress(HostileError):
        return blocks(_part(f"<body><div>{text}</div>"), _everything, address)
    return []


def parse(text: str) -> HtmlElement:
    """Return the tree of a page, mended by libxml2, without the files laid inside its markup.

    Raises HostileError when it is larger, deeper or more broken than any article's.
    """
    text = _LAID_INSIDE.sub(r"\1", text)
    markup_limits.check_text(text)
    text, contents = set_apart(text)
    root = _tree(text)
    close_unclosed(root)
    lay_inside(root, contents, _part)
    return root


def _part(text: str) -> HtmlElement:
    """Return the tree of markup that stood inside a script, a noscript or data."""
    markup_limits.check_text(text)
    return _tree(text)


def _tree(text: str) -> HtmlElement:
    parser = lxml_html.HTMLParser(
        encoding="utf-8", huge_tree=False, remove_comments=True, remove_pis=True, no_network=True
    )
    try:
        root = lxml_html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (ParserError, LxmlError, ValueError, AssertionError) as error:
        raise HostileError("markup-broken", why=str(error)[:200]) from error
    for entry in parser.error_log:
        if entry.type_name == "ERR_RESOURCE_LIMIT":
            if "depth" in entry.message:
                raise HostileError("nested-too-deep", limit=_DEEPEST)
            raise HostileError("too-large", limit=size(LARGEST_TEXT))
    markup_limits.check_tree(root)
    return root


def _is_byline(words: str, authors: Sequence[Guess]) -> bool:
    """Return whether a block names the authors and the date, and says nothing else."""
    if len(words) > 160:
        return False
    rest = words
    for author in authors:
        rest = re.sub(re.escape(author.value), " ", rest, flags=re.IGNORECASE)
    if rest == words and not any(c.isdigit() for c in rest):
        return False
    rest = re.sub(r"\d+(?:h|er|st|nd|rd|th|[uº])?", " ", rest)
    return BYLINE_WORDS.issuperset(re.findall(r"[ap]\.m|[^\W\d_]+", rest.lower()))


def _language(about: metadata.Metadata, words: str) -> tuple[Guess | None, tuple[Doubt, ...]]:
    """Return the language declared, unless the words are in another: templates are copied."""
    from suites.capture.extraction.language import language

    declared, read = about.language(), language(words)
    if declared is None or read is None or declared.value == read.value:
        return declared or read, ()
    return read, (Doubt("languages-differ", {"one": declared.value, "other": read.value}),)


def _doubts(about: metadata.Metadata, words: str, root: HtmlElement) -> Iterator[Doubt]:
    count = len(words.split())
    yield from length_doubts(count)
    cue = _paywall_cue(root) if count < 8 * FEW_WORDS else ""
    if closed := cue or about.closed():
        yield Doubt("paywalled", {"words": closed})


def _paywall_cue(root: HtmlElement) -> str:
    found = PAYWALL.search(line(root.text_content()[:200_000], 200_000))
    return found[0] if found else ""
