"""Lists that the vocabulary may extend: a record and the vocabulary -> values that nobody declared.

Such a value is like any other that the model does not have: its record is not read.
"""

from collections.abc import Iterator

from suites.archive.front_matter import Keys
from suites.archive.model import ID, Announcement, Article, Entity
from suites.archive.model.settings import Vocabulary
from suites.archive.model.values import Record
from suites.archive.model.withdrawn import ArticleHead, WithdrawnEntity
from suites.archive.problems import Problem, nearest
from suites.archive.validation.messages import shown


def undeclared_values(record: Record, vocabulary: Vocabulary) -> Iterator[Problem]:
    """Yield the values of a record that are neither the program's nor the vocabulary's."""
    for keys, name, value in _values(record):
        allowed = vocabulary.values(name)
        if value is not None and value not in allowed:
            what = f"{shown(value, record.source.positions.written(keys))} is not a value of {name}"
            mend = f"declare it under lists: {name}: in content/vocabulary.yaml"
            # What is no id the vocabulary cannot add: it has a problem of its own.
            if hint := nearest(value, filter(ID.fullmatch, allowed)):
                mend = f"{hint} Or {mend}" if hint.endswith("?") else f"{hint}; or {mend}"
            yield record.source.problem(keys, "value-unknown", what, mend)


def _values(record: Record) -> Iterator[tuple[Keys, str, str | None]]:
    """Yield the values of a record that are `ListedIn` a list: their keys, its name, the value."""
    match record:
        case Article():
            yield ("kind",), "article_kind", record.kind
            for annotation in record.annotations:
                yield (*annotation.keys, "role"), "role", annotation.role
        case Announcement():
            for event in record.events:
                yield (*event.keys, "reason"), "reason", event.reason
        case ArticleHead():
            yield ("kind",), "article_kind", record.kind
        case Entity() | WithdrawnEntity():
            for place, kind in enumerate(record.kind):
                yield ("kind", place), "entity_kind", kind
