"""Validation: the data of a front matter -> a typed record, or problems with their places.

pydantic finds every fault of a record in one pass; here each becomes a `Problem` at its line and
column, in the words of an author and not of a library. A record with an unknown key is still read
without it, so that the rest of its faults are found in the same run; any other fault leaves it out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import islice
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from suites.archive import languages
from suites.archive.front_matter import FrontMatter
from suites.archive.languages import Spacing
from suites.archive.model import Keys, Part, Record, Settings, Source, Vocabulary
from suites.archive.problems import MOST_TOLD, Problem
from suites.archive.validation import faults

LOCATED = ("annotations", "events", "relations", "discrepancies", "names", "corrections")
"""Lists whose members are told by which keys they stand in the file."""

R = TypeVar("R", bound=Part)


def record(
    kind: type[Record], id_: str, front: FrontMatter, spacing: Spacing | None
) -> tuple[Record | None, tuple[Problem, ...]]:
    """The record of that kind that a file holds, and the problems of its keys and values.

    `spacing` is that of the archive's language, None while that is not known.
    """
    return _validated(kind, front, {"@id": id_, "@body": front.body}, spacing)


def settings(front: FrontMatter) -> tuple[Settings | None, tuple[Problem, ...]]:
    """The settings that `archive.yaml` holds, and their problems."""
    tag = front.data.get("language")
    spacing = languages.of(tag).spacing if tag in languages.tags() else None
    return _validated(Settings, front, {}, spacing)


def vocabulary(
    front: FrontMatter, spacing: Spacing | None
) -> tuple[Vocabulary | None, tuple[Problem, ...]]:
    """The vocabulary that `vocabulary.yaml` holds, and its problems; `spacing` as for `record`."""
    return _validated(Vocabulary, front, {}, spacing)


def _validated(
    kind: type[R], front: FrontMatter, injected: Mapping[str, object], spacing: Spacing | None
) -> tuple[R | None, tuple[Problem, ...]]:
    positions = front.positions
    source = Source(front.path, positions.value, positions.key, front.body_line)
    data, reserved = _told_of_itself(dict(front.data))
    problems = tuple(faults.unknown_key(loc, kind, source) for loc in reserved[:MOST_TOLD])
    if _COMMENT.search(positions.yaml):
        problems += tuple(islice(faults.cut(positions.cut, source, positions.written), MOST_TOLD))
    data |= {"@source": source, **injected}
    try:
        return kind.model_validate(data, context={"spacing": spacing}), problems
    except ValidationError as error:
        found = error.errors(include_url=False)
    places = [fault["loc"] for fault in found]
    told = {(problem.line, problem.column) for problem in problems}
    problems += tuple(
        faults.problem(fault, kind, source, positions.written)
        for fault in found[:MOST_TOLD]
        if positions.value(fault["loc"]) not in told and not _follows(fault, places)
    )
    if any(fault["type"] != "extra_forbidden" for fault in found):
        return None, problems
    for loc in places:
        _drop(data, loc)
    return kind.model_validate(data, context={"spacing": spacing}), problems


_COMMENT = re.compile(r"[^\s] #|: #")


def _told_of_itself(data: dict[str, Any]) -> tuple[dict[str, Any], list[Keys]]:
    """The data, its located members told where they stand, and the keys that no file may set.

    "@id" and its like are how a record is told its own place.
    """
    reserved: list[Keys] = [(key,) for key in data if key.startswith("@")]
    data = {key: value for key, value in data.items() if not key.startswith("@")}
    for name in LOCATED:
        members = data.get(name)
        if isinstance(members, list):
            data[name] = [
                {**member, "@keys": (name, i)} if isinstance(member, dict) else member
                for i, member in enumerate(members)
            ]
            reserved += (
                (name, i, "@keys")
                for i, member in enumerate(members)
                if isinstance(member, dict) and "@keys" in member
            )
    return data, reserved


def _follows(fault: ErrorDetails, places: list[Keys]) -> bool:
    """Whether a fault follows from another one.

    A list of wrong members is not empty as well, nor is a key missing of which the sign is.
    """
    loc = fault["loc"]
    if fault["type"] == "too_short":
        return any(len(one) > len(loc) and one[: len(loc)] == loc for one in places)
    if fault["type"] == "missing":
        return any(one[:-1] == loc[:-1] and faults.seen(one[-1]) == loc[-1] for one in places)
    return False


def _drop(data: Any, loc: Keys) -> None:
    *parents, last = loc
    for key in parents:
        data = data[key]
    del data[last]
