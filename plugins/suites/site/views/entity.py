"""The pages of entities, outlets and themes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from markupsafe import Markup

from suites.analysis.rows import MENTIONS, MentionRow
from suites.archive import dates, urls
from suites.archive.dates import Date
from suites.archive.model import Entity, Name, Theme
from suites.site.views import chronology
from suites.site.views.mentions import MentionView, mention_views
from suites.site.views.track_chart import MOST_TRACKS, TrackChart, small_chart
from suites.site.views.view_builder import ViewBuilder
from suites.site.views.view_models import LinkRow, Row, Section, Truncated, View


@dataclass(frozen=True, slots=True)
class NameView:
    """A name that an entity bears or bore, with the words for when; empty if always."""

    name: str
    when: str
    current: bool


@dataclass(frozen=True)
class EntityPage(View):
    """Everything that the page of an entity or an outlet shows."""

    kinds: str
    names: tuple[NameView, ...]
    same_as: tuple[str, ...]
    text: Markup
    track_chart: TrackChart | None
    chronology: str
    announcements: Truncated[Row]
    mentions: Truncated[MentionView]
    articles: Truncated[Row]
    is_outlet: bool
    backlinks: Truncated[LinkRow]

    @property
    def outline(self) -> tuple[Section, ...]:
        """The sections that a list of contents may name, in their order."""
        return (
            ("strip", "track-chart.last", self.track_chart),
            ("announcements", "entity.announcements", self.announcements),
            ("articles", "entity.articles", self.articles),
            ("mentions", "entity.mentions", self.mentions),
            ("backlinks", "backlinks.title", self.backlinks),
        )


@dataclass(frozen=True)
class ThemePage(View):
    """Everything that the page of a theme shows."""

    text: Markup
    chronology: str
    announcements: Truncated[Row]
    articles: Truncated[Row]
    backlinks: Truncated[LinkRow]

    @property
    def outline(self) -> tuple[Section, ...]:
        """The sections that a list of contents may name, in their order."""
        return (
            ("announcements", "listing.announcements", self.announcements),
            ("articles", "listing.articles", self.articles),
            ("backlinks", "backlinks.title", self.backlinks),
        )


def page(builder: ViewBuilder, entity: Entity) -> EntityPage:
    """The page of the entity; an outlet's shows its articles."""
    url = urls.of(entity)
    named = _named(builder, entity.id)
    kinds = ", ".join(builder.archive.label("entity_kind", kind) for kind in entity.kind)
    announcements = _announcements(builder, entity.id)
    mentions = mention_views(builder, builder.linked.mentions.get(entity.id, ()))
    articles = _rows(builder, builder.linked.outlet_articles(entity.id))
    about = (one.article for one in mentions)
    return EntityPage(
        url=url,
        title=entity.title,
        description=builder.t("entity.description", name=entity.title, kinds=kinds),
        kinds=kinds,
        names=_names(builder, entity),
        same_as=entity.same_as,
        text=builder.passages(entity),
        track_chart=small_chart(builder, named),
        chronology=chronology.of_actor(builder, entity.id, named[:MOST_TRACKS]),
        announcements=announcements,
        mentions=mentions,
        articles=articles,
        is_outlet=entity.is_outlet,
        backlinks=builder.backlinks(entity.id, announcements, articles, about),
        feed=urls.feed(url),
    )


def theme(builder: ViewBuilder, theme: Theme) -> ThemePage:
    """The page of the theme: its announcements, and the articles that are about them."""
    url = urls.of(theme)
    mentions: Iterator[MentionRow] = chain.from_iterable(
        builder.linked.rows(MENTIONS, id_) for id_ in builder.linked.named_by(theme.id)
    )
    orders = sorted({one.order for one in mentions}, reverse=True)
    announcements = _announcements(builder, theme.id)
    rows = _rows(builder, [order.id for order in orders])
    return ThemePage(
        url=url,
        title=theme.title,
        description=theme.summary,
        text=builder.passages(theme),
        chronology=chronology.of_theme(builder, theme.id, Truncated.of(_named(builder, theme.id))),
        announcements=announcements,
        articles=rows,
        backlinks=builder.backlinks(theme.id, announcements, rows),
        feed=urls.feed(url),
    )


def _names(builder: ViewBuilder, entity: Entity) -> tuple[NameView, ...]:
    """The names that are more than the title says; nothing when it says all."""
    found = tuple(
        NameView(name.name, _period(builder, name), name.name == entity.title)
        for name in entity.names
    )
    return found if len(found) > 1 or found[0].when else ()


def _period(builder: ViewBuilder, name: Name) -> str:
    ends = (("since", name.since), ("until", name.until))
    return ", ".join(_end(builder, end, date) for end, date in ends if date)


def _end(builder: ViewBuilder, end: str, date: Date) -> str:
    """Since or until a date: a day takes an article that a month or a year does not."""
    kind = "day" if date.precision == "day" else "other"
    return builder.t(f"entity.{end}-{kind}", day=dates.label(date, builder.language))


def _rows(builder: ViewBuilder, articles: Sequence[str]) -> Truncated[Row]:
    return Truncated.of(articles).map(builder.row)


def _announcements(builder: ViewBuilder, id_: str) -> Truncated[Row]:
    """The announcements that name a thing, the last one announced first."""
    return Truncated.of(_named(builder, id_)).map(builder.row)


def _named(builder: ViewBuilder, id_: str) -> list[str]:
    return list(reversed(builder.linked.named_by(id_)))
