r"""Markdown: the kept lines as paragraphs, headings, lists and quotations.

A block is one kept line: its mark (`## `, `- `, `1. `, `> `) and its words. Words are the
capture's own; where Markdown, or this archive's dialect of it, would read them as something else, a
backslash stands before the sign. `words_of` undoes both, and what it gives is a substring of the
capture, up to white space: the law that the tests hold this module to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from suites.capture.dumps.features import Line

_LONGEST_HEADING = 120
_MOST_HEADING_WORDS = 18
_SIGN = r"[!-/:-@\[-`{-~]"
_ESCAPE = re.compile(
    r"\\(?=[!-/:-@\[-`{-~])"  # what would be an escape itself
    r"|(?<=[^\s*])\*|\*(?=[^\s*])|\*\*"
    r"|(?<!\w)_(?=\S)|(?<=\S)_(?!\w)"
    r"|`|~~|~(?=\S)|(?<=\S)~"
    r"|<(?=[A-Za-z/!?])|&(?=\#?\w{1,32};)"
    r"|\[(?=\[)|\[(?=\^)|\](?=[(\[{:])|\{|\$(?=\$)"
)
_BEGINS = re.compile(
    r"(?P<sign>\#{1,6}(?=\s|$)|>|[*+-](?=\s|$)|[-=_*]{3,}\s*$|[-*_](?=(?:\s*[-*_]){2,}\s*$)|=+\s*$"
    r"|\||:(?=\s)|~)|(?P<number>\d{1,9})(?P<dot>[.)])(?=\s|$)"
)
_UNESCAPE = re.compile(rf"\\({_SIGN})")
_MARK = re.compile(r"(?:\#{1,6}|-|>|\d{1,9}\.)\s(?!$)|(?:  +)")
_NUMBER = re.compile(r"(\d{1,3})[.)]")


def markdown(lines: Sequence[Line]) -> str:
    """The lines as Markdown, blocks parted by an empty line and list items by none."""
    blocks: list[str] = []
    before = ""
    for kind, block in _blocks(lines):
        if blocks and kind == before == "list":
            blocks[-1] += "\n" + block
        else:
            blocks.append(block)
        before = kind
    return "\n\n".join(blocks) + "\n" if blocks else ""


def words_of(text: str) -> list[str]:
    r"""The words of each block and list item of our Markdown, as the capture has them.

    >>> words_of("## Un prix\n\n- 3 \\* 4\n- 5\n")
    ['Un prix', '3 * 4', '5']
    """
    return [
        _UNESCAPE.sub(r"\1", re.sub(r"^(?:\#{1,6}|-|>|\d{1,9}\.) ", "", line))
        for line in text.split("\n")
        if line
    ]


def escaped(text: str) -> str:
    r"""Words that Markdown leaves as they are.

    >>> print(escaped("# 1 <b> *dit* [[a]] snake_case 2 < 3"))
    \# 1 \<b> \*dit\* \[[a]] snake_case 2 < 3
    """
    inside = _ESCAPE.sub(lambda match: "".join("\\" + sign for sign in match[0]), text)
    start = _BEGINS.match(text)
    if start is None:
        return inside
    if start["number"]:
        cut = len(start["number"])
        return f"{inside[:cut]}\\{inside[cut:]}"
    return inside if inside.startswith("\\") else "\\" + inside


def _blocks(lines: Sequence[Line]) -> Iterator[tuple[str, str]]:
    numbered = _numbered(lines)
    for i, line in enumerate(lines):
        text = escaped(line.text)
        if line.marker == "•":
            yield "list", f"- {text}"
        elif line.marker == ">":
            yield "quote", f"> {text}"
        elif i in numbered:
            yield "list", f"{int(line.marker[:-1])}. {text}"
        elif line.marker:
            yield "paragraph", f"{line.marker[:-1]}\\{line.marker[-1]} {text}"
        elif _is_heading(lines, i):
            yield "heading", f"## {text}"
        else:
            yield "paragraph", text


def _numbered(lines: Sequence[Line]) -> frozenset[int]:
    """The lines that are items of a numbered list: at least two that count on from one another."""
    found: set[int] = set()
    before: tuple[int, int] | None = None
    for i, line in enumerate(lines):
        match = _NUMBER.fullmatch(line.marker)
        if match is None:
            continue
        number = int(match[1])
        if before is not None and number == before[1] + 1 and i - before[0] < 8:
            found |= {before[0], i}
        before = (i, number)
    return frozenset(found)


def _is_heading(lines: Sequence[Line], i: int) -> bool:
    """A short line without a stop that text follows; the first and the last line are none."""
    line = lines[i]
    if (
        i == 0
        or i + 1 >= len(lines)
        or line.marker
        or line.cells
        or len(line.text) > _LONGEST_HEADING
    ):
        return False
    if not 0 < line.word_count <= _MOST_HEADING_WORDS:
        return False
    if line.ends_clause and line.text[-1] not in "?!":
        return False
    follows = lines[i + 1]
    longer = len(follows.text) > max(80, len(line.text)) or follows.marker != ""
    return longer and not line.text[:1].islower() and lines[i - 1].ends_clause
