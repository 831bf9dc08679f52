"""Spreadsheets: texts in files that people open in one, without being run as formulas.

An apostrophe before a text makes it one; a text that begins with an apostrophe has another, so that
a reader takes one away from each that begins so. `js/query/csv.js` does the same.
"""

import re

FORMULAS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
"""First characters that make a spreadsheet run a value as a formula."""

_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?(?:e[+-]?\d+)?")


def guarded(text: str) -> str:
    """Return a text that no spreadsheet runs, and from which it can be told.

    >>> guarded("=1+1"), guarded("'tis"), guarded("-5")
    ("'=1+1", "''tis", '-5')
    """
    return f"'{text}" if text.startswith(("'", *FORMULAS)) and not _NUMBER.fullmatch(text) else text


def unguarded(text: str) -> str:
    """Return the text that `guarded` was given.

    >>> unguarded("'=1+1"), unguarded("''tis")
    ('=1+1', "'tis")
    """
    return text.removeprefix("'")
