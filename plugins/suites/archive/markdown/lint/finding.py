"""Finding: a mistake of Markdown as a value, and as a token while its text is parsed."""

from typing import NamedTuple

from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from suites.archive.problems import MAX_REPORTED, quoted

FINDING = "finding"
"""The type of the tokens that stand for a finding, and show nothing."""

_COUNT = "findings in the lines of a text"


class Message(NamedTuple):
    """What is wrong, under its code of a problem, and the mend."""

    code: str
    what: str
    mend: str


class Finding(NamedTuple):
    """A message with its (line, column) in the file, from 1."""

    message: Message
    line: int
    column: int


def is_enough(state: StateInline) -> bool:
    """Return whether the lines of this text have as many findings as are reported."""
    return bool(state.env.get(_COUNT, 0) >= MAX_REPORTED)


def add_finding(state: StateInline, message: Message, at: int) -> None:
    """Add a token for a finding at an offset of the content of an inline token."""
    state.env[_COUNT] = state.env.get(_COUNT, 0) + 1
    state.push(FINDING, "", 0).meta = {"message": message, "offset": at}


def token(message: Message, line: int) -> Token:
    """Return a token for a finding on a line of the text, from 0."""
    return Token(FINDING, "", 0, map=[line, line + 1], meta={"message": message})


def line_of(of: Token) -> int:
    """Return the number of the first line of a token of a block, from 0."""
    return of.map[0] if of.map else 0


def excerpt(text: str, limit: int = 50) -> str:
    """Return the first words of a text, on one line, between straight quotation marks."""
    return quoted(" ".join(text[: 2 * limit].split()), limit)
