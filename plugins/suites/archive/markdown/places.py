"""Places: where what a leaf of the tokens shows, and what it holds, stands in the source.

A leaf is an inline token or a block of code. Lines, columns and offsets are counted from 0. Each
line of a leaf is looked for once, whatever the number of its links and mistakes.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from html import unescape
from itertools import accumulate

from markdown_it.token import Token

ENTITY = re.compile(r"&#?\w{1,40};")
MAX_DISTANCE = 40
"""Characters after which a sign is no longer looked for: what stands there is another one."""


class Places:
    """The places of one leaf.

    `lines` are those of the source; `after` is a column before which the leaf cannot stand: two
    cells of a table share their line. An inline token without a known line stands at (0, 0).
    """

    def __init__(self, token: Token, lines: Sequence[str], after: int = 0) -> None:
        self._token, self._lines, self._after = token, lines, after
        self._first = (token.map or [0])[0] + (token.type == "fence")
        self._parts = token.content.split("\n")
        self._starts = [0, *accumulate(len(part) + 1 for part in self._parts)]
        self._columns: dict[int, tuple[int, bool]] = {}

    def at(self, offset: int) -> tuple[int, int]:
        """Return the (line, column) of an offset in the content of the token."""
        if self._token.map is None:
            return 0, 0
        number = min(bisect_right(self._starts, offset), len(self._parts)) - 1
        if number not in self._columns:
            self._columns[number] = self._column(number)
        column, escaped = self._columns[number]
        inside = offset - self._starts[number]
        if escaped:
            inside += self._parts[number].count("|", 0, inside)
        return self._first + number, column + inside

    def shown_at(self, offset: int) -> tuple[int, int]:
        """Return the (line, column) of the visible character with this number.

        The line is exact; so is the column, but next to an escape or an entity.
        """
        if self._token.type != "inline":
            return self.at(offset)
        return self.at(self._offsets[offset] if offset < len(self._offsets) else 0)

    def _column(self, number: int) -> tuple[int, bool]:
        r"""Return the column where a line begins in the source, and whether it holds \|."""
        place = self._first + number
        line = self._lines[place] if place < len(self._lines) else ""
        start = line.find(self._parts[number], self._after)
        if start >= 0:
            return start, False
        # In a table's cell, and nowhere else, markdown-it has turned each \| into |.
        start = line.find(self._parts[number].replace("|", "\\|"), self._after)
        return max(start, 0), True

    @cached_property
    def _offsets(self) -> list[int]:
        """The offset in the content of each visible character."""
        content, found, cursor = self._token.content.replace("\n", " "), list[int](), 0
        for child in self._token.children or ():
            if child.type in ("softbreak", "hardbreak"):
                cursor = self._token.content.find("\n", cursor) + 1
                found.append(cursor - 1)
            elif child.type in ("link_close", "id_link_close"):
                cursor = child.meta["end"]
            elif "at" in child.meta:
                cursor = child.meta["at"]
                found += [cursor] * len(visible([child]))
                cursor = child.meta["end"] if child.nesting == 0 else cursor + 1
            elif shown := visible([child]):
                found += _found(content, shown, cursor)
                cursor = found[-1] + 1
        return found


def visible(children: Sequence[Token]) -> str:
    """Return the text of inline tokens; line breaks are spaces, an image is its description."""
    shown: list[str] = []
    for child in children:
        if child.type in ("text", "code_inline", "id_link"):
            shown.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            shown.append(" ")
        elif child.type == "image":
            shown.append(visible(child.children or []))
    return "".join(shown)


def _found(content: str, shown: str, cursor: int) -> Iterator[int]:
    """Yield the offset of each character of a text that is shown, from a cursor on."""
    at = content.find(shown, cursor, cursor + len(shown) + MAX_DISTANCE)
    if at >= 0:
        yield from range(at, at + len(shown))
        return
    for char in shown:
        entity = ENTITY.match(content, cursor)
        if entity and unescape(entity[0]) == char:
            yield cursor
            cursor = entity.end()
            continue
        at = content.find(char, cursor, cursor + MAX_DISTANCE)
        if at >= 0:
            cursor = at + 1
        yield max(cursor - 1, 0)
