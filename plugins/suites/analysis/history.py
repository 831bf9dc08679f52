"""History: the events of an announcement -> its state on a day.

Events are the only source of a state, and later ones correct earlier ones without erasing them. The
day of an event is that in the world; when its evidence was published is for `monthly_snapshot`. A
day of little precision counts by its latest day: nothing has happened before it certainly had.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from suites.archive import dates, enumerations
from suites.archive.dates import Date
from suites.archive.model import Announcement, Event
from suites.archive.model.values import TERMLESS


@dataclass(frozen=True, slots=True)
class State:
    """The state of an announcement on a day, and the events that each part of it rests on.

    `overdue_days` is 0 when it is not overdue.
    """

    as_of: date
    events: tuple[Event, ...]
    later_events: tuple[Event, ...]
    stage_event: Event | None
    verdict_event: Event | None
    due_event: Event | None
    review_event: Event | None
    overdue_days: int

    @property
    def stage(self) -> str | None:
        """Return the stage that was reached; None while no event gave one."""
        return self.stage_event.stage if self.stage_event else None

    @property
    def modality(self) -> str | None:
        """Return the strength of what was said last; None while no event gave one."""
        event = _last(self.events, "modality")
        return event.modality if event else None

    @property
    def verdict(self) -> str:
        """Return the verdict; `open` while there is none."""
        return (self.verdict_event.verdict if self.verdict_event else None) or enumerations.OPEN

    @property
    def due(self) -> Date | None:
        """Return the term that counts; None when none was said, or it was taken back."""
        return _date(self.due_event)

    @property
    def missed(self) -> tuple[Event, ...]:
        """Return the events whose terms passed without a verdict in time."""
        judged = self.verdict_event.on if self.verdict_event else None
        end = min(self.as_of, judged.latest) if judged else self.as_of
        return tuple(one for one in self.events if (due := _date(one)) and due.latest < end)

    @property
    def overdue(self) -> bool:
        """Return whether the term that counts has passed without a verdict or a review."""
        return self.overdue_days > 0

    @property
    def judged(self) -> bool:
        """Return whether the announcement has a verdict."""
        return self.verdict != enumerations.OPEN


class PastEvent(NamedTuple):
    """An event that had happened by the day of the states, as drawings and lists show it.

    What it lacks is empty. What is written about it (its note, the words of a review) and what it
    rests on stand on the announcement's own page alone.
    """

    place: int  # among all events of the announcement
    day: str  # EDTF
    stage: str
    verdict: str
    modality: str
    term: str  # EDTF, or `none`, or `withdrawn`
    reason: str
    review: bool
    speaker: str
    occasion: str

    @property
    def on(self) -> Date | None:
        """Return the day of the event; None when it has no date."""
        return dates.parse(self.day) if self.day else None

    @property
    def due(self) -> Date | str | None:
        """Return the term that it gave, as `Event.due` has it; None when it gave none."""
        is_date = self.term and self.term not in TERMLESS
        return dates.parse(self.term) if is_date else self.term or None

    def as_reported(self) -> "PastEvent":
        """Return the event as its sources report it: no reason, review, speaker or occasion."""
        return self._replace(reason="", review=False, speaker="", occasion="")


def past(announcement: Announcement, as_of: date) -> Iterator[PastEvent]:
    """Yield the events of an announcement that had happened by a day, in the record's order."""
    for place, event in enumerate(announcement.events):
        if happened_by(event, as_of):
            yield PastEvent(
                place,
                event.on.text if event.on else "",
                event.stage or "",
                event.verdict or "",
                event.modality or "",
                term_text(event),
                event.reason or "",
                bool(event.review),
                event.speaker or "",
                event.occasion or "",
            )


def term_text(event: Event) -> str:
    """Return the term that an event gave: EDTF, `none` or `withdrawn`; "" when it gave none."""
    return event.due.text if isinstance(event.due, Date) else event.due or ""


def judgement(announcement: Announcement, event: Event) -> str | None:
    """Return the verdict of an event, or the stage with which it ends a fact; None if neither."""
    if announcement.kind == "fact" and event.stage in enumerations.CLOSING_STAGES:
        return event.stage
    return event.verdict


def changes_something(event: Event | PastEvent) -> bool:
    """Return whether an event is news: a review alone is our own."""
    return bool(event.stage or event.verdict or event.due or event.modality)


def happened_by(event: Event, day: date) -> bool:
    """Return whether the event had certainly taken place on a day; one without a date had."""
    return event.on is None or event.on.latest <= day


def state(announcement: Announcement, as_of: date) -> State:
    """Return the state of the announcement on a day, by what happened in the world until then.

    The current term is the one said last. An announcement is overdue when the latest day of its
    current term has passed, without a verdict and without a review after that day.
    """
    events = tuple(event for event in announcement.events if happened_by(event, as_of))
    verdict, due, review = (_last(events, part) for part in ("verdict", "due", "review"))
    term, overdue_days = _date(due), 0
    if term and term.latest < as_of and verdict is None and announcement.kind != "fact":
        reviewed = review and review.on and review.on.latest > term.latest
        overdue_days = 0 if reviewed else (as_of - term.latest).days
    return State(
        as_of=as_of,
        events=events,
        later_events=tuple(e for e in announcement.events if not happened_by(e, as_of)),
        stage_event=_last(events, "stage"),
        verdict_event=verdict,
        due_event=due,
        review_event=review,
        overdue_days=overdue_days,
    )


def _last(events: Sequence[Event], part: str) -> Event | None:
    return next((event for event in reversed(events) if getattr(event, part) is not None), None)


def _date(event: Event | None) -> Date | None:
    return event.due if event and isinstance(event.due, Date) else None
