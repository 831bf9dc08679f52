"""The page of an announcement: its claim, its state and what it rests on, its history, its ties."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from markupsafe import Markup

from suites.analysis.relatedness import RelationEnd
from suites.analysis.rows import MentionRow
from suites.archive import dates, enumerations, urls
from suites.archive.model import Announcement, Discrepancy, Event
from suites.site.views import matrix, months, quote_comparison
from suites.site.views.events import EventView, event_views, outlet_of
from suites.site.views.matrix import Matrix
from suites.site.views.mentions import MentionView, mention_views
from suites.site.views.neighbours import Neighbours, neighbours
from suites.site.views.readings import ReadingsView, readings
from suites.site.views.state import (  # fmt: skip
    Basis,
    Finding,
    Step,
    TermView,
    bases,
    overdue,
    stage,
    steps,
    term_views,
    verdict,
)
from suites.site.views.track_chart import Strip, of_one
from suites.site.views.view_builder import ViewBuilder
from suites.site.views.view_models import (
    Day,
    LinkRow,
    Proof,
    Ref,
    Section,
    Signs,
    Truncated,
    View,
    capital,
)


class Side(NamedTuple):
    """What one source says of an element; `value` is empty where it was not counted."""

    value: str
    proof: Proof


@dataclass(frozen=True, slots=True)
class DiscrepancyView:
    """Sources that disagree, with what each says."""

    element: str
    on: Day | None
    note: Markup | None
    sides: tuple[Side, ...]


class Saying(NamedTuple):
    """How strongly it was said, by whom and when; they add up, the last one counts."""

    word: str
    by: Ref | None
    when: str
    event: str


@dataclass(frozen=True)
class AnnouncementPage(View):
    """Everything that the page of an announcement shows."""

    kind: str
    claim: str
    actors_word: str
    actors: tuple[Ref, ...]
    speakers: tuple[Ref, ...]
    sayings: tuple[Saying, ...]
    meaning: str
    as_of: Day
    strip: Strip | None
    ladder: tuple[Step, ...]
    off_ladder: tuple[Step, ...]
    stage: Finding | None
    verdict: Finding | None
    readings: ReadingsView | None
    overdue: Finding | None
    term: TermView | None
    terms: tuple[TermView, ...]
    events: tuple[EventView, ...]
    later: tuple[EventView, ...]
    context: Markup
    relations: tuple[LinkRow, ...]
    inverse: tuple[LinkRow, ...]
    neighbours: Neighbours | None
    discrepancies: tuple[DiscrepancyView, ...]
    mentions: Truncated[MentionView]
    backlinks: Truncated[LinkRow]
    related: Truncated[LinkRow]
    themes: tuple[Ref, ...]
    products: tuple[Ref, ...]
    first: Day | None
    reviewed: Day | None
    sources: str
    signs: Signs
    added: Day
    known: tuple[Ref, ...]
    facing: tuple[Ref, ...]
    matrix: Matrix | None

    @property
    def outline(self) -> tuple[Section, ...]:
        """The sections that a list of contents may name, in their order."""
        return (
            ("state", "announcement.state", True),
            ("history", "announcement.history", True),
            ("context", "announcement.context", self.context),
            ("discrepancies", "announcement.discrepancies", self.discrepancies),
            ("matrix", "matrix.title", self.matrix),
            ("facing", "facing.list-all", self.facing),
            ("relations", "announcement.relations", self.relations or self.inverse),
            ("mentions", "announcement.mentions", self.mentions),
            ("related", "related.announcements", self.related),
            ("backlinks", "backlinks.title", self.backlinks),
        )


def page(builder: ViewBuilder, announcement: Announcement) -> AnnouncementPage:
    """The page of the announcement."""
    url = urls.of(announcement)
    state = builder.linked.states[announcement.id]
    based = bases(builder, announcement)
    rungs = steps(builder, state, announcement.kind)
    given = term_views(builder, state, based)
    mentions = builder.linked.mentions.get(announcement.id, ())
    told = event_views(builder, announcement, (*state.events, *state.later_events), based)
    relations, inverse = _ties(builder, announcement.id, url)
    related = builder.related(builder.linked.related_announcements.get(announcement.id, ()))
    about = mention_views(builder, mentions)
    above = (relations, inverse, related, (one.article for one in about))
    return AnnouncementPage(
        url=url,
        title=announcement.title,
        description=announcement.claim,
        kind=builder.archive.label("announcement_kind", announcement.kind),
        claim=announcement.claim,
        actors_word=builder.t(f"announcement.actors-{announcement.kind}"),
        actors=builder.refs(announcement.actors),
        speakers=builder.refs(_speakers(announcement, mentions)),
        sayings=_sayings(builder, state.events, based),
        meaning=_meaning(builder, state.modality),
        as_of=builder.as_of,
        strip=of_one(builder, announcement.id),
        ladder=tuple(one for one in rungs if one.sign.value in enumerations.LADDER),
        off_ladder=tuple(one for one in rungs if one.sign.value not in enumerations.LADDER),
        stage=stage(builder, announcement.kind, state, based),
        verdict=None if announcement.kind == "fact" else verdict(builder, state, based),
        overdue=overdue(builder, state, based),
        term=next((term for term in given if term.current), None),
        terms=given if len(given) > 1 else (),
        events=told[: len(state.events)],
        later=told[len(state.events) :],
        readings=(
            readings(builder, announcement, state.verdict_event) if state.verdict_event else None
        ),
        context=builder.passages(announcement),
        relations=relations,
        inverse=inverse,
        neighbours=neighbours(builder, announcement.id),
        discrepancies=tuple(_discrepancy(builder, d, url) for d in announcement.discrepancies),
        mentions=about,
        backlinks=builder.backlinks(announcement.id, *above),
        related=related,
        themes=builder.refs(announcement.themes),
        products=builder.refs(announcement.products),
        first=next((builder.day(e.on, short=True) for e in state.events if e.on), None),
        reviewed=builder.day(state.review_event.on, short=True) if state.review_event else None,
        sources=_sources(builder, announcement, mentions),
        signs=builder.signs(announcement.id),
        added=builder.day(announcement.added),
        known=months.ways(builder, announcement),
        facing=quote_comparison.refs(builder, announcement.id),
        matrix=matrix.matrix(builder, announcement, mentions),
        feed=urls.feed(url),
    )


def _speakers(announcement: Announcement, mentions: Iterable[MentionRow]) -> dict[str, None]:
    events = (event.speaker for event in announcement.events)
    notes = (one.speaker for one in mentions)
    return dict.fromkeys(filter(None, chain(events, notes)))


def _sayings(
    builder: ViewBuilder, events: Iterable[Event], based: dict[int, Basis]
) -> tuple[Saying, ...]:
    found: list[Saying] = []
    for event in events:
        if event.modality:
            word = builder.archive.label("modality", event.modality)
            found.append(
                Saying(
                    word=word if found else capital(word),
                    by=builder.ref(event.speaker) if event.speaker else None,
                    when=dates.phrase(event.on, builder.language) if event.on else "",
                    event=based[id(event)].id,
                )
            )
    return tuple(found)


def _meaning(builder: ViewBuilder, modality: str | None) -> str:
    """What the last word of strength means; empty where the vocabulary does not say."""
    words = builder.archive.vocabulary.lists["modality"].get(modality or "")
    meaning = words.definition.get(builder.language, "") if words else ""
    if words is None or not meaning:
        return ""
    word = capital(words.label[builder.language])
    return builder.t("announcement.meaning", word=word, meaning=meaning[:1].lower() + meaning[1:])


def _sources(
    builder: ViewBuilder, announcement: Announcement, mentions: Iterable[MentionRow]
) -> str:
    """How many articles the page rests on, and from how many outlets."""
    references = chain.from_iterable(event.evidence for event in announcement.events)
    found = {one.article: one.outlet or one.article for one in mentions}
    rests_on = {reference.partition("#")[0] for reference in references}
    found |= {id_: outlet_of(builder, id_) for id_ in rests_on if id_ not in found}
    outlets = set(found.values())
    articles = builder.t("listing.count-articles", n=len(found))
    return builder.t("announcement.sources-count", n=len(outlets), articles=articles)


def _ties(
    builder: ViewBuilder, id_: str, url: str
) -> tuple[tuple[LinkRow, ...], tuple[LinkRow, ...]]:
    """What the announcement says of others, and what others say of it."""
    links = builder.linked.relations.get(id_, ())
    own = tuple(_tie(builder, link, url) for link in links if not link.inverse)
    return own, tuple(_tie(builder, link, url) for link in links if link.inverse)


def _tie(builder: ViewBuilder, link: RelationEnd, url: str) -> LinkRow:
    return LinkRow(
        label=builder.archive.label("relation", link.type, inverse=link.inverse),
        ref=builder.ref(link.other),
        note=builder.note(link.note, url),
        signs=builder.signs(link.other),
        proofs=builder.proofs(link.evidence),
    )


def _discrepancy(builder: ViewBuilder, one: Discrepancy, url: str) -> DiscrepancyView:
    return DiscrepancyView(
        element=builder.archive.vocabulary.elements[one.element].label[builder.language],
        on=builder.day(one.on),
        note=builder.note(one.note, url),
        sides=tuple(_side(builder, reference, one.element) for reference in one.quotes),
    )


def _side(builder: ViewBuilder, reference: str, element: str) -> Side:
    found = builder.linked.evidence(reference).annotation.elements.get(element)
    return Side(builder.element(found) if found else "", builder.proof(reference))
