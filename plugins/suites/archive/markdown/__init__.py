"""Body: Markdown -> the canonical text that quotes are matched on -> HTML with its marks.

    source -> tokens (markdown) -> text and pieces (canonical) -> passages, cut by marks (marks)

A body is parsed once, before the titles of its links and the spans of its annotations are known;
both enter `render` as arguments. Everything that a reader sees comes through here: raw HTML is
escaped, images become their description, and only http, https, mailto and in-page links live.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from functools import lru_cache
from html import escape
from operator import itemgetter
from typing import Any, NamedTuple

from markdown_it.token import Token

from suites.archive.languages import Language, QuotationMarks, Spacing
from suites.archive.markdown import parser, sentences
from suites.archive.markdown.canonical import Builder
from suites.archive.markdown.lint import Slip
from suites.archive.markdown.marks import (
    Mark,
    Pen,
    Region,
    Span,
    mark_region,
    quotation_regions,
    quotations,
    trimmed,
)
from suites.archive.markdown.pieces import (
    Edge,
    ExternalLink,
    Heading,
    IdLink,
    IdLinkStart,
    IdLinkTitle,
    Piece,
    Return,
    code,
    of_plain,
    plain,
)
from suites.archive.markdown.places import Places

__all__ = [
    "MAX_LINKS",
    "Body", "ExternalLink", "Heading", "IdLink", "Mark", "Passage", "Slip", "Target",
    "is_plain", "parse", "parse_note", "render", "render_note", "told",
]  # fmt: skip

MAX_LINKS = 500
"""Links by id of one body: each shows a title, and is a line on the page of what it leads to."""

# An Enum looks its members up by calls.
BLOCK, PASSAGE, HOLD, RELEASE, ID_LINK_END = Edge

PLAIN = re.compile(
    r"[^\W\d_][^\\`*_{}\[\]<>&#~|!^=\"'«»“”„\x00-\x1f]*[^\\`*_{}\[\]<>&#~|!^=\"'«»“”„\s]"
)
"""A line without a sign that Markdown or our typography would make anything of."""

SIGNS = re.compile("://|%%|:[a-z][a-z0-9_+-]*:")
"""Signs of several characters that `slips` would tell."""


class Target(NamedTuple):
    """What a link by id shows: its address below the site's root, its title, its kind."""

    url: str
    title: str
    kind: str


class Passage(NamedTuple):
    """One top-level block as HTML, and the ids of the annotations whose span ends in it.

    Their notes stand after it, in this order; `data-k` in the HTML is the place in it, from 1.
    """

    html: str
    marks: tuple[str, ...]


class Body(NamedTuple):
    """A parsed body: its source, its canonical text, and what stands in it, with places.

    `external` lists every address but mailto and in-page ones; one that is not http or https is
    shown as plain text. `images` are shown as their description. `pieces` and `passages` (the end
    of each, in the text) are for `render`. `slips` are its mistakes of Markdown.
    """

    source: str
    first_line: int
    text: str
    pieces: tuple[Piece, ...]
    passages: tuple[int, ...]
    links: tuple[IdLink, ...]
    external: tuple[ExternalLink, ...]
    images: tuple[ExternalLink, ...]
    headings: tuple[Heading, ...]
    slips: tuple[Slip, ...] = ()

    def plain(self) -> tuple[Any, ...]:
        """All of it but the source, as plain values, which `marshal` keeps.

        No body with slips is kept.
        """
        places = (self.links, self.external, self.images, self.headings)
        return (
            self.text,
            tuple(map(plain, self.pieces)),
            self.passages,
            *(tuple(map(tuple, list_)) for list_ in places),
        )

    @classmethod
    def of_plain(cls, source: str, first_line: int, kept: tuple[Any, ...]) -> Body:
        """A body from its source and what `plain` gave."""
        text, pieces, passages, links, external, images, headings = kept
        return cls(
            source,
            first_line,
            text,
            tuple(map(of_plain, pieces)),
            passages,
            tuple(IdLink(*one) for one in links),
            tuple(ExternalLink(*one) for one in external),
            tuple(ExternalLink(*one) for one in images),
            tuple(Heading(*one) for one in headings),
        )

    def place(self, offset: int) -> tuple[int, int]:
        """The (line, column) in the file, from 1, of an offset in the canonical text.

        The line is exact; so is the column, but next to an escape or an entity. It reads the
        source again: it is for problems, which are few.
        """
        leaves = _leaves(self.source)
        index = bisect_right(leaves, offset, key=itemgetter(0)) - 1
        if index < 0:
            return self.first_line, 1
        start, places = leaves[index]
        line, column = places.shown_at(offset - start)
        return self.first_line + line, column + 1

    def code(self) -> tuple[Span, ...]:
        """Where the canonical text is code, in spans and in blocks."""
        return tuple(Span(start, end) for start, end in code(self.pieces))

    def sentence(self, link: IdLink, title: Callable[[str], str] = str) -> str:
        """The sentence that a link of this body stands in, as plain text.

        Links without a label read as what `title` gives for their target; without it, as the id.
        """
        return told(self.sentence_pieces(link), title)

    def sentence_pieces(self, link: IdLink) -> tuple[str, ...]:
        """The sentence that a link stands in, as text and targets of bare links in turn."""
        return sentences.pieces(self.text, self.links, link)


@lru_cache(maxsize=1)
def _leaves(source: str) -> list[tuple[int, Places]]:
    return Builder(parser.tokens(source), source, 1).leaves


def told(pieces: Sequence[str], title: Callable[[str], str] = str) -> str:
    """The sentence of `Body.sentence_pieces`, its links read as what `title` gives for them."""
    return "".join(title(one) if place % 2 else one for place, one in enumerate(pieces)).strip()


def parse(text: str, body_line: int = 1) -> Body:
    """The body of a file; `body_line` is the line, from 1, of its first line in the file."""
    return _parsed(text, body_line, parser.tokens)


@lru_cache(maxsize=512)  # the checks, a page, its card and its copy read it one after the other
def parse_note(text: str) -> Body:
    """The Markdown of a note: no headings, tables or footnotes; places are inside the note."""
    return _parsed(text, 1, parser.note_tokens)


def is_plain(text: str) -> bool:
    """Whether a note is but the words that it shows: one paragraph without links or emphasis.

    >>> is_plain("En 2023, 8 $ par mois."), is_plain("Voir [[x]]"), is_plain("1. Un")
    (True, False, False)
    """
    return PLAIN.fullmatch(text) is not None and not SIGNS.search(text)


def _parsed(text: str, first_line: int, tokens: Callable[[str], list[Token]]) -> Body:
    source = text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
    built = Builder(tokens(source), source, first_line)
    return Body(
        source=source,
        first_line=first_line,
        text=built.text,
        pieces=tuple(built.pieces),
        passages=tuple(built.passages),
        links=tuple(built.links),
        external=tuple(built.external),
        images=tuple(built.images),
        headings=tuple(built.headings),
        slips=tuple(built.slips),
    )


def render(
    body: Body,
    marks: Sequence[Mark],
    target: Callable[[str], Target | None],
    conventions: Language,
    root: str = "",
    callout_label: str = "note {number}",
    return_label: str = "back to the text",
) -> tuple[Passage, ...]:
    """The body as passages, with its marks, quotations and links.

    `target` gives what a link by id shows; when it gives None, the label stands as plain text
    (the checks have said so). `conventions` are those of the text's language: its quotation marks,
    and the no-break spaces that are shown for plain ones, but for code. `root` goes before the
    targets' addresses. The labels are the accessible names of callouts and of the way back from a
    footnote. Numbers read in order when they follow the ends of the spans. ValueError for two marks
    with one id, or one without text.
    """
    regions, order = _regions(body, marks, conventions.marks, callout_label)
    shown, instead = _shown(body, conventions.spacing)
    pen = Pen(shown, regions, instead)
    passages: list[Passage] = []
    for piece in body.pieces:
        if isinstance(piece, int):
            pen.write(piece)
        elif isinstance(piece, str):
            pen.tag(piece)
        elif piece is PASSAGE:
            html = pen.end_passage()
            passages.append(Passage(html, tuple(order.get(len(passages), ()))))
        elif isinstance(piece, Edge):
            _step(pen, piece)
        elif isinstance(piece, Return):
            label = escape(return_label)
            pen.tag(f' <a class="return" href="{piece.href}" aria-label="{label}">↩</a>')
        else:
            _link(pen, piece, target(piece.target), root)
    return tuple(passages)


def _shown(body: Body, spacing: Spacing) -> tuple[str, dict[int, str]]:
    """The text, spaced but for code, and what is written for the quotation marks that need one."""
    shown, at = spacing.spaced(body.text), 0
    parts: list[str] = []
    without: list[str] = []
    for start, end in code(body.pieces):
        parts += (shown[at:start], body.text[start:end])
        without += (shown[at:start], "x" * (end - start))
        at = end
    rest = shown[at:]
    return "".join((*parts, rest)), spacing.opened("".join((*without, rest)))


def _step(pen: Pen, edge: Edge) -> None:
    if edge is BLOCK:
        pen.skip(1)
    elif edge is HOLD:
        pen.hold()
    elif edge is RELEASE:
        pen.release()
    elif edge is ID_LINK_END and pen.holding:
        # Links do not nest: what holds here is the link that was begun, if it leads anywhere.
        pen.tag("</a>")
        pen.release()


def _link(pen: Pen, piece: IdLinkStart | IdLinkTitle, target: Target | None, root: str) -> None:
    if target is not None:
        pen.tag(f'<a href="{escape(root + target.url)}" data-kind="{escape(target.kind)}">')
        pen.hold()
    if isinstance(piece, IdLinkTitle):
        if target is None:
            pen.write(piece.length)
        else:
            pen.write_whole(escape(target.title, quote=False), piece.length)
            pen.tag("</a>")
            pen.release()


def _regions(
    body: Body, marks: Sequence[Mark], quotation_marks: QuotationMarks, label: str
) -> tuple[list[Region], dict[int, list[str]]]:
    found = quotations(body.text, quotation_marks)
    regions = list(quotation_regions(found, marks))
    order: dict[int, list[str]] = {}
    if not marks:
        return regions, order
    if len({mark.id for mark in marks}) < len(marks):
        raise ValueError("two marks have the same id")
    wholes: dict[tuple[int, int], Span] = {(q.start, q.end): q.whole for q in found}
    label = escape(label)
    for mark in sorted(marks, key=lambda mark: mark.number):
        span = trimmed(body.text, mark, wholes)
        passage = bisect_left(body.passages, span.end)
        beside = order.setdefault(passage, [])
        beside.append(mark.id)
        regions.append(mark_region(mark, span, len(beside), passage, label))
    return regions, order


def render_note(
    text: str,
    target: Callable[[str], Target | None],
    conventions: Language,
    root: str = "",
) -> str:
    """The Markdown of a note as HTML; see `render`."""
    if is_plain(text):  # most of them are, and an archive has very many
        return f"<p>{text}</p>\n"
    passages = render(parse_note(text), (), target, conventions, root)
    return "".join(passage.html for passage in passages)
