"""Pieces: what a parsed body is made of, beside its canonical text.

markdown-it's tokens are heavy and are dropped; the pieces that replace them say how the canonical
text becomes HTML once the titles of links and the annotated spans are known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum
from typing import Any, NamedTuple


class Edge(Enum):
    """What happens between two parts of the text."""

    BLOCK = "the line feed between two blocks of the text"
    PASSAGE = "the end of a top-level block"
    HOLD = "no callout may stand from here on"
    RELEASE = "callouts may stand again"
    ID_LINK_END = "the end of a link by id"


class IdLinkStart(NamedTuple):
    """The start of a link by id whose label follows."""

    target: str


class IdLinkTitle(NamedTuple):
    """A link by id that shows its target's title; `length` is its id's, in the text."""

    target: str
    length: int


class Return(NamedTuple):
    """The link from a footnote back to the text."""

    href: str


Piece = str | int | Edge | IdLinkStart | IdLinkTitle | Return
"""A tag, a number of characters of the text, or one of the above."""


class IdLink(NamedTuple):
    """A link by id: `target` is `id` or `id#annotation`; (line, column), from 1, in the file.

    `start` and `end` are where it stands in the canonical text.
    """

    target: str
    label: str | None
    line: int
    column: int
    start: int
    end: int


class ExternalLink(NamedTuple):
    """A link to an address, or an image, with its place in the file, from 1."""

    url: str
    line: int
    column: int


class Heading(NamedTuple):
    """A heading: its level as shown (from 2: the page's title is the first), its id, its words."""

    level: int
    id: str
    text: str
    line: int


EDGES = tuple(Edge)
KINDS = (IdLinkStart, IdLinkTitle, Return)


def plain(piece: Piece) -> object:
    """A piece as plain values, which `marshal` keeps."""
    if isinstance(piece, Edge):
        return (EDGES.index(piece),)
    return (*piece, KINDS.index(type(piece))) if isinstance(piece, KINDS) else piece


def of_plain(kept: Any) -> Piece:
    """A piece from what `plain` gave.

    >>> all(of_plain(plain(one)) == one for one in ("<p>", 7, Edge.HOLD, IdLinkTitle("x", 1)))
    True
    """
    if type(kept) is not tuple:
        return kept  # type: ignore[no-any-return]
    if len(kept) == 1:
        return EDGES[kept[0]]
    return KINDS[kept[-1]](*kept[:-1])


def code(pieces: Iterable[Piece]) -> Iterator[tuple[int, int]]:
    """The start and the end of each stretch of code, in the text that the pieces are of."""
    at = start = 0
    for piece in pieces:
        if isinstance(piece, int):
            at += piece
        elif isinstance(piece, IdLinkTitle):
            at += piece.length
        elif piece is Edge.BLOCK:
            at += 1
        elif piece == "</code>":
            yield start, at
        elif isinstance(piece, str) and "<code" in piece:
            start = at
