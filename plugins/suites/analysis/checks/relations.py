"""Relations between announcements: written once, in one direction, in the order of the dates."""

from collections import defaultdict
from collections.abc import Iterator

from suites.analysis.checks.check_context import CheckContext
from suites.analysis.linked_archive import LinkedArchive
from suites.analysis.references import articles_of
from suites.archive import dates
from suites.archive.enumerations import RELATIONS, RelationType
from suites.archive.model import Announcement
from suites.archive.problems import Problem, quoted

Edges = dict[str, list[tuple[int, str]]]
"""The relations of one type by their origins: the place of each in its record, and its target."""


def relations_are_written_once(context: CheckContext[Announcement]) -> Iterator[Problem]:
    """On the later, smaller or dependent one; the other direction is derived."""
    seen: set[tuple[str, str]] = set()
    for relation in context.record.relations:
        if relation.target == context.record.id:
            what = "an announcement has no relation with itself"
            mend = "name another announcement"
            yield context.problem((*relation.keys, "target"), "relation-self", what, mend)
        if (relation.type, relation.target) in seen:
            what = f"the relation {relation.type} with {quoted(relation.target)} is written twice"
            mend = "keep one, with the evidence of both"
            yield context.problem(relation.keys, "relation-duplicate", what, mend)
        seen.add((relation.type, relation.target))


def comparisons_have_two_sides(context: CheckContext[Announcement]) -> Iterator[Problem]:
    """A relation that is shown as a comparison gives a piece of evidence for each side."""
    for relation in context.record.relations:
        if relation.compare and len(relation.evidence) < 2:
            yield context.problem(
                (*relation.keys, "compare"),
                "relation-compare",
                f"a comparison has two pieces of evidence, this one {len(relation.evidence)}",
                "give in evidence: first the words of the older statement, then of the newer; "
                "or remove compare:",
            )


def relations_follow_the_dates(linked: LinkedArchive) -> Iterator[Problem]:
    """What follows, extends, supersedes, fulfils or contradicts comes later."""
    summaries = linked.records.summaries
    for id_, place, type_, target in _relations(linked):
        own, other = summaries[id_].row.day, ""
        if target in summaries and summaries[target].link.kind == "announcement":
            other = summaries[target].row.day
        if not (RELATIONS[type_].is_dated and own and other):
            continue
        if dates.parse(own).latest < dates.parse(other).earliest:
            announcement = linked.archive.announcements[id_]
            yield announcement.source.problem(
                announcement.relations[place].keys,
                "relation-order",
                f"{type_} goes against the dates: {quoted(target)} "
                f"({other}) came after this one ({own})",
                "write the relation on the later announcement",
            )


def contradictions_show_two_quotes(linked: LinkedArchive) -> Iterator[Problem]:
    """To say that one announcement contradicts another takes the words of both."""
    opening, closing, *_ = linked.archive.language.quotation_marks
    for id_, place, type_, _ in _relations(linked):
        if not RELATIONS[type_].is_contradiction:
            continue
        announcement = linked.archive.announcements[id_]
        relation = announcement.relations[place]
        if any(map(linked.archive.awaits, articles_of(relation.evidence))):
            continue
        if len({quote for quote in relation.evidence if linked.is_verbatim(quote)}) < 2:
            yield announcement.source.problem(
                relation.keys,
                "relation-quotes",
                "a contradiction rests on two verbatim quotes",
                f"give in evidence: one quote of each, between {opening} {closing} in its "
                "article; else write a discrepancy, or nothing",
            )


def relations_go_in_no_circle(linked: LinkedArchive) -> Iterator[Problem]:
    """Nothing is part of its own part, or follows what follows it."""
    by_type: defaultdict[RelationType, Edges] = defaultdict(dict)
    for id_, place, type_, target in _relations(linked):
        if target != id_:
            by_type[type_].setdefault(id_, []).append((place, target))
    for type_, edges in by_type.items():
        for origin, place, path in _closing_edges(edges):
            announcement = linked.archive.announcements[origin]
            keys = (*announcement.relations[place].keys, "target")
            what = f"{type_} goes in a circle: {' > '.join(path)}"
            mend = "remove the relation that is the wrong way round"
            yield announcement.source.problem(keys, "relation-cycle", what, mend)


def _closing_edges(edges: Edges) -> Iterator[tuple[str, int, list[str]]]:
    """Yield for each circle the edge that closes it; depth first, without recursion."""
    done: set[str] = set()
    for start in edges:
        if start in done:
            continue
        path, position = [start], {start: 0}
        pending = [iter(edges[start])]
        while pending:
            place, target = next(pending[-1], (-1, ""))
            if not target:
                pending.pop()
                done.add(path[-1])
                del position[path.pop()]
            elif target in position:
                yield path[-1], place, [*path[position[target] :], target]
            elif target in edges and target not in done:
                position[target] = len(path)
                path.append(target)
                pending.append(iter(edges[target]))


def _relations(linked: LinkedArchive) -> Iterator[tuple[str, int, RelationType, str]]:
    """Yield the origin of each relation, its place there, type and target, by the summaries."""
    for id_, summary in linked.records.summaries.items():
        for place, (type_, target) in enumerate(summary.check.relations):
            yield id_, place, type_, target
