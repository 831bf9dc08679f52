"""The words of our Markdown, as the capture of a page has them."""

from __future__ import annotations

import re


def words_of(text: str) -> list[str]:
    """Return the words of each block and list item: without its mark and the backslashes."""
    return [
        re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", re.sub(r"^(?:\#{1,6}|-|>|\d{1,9}\.) ", "", line))
        for line in text.split("\n")
        if line
    ]
