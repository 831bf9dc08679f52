"""The pages of entities, outlets and themes."""

from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup

from suites.analysis.rows import MENTIONS
from suites.archive import dates
from suites.archive.dates import Date
from suites.archive.model import Entity, Name, Theme
from suites.site.citations import lists
from suites.site.views import chronology
from suites.site.views.reference_lists import ReferenceFiles, reference_files
from suites.site.views.track_chart import MAX_TRACKS, TrackChart, small_chart
from suites.site.views.view_builder import ViewBuilder
from suites.site.views.view_models import ArticleMention, LinkRow, Row, Section, Truncated, View


class NameView(NamedTuple):
    """A name that an entity bears or bore, with the words for when; empty if always."""

    name: str
    when: str
    current: bool


@dataclass(frozen=True)
class ThemePage(View):
    """Everything that the page of a theme shows."""

    text: Markup
    chronology: str
    announcements: Truncated[Row]
    articles: Truncated[Row]
    backlinks: Truncated[LinkRow]
    reference_lists: tuple[ReferenceFiles, ...]

    @property
    def outline(self) -> tuple[Section, ...]:
        """Return the sections that a list of contents may name, in their order."""
        return (
            ("announcements", "listing.announcements", self.announcements),
            ("articles", "listing.articles", self.articles),
            ("backlinks", "backlinks.title", self.backlinks),
        )


@dataclass(frozen=True)
class EntityPage(ThemePage):
    """Everything that the page of an entity or an outlet shows."""

    kinds: str
    names: tuple[NameView, ...]
    same_as: tuple[str, ...]
    track_chart: TrackChart | None
    mentions: Truncated[ArticleMention]
    is_outlet: bool

    @property
    def outline(self) -> tuple[Section, ...]:
        """Return the sections that a list of contents may name, in their order."""
        return (
            ("strip", "track-chart.last", self.track_chart),
            ("announcements", "entity.announcements", self.announcements),
            ("articles", "entity.articles", self.articles),
            ("mentions", "entity.mentions", self.mentions),
            ("backlinks", "backlinks.title", self.backlinks),
        )


def page(builder: ViewBuilder, entity: Entity) -> EntityPage:
    """Return the page of an entity; that of an outlet shows its articles."""
    url = builder.urls.of(entity)
    latest = builder.linked.named_by(entity.id)[::-1]
    kinds = builder.listed(builder.archive.label("entity_kind", kind) for kind in entity.kind)
    announcements = Truncated.of(latest).map(builder.row)
    mentions = builder.mentions(entity.id)
    articles = Truncated.of(builder.linked.outlet_articles(entity.id)).map(builder.row)
    above = (announcements, articles, (one.article for one in mentions))
    return EntityPage(
        url=url,
        title=entity.title,
        description=builder.t("entity.description", name=entity.title, kinds=kinds),
        kinds=kinds,
        names=_names(builder, entity),
        same_as=entity.same_as,
        text=builder.passages(entity),
        track_chart=small_chart(builder, latest),
        chronology=chronology.of_actor(builder, entity.id, latest[:MAX_TRACKS]),
        announcements=announcements,
        mentions=mentions,
        articles=articles,
        is_outlet=entity.is_outlet,
        backlinks=builder.backlinks(entity.id, *above),
        reference_lists=(),
        feed=builder.urls.feed(url),
    )


def theme(builder: ViewBuilder, theme: Theme) -> ThemePage:
    """Return the page of a theme: its announcements, and the articles that are about them."""
    named_by = builder.linked.named_by(theme.id)
    latest = Truncated.of(named_by[::-1])
    publications = {one.order for id_ in named_by for one in builder.linked.rows(MENTIONS, id_)}
    newest = [publication.id for publication in sorted(publications, reverse=True)]
    announcements = latest.map(builder.row)
    articles = Truncated.of(newest).map(builder.row)
    return ThemePage(
        url=builder.urls.of(theme),
        title=theme.title,
        description=theme.summary,
        text=builder.passages(theme),
        chronology=chronology.of_theme(builder, theme.id, latest),
        announcements=announcements,
        articles=articles,
        backlinks=builder.backlinks(theme.id, announcements, articles),
        reference_lists=reference_files(builder, lists.of_theme(builder, theme.id)),
        feed=builder.urls.feed(builder.urls.of(theme)),
    )


def _names(builder: ViewBuilder, entity: Entity) -> tuple[NameView, ...]:
    """Return the names of an entity; none when its title says all."""
    names = tuple(
        NameView(name.name, _period(builder, name), name.name == entity.title)
        for name in entity.names
    )
    return names if len(names) > 1 or names[0].when else ()


def _period(builder: ViewBuilder, name: Name) -> str:
    """Return since and until when a name is borne, in words.

    A day takes an article that a month or a year does not; a decade may take one as well.
    """
    return builder.listed(
        builder.t(_borne(builder, end, date), day=dates.label(date, builder.language))
        for end, date in (("since", name.since), ("until", name.until))
        if date
    )


def _borne(builder: ViewBuilder, end: str, date: Date) -> str:
    """Return the entry for an end of the time in which a name is borne."""
    key = f"entity.{end}-{date.precision}"
    # What follows an uncertain decade stands after the doubt.
    is_said = key in builder.catalogue and not (date.precision == "decade" and date.uncertain)
    return key if is_said else f"entity.{end}-other"
