"""YAML -> plain values and the places of their keys, by the core types of YAML 1.2.

    text -> events of the C parser -> one flat loop -> dict, list, str, int, float, bool, None

Nothing recurses, so that no file can overflow a stack, and nothing is built from what is refused:
anchors, aliases, tags, deep nesting. Types are those of the core schema
(https://yaml.org/spec/1.2.2/#103-core-schema) with decimal numbers only: `no`, `12:30` and dates
are text. Places are found when one is asked for, by reading the text a second time: a file without
a problem pays nothing for them.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from yaml import CSafeLoader, YAMLError, events

from suites.archive.front_matter.misquoted import PAIRS, misquoted
from suites.archive.front_matter.yaml_errors import fault
from suites.archive.problems import MAX_REPORTED, Problem, quoted

Keys = tuple[str | int, ...]
Place = tuple[int, int]

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
    """Where the keys and values of a YAML text stand: (line, column), from 1, in the file.

    `yaml` is the text and `line` the line of the file on which it begins.
    """

    yaml: str = field(repr=False)
    line: int

    def value(self, keys: Keys) -> Place:
        """The place of a value; of its nearest known ancestor when there is no such value."""
        return next(
            (self._values[keys[:n]] for n in range(len(keys), 0, -1) if keys[:n] in self._values),
            (1, 1),
        )

    def key(self, keys: Keys) -> Place:
        """The place of the key itself; of the member for a list, and of an ancestor if unknown."""
        return self._keys.get(keys) or self.value(keys)

    def written(self, keys: Keys) -> str | None:
        """What stands there for a value, without its quotation marks; None for lists and mappings.

        A number or a constant is read as what it means: `010` as 10.
        """
        return self._reading.written.get(keys)

    @property
    def cut(self) -> Iterable[Keys]:
        """The values without quotation marks that a comment follows after one space.

        Who writes `tarif # 1` may not know that it is one.
        """
        return self._reading.cut

    @property
    def _values(self) -> dict[Keys, Place]:
        return self._reading.values

    @property
    def _keys(self) -> dict[Keys, Place]:
        return self._reading.keys

    @cached_property
    def _reading(self) -> _Reading:
        reading = _Reading("", self.yaml, self.line, locate=True)
        reading.run()
        return reading


class LazyPositions(Positions):
    """Positions that are sought in a file when one of them is asked for: most never are."""

    def __init__(self, seek: Callable[[], Positions]) -> None:
        super().__init__("", 1)
        object.__setattr__(self, "_seek", seek)

    @cached_property
    def _reading(self) -> _Reading:
        seek: Callable[[], Positions] = self.__dict__["_seek"]
        return seek()._reading


def read_value(path: str, text: str, line: int) -> tuple[object, tuple[Problem, ...], bool]:
    """The value of a YAML text that begins on a line of a file, its problems, if it was readable.

    What is readable may have problems all the same: keys given twice, keys that are not text; both
    are left out of the value. What is not has one problem.
    """
    reading = _Reading(path, text, line, locate=False)
    root = reading.run()
    if reading.problems:  # rare; and a key given twice names the place of the first
        reading = _Reading(path, text, line, locate=True)
        root = reading.run()
    if reading.refused:
        return None, (reading.refused,), False
    return root, tuple(reading.problems), True


def place(before: str) -> Place:
    """The line and column, from 1, that come after a text."""
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def forbidden(path: str, sign: str, line: int, column: int) -> Problem:
    """The problem of a character that `FORBIDDEN` found."""
    name = _CALLED.get(sign) or unicodedata.name(sign, "a control character").lower()
    what = f"the character U+{ord(sign):04X} ({name}) does not belong in a text"
    return Problem(path, line, column, "character-forbidden", what, "delete it")


_AWAITED: Any = object()
"""In the place of a key: the next node is a key."""

_DROPPED: Any = object()
"""In the place of a key: the next node is the value of a key that cannot be kept."""


@dataclass(slots=True)
class _Frame:
    """A list or mapping that is being read; `path` is None under a key that is dropped."""

    node: dict[str, object] | list[object]
    path: Keys | None
    key: Any = _AWAITED


class _RefusedError(Exception):
    """The YAML holds what is never read; one problem says what."""


class _Reading:
    """One pass over the events of a YAML text: a value, and places when `locate`."""

    def __init__(self, path: str, yaml: str, line: int, *, locate: bool) -> None:
        self.path, self.yaml, self.line, self.locate = path, yaml, line, locate
        self.values: dict[Keys, Place] = {}
        self.keys: dict[Keys, Place] = {}
        self.written: dict[Keys, str] = {}
        self.cut: list[Keys] = []
        self.problems: list[Problem] = []
        self.refused: Problem | None = None
        self.root: object = None

    def run(self) -> object:
        """The value of the text; None with `refused` set when it cannot be read."""
        try:
            self._read(CSafeLoader(self.yaml).get_event)
        except _RefusedError as refusal:
            self.refused = refusal.args[0]
        except UnicodeEncodeError:
            self.refused = self._forbidden_character()
        except YAMLError as error:
            self.refused = self._unreadable(error)
        return None if self.refused else self.root

    def _read(self, next_event: Callable[[], Any]) -> None:
        stack: list[_Frame] = []
        documents = 0
        while event := next_event():
            kind = type(event)
            if kind is events.ScalarEvent:
                self._plain_only(event)
                self._put(stack, self._scalar(event), event)
            elif kind is events.MappingStartEvent or kind is events.SequenceStartEvent:
                self._plain_only(event)
                if len(stack) == MAX_DEPTH:
                    what = f"lists and keys are nested more than {MAX_DEPTH} deep"
                    raise self._refusal(event, "yaml-depth", what, "write it flatter")
                node: Any = {} if kind is events.MappingStartEvent else []
                stack.append(_Frame(node, self._put(stack, node, event)))
            elif kind is events.MappingEndEvent or kind is events.SequenceEndEvent:
                stack.pop()
            elif kind is events.AliasEvent:
                what = f"the alias *{event.anchor} stands for something written elsewhere"
                raise self._refusal(event, "yaml-alias", what, "write the value out")
            elif kind is events.DocumentStartEvent:
                documents += 1
                if documents > 1:
                    what, mend = (
                        "a second YAML document begins here",
                        "delete the line of --- or ...",
                    )
                    raise self._refusal(event, "yaml-unreadable", what, mend)

    def _put(self, stack: list[_Frame], value: object, event: Any) -> Keys | None:
        """Lay a node into the innermost list or mapping; the keys that lead to it."""
        if not stack:
            self.root = value
            return ()
        frame = stack[-1]
        node, key = frame.node, frame.key
        if isinstance(node, list):
            key = len(node)
            node.append(self._meant(value, event))
        elif key is _AWAITED:
            frame.key = self._key(frame, node, value, event)
            return None
        else:
            frame.key = _AWAITED
            if key is _DROPPED:
                return None
            node[key] = self._meant(value, event)
        if not self.locate or frame.path is None:
            return None
        path = (*frame.path, key)
        self.values[path] = self._at(event)
        if type(event) is events.ScalarEvent:
            self.written[path] = event.value
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
        if self.locate and path:
            self.keys[path] = self._at(event)
        return value

    def _meant(self, value: object, event: Any) -> object:
        """The value, without marks around it that YAML takes for letters: those are told here."""
        if isinstance(value, str) and event.implicit[0] and (found := misquoted(value)):
            self._tell(event, "yaml-quotation", *found)
            return value[1:-1] if value[-1] in PAIRS.get(value[0], "") else value
        return value

    def _dropped(self, event: Any, code: str, what: str, mend: str) -> Any:
        self._tell(event, code, what, mend)
        return _DROPPED

    def _tell(self, event: Any, code: str, what: str, mend: str) -> None:
        if len(self.problems) < MAX_REPORTED:
            self.problems.append(Problem(self.path, *self._at(event), code, what, mend))

    def _scalar(self, event: Any) -> object:
        value: str = event.value
        if event.implicit[0]:
            return typed(value)
        # Escapes can write what `decode` refuses.
        if event.style == '"' and not value.isprintable() and (found := FORBIDDEN.search(value)):
            raise _RefusedError(forbidden(self.path, found[0], *self._at(event)))
        return value

    def _plain_only(self, event: Any) -> None:
        if event.anchor is not None:
            what = f"the anchor &{event.anchor} is YAML that this archive does not read"
            mend = f"delete it, and write the value out wherever *{event.anchor} stands"
            raise self._refusal(event, "yaml-alias", what, mend)
        if event.tag is not None:
            what = f"the tag {quoted(event.tag)} is YAML that this archive does not read"
            mend = "delete it, or put the value between quotation marks"
            raise self._refusal(event, "yaml-tag", what, mend)

    def _at(self, event: Any) -> Place:
        mark = event.start_mark
        return mark.line + self.line, mark.column + 1

    def _refusal(self, event: Any, code: str, what: str, mend: str) -> _RefusedError:
        return _RefusedError(Problem(self.path, *self._at(event), code, what, mend))

    def _forbidden_character(self) -> Problem | None:
        found = FORBIDDEN.search(self.yaml)
        if not found:
            return None
        line, column = place(self.yaml[: found.start()])
        return forbidden(self.path, found[0], line + self.line - 1, column)

    def _unreadable(self, error: YAMLError) -> Problem:
        if getattr(error, "problem_mark", None) is None and (
            problem := self._forbidden_character()
        ):
            return problem
        what, mend, at = fault(error, self.yaml)
        last = self.yaml.count("\n", 0, len(self.yaml.rstrip("\n")))
        line, column = at or (0, 0)
        what = f"the YAML cannot be read: {what}"
        place = (min(line, last) + self.line, column + 1)
        return Problem(self.path, *place, "yaml-unreadable", what, mend)


def typed(value: str) -> object:
    """The value that a text without quotation marks means."""
    first = value[:1]
    if first in _NUMBERS:
        if _INTEGER.fullmatch(value):
            return int(value)
        if _FLOAT.fullmatch(value) and math.isfinite(number := float(value)):
            return number
        return value
    return CONSTANTS.get(value, value) if first in _WORDS else value
