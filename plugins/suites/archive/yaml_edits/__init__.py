"""YAML edits: changes of data -> edits of the text of a file, which leave all else byte for byte.

    bytes -> text -> nodes of its YAML, which know where they stand (`splices`) -> bytes

The edited file is read again: an edit is taken only where the file then says what it said, with the
change (`edits`), and nothing else. So comments, order, quotation marks, ends of lines and a byte
order mark stay. What is new is written as authors write it (`rendering`).
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator

from suites.archive import front_matter
from suites.archive.front_matter import Result
from suites.archive.yaml_edits.edits import (
    Edit,
    InsertMember,
    MakeList,
    Remove,
    SetValue,
    edited,
    value_at,
)
from suites.archive.yaml_edits.splices import Splice, splices

__all__ = [
    "Edit", "InsertMember", "MakeList", "Remove", "SetValue", "rewrite", "rewrite_body", "value_at",
]  # fmt: skip

ReadText = Callable[[str, str], Result]
"""`front_matter.read`, or `read_yaml` for a file without a body."""

_LINE_END = re.compile("\r\n|\r|\n")


def rewrite(
    path: str, raw: bytes, edits: Iterable[Edit], read_text: ReadText = front_matter.read
) -> tuple[bytes, tuple[Edit, ...]]:
    """Return the bytes of a readable file with the edits, and those that could not be written.

    `path` is the file's as problems show it. The keys of each edit are those of the file after the
    edits before it.
    """
    unwritten: list[Edit] = []
    for edit in edits:
        found = next(_edited(path, raw, edit, read_text), None)
        if found is None:
            unwritten.append(edit)
        raw = found or raw
    return raw, tuple(unwritten)


def rewrite_body(path: str, raw: bytes, was: str, now: str) -> bytes | None:
    """Return the bytes of a file with another passage in its body.

    None when the passage does not stand there exactly once, or the head would be another one. An
    empty passage is that of an empty body.
    """
    front, _ = front_matter.parse(path, raw)
    text, _ = front_matter.decode(path, raw)
    if front is None or text is None or front.body.count(was) != 1:
        return None
    start = len(text) - len(front.body) + front.body.index(was)
    written = now if was or text.endswith("\n") else f"\n{now}"
    after = _spliced(raw.decode("utf-8"), Splice(start, start + len(was), written)).encode()
    found, _ = front_matter.parse(path, after)
    wanted = front.body.replace(was, now)
    return after if found and (found.data, found.body) == (front.data, wanted) else None


def _edited(path: str, raw: bytes, edit: Edit, read_text: ReadText) -> Iterator[bytes]:
    """Yield the bytes of a file with an edit, in each form in which that alone changes."""
    front, problems = front_matter.parse(path, raw, read_text)
    text, _ = front_matter.decode(path, raw)
    if front is None or text is None:
        return
    try:
        wanted = edited(front.data, edit)
    except (LookupError, TypeError, AttributeError):
        return
    begin, end = front.yaml
    for splice in splices(text[begin:end], edit):
        at = Splice(begin + splice.start, begin + splice.end, splice.text)
        after_raw = _spliced(raw.decode("utf-8"), at).encode()
        after, found = front_matter.parse(path, after_raw, read_text)
        is_same = [one.code for one in found] == [one.code for one in problems]
        if after and is_same and _same((after.data, after.body), (wanted, front.body)):
            yield after_raw


def _same(one: object, other: object) -> bool:
    """Return whether values are equal, and written alike: 1 is neither 1.0 nor true."""
    return repr(one) == repr(other) or (one == other and _typed(one) == _typed(other))


def _typed(value: object) -> object:
    if isinstance(value, dict):
        return {key: _typed(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_typed(one) for one in value]
    return type(value), value


def _spliced(raw: str, splice: Splice) -> str:
    """Return a text with its own ends of lines and byte order mark, with a splice."""
    mark = int(raw.startswith("\ufeff"))
    # Of the two signs that end a line, the decoded text has one.
    longer = [end.start() - mark - n for n, end in enumerate(re.finditer("\r\n", raw))]
    start, end = (mark + at + bisect_left(longer, at) for at in splice[:2])
    found = _LINE_END.search(raw)
    text = splice.text.replace("\n", found[0] if found else "\n")
    return raw[:start] + text + raw[end:]
