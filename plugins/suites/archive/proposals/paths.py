"""Paths: how a proposal names a value of the record -> the keys that lead to it."""

from collections.abc import Mapping
from typing import Any

from suites.archive.front_matter import Keys

HINT = "a path is keys parted by /, as in annotations/<id>/note or events/0/note"


def keys_of(data: Mapping[str, Any], path: str) -> Keys:
    """Return the keys that a path leads to; a member of a list is named by its id, or its index.

    The last key may be new. LookupError where the path leads nowhere.
    """
    keys: list[str | int] = []
    value: Any = data
    *parents, last = path.split("/")
    for name in parents:
        keys.append(_key(value, name))
        value = value[keys[-1]]
    if isinstance(value, dict):
        return (*keys, last)
    return (*keys, _key(value, last))


def _key(value: Any, name: str) -> str | int:
    if isinstance(value, dict) and name in value:
        return name
    if isinstance(value, list):
        for index, one in enumerate(value):
            if isinstance(one, dict) and one.get("id") == name:
                return index
        if name.isascii() and name.isdigit() and int(name) < len(value):
            return int(name)
    raise LookupError(name)
