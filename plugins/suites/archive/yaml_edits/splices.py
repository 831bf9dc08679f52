"""Splices: an edit -> the ways in which the text of a YAML may be written that say it.

None is known to be right: who takes one reads the text again. The first looks most like the text
around it.
"""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import yaml

from suites.archive.front_matter import Keys
from suites.archive.yaml_edits import rendering
from suites.archive.yaml_edits.edits import Edit, InsertMember, MakeList, Remove, SetValue


class Splice(NamedTuple):
    """A part of a text, in characters, and its successor."""

    start: int
    end: int
    text: str


def splices(text: str, edit: Edit) -> Iterator[Splice]:
    """Yield the splices of a YAML text that may make an edit, the most natural one first."""
    root = yaml.compose(text, Loader=yaml.CSafeLoader)
    if not isinstance(root, yaml.MappingNode):  # comments alone, or null
        if isinstance(edit, SetValue):
            yield Splice(0, 0, rendering.entry(str(edit.keys[-1]), edit.value, 0) + "\n")
        return
    yield from _SPLICES[type(edit)](text, root, edit)


def _set(text: str, root: Any, edit: SetValue) -> Iterator[Splice]:
    parent, last = _node(root, edit.keys[:-1]), edit.keys[-1]
    if isinstance(parent, yaml.SequenceNode):
        yield from _replace(text, parent.value[int(last)], edit.value, _column(text, parent) + 2)
        return
    for key, value in parent.value:
        if key.value == last:
            yield from _replace(text, value, edit.value, key.start_mark.column)
            return
    yield from _new_key(text, parent, str(last), edit.value, edit.before)


def _replace(text: str, node: Any, value: Any, column: int) -> Iterator[Splice]:
    """Yield the splices that put a value in the place of a node, whose key is at the column."""
    start, stop = node.start_mark.index, node.end_mark.index
    if isinstance(value, dict | list):
        stop = _end(text, node)
        entry = rendering.entry("k", value, column)
        if isinstance(node, yaml.CollectionNode) and not node.flow_style:
            # The block begins on a line of its own, or after a hyphen.
            start = max(len(text[:start].rstrip()), text.rfind("-", 0, start) + 1)
        written = entry.removeprefix("k: ").removeprefix("k:")
        before = len(text[:start].rstrip(" ")) if written.startswith("\n") else start
        yield Splice(before, stop, written)
        yield Splice(start, stop, f" {rendering.flow(value)}")
        yield Splice(node.start_mark.index, stop, rendering.flow(value))
    elif isinstance(node, yaml.CollectionNode):
        stop = _end(text, node)
        before = start if node.flow_style else len(text[:start].rstrip())
        yield Splice(before, stop, rendering.scalar(value))
        yield Splice(before, stop, f" {rendering.scalar(value)}")
        yield Splice(start, stop, rendering.scalar(value))  # below a comment
    else:
        for end in dict.fromkeys((_end(text, node), stop)):
            yield from (Splice(start, end, one) for one in _forms(value, node.style))


def _forms(value: str | float | bool | None, style: str | None) -> Iterator[str]:
    """Yield the YAML of a scalar, beginning with the style that it had."""
    if style == "'" and isinstance(value, str):
        yield "'" + value.replace("'", "''") + "'"
    if not style and isinstance(value, str):
        yield value
    written = json.dumps(value, ensure_ascii=False)
    yield written
    yield f" {written}"  # of a key without a value
    yield f"{written}\n"  # a block ends with its line


def _new_key(text: str, parent: Any, key: str, value: Any, before: int) -> Iterator[Splice]:
    """Yield the splices that write a new key in a mapping."""
    keys = [one for one, _ in parent.value]
    if not keys:
        yield Splice(parent.start_mark.index, parent.end_mark.index, rendering.flow({key: value}))
        return
    column = keys[0].start_mark.column
    if parent.flow_style:
        entry = rendering.flow({key: value})[1:-1]
    else:
        entry = rendering.entry(key, value, column)
    if not 0 <= before < len(keys):
        end = _end(text, parent.value[-1][1]) or keys[-1].end_mark.index
        if parent.flow_style:
            yield Splice(end, end, f", {entry}")
        else:
            end = _line_end(text, end)
            yield Splice(end, end, f"\n{' ' * column}{entry}")
        before = len(keys) - 1
    start = keys[before].start_mark
    after = ", " if parent.flow_style else "\n" + " " * start.column
    yield Splice(start.index, start.index, f"{entry}{after}")


def _insert(text: str, root: Any, edit: InsertMember) -> Iterator[Splice]:
    try:
        node = _node(root, edit.keys)
    except StopIteration:
        yield from _set(text, root, SetValue(edit.keys, [edit.value], edit.before))
        return
    if not isinstance(node, yaml.SequenceNode) or not node.value:
        yield from _set(text, root, SetValue(edit.keys, [edit.value]))
        return
    index = len(node.value) if edit.at < 0 else edit.at
    if node.flow_style:
        if index:
            end = node.value[index - 1].end_mark.index
            yield Splice(end, end, f", {rendering.flow(edit.value)}")
        else:
            start = node.value[0].start_mark.index
            yield Splice(start, start, f"{rendering.flow(edit.value)}, ")
        return
    column = _column(text, node)
    entry = rendering.member(edit.value, column)
    if index:
        end = _line_end(text, _end(text, node.value[index - 1]))
        yield Splice(end, end, f"\n{' ' * column}{entry}")
    else:
        start = node.start_mark.index
        yield Splice(start, start, f"{entry}\n{' ' * column}")


def _remove(text: str, root: Any, edit: Remove) -> Iterator[Splice]:
    parent, last = _node(root, edit.keys[:-1]), edit.keys[-1]
    if isinstance(parent, yaml.SequenceNode):
        places = [(one.start_mark.index, one) for one in parent.value]
        at = int(last)
        if not parent.flow_style:
            places = [(text.rfind("-", 0, start), one) for start, one in places]
    else:
        places = [(key.start_mark.index, value) for key, value in parent.value]
        at = next(n for n, (key, _) in enumerate(parent.value) if key.value == last)
    start, node = places[at]
    end = max(_end(text, node), start)
    following = places[at + 1][0] if at + 1 < len(places) else None
    if parent.flow_style:
        yield from _remove_on_line(text, parent, at, start, following)
        return
    if len(places) == 1:
        # What held it is empty now.
        empty = "[]" if isinstance(parent, yaml.SequenceNode) else "{}"
        yield Splice(len(text[:start].rstrip()), _line_end(text, end), f" {empty}")
        yield Splice(start, _line_end(text, end), empty)  # below a comment
    line = text.rfind("\n", 0, start) + 1
    if not text[line:start].strip():
        yield Splice(line, min(_line_end(text, end) + 1, len(text)), "")
    if following is not None:
        yield Splice(start, following, "")


def _remove_on_line(
    text: str, parent: Any, at: int, start: int, following: int | None
) -> Iterator[Splice]:
    """Yield the splices that take a member or a key out of brackets; comments of others stay."""
    ends = [_end(text, one[1] if isinstance(one, tuple) else one) for one in parent.value]
    end = max(ends[at], start)
    if following is not None:
        of_line, _, below = text[end:following].partition("\n")
        if "#" in below:
            yield Splice(start, end + len(of_line), "")
        yield Splice(start, following, "")
        return
    before = ends[at - 1] if at else start
    if "#" in text[before:start]:
        yield Splice(start, end, "")  # after a comma, which YAML allows
    yield Splice(before, end, "")


def _make_list(text: str, root: Any, edit: MakeList) -> Iterator[Splice]:
    parent, last = _node(root, edit.keys[:-1]), edit.keys[-1]
    key, value = next(pair for pair in parent.value if pair[0].value == last)
    start, end = value.start_mark.index, _end(text, value)
    between, member = text[key.end_mark.index : start], text[start:end]
    if value.tag == "tag:yaml.org,2002:null":
        between, listed = between.rstrip(" ") + " ", "[]"
    elif isinstance(value, yaml.CollectionNode) and not value.flow_style:
        # The lines of the block move below the hyphen, its comments with them.
        listed = "- " + re.sub("\n(?!\n)", "\n  ", member)
    else:
        listed = f"[{member}]"
        if not parent.flow_style and not between.strip(" :"):
            below = f":\n{' ' * (key.start_mark.column + 2)}- {member}"
            yield Splice(key.start_mark.index, end, edit.name + below)
    yield Splice(key.start_mark.index, end, edit.name + between + listed)


def _node(root: Any, keys: Keys) -> Any:
    """Return the node that the keys lead to; of a key given twice, the first. StopIteration."""
    for key in keys:
        if isinstance(key, int):
            root = root.value[key]
        else:
            root = next(value for name, value in root.value if name.value == key)
    return root


def _column(text: str, node: Any) -> int:
    """Return the column of the hyphens of a block list, from 0."""
    start: int = node.start_mark.index
    return start - text.rfind("\n", 0, start) - 1


def _end(text: str, node: Any) -> int:
    """Return where the content of a node ends: its comments and empty lines are not of it."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _end(text, last[1] if isinstance(last, tuple) else last)
    start: int = node.start_mark.index
    end: int = node.end_mark.index
    is_block = isinstance(node, yaml.ScalarNode) and node.style in ("|", ">")
    return start + len(text[start:end].rstrip()) if is_block else end


_REST = re.compile("[^\n]*")


def _line_end(text: str, at: int) -> int:
    """Return where the line of a place ends."""
    found = _REST.match(text, at)
    return found.end() if found else at


_SPLICES: dict[type, Callable[[str, Any, Any], Iterator[Splice]]] = {
    SetValue: _set,
    InsertMember: _insert,
    Remove: _remove,
    MakeList: _make_list,
}
