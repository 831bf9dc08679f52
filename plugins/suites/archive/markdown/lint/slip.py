"""Slip: a mistake of Markdown as a value, and as a token while its text is parsed."""

from __future__ import annotations

from typing import NamedTuple

from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from suites.archive.problems import MAX_REPORTED

SLIP = "slip"
"""The type of the tokens that stand for a slip, and show nothing."""


class Fault(NamedTuple):
    """What is wrong, under its code in `problems.CODES`, and the mend."""

    code: str
    what: str
    mend: str


class Slip(NamedTuple):
    """A fault with its (line, column) in the file, from 1."""

    fault: Fault
    line: int
    column: int


COUNT = "slips that were told"


def is_enough(state: StateInline) -> bool:
    """Whether so many slips of the lines of this text are told that no more need be."""
    return bool(state.env.get(COUNT, 0) >= MAX_REPORTED)


def mark(state: StateInline, fault: Fault, at: int) -> None:
    """Leave a token for a fault that stands at an offset of the content of an inline token."""
    state.env[COUNT] = state.env.get(COUNT, 0) + 1
    state.push(SLIP, "", 0).meta = {"fault": fault, "offset": at}


def token(fault: Fault, line: int) -> Token:
    """A token for a fault on a line of the text, from 0."""
    return Token(SLIP, "", 0, map=[line, line + 1], meta={"fault": fault})


def first_line(token_: Token) -> int:
    """The number of the first line of a token of a block, from 0."""
    return token_.map[0] if token_.map else 0


def excerpt(text: str, limit: int = 50) -> str:
    """The first words of a text, on one line, between straight quotation marks."""
    words = " ".join(text[: 2 * limit].split())
    return f'"{words if len(words) <= limit else words[: limit - 1] + "…"}"'
