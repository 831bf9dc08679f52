"""Validation: the data of a front matter -> a typed record, or problems with their places.

pydantic finds every error of a record in one pass; `messages` makes each a `Problem` at its line
and column, in the words of an author and not of a library. A record with an unknown key is still
read without it, so that its other problems are found in the same run; any other leaves it out.
"""

from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import replace
from itertools import islice
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from suites.archive.front_matter import FrontMatter, Keys
from suites.archive.languages import Spacing
from suites.archive.model.values import Part, Record, Source, author_fields
from suites.archive.model.withdrawn import KEPT, WITHDRAWN
from suites.archive.problems import MAX_REPORTED, Problem, quoted
from suites.archive.validation import messages

P = TypeVar("P", bound=Part)


def record(
    kind: type[Record], id_: str, front: FrontMatter, spacing: Spacing | None
) -> tuple[Record | None, tuple[Problem, ...]]:
    """Return the record of that kind that a file holds, and the problems of its keys and values.

    `spacing` is that of the archive's language, None while that is not known. With the key
    `withdrawn`, it is what is left of one, and whatever else the file holds is a problem.
    """
    if WITHDRAWN not in front.data:
        return validate(kind, front, spacing, {"@id": id_, "@body": front.body})
    kind, left_over = _withdrawn(kind, front)
    kept = {key: front.data[key] for key in author_fields(kind) if key in front.data}
    cut = [keys for keys in front.cut if keys[0] in kept]
    problems = tuple(islice(_left_over(front, left_over), MAX_REPORTED))
    found, others = validate(kind, replace(front, data=kept, cut=cut), spacing, {"@id": id_})
    return found, problems + others


def _withdrawn(kind: type[Record], front: FrontMatter) -> tuple[type[Record], list[str]]:
    """Return the class of a withdrawn record, and the keys of its file that are to go."""
    said, known = front.data[WITHDRAWN], KEPT[kind]
    keep = said.get("keep") if isinstance(said, dict) else None
    chosen = known.get(str(keep), known["nothing"])
    # As long as it is not said what is kept, that is the only problem of what may be.
    most = author_fields(chosen if str(keep) in known else known["head"])
    return chosen, [key for key in front.data if key not in most]


def _left_over(front: FrontMatter, keys: list[str]) -> Iterator[Problem]:
    """Yield what must not stand any more in the file of a withdrawn record."""
    mend = "delete it: the repository is public too, and its history keeps what stood here"
    for key in keys:
        what = f"the record is withdrawn, and its file still has the key {quoted(key)}"
        yield Problem(front.path, *front.positions.key((key,)), "withdrawn-kept", what, mend)
    if front.body.strip():
        what = "the record is withdrawn, and its file still has a text"
        yield Problem(front.path, front.body_line, 1, "withdrawn-kept", what, mend)


def validate(
    kind: type[P], front: FrontMatter, spacing: Spacing | None, injected: Mapping[str, object]
) -> tuple[P | None, tuple[Problem, ...]]:
    """Return what a file holds, and its problems; `injected` are values that no file may set."""
    positions = front.positions
    source = Source(front.path, positions, front.body_line)
    # "@id" and its like are how a record learns its own place: no file may set them.
    reserved = [key for key in front.data if key.startswith("@")][:MAX_REPORTED]
    data = {key: value for key, value in front.data.items() if not key.startswith("@")}
    problems = tuple(messages.unknown_key((key,), kind, source) for key in reserved)
    problems += tuple(islice(messages.cut_texts(front.cut, source), MAX_REPORTED))
    data |= {"@source": source, **injected}
    try:
        return kind.model_validate(data, context={"spacing": spacing}), problems
    except ValidationError as error:
        errors = _joined(error.errors(include_url=False))
    places = [error["loc"] for error in errors]
    reported = {(problem.line, problem.column) for problem in problems}
    problems += tuple(
        messages.problem(error, kind, source)
        for error in errors[:MAX_REPORTED]
        if positions.value(error["loc"]) not in reported and not _follows(error, places)
    )
    unknown = {error["loc"]: None for error in errors if error["type"] == "extra_forbidden"}
    if not all(error["loc"] in unknown or _is_emptied(error, unknown) for error in errors):
        return None, problems
    data = deepcopy(data)
    for loc in unknown:
        _drop(data, loc)
    return kind.model_validate(data, context={"spacing": spacing}), problems


def _joined(errors: Iterable[ErrorDetails]) -> list[ErrorDetails]:
    """Return the errors, those of one value that is in none of several lists as one."""
    found: dict[tuple[Keys, str], ErrorDetails] = {}
    for error in errors:
        type_, loc = error["type"], error["loc"]
        is_one_of_several = type_ == "literal_error" and str(loc[-1]).startswith("literal[")
        if is_one_of_several:  # pydantic adds the list to the keys of the value
            loc = loc[:-1]
        first = found.setdefault((loc, type_), {**error, "loc": loc})
        if is_one_of_several:
            expected = dict.fromkeys((first["ctx"]["expected"], error["ctx"]["expected"]))
            first["ctx"] = {"expected": ", ".join(expected)}
    return list(found.values())


def _follows(error: ErrorDetails, places: list[Keys]) -> bool:
    """Return whether an error follows from another one.

    A list of wrong members is not empty as well, nor is a key missing that has an unseen sign.
    """
    loc = error["loc"]
    if error["type"] == "too_short":
        return any(len(one) > len(loc) and one[: len(loc)] == loc for one in places)
    if error["type"] == "missing":
        return any(one[:-1] == loc[:-1] and messages.seen(one[-1]) == loc[-1] for one in places)
    return False


def _is_emptied(error: ErrorDetails, unknown: Iterable[Keys]) -> bool:
    """Return whether a list lacks no more than the members that have an unknown key."""
    loc = error["loc"]
    return error["type"] == "too_short" and any(one[: len(loc)] == loc for one in unknown)


def _drop(data: Any, loc: Keys) -> None:
    *parents, last = loc
    for key in parents:
        data = data[key]
    del data[last]
