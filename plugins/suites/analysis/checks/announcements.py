"""What an announcement must respect: its events, its state, its relations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta

from suites.analysis.checks.check_context import One
from suites.analysis.history import judgement
from suites.analysis.linked_archive import LinkedArchive
from suites.archive import enumerations
from suites.archive.dates import Date
from suites.archive.enumerations import RELATIONS
from suites.archive.model import Announcement, Event
from suites.archive.problems import Problem, quoted

A_YEAR = timedelta(days=366)
_ENDS_OF_CONSIDERED = {None, *enumerations.VERDICTS_OF_CONSIDERED}


def every_announcement_has_an_event(one: One[Announcement]) -> Iterator[Problem]:
    """Events are the only source of a state."""
    announcement = one.record
    if not announcement.events:
        yield announcement.source.problem(
            ("events",),
            "events-missing",
            f"{quoted(announcement.id)} has no event",
            "add events: with the day it was announced, its stage and its evidence",
        )


def every_event_says_something_and_rests_on_evidence(one: One[Announcement]) -> Iterator[Problem]:
    """An event changes something, and an article says so; a review alone is our own."""
    announcement = one.record
    for event in announcement.events:
        if event.is_empty:
            yield announcement.source.problem(
                event.keys,
                "event-empty",
                "the event changes nothing",
                "give a stage, modality, due, verdict or review; "
                "another source of the same event is more evidence for it",
            )
        elif not event.evidence and not _is_review(event):
            yield announcement.source.problem(
                event.keys,
                "evidence-missing",
                "no article is evidence for the event",
                "add evidence: [article-id#annotation-id]",
            )


def _is_review(event: Event) -> bool:
    return event.review is not None and not any(
        (event.stage, event.modality, event.due, event.verdict)
    )


def events_are_in_order(one: One[Announcement]) -> Iterator[Problem]:
    """The oldest comes first, and what has no date comes last."""
    announcement = one.record
    before: Date | None = None
    undated = False
    for event in announcement.events:
        keys = (*event.keys, "on")
        if event.on is None:
            undated = True
            continue
        if undated:
            yield announcement.source.problem(
                keys,
                "event-order",
                f"the event of {event.on.text} follows one without a date",
                "put events without a date last",
            )
        if before and event.on.latest < before.earliest:
            yield announcement.source.problem(
                keys,
                "event-order",
                f"the event of {event.on.text} follows that of {before.text}",
                "write the events from the oldest to the newest",
            )
        before = event.on


def terms_lie_ahead(one: One[Announcement]) -> Iterator[Problem]:
    """A term has not passed on the day on which it is given; a vague one may be a year off."""
    announcement = one.record
    for event in announcement.events:
        on, due = event.on, event.due
        if on is None or not isinstance(due, Date) or due.latest >= on.earliest:
            continue
        vague = any((on.approximate, on.uncertain, due.approximate, due.uncertain))
        if not vague or on.earliest - due.latest > A_YEAR:
            yield announcement.source.problem(
                (*event.keys, "due"),
                "due-passed",
                f"the term {due.text} had passed when it was given ({on.text})",
                "mend due: or on:; where nothing new was promised, leave due: out",
            )


def states_are_possible(one: One[Announcement]) -> Iterator[Problem]:
    """A fact is not judged; what was only considered cannot be broken."""
    announcement = one.record
    modality = None
    for event in announcement.events:
        modality = event.modality or modality
        if announcement.kind == "fact" and (event.verdict or event.due):
            key = "verdict" if event.verdict else "due"
            yield announcement.source.problem(
                (*event.keys, key),
                "event-state",
                f"a fact has no {key}",
                "a fact looks at nothing ahead: keep its stages, or change its kind",
            )
        elif modality == "considered" and event.verdict not in _ENDS_OF_CONSIDERED:
            yield announcement.source.problem(
                (*event.keys, "verdict"),
                "event-state",
                f"what was only considered cannot be {event.verdict}",
                "use one of: " + ", ".join(sorted(enumerations.VERDICTS_OF_CONSIDERED)),
            )


def negative_verdicts_have_a_reason(one: One[Announcement]) -> Iterator[Problem]:
    """`contradicted`, `abandoned` and `not-pursued` say why; nothing else does."""
    announcement = one.record
    for event in announcement.events:
        needed = event.verdict in enumerations.NEGATIVE_VERDICTS
        if needed and event.reason is None:
            yield announcement.source.problem(
                (*event.keys, "verdict"),
                "reason-missing",
                f"the verdict {event.verdict} has no reason",
                "add reason:",
            )
        # "superseded" may say that it was replaced: the model's own example does.
        elif event.reason and not needed and event.verdict != "superseded":
            yield announcement.source.problem(
                (*event.keys, "reason"),
                "reason-missing",
                "a reason stands without a negative verdict",
                "remove reason:",
            )


def relations_are_written_once(one: One[Announcement]) -> Iterator[Problem]:
    """On the later, smaller or dependent one; the other direction is derived."""
    announcement = one.record
    seen: set[tuple[str, str]] = set()
    for relation in announcement.relations:
        if relation.target == announcement.id:
            yield announcement.source.problem(
                (*relation.keys, "target"),
                "relation-self",
                "an announcement has no relation with itself",
                "name another announcement",
            )
        if (relation.type, relation.target) in seen:
            yield announcement.source.problem(
                relation.keys,
                "relation-duplicate",
                f"the relation {relation.type} with {quoted(relation.target)} is written twice",
                "keep one, with the evidence of both",
            )
        seen.add((relation.type, relation.target))


def relations_go_in_no_circle(linked: LinkedArchive) -> Iterator[Problem]:
    """Nothing is part of its own part, or follows what follows it."""
    # Of the records, which are many, none is opened before a circle is met.
    by_type: defaultdict[str, Edges] = defaultdict(dict)
    for id_, summary in linked.records.summaries.items():
        for place, (type_, target) in enumerate(summary.check.relations):
            if target != id_:
                by_type[type_].setdefault(id_, []).append((place, target))
    for type_, edges in by_type.items():
        for origin, place, path in _closing_edges(edges):
            announcement = linked.archive.announcements[origin]
            yield announcement.source.problem(
                (*announcement.relations[place].keys, "target"),
                "relation-cycle",
                f"{type_} goes in a circle: {' > '.join(path)}",
                "remove the relation that is the wrong way round",
            )


Edges = dict[str, list[tuple[int, str]]]
"""The relations of one type by their origins: the place of each in its record, and its target."""


def _closing_edges(edges: Edges) -> Iterator[tuple[str, int, list[str]]]:
    """For each circle met, the edge that closes it; depth first, without recursion."""
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


def first_date(announcement: Announcement) -> Date | None:
    """The day of the first event that has one."""
    return next((event.on for event in announcement.events if event.on), None)


def relations_follow_the_dates(linked: LinkedArchive) -> Iterator[Problem]:
    """What follows, extends, supersedes, fulfils or contradicts comes later."""
    announcements = linked.archive.announcements
    for announcement in announcements.values():
        own = first_date(announcement)
        for relation in announcement.relations:
            target = announcements.get(relation.target)
            other = first_date(target) if target else None
            if not RELATIONS[relation.type].is_dated or not own or not other:
                continue
            if own.latest < other.earliest:
                yield announcement.source.problem(
                    relation.keys,
                    "relation-order",
                    f"{relation.type} goes against the dates: {quoted(relation.target)} "
                    f"({other.text}) came after this one ({own.text})",
                    "write the relation on the later announcement",
                )


def contradictions_show_two_quotes(linked: LinkedArchive) -> Iterator[Problem]:
    """To say that one announcement contradicts another takes the words of both."""
    archive = linked.archive
    opening, closing, *_ = archive.language.marks
    for announcement in archive.announcements.values():
        for relation in announcement.relations:
            if not RELATIONS[relation.type].is_contradiction or _unread(linked, relation.evidence):
                continue
            verbatim = {id_ for id_ in relation.evidence if linked.is_verbatim(id_)}
            if len(verbatim) < 2:
                yield announcement.source.problem(
                    relation.keys,
                    "relation-quotes",
                    "a contradiction rests on two verbatim quotes",
                    f"give in evidence: one quote of each, between {opening} {closing} in its "
                    "article; else write a discrepancy, or nothing",
                )


def discrepancies_have_two_sources(one: One[Announcement]) -> Iterator[Problem]:
    """Sources disagree when there are two of them, about an element that is declared."""
    announcement = one.record
    elements = one.archive.vocabulary.elements
    for discrepancy in announcement.discrepancies:
        if discrepancy.element not in elements:
            yield announcement.source.problem(
                (*discrepancy.keys, "element"),
                "element-undeclared",
                f"the vocabulary declares no element {quoted(discrepancy.element)}",
                "declare it under elements: in content/vocabulary.yaml",
            )
        if len({id_.partition("#")[0] for id_ in discrepancy.quotes}) < 2:
            yield announcement.source.problem(
                (*discrepancy.keys, "quotes"),
                "discrepancy-quotes",
                "a discrepancy shows quotes of two articles",
                "give at least two article-id#annotation-id of different articles",
            )


def comparisons_have_two_sides(one: One[Announcement]) -> Iterator[Problem]:
    """A relation that is shown as a comparison gives a piece of evidence for each side."""
    for relation in one.record.relations:
        if relation.compare and len(relation.evidence) < 2:
            yield one.record.source.problem(
                (*relation.keys, "compare"),
                "relation-compare",
                f"a comparison has two pieces of evidence, this one {len(relation.evidence)}",
                "give in evidence: first the words of the older statement, then of the newer; "
                "or remove compare:",
            )


def readings_are_of_what_is_judged(one: One[Announcement]) -> Iterator[Problem]:
    """Verdicts, reviews and the stages of a fact are read; `found` is something else."""
    announcement = one.record
    for event in announcement.events:
        judged = judgement(announcement, event) or (enumerations.OPEN if event.review else None)
        if announcement.kind == "fact":
            judged = event.stage or judged
        for i, reading in enumerate(event.read):
            if judged is None:
                yield announcement.source.problem(
                    (*event.keys, "read", i),
                    "reading-misplaced",
                    "a reading stands on an event that judges nothing",
                    "readings are of verdicts, of reviews, and of the stages of a fact",
                )
            elif reading.found == judged:
                yield announcement.source.problem(
                    (*event.keys, "read", i, "found"),
                    "reading-misplaced",
                    f"the reading found what the event says: {judged}",
                    "found: is given where a reading found something else: remove it",
                )


def _unread(linked: LinkedArchive, evidence: tuple[str, ...]) -> bool:
    return any(id_.partition("#")[0] in linked.archive.unread for id_ in evidence)
