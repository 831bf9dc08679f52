"""What an announcement must respect: its events, its state, their readings, its discrepancies.

A discrepancy is one thing: two sources, the same thing, the same moment, different values.
"""

from collections.abc import Iterator
from datetime import timedelta

from suites.analysis.checks.check_context import CheckContext
from suites.analysis.history import changes_something, judgement
from suites.analysis.linked_archive import LinkedArchive
from suites.analysis.references import articles_of
from suites.analysis.relatedness import Evidence
from suites.archive import enumerations
from suites.archive.dates import Date
from suites.archive.model import Announcement, Discrepancy
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
    reasons = context.archive.vocabulary.values("reason")
    for event in context.record.events:
        needed = event.verdict in enumerations.NEGATIVE_VERDICTS
        if needed and event.reason is None:
            keys, what = (*event.keys, "verdict"), f"the verdict {event.verdict} has no reason"
            mend = f"add reason:, one of {', '.join(sorted(reasons))}"
            yield context.problem(keys, "reason-missing", what, mend)
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
                keys = (*event.keys, "read", i, "found")
                what = f"the reading found what the event says: {judged}"
                mend = "found: is given where a reading found something else: remove it"
                yield context.problem(keys, "reading-misplaced", what, mend)


def discrepancies_have_two_sources(context: Context) -> Iterator[Problem]:
    """Sources disagree when there are two of them, about an element that is declared."""
    for discrepancy in context.record.discrepancies:
        if discrepancy.element not in context.archive.vocabulary.elements:
            what = f"the vocabulary declares no element {quoted(discrepancy.element)}"
            mend = "declare it under elements: in content/vocabulary.yaml"
            yield context.problem((*discrepancy.keys, "element"), "element-undeclared", what, mend)
        if len(set(articles_of(discrepancy.quotes))) < 2:
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
