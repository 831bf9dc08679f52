"""What is wrong with a YAML text, for people: the words of libyaml -> a sentence and its mend.

Where a sign that cannot be seen stands in the way, that is what is wrong, whatever libyaml says.
What libyaml says that is not in the table is passed on as it is.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from suites.archive.front_matter.unseen import in_the_way
from suites.archive.yaml_resources import read_yaml_resource

SENTENCES = "yaml_errors.yaml"

_AWAITED = "did not find expected node content"
_LEFT_OPEN = "did not find expected ',' or"

# Where what went wrong began says more than where the parser noticed it.
_AT_THE_BEGINNING = frozenset(
    {
        "could not find expected ':'",
        "found unexpected end of stream",
        "found unexpected document indicator",
        _LEFT_OPEN,
    }
)


Explanation = tuple[str, str, tuple[int, int] | None]
"""What is wrong, how to mend it, and the line and column from 0, None if unknown."""


def explain(error: Exception, text: str) -> Explanation:
    """Return the explanation of an error of libyaml; a place may lie beyond the text's end."""
    sentences = read_yaml_resource(__package__, SENTENCES)
    message = str(getattr(error, "problem", None) or "it cannot be read")
    start = next((words for words in sentences if message.startswith(words)), "")
    what, mend = sentences.get(start, (message, "put the value between quotation marks"))
    noticed = getattr(error, "problem_mark", None)
    if noticed is None:
        return what, mend, None
    began = getattr(error, "context_mark", None) if start in _AT_THE_BEGINNING else None
    mark = began or noticed
    lines = [*text.split("\n"), ""]
    line = lines[mark.line] if mark.line < len(lines) else ""
    sign = line[mark.column : mark.column + 1]
    return (
        _unseen(lines, (mark.line, noticed.line, mark.line - 1))
        or _glued(start, lines, mark.line)
        or _misquoted(start, lines, mark.line, mark.column)
        or (not sign and _unclosed(start, sentences, text))
        or (what.format(sign=sign), mend, (mark.line, mark.column))
    )


def _unclosed(start: str, sentences: Mapping[str, Sequence[str]], text: str) -> Explanation | None:
    """Explain a bracket after which the text ends, where a value was awaited."""
    opened = max(text.rfind("["), text.rfind("{"))
    if start != _AWAITED or opened < 0:
        return None
    what, mend = sentences[_LEFT_OPEN]
    before = text[:opened]
    return what, mend, (before.count("\n"), opened - before.rfind("\n") - 1)


def _unseen(lines: list[str], numbers: Iterable[int]) -> Explanation | None:
    """Explain a sign that cannot be seen, in one of the lines with these numbers."""
    for number in numbers:
        found = in_the_way(lines[number]) if 0 <= number < len(lines) else None
        if found:
            at, what, mend = found
            return what, mend, (number, at)
    return None


def _glued(start: str, lines: list[str], number: int) -> Explanation | None:
    """Explain a key, on the line or on that before, whose colon is none to YAML."""
    for at in (number, number - 1) if start in _WITHOUT_COLON else ():
        if 0 <= at < len(lines) and (found := _GLUED.match(lines[at])):
            what = f"no space stands after {found[1]}:"
            if found[2] != ":":
                what = f"{found[2]} stands after {found[1]}, which YAML does not take for a colon"
            return what, f"write {found[1]}: and a space", (at, found.start(2))
    return None


def _misquoted(start: str, lines: list[str], number: int, column: int) -> Explanation | None:
    """Explain a quotation mark that is missing, or another sign than it should be."""
    line = lines[number] if number < len(lines) else ""
    if start == "mapping values are not allowed" and (found := _CURLY_VALUE.match(line)):
        what = f"a value begins with {found[1]}, which YAML does not take for a quotation mark"
        mend = 'write " in its place, and at the end of the value'
        return what, mend, (number, found.start(1))
    if start == "did not find expected key":
        # The mark that was to open a later value closed that of a line above.
        sign = line[:column].rstrip()[-1:]
        above = next((at for at in range(number - 1, -1, -1) if sign in lines[at]), 0)
        found = _OPENED.fullmatch(lines[above])
        if not found or found[1] != sign:
            return _closed_early(line, number, column)
        number, column = above, found.start(1)
    elif start not in _UNCLOSED:
        return None
    sign = lines[number][column : column + 1]
    if found := _CURLY.search(lines[number], column + 1):
        what = f"a quotation mark is not closed: {found[0]} is another sign than {sign}"
        return what, f"close it with {sign}", (number, column)
    what, mend = read_yaml_resource(__package__, SENTENCES)["found unexpected end of stream"]
    return what, mend, (number, column)


def _closed_early(line: str, number: int, column: int) -> Explanation | None:
    """Explain a quotation mark inside a quoted value, which YAML takes for the one that ends it."""
    found = _VALUE_CLOSED.match(line[:column])
    if not found:
        return None
    what = f"text follows the {found[1]} that closes the value"
    mend = "write the marks inside the value as its language does, such as « » or “ ”"
    if found[1] == '"':
        mend += ', or each as \\"'
    return what, mend, (number, column)


_WITHOUT_COLON = frozenset({"mapping values are not allowed", "could not find expected ':'"})
_GLUED = re.compile(r"[ ]*(?:- +)*([\w-]+)([:：])(?=[^\s:/])(?!.*: )")
_UNCLOSED = frozenset({"found unexpected end of stream", "found unexpected document indicator"})
_OPENED = re.compile(r"""[ ]*(?:- +)*[\w-]+ *: +(["'])(?:(?!\1).)*""")
_VALUE_CLOSED = re.compile(r"""[ ]*(?:- +)*[\w-]+ *: +(["'])(?:(?!\1).)*\1 *$""")
_CURLY_VALUE = re.compile(r"[ ]*(?:- +)*[\w-]+ *: +([“„‟‘‚‛＂″])")
_CURLY = re.compile("[“”„‟‘’‚‛″′＂＇»](?=[ ]*$)")
