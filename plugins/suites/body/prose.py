"""Prose: a text of nothing but paragraphs of words, and links by id, which needs no parser.

    source -> text, pieces, passages, links; or None, and `markdown` and `canonical` read it

Most bodies and notes are prose. Every paragraph is one line, begins with a letter, « or a link, and
holds no sign that a rule of `markdown` begins with: so there is nothing to choose between, and what
is read is what those two would read, and has no slip.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from suites.body.markdown import ID_LINK
from suites.body.pieces import Edge, IdLink, IdLinkStart, IdLinkTitle, Piece
from suites.problems import is_visible

WORDS = r"[^\[\]\\`*_!<&~^={\x00-\x1f]"
LINK = rf"\[\[[\w#-]+(?:\|{WORDS}+)?\]\]"
# No two parts of it can begin with the same sign: it is matched in a time linear in the text.
PARAGRAPH = rf"(?:[^\W\d_]|«|{LINK}){WORDS}*(?:{LINK}{WORDS}*)*(?<!\s)"
PROSE = re.compile(rf"{PARAGRAPH}(?:\n\n{PARAGRAPH})*\n*")
SHORTCODE = re.compile(":[a-z][a-z0-9_+-]*:")


class Parts(NamedTuple):
    """The parts of a `Body` that prose has."""

    text: str
    pieces: tuple[Piece, ...]
    passages: tuple[int, ...]
    links: tuple[IdLink, ...]


def read(source: str, first_line: int) -> Parts | None:
    """The parts of a text that is prose; None of any other. `first_line` as for `parse`."""
    if not PROSE.fullmatch(source) or holds_signs(source):
        return None
    text: list[str] = []
    pieces: list[Piece] = []
    passages: list[int] = []
    links: list[IdLink] = []
    start = 0
    for number, paragraph in enumerate(source.rstrip("\n").split("\n\n")):
        pieces.append("<p>")
        if number:
            pieces.append(Edge.BLOCK)
            start += 1
        shown = _paragraph(paragraph, first_line + 2 * number, start, pieces, links)
        pieces += ("</p>\n", Edge.PASSAGE)
        text.append(shown)
        start += len(shown)
        passages.append(start)
    return Parts("\n".join(text), tuple(pieces), tuple(passages), tuple(links))


def holds_signs(text: str) -> bool:
    """Whether words may hold a sign of several characters that `slips` would tell."""
    return "://" in text or "%%" in text or SHORTCODE.search(text) is not None


def _paragraph(source: str, line: int, start: int, pieces: list[Piece], links: list[IdLink]) -> str:
    """The text of a paragraph, which begins at `start` in that of the body."""
    text = ""
    done = 0
    for link in ID_LINK.finditer(source):
        first, end = link.span()
        if first > done:
            text += source[done:first]
            pieces.append(first - done)
        done = end
        target, label = link[1], link[2]
        at = start + len(text)
        if label and is_visible(label):
            pieces += (IdLinkStart(target), len(label), Edge.ID_LINK_END)
            text += label
        else:
            pieces.append(IdLinkTitle(target, len(target)))
            text += target
            label = None
        links.append(IdLink(target, label, line, first + 1, at, start + len(text)))
    if done < len(source):
        pieces.append(len(source) - done)
    return text + source[done:]
