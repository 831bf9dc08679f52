"""The state of an announcement: each part with the event and the evidence that it rests on."""

from __future__ import annotations

from typing import NamedTuple

from suites.analysis import history
from suites.archive import dates, enumerations
from suites.archive.dates import Date
from suites.archive.model import Announcement, Event
from suites.site.views.view_builder import ViewBuilder
from suites.site.views.view_models import Day, Proof, Sign


class Step(NamedTuple):
    """A rung of the ladder of stages; `past` tells that an event had reached it."""

    sign: Sign
    current: bool
    past: bool


class Finding(NamedTuple):
    """A part of the state, and why it is so."""

    sign: Sign
    why: str
    event: str | None
    proofs: tuple[Proof, ...]


class TermView(NamedTuple):
    """A term that was given."""

    event: str
    said: Day | None
    by: str
    term: str
    status: str
    current: bool


def _since(builder: ViewBuilder, event: Event) -> str:
    if event.on is None:
        return builder.t("state.since-unknown")
    return builder.t("state.since", day=dates.phrase(event.on, builder.language))


def event_ids(announcement: Announcement) -> dict[int, str]:
    """The id of each event on its page, by identity: two events may say the same."""
    return {id(event): event_id(place) for place, event in enumerate(announcement.events)}


def event_id(place: int) -> str:
    """The id of an event on the page of its announcement, by its place among its events."""
    return f"event_{place + 1}"


class Basis(NamedTuple):
    """What a part of a state rests on: the id of an event on its page, and its evidence."""

    id: str
    proofs: tuple[Proof, ...]


def bases(builder: ViewBuilder, announcement: Announcement) -> dict[int, Basis]:
    """What each event of an announcement is to its state, by identity (see `event_ids`)."""
    ids = event_ids(announcement)
    return {
        id(event): Basis(ids[id(event)], builder.proofs(event.evidence))
        for event in announcement.events
    }


def steps(builder: ViewBuilder, state: history.State, kind: str) -> tuple[Step, ...]:
    """Every stage, with what an announcement of a kind has come to."""
    reached = {event.stage for event in state.events}
    return tuple(
        Step(builder.sign("stage", stage, kind), stage == state.stage, stage in reached)
        for stage in enumerations.LISTS["stage"]
    )


def stage(
    builder: ViewBuilder, kind: str, state: history.State, based: dict[int, Basis]
) -> Finding | None:
    """The stage of an announcement of a kind, with the event that gave it; None when none did."""
    if state.stage is None or state.stage_event is None:
        return None
    sign = builder.sign("stage", state.stage, kind)
    return Finding(sign, _since(builder, state.stage_event), *based[id(state.stage_event)])


def verdict(builder: ViewBuilder, state: history.State, based: dict[int, Basis]) -> Finding:
    """The verdict, or that it is open, and why."""
    sign, event = builder.sign("verdict", state.verdict), state.verdict_event
    if event is None:
        review = state.review_event
        why = (
            builder.t("state.reviewed", day=dates.label(review.on, builder.language))
            if review and review.on
            else builder.t("state.open")
        )
        return Finding(sign, why, based[id(review)].id if review else None, ())
    why = _since(builder, event)
    if event.reason:
        why += builder.t("state.reason", reason=builder.archive.label("reason", event.reason))
    return Finding(sign, why, *based[id(event)])


def overdue(builder: ViewBuilder, state: history.State, based: dict[int, Basis]) -> Finding | None:
    """That the last term has passed, and by how much; None when it has not."""
    if not state.overdue or state.due is None or state.due_event is None:
        return None
    why = builder.t(
        "state.overdue",
        n=state.overdue_days,
        term=dates.term(state.due, builder.language),
        day=builder.as_of.text,
    )
    return Finding(builder.sign("computed", enumerations.OVERDUE), why, *based[id(state.due_event)])


def term_views(
    builder: ViewBuilder, state: history.State, based: dict[int, Basis]
) -> tuple[TermView, ...]:
    """The terms as they moved, in the order in which they were said; none is said too."""
    missed = {id(term.event) for term in state.terms if term.missed}
    found = []
    for event in state.events:
        if event.due is None:
            continue
        current = event is state.due_event
        dated = isinstance(event.due, Date)
        status = "missed" if id(event) in missed else "current" if current else "replaced"
        found.append(
            TermView(
                event=based[id(event)].id,
                said=builder.day(event.on, short=True),
                by=builder.ref(event.speaker).title if event.speaker else "",
                term=term_words(builder, event.due),
                status=builder.t(f"term.{status}") if dated or not current else "",
                current=current,
            )
        )
    return tuple(found)


def term_words(builder: ViewBuilder, due: Date | str) -> str:
    """A term in words: when, that there was none, or that it was taken back."""
    if isinstance(due, Date):
        return dates.term(due, builder.language)
    return builder.t(f"event.due-{due}")
