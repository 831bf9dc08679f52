"""The page of an announcement: its claim, its state and what it rests on, its history, its ties."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain

from markupsafe import Markup

from suites import history, terms
from suites.dates import Date
from suites.model import Announcement, Discrepancy, Event
from suites.pages import address
from suites.pages.desk import Desk
from suites.pages.parts import Day, Proof, Ref, Sign, Signs, Tie, View
from suites.pages.state import (
    Finding,
    Step,
    TermView,
    as_of,
    event_ids,
    finding,
    known_day,
    overdue,
    term_views,
    term_words,
    verdict,
)  # fmt: skip
from suites.relations import Link, Mention


@dataclass(frozen=True, slots=True)
class EventView:
    """An event of the history, with what it changed in words."""

    id: str
    day: Day | None
    changes: tuple[str, ...]
    stage: Sign | None
    verdict: Sign | None
    speaker: Ref | None
    occasion: str | None
    review: Markup | None
    note: Markup | None
    proofs: tuple[Proof, ...]
    lone: bool


@dataclass(frozen=True, slots=True)
class DiscrepancyView:
    """Sources that disagree, with what each says."""

    element: str
    note: Markup | None
    proofs: tuple[Proof, ...]


@dataclass(frozen=True, slots=True)
class MentionView:
    """An article that is about the announcement, and where in it."""

    tie: Tie
    proof: Proof


@dataclass(frozen=True)
class AnnouncementPage(View):
    """Everything that the page of an announcement shows."""

    kind: str
    claim: str
    actors_word: str
    actors: tuple[Ref, ...]
    speakers: tuple[Ref, ...]
    modality: Finding | None
    as_of: Day
    ladder: tuple[Step, ...]
    off_ladder: tuple[Step, ...]
    stage: Finding | None
    verdict: Finding | None
    overdue: Finding | None
    terms: tuple[TermView, ...]
    events: tuple[EventView, ...]
    later: tuple[EventView, ...]
    context: Markup
    relations: tuple[Tie, ...]
    inverse: tuple[Tie, ...]
    discrepancies: tuple[DiscrepancyView, ...]
    mentions: tuple[MentionView, ...]
    backlinks: tuple[Tie, ...]
    related: tuple[Tie, ...]
    themes: tuple[Ref, ...]
    products: tuple[Ref, ...]
    signs: Signs
    added: Day


def page(desk: Desk, announcement: Announcement) -> AnnouncementPage:
    """The page of the announcement."""
    url = address.of(announcement)
    root = address.root(url)
    state = desk.linked.states[announcement.id]
    ids = event_ids(announcement)
    links = desk.linked.links.get(announcement.id, ())
    return AnnouncementPage(
        root=root,
        url=url,
        title=announcement.title,
        description=announcement.claim,
        kind=desk.archive.label("announcement_kind", announcement.kind),
        claim=announcement.claim,
        actors_word=desk.t(f"announcement.actors-{announcement.kind}"),
        actors=desk.refs(announcement.actors),
        speakers=desk.refs(_speakers(desk, announcement)),
        modality=finding(desk, "modality", state.modality, state.modality_event, ids),
        as_of=as_of(desk),
        ladder=tuple(
            Step(desk.sign("stage", stage), stage == state.stage) for stage in terms.LADDER
        ),
        off_ladder=tuple(
            Step(desk.sign("stage", stage), stage == state.stage)
            for stage in terms.LISTS["stage"]
            if stage not in terms.LADDER
        ),
        stage=finding(desk, "stage", state.stage, state.stage_event, ids),
        verdict=None if announcement.kind == "fact" else verdict(desk, state, ids),
        overdue=overdue(desk, state, ids),
        terms=term_views(desk, announcement),
        events=tuple(_event(desk, e, root, ids[id(e)]) for e in state.events),
        later=tuple(_event(desk, e, root, ids[id(e)]) for e in state.later_events),
        context=desk.passages(announcement, root),
        relations=tuple(_tie(desk, link, root) for link in links if not link.inverse),
        inverse=tuple(_tie(desk, link, root) for link in links if link.inverse),
        discrepancies=tuple(_discrepancy(desk, d, root) for d in announcement.discrepancies),
        mentions=tuple(
            mention_view(desk, one) for one in desk.linked.mentions.get(announcement.id, ())
        ),
        backlinks=desk.backlinks(announcement.id),
        related=desk.related(desk.linked.related_announcements.get(announcement.id, ())),
        themes=desk.refs(announcement.themes),
        products=desk.refs(announcement.products),
        signs=desk.signs(announcement.id),
        added=known_day(desk, announcement.added),
    )


def _speakers(desk: Desk, announcement: Announcement) -> dict[str, None]:
    events = (event.speaker for event in announcement.events)
    notes = (one.annotation.speaker for one in desk.linked.mentions.get(announcement.id, ()))
    return dict.fromkeys(filter(None, chain(events, notes)))


def _event(desk: Desk, event: Event, root: str, id_: str) -> EventView:
    return EventView(
        id=id_,
        day=desk.day(event.on),
        changes=tuple(changes(desk, event)),
        stage=desk.sign("stage", event.stage) if event.stage else None,
        verdict=desk.sign("verdict", event.verdict) if event.verdict else None,
        speaker=desk.ref(event.speaker) if event.speaker else None,
        occasion=event.occasion,
        review=desk.note(event.review, root),
        note=desk.note(event.note, root),
        proofs=desk.proofs(event.evidence),
        lone=len(history.outlets(event, desk.archive)) == 1,
    )


def changes(desk: Desk, event: Event) -> list[str]:
    """What the event changed, in words: its term, its modality, its reason."""
    changes = []
    if event.modality:
        changes.append(desk.archive.label("modality", event.modality))
    if isinstance(event.due, Date):
        changes.append(desk.t("event.due", term=term_words(desk, event.due)))
    elif event.due:
        changes.append(term_words(desk, event.due))
    if event.reason:
        reason = desk.archive.label("reason", event.reason)
        changes.append(desk.t("event.reason", reason=reason))
    if event.review:
        changes.append(desk.t("event.review"))
    return changes


def _tie(desk: Desk, link: Link, root: str) -> Tie:
    relation = link.relation
    return Tie(
        label=desk.archive.label("relation", relation.type, inverse=link.inverse),
        day=None,
        ref=desk.ref(link.other),
        why="",
        note=desk.note(relation.note, root),
        signs=desk.signs(link.other),
        proofs=desk.proofs(relation.evidence),
    )


def _discrepancy(desk: Desk, one: Discrepancy, root: str) -> DiscrepancyView:
    return DiscrepancyView(
        element=desk.archive.vocabulary.elements[one.element].label[desk.language],
        note=desk.note(one.note, root),
        proofs=desk.proofs(one.quotes),
    )


def mention_view(desk: Desk, mention: Mention) -> MentionView:
    """An annotation, seen from what it is about."""
    article, annotation = mention.article, mention.annotation
    tie = Tie(
        label="",
        day=desk.day(article.published, short=True),
        ref=desk.ref(article.id),
        why=desk.role(annotation),
        note=None,
        signs=None,
        proofs=(),
    )
    return MentionView(tie, desk.proof(f"{article.id}#{annotation.id}"))
