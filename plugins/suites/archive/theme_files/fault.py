"""Fault: why the bytes of a theme file are not what they should be."""

from typing import NamedTuple


class Fault(NamedTuple):
    """What is wrong with a file; with its line and column from 1, where it has any."""

    what: str
    line: int = 0
    column: int = 0
