"""The page of an announcement: its claim, its state and what it rests on, its history, its ties."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain

from markupsafe import Markup

from suites import dates, history, terms
from suites.dates import Date
from suites.model import Announcement, Discrepancy, Event
from suites.pages import address
from suites.pages.desk import Desk
from suites.pages.parts import Day, Proof, Ref, Sign, Signs, Tie, View
from suites.relations import Link, Mention


@dataclass(frozen=True, slots=True)
class Step:
    """A rung of the ladder of stages."""

    sign: Sign
    current: bool


@dataclass(frozen=True, slots=True)
class Finding:
    """A part of the state, and why it is so."""

    sign: Sign
    why: str
    proofs: tuple[Proof, ...]


@dataclass(frozen=True, slots=True)
class TermView:
    """A term that was given."""

    said: Day | None
    by: str
    term: str
    status: str
    current: bool


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
    actors: tuple[Ref, ...]
    speakers: tuple[Ref, ...]
    modality: str | None
    as_of: Day
    ladder: tuple[Step, ...]
    off_ladder: Sign | None
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
    links = desk.linked.links.get(announcement.id, ())
    numbered = {id(event): f"evenement-{n}" for n, event in enumerate(announcement.events, 1)}
    return AnnouncementPage(
        root=root,
        url=url,
        title=announcement.title,
        description=announcement.claim,
        kind=desk.archive.label("announcement_kind", announcement.kind),
        claim=announcement.claim,
        actors=desk.refs(announcement.actors),
        speakers=desk.refs(_speakers(desk, announcement)),
        modality=desk.archive.label("modality", state.modality) if state.modality else None,
        as_of=as_of(desk),
        ladder=tuple(
            Step(desk.sign("stage", stage), stage == state.stage) for stage in terms.LADDER
        ),
        off_ladder=(
            desk.sign("stage", state.stage)
            if state.stage and state.stage not in terms.LADDER
            else None
        ),
        stage=_stage(desk, state),
        verdict=None if announcement.kind == "fact" else _verdict(desk, state),
        overdue=_overdue(desk, state),
        terms=tuple(_term(desk, term) for term in state.terms),
        events=tuple(_event(desk, e, root, numbered[id(e)]) for e in state.events),
        later=tuple(_event(desk, e, root, numbered[id(e)]) for e in state.later_events),
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
        added=_day(desk, announcement.added),
    )


def _day(desk: Desk, date: Date) -> Day:
    return Day(dates.label(date, desk.language), dates.html_datetime(date))


def as_of(desk: Desk) -> Day:
    """The day on which the states are computed."""
    return _day(desk, dates.parse(desk.linked.as_of.isoformat()))


def _speakers(desk: Desk, announcement: Announcement) -> dict[str, None]:
    events = (event.speaker for event in announcement.events)
    notes = (one.annotation.speaker for one in desk.linked.mentions.get(announcement.id, ()))
    return dict.fromkeys(filter(None, chain(events, notes)))


def _since(desk: Desk, event: Event) -> str:
    if event.on is None:
        return desk.t("state.since-unknown")
    return desk.t("state.since", day=dates.label(event.on, desk.language))


def _stage(desk: Desk, state: history.State) -> Finding | None:
    if state.stage is None or state.stage_event is None:
        return None
    event = state.stage_event
    return Finding(
        desk.sign("stage", state.stage), _since(desk, event), desk.proofs(event.evidence)
    )


def _verdict(desk: Desk, state: history.State) -> Finding:
    sign, event = desk.sign("verdict", state.verdict), state.verdict_event
    if event is None:
        review = state.review_event
        why = (
            desk.t("state.reviewed", day=dates.label(review.on, desk.language))
            if review and review.on
            else desk.t("state.open")
        )
        return Finding(sign, why, ())
    why = _since(desk, event)
    if event.reason:
        why += desk.t("state.reason", reason=desk.archive.label("reason", event.reason))
    return Finding(sign, why, desk.proofs(event.evidence))


def _overdue(desk: Desk, state: history.State) -> Finding | None:
    if not state.overdue or state.due is None or state.due_event is None:
        return None
    why = desk.t(
        "state.overdue",
        n=state.overdue_days,
        term=dates.term(state.due, desk.language),
        day=as_of(desk).text,
    )
    return Finding(desk.sign("computed", terms.OVERDUE), why, desk.proofs(state.due_event.evidence))


def _term(desk: Desk, term: history.Term) -> TermView:
    speaker = term.event.speaker
    status = "missed" if term.missed else "current" if term.current else "replaced"
    return TermView(
        said=desk.day(term.event.on, short=True),
        by=desk.ref(speaker).title if speaker else "",
        term=dates.term(term.due, desk.language),
        status=desk.t(f"term.{status}"),
        current=term.current,
    )


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
        changes.append(desk.t("event.due", term=dates.term(event.due, desk.language)))
    elif event.due:
        changes.append(desk.t(f"event.due-{event.due}"))
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
    role = desk.archive.label("role", annotation.role) if annotation.role else ""
    tie = Tie(
        label="",
        day=desk.day(article.published, short=True),
        ref=desk.ref(article.id),
        why=role,
        note=None,
        signs=None,
        proofs=(),
    )
    return MentionView(tie, desk.proof(f"{article.id}#{annotation.id}"))
