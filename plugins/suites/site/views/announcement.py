"""The page of an announcement: its claim, its state and evidence, its history, its relations."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from markupsafe import Markup

from suites.analysis.references import articles_of
from suites.analysis.relatedness import RelationEnd
from suites.analysis.rows import MentionRow
from suites.archive import dates
from suites.archive.model import Announcement, Discrepancy, Event
from suites.site.views import matrix, monthly_snapshot, quote_comparison
from suites.site.views.embedding import of_announcement
from suites.site.views.events import EventView, EventViews, ReadingsView, event_views, outlet_of
from suites.site.views.matrix import Matrix
from suites.site.views.neighbours import Neighbours, neighbours
from suites.site.views.state import (
    LadderStep,
    StatePart,
    TermView,
    ladder,
    overdue_part,
    stage_part,
    term_views,
    verdict_part,
)
from suites.site.views.track_chart import TrackChart, small_chart
from suites.site.views.view_builder import ViewBuilder
from suites.site.views.view_models import (
    ArticleMention,
    Day,
    LinkRow,
    Proof,
    Ref,
    Section,
    Truncated,
    View,
    capital,
)


class DiscrepancyView(NamedTuple):
    """Sources that disagree, with the value of each, empty where it was not counted."""

    element: str
    on: Day | None
    note: Markup | None
    sides: tuple[tuple[str, Proof], ...]


@dataclass(frozen=True)
class AnnouncementPage(View):
    """Everything that the page of an announcement shows.

    `modalities` are how strongly it was said, when, and the event; of several, the last one counts.
    `actors_entry` is the entry of the catalogue that names the actors.
    """

    kind: str
    actors_entry: str
    actors: tuple[Ref, ...]
    speakers: tuple[Ref, ...]
    modalities: tuple[tuple[str, str, EventView], ...]
    meaning: str
    track_chart: TrackChart | None
    ladder: tuple[LadderStep, ...]
    stage: StatePart | None
    verdict: StatePart | None
    readings: ReadingsView | None
    overdue: StatePart | None
    term: TermView | None
    terms: tuple[TermView, ...]
    events: tuple[EventView, ...]
    later: tuple[EventView, ...]
    context: Markup
    relations: tuple[LinkRow, ...]
    inverse: tuple[LinkRow, ...]
    neighbours: Neighbours | None
    discrepancies: tuple[DiscrepancyView, ...]
    mentions: Truncated[ArticleMention]
    backlinks: Truncated[LinkRow]
    related: Truncated[LinkRow]
    themes: tuple[Ref, ...]
    products: tuple[Ref, ...]
    first: Day | None
    reviewed: Day | None
    sources: str
    added: Day
    months: tuple[Ref, ...]
    quote_comparisons: tuple[Ref, ...]
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
            ("facing", "quote-comparison.list-all", self.quote_comparisons),
            ("relations", "announcement.relations", self.relations or self.inverse),
            ("mentions", "announcement.mentions", self.mentions),
            ("related", "related.announcements", self.related),
            ("backlinks", "backlinks.title", self.backlinks),
        )


def page(builder: ViewBuilder, announcement: Announcement) -> AnnouncementPage:
    """Return the page of the announcement."""
    id_, url = announcement.id, builder.urls.of(announcement)
    linked = builder.linked
    state = linked.states[id_]
    views = event_views(builder, announcement, (*state.events, *state.later_events))
    events = tuple(views.values())
    terms = term_views(builder, state, views)
    mentions = linked.mentions.get(id_, ())
    articles = builder.mentions(id_)
    links = [
        (link.inverse, _relation(builder, link, url)) for link in linked.relations.get(id_, ())
    ]
    relations = tuple(row for is_inverse, row in links if not is_inverse)
    inverse = tuple(row for is_inverse, row in links if is_inverse)
    related = builder.related(linked.related_announcements.get(id_, ()))
    above = (relations, inverse, related, (one.article for one in articles))
    speakers = [*(one.speaker for one in announcement.events), *(one.speaker for one in mentions)]
    return AnnouncementPage(
        url=url,
        title=announcement.title,
        description=announcement.claim,
        kind=builder.archive.label("announcement_kind", announcement.kind),
        actors_entry=f"announcement.actors-{announcement.kind}",
        actors=tuple(map(builder.ref, announcement.actors)),
        speakers=tuple(map(builder.ref, dict.fromkeys(filter(None, speakers)))),
        modalities=_modalities(builder, state.events, views),
        meaning=_meaning(builder, state.modality),
        track_chart=small_chart(builder, [id_]),
        ladder=ladder(builder, state, announcement.kind),
        stage=stage_part(builder, state, views),
        verdict=None if announcement.kind == "fact" else verdict_part(builder, state, views),
        overdue=overdue_part(builder, state, views),
        term=next((term for term in terms if term.current), None),
        terms=terms if len(terms) > 1 else (),
        events=events[: len(state.events)],
        later=events[len(state.events) :],
        readings=views[id(state.verdict_event)].readings if state.verdict_event else None,
        context=builder.passages(announcement),
        relations=relations,
        inverse=inverse,
        neighbours=neighbours(builder, id_),
        discrepancies=tuple(_discrepancy(builder, d, url) for d in announcement.discrepancies),
        mentions=articles,
        backlinks=builder.backlinks(id_, *above),
        related=related,
        themes=tuple(map(builder.ref, announcement.themes)),
        products=tuple(map(builder.ref, announcement.products)),
        first=next((builder.day(e.on, short=True) for e in state.events if e.on), None),
        reviewed=builder.day(state.review_event.on, short=True) if state.review_event else None,
        sources=_sources(builder, announcement, mentions),
        added=builder.day(announcement.added),
        months=monthly_snapshot.month_refs(builder, announcement),
        quote_comparisons=quote_comparison.refs(builder, announcement),
        matrix=matrix.matrix(builder, announcement),
        feed=builder.urls.feed(url),
        embeds=of_announcement(builder, id_),
    )


def _modalities(
    builder: ViewBuilder, events: Iterable[Event], views: EventViews
) -> tuple[tuple[str, str, EventView], ...]:
    shown: list[tuple[str, str, EventView]] = []
    for event in events:
        if event.modality:
            word = builder.archive.label("modality", event.modality)
            when = dates.phrase(event.on, builder.language) if event.on else ""
            shown.append((word if shown else capital(word), when, views[id(event)]))
    return tuple(shown)


def _meaning(builder: ViewBuilder, modality: str | None) -> str:
    """Return the meaning of a modality; empty where the vocabulary does not define it."""
    words = builder.archive.vocabulary.lists["modality"].get(modality or "")
    meaning = words.definition.get(builder.language, "") if words else ""
    if words is None or not meaning:
        return ""
    word = capital(words.label[builder.language])
    if builder.conventions.lower_after_colon:
        meaning = meaning[:1].lower() + meaning[1:]
    return builder.t("announcement.meaning", word=word, meaning=meaning)


def _sources(
    builder: ViewBuilder, announcement: Announcement, mentions: Iterable[MentionRow]
) -> str:
    """Return how many articles the page rests on, and from how many outlets."""
    outlets = {one.article: one.outlet or one.article for one in mentions}
    for article in articles_of(chain.from_iterable(one.evidence for one in announcement.events)):
        if article not in outlets:
            outlets[article] = outlet_of(builder, article)
    articles = builder.t("listing.count-articles", n=len(outlets))
    n = len(set(outlets.values()))
    return builder.t("announcement.sources-count", n=n, articles=articles)


def _relation(builder: ViewBuilder, link: RelationEnd, url: str) -> LinkRow:
    return LinkRow(
        label=builder.archive.label("relation", link.type, inverse=link.inverse),
        ref=builder.ref(link.other),
        note=builder.note(link.note, url),
        signs=builder.signs(link.other),
        proofs=tuple(map(builder.proof, link.evidence)),
    )


def _discrepancy(builder: ViewBuilder, one: Discrepancy, url: str) -> DiscrepancyView:
    sides = []
    for reference in one.quotes:
        value = builder.linked.evidence(reference).annotation.elements.get(one.element)
        sides.append((builder.element(value), builder.proof(reference)))
    return DiscrepancyView(
        element=builder.element_label(one.element),
        on=builder.day(one.on),
        note=builder.note(one.note, url),
        sides=tuple(sides),
    )
