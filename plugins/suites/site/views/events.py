"""The history of an announcement: each event with what it changed, and what it rests on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from markupsafe import Markup

from suites.analysis.history import PastEvent
from suites.archive import urls
from suites.archive.dates import Date
from suites.archive.model import Announcement, Event
from suites.site.views.readings import OutsideView, ReadingsView, outside, readings
from suites.site.views.state import Basis, term_words
from suites.site.views.view_builder import ViewBuilder
from suites.site.views.view_models import Day, Proof, Ref, Sign


class EventView(NamedTuple):
    """An event of the history, with what it changed in words.

    `bullet` is the stage reached by then, or the verdict where that is all the event gave.
    """

    id: str
    day: Day | None
    bullet: Sign | None
    changes: tuple[str, ...]
    stage: Sign | None
    verdict: Sign | None
    speaker: Ref | None
    occasion: str | None
    review: Markup | None
    note: Markup | None
    proofs: tuple[Proof, ...]
    lone: bool
    outside: tuple[OutsideView, ...]
    readings: ReadingsView | None


def event_views(
    builder: ViewBuilder,
    announcement: Announcement,
    events: tuple[Event, ...],
    based: dict[int, Basis],
) -> tuple[EventView, ...]:
    """Return the events as they are shown; `based` is what each rests on, by identity."""
    bullets = _bullets(builder, announcement.kind, events)
    return tuple(
        _event(builder, announcement, event, based[id(event)], bullets[id(event)])
        for event in events
    )


def _bullets(builder: ViewBuilder, kind: str, events: Iterable[Event]) -> dict[int, Sign | None]:
    """The sign of each event, by identity: the stage goes on until an event changes it."""
    stage: Sign | None = None
    found = {}
    for event in events:
        if event.stage:
            stage = builder.sign("stage", event.stage, kind)
        judged = builder.sign("verdict", event.verdict) if event.verdict else None
        found[id(event)] = stage if event.stage else judged or stage
    return found


def _event(
    builder: ViewBuilder,
    announcement: Announcement,
    event: Event,
    basis: Basis,
    bullet: Sign | None,
) -> EventView:
    url = urls.of(announcement)
    articles = {reference.partition("#")[0] for reference in event.evidence}
    return EventView(
        id=basis.id,
        day=builder.day(event.on),
        bullet=bullet,
        changes=tuple(changes(builder, event)),
        stage=builder.sign("stage", event.stage, announcement.kind) if event.stage else None,
        verdict=builder.sign("verdict", event.verdict) if event.verdict else None,
        speaker=builder.ref(event.speaker) if event.speaker else None,
        occasion=event.occasion,
        review=builder.note(event.review, url),
        note=builder.note(event.note, url),
        proofs=basis.proofs,
        lone=len({outlet_of(builder, id_) for id_ in articles}) == 1,
        outside=outside(builder, event.outside),
        readings=readings(builder, announcement, event),
    )


def outlet_of(builder: ViewBuilder, article: str) -> str:
    """The outlet of an article; one without a known outlet counts as one of its own."""
    return next(iter(builder.linked.row_summaries[article].by), article)


def changes(builder: ViewBuilder, event: Event | PastEvent) -> list[str]:
    """What the event changed, in words: its term, its modality, its reason."""
    changes = []
    if event.modality:
        changes.append(builder.archive.label("modality", event.modality))
    if isinstance(event.due, Date):
        changes.append(builder.t("event.due", term=term_words(builder, event.due)))
    elif event.due:
        changes.append(term_words(builder, event.due))
    if event.reason:
        reason = builder.archive.label("reason", event.reason)
        changes.append(builder.t("event.reason", reason=reason))
    if event.review:
        changes.append(builder.t("event.review"))
    return changes
