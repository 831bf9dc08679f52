"""Computed columns: what follows from a record and the archive, beside the keys of the model.

To add one is to write its column, and its cell, at the same place, in the function beside it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from suites.analysis import rows as index_rows
from suites.analysis.history import happened_by
from suites.analysis.linked_archive import LinkedArchive
from suites.analysis.listed_rows import first_day
from suites.analysis.tables.fields import date_cells, date_columns
from suites.analysis.tables.schema import Column, Row
from suites.archive.model import Annotation, Announcement, Article, Entity, Event
from suites.archive.model.values import Record


@dataclass(frozen=True, slots=True)
class Context:
    """The archive, and the address of the site, with a final slash; empty while not known."""

    linked: LinkedArchive
    site: str = ""

    def permalink(self, record: Record) -> str:
        """Return the address of the page of a record; below the site's root while that is all."""
        return f"{self.site}{self.linked.urls.of(record)}"


class Computed(NamedTuple):
    """Columns, and the function from a record and its parts to their cells."""

    columns: tuple[Column, ...]
    cells: Callable[..., Row]


PERMALINK = Column("permalink", format="address")
TITLE = Column("title")


def _texts(context: Context, record: Record) -> Row:
    return record.body or None, context.linked.bodies[record.id].text or None


def _body(kind: str) -> tuple[Column, ...]:
    """Return the columns of a body: in Markdown, and the words that places are counted in."""
    return Column("body", required=False, format="markdown", key=f"{kind}.body"), Column(
        "text", required=False
    )


def _article(context: Context, article: Article) -> Row:
    return (
        len(article.annotations),
        context.permalink(article),
        *_texts(context, article),
    )


def _announcement(context: Context, announcement: Announcement) -> Row:
    linked = context.linked
    state = linked.states[announcement.id]
    mentions = linked.mentions.get(announcement.id, ())
    return (
        *date_cells(first_day(announcement)),
        state.stage,
        state.modality,
        None if announcement.kind == "fact" else state.verdict,
        *date_cells(state.due),
        state.overdue,
        state.overdue_days,
        len(announcement.events),
        len({mention.article for mention in mentions}),
        context.permalink(announcement),
        *_texts(context, announcement),
    )


def _entity(context: Context, entity: Entity) -> Row:
    linked = context.linked
    return (
        entity.title,
        entity.is_outlet,
        len(linked.rows(index_rows.NAMED_BY, entity.id)),
        len(linked.rows(index_rows.OUTLET_ARTICLES, entity.id)),
        context.permalink(entity),
        *_texts(context, entity),
    )


def _theme(context: Context, theme: Record) -> Row:
    named = context.linked.rows(index_rows.NAMED_BY, theme.id)
    return len(named), context.permalink(theme), *_texts(context, theme)


def _page(context: Context, page: Record) -> Row:
    return context.permalink(page), *_texts(context, page)


def _annotation(context: Context, article: Article, annotation: Annotation) -> Row:
    """Return where the quote stands; None where it stands nowhere, in an archive with problems."""
    found = context.linked.anchors.get(article.id, ())
    anchor = next((one for one in found if one.id == annotation.id), None)
    place: Row = (
        (anchor.number, anchor.start, anchor.end, anchor.verbatim) if anchor else (None,) * 4
    )
    return (*place, f"{context.permalink(article)}#{annotation.id}")


def _event(context: Context, _: Announcement, event: Event) -> Row:
    return (happened_by(event, context.linked.as_of),)


COMPUTED: Mapping[str, Computed] = {
    "articles": Computed(
        (Column("annotation_count", "integer"), PERMALINK, *_body("Article")), _article
    ),
    "announcements": Computed(
        (
            *date_columns("announced"),
            Column("stage", required=False, values="stage"),
            Column("modality", required=False, values="modality"),
            Column("verdict", required=False, values="verdict"),
            *date_columns("due"),
            Column("overdue", "boolean"),
            Column("overdue_days", "integer"),
            Column("event_count", "integer"),
            Column("article_count", "integer"),
            PERMALINK,
            *_body("Announcement"),
        ),
        _announcement,
    ),
    "entities": Computed(
        (
            TITLE,
            Column("is_outlet", "boolean"),
            Column("announcement_count", "integer"),
            Column("article_count", "integer"),
            PERMALINK,
            *_body("Entity"),
        ),
        _entity,
    ),
    "themes": Computed(
        (Column("announcement_count", "integer"), PERMALINK, *_body("Theme")), _theme
    ),
    "pages": Computed((PERMALINK, *_body("Page")), _page),
    "annotations": Computed(
        (
            Column("number", "integer"),
            Column("text_start", "integer"),
            Column("text_end", "integer"),
            Column("verbatim", "boolean"),
            PERMALINK,
        ),
        _annotation,
    ),
    "events": Computed((Column("happened", "boolean"),), _event),
}
"""The computed columns of tables that follow from the model."""


def cells(context: Context, table: str, chain: tuple[Any, ...]) -> Row:
    """Return the computed cells of a row, by the record and the parts that it is of."""
    found = COMPUTED.get(table)
    return found.cells(context, *chain) if found else ()
