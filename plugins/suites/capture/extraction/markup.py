"""Markup: the blocks of an HTML tree -> Markdown, in the page's own words.

Headings, lists, quotations, emphasis, links and tables are kept; pictures, scripts and all other
tags are not. Nothing of the page is raw in the result: characters that Markdown would read are
escaped, addresses are http, https or mailto, and a block that would not read back to its own words
is written without its emphasis and links.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote, urljoin, urlsplit

from lxml.html import HtmlElement

from suites.archive.markdown.parser import tokens
from suites.archive.markdown.places import visible
from suites.capture.encoding import characters

Kept = Callable[[HtmlElement, bool], bool]
"""Returns whether the text of an element, or the one after it (True), belongs to the article."""

UNREAD_ELEMENTS = frozenset(
    "script style noscript template svg math iframe object embed canvas audio video button select"
    " textarea input option datalist head title link meta map progress meter dialog".split()
)
"""Elements whose content is no text of the page."""

BLOCKS = frozenset(
    "html body main article section header footer nav aside div p h1 h2 h3 h4 h5 h6 ul ol li dl dt"
    " dd blockquote pre table thead tbody tfoot tr td th caption figure figcaption address form"
    " fieldset legend details summary center hr menu hgroup search frameset noframes dir".split()
)
"""Elements that begin a paragraph of their own."""

_MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*", "cite": "*", "dfn": "*", "var": "*"}
_SPACES = re.compile(r"[ \t\n]+")
_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff]")
STRUCK = frozenset({"del", "s", "strike"})
_MOST_CELLS = 50_000  # rows are padded to the longest
_LONGEST_STRUCK = 300  # characters: an element that was not closed holds more
_NOTE_MARK = re.compile(r"[\s()\[\]]*(?:\d{1,3}|[a-z]|[*†‡§]{1,3})[\s()\[\].]*")
_SPECIAL = re.compile(
    r"[\\`*<>~]|\[(?=[\[^])|\](?=[\[(:])|(?<!\w)_|_(?!\w)|!(?=\[)|!$|&(?=[#\w]+;)"
)
_START = re.compile(r"^(?:([0-9]{1,9})(?=[.)](?: |$))|(?=[#+=:>-]))", re.ASCII | re.MULTILINE)
_PIECE = tuple[Literal["text", "break", "mark", "link", "end"], str]
"""A piece of a paragraph: a text, a line break, a mark or a link that begins, the end of one."""


@dataclass(frozen=True, slots=True)
class Block:
    """One block: its Markdown, its plain words, its tag (p, h2, li …)."""

    markdown: str
    words: str
    tag: str


def blocks(tree: HtmlElement, kept: Kept, address: str | None) -> list[Block]:
    """Return the blocks of the article in order; its links are relative to `address`."""
    return list(_Blocks(kept, address).inside(tree))


class _Blocks:
    def __init__(self, kept: Kept, address: str | None) -> None:
        self._kept, self._address = kept, address

    def inside(self, top: HtmlElement) -> Iterator[Block]:
        run: list[_PIECE] = []
        is_kept = False

        def flush() -> Iterator[Block]:
            nonlocal is_kept
            if is_kept and (block := _paragraph(run, self._address)):
                yield block
            run.clear()
            is_kept = False

        def inline(element: HtmlElement) -> Iterator[Block]:
            nonlocal is_kept
            opened = _opened(element)
            ends: list[_PIECE] = [("end", "") for kind, _ in opened if kind != "break"]
            run.extend(opened)
            if element.text:
                run.append(("text", element.text))
                is_kept = is_kept or self._kept(element, False)
            for child in element:
                if is_read(child):
                    if child.tag == "br" and _ends_with_break(run):
                        run.extend(ends)
                        yield from flush()
                        run.extend(opened)
                    elif child.tag in BLOCKS:
                        run.extend(ends)
                        yield from flush()
                        yield from self._of(child)
                        run.extend(opened)
                    else:
                        yield from inline(child)
                if child.tail:
                    run.append(("text", child.tail))
                    is_kept = is_kept or self._kept(child, True)
            run.extend(ends)

        yield from inline(top)
        yield from flush()

    def _of(self, element: HtmlElement) -> Iterator[Block]:
        match element.tag:
            case "ul" | "ol" | "menu" | "dir":
                yield from self._list(element)
            case "blockquote":
                if inside := list(self.inside(element)):
                    text = "\n\n".join(block.markdown for block in inside)
                    quoted = "\n".join(f"> {line}".rstrip() for line in text.split("\n"))
                    yield Block(quoted, _words(inside), "blockquote")
            case "table":
                yield from self._table(element)
            case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
                for block in self.inside(element):
                    marks = "#" * max(2, int(element.tag[1]))
                    text = block.markdown.replace("\\\n", " ").replace("\n", " ")
                    yield Block(f"{marks} {text}", block.words, element.tag)
            case _:
                yield from self.inside(element)

    def _list(self, element: HtmlElement) -> Iterator[Block]:
        items: list[str] = []
        found: list[Block] = []
        groups = [self._between(element.text, element, is_after=False)]
        for child in element:
            groups.append(list(self._of(child)) if is_read(child) else [])
            groups.append(self._between(child.tail, child, is_after=True))
        for inside in filter(None, groups):
            sign = f"{len(items) + 1}." if element.tag == "ol" else "-"
            text = "\n\n".join(block.markdown for block in inside)
            indent = " " * (len(sign) + 1)
            items.append(f"{sign} " + re.sub(r"\n(?=.)", f"\n{indent}", text))
            found += inside
        if items:
            is_loose = any("\n\n" in item for item in items)
            yield Block(("\n\n" if is_loose else "\n").join(items), _words(found), "li")

    def _between(self, text: str | None, place: HtmlElement, *, is_after: bool) -> list[Block]:
        """Return the block of a text that stands between the items of a list, if it is kept."""
        is_kept = text and not text.isspace() and self._kept(place, is_after)
        block = _paragraph([("text", text)], self._address) if text and is_kept else None
        return [block] if block else []

    def _table(self, element: HtmlElement) -> Iterator[Block]:
        for caption in element.iterchildren("caption"):
            yield from self.inside(caption)
        rows = [
            [list(self.inside(cell)) for cell in row if cell.tag in ("td", "th")]
            for row in element.iter("tr")
            if next(row.iterancestors("table"), None) is element
        ]
        rows = [row for row in rows if any(row)]
        cells = [cell for row in rows for cell in row]
        flat = [block for cell in cells for block in cell]
        width = max(map(len, rows), default=0)
        is_simple = all(block.tag == "p" and "\n" not in block.markdown for block in flat)
        is_wide = width * len(rows) > _MOST_CELLS
        if width < 2 or is_wide or not is_simple or any(len(cell) > 1 for cell in cells):
            yield from flat  # it lays a page out
            return
        lines = []
        for row in rows:
            shown = [cell[0].markdown.replace("|", "\\|") if cell else "" for cell in row]
            lines.append(f"| {' | '.join(shown + [''] * (width - len(shown)))} |")
        lines.insert(1, f"|{' --- |' * width}")
        yield Block("\n".join(lines), _words(flat), "table")


def is_read(element: HtmlElement) -> bool:
    """Return whether its content is text: no ruby, no words struck out, no marks of footnotes."""
    tag = element.tag
    if not isinstance(tag, str) or tag in UNREAD_ELEMENTS or tag in ("rt", "rp", "rtc"):
        return False
    if tag in STRUCK:
        return len(_beginning(element, _LONGEST_STRUCK + 1)) > _LONGEST_STRUCK
    return not (tag in ("sup", "a") and _is_note_mark(element))


def _is_note_mark(element: HtmlElement) -> bool:
    """Return whether an element is a mark that leads to a note, or back from it."""
    words = _beginning(element, 20)
    link = element if element.tag == "a" else element.find(".//a")
    if len(words) == 20 or link is None or not (link.get("href") or "").strip().startswith("#"):
        return False
    if not any(map(str.isalnum, words)):
        return element.tag == "a" and bool(words.strip())
    is_raised = element.tag == "sup" or element.find("sup") is not None
    return is_raised and bool(_NOTE_MARK.fullmatch(words.lower()))


def _beginning(element: HtmlElement, longest: int) -> str:
    """Return the first characters of an element's text."""
    words = ""
    for text in element.itertext():
        words += text[:longest]
        if len(words) >= longest:
            break
    return words[:longest]


def _ends_with_break(run: list[_PIECE]) -> bool:
    """Return whether a line break, and nothing but spaces and marks after it, ends a paragraph."""
    for kind, text in reversed(run):
        if kind == "break":
            return True
        if kind == "text" and not text.isspace():
            return False
    return False


def _words(found: Iterable[Block]) -> str:
    return " ".join(block.words for block in found)


def _opened(element: HtmlElement) -> list[_PIECE]:
    if element.tag in _MARKS:
        return [("mark", _MARKS[element.tag])]
    if element.tag == "a" and element.get("href"):
        return [("link", element.get("href"))]
    return [("break", "")] if element.tag == "br" else []


def _target(href: str, address: str | None) -> str | None:
    """Return an absolute address; None for scripts, files, fragments and errors."""
    text = _SPACES.sub("", characters(href))
    if not text or text.startswith("#") or len(text) > 2000:
        return None
    try:
        whole = urljoin(address or "", text)
        parts = urlsplit(whole)
    except ValueError:
        return None
    if (parts.scheme in ("http", "https") and parts.netloc) or parts.scheme == "mailto":
        return quote(whole, safe="%/:=&?~#+!$,;'@*[]" if "[" not in whole else "%/:=&?~#+!$,;'@*")
    return None


def _paragraph(run: list[_PIECE], address: str | None) -> Block | None:
    said = "".join(" " if kind == "break" else x for kind, x in run if kind in ("text", "break"))
    words = _SPACES.sub(" ", _UNSEEN.sub("", characters(said))).strip()
    if not any(c.isalnum() for c in words):
        return None
    rich = _markdown(run, address)
    if rich != words and _read_back(rich) != words:
        rich = _escape_starts(_SPECIAL.sub(r"\\\g<0>", words))
        if _read_back(rich) != words:
            rich = re.sub(r"[!-/:-@\[-`{-~]", r"\\\g<0>", words)
    return Block(rich, words, "p")


def _read_back(markdown: str) -> str:
    """Return the words that Markdown shows, when it is one paragraph; else nothing."""
    found = tokens(markdown)
    if [token.type for token in found] != ["paragraph_open", "inline", "paragraph_close"]:
        return ""
    return _SPACES.sub(" ", visible(found[1].children or [])).strip()


def _markdown(run: list[_PIECE], address: str | None) -> str:
    """Write inline Markdown: spaces stand outside the marks, and marks around nothing go."""
    out: list[str] = []
    pending = ""
    last = -1  # of `out`, that has a letter or a digit
    stack: list[tuple[int, str, str]] = []
    for kind, text in run:
        match kind:
            case "text":
                text = _SPACES.sub(" ", _UNSEEN.sub("", characters(text)))
                if text.startswith(" "):
                    pending = pending or " "
                core = text.strip(" ")
                if core:
                    out.append(pending if out else "")
                    pending = " " if text.endswith(" ") else ""
                    last = len(out) if any(map(str.isalnum, core)) else last
                    out.append(_SPECIAL.sub(r"\\\g<0>", core))
            case "break":
                pending = "\\\n"
            case "mark" | "link":
                if pending and out:
                    out.append(pending)
                pending = ""
                stack.append((len(out), kind, text))
                out.append(text if kind == "mark" else "[")
            case _ if stack:
                at, opening, text = stack.pop()
                target = text if opening == "mark" else _target(text, address)
                if target and last > at:
                    out.append(text if opening == "mark" else f"]({target})")
                else:
                    out[at] = ""
    for at, _, _ in stack:  # a block stood inside it
        out[at] = ""
    return _escape_starts("".join(out).strip().removesuffix("\\\n").replace("****", ""))


def _escape_starts(text: str) -> str:
    """Escape the first character of a line where Markdown would begin a heading or a list there."""
    return _START.sub(r"\1\\", text)
