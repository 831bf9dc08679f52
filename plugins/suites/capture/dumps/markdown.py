r"""Markdown: the lines of an article as paragraphs, headings, lists and quotations.

A block is one line of the article: its mark (`## `, `- `, `1. `, `> `) and its words. Words are the
capture's own; where Markdown, or this archive's dialect of it, would read them as something else, a
backslash stands before the character.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from suites.capture.dumps.features import Line

_LONGEST_HEADING = 120
_MOST_HEADING_WORDS = 18
_ESCAPE = re.compile(
    r"\\(?=[!-/:-@\[-`{-~])"  # what would be an escape itself
    r"|(?<=[^\s*])\*|\*(?=[^\s*])|\*\*"
    r"|(?<!\w)_(?=\S)|(?<=\S)_(?!\w)"
    r"|`|~~|~(?=\S)|(?<=\S)~"
    r"|<(?=[A-Za-z/!?])|&(?=\#?\w{1,32};)"
    r"|\[(?=\[)|\[(?=\^)|\](?=[(\[{:])|\{|\$(?=\$)"
)
_BEGINS = re.compile(
    r"\#{1,6}(?=\s|$)|>|[*+-](?=\s|$)|[-=_*]{3,}\s*$|[-*_](?=(?:\s*[-*_]){2,}\s*$)|=+\s*$"
    r"|\||:(?=\s)|~|(?P<number>\d{1,9})[.)](?=\s|$)"
)


def markdown(lines: Sequence[Line]) -> str:
    """Return the lines as Markdown: blocks parted by an empty line, and items of a list by none."""
    parts: list[str] = []
    was_item = False
    for block, is_item in _blocks(lines):
        parts += ("\n" if is_item and was_item else "\n\n", block)
        was_item = is_item
    return "".join(parts[1:]) + "\n" if parts else ""


def escaped(text: str) -> str:
    r"""Return words that Markdown leaves as they are.

    >>> print(escaped("# 1 <b> *dit* [[a]] snake_case 2 < 3"))
    \# 1 \<b> \*dit\* \[[a]] snake_case 2 < 3
    """
    inside = _ESCAPE.sub(lambda match: "".join("\\" + c for c in match[0]), text)
    start = _BEGINS.match(text)
    if start is None or inside.startswith("\\"):
        return inside
    cut = len(start["number"] or "")
    return f"{inside[:cut]}\\{inside[cut:]}"


def _blocks(lines: Sequence[Line]) -> Iterator[tuple[str, bool]]:
    """Yield the block of each line, and whether it is the item of a list."""
    numbered = _numbered(lines)
    for i, line in enumerate(lines):
        text = escaped(line.text)
        if line.is_bullet:
            yield f"- {text}", True
        elif line.marker == ">":
            yield f"> {text}", False
        elif i in numbered:
            yield f"{int(line.marker[:-1])}. {text}", True
        elif line.marker:
            yield f"{line.marker[:-1]}\\{line.marker[-1]} {text}", False
        else:
            yield f"## {text}" if _is_heading(lines, i) else text, False


def _numbered(lines: Sequence[Line]) -> set[int]:
    """Return the items of numbered lists: at least two lines that count on from one another."""
    found: set[int] = set()
    numbers = [i for i, line in enumerate(lines) if line.marker[:1].isdigit()]
    for i, j in pairwise(numbers):
        if int(lines[j].marker[:-1]) == int(lines[i].marker[:-1]) + 1 and j - i < 8:
            found |= {i, j}
    return found


def _is_heading(lines: Sequence[Line], i: int) -> bool:
    """Return whether a line is short, without a stop, and has text above and under it."""
    line = lines[i]
    if not 0 < i < len(lines) - 1 or line.marker or line.cells or line.text[:1].islower():
        return False
    if len(line.text) > _LONGEST_HEADING or not 0 < line.word_count <= _MOST_HEADING_WORDS:
        return False
    if line.ends_clause and line.text[-1] not in "?!":
        return False
    longer = bool(lines[i + 1].marker) or len(lines[i + 1].text) > max(80, len(line.text))
    return longer and lines[i - 1].ends_clause
