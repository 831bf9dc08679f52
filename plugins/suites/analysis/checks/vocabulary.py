"""What the archive as a whole must respect: labels, the featured announcement, dated names."""

from __future__ import annotations

from collections.abc import Iterator

from suites.analysis.checks.check_context import One
from suites.analysis.linked_archive import LinkedArchive
from suites.archive import enumerations
from suites.archive.model import Entity, Name
from suites.archive.problems import Problem, nearest, quoted


def every_value_has_a_label(linked: LinkedArchive) -> Iterator[Problem]:
    """Each closed value, element and unit is called something in the archive's language."""
    vocabulary = linked.archive.vocabulary
    language = linked.archive.settings.language
    for name, values in enumerations.LISTS.items():
        for value in values:
            words = vocabulary.lists.get(name, {}).get(value)
            if words is None or language not in words.label:
                yield vocabulary.source.problem(
                    ("lists", name, value),
                    "label-missing",
                    f"{name} {quoted(value)} has no label in {quoted(language)}",
                    f"add lists: {name}: {value}: label: {{{language}: …}}",
                )
            elif name == "relation" and language not in words.inverse:
                yield vocabulary.source.problem(
                    ("lists", name, value),
                    "label-missing",
                    f"relation {quoted(value)} has no inverse in {quoted(language)}",
                    f"add lists: relation: {value}: inverse: {{{language}: …}}",
                )
    for name, element in vocabulary.elements.items():
        if language not in element.label:
            yield vocabulary.source.problem(
                ("elements", name),
                "label-missing",
                f"the element {quoted(name)} has no label in {quoted(language)}",
                f"add elements: {name}: label: {{{language}: …}}",
            )
        for unit in (*element.units, *element.per):
            if language not in vocabulary.units.get(unit, {}):
                yield vocabulary.source.problem(
                    ("elements", name),
                    "label-missing",
                    f"the unit {quoted(unit)} has no label in {quoted(language)}",
                    f"add units: {unit}: {{{language}: …}}",
                )


def the_featured_announcement_exists(linked: LinkedArchive) -> Iterator[Problem]:
    """The home page shows an announcement of the archive."""
    archive, id_ = linked.archive, linked.archive.settings.featured
    if id_ and id_ not in archive.announcements and id_ not in archive.unread:
        yield archive.settings.source.problem(
            ("featured",),
            "featured-unresolved",
            f"no announcement has the id {quoted(id_)}",
            nearest(id_, archive.announcements) or "name an announcement, or null",
        )


def dated_names_follow_one_another(one: One[Entity]) -> Iterator[Problem]:
    """A name ends after it began, and before the next one begins."""
    entity = one.record
    before: Name | None = None
    for name in entity.names:
        if name.since and name.until and name.until.latest < name.since.earliest:
            yield entity.source.problem(
                (*name.keys, "until"),
                "names-order",
                f"{quoted(name.name)} ends before it begins",
                "mend since: or until:",
            )
        ended = before.until if before else None
        if before and ended and name.since and name.since.latest < ended.earliest:
            yield entity.source.problem(
                (*name.keys, "since"),
                "names-order",
                f"{quoted(name.name)} begins before {quoted(before.name)} ends",
                "write the names from the oldest to the newest, without overlap",
            )
        before = name
