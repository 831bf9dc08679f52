"""Plain: a record <-> plain values, so that what was validated once need not be again.

    record -> plain -> dict, tuple, text, numbers, truth, None -> of_plain -> a record equal to it

A part is kept as the values of its fields by their names, a date as its text. The id, the source
and the body of a record are not kept: its file says them.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple, TypeVar, get_args, get_origin

from suites import dates
from suites.dates import Date
from suites.model.values import TERMLESS, Part, Record, Source

R = TypeVar("R", bound=Record)

TOLD = ("id", "source", "body")
"""The fields of a record that its file says."""


class Form(NamedTuple):
    """How a value is kept, and how it is made again of what was kept."""

    keep: Callable[[Any], Any]
    make: Callable[[Any], Any]


def plain(record: Record) -> dict[str, Any]:
    """The values of a record that was validated, as `marshal` keeps them."""
    kept: dict[str, Any] = _form(type(record)).keep(record)
    for name in TOLD:
        del kept[name]
    return kept


def of_plain(kind: type[R], kept: dict[str, Any], id_: str, source: Source, body: str) -> R:
    """The record of which `plain` gave these values; ValueError when it gave none like them."""
    values = {"id": id_, "source": source, "body": body, **kept}
    if values.keys() != kind.model_fields.keys():
        raise ValueError("other fields than those of the model")
    made: R = _form(kind).make(values)
    return made


@cache
def _form(kind: type[Part]) -> Form:
    forms = {name: _form_of(field.annotation) for name, field in kind.model_fields.items()}
    keeping = [(name, form.keep) for name, form in forms.items() if form]
    making = [(name, form.make) for name, form in forms.items() if form]
    given = set(forms)
    new, put = kind.__new__, object.__setattr__

    def keep(part: Part) -> dict[str, Any]:
        values = {**part.__dict__}
        for name, keep_one in keeping:
            if (value := values[name]) is not None:
                values[name] = keep_one(value)
        return values

    def make(kept: dict[str, Any]) -> Part:
        values = {**kept}
        for name, make_one in making:
            if (value := values[name]) is not None:
                values[name] = make_one(value)
        # What `model_construct` does, but that it looks at each field once more.
        made = new(kind)
        put(made, "__dict__", values)
        put(made, "__pydantic_fields_set__", given)
        put(made, "__pydantic_extra__", None)
        put(made, "__pydantic_private__", None)
        return made

    return Form(keep, make)


def _form_of(type_: Any) -> Form | None:
    """The form of the values of a type, other than None; None when they are plain themselves."""
    if type_ is Date:
        return Form(_text, _date)
    if isinstance(type_, type) and issubclass(type_, Part):
        return _form(type_)
    inner = next((form for one in get_args(type_) if (form := _form_of(one))), None)
    if inner is None:
        return None
    keep, make = inner
    if get_origin(type_) is tuple:
        return Form(
            lambda some: tuple([keep(one) for one in some]),
            lambda some: tuple([make(one) for one in some]),
        )
    if get_origin(type_) is dict:
        return Form(
            lambda some: {key: keep(one) for key, one in some.items()},
            lambda some: {key: make(one) for key, one in some.items()},
        )
    return inner


def _text(value: Date | str) -> str:
    return value.text if isinstance(value, Date) else value


def _date(kept: str) -> Date | str:
    return kept if kept in TERMLESS else dates.parse(kept)
