"""Rendering: plain values -> YAML as the archive's authors write it.

Keys, ids and codes stand without quotation marks, all other text between double ones; a short list
and a mapping of short values stand on one line, all else on lines of their own.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from suites.archive.front_matter.core_yaml import typed

WIDTH = 100
"""The columns within which a list or a mapping stands on one line."""

# Dates stand between quotation marks, as does what other readers of YAML take for a boolean.
_PLAIN = re.compile(
    r"(?!(?:\d+(?:-\d+)*|y|n|yes|no|on|off)$)[a-z0-9][a-z0-9-]*(?:#[a-z0-9-]+)?", re.IGNORECASE
)

_KEY = re.compile("[a-z_][a-z0-9_-]*")


def scalar(value: str | float | bool | None) -> str:
    """Return a scalar as YAML on one line.

    >>> [scalar(one) for one in ("tram-gratuit#prix", "2023-09", "à l’essai", None, True, 9.6)]
    ['tram-gratuit#prix', '"2023-09"', '"à l’essai"', 'null', 'true', '9.6']
    """
    if isinstance(value, str) and _PLAIN.fullmatch(value) and typed(value) == value:
        return value
    return json.dumps(value, ensure_ascii=False)


def flow(value: Any) -> str:
    """Return a value as YAML on one line.

    >>> flow({"value": 9.6, "unit": "EUR", "of": ["a", "b c"]})
    '{value: 9.6, unit: EUR, of: [a, "b c"]}'
    """
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_key(key)}: {flow(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(flow, value)) + "]"
    return scalar(value)


def _key(key: str) -> str:
    is_plain = _KEY.fullmatch(key) and typed(key) == key
    return key if is_plain else json.dumps(key, ensure_ascii=False)


def entry(key: str, value: Any, column: int) -> str:
    r"""Return a key and its value; lines after the first are indented for a key at a column from 0.

    >>> print(entry("events", [{"on": "2023", "evidence": ["a#b"]}], 0))
    events:
      - on: "2023"
        evidence: [a#b]
    """
    return "\n".join(_indented(_entry(key, value, column), column))


def member(value: Any, column: int) -> str:
    """Return a member of a list, its hyphen at a column from 0, indented as in `entry`."""
    return "\n".join(_indented(_member(value, column), column))


def _indented(lines: Iterator[str], column: int) -> Iterator[str]:
    yield next(lines)
    yield from (f"{' ' * column}{line}" for line in lines)


def _entry(key: str, value: Any, column: int) -> Iterator[str]:
    """Yield the lines of a key and its value, indented from the key on."""
    line = f"{_key(key)}: {flow(value)}"
    if not _has_own_lines(value, len(line) + column):
        yield line
        return
    yield f"{_key(key)}:"
    yield from (f"  {one}" for one in _block(value, column + 2))


def _block(value: Any, column: int) -> Iterator[str]:
    if isinstance(value, dict):
        for key, one in value.items():
            yield from _entry(key, one, column)
    else:
        for one in value:
            yield from _member(one, column)


def _member(value: Any, column: int) -> Iterator[str]:
    line = f"- {flow(value)}"
    if not isinstance(value, dict) or not value or _is_reading(value, len(line) + column):
        yield line
        return
    first, *others = _block(value, column + 2)
    yield f"- {first}"
    yield from (f"  {one}" for one in others)


def _is_reading(value: dict[str, Any], width: int) -> bool:
    """Return whether a member is of few short values: one reading, or one source."""
    return len(value) <= 3 and width <= WIDTH and not any(map(_is_container, value.values()))


def _has_own_lines(value: Any, width: int) -> bool:
    if not value or not _is_container(value):
        return False
    inner = value.values() if isinstance(value, dict) else value
    return width > WIDTH or any(map(_is_container, inner))


def _is_container(value: Any) -> bool:
    return isinstance(value, dict | list)
