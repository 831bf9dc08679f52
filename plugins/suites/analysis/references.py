"""References: all that a record names by its keys and in its texts, as what, and where."""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple, get_type_hints

from suites.archive.front_matter import Keys
from suites.archive.markdown import Body, is_plain, parse_note
from suites.archive.model.own_texts import own_texts
from suites.archive.model.values import Part, Record, parts_in

LINK, EVIDENCE = "link", "evidence"
"""The uses that are no kind of record: a link in a text, and an annotation."""

USES = {
    "outlet": "outlet",
    "actors": "entity",
    "products": "entity",
    "speaker": "entity",
    "via": "entity",
    "themes": "theme",
    "announcement": "announcement",
    "target": "announcement",
    "evidence": EVIDENCE,
    "quotes": EVIDENCE,
    "cited_by": EVIDENCE,
}
"""The fields of the model that name something: the kind of record that it should be."""


class Reference(NamedTuple):
    """An id, or `id#annotation`, that a record names; `keys` are those of its value or its text."""

    use: str
    target: str
    keys: Keys
    place: tuple[int, int] | None = None  # line and column of a link in a body, which has no keys

    def __str__(self) -> str:
        id_, _, annotation = self.target.partition("#")
        return f"#{annotation} {id_}" if annotation else f"{self.use} {id_}"


def references(record: Record, body: Body) -> Iterator[Reference]:
    """Yield all that a record names, by its parsed body; some of it more than once."""
    yield from named(record)
    for link in body.links:
        yield Reference(LINK, link.target, (), (link.line, link.column))
    for keys, note in notes(record):
        yield from (Reference(LINK, link.target, keys) for link in note.links)


def named(part: Part, at: Keys = ()) -> Iterator[Reference]:
    """Yield all that the keys of a record, or of a part of it, name."""
    for name, use in _naming_fields(type(part)):
        value = getattr(part, name)
        if isinstance(value, tuple):
            for i, member in enumerate(value):
                if isinstance(member, Part):
                    yield from named(member, (*at, name, i))
                elif use:
                    yield Reference(use, member, (*at, name, i))
        elif use and value:
            yield Reference(use, value, (*at, name))


@cache
def _naming_fields(kind: type[Part]) -> tuple[tuple[str, str], ...]:
    """Return the fields that name something, with their use, and those made of parts, with ""."""
    hints = get_type_hints(kind, include_extras=True)
    fields = ((name, USES.get(name, "")) for name in kind.model_fields)
    return tuple((name, use) for name, use in fields if use or any(parts_in(hints[name])))


def notes(record: Record) -> Iterator[tuple[Keys, Body]]:
    """Yield the parsed notes of a record that are more than plain words, with their keys."""
    for keys, text, is_note, _ in own_texts(record):
        if is_note and not is_plain(text):
            yield keys, parse_note(text)


def articles_of(evidence: Iterable[str]) -> tuple[str, ...]:
    """Return the articles of `article#annotation`s, each once, in order."""
    return tuple(dict.fromkeys(reference.partition("#")[0] for reference in evidence))
