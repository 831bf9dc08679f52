"""What the archive as a whole must respect: labels, the featured announcement, dated names."""

from collections.abc import Container, Iterator

from suites.analysis.checks.check_context import CheckContext
from suites.analysis.linked_archive import LinkedArchive
from suites.archive import enumerations
from suites.archive.front_matter import Keys
from suites.archive.model import Entity, Name
from suites.archive.model.settings import Vocabulary
from suites.archive.problems import Problem, nearest, quoted


def every_value_has_a_label(linked: LinkedArchive) -> Iterator[Problem]:
    """Each closed value, element and unit is called something in the archive's language."""
    vocabulary, language = linked.archive.vocabulary, linked.archive.settings.language
    for keys, what, labels, path in _labels(vocabulary, language):
        if language not in labels:
            what = f"{what} in {quoted(language)}"
            mend = f"add {path}: {{{language}: …}}"
            yield vocabulary.source.problem(keys, "label-missing", what, mend)


def _labels(
    vocabulary: Vocabulary, language: str
) -> Iterator[tuple[Keys, str, Container[str], str]]:
    """Yield the keys of each thing that has a label, its lack, its labels, where to write one."""
    for name, values in enumerations.LISTS.items():
        for value in values:
            keys, thing = ("lists", name, value), f"{name} {quoted(value)}"
            words = vocabulary.lists.get(name, {}).get(value)
            label = words.label if words else {}
            yield keys, f"{thing} has no label", label, f"lists: {name}: {value}: label"
            if words and name == "relation" and language in label:
                where = f"lists: {name}: {value}: inverse"
                yield keys, f"{thing} has no inverse", words.inverse, where
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
    if id_ and id_ not in archive.announcements and id_ not in archive.unread:
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
