"""YAML edits: changes of values -> edits of the text of a file, which leave all else byte for byte.

    bytes -> text -> nodes of its YAML, which know where they stand -> splices -> bytes

The edited file is read again: an edit is taken only where the file then says what it said, with the
change, and nothing else. So comments, order, quotation marks, ends of lines and a byte order mark
stay.
"""

import json
import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from copy import deepcopy
from typing import Any, NamedTuple

import yaml

from suites.archive import front_matter
from suites.archive.front_matter import FrontMatter, Keys, Result
from suites.archive.migrations.changes import Change
from suites.archive.problems import Problem

ReadText = Callable[[str, str], Result]
"""`front_matter.read`, or `read_yaml` for a file without a body."""

_LINE_END = re.compile("\r\n|\r|\n")


class Splice(NamedTuple):
    """A part of a text, in characters of what `front_matter.decode` returns, and its successor."""

    start: int
    end: int
    text: str


def rewrite(
    path: str, raw: bytes, changes: Iterable[Change], read_text: ReadText = front_matter.read
) -> tuple[bytes, tuple[Problem, ...]]:
    """Return the bytes of a readable file with the changes, and a problem for each unwritten one.

    `path` is the file's as problems show it.
    """
    problems: list[Problem] = []
    for change in changes:
        edited = next(_edited(path, raw, change, read_text), None)
        if edited is None:
            front, _ = front_matter.parse(path, raw, read_text)
            what = f"{change.keys[-1]} cannot be edited in the form of this YAML"
            mend = f"write {change.keys[-1]}: {written(change.value)} yourself, and migrate again"
            place = front.positions.value(change.keys) if front else (1, 1)
            problems.append(Problem(path, *place, "model-outdated", what, mend))
        raw = edited or raw
    return raw, tuple(problems)


def _edited(path: str, raw: bytes, change: Change, read_text: ReadText) -> Iterator[bytes]:
    """Yield the bytes of a file with a change, in each form in which that alone changes."""
    front, problems = front_matter.parse(path, raw, read_text)
    text, _ = front_matter.decode(path, raw)
    if front is None or text is None:
        return
    wanted = _with_change(front.data, change)
    for splice in _splices(text, front, change):
        edited = _spliced(raw.decode("utf-8"), splice).encode()
        after, found = front_matter.parse(path, edited, read_text)
        is_same = [one.code for one in found] == [one.code for one in problems]
        if after and is_same and (after.data, after.body) == (wanted, front.body):
            yield edited


def _with_change(data: dict[str, Any], change: Change) -> dict[str, Any]:
    changed = deepcopy(data)
    inner: Any = changed
    for key in change.keys[:-1]:
        inner = inner[key]
    inner[change.keys[-1]] = change.value
    return changed


def _splices(text: str, front: FrontMatter, change: Change) -> Iterator[Splice]:
    """Yield the splices that may make a change, the one that looks most like the text first."""
    begin, end = front.yaml
    root = yaml.compose(text[begin:end], Loader=yaml.CSafeLoader)
    if not isinstance(root, yaml.MappingNode):  # comments alone, or null
        yield Splice(begin, begin, f"{change.keys[-1]}: {written(change.value)}\n")
        return
    node = _node(root, change.keys[:-1])
    keys = [key for key, _ in node.value]
    found = [value for key, value in node.value if key.value == change.keys[-1]]
    if found:
        start, stop = (begin + mark.index for mark in (found[0].start_mark, found[0].end_mark))
        yield from (Splice(start, stop, one) for one in _forms(change.value, found[0].style))
    elif keys:
        following = keys[min(change.before, len(keys) - 1)].start_mark
        indent = ", " if node.flow_style else "\n" + " " * following.column
        entry = f"{change.keys[-1]}: {written(change.value)}{indent}"
        yield Splice(begin + following.index, begin + following.index, entry)


def _node(root: Any, keys: Keys) -> Any:
    """Return the node that the keys lead to; of a key given twice, the first."""
    for key in keys:
        if isinstance(key, int):
            root = root.value[key]
        else:
            root = next(value for name, value in root.value if name.value == key)
    return root


def _forms(value: str | int | bool, style: str | None) -> Iterator[str]:
    """Yield the YAML of a scalar, beginning with the style that it had."""
    if style == "'" and isinstance(value, str):
        yield "'" + value.replace("'", "''") + "'"
    if not style and isinstance(value, str):
        yield value
    yield written(value)
    yield f" {written(value)}"  # of a key without a value
    yield f"{written(value)}\n"  # a block ends with its line


def written(value: str | int | bool) -> str:
    """Return a scalar as YAML on one line; text between double quotation marks."""
    return json.dumps(value, ensure_ascii=False)


def _spliced(raw: str, splice: Splice) -> str:
    """Return a text with its own ends of lines and byte order mark, with a splice."""
    mark = int(raw.startswith("\ufeff"))
    # Of the two signs that end a line, the decoded text has one.
    longer = [end.start() - mark - n for n, end in enumerate(re.finditer("\r\n", raw))]
    start, end = (mark + at + bisect_left(longer, at) for at in splice[:2])
    found = _LINE_END.search(raw)
    text = splice.text.replace("\n", found[0] if found else "\n")
    return raw[:start] + text + raw[end:]
