"""What an announcement must respect: its events, its state, their readings."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from suites.analysis.checks.check_context import CheckContext
from suites.analysis.history import changes_something, judgement
from suites.archive import enumerations
from suites.archive.dates import Date
from suites.archive.model import Announcement
from suites.archive.problems import Problem, quoted

A_YEAR = timedelta(days=366)
_ENDS_OF_CONSIDERED = {None, *enumerations.VERDICTS_OF_CONSIDERED}

Context = CheckContext[Announcement]


def every_announcement_has_an_event(context: Context) -> Iterator[Problem]:
    """Events are the only source of a state."""
    if not context.record.events:
        what = f"{quoted(context.record.id)} has no event"
        mend = "add events: with the day it was announced, its stage and its evidence"
        yield context.problem(("events",), "events-missing", what, mend)


def every_event_says_something_and_rests_on_evidence(context: Context) -> Iterator[Problem]:
    """An event changes something, and an article says so; a review alone is our own."""
    for event in context.record.events:
        if event.is_empty:
            yield context.problem(
                event.keys,
                "event-empty",
                "the event changes nothing",
                "give a stage, modality, due, verdict or review; "
                "another source of the same event is more evidence for it",
            )
        elif not event.evidence and changes_something(event):
            what = "no article is evidence for the event"
            mend = "add evidence: [article-id#annotation-id]"
            yield context.problem(event.keys, "evidence-missing", what, mend)


def events_are_in_order(context: Context) -> Iterator[Problem]:
    """The oldest comes first, and what has no date comes last."""
    before: Date | None = None
    undated = False
    for event in context.record.events:
        keys, on = (*event.keys, "on"), event.on
        if on is None:
            undated = True
            continue
        if undated:
            what = f"the event of {on.text} follows one without a date"
            yield context.problem(keys, "event-order", what, "put events without a date last")
        if before and on.latest < before.earliest:
            what = f"the event of {on.text} follows that of {before.text}"
            mend = "write the events from the oldest to the newest"
            yield context.problem(keys, "event-order", what, mend)
        before = on


def terms_lie_ahead(context: Context) -> Iterator[Problem]:
    """A term has not passed on the day on which it is given; a vague one may be a year off."""
    for event in context.record.events:
        on, due = event.on, event.due
        if on is None or not isinstance(due, Date) or due.latest >= on.earliest:
            continue
        vague = any((on.approximate, on.uncertain, due.approximate, due.uncertain))
        if not vague or on.earliest - due.latest > A_YEAR:
            what = f"the term {due.text} had passed when it was given ({on.text})"
            mend = "mend due: or on:; where nothing new was promised, leave due: out"
            yield context.problem((*event.keys, "due"), "due-passed", what, mend)


def states_are_possible(context: Context) -> Iterator[Problem]:
    """A fact is not judged; what was only considered cannot be broken."""
    modality = None
    for event in context.record.events:
        modality = event.modality or modality
        if context.record.kind == "fact" and (event.verdict or event.due):
            key = "verdict" if event.verdict else "due"
            mend = "a fact looks at nothing ahead: keep its stages, or change its kind"
            yield context.problem((*event.keys, key), "event-state", f"a fact has no {key}", mend)
        elif modality == "considered" and event.verdict not in _ENDS_OF_CONSIDERED:
            what = f"what was only considered cannot be {event.verdict}"
            mend = "use one of: " + ", ".join(sorted(enumerations.VERDICTS_OF_CONSIDERED))
            yield context.problem((*event.keys, "verdict"), "event-state", what, mend)


def negative_verdicts_have_a_reason(context: Context) -> Iterator[Problem]:
    """`contradicted`, `abandoned` and `not-pursued` say why; nothing else does."""
    for event in context.record.events:
        needed = event.verdict in enumerations.NEGATIVE_VERDICTS
        if needed and event.reason is None:
            keys, what = (*event.keys, "verdict"), f"the verdict {event.verdict} has no reason"
            yield context.problem(keys, "reason-missing", what, "add reason:")
        # "superseded" may say that it was replaced: the model's own example does.
        elif event.reason and not needed and event.verdict != "superseded":
            keys, what = (*event.keys, "reason"), "a reason stands without a negative verdict"
            yield context.problem(keys, "reason-missing", what, "remove reason:")


def readings_are_of_what_is_judged(context: Context) -> Iterator[Problem]:
    """Verdicts, reviews and the stages of a fact are read; `found` is something else."""
    for event in context.record.events:
        judged = judgement(context.record, event) or (enumerations.OPEN if event.review else None)
        if context.record.kind == "fact":
            judged = event.stage or judged
        for i, reading in enumerate(event.read):
            if judged is None:
                what = "a reading stands on an event that judges nothing"
                mend = "readings are of verdicts, of reviews, and of the stages of a fact"
                yield context.problem((*event.keys, "read", i), "reading-misplaced", what, mend)
            elif reading.found == judged:
                yield context.problem(
                    (*event.keys, "read", i, "found"),
                    "reading-misplaced",
                    f"the reading found what the event says: {judged}",
                    "found: is given where a reading found something else: remove it",
                )
