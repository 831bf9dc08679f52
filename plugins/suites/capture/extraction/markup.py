"""Markup: the blocks of an HTML tree -> Markdown, in the page's own words.

Headings, lists, quotations, emphasis, links and tables are kept; pictures, scripts and all other
tags are not. Nothing of the page is raw in what comes out: signs that Markdown would read are
escaped, addresses are http, https or mailto, and a block that would not read back to its own words
is written without its emphasis and links.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

from lxml.html import HtmlElement

from suites.archive.markdown.parser import tokens
from suites.archive.markdown.places import visible
from suites.capture.formats.encoding import characters

Kept = Callable[[HtmlElement, bool], bool]
"""Whether the text of an element, or what stands after it (True), belongs to the article."""

UNSEEN = frozenset(
    "script style noscript template svg math iframe object embed canvas audio video button select"
    " textarea input option datalist head title link meta map progress meter dialog".split()
)
"""Elements whose content is no text of the page."""

_BLOCKS = frozenset(
    "html body main article section header footer nav aside div p h1 h2 h3 h4 h5 h6 ul ol li dl dt"
    " dd blockquote pre table thead tbody tfoot tr td th caption figure figcaption address form"
    " fieldset legend details summary center hr menu hgroup search frameset noframes dir".split()
)
_MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*", "cite": "*", "dfn": "*", "var": "*"}
_OPEN, _CLOSE, _LINK, _END, _BREAK, _TEXT = range(6)
_SPACES = re.compile(r"[ \t\n]+")
_PIECE = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Block:
    """One block: Markdown, its plain words, its tag (p, h2, li …), and whether it is kept."""

    markdown: str
    words: str
    tag: str


def blocks(tree: HtmlElement, kept: Kept, address: str | None) -> list[Block]:
    """The blocks of the article in their order; `address` is what its links are relative to."""
    return list(_blocks(tree, "p", kept, address))


def _blocks(top: HtmlElement, tag: str, kept: Kept, address: str | None) -> Iterator[Block]:
    run: list[_PIECE] = []
    of_article = False

    def flush() -> Iterator[Block]:
        nonlocal of_article
        if of_article and (one := _block(run, tag, address)):
            yield one
        run.clear()
        of_article = False

    def inline(element: HtmlElement) -> Iterator[Block]:
        nonlocal of_article
        opened = _opened(element)
        run.extend(opened)
        if element.text:
            run.append((_TEXT, element.text))
            of_article = of_article or kept(element, False)
        for child in element:
            if isinstance(child.tag, str) and child.tag not in UNSEEN:
                if child.tag in _BLOCKS:
                    run.extend(_closed(opened))
                    yield from flush()
                    yield from _child(child, tag, kept, address)
                    run.extend(opened)
                else:
                    yield from inline(child)
            if child.tail:
                run.append((_TEXT, child.tail))
                of_article = of_article or kept(child, True)
        run.extend(_closed(opened))

    yield from inline(top)
    yield from flush()


def _child(child: HtmlElement, tag: str, kept: Kept, address: str | None) -> Iterator[Block]:
    match child.tag:
        case "ul" | "ol" | "menu" | "dir":
            yield from _list(child, kept, address)
        case "blockquote":
            yield from _quotation(child, kept, address)
        case "table":
            yield from _table(child, kept, address)
        case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
            for one in _blocks(child, child.tag, kept, address):
                marks = "#" * max(2, int(child.tag[1]))
                text = one.markdown.replace("\\\n", " ").replace("\n", " ")
                yield Block(f"{marks} {text}", one.words, child.tag)
        case "dt" | "th" | "caption" | "summary" | "legend" | "figcaption":
            yield from _blocks(child, "p", kept, address)
        case _:
            yield from _blocks(child, "p" if tag == "p" else tag, kept, address)


def _list(element: HtmlElement, kept: Kept, address: str | None) -> Iterator[Block]:
    items: list[str] = []
    words: list[str] = []
    number = 1
    for child in element:
        if not isinstance(child.tag, str) or child.tag in UNSEEN:
            continue
        inside = list(_child(child, "p", kept, address))
        if not inside:
            continue
        sign = f"{number}." if element.tag == "ol" else "-"
        number += 1
        tight = all(one.tag in ("p", "li") for one in inside[1:])
        text = ("\n" if tight and len(inside) == 1 else "\n\n").join(o.markdown for o in inside)
        items.append(f"{sign} {_indented(text, ' ' * (len(sign) + 1))}")
        words += [one.words for one in inside]
    if items:
        loose = any("\n\n" in item for item in items)
        yield Block(("\n\n" if loose else "\n").join(items), " ".join(words), "li")


def _quotation(element: HtmlElement, kept: Kept, address: str | None) -> Iterator[Block]:
    inside = list(_blocks(element, "p", kept, address))
    if inside:
        text = "\n\n".join(one.markdown for one in inside)
        quoted = "\n".join(f"> {line}".rstrip() for line in text.split("\n"))
        yield Block(quoted, " ".join(one.words for one in inside), "blockquote")


def _table(element: HtmlElement, kept: Kept, address: str | None) -> Iterator[Block]:
    rows: list[list[list[Block]]] = []
    for row in element.iter("tr"):
        if next(row.iterancestors("table"), None) is element:
            cells = [one for one in row if one.tag in ("td", "th")]
            rows.append([list(_blocks(cell, "p", kept, address)) for cell in cells])
    full = [row for row in rows if any(row)]
    width = max((len(row) for row in full), default=0)
    simple = width > 1 and all(
        len(cell) < 2 and all(one.tag == "p" and "\n" not in one.markdown for one in cell)
        for row in full
        for cell in row
    )
    flat = [one for row in full for cell in row for one in cell]
    if not simple:  # it lays a page out
        yield from flat
        return
    lines = []
    for row in full:
        shown = [cell[0].markdown.replace("|", "\\|") if cell else "" for cell in row]
        lines.append(f"| {' | '.join(shown + [''] * (width - len(shown)))} |")
    lines.insert(1, f"|{' --- |' * width}")
    yield Block("\n".join(lines), " ".join(one.words for one in flat), "table")


def _indented(text: str, indent: str) -> str:
    return "\n".join(
        indent + line if n and line else line for n, line in enumerate(text.split("\n"))
    )


def _opened(element: HtmlElement) -> list[_PIECE]:
    tag = element.tag
    if tag in _MARKS:
        return [(_OPEN, _MARKS[tag])]
    if tag == "a" and element.get("href"):
        return [(_LINK, element.get("href"))]
    return [(_BREAK, "")] if tag == "br" else []


def _closed(opened: list[_PIECE]) -> list[_PIECE]:
    return [(_CLOSE if kind == _OPEN else _END, x) for kind, x in opened if kind in (_OPEN, _LINK)]


def _target(href: str | None, address: str | None) -> str | None:
    """An absolute address that Markdown can hold; None for scripts, files, fragments and errors."""
    text = _SPACES.sub("", characters(href or ""))
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


def _block(run: list[_PIECE], tag: str, address: str | None) -> Block | None:
    said = "".join(" " if kind == _BREAK else x for kind, x in run if kind in (_TEXT, _BREAK))
    words = _SPACES.sub(" ", characters(said)).strip()
    if not any(c.isalnum() for c in words):
        return None
    rich = _written(run, address)
    if rich != words and _read_back(rich) != words:
        rich = _escaped_lines(words)
        if _read_back(rich) != words:
            rich = re.sub(r"[!-/:-@\[-`{-~]", r"\\\g<0>", words)
    return Block(rich, words, tag)


def _read_back(markdown: str) -> str:
    """The words that Markdown shows, when it is one paragraph; else nothing."""
    found = tokens(markdown)
    if [one.type for one in found] != ["paragraph_open", "inline", "paragraph_close"]:
        return ""
    return _SPACES.sub(" ", visible(found[1].children or [])).strip()


def _written(run: list[_PIECE], address: str | None) -> str:
    """Inline Markdown: spaces stand outside the marks, and marks that hold nothing are left out."""
    out: list[str] = []
    pending = ""
    stack: list[tuple[int, str]] = []
    for kind, text in run:
        match kind:
            case 5:  # _TEXT
                text = _SPACES.sub(" ", characters(text))
                if text.startswith(" "):
                    pending = pending or " "
                core = text.strip(" ")
                if core:
                    out.append(pending if out else "")
                    pending = " " if text.endswith(" ") else ""
                    out.append(_escaped(core))
            case 4:  # _BREAK
                pending = "\\\n"
            case 0 | 2:  # _OPEN, _LINK
                if pending and out:
                    out.append(pending)
                pending = ""
                stack.append((len(out), text))
                out.append(text if kind == _OPEN else "[")
            case _ if stack:
                at, mark = stack.pop()
                if not any(c.isalnum() for c in "".join(out[at + 1 :])):
                    out[at] = ""
                elif kind == _CLOSE:
                    out.append(mark)
                elif target := _target(mark, address):
                    out.append(f"]({target})")
                else:
                    out[at] = ""
    for at, _ in stack:  # a block stood inside it
        out[at] = ""
    text = "".join(out).strip().removesuffix("\\\n")
    return _escaped_start(text.replace("****", ""))


_SIGNS = re.compile(r"[\\`*<>~]|\[(?=[\[^])|\](?=[\[(:])|(?<!\w)_|_(?!\w)|!(?=\[)|!$|&(?=[#\w]+;)")
_START = re.compile(r"([#+=:>-]|[0-9]{1,9}[.)](?= |$))", re.ASCII)


def _escaped(text: str) -> str:
    return _SIGNS.sub(r"\\\g<0>", text)


def _escaped_start(text: str) -> str:
    """The first sign of each line escaped, where Markdown would begin a heading or a list there."""
    lines = text.split("\n")
    for n, line in enumerate(lines):
        found = _START.match(line)
        if found:
            at = found.end() - 1
            lines[n] = f"{line[:at]}\\{line[at:]}"
    return "\n".join(lines)


def _escaped_lines(words: str) -> str:
    return _escaped_start(_escaped(words))
