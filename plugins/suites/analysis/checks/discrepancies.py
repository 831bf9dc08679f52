"""A discrepancy is one thing: two sources, the same thing, the same moment, different values."""

from __future__ import annotations

from collections.abc import Iterator

from suites.analysis.linked_archive import LinkedArchive
from suites.analysis.relatedness import Evidence
from suites.archive.dates import Date
from suites.archive.model import Announcement, Discrepancy
from suites.archive.problems import Problem


def discrepancies_are_of_one_moment(linked: LinkedArchive) -> Iterator[Problem]:
    """Two outlets speak of one moment, and give different values of it."""
    for announcement in linked.archive.announcements.values():
        for discrepancy in announcement.discrepancies:
            sources = [
                linked.evidence(reference)
                for reference in discrepancy.quotes
                if linked.anchor(reference)
            ]
            # What could not be read, or does not exist, is told elsewhere.
            if len(sources) == len(discrepancy.quotes):
                yield from _misfits(announcement, discrepancy, sources)


def _misfits(
    announcement: Announcement, discrepancy: Discrepancy, sources: list[Evidence]
) -> Iterator[Problem]:
    keys = (*discrepancy.keys, "quotes")
    problem = announcement.source.problem
    if len({one.article.id for one in sources}) < 2:
        return
    if len({one.article.outlet or one.article.id for one in sources}) < 2:
        yield problem(
            keys,
            "discrepancy-quotes",
            f"both quotes are of one outlet, {sources[0].article.outlet}",
            "quote two outlets; one that changes its mind is told by an event",
        )
    days = [day for one in sources if (day := one.annotation.said or one.article.published)]
    if discrepancy.on is None and not _have_one_in_common(days):
        said = ", ".join(day.text for day in days)
        yield problem(
            keys,
            "discrepancy-moment",
            f"the quotes are not of one moment: {said}",
            "give each its said:, or the discrepancy its on:, the moment that both speak of; "
            "what changed between two moments is told by an event",
        )
    given = [one.annotation.elements.get(discrepancy.element) for one in sources]
    values = [(one.value, one.unit, one.per) for one in given if one]
    if len(values) == len(sources) and len(set(values)) == 1:
        yield problem(
            keys,
            "discrepancy-values",
            f"the quotes give one value: {values[0][0]}",
            "correct the elements: of the annotations, or remove the discrepancy",
        )


def _have_one_in_common(days: list[Date]) -> bool:
    """Return whether some day lies in all of these dates."""
    return not days or max(day.earliest for day in days) <= min(day.latest for day in days)
