"""Reflection: the classes of the data model -> tables, and the rows of a record.

    scalar                 a column
    date                   `x` (EDTF), `x_earliest`, `x_latest`
    number or text         `x` as text, `x_number` where it is a number
    article#annotation     `x_article`, `x_annotation`
    part                   columns with a prefix
    list                   a table: the key of the parent, and the position from 1
    mapping                a table: the key of the parent, and that of the mapping

A key of the model is a column without a line here; `names` says what is called otherwise.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from inspect import get_annotations
from typing import Any, NamedTuple, get_args, get_origin, get_type_hints

from suites.analysis.tables import names
from suites.analysis.tables.fields import (
    Field,
    bare,
    column_type,
    is_optional,
    is_part,
    scalar_field,
)
from suites.analysis.tables.schema import Column, ForeignKey, Row, Table
from suites.archive.model.values import (
    AnnotationId,
    Id,
    Part,
    author_fields,
)


class Found(NamedTuple):
    """A row of a table, and the parts that it is of, from the record on."""

    table: str
    row: Row
    chain: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Node:
    """A class of parts, or the members of a list, as a table.

    has_id: the parts have an id of their own, which is the end of their key; else that is their
    position, or the key of a mapping. holder: the key of the parent that holds them. `children`
    are the tables of what the parts hold.
    """

    table: Table
    has_id: bool
    holder: str
    fields: tuple[Field, ...]
    children: "tuple[Node, ...]"

    def rows(self, part: Any, key: Row, chain: tuple[Any, ...] = ()) -> Iterator[Found]:
        """Yield the row of a part, then those of what it holds.

        `key` is that of the parent, and the position or the key of the part.
        """
        chain = (*chain, part)
        if self.has_id:
            place = key[-1]
            key = (*key[:-1], part.id)
            row: Row = (*key, place)
        else:
            row = key
        if isinstance(part, Part):
            for field in self.fields:
                row += field.cells(getattr(part, field.name))
        else:
            row += self.fields[0].cells(part)
        yield Found(self.table.name, row, chain)
        for child in self.children:
            held = getattr(part, child.holder)
            if held:
                for place, member in held.items() if type(held) is dict else enumerate(held, 1):
                    yield from child.rows(member, (*key, place), chain)


def record_node(kind: type[Part], table: str, singular: str) -> Node:
    """Return the node of a class of records, known by their ids."""
    column = Column("id", format="id", key=f"{kind.__name__}.id")
    key = ForeignKey(("id",), names.ALL_RECORDS, ("id",))
    return _node(kind, (table, singular), (column,), (key,))


def single_node(kind: type[Part], table: str) -> Node:
    """Return the node of a class of which an archive has one part, without a key."""
    return _node(kind, (table, table), (), ())


def tables_of(node: Node) -> Iterator[Table]:
    """Yield the table of a node, then those of what it holds."""
    yield node.table
    for child in node.children:
        yield from tables_of(child)


def _node(
    member: Any,
    called: tuple[str, str],
    key: tuple[Column, ...],
    foreign_keys: tuple[ForeignKey, ...],
    holder: str = "",
    owner: str = "",
) -> Node:
    """Return the node of the members of a list or a mapping, or of records.

    `called` are the names of the table and of one member; `owner` is the key of the model that
    holds them, as `Article.authors`.
    """
    table, singular = called
    of_parts = is_part(member)
    has_id = bool(holder) and of_parts and "id" in member.model_fields
    fields = tuple(_fields(member)) if of_parts else (scalar_field(owner, singular, member),)
    place: tuple[Column, ...] = ()
    if has_id:
        place, key = (
            key[-1:],
            (*key[:-1], *scalar_field(f"{member.__name__}.id", "id", AnnotationId)[1]),
        )
        fields = tuple(field for field in fields if field.name != "id")
    columns = (*key, *place, *(column for field in fields for column in field.columns))
    foreign_keys += tuple(one for field in fields for one in field.foreign_keys)
    made = Table(table, columns, tuple(column.name for column in key), foreign_keys)
    children = tuple(_children(member, made, singular)) if of_parts else ()
    return Node(made, has_id, holder, fields, children)


def _children(kind: type[Part], parent: Table, singular: str) -> Iterator[Node]:
    """Yield the nodes of the lists and mappings of a class of parts."""
    for name, (annotation, owner) in _keys(kind).items():
        inner = bare(annotation)
        is_list = get_origin(inner) is tuple and get_args(inner)[-1] is Ellipsis
        is_mapping = get_origin(inner) is dict
        if not (is_list or is_mapping):
            continue
        member = get_args(inner)[1 if is_mapping else 0]
        called = names.LISTS.get(owner, (f"{singular}_{name}", names.singular(name)))
        target, of = parent.name, parent.key
        above = tuple(one for one in parent.columns if one.name in parent.key)
        columns = (*above[:-1], above[-1]._replace(name=singular)) if above else ()
        if owner.partition(".")[0] in ("Record", "CorrectableRecord"):
            # One table for all kinds of record.
            target, columns = (
                names.ALL_RECORDS,
                (Column(names.RECORD, format="id", key="Record.id"),),
            )
        up = ForeignKey(tuple(one.name for one in columns), target, of)
        keys: tuple[ForeignKey, ...] = (up,) if columns else ()
        if is_mapping:
            field = scalar_field(owner, called[1], Id)
            own, keys = field.columns[0], keys + field.foreign_keys
        else:
            own = Column("position", "integer", key=owner)
        yield _node(member, called, (*columns, own), keys, name, owner)


def _keys(kind: type[Part]) -> dict[str, tuple[Any, str]]:
    """Return the type of each key that authors write, and its name with the class that has it."""
    hints = get_type_hints(kind, include_extras=True)
    owners = {
        name: next(one for one in reversed(kind.__mro__) if name in get_annotations(one))
        for name in author_fields(kind)
    }
    found = {name: (hints[name], f"{owner.__name__}.{name}") for name, owner in owners.items()}
    return {name: one for name, one in found.items() if one[1] not in names.LEFT_OUT}


def _fields(kind: type[Part]) -> Iterator[Field]:
    for name, (annotation, owner) in _keys(kind).items():
        inner = bare(annotation)
        if get_origin(inner) is dict or get_args(inner)[-1:] == (Ellipsis,):
            continue
        is_required = not is_optional(annotation) and kind.model_fields[name].default != ""
        if is_part(inner):
            yield _nested(name, inner, is_required)
        elif get_origin(inner) is tuple:
            yield _fixed(owner, name, get_args(inner), is_required)
        else:
            yield scalar_field(owner, name, annotation, is_required)


def _nested(name: str, kind: type[Part], is_required: bool) -> Field:
    """Return the field of a part that a part holds."""
    fields = tuple(_fields(kind))
    columns = tuple(
        column._replace(name=f"{name}_{column.name}", required=column.required and is_required)
        for field in fields
        for column in field.columns
    )
    keys = tuple(
        key._replace(columns=tuple(f"{name}_{one}" for one in key.columns))
        for field in fields
        for key in field.foreign_keys
    )
    nothing: Row = (None,) * len(columns)

    def cells(part: Any) -> Row:
        if part is None:
            return nothing
        return tuple(cell for field in fields for cell in field.cells(getattr(part, field.name)))

    return Field(name, columns, cells, keys)


def _fixed(owner: str, name: str, members: tuple[Any, ...], is_required: bool) -> Field:
    """Return the field of a list of a fixed length: numbered columns."""
    places = enumerate(members, 1)
    columns = tuple(
        Column(f"{name}_{n}", column_type(one), is_required, key=owner) for n, one in places
    )
    return Field(name, columns, tuple)
