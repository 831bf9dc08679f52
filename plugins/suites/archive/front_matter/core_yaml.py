"""YAML -> plain values and the places of their keys, by the core types of YAML 1.2.

    text -> events of the C parser, some refused -> nodes -> dict, list, str, int, float, bool, None

Anchors, aliases, tags and deep nesting are refused before anything is built: no file can overflow
a stack or grow as it is read. Types are those of the core schema
(https://yaml.org/spec/1.2.2/#103-core-schema) with decimal numbers only: `no`, `12:30` and dates
are text.
"""

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
# U+202A to U+202E and U+2066 to U+2069 turn whatever follows: a reviewer, and the page around,
# would show other words than are written (CVE-2021-42574). No script needs them.
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
# A # after a text; where the value is empty, `# word` is a comment, `#word` or `# 5` a cut text.
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
        """Return the text of a value, without its quotation marks; None for lists and mappings."""
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
        value = reader.read()
    except (YAMLError, UnicodeEncodeError) as error:
        raise UnreadableError(reader.unreadable(error)) from None
    positions = Positions(reader.values, reader.keys, reader.scalars)
    return Document(value, positions, reader.cut, reader.problems)


def place(before: str) -> Place:
    """Return the line and column, from 1, that come after a text."""
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def forbidden(path: str, sign: str, line: int, column: int) -> Problem:
    """Return the problem of a character that `FORBIDDEN` found."""
    name = _CALLED.get(sign) or unicodedata.name(sign, "a control character").lower()
    what = f"the character U+{ord(sign):04X} ({name}) does not belong in a text"
    return Problem(path, line, column, "character-forbidden", what, "delete it")


@dataclass
class _Reader:
    """Reads the events of one YAML text, and collects its places and problems.

    Aliases, anchors, tags and deep nesting are refused where they stand: nothing is composed of
    them. A `path` leads to a value; None stands for one that is left out, with its places.
    """

    path: str
    line: int
    yaml: str
    values: dict[Keys, Place] = field(default_factory=dict)
    keys: dict[Keys, Place] = field(default_factory=dict)
    scalars: dict[Keys, str] = field(default_factory=dict)
    cut: list[Keys] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def read(self) -> object:
        """Return the value of the text; None when it is empty."""
        self._next: Callable[[], Any] = CSafeLoader(self.yaml).get_event
        value, documents = None, 0
        while event := self._next():
            if isinstance(event, events.NodeEvent):
                value = self._value(event, (), 0)
            elif isinstance(event, events.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    what = "a second YAML document begins here"
                    mend = "delete the line of --- or ..."
                    raise self._refused(event, "yaml-unreadable", what, mend)
        return value

    def _value(self, event: Any, path: Keys | None, depth: int) -> object:
        """Return the value that begins with an event, and note its place and those in it."""
        self._refuse_all_but_values(event, depth)
        if path:
            self.values[path] = self._at(event)
        if type(event) is events.ScalarEvent:
            return self._plain(event, path) if path else _scalar(event)
        if type(event) is events.MappingStartEvent:
            return self._mapping(path, depth + 1)
        items: list[object] = []
        while type(one := self._next()) is not events.SequenceEndEvent:
            items.append(self._value(one, _below(path, len(items)), depth + 1))
        return items

    def _plain(self, event: Any, path: Keys) -> object:
        self.scalars[path] = event.value
        found = _scalar(event)
        if event.style:
            return found
        if _CUT.match(self.yaml, event.end_mark.index):
            self.cut.append(path)
        if isinstance(found, str) and (wrong := misquoted(found)):
            self._report(event, "yaml-quotation", *wrong)
            # The marks around it are letters to YAML alone.
            return found[1:-1] if found[-1] in PAIRS.get(found[0], "") else found
        return found

    def _mapping(self, path: Keys | None, depth: int) -> dict[str, object]:
        mapping: dict[str, object] = {}
        while type(event := self._next()) is not events.MappingEndEvent:
            key = self._value(event, None, depth)
            is_scalar = type(event) is events.ScalarEvent
            inside = None
            if not is_scalar or not isinstance(key, str):
                what, mend = "a list or a mapping stands in the place of a key", "write key: value"
                if is_scalar:
                    what = f"the key {quoted(event.value)} is not text"
                    mend = "put it between quotation marks"
                self._report(event, "key-not-text", what, mend)
            elif key in mapping:
                first = _below(path, key)
                where = f", first on line {self.keys[first][0]}" if first else ""
                what = f"the key {quoted(key)} is given twice{where}"
                self._report(event, "key-duplicate", what, "delete one of the two")
            else:
                if inside := _below(path, key):
                    self.keys[inside] = self._at(event)
                mapping[key] = self._value(self._next(), inside, depth)
                continue
            self._value(self._next(), None, depth)
        return mapping

    def _refuse_all_but_values(self, event: Any, depth: int) -> None:
        if type(event) is events.AliasEvent:
            what = f"the alias *{event.anchor} stands for something written elsewhere"
            raise self._refused(event, "yaml-alias", what, "write the value out")
        if event.anchor is not None:
            what = f"the anchor &{event.anchor} is YAML that this archive does not read"
            mend = f"delete it, and write the value out wherever *{event.anchor} stands"
            raise self._refused(event, "yaml-alias", what, mend)
        if event.tag is not None:
            what = f"the tag {quoted(event.tag)} is YAML that this archive does not read"
            mend = "delete it, or put the value between quotation marks"
            raise self._refused(event, "yaml-tag", what, mend)
        if type(event) is not events.ScalarEvent:
            if depth == MAX_DEPTH:
                what = f"lists and keys are nested more than {MAX_DEPTH} deep"
                raise self._refused(event, "yaml-depth", what, "write it flatter")
        # Escapes can write what `decode` refuses.
        elif event.style == '"' and (found := FORBIDDEN.search(event.value)):
            raise UnreadableError(forbidden(self.path, found[0], *self._at(event)))

    def _report(self, node: Any, code: str, what: str, mend: str) -> None:
        if len(self.problems) < MAX_REPORTED:
            self.problems.append(Problem(self.path, *self._at(node), code, what, mend))

    def _refused(self, event: Any, code: str, what: str, mend: str) -> UnreadableError:
        return UnreadableError(Problem(self.path, *self._at(event), code, what, mend))

    def _at(self, event: Any) -> Place:
        mark = event.start_mark
        return mark.line + self.line, mark.column + 1

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


def _below(path: Keys | None, key: str | int) -> Keys | None:
    return None if path is None else (*path, key)


def _scalar(node: Any) -> object:
    return node.value if node.style else typed(node.value)


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
