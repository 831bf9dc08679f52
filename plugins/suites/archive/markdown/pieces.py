"""Pieces: the elements of a parsed body, beside its canonical text.

markdown-it's tokens are heavy and are dropped; the pieces that replace them say how the canonical
text becomes HTML once the titles of links and the annotated spans are known.
"""

from collections.abc import Iterable, Iterator
from enum import Enum
from typing import NamedTuple


class StepKind(Enum):
    """What happens between two parts of the text."""

    BLOCK = 0  # the line feed between two blocks of the text
    PASSAGE = 1  # the end of a top-level block
    HOLD = 2  # no callout may stand from here on
    RELEASE = 3  # callouts may stand again
    ID_LINK = 4  # the start of a link by id whose label follows
    ID_LINK_END = 5
    ID_LINK_TITLE = 6  # a link by id that shows its target's title
    RETURN = 7  # the link from a footnote back to the text


class Step(NamedTuple):
    """A step; `target` is the id or the fragment of a link, `length` that of its id in the text."""

    kind: StepKind
    target: str = ""
    length: int = 0


HOLD, RELEASE = Step(StepKind.HOLD), Step(StepKind.RELEASE)

Piece = str | int | Step
"""A tag, a number of characters of the text, or a step."""


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


def code_spans(pieces: Iterable[Piece]) -> Iterator[tuple[int, int]]:
    """Yield the start and the end of each stretch of code, in the text that the pieces are of."""
    at = start = 0
    for piece in pieces:
        if isinstance(piece, int):
            at += piece
        elif isinstance(piece, Step):
            at += 1 if piece.kind is StepKind.BLOCK else piece.length
        elif piece == "</code>":
            yield start, at
        elif "<code" in piece:
            start = at
