"""What is wrong with a YAML text, for people: the words of libyaml -> a sentence and its mend.

What libyaml says that is not in the table is passed on as it is.
"""

from __future__ import annotations

from typing import Any

from yaml import YAMLError

_SENTENCES = {
    "mapping values are not allowed": (
        "a colon and a space stand inside a value", "put the value between quotation marks",
    ),
    "could not find expected ':'": (
        "a line has no colon after its key", "write key: value, or indent the line under its key",
    ),
    "found character that cannot start any token": (
        "a value begins with a sign that YAML keeps for itself, such as %, @, ` or a tab",
        "put the value between quotation marks, and indent with spaces",
    ),
    "found unexpected end of stream": (
        "a quotation mark is not closed", 'close it, and write \\" for one inside a quoted value',
    ),
    "did not find expected ',' or": (
        "a list or a mapping is not closed, or a comma is missing in it",
        "separate with commas, and close each [ with ] and each { with }",
    ),
    "did not find expected '-' indicator": (
        "a line is not a member of the list above it", "begin it with - at the same indent",
    ),
    "block sequence entries are not allowed": (
        "a list begins on the line of its key", "begin it on the next line, or write [a, b]",
    ),
    "did not find expected <document start>": (
        "text follows the line of ... that ends the YAML", "delete the line of ...",
    ),
    "did not find expected key": (
        "a line does not fit its indent, or text follows a closed quotation mark",
        "align the keys, and put the whole value between quotation marks",
    ),
    "found unknown escape character": (
        "a backslash stands before a sign that it cannot escape",
        "write two backslashes, or use single quotation marks",
    ),
}  # fmt: skip

# Where what went wrong began says more than where the parser noticed it.
_AT_THE_BEGINNING = frozenset(
    {
        "could not find expected ':'",
        "found unexpected end of stream",
        "did not find expected ',' or",
    }
)


def fault(error: YAMLError) -> tuple[str, str, Any]:
    """What is wrong, how to mend it, and the mark where it stands (None when not known)."""
    said = str(getattr(error, "problem", None) or "it cannot be read")
    start = next((text for text in _SENTENCES if said.startswith(text)), "")
    what, mend = _SENTENCES.get(start, (said, "see https://yaml.org/spec/1.2.2/"))
    mark = getattr(error, "problem_mark", None)
    if start in _AT_THE_BEGINNING:
        mark = getattr(error, "context_mark", None) or mark
    return what, mend, mark
