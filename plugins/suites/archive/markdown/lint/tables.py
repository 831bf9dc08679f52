"""Tables: rows with more cells than their head, which would vanish, and tables without measure."""

from collections.abc import Iterator, Sequence

from markdown_it.rules_block import StateBlock
from markdown_it.rules_block import table as read
from markdown_it.rules_block.table import escapedSplit
from markdown_it.token import Token

from suites.archive.markdown.lint.finding import FINDING, Message, excerpt, line_of, token

MAX_CELLS = 5000
"""Cells of one table, with those that its short rows leave out."""

END = "end of a table that is too large"


def table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Apply the rule of markdown-it, but make paragraphs of tables that are too large."""
    if silent:
        return read(state, start, end, True)
    if start < state.env.get(END, 0) or not read(state, start, end, True):
        return False
    last = start
    while last < end and not state.isEmpty(last):
        last += 1
    columns = state.src.count("|", state.bMarks[start], state.eMarks[start])
    cells = columns * (last - start)
    if cells > MAX_CELLS:
        state.env[END] = last
        what = f"a table of {cells:,} cells is larger than a page can show"
        mend = f"keep to {MAX_CELLS:,} cells, those of short rows counted: split it, or sum it up"
        marked = state.push(FINDING, "", 0)
        marked.map, marked.meta = [start, last], {"message": Message("text-too-large", what, mend)}
        return False
    return read(state, start, end, False)


def rows(tokens: Sequence[Token], place: int, source: list[str]) -> Iterator[Token]:
    """Yield findings for the rows of a table that have more cells than its head."""
    columns = 0
    line, is_reported = 0, False
    for one in tokens[place:]:
        if one.type == "th_open":
            columns += 1
        elif one.type == "tr_open":
            line, is_reported = line_of(one), False
        elif one.type == "inline":
            is_reported = is_reported or any(child.type == FINDING for child in one.children or ())
        elif one.type == "tr_close":
            cells = escapedSplit(source[line].strip(" \t>").removeprefix("|").removesuffix("|"))
            # A link by id that a bar cut in two is reported already.
            if len(cells) > columns and not is_reported:
                what = f"the row has {len(cells)} cells and its table {columns} columns: "
                mend = "write \\| for a bar inside a cell, or add a column"
                yield token(Message("table-cells", what + excerpt(cells[columns]), mend), line)
        elif one.type == "table_close":
            return
