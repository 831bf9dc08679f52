"""History: the events of an announcement -> its state on a day.

Events are the only source of a state, and later ones correct earlier ones without erasing them. Two
axes of time: `on` is the day in the world; when its evidence was published is for `knowledge`. What
happened after the day of the state is kept, and told apart. A day of little precision counts by its
latest day: nothing is said to have happened before it is certain that it had.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from suites.archive import dates, enumerations
from suites.archive.dates import Date
from suites.archive.model import Announcement, Event
from suites.archive.model.values import TERMLESS


@dataclass(frozen=True, slots=True)
class Term:
    """A term that was given: by which event, and whether it passed without a verdict in time."""

    event: Event
    due: Date
    missed: bool
    current: bool


@dataclass(frozen=True, slots=True)
class State:
    """What is known of an announcement on a day, each part with the event that it rests on.

    `stage` and `modality` are None while no event gave one; `verdict` is `open` without a verdict.
    `due` is None when no term was said, was said to be none, or was taken back.
    """

    as_of: date
    stage: str | None
    stage_event: Event | None
    verdict: str
    verdict_event: Event | None
    modality: str | None
    modality_event: Event | None
    due: Date | None
    due_event: Event | None
    terms: tuple[Term, ...]
    review_event: Event | None
    overdue: bool
    overdue_days: int
    events: tuple[Event, ...]
    later_events: tuple[Event, ...]

    @property
    def judged(self) -> bool:
        """Whether the announcement can have a verdict that is worth showing: facts have none."""
        return self.verdict != enumerations.OPEN


class PastRow(NamedTuple):
    """A `Past` in a list of the archive; what it lacks is empty."""

    place: int
    on: str  # day, as EDTF
    stage: str
    verdict: str
    modality: str
    due: str  # term as EDTF, or `none`, or `withdrawn`
    reason: str
    review: bool
    speaker: str
    occasion: str


class PastEvent(NamedTuple):
    """An event that had happened by the day of the states, as drawings and lists show it.

    `place` is that among all events of the announcement. What is written about an event (its note,
    the words of a review) and what it rests on stand on the announcement's own page alone.
    """

    place: int
    on: Date | None
    stage: str | None
    verdict: str | None
    modality: str | None
    due: Date | str | None
    reason: str | None
    review: bool
    speaker: str | None
    occasion: str | None

    def row(self) -> PastRow:
        """Return the event as a row."""
        due = self.due.text if isinstance(self.due, Date) else self.due or ""
        return PastRow(
            self.place,
            self.on.text if self.on else "",
            self.stage or "",
            self.verdict or "",
            self.modality or "",
            due,
            self.reason or "",
            self.review,
            self.speaker or "",
            self.occasion or "",
        )

    @classmethod
    def of_row(cls, row: PastRow) -> PastEvent:
        """Return the event of a row."""
        due = row.due
        return cls(
            row.place,
            dates.parse(row.on) if row.on else None,
            row.stage or None,
            row.verdict or None,
            row.modality or None,
            dates.parse(due) if due and due not in TERMLESS else due or None,
            row.reason or None,
            row.review,
            row.speaker or None,
            row.occasion or None,
        )


def past(announcement: Announcement, as_of: date) -> Iterator[PastEvent]:
    """The events of an announcement that had happened by a day, in the order of the record."""
    for place, event in enumerate(announcement.events):
        if happened_by(event, as_of):
            yield PastEvent(
                place,
                event.on,
                event.stage,
                event.verdict,
                event.modality,
                event.due,
                event.reason,
                bool(event.review),
                event.speaker,
                event.occasion,
            )


def judgement(announcement: Announcement, event: Event) -> str | None:
    """Return the verdict of an event, or the stage with which it ends a fact; None if neither."""
    if announcement.kind == "fact" and event.stage in enumerations.CLOSING_STAGES:
        return event.stage
    return event.verdict


def changes_something(event: Event | PastEvent) -> bool:
    """Return whether an event is news: a review alone is our own."""
    return bool(event.stage or event.verdict or event.due or event.modality)


def happened_by(event: Event, day: date) -> bool:
    """Whether the event had certainly taken place on that day; one without a date had."""
    return event.on is None or event.on.latest <= day


def state(announcement: Announcement, as_of: date) -> State:
    """The state of the announcement on the day `as_of`, by what happened in the world until then.

    The current term is the one said last. An announcement is overdue when the latest day of its
    current term has passed, without a verdict and without a review after that day.
    """
    events = tuple(event for event in announcement.events if happened_by(event, as_of))
    later = tuple(event for event in announcement.events if not happened_by(event, as_of))
    stage_event = _last(events, "stage")
    verdict_event = _last(events, "verdict")
    modality_event = _last(events, "modality")
    due_event = _last(events, "due")
    review_event = _last(events, "review")
    due = due_event.due if due_event and isinstance(due_event.due, Date) else None
    overdue = (
        announcement.kind != "fact"
        and verdict_event is None
        and due is not None
        and due.latest < as_of
        and not (review_event and review_event.on and review_event.on.latest > due.latest)
    )
    return State(
        as_of=as_of,
        stage=stage_event.stage if stage_event else None,
        stage_event=stage_event,
        verdict=(verdict_event.verdict if verdict_event else None) or enumerations.OPEN,
        verdict_event=verdict_event,
        modality=modality_event.modality if modality_event else None,
        modality_event=modality_event,
        due=due,
        due_event=due_event,
        terms=_terms(events, due_event, verdict_event, as_of),
        review_event=review_event,
        overdue=overdue,
        overdue_days=(as_of - due.latest).days if overdue and due else 0,
        events=events,
        later_events=later,
    )


def _last(events: Sequence[Event], what: str) -> Event | None:
    return next((event for event in reversed(events) if getattr(event, what) is not None), None)


def _terms(
    events: Sequence[Event], current: Event | None, verdict: Event | None, as_of: date
) -> tuple[Term, ...]:
    settled = verdict.on.latest if verdict and verdict.on else None
    return tuple(
        Term(
            event=event,
            due=event.due,
            missed=event.due.latest < min(as_of, settled or as_of),
            current=event is current,
        )
        for event in events
        if isinstance(event.due, Date)
    )
