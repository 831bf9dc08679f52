"""What is declared for the whole archive: lists, labels, the featured announcement; dated names."""

from collections.abc import Container, Iterator
from itertools import islice

from suites.analysis.checks.check_context import CheckContext
from suites.analysis.linked_archive import LinkedArchive
from suites.archive import enumerations
from suites.archive.front_matter import Keys
from suites.archive.model import ID, Entity, Name
from suites.archive.model.settings import Vocabulary
from suites.archive.problems import MAX_REPORTED, Problem, nearest, quoted


def lists_are_extended_where_no_rule_rests_on_them(linked: LinkedArchive) -> Iterator[Problem]:
    """The vocabulary adds to lists of the program, and to none whose values carry a rule."""
    return islice(_wrong_additions(linked.archive.vocabulary), MAX_REPORTED)


def _wrong_additions(vocabulary: Vocabulary) -> Iterator[Problem]:
    for name in vocabulary.lists:
        if name not in enumerations.LISTS:
            what = f"no list is called {quoted(name)}"
            mend = nearest(name, enumerations.LISTS) or "see the lists in docs/model.md"
            yield vocabulary.source.problem_at_key(("lists", name), "key-unknown", what, mend)
            continue
        for value in vocabulary.added(name):
            keys, known = ("lists", name, value), enumerations.LISTS[name]
            if rule := enumerations.CLOSED.get(name):
                what = f"{quoted(value)} cannot be added to {name}: {rule}"
                mend = nearest(value, known) or "label one of the values in docs/model.md"
                yield vocabulary.source.problem_at_key(keys, "list-closed", what, mend)
            elif not ID.fullmatch(value):
                what = f"{quoted(value)} cannot be a value of {name}"
                mend = "a value has 1 to 80 signs among a-z, 0-9 and -"
                yield vocabulary.source.problem_at_key(keys, "id-wrong", what, mend)


def every_value_has_a_label(linked: LinkedArchive) -> Iterator[Problem]:
    """Each closed value, element and unit is called something in the archive's language."""
    vocabulary, language = linked.archive.vocabulary, linked.archive.settings.language
    for keys, what, labels, path in _labels(vocabulary):
        if language not in labels:
            what = f"{what} in {quoted(language)}"
            mend = f"add {path}: {{{language}: …}}"
            yield vocabulary.source.problem(keys, "label-missing", what, mend)


def _labels(vocabulary: Vocabulary) -> Iterator[tuple[Keys, str, Container[str], str]]:
    """Yield the keys of each thing that has a label, its lack, its labels, where to write one."""
    # The program's own values have the labels of the language.
    for name in enumerations.LISTS.keys() - enumerations.CLOSED.keys():
        for value in vocabulary.added(name):
            what, labels = (
                f"{name} {quoted(value)} has no label",
                vocabulary.lists[name][value].label,
            )
            yield ("lists", name, value), what, labels, f"lists: {name}: {value}: label"
    for name, element in vocabulary.elements.items():
        what = f"the element {quoted(name)} has no label"
        yield ("elements", name), what, element.label, f"elements: {name}: label"
        for unit in (*element.units, *element.per):
            labels = vocabulary.units.get(unit, {})
            what = f"the unit {quoted(unit)} has no label"
            yield ("elements", name), what, labels, f"units: {unit}"


def the_featured_announcement_exists(linked: LinkedArchive) -> Iterator[Problem]:
    """The home page shows an announcement of the archive."""
    archive, id_ = linked.archive, linked.archive.settings.featured
    if id_ and id_ not in archive.announcements and not archive.awaits(id_):
        what = f"no announcement has the id {quoted(id_)}"
        mend = nearest(id_, archive.announcements) or "name an announcement, or null"
        yield archive.settings.source.problem(("featured",), "featured-unresolved", what, mend)


def dated_names_follow_one_another(context: CheckContext[Entity]) -> Iterator[Problem]:
    """A name ends after it began, and before the next one begins."""
    before: Name | None = None
    for name in context.record.names:
        if name.since and name.until and name.until.latest < name.since.earliest:
            what = f"{quoted(name.name)} ends before it begins"
            mend = "mend since: or until:"
            yield context.problem((*name.keys, "until"), "names-order", what, mend)
        ended = before.until if before else None
        if before and ended and name.since and name.since.latest < ended.earliest:
            what = f"{quoted(name.name)} begins before {quoted(before.name)} ends"
            mend = "write the names from the oldest to the newest, without overlap"
            yield context.problem((*name.keys, "since"), "names-order", what, mend)
        before = name
