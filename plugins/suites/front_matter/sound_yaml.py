"""Sound YAML -> plain values, by the core types of YAML 1.2, in one flat loop.

    text -> events of the C parser -> dict, list, str, int, float, bool, None

Whatever the archive does not read in YAML is left to `core_yaml`, which goes through the text again
and says what it is: nearly every file is sound, and pays nothing for what is said of the others.
Types are those of the core schema (https://yaml.org/spec/1.2.2/#103-core-schema) with decimal
numbers only: `no`, `12:30` and dates are text.
"""

from __future__ import annotations

import math
import re
from typing import Any

from yaml import CSafeLoader, YAMLError, events

MAX_DEPTH = 12
"""How many lists and mappings may lie in one another; the data model needs six."""

# U+0085, U+2028 and U+2029 end a line for YAML and not for an editor: places would be wrong.
FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
_INTEGER = re.compile(r"[-+]?[0-9]{1,18}")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]{1,18}|[0-9]{1,18}(?:\.[0-9]{0,18})?)(?:[eE][-+]?[0-9]{1,3})?")
_CONSTANTS: dict[str, bool | None] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True,
    "false": False, "False": False, "FALSE": False,
}  # fmt: skip
_NUMBERS, _WORDS = frozenset("0123456789+-."), frozenset("~tTfFnN")

_SCALAR, _MAPPING, _LIST = events.ScalarEvent, events.MappingStartEvent, events.SequenceStartEvent
_ENDS = frozenset({events.MappingEndEvent, events.SequenceEndEvent})


class UnsoundError(Exception):
    """The YAML holds what is not read, cannot be read, or can be read in part."""


def sound_value(yaml: str) -> object:
    """The value of a YAML text; UnsoundError when there is anything to say of it.

    >>> sound_value("a: [1, x]")
    {'a': [1, 'x']}
    """
    try:
        return _value(CSafeLoader(yaml))
    except (YAMLError, UnicodeEncodeError) as error:
        raise UnsoundError from error


def _value(parser: Any) -> object:
    # `node` is the innermost list or mapping, `key` what its next value is for: of a mapping, None
    # while a key is awaited. The root is a list of one, so that every value lies in something.
    root: list[object] = []
    node: Any = root
    key: str | None = None
    above: list[Any] = []
    documents = 0
    while event := parser.get_event():
        kind = type(event)
        if kind is _SCALAR:
            value = scalar(event)
            if type(node) is list:
                node.append(value)
            elif key is not None:
                node[key] = value
                key = None
            elif type(value) is str and value not in node:
                key = value
            else:
                raise UnsoundError
        elif kind is _MAPPING or kind is _LIST:
            if event.anchor is not None or event.tag is not None or len(above) == MAX_DEPTH:
                raise UnsoundError
            inner: Any = {} if kind is _MAPPING else []
            if type(node) is list:
                node.append(inner)
            elif key is not None:
                node[key] = inner
            else:
                raise UnsoundError
            above.append(node)
            node, key = inner, None
        elif kind in _ENDS:
            node, key = above.pop(), None
        elif kind is events.DocumentStartEvent:
            documents += 1
        elif kind is events.AliasEvent:
            raise UnsoundError
    if documents > 1:
        raise UnsoundError
    return root[0] if root else None


def scalar(event: Any) -> object:
    """The value of a scalar; UnsoundError when it has an anchor, a tag, or what no text has."""
    if event.anchor is not None or event.tag is not None:
        raise UnsoundError
    value: str = event.value
    if event.implicit[0]:
        return typed(value)
    # Escapes can write what a file is refused for.
    if event.style == '"' and not value.isprintable() and FORBIDDEN.search(value):
        raise UnsoundError
    return value


def typed(value: str) -> object:
    """The value that a text without quotation marks means."""
    first = value[:1]
    if first in _NUMBERS:
        if _INTEGER.fullmatch(value):
            return int(value)
        if _FLOAT.fullmatch(value) and math.isfinite(number := float(value)):
            return number
        return value
    return _CONSTANTS.get(value, value) if not first or first in _WORDS else value
