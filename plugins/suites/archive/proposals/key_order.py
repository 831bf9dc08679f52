"""Key order: where a new key of a record is written, by the order of the model."""

from collections.abc import Mapping
from typing import Any, get_type_hints

from suites.archive.front_matter import Keys
from suites.archive.model.values import Located, Part, Record, author_fields, parts_in
from suites.archive.yaml_edits import value_at


def index_before(model: type[Record], data: Mapping[str, Any], keys: Keys) -> int:
    """Return the index of the key before which a new one is written; -1 for the end.

    Keys stand in the order of the model; those that every record has, before its lists of parts.
    """
    *parents, last = keys
    holder: Any = value_at(data, tuple(parents))
    part = _part_at(model, tuple(parents))
    if not isinstance(holder, dict) or part is None or last in holder:
        return -1
    fields = list(author_fields(part))
    if issubclass(part, Record):
        common = [name for name in fields if name in Record.model_fields]
        hints = get_type_hints(part, include_extras=True)
        parts = [
            name
            for name in fields
            if name not in common and any(issubclass(one, Located) for one in parts_in(hints[name]))
        ]
        fields = [*(n for n in fields if n not in common and n not in parts), *common, *parts]
    if last not in fields:
        return -1
    following = fields[fields.index(str(last)) + 1 :]
    return next((n for n, key in enumerate(holder) if key in following), -1)


def _part_at(model: type[Part], keys: Keys) -> type[Part] | None:
    """Return the class of the part that keys lead to; None where there is none."""
    part: type[Part] = model
    for key in keys:
        if isinstance(key, int) or key not in part.model_fields:
            continue  # a member of a list, or of a mapping of parts
        found = parts_in(get_type_hints(part, include_extras=True)[key])
        if not found:
            return None
        part = found[0]
    return part
