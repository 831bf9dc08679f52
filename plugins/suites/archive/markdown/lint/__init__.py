"""Slips: what a Markdown text holds that is not read, or is read otherwise than it looks.

    markdown-it's rules -> what they left over -> tokens of type "slip" among the others

Markdown never fails: what it does not know stays as it is, and readers see the signs, or a text
vanishes. The rules here stand behind those of markdown-it, and change nothing of what is read. A
sign that is meant as itself has a backslash before it or stands in code, and is no slip.
"""

from __future__ import annotations

from markdown_it import MarkdownIt

from suites.archive.markdown.lint import blocks, pairs, signs
from suites.archive.markdown.lint.slip import SLIP, Fault, Slip

__all__ = ["SLIP", "Fault", "Slip", "watch"]


def watch(md: MarkdownIt, *, is_note: bool) -> None:
    """Let a parser leave tokens of type "slip", whose `meta` holds a `Fault` and its offset."""
    pairs.watch(md)
    signs.watch(md, is_note=is_note)
    blocks.watch(md, is_note=is_note)
