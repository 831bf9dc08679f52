"""Own texts: the texts of a record that readers see as our words, beside its body.

They are the fields whose type is marked with `values.OwnWords`. Names, headlines and identifiers
are not ours, and are left alone.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple, get_type_hints

from suites.archive.front_matter import Keys
from suites.archive.model.values import OwnWords, Part, Record, parts_in, types_in

BASIS: Keys = ("published_basis",)
"""The basis of a date may be words of the page's code, which readers do not see."""


class OwnText(NamedTuple):
    """A text of a front matter: the keys that lead to it, and whether it is Markdown, as notes are.

    `evidence` is what it rests on, as `article#annotation`: nothing where that is all the record.
    """

    keys: Keys
    text: str
    is_note: bool = False
    evidence: tuple[str, ...] = ()


def own_texts(record: Record) -> Iterator[OwnText]:
    """Yield the texts of a record, in the order of the model."""
    return _of_part(record, (), ())


def _of_part(part: Part, keys: Keys, evidence: tuple[str, ...]) -> Iterator[OwnText]:
    for name, own in _fields(type(part)):
        value = getattr(part, name)
        if own and value:
            yield OwnText((*keys, name), value, own.is_note, evidence)
        elif isinstance(value, Part):
            yield from _of_part(value, (*keys, name), evidence)
        elif not own:
            for key, one in value.items() if isinstance(value, Mapping) else enumerate(value):
                rests_on = _evidence_field(one.__class__)
                found = getattr(one, rests_on) if rests_on else evidence
                yield from _of_part(one, (*keys, name, key), found)


@cache
def _fields(kind: type[Part]) -> tuple[tuple[str, OwnWords | None], ...]:
    """Return the fields that are our words, and, with None, those that hold parts with such."""
    found: list[tuple[str, OwnWords | None]] = []
    for name, hint in get_type_hints(kind, include_extras=True).items():
        own = next((one for one in types_in(hint) if isinstance(one, OwnWords)), None)
        if own or any(_fields(one) for one in parts_in(hint)):
            found.append((name, own))
    return tuple(found)


@cache
def _evidence_field(kind: type[Part]) -> str:
    """Return the name of the field that holds the evidence of a part; empty when it has none."""
    return next((name for name in ("evidence", "quotes") if name in kind.model_fields), "")
