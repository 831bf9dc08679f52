"""Edits: what is to become of the data of a front matter, by keys and not by text."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any, NamedTuple

from suites.archive.front_matter import Keys


class SetValue(NamedTuple):
    """A value that the keys lead to from now on.

    A new key is written before the key of its mapping that has the index `before`, else last.
    """

    keys: Keys
    value: Any
    before: int = 0


class InsertMember(NamedTuple):
    """A new member of the list that the keys lead to, which stands `at` that index then; -1: last.

    A list that is not there yet is written before the key of its mapping that has the index
    `before`, else last.
    """

    keys: Keys
    at: int
    value: Any
    before: int = -1


class Remove(NamedTuple):
    """A key, or a member of a list, that is there no more."""

    keys: Keys


class MakeList(NamedTuple):
    """A key that is called `name` from now on, its value the only member of a list; null is none.

    A name that its mapping has already is none.
    """

    keys: Keys
    name: str


Edit = SetValue | InsertMember | Remove | MakeList


def value_at(data: Any, keys: Keys) -> Any:
    """Return the value that keys lead to; LookupError or TypeError where they lead nowhere."""
    for key in keys:
        data = data[key]
    return data


def edited(data: dict[str, Any], edit: Edit) -> dict[str, Any]:
    """Return a copy of the data with an edit; LookupError or TypeError where nothing is there."""
    changed = deepcopy(data)
    _APPLY[type(edit)](changed, edit)
    return changed


def _set(data: dict[str, Any], edit: SetValue) -> None:
    value_at(data, edit.keys[:-1])[edit.keys[-1]] = edit.value


def _insert(data: dict[str, Any], edit: InsertMember) -> None:
    holder = value_at(data, edit.keys[:-1])
    found = holder.get(edit.keys[-1]) if isinstance(holder, dict) else holder[edit.keys[-1]]
    members = list(found or ())
    members.insert(len(members) if edit.at < 0 else edit.at, edit.value)
    holder[edit.keys[-1]] = members


def _remove(data: dict[str, Any], edit: Remove) -> None:
    del value_at(data, edit.keys[:-1])[edit.keys[-1]]


def _make_list(data: dict[str, Any], edit: MakeList) -> None:
    holder = value_at(data, edit.keys[:-1])
    if edit.name in holder:
        raise KeyError(edit.name)
    value = holder.pop(edit.keys[-1])
    holder[edit.name] = [] if value is None else [value]


_APPLY: dict[type, Callable[[dict[str, Any], Any], None]] = {
    SetValue: _set,
    InsertMember: _insert,
    Remove: _remove,
    MakeList: _make_list,
}
