"""The vocabulary as tables: the lists of the model, elements and units, with their labels.

To add one is to write its `Table`, the function that yields its rows, and a row of `OF_ARCHIVE`.
"""

from collections.abc import Callable, Iterator, Mapping

from suites.analysis.tables import names
from suites.analysis.tables.computed import Context
from suites.analysis.tables.schema import Column, ForeignKey, Row, Table
from suites.archive.enumerations import LISTS

POSITION = Column("position", "integer")
LANGUAGE = Column("language", format="language")
LABEL = Column("label")


def _to(column: str) -> ForeignKey:
    return ForeignKey((column,), *names.TARGETS[column])


_VALUE = (Column("list", allowed=tuple(LISTS)), Column("value"))
_TO_VALUE = ForeignKey(("list", "value"), "vocabulary", ("list", "value"))
VOCABULARY = Table("vocabulary", (*_VALUE, POSITION, Column("own", "boolean")), ("list", "value"))
LABELS = Table(
    "vocabulary_labels",
    (
        *_VALUE,
        LANGUAGE,
        LABEL._replace(required=False, key="Labels.label"),
        Column("plural", required=False, key="Labels.plural"),
        Column("definition", required=False, key="Labels.definition"),
        Column("inverse", required=False, key="Labels.inverse"),
    ),
    ("list", "value", "language"),
    (_TO_VALUE,),
)
LABELS_BY_KIND = Table(
    "vocabulary_labels_by_kind",
    (
        *_VALUE,
        Column("announcement_kind", values="announcement_kind", allowed=LISTS["announcement_kind"]),
        LANGUAGE,
        LABEL._replace(key="Labels.of_kind"),
    ),
    ("list", "value", "announcement_kind", "language"),
    (_TO_VALUE,),
)
ELEMENT_KEYS = Table("element_keys", (Column("element"), POSITION), ("element",))
ELEMENT_LABELS = Table(
    "element_key_labels",
    (Column("element"), LANGUAGE, LABEL._replace(key="ElementKey.label")),
    ("element", "language"),
    (_to("element"),),
)
_UNIT = Column("unit")
ELEMENT_UNITS, ELEMENT_PER = (
    Table(
        f"element_key_{name}",
        (Column("element"), POSITION, _UNIT._replace(key=f"ElementKey.{name}")),
        ("element", "position"),
        (_to("element"), _to("unit")),
    )
    for name in ("units", "per")
)
UNITS = Table("units", (_UNIT, POSITION), ("unit",))
UNIT_LABELS = Table(
    "unit_labels",
    (_UNIT, LANGUAGE, LABEL._replace(key="Vocabulary.units")),
    ("unit", "language"),
    (_to("unit"),),
)


def _vocabulary(context: Context) -> Iterator[Row]:
    vocabulary = context.linked.archive.vocabulary
    for list_ in sorted(LISTS):
        places = {value: n for n, value in enumerate(vocabulary.values(list_), 1)}
        for value in sorted(places):
            yield list_, value, places[value], value not in LISTS[list_]


def _labels(context: Context) -> Iterator[Row]:
    for list_, values in sorted(context.linked.archive.vocabulary.lists.items()):
        for value, labels in sorted(values.items()):
            texts = (labels.label, labels.plural, labels.definition, labels.inverse)
            for language in sorted({tag for one in texts for tag in one}):
                yield (list_, value, language, *(one.get(language) for one in texts))


def _labels_by_kind(context: Context) -> Iterator[Row]:
    for list_, values in sorted(context.linked.archive.vocabulary.lists.items()):
        for value, labels in sorted(values.items()):
            for kind, words in sorted(labels.of_kind.items()):
                for language, label in sorted(words.items()):
                    yield list_, value, kind, language, label


def _element_keys(context: Context) -> Iterator[Row]:
    places = {name: n for n, name in enumerate(context.linked.archive.vocabulary.elements, 1)}
    yield from sorted(places.items())


def _element_labels(context: Context) -> Iterator[Row]:
    for name, element in sorted(context.linked.archive.vocabulary.elements.items()):
        yield from ((name, language, label) for language, label in sorted(element.label.items()))


def _element_units(context: Context) -> Iterator[Row]:
    for name, element in sorted(context.linked.archive.vocabulary.elements.items()):
        yield from ((name, n, unit) for n, unit in enumerate(element.units, 1))


def _element_per(context: Context) -> Iterator[Row]:
    for name, element in sorted(context.linked.archive.vocabulary.elements.items()):
        yield from ((name, n, unit) for n, unit in enumerate(element.per, 1))


def _units(context: Context) -> Iterator[Row]:
    places = {name: n for n, name in enumerate(context.linked.archive.vocabulary.units, 1)}
    yield from sorted(places.items())


def _unit_labels(context: Context) -> Iterator[Row]:
    for unit, labels in sorted(context.linked.archive.vocabulary.units.items()):
        yield from ((unit, language, label) for language, label in sorted(labels.items()))


OF_ARCHIVE: Mapping[str, tuple[Table, Callable[[Context], Iterator[Row]]]] = {
    table.name: (table, rows)
    for table, rows in (
        (VOCABULARY, _vocabulary),
        (LABELS, _labels),
        (LABELS_BY_KIND, _labels_by_kind),
        (ELEMENT_KEYS, _element_keys),
        (ELEMENT_LABELS, _element_labels),
        (ELEMENT_UNITS, _element_units),
        (ELEMENT_PER, _element_per),
        (UNITS, _units),
        (UNIT_LABELS, _unit_labels),
    )
}
"""Tables with rows of the archive as a whole."""
