"""Announcements: their events, their relations, and what sources disagree about."""

from __future__ import annotations

from suites import terms
from suites.model.values import (
    Due,
    EdtfDate,
    EvidenceId,
    Id,
    Located,
    Record,
    Some,
    Text,
    Title,
)


class Event(Located):
    """A change in the life of an announcement: what changed, when, who says so."""

    on: EdtfDate | None = None
    stage: terms.Stage | None = None
    modality: terms.Modality | None = None
    due: Due | None = None
    verdict: terms.Verdict | None = None
    reason: terms.Reason | None = None
    review: Text | None = None
    speaker: Id | None = None
    occasion: Text | None = None
    evidence: Some[EvidenceId] = ()
    note: Text | None = None

    @property
    def is_empty(self) -> bool:
        """Whether the event says nothing that changes anything."""
        return not any((self.stage, self.modality, self.due, self.verdict, self.review))


class Relation(Located):
    """A typed, directed link to another announcement, written once."""

    type: terms.RelationType
    target: Id
    note: Text | None = None
    evidence: Some[EvidenceId] = ()


class Discrepancy(Located):
    """Sources that disagree about one element of an announcement."""

    element: Text
    quotes: Some[EvidenceId]
    note: Text


class Announcement(Record):
    """Something announced, followed from article to article; its events are its only state."""

    title: Title
    kind: terms.AnnouncementKind
    claim: Text
    actors: Some[Id] = ()
    products: Some[Id] = ()
    themes: Some[Id] = ()
    events: Some[Event] = ()
    relations: Some[Relation] = ()
    discrepancies: Some[Discrepancy] = ()
    added: EdtfDate
