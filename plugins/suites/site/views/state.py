"""State of an announcement: each part with the event and the evidence that it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from suites.analysis import history
from suites.archive import dates, enumerations
from suites.archive.dates import Date
from suites.archive.model import Announcement, Event
from suites.site.views.view_builder import ViewBuilder
from suites.site.views.view_models import Day, Proof, Sign


class LadderStep(NamedTuple):
    """A stage; `past` when an event had reached it, `off` when it stands off the ladder."""

    sign: Sign
    current: bool
    past: bool
    off: bool


class StatePart(NamedTuple):
    """A part of the state, the reason in words, and the event and evidence that it rests on."""

    sign: Sign
    why: str
    event: str | None
    proofs: tuple[Proof, ...]


class TermView(NamedTuple):
    """A term, by whom and when it was given, and how it stands."""

    event: str
    said: Day | None
    by: str
    term: str
    status: str
    current: bool


class EventBasis(NamedTuple):
    """The id of an event on its page, and its evidence."""

    id: str
    proofs: tuple[Proof, ...]


Bases = Mapping[int, EventBasis]
"""The bases of the events of an announcement, by identity: two events may say the same."""


def event_id(place: int) -> str:
    """Return the id of an event on the page of its announcement, by its place in the record."""
    return f"event_{place + 1}"


def bases(builder: ViewBuilder, announcement: Announcement) -> Bases:
    """Return the basis of each event of an announcement."""
    return {
        id(event): EventBasis(event_id(place), builder.proofs(event.evidence))
        for place, event in enumerate(announcement.events)
    }


def ladder(builder: ViewBuilder, state: history.State, kind: str) -> tuple[LadderStep, ...]:
    """Return all stages, of a kind of announcement, in order."""
    reached = {event.stage for event in state.events}
    return tuple(
        LadderStep(
            sign=builder.sign("stage", stage, kind),
            current=stage == state.stage,
            past=stage in reached,
            off=stage not in enumerations.LADDER,
        )
        for stage in enumerations.LISTS["stage"]
    )


def stage_part(
    builder: ViewBuilder, state: history.State, kind: str, of: Bases
) -> StatePart | None:
    """Return the stage with the event that gave it; None when none did."""
    if state.stage is None or state.stage_event is None:
        return None
    sign = builder.sign("stage", state.stage, kind)
    return StatePart(sign, _since(builder, state.stage_event), *of[id(state.stage_event)])


def verdict_part(builder: ViewBuilder, state: history.State, of: Bases) -> StatePart:
    """Return the verdict, which may be open, with its reason."""
    t, sign = builder.t, builder.sign("verdict", state.verdict)
    if event := state.verdict_event:
        why = _since(builder, event)
        if event.reason:
            why += t("state.reason", reason=builder.archive.label("reason", event.reason))
        return StatePart(sign, why, *of[id(event)])
    why, review = t("state.open"), state.review_event
    if review and review.on:
        why = t("state.reviewed", day=dates.label(review.on, builder.language))
    return StatePart(sign, why, of[id(review)].id if review else None, ())


def overdue_part(builder: ViewBuilder, state: history.State, of: Bases) -> StatePart | None:
    """Return by how much the last term has passed; None when it has not."""
    if not state.overdue or state.due is None or state.due_event is None:
        return None
    why = builder.t(
        "state.overdue",
        n=state.overdue_days,
        term=dates.term(state.due, builder.language),
        day=builder.as_of.text,
    )
    sign = builder.sign("computed", enumerations.OVERDUE)
    return StatePart(sign, why, *of[id(state.due_event)])


def _since(builder: ViewBuilder, event: Event) -> str:
    if event.on is None:
        return builder.t("state.since-unknown")
    return builder.t("state.since", day=dates.phrase(event.on, builder.language))


def term_views(builder: ViewBuilder, state: history.State, of: Bases) -> tuple[TermView, ...]:
    """Return the terms in the order in which they were said, with those said to be none."""
    missed = {id(term.event) for term in state.terms if term.missed}
    views = []
    for event in state.events:
        if event.due is None:
            continue
        current = event is state.due_event
        status = "missed" if id(event) in missed else "current" if current else "replaced"
        has_status = isinstance(event.due, Date) or not current
        views.append(
            TermView(
                event=of[id(event)].id,
                said=builder.day(event.on, short=True),
                by=builder.ref(event.speaker).title if event.speaker else "",
                term=term_words(builder, event.due),
                status=builder.t(f"term.{status}") if has_status else "",
                current=current,
            )
        )
    return tuple(views)


def term_words(builder: ViewBuilder, due: Date | str) -> str:
    """Return a term in words: when, that there was none, or that it was taken back."""
    if isinstance(due, Date):
        return dates.term(due, builder.language)
    return builder.t(f"event.due-{due}")
