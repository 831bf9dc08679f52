"""A discrepancy is one thing: two sources, the same thing, the same moment, different values."""

from __future__ import annotations

from collections.abc import Iterator

from suites.analysis.checks.check_context import CheckContext
from suites.analysis.linked_archive import LinkedArchive
from suites.analysis.references import articles
from suites.analysis.relatedness import Evidence
from suites.archive.model import Announcement, Discrepancy
from suites.archive.problems import Problem, quoted


def discrepancies_have_two_sources(context: CheckContext[Announcement]) -> Iterator[Problem]:
    """Sources disagree when there are two of them, about an element that is declared."""
    for discrepancy in context.record.discrepancies:
        if discrepancy.element not in context.archive.vocabulary.elements:
            what = f"the vocabulary declares no element {quoted(discrepancy.element)}"
            mend = "declare it under elements: in content/vocabulary.yaml"
            yield context.problem((*discrepancy.keys, "element"), "element-undeclared", what, mend)
        if len(set(articles(discrepancy.quotes))) < 2:
            what = "a discrepancy shows quotes of two articles"
            mend = "give at least two article-id#annotation-id of different articles"
            yield context.problem((*discrepancy.keys, "quotes"), "discrepancy-quotes", what, mend)


def discrepancies_are_of_one_moment(linked: LinkedArchive) -> Iterator[Problem]:
    """Two outlets speak of one moment, and give different values of it."""
    for id_, summary in linked.records.summaries.items():
        if not summary.check.is_disputed:
            continue
        announcement = linked.archive.announcements[id_]
        for discrepancy in announcement.discrepancies:
            quotes = [quote for quote in discrepancy.quotes if linked.anchor(quote)]
            sources = [linked.evidence(quote) for quote in quotes]
            # Quotes that do not exist, or of files that could not be read, are reported elsewhere.
            is_whole = len(sources) == len(discrepancy.quotes)
            if is_whole and len({one.article.id for one in sources}) > 1:
                for fault in _misfits(discrepancy, sources):
                    yield announcement.source.problem((*discrepancy.keys, "quotes"), *fault)


def _misfits(discrepancy: Discrepancy, sources: list[Evidence]) -> Iterator[tuple[str, str, str]]:
    """Yield the code of each problem, what is wrong, and its mend."""
    if len({one.article.outlet or one.article.id for one in sources}) < 2:
        yield (
            "discrepancy-quotes",
            f"both quotes are of one outlet, {sources[0].article.outlet}",
            "quote two outlets; one that changes its mind is told by an event",
        )
    days = [day for one in sources if (day := one.annotation.said or one.article.published)]
    is_one_moment = not days or max(day.earliest for day in days) <= min(day.latest for day in days)
    if discrepancy.on is None and not is_one_moment:
        yield (
            "discrepancy-moment",
            f"the quotes are not of one moment: {', '.join(day.text for day in days)}",
            "give each its said:, or the discrepancy its on:, the moment that both speak of; "
            "what changed between two moments is told by an event",
        )
    given = [one.annotation.elements.get(discrepancy.element) for one in sources]
    values = [(one.value, one.unit, one.per) for one in given if one]
    if len(values) == len(sources) and len(set(values)) == 1:
        yield (
            "discrepancy-values",
            f"the quotes give one value: {values[0][0]}",
            "correct the elements: of the annotations, or remove the discrepancy",
        )
