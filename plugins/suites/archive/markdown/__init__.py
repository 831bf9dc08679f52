"""Markdown: source -> the canonical text that quotes are matched on -> HTML with its highlights.

    source -> tokens (parser) -> text and pieces (canonical) -> passages, cut by spans (highlights)

A body is parsed once, before the titles of its links and the spans of its annotations are known;
both enter `render` as arguments. Everything that a reader sees comes through here: raw HTML is
escaped, images become their description, and only http, https, mailto and in-page links live.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from functools import lru_cache
from html import escape
from operator import itemgetter
from typing import NamedTuple

from markdown_it.token import Token

from suites.archive.languages import Language, QuotationMarks, Spacing
from suites.archive.markdown import parser, sentences
from suites.archive.markdown.canonical import BodyBuilder
from suites.archive.markdown.highlights import (
    Highlight,
    HtmlWriter,
    Region,
    highlight_region,
    quotation_regions,
    trimmed,
)
from suites.archive.markdown.lint.finding import Finding
from suites.archive.markdown.pieces import (
    ExternalLink,
    Heading,
    IdLink,
    Piece,
    Step,
    StepKind,
    code_spans,
)
from suites.archive.markdown.places import Places
from suites.archive.markdown.quotation_marks import Span, quotations
from suites.archive.markdown.sentences import sentence_text

__all__ = [
    "MAX_LINKS",
    "Body", "ExternalLink", "Finding", "Heading", "Highlight", "IdLink", "Passage", "Target",
    "is_plain", "parse", "parse_note", "render", "render_note", "sentence_text",
]  # fmt: skip

MAX_LINKS = 500
"""Links by id of one body: each shows a title, and is a line on the page of its target."""

PLAIN = re.compile(
    r"[^\W\d_][^\\`*_{}\[\]<>&#~|!^=\"'«»“”„\x00-\x1f]*[^\\`*_{}\[\]<>&#~|!^=\"'«»“”„\s]"
)
"""A line without a sign that Markdown or our typography would make anything of."""

SIGNS = re.compile("://|%%|:[a-z][a-z0-9_+-]*:")
"""Signs of several characters that lint would report."""


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
    annotations: tuple[str, ...]


class Body(NamedTuple):
    """A parsed body: its source, its canonical text, and what stands in it, with places.

    `external` lists every address but mailto and in-page ones; one that is not http or https is
    shown as plain text. `images` are shown as their description. `pieces` and `passages` (the end
    of each, in the text) are for `render`. `findings` are its mistakes of Markdown.
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
    findings: tuple[Finding, ...] = ()

    def place(self, offset: int) -> tuple[int, int]:
        """Return the (line, column) in the file, from 1, of an offset in the canonical text.

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
        """Return where the canonical text is code, in spans and in blocks."""
        return tuple(Span(start, end) for start, end in code_spans(self.pieces))

    def sentence_pieces(self, link: IdLink, language: Language) -> tuple[str, ...]:
        """Return the sentence of a link, as text and targets of bare links in turn."""
        return sentences.pieces(self.text, self.links, link, language)


@lru_cache(maxsize=1)
def _leaves(source: str) -> list[tuple[int, Places]]:
    return BodyBuilder(parser.tokens(source), source, 1).leaves


def parse(text: str, body_line: int = 1) -> Body:
    """Return the body of a file; `body_line` is the line, from 1, of its first line in the file."""
    return _parsed(text, body_line, parser.tokens)


@lru_cache(maxsize=512)  # the checks, a page, its card and its copy read it one after the other
def parse_note(text: str) -> Body:
    """Return a note, without headings, tables and footnotes; places are inside the note."""
    return _parsed(text, 1, parser.note_tokens)


def is_plain(text: str) -> bool:
    """Return whether a note is but the words that it shows: no links, no emphasis, one paragraph.

    >>> is_plain("En 2023, 8 $ par mois."), is_plain("Voir [[x]]"), is_plain("1. Un")
    (True, False, False)
    """
    return PLAIN.fullmatch(text) is not None and not SIGNS.search(text)


def _parsed(text: str, first_line: int, tokens: Callable[[str], list[Token]]) -> Body:
    source = text.replace("\r\n", "\n").replace("\r", "\n")
    built = BodyBuilder(tokens(source), source, first_line)
    collected = (tuple(getattr(built, name)) for name in Body._fields[3:])
    return Body(source, first_line, built.text, *collected)


def render(
    body: Body,
    highlights: Sequence[Highlight],
    target: Callable[[str], Target | None],
    conventions: Language,
    root: str = "",
    callout_label: str = "note {number}",
    return_label: str = "back to the text",
) -> tuple[Passage, ...]:
    """Return the body as passages, with its highlights, quotations and links.

    `target` gives the target of a link by id; when it gives None, the label stands as plain text
    (the checks have said so). `conventions` are those of the text's language: its quotation marks,
    and the no-break spaces that are shown for plain ones, but for code. `root` goes before the
    targets' addresses. The labels are the accessible names of callouts and of the way back from a
    footnote. Numbers read in order when they follow the ends of the spans. ValueError for two
    highlights with one id, or one without text.
    """
    regions, ids = _regions(body, highlights, conventions.quotation_marks, callout_label)
    writer = HtmlWriter(*_shown(body, conventions.spacing), regions)
    passages: list[Passage] = []
    for piece in body.pieces:
        if isinstance(piece, int):
            writer.write(piece)
        elif isinstance(piece, str):
            writer.tag(piece)
        elif piece.kind is StepKind.PASSAGE:
            html = writer.end_passage()
            passages.append(Passage(html, tuple(ids.get(len(passages), ()))))
        elif piece.kind is StepKind.RETURN:
            label = escape(return_label)
            writer.tag(f' <a class="return" href="{piece.target}" aria-label="{label}">↩</a>')
        elif piece.kind in (StepKind.ID_LINK, StepKind.ID_LINK_TITLE):
            _write_link(writer, piece, target(piece.target), root)
        else:
            _step(writer, piece.kind)
    return tuple(passages)


def _shown(body: Body, spacing: Spacing) -> tuple[str, dict[int, str]]:
    """Return the text, spaced but for code, and what is written for marks that need a space."""
    shown, at = spacing.replace_spaces(body.text), 0
    parts: list[str] = []
    without: list[str] = []
    for start, end in code_spans(body.pieces):
        parts += (shown[at:start], body.text[start:end])
        without += (shown[at:start], "x" * (end - start))
        at = end
    rest = shown[at:]
    return "".join((*parts, rest)), spacing.missing_spaces("".join((*without, rest)))


def _step(writer: HtmlWriter, kind: StepKind) -> None:
    if kind is StepKind.BLOCK:
        writer.skip(1)
    elif kind is StepKind.HOLD:
        writer.hold()
    elif kind is StepKind.RELEASE:
        writer.release()
    elif writer.is_holding:
        # An open hold here is that of this link: links do not nest.
        writer.tag("</a>")
        writer.release()


def _write_link(writer: HtmlWriter, piece: Step, target: Target | None, root: str) -> None:
    if target is None:
        writer.write(piece.length)
        return
    writer.tag(f'<a href="{escape(root + target.url)}" data-kind="{escape(target.kind)}">')
    writer.hold()
    if piece.kind is StepKind.ID_LINK_TITLE:
        writer.write_whole(escape(target.title, quote=False), piece.length)
        writer.tag("</a>")
        writer.release()


def _regions(
    body: Body, highlights: Sequence[Highlight], marks: QuotationMarks, label: str
) -> tuple[list[Region], dict[int, list[str]]]:
    """Return the regions of a text, and the ids of the highlights by the passage they end in."""
    found = quotations(body.text, marks)
    regions = list(quotation_regions(found, highlights))
    ids: dict[int, list[str]] = {}
    if len({one.id for one in highlights}) < len(highlights):
        raise ValueError("two highlights have the same id")
    wholes = {(quotation.start, quotation.end): quotation.whole for quotation in found}
    for one in sorted(highlights, key=lambda one: one.number):
        span = trimmed(body.text, one, wholes)
        passage = bisect_left(body.passages, span.end)
        beside = ids.setdefault(passage, [])
        beside.append(one.id)
        regions.append(highlight_region(one, span, len(beside), passage, escape(label)))
    return regions, ids


def render_note(
    text: str,
    target: Callable[[str], Target | None],
    conventions: Language,
    root: str = "",
) -> str:
    """Return the Markdown of a note as HTML; see `render`."""
    if is_plain(text):  # most of them are, and an archive has very many
        return f"<p>{text}</p>\n"
    passages = render(parse_note(text), (), target, conventions, root)
    return "".join(passage.html for passage in passages)
