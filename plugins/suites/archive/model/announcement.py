"""Announcements: their events, their relations, and what sources disagree about."""

from __future__ import annotations

from typing import Literal

from suites.archive import enumerations
from suites.archive.model.values import (
    Address,
    Due,
    EdtfDate,
    EvidenceId,
    Id,
    Located,
    Part,
    Prose,
    ProseTitle,
    Record,
    Some,
    Text,
)


class OutsideSource(Part):
    """A page outside the archive on which an event rests, and the annotation that cites it."""

    name: Text
    url: Address | None = None
    cited_by: EvidenceId | None = None


class Reading(Part):
    """One reading of the evidence of an event; `found` is given where it found something else."""

    on: EdtfDate
    role: enumerations.ReaderRole
    found: enumerations.Verdict | enumerations.Stage | Literal["open"] | None = None


class Event(Located):
    """A change in the life of an announcement: what changed, when, who says so."""

    on: EdtfDate | None = None
    stage: enumerations.Stage | None = None
    modality: enumerations.Modality | None = None
    due: Due | None = None
    verdict: enumerations.Verdict | None = None
    reason: enumerations.Reason | None = None
    review: Prose | None = None
    speaker: Id | None = None
    occasion: Prose | None = None
    evidence: Some[EvidenceId] = ()
    outside: Some[OutsideSource] = ()
    note: Prose | None = None
    read: Some[Reading] = ()

    @property
    def is_empty(self) -> bool:
        """Whether the event says nothing that changes anything."""
        return not any((self.stage, self.modality, self.due, self.verdict, self.review))


class Relation(Located):
    """A typed, directed link to another announcement, written once."""

    type: enumerations.RelationType
    target: Id
    compare: bool = False
    note: Prose | None = None
    evidence: Some[EvidenceId] = ()


class Discrepancy(Located):
    """Sources that give one element of an announcement different values for the same moment.

    `on` is that moment, where the days on which the words were said do not show it.
    """

    element: Text
    on: EdtfDate | None = None
    quotes: Some[EvidenceId]
    note: Prose


class Announcement(Record):
    """Something announced, followed from article to article; its events are its only state."""

    title: ProseTitle
    kind: enumerations.AnnouncementKind
    claim: Prose
    actors: Some[Id] = ()
    products: Some[Id] = ()
    themes: Some[Id] = ()
    events: Some[Event] = ()
    relations: Some[Relation] = ()
    discrepancies: Some[Discrepancy] = ()
    added: EdtfDate
