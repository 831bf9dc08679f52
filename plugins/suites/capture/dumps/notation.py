r"""Notation: the signs with which a program writes a page as plain text, and the text without them.

    lines -> the signs in them -> lines without those that only such a program writes; words

Browsers for terminals (lynx, w3m, links) number links "[12]" and list their addresses, and show
buttons, fields, insertions and pictures in brackets; converters to Markdown (CommonMark) write
links, emphasis, headings and escapes; mail quotes with ">". Time is linear in the text.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

_NUMBER = re.compile(r"\[(\d{1,5})\](?=[^\s.,;:)\]])")
_ANY_NUMBER = re.compile(r"\[\d{1,5}\]")
_LEAST_NUMBERS = 3
_REFERENCE = re.compile(
    r"\s*(?:\[?\d{1,5}[.\]]:?\s+(?:[a-z][a-z0-9+.-]{1,20}:\S+|\S+@\S+)"
    r"|(?:Visible|Hidden) links:?"
    r"|Links?: (?:canonical|shortlink|alternate|stylesheet|next|prev)\b.*)"
)
_REFERENCES = re.compile(r"\s{0,3}References:?\s*")
_ALTERNATES = re.compile(r"\s{0,4}#(?:\[\d+\]|\w)")
_WIDGETS = re.compile(
    r"\[(?:INS|DEL): ?|:(?:INS|DEL)\]|\(BUTTON\)|\([ *]\)|\[[ *_]\]"
    r"|\[(?:IMG|IMAGE|INLINE|LINK|USEMAP|EMBED|OBJECT|AUDIO|VIDEO|BUTTON|IFRAME)"
    r"(?:: [^\]\n]{1,80})?\]"
    r"|_{4,}|\[_{2,}[^\]\n]{0,80}\]"
)
_PICTURE = re.compile(
    r"\s*(?:\[[\w%.,=&-]{0,80}\.(?:jpe?g|png|gif|svg|webp|avif|bmp|ico)[^\]\n]{0,40}\]\s*)+", re.I
)

_TEXT = r"(?:\\.|[^\[\]\\\n]){0,600}+"
_TARGET = (
    r"\(<?[^()\s]*+(?:\([^()\s]*+\)[^()\s]*+){0,8}+"
    r"(?:\s+(?:\"[^\"\n]{0,600}\"|'[^'\n]{0,600}'))?\s?\)"
)
_IMAGE = re.compile(rf"!\[{_TEXT}\](?:{_TARGET}|\[\w{{0,40}}\])")
_LINK = re.compile(rf"(?<!\\)\[(?P<text>{_TEXT})\](?:{_TARGET}|\[\d{{1,4}}\])")
_DEFINITION = re.compile(r"\s{0,3}\[[^\]\n]{1,60}\]:\s+\S+(?:\s+\"[^\"]*\")?")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_EMPHASIS = re.compile(
    r"(?<!\\)(?P<stars>\*{1,3})(?=[^\s*])(?P<one>(?:\\.|[^*\\\n]){1,600}+)(?<=\S)(?P=stars)"
    r"|(?<![\w\\])(?P<lines>_{1,3})(?=[^\s_])(?P<other>(?:\\.|[^_\\\n]){1,600}+)(?<=\S)(?P=lines)(?!\w)"
    r"|(?<!\\)(?:\*\*+|~~|(?<!\w)__+|__+(?!\w))"
)
_HEADING = re.compile(r"\s{0,3}(?P<level>#{1,6})\s+(?P<words>\S.*?)(?:\s+#+)?\s*", re.DOTALL)
_SHORT_HEADING = 300
_QUOTED = re.compile(r"\s?>(?:\s?>)*\s?")


class Notation(NamedTuple):
    """The signs that a text has: numbers of links, and those of Markdown."""

    has_numbers: bool = False
    is_markdown: bool = False


EVERY = Notation(has_numbers=True, is_markdown=True)


def recognized(raw: Sequence[str]) -> Notation:
    """Return the signs that lines have."""
    numbers = (int(number) for line in raw for number in _NUMBER.findall(line))
    steps = [after - before for before, after in pairwise((0, *numbers))]
    in_order = sum(step == 1 for step in steps)
    has_numbers = in_order >= _LEAST_NUMBERS and in_order * 10 >= len(steps) * 8
    return Notation(has_numbers, any(map(_is_markdown, raw)))


def _is_markdown(line: str) -> bool:
    if "](" in line and _LINK.search(line):
        return True
    if "\\" in line and _ESCAPE.search(line):
        return True
    return line.lstrip()[:1] == "#" and bool(_HEADING.fullmatch(line[:_SHORT_HEADING]))


def without_marks(raw: list[str]) -> list[str]:
    """Return lines without the marks of a quoted mail, and without the addresses of links.

    Lines that are left out become empty ones, for they part what stands around them.
    """
    filled = [line for line in raw if line.strip()]
    quoted = sum(line.lstrip()[:1] == ">" for line in filled)
    if quoted > 4 and quoted * 10 > len(filled) * 6:
        raw = [_QUOTED.sub("", line, count=1) if ">" in line[:2] else line for line in raw]
    return list(_without_addresses(raw))


def _without_addresses(raw: Sequence[str]) -> Iterator[str]:
    first = next((i for i, line in enumerate(raw) if line.strip()), 0)
    has_alternates = bool(raw) and raw[first].startswith("  ") and _ALTERNATES.match(raw[first])
    among_alternates = bool(has_alternates)
    for i, line in enumerate(raw):
        among_alternates = among_alternates and (i <= first or bool(line.strip()))
        address = _REFERENCE.fullmatch(line) or _DEFINITION.fullmatch(line)
        heads = _REFERENCES.fullmatch(line) and _heads_references(raw, i)
        yield "" if address or heads or among_alternates else line


def _heads_references(raw: Sequence[str], i: int) -> bool:
    following = next((line for line in raw[i + 1 : i + 4] if line.strip()), "")
    return bool(_REFERENCE.fullmatch(following))


def words_of(text: str, notation: Notation) -> tuple[str, int]:
    """Return the words of a paragraph without signs, and the level of its heading, 1 to 6, or 0."""
    if _PICTURE.fullmatch(text[:_SHORT_HEADING]) and not _ANY_NUMBER.fullmatch(text.strip()):
        return "", 0
    if "[" in text or "(" in text or "____" in text:
        text = _WIDGETS.sub(" ", text)
    if notation.has_numbers:
        text = _ANY_NUMBER.sub("", text)
    level = 0
    if notation.is_markdown:
        if (found := _HEADING.fullmatch(text[:_SHORT_HEADING])) and len(text) <= _SHORT_HEADING:
            level, text = len(found["level"]), found["words"]
        text = _IMAGE.sub("", text)
        text = _LINK.sub(lambda link: link["text"], text)
        text = _EMPHASIS.sub(lambda found: found["one"] or found["other"] or "", text)
        text = _ESCAPE.sub(r"\1", text)
    return " ".join(text.split()), level
