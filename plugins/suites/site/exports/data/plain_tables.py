"""Plain tables: rows as comma-separated values and as JSON.

CSV (RFC 4180) is in UTF-8 with a byte order mark, without which Excel misreads accents; an empty
cell is no value. A text that a spreadsheet would run has an apostrophe before it, and so has one
that begins with an apostrophe: a reader takes one away from each text that begins with one. JSON
has no such signs: an array of objects, one a line.
"""

import csv
import io
from collections.abc import Iterable

import msgspec

from suites.analysis.tables import Cell, Row, Table
from suites.site.spreadsheets import guarded


def as_csv(table: Table, rows: Iterable[Row]) -> bytes:
    """Return the rows of a table as comma-separated values, below the names of its columns."""
    made = io.BytesIO()
    text = io.TextIOWrapper(made, encoding="utf-8-sig", newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(table.names)
    writer.writerows(map(_cell, row) for row in rows)
    text.flush()
    return made.getvalue()


def as_json(table: Table, rows: Iterable[Row]) -> bytes:
    """Return the rows of a table as an array of objects, a row on each line."""
    encode = msgspec.json.Encoder().encode
    names = table.names
    lines = b",\n".join(encode(dict(zip(names, row, strict=True))) for row in rows)
    return b"[\n" + lines + b"\n]\n"


def _cell(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return guarded(value)
    return ("false", "true")[value] if isinstance(value, bool) else repr(value)
