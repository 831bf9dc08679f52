"""The pages of entities, outlets and themes."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from suites.model import Entity, Theme
from suites.pages import address
from suites.pages.announcement import MentionView, mention_view
from suites.pages.desk import Desk
from suites.pages.parts import Day, Row, Tie, View
from suites.relations import by_publication


@dataclass(frozen=True, slots=True)
class NameView:
    """A name that an entity bears, and when."""

    name: str
    since: Day | None
    until: Day | None


@dataclass(frozen=True)
class EntityPage(View):
    """Everything that the page of an entity or an outlet shows."""

    kinds: str
    names: tuple[NameView, ...]
    same_as: tuple[str, ...]
    text: Markup
    announcements: tuple[Row, ...]
    mentions: tuple[MentionView, ...]
    articles: tuple[Row, ...]
    is_outlet: bool
    backlinks: tuple[Tie, ...]


@dataclass(frozen=True)
class ThemePage(View):
    """Everything that the page of a theme shows."""

    summary: str
    text: Markup
    announcements: tuple[Row, ...]
    articles: tuple[Row, ...]
    backlinks: tuple[Tie, ...]


def page(desk: Desk, entity: Entity) -> EntityPage:
    """The page of the entity; an outlet's shows its articles."""
    url = address.of(entity)
    root = address.root(url)
    kinds = ", ".join(desk.archive.label("entity_kind", kind) for kind in entity.kind)
    return EntityPage(
        root=root,
        url=url,
        title=entity.title,
        description=desk.t("entity.description", name=entity.title, kinds=kinds),
        kinds=kinds,
        names=tuple(
            NameView(name.name, desk.day(name.since), desk.day(name.until)) for name in entity.names
        ),
        same_as=entity.same_as,
        text=desk.passages(entity, root),
        announcements=_announcements(desk, entity.id),
        mentions=tuple(mention_view(desk, one) for one in desk.linked.mentions.get(entity.id, ())),
        articles=tuple(map(desk.article_row, desk.linked.outlet_articles.get(entity.id, ()))),
        is_outlet=entity.is_outlet,
        backlinks=desk.backlinks(entity.id),
    )


def theme(desk: Desk, theme: Theme) -> ThemePage:
    """The page of the theme: its announcements, and the articles that are about them."""
    url = address.of(theme)
    root = address.root(url)
    articles = {
        mention.article.id: mention.article
        for id_ in desk.linked.named_by.get(theme.id, ())
        for mention in desk.linked.mentions.get(id_, ())
    }
    return ThemePage(
        root=root,
        url=url,
        title=theme.title,
        description=theme.summary,
        summary=theme.summary,
        text=desk.passages(theme, root),
        announcements=_announcements(desk, theme.id),
        articles=tuple(map(desk.article_row, reversed(by_publication(articles.values())))),
        backlinks=desk.backlinks(theme.id),
    )


def _announcements(desk: Desk, id_: str) -> tuple[Row, ...]:
    return tuple(
        desk.announcement_row(desk.archive.announcements[other])
        for other in desk.linked.named_by.get(id_, ())
    )
