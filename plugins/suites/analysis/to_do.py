"""To do: the linked archive -> what awaits somebody's work, task by task.

All of it is computed, and none of it judges: a verdict that was read once may be right. It follows
from the rows of the index, so that a page of it opens no record.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import NamedTuple

from suites.analysis import history, rows
from suites.analysis.linked_archive import LinkedArchive
from suites.archive.model import Announcement, Article
from suites.archive.model.archive import FOLDERS

OVERDUE, DUE_SOON, READ_ONCE = "overdue", "due-soon", "read-once"
ONE_SOURCE, NO_COPY, NO_ARTICLE = "one-source", "no-copy", "no-article"

SOON = timedelta(days=60)
"""How long after the day of the states a term is due soon."""

CAPTURE, ARCHIVED, BOTH = "capture", "archived", "both"
"""What an article without copies lacks."""


class Work(NamedTuple):
    """A record that awaits work.

    `detail` is the term (OVERDUE, DUE_SOON, as EDTF), the place of the event among those of its
    announcement (READ_ONCE), or what is missing (NO_COPY); else empty.
    """

    id: str
    detail: str = ""


def to_do(linked: LinkedArchive) -> Mapping[str, tuple[Work, ...]]:
    """Return what is to be done, by task, in the order in which it is shown; every task is there.

    OVERDUE: a term has passed without a verdict or a review. DUE_SOON: one will pass within `SOON`
    of the day of the states. READ_ONCE: a verdict, or a stage that ends a fact, was read once.
    ONE_SOURCE: all articles that the events of an announcement rest on are of one outlet; one
    without an outlet is a source of its own, and pages outside the archive are none, for nobody can
    look here at what they said. NO_COPY: an article has no capture, or no copy in a web
    archive. NO_ARTICLE: no article is of an entity, quotes it, links to it, or is about an
    announcement that names it.
    """
    return {name: tuple(work(linked)) for name, work in TASKS.items()}


def read_once(announcement: Announcement) -> Iterator[rows.ToDoRow]:
    """Yield a row for each verdict of an announcement that was read once."""
    for place, event in enumerate(announcement.events):
        if history.judgement(announcement, event) and len(event.read) == 1:
            day = event.on.latest.isoformat() if event.on else ""
            yield rows.ToDoRow(READ_ONCE, day, announcement.id, str(place))


def without_copy(article: Article, day: str) -> Iterator[rows.ToDoRow]:
    """Yield a row for an article of a day that lacks a capture or an archived copy."""
    lacking = {CAPTURE: not article.captures, ARCHIVED: not article.archived}
    if any(lacking.values()):
        detail = BOTH if all(lacking.values()) else CAPTURE if lacking[CAPTURE] else ARCHIVED
        yield rows.ToDoRow(NO_COPY, day, article.id, detail)


def _overdue(linked: LinkedArchive) -> Iterator[Work]:
    """Yield the longest overdue first."""
    found: tuple[rows.DeadlineRow, ...] = linked.rows(rows.DEADLINES)
    yield from (Work(row.id, row.due) for row in found if row.status == "overdue")


def _due_soon(linked: LinkedArchive) -> Iterator[Work]:
    """Yield the next due first; a term without an end has no last day."""
    end = (linked.as_of + SOON).isoformat()
    found: tuple[rows.DeadlineRow, ...] = linked.rows(rows.DEADLINES)
    ahead = (row for row in found if row.status == "ahead" and row.latest)
    yield from (Work(row.id, row.due) for row in ahead if row.latest <= end)


def _read_once(linked: LinkedArchive) -> Iterator[Work]:
    """Yield the newest verdicts first."""
    yield from _own(linked, READ_ONCE)


def _without_copy(linked: LinkedArchive) -> Iterator[Work]:
    """Yield the newest articles first: of those, there is still something to copy."""
    yield from _own(linked, NO_COPY)


def _own(linked: LinkedArchive, task: str) -> Iterator[Work]:
    found: tuple[rows.ToDoRow, ...] = linked.rows(rows.TO_DO)
    yield from (Work(row.id, row.detail) for row in reversed(found) if row.task == task)


def _one_source(linked: LinkedArchive) -> Iterator[Work]:
    """Yield the newest announcements first."""
    sources = defaultdict[str, set[str]](set)
    for row in linked.rows(rows.FEED_EVENTS):
        for article in row.articles:
            by = linked.row_summaries[article].by
            sources[row.announcement].add(by[0] if by else article)
    for row in reversed(linked.rows(rows.ANNOUNCEMENTS)):
        if len(sources[row.order.id]) == 1:
            yield Work(row.order.id)


def _without_article(linked: LinkedArchive) -> Iterator[Work]:
    for list_ in (rows.ENTITIES, rows.OUTLETS):
        yield from (Work(row.id) for row in linked.rows(list_) if not _has_article(linked, row.id))


def _has_article(linked: LinkedArchive, entity: str) -> bool:
    if any(linked.has_rows(rows.SOURCES, id_) for id_ in (entity, *linked.named_by(entity))):
        return True
    of_articles = list(FOLDERS).index("articles")
    return any(row.rank == of_articles for row in linked.rows(rows.BACKLINKS, entity))


TASKS = {
    OVERDUE: _overdue,
    DUE_SOON: _due_soon,
    READ_ONCE: _read_once,
    ONE_SOURCE: _one_source,
    NO_COPY: _without_copy,
    NO_ARTICLE: _without_article,
}
"""The tasks, each with what finds its work."""
