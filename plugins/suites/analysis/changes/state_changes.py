"""State changes: the states of announcements before and after, and what each rests on.

A state changes when something is written, or when the day of the states moves. To tell one from the
other, the older announcement is judged on the later day as well.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from suites.analysis.changes.change import StateChange
from suites.analysis.history import State, state, term_text
from suites.archive import enumerations
from suites.archive.model import Announcement, Event

NONE = "-"
KEYS = ("stage", "verdict", "modality", "term", "overdue")


def state_changes(
    before: Announcement, day_before: date, after: Announcement, day_after: date
) -> Iterator[StateChange]:
    """Yield what changed of the state of an announcement that both sides have."""
    old, new = state(before, day_before), state(after, day_after)
    moved = state(before, day_after) if day_before != day_after else old
    known = _evidence(before.events)
    for key in KEYS:
        values = [shown(one, key) for one in (old, moved, new)]
        if values[0] != values[1]:
            proofs = _proofs(moved, key, known)
            yield StateChange(after.id, key, values[0], values[1], "day", proofs)
        if values[1] != values[2]:
            yield StateChange(
                after.id, key, values[1], values[2], "content", _proofs(new, key, known)
            )


def shown(one: State, key: str) -> str:
    """Return a part of a state as text; the days by which it is overdue are left out."""
    if key == "overdue":
        return "yes" if one.overdue else "no"
    if key == "term":
        return (
            one.due.text if one.due else term_text(one.due_event) if one.due_event else ""
        ) or NONE
    if key == "verdict":
        return one.verdict
    return (one.stage if key == "stage" else one.modality) or NONE


def summary(one: State) -> Mapping[str, str]:
    """Return the parts of a state that say something, as text, by their names."""
    values = {key: shown(one, key) for key in KEYS}
    silent = {NONE, enumerations.OPEN, "no"}
    return {key: value for key, value in values.items() if value not in silent}


def _proofs(one: State, key: str, known: frozenset[str]) -> tuple[tuple[str, bool], ...]:
    """Return the evidence that a part of a state rests on, each with whether it is new."""
    giving: Event | None = {
        "stage": one.stage_event,
        "verdict": one.verdict_event,
        "term": one.due_event,
    }.get(key)
    if giving is None and key == "modality":
        giving = next((event for event in reversed(one.events) if event.modality), None)
    evidence = giving.evidence if giving else ()
    return tuple((reference, reference not in known) for reference in evidence)


def _evidence(events: tuple[Event, ...]) -> frozenset[str]:
    return frozenset(reference for event in events for reference in event.evidence)
