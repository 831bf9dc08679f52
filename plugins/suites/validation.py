"""Validation: the data of a front matter -> a typed record, or problems with their places.

pydantic finds every fault of a record in one pass; here each becomes a `Problem` at its line and
column, in the words of an author and not of a library. A record with an unknown key is still read
without it, so that the rest of its faults are found in the same run; any other fault leaves it out.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from suites.front_matter import FrontMatter
from suites.model import Keys, Part, Record, Settings, Source, Vocabulary
from suites.problems import Problem, nearest, quoted

LOCATED = ("annotations", "events", "relations", "discrepancies", "names")
"""Lists whose members are told by which keys they stand in the file."""

PATTERNS = {
    r"^[a-z0-9-]{1,80}$": "an id has 1 to 80 signs among a-z, 0-9 and -",
    r"^[a-z0-9][a-z0-9-]{1,79}$": "an annotation's id has 2 to 80 signs among a-z, 0-9 and -",
    r"^[a-z0-9-]{1,80}#[a-z0-9][a-z0-9-]{1,79}$": "write article-id#annotation-id",
    r"^[0-9a-f]{64}$": "a digest is 64 signs among 0-9 and a-f, as sha256sum prints it",
    r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$": "a language is a BCP 47 tag, such as fr or en-GB",
}

EXPECTED = {
    "string_type": "text",
    "bool_type": "true or false",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_from_float": "a whole number",
    "dict_type": "keys and values",
    "model_type": "keys and values",
    "tuple_type": "a list",
    "list_type": "a list",
}

R = TypeVar("R", bound=Part)


def record(
    kind: type[Record], id_: str, front: FrontMatter
) -> tuple[Record | None, tuple[Problem, ...]]:
    """The record of that kind that a file holds, and the problems of its keys and values."""
    return _validated(kind, front, {"@id": id_, "@body": front.body})


def settings(front: FrontMatter) -> tuple[Settings | None, tuple[Problem, ...]]:
    """The settings that `archive.yaml` holds, and their problems."""
    return _validated(Settings, front, {})


def vocabulary(front: FrontMatter) -> tuple[Vocabulary | None, tuple[Problem, ...]]:
    """The vocabulary that `vocabulary.yaml` holds, and its problems."""
    return _validated(Vocabulary, front, {})


def _validated(
    kind: type[R], front: FrontMatter, injected: Mapping[str, object]
) -> tuple[R | None, tuple[Problem, ...]]:
    source = Source(front.path, front.positions.value, front.positions.key, front.body_line)
    data, problems = _without_reserved_keys(dict(front.data), kind, source)
    data |= {"@source": source, **injected}
    for name in LOCATED:
        members = data.get(name)
        if isinstance(members, list):
            data[name] = [
                {**member, "@keys": (name, i)} if isinstance(member, dict) else member
                for i, member in enumerate(members)
            ]
    try:
        return kind.model_validate(data), problems
    except ValidationError as error:
        faults = error.errors(include_url=False)
    problems += tuple(_problem(fault, kind, source) for fault in faults)
    if any(fault["type"] != "extra_forbidden" for fault in faults):
        return None, problems
    for fault in faults:
        _drop(data, fault["loc"])
    return kind.model_validate(data), problems


def _without_reserved_keys(
    data: dict[str, Any], kind: type[Part], source: Source
) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    # "@id" and its like are how a record is told its own place; a file may not set them.
    reserved = [key for key in data if key.startswith("@")]
    problems = tuple(_unknown_key((key,), kind, source) for key in reserved)
    return {key: value for key, value in data.items() if key not in reserved}, problems


def _drop(data: Any, loc: Keys) -> None:
    *parents, last = loc
    for key in parents:
        data = data[key]
    del data[last]


def _problem(fault: ErrorDetails, kind: type[Part], source: Source) -> Problem:
    loc: Keys = tuple(key for key in fault["loc"] if not str(key).startswith("@"))
    type_, context = fault["type"], fault.get("ctx", {})
    value = fault["input"]
    name = _name(loc)
    if type_ == "extra_forbidden":
        return _unknown_key(loc, kind, source)
    if type_ == "missing":
        return source.problem(
            loc[:-1],
            "key-missing",
            f"the key {loc[-1]} is missing{_inside(loc[:-1])}",
            f"add {loc[-1]}:",
        )
    if type_ == "literal_error":
        allowed = _allowed(context["expected"])
        return source.problem(
            loc,
            "value-unknown",
            f"{quoted(value)} is not a value of {name}",
            nearest(str(value), allowed) or f"see the values of {name} in docs/model.md",
        )
    if type_ == "date-wrong":
        return source.problem(
            loc,
            "date-wrong",
            fault["msg"],
            "write what is known and no more: 2023, 2023-09, 2023-09-19, 2024-01-09/2024-01-10",
        )
    if type_ == "address-unsafe":
        return source.problem(
            loc,
            "address-unsafe",
            f"{quoted(value)} cannot be an address here: {fault['msg']}",
            "copy the page's address as it was seen, beginning with https://",
        )
    if type_ == "id-wrong":
        return source.problem(
            loc, "id-wrong", f"{quoted(value)} cannot be the value of {name}", fault["msg"]
        )
    if type_ == "string_pattern_mismatch":
        code = "value-wrong" if name in ("sha256", "lang", "language") else "id-wrong"
        return source.problem(
            loc,
            code,
            f"{quoted(value)} cannot be the value of {name}",
            PATTERNS.get(context["pattern"], "see docs/model.md"),
        )
    return source.problem(
        loc,
        "value-wrong",
        f"{quoted(_shown(value))} cannot be the value of {name}",
        f"{name} is {EXPECTED[type_]}" if type_ in EXPECTED else fault["msg"],
    )


def _unknown_key(loc: Keys, kind: type[Part], source: Source) -> Problem:
    allowed = _keys_at(kind, loc[:-1])
    hint = nearest(str(loc[-1]), allowed) if len(allowed) > 7 else ""
    hint = hint or "known keys: " + ", ".join(allowed)
    return source.problem_at_key(
        loc, "key-unknown", f"the data model has no key {quoted(loc[-1])}{_inside(loc[:-1])}", hint
    )


def _keys_at(kind: type[BaseModel], loc: Keys) -> list[str]:
    """The keys that the part of `kind` at `loc` may have."""
    for key in loc:
        if isinstance(key, int):
            continue
        field = kind.model_fields.get(key)
        if field is None:
            continue  # a key of a free mapping: its values have the class already reached
        kind = _part_of(field) or kind
    return sorted(
        name for name, field in kind.model_fields.items() if not (field.alias or "").startswith("@")
    )


def _part_of(field: FieldInfo) -> type[BaseModel] | None:
    pending: list[Any] = [field.annotation]
    while pending:
        type_ = pending.pop()
        if isinstance(type_, type) and issubclass(type_, BaseModel):
            return type_
        pending += get_args(type_)
    return None


def _name(loc: Keys) -> str:
    return next((str(key) for key in reversed(loc) if isinstance(key, str)), "the file")


def _inside(loc: Keys) -> str:
    names = [key for key in loc if isinstance(key, str)]
    return f" in {'.'.join(names)}" if names else ""


def _allowed(expected: str) -> list[str]:
    # pydantic joins the values as 'a', 'b' or 'c'.
    return [word.strip("'") for word in expected.replace(" or ", ", ").split(", ")]


def _shown(value: object) -> object:
    if isinstance(value, (Mapping, BaseModel)):
        return "keys and values"
    return "a list" if isinstance(value, (list, tuple)) else "null" if value is None else value
