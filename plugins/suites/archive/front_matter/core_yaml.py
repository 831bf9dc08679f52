"""YAML -> plain values and the places of their keys, by the core types of YAML 1.2.

    text -> events of the C parser -> one flat loop -> dict, list, str, int, float, bool, None

Nothing recurses, so that no file can overflow a stack, and nothing is built from what is refused:
anchors, aliases, tags, deep nesting. Types are those of the core schema
(https://yaml.org/spec/1.2.2/#103-core-schema) with decimal numbers only: `no`, `12:30` and dates
are text.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from yaml import CSafeLoader, YAMLError, events

from suites.archive.front_matter.misquoted import PAIRS, misquoted
from suites.archive.front_matter.yaml_errors import explain
from suites.archive.problems import MAX_REPORTED, Problem, quoted

Keys = tuple[str | int, ...]
"""The keys and indices that lead to a value."""

Place = tuple[int, int]
"""A line and a column of the file, from 1."""

MAX_DEPTH = 12
"""How many lists and mappings may lie in one another; the data model needs six."""

# U+0085, U+2028 and U+2029 end a line for YAML and not for an editor: places would be wrong.
FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
# After a text; where there is none, a comment says so by the space after its sign.
_CUT = re.compile(r"(?<=[^\s:-]) #| #(?=[0-9]|[^\s#]| [0-9])")
_CALLED = {"\ufeff": "byte order mark"}
_INTEGER = re.compile(r"[-+]?[0-9]{1,18}")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]{1,18}|[0-9]{1,18}(?:\.[0-9]{0,18})?)(?:[eE][-+]?[0-9]{1,3})?")
CONSTANTS: dict[str, bool | None] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True,
    "false": False, "False": False, "FALSE": False,
}  # fmt: skip

# What the numbers begin with, and what the constants do.
_NUMBERS, _WORDS = frozenset("0123456789+-."), frozenset(word[:1] for word in CONSTANTS)


@dataclass(frozen=True)
class Positions:
    """Where the keys and values of a YAML text stand, and the text of each scalar."""

    values: dict[Keys, Place]
    keys: dict[Keys, Place]
    scalars: dict[Keys, str]

    def value(self, keys: Keys) -> Place:
        """Return the place of a value; of its nearest known ancestor when there is none."""
        known = (self.values.get(keys[:n]) for n in range(len(keys), 0, -1))
        return next(filter(None, known), (1, 1))

    def key(self, keys: Keys) -> Place:
        """Return the place of a key; of the member of a list, and of an ancestor if unknown."""
        return self.keys.get(keys) or self.value(keys)

    def written(self, keys: Keys) -> str | None:
        """Return the text of a value, without its quotation marks; None for lists and mappings.

        A number or a constant is read as its meaning: `010` as 10.
        """
        return self.scalars.get(keys)


NOWHERE = Positions({}, {}, {})


class LazyPositions(Positions):
    """Positions that are read from a file when one of them is asked for: most never are."""

    def __init__(self, read: Callable[[], Positions]) -> None:
        vars(self)["_read"] = read

    def __getattr__(self, name: str) -> Any:
        if name not in Positions.__dataclass_fields__:
            raise AttributeError(name)
        vars(self).update(vars(vars(self)["_read"]()))
        return vars(self)[name]


class Document(NamedTuple):
    """A YAML text that could be read; keys given twice and keys that are no text are left out.

    `cut` are the values without quotation marks that a comment follows after one space: an author
    of `tarif # 1` may not know that it is one.
    """

    value: object
    positions: Positions
    cut: list[Keys]
    problems: list[Problem]


class UnreadableError(Exception):
    """The YAML cannot be read, or holds what is never read; `problem` says what."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


def read_document(path: str, text: str, line: int) -> Document:
    """Read a YAML text that begins on a line of a file; UnreadableError when it cannot be."""
    reader = _Reader(path, line, text)
    try:
        reader.read(CSafeLoader(text).get_event)
    except (YAMLError, UnicodeEncodeError) as error:
        raise UnreadableError(reader.unreadable(error)) from None
    positions = Positions(reader.values, reader.keys, reader.scalars)
    return Document(reader.root, positions, reader.cut, reader.problems)


def place(before: str) -> Place:
    """Return the line and column, from 1, that come after a text."""
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def forbidden(path: str, sign: str, line: int, column: int) -> Problem:
    """Return the problem of a character that `FORBIDDEN` found."""
    name = _CALLED.get(sign) or unicodedata.name(sign, "a control character").lower()
    what = f"the character U+{ord(sign):04X} ({name}) does not belong in a text"
    return Problem(path, line, column, "character-forbidden", what, "delete it")


_AWAITED: Any = object()
"""In the place of a key: the next node is a key."""

_DROPPED: Any = object()
"""In the place of a key: the next node is the value of a key that is left out."""


@dataclass(slots=True)
class _Frame:
    """A list or mapping that is being read; `path` is None under a key that is left out."""

    node: dict[str, object] | list[object]
    path: Keys | None
    key: Any = _AWAITED


@dataclass
class _Reader:
    """One pass over the events of a YAML text."""

    path: str
    line: int
    yaml: str
    values: dict[Keys, Place] = field(default_factory=dict)
    keys: dict[Keys, Place] = field(default_factory=dict)
    scalars: dict[Keys, str] = field(default_factory=dict)
    cut: list[Keys] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    root: object = None

    def read(self, next_event: Callable[[], Any]) -> None:
        """Read all events."""
        stack: list[_Frame] = []
        documents = 0
        while event := next_event():
            kind = type(event)
            if kind is events.ScalarEvent:
                self._refuse_anchor_and_tag(event)
                self._put(stack, self._scalar(event), event)
            elif kind is events.MappingStartEvent or kind is events.SequenceStartEvent:
                self._refuse_anchor_and_tag(event)
                if len(stack) == MAX_DEPTH:
                    what = f"lists and keys are nested more than {MAX_DEPTH} deep"
                    raise self._refused(event, "yaml-depth", what, "write it flatter")
                node: Any = {} if kind is events.MappingStartEvent else []
                stack.append(_Frame(node, self._put(stack, node, event)))
            elif kind is events.MappingEndEvent or kind is events.SequenceEndEvent:
                stack.pop()
            elif kind is events.AliasEvent:
                what = f"the alias *{event.anchor} stands for something written elsewhere"
                raise self._refused(event, "yaml-alias", what, "write the value out")
            elif kind is events.DocumentStartEvent:
                documents += 1
                if documents > 1:
                    what = "a second YAML document begins here"
                    mend = "delete the line of --- or ..."
                    raise self._refused(event, "yaml-unreadable", what, mend)

    def _put(self, stack: list[_Frame], value: object, event: Any) -> Keys | None:
        """Put a node into the innermost list or mapping; return the keys that lead to it."""
        if not stack:
            self.root = value
            return ()
        frame = stack[-1]
        node, key = frame.node, frame.key
        if isinstance(node, list):
            key = len(node)
            node.append(self._unquoted(value, event))
        elif key is _AWAITED:
            frame.key = self._key(frame, node, value, event)
            return None
        else:
            frame.key = _AWAITED
            if key is _DROPPED:
                return None
            node[key] = self._unquoted(value, event)
        if frame.path is None:
            return None
        path = (*frame.path, key)
        self.values[path] = self._at(event)
        if type(event) is events.ScalarEvent:
            self.scalars[path] = event.value
            end = event.end_mark
            if event.implicit[0] and end and _CUT.match(self.yaml, end.index):
                self.cut.append(path)
        return path

    def _key(self, frame: _Frame, node: dict[str, object], value: object, event: Any) -> Any:
        if not isinstance(value, str):
            what, mend = "a list or a mapping stands in the place of a key", "write key: value"
            if not isinstance(value, (dict, list)):
                what = f"the key {quoted(event.value)} is not text"
                mend = "put it between quotation marks"
            return self._dropped(event, "key-not-text", what, mend)
        path = None if frame.path is None else (*frame.path, value)
        if value in node:
            first = self.keys.get(path) if path else None
            where = f", first on line {first[0]}" if first else ""
            what, mend = f"the key {quoted(value)} is given twice{where}", "delete one of the two"
            return self._dropped(event, "key-duplicate", what, mend)
        if path:
            self.keys[path] = self._at(event)
        return value

    def _unquoted(self, value: object, event: Any) -> object:
        """Return the value without marks around it that YAML takes for letters: a problem."""
        if isinstance(value, str) and event.implicit[0] and (found := misquoted(value)):
            self._report(event, "yaml-quotation", *found)
            return value[1:-1] if value[-1] in PAIRS.get(value[0], "") else value
        return value

    def _dropped(self, event: Any, code: str, what: str, mend: str) -> Any:
        self._report(event, code, what, mend)
        return _DROPPED

    def _report(self, event: Any, code: str, what: str, mend: str) -> None:
        if len(self.problems) < MAX_REPORTED:
            self.problems.append(Problem(self.path, *self._at(event), code, what, mend))

    def _scalar(self, event: Any) -> object:
        value: str = event.value
        if event.implicit[0]:
            return typed(value)
        # Escapes can write what `decode` refuses.
        if event.style == '"' and not value.isprintable() and (found := FORBIDDEN.search(value)):
            raise UnreadableError(forbidden(self.path, found[0], *self._at(event)))
        return value

    def _refuse_anchor_and_tag(self, event: Any) -> None:
        if event.anchor is not None:
            what = f"the anchor &{event.anchor} is YAML that this archive does not read"
            mend = f"delete it, and write the value out wherever *{event.anchor} stands"
            raise self._refused(event, "yaml-alias", what, mend)
        if event.tag is not None:
            what = f"the tag {quoted(event.tag)} is YAML that this archive does not read"
            mend = "delete it, or put the value between quotation marks"
            raise self._refused(event, "yaml-tag", what, mend)

    def _at(self, event: Any) -> Place:
        mark = event.start_mark
        return mark.line + self.line, mark.column + 1

    def _refused(self, event: Any, code: str, what: str, mend: str) -> UnreadableError:
        return UnreadableError(Problem(self.path, *self._at(event), code, what, mend))

    def unreadable(self, error: YAMLError | UnicodeEncodeError) -> Problem:
        """Return the problem of a text that the parser refuses."""
        if getattr(error, "problem_mark", None) is None and (found := FORBIDDEN.search(self.yaml)):
            line, column = place(self.yaml[: found.start()])
            return forbidden(self.path, found[0], line + self.line - 1, column)
        what, mend, at = explain(error, self.yaml)
        last = self.yaml.count("\n", 0, len(self.yaml.rstrip("\n")))
        line, column = at or (0, 0)
        what = f"the YAML cannot be read: {what}"
        where = (min(line, last) + self.line, column + 1)
        return Problem(self.path, *where, "yaml-unreadable", what, mend)


def typed(value: str) -> object:
    """Return the value that a text without quotation marks means."""
    first = value[:1]
    if first in _NUMBERS:
        if _INTEGER.fullmatch(value):
            return int(value)
        if _FLOAT.fullmatch(value) and math.isfinite(number := float(value)):
            return number
        return value
    return CONSTANTS.get(value, value) if first in _WORDS else value
