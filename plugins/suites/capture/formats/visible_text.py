"""Visible: everything that can be read in a capture, article or not, a block a line.

A quotation that is looked for here may stand where the converter saw no article: in a caption, a
summary, a comment.
"""

from __future__ import annotations

from suites.capture.extraction.markup import blocks
from suites.capture.formats import html
from suites.capture.formats.capture import Capture
from suites.capture.formats.encoding import characters, decoded
from suites.capture.formats.limits import LARGEST_TEXT, HostileError


def visible(capture: Capture) -> str:
    """The text of the whole capture; empty when it is broken, or larger than any article's."""
    text = characters(decoded(capture.raw, capture.encoding).text)
    if capture.form == "text":
        return text if len(text) <= LARGEST_TEXT else ""
    try:
        tree = html.tree(text)
    except HostileError:
        return ""
    return "\n".join(block.words for block in blocks(tree, lambda *_: True, None))
