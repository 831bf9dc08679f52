"""Fields: a key of the model that is no list and no part -> columns, and the cells of a value."""

import math
from collections.abc import Callable
from datetime import date
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin

from suites.analysis.references import EVIDENCE
from suites.analysis.tables import names
from suites.analysis.tables.schema import Column, ForeignKey, Format, Row, Type
from suites.archive import enumerations
from suites.archive.dates import Date
from suites.archive.model.values import (
    Address,
    AnnotationId,
    EvidenceId,
    Id,
    Language,
    NumberOrText,
    OwnWords,
    Part,
    types_in,
)

EXACT = 2**53
"""Whole numbers up to this one are the same as numbers of double precision."""


class Field(NamedTuple):
    """A key of a part as columns, and the function from its value to their cells."""

    name: str
    columns: tuple[Column, ...]
    cells: Callable[[Any], Row]
    foreign_keys: tuple[ForeignKey, ...] = ()


def scalar_field(owner: str, name: str, annotation: Any, is_required: bool = True) -> Field:
    """Return the field of a key that is no list and no part."""
    shown, inside = names.COLUMNS.get(name, name), list(types_in(annotation))
    column = Column(shown, required=is_required, key=owner)
    target = names.TARGETS.get(names.NAMED.get(owner.rpartition(".")[2], ""))
    if any(one == EvidenceId for one in inside):
        # A list of references says by itself what each is.
        start = "" if owner in names.LISTS else f"{shown}_"
        pair = tuple(
            column._replace(name=f"{start}{one}", format="id") for one in ("article", "annotation")
        )
        table, of = names.TARGETS[EVIDENCE]
        return Field(
            name, pair, _reference, (ForeignKey(tuple(one.name for one in pair), table, of),)
        )
    if Date in inside:
        return Field(name, date_columns(shown, owner, required=is_required), date_cells)
    if any(one == NumberOrText for one in inside):
        number = column._replace(name=f"{shown}_number", type="number", required=False)
        return Field(name, (column, number), _number)
    values, allowed = _choices(inside)
    format_, type_ = _format(inside), column_type(annotation)
    column = column._replace(type=type_, values=values, allowed=allowed, format=format_)
    keys = (ForeignKey((shown,), *target),) if target else ()
    return Field(name, (column,), _text if type_ == "text" else _scalar, keys)


def date_columns(name: str, key: str = "", *, required: bool = False) -> tuple[Column, ...]:
    """Return the columns of a date: as it is known, and the ends of what it may mean."""
    ends = (Column(f"{name}_{end}", "date", False, key=key) for end in ("earliest", "latest"))
    return (Column(name, required=required, format="edtf", key=key), *ends)


def date_cells(value: Date | str | None) -> Row:
    """Return a date in EDTF, its first and its last day; None for what is open.

    A term may be `none` or `withdrawn`, and then has no days.
    """
    if not isinstance(value, Date):
        return value, None, None
    first = None if value.earliest == date.min else value.earliest.isoformat()
    return value.text, first, None if value.latest == date.max else value.latest.isoformat()


def _reference(value: str | None) -> Row:
    if value is None:
        return None, None
    article, _, annotation = value.partition("#")
    return article, annotation


def _number(value: Any) -> Row:
    if value is None or isinstance(value, str):
        return value or None, None
    if isinstance(value, int):
        is_exact = abs(value) <= EXACT
        return str(value), value if is_exact else None
    return repr(value), value if math.isfinite(value) else None


def _text(value: str | None) -> Row:
    return (value or None,)


def _scalar(value: Any) -> Row:
    return (value,)


def column_type(annotation: Any) -> Type:
    """Return the type of the column for a type of values, without dates and numbers or texts."""
    inside = set(map(_plain_type, types_in(annotation)))
    return "boolean" if bool in inside else "integer" if int in inside else "text"


def _plain_type(one: Any) -> type:
    return one if one in (bool, int) else object


def _format(inside: list[Any]) -> Format:
    for known, format_ in FORMATS:
        if any(one == known for one in inside):
            return format_
    return ""


FORMATS: tuple[tuple[Any, Format], ...] = (
    (Id, "id"),
    (AnnotationId, "id"),
    (Address, "address"),
    (Language, "language"),
    (OwnWords(is_note=True), "markdown"),
)


def _choices(inside: list[Any]) -> tuple[str, tuple[str, ...]]:
    """Return the list that the values of a key are of, and those that are allowed."""
    listed = next((one for one in inside if isinstance(one, enumerations.ListedIn)), None)
    if listed:
        return listed.name, ()
    allowed = tuple(v for one in inside if get_origin(one) is Literal for v in get_args(one))
    for name, values in enumerations.LISTS.items():
        if allowed and allowed == tuple(one for one in values if one != enumerations.OPEN):
            return name, allowed
    return "", tuple(dict.fromkeys(allowed))


def bare(annotation: Any) -> Any:
    """Return a type without its marks, and without null."""
    while get_origin(annotation) is Annotated or is_optional(annotation):
        annotation = next(one for one in get_args(annotation) if one is not NoneType)
    return annotation


def is_optional(annotation: Any) -> bool:
    """Return whether a type of values has null among them."""
    return get_origin(annotation) in (Union, UnionType) and NoneType in get_args(annotation)


def is_part(annotation: Any) -> bool:
    """Return whether a type is a class of parts."""
    return isinstance(annotation, type) and issubclass(annotation, Part)
