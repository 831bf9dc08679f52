"""State of an announcement: each part with the event and the evidence that it rests on."""

from typing import NamedTuple

from suites.analysis.history import State
from suites.archive import dates, enumerations
from suites.archive.dates import Date
from suites.archive.model import Event
from suites.site.views.events import EventViews, term_words
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


def ladder(builder: ViewBuilder, state: State, kind: str) -> tuple[LadderStep, ...]:
    """Return all stages in order, as they are called for a kind of announcement."""
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


def stage_part(builder: ViewBuilder, state: State, views: EventViews) -> StatePart | None:
    """Return the stage; None when no event gave one."""
    if not (event := state.stage_event):
        return None
    view = views[id(event)]
    assert view.stage
    return StatePart(view.stage, _since(builder, event), view.id, view.proofs)


def verdict_part(builder: ViewBuilder, state: State, views: EventViews) -> StatePart:
    """Return the verdict, which may be open, with its reason."""
    t, sign = builder.t, builder.sign("verdict", state.verdict)
    if event := state.verdict_event:
        why, view = _since(builder, event), views[id(event)]
        if event.reason:
            why += t("state.reason", reason=builder.archive.label("reason", event.reason))
        return StatePart(sign, why, view.id, view.proofs)
    why, review = t("state.open"), state.review_event
    if review and review.on:
        why = t("state.reviewed", day=builder.day(review.on).text)
    return StatePart(sign, why, views[id(review)].id if review else None, ())


def overdue_part(builder: ViewBuilder, state: State, views: EventViews) -> StatePart | None:
    """Return by how much the last term has passed; None when it has not."""
    if not state.overdue or not state.due:
        return None
    term = dates.term(state.due, builder.language)
    day = builder.as_of.text
    why = builder.t("state.overdue", n=state.overdue_days, term=term, day=day)
    view = views[id(state.due_event)]
    return StatePart(builder.sign("computed", enumerations.OVERDUE), why, view.id, view.proofs)


def _since(builder: ViewBuilder, event: Event) -> str:
    if event.on is None:
        return builder.t("state.since-unknown")
    return builder.t("state.since", day=dates.phrase(event.on, builder.language))


def term_views(builder: ViewBuilder, state: State, views: EventViews) -> tuple[TermView, ...]:
    """Return the terms in the order in which they were said, with those said to be none."""
    missed = {id(event) for event in state.missed}
    terms = []
    for event in state.events:
        if event.due is None:
            continue
        view, current = views[id(event)], event is state.due_event
        status = "missed" if id(event) in missed else "current" if current else "replaced"
        has_status = isinstance(event.due, Date) or not current
        terms.append(
            TermView(
                event=view.id,
                said=builder.day(event.on, short=True),
                by=view.speaker.title if view.speaker else "",
                term=term_words(builder, event.due),
                status=builder.t(f"term.{status}") if has_status else "",
                current=current,
            )
        )
    return tuple(terms)
