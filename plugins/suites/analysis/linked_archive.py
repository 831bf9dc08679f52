"""Linked: the archive with everything that follows from it, as pages and checks read it.

Each mapping looks a thing up when it is asked for, and records what was asked: what a page has read
is what it must be rendered again for (`dependencies`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from copy import copy
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

from suites.analysis import relatedness, rows
from suites.analysis.anchors import Anchor, decode
from suites.analysis.dependencies import (
    CACHED_VALUES,
    DependencyRecorder,
    EvictableCache,
    TrackedMapping,
)
from suites.analysis.history import PastEvent, State, state
from suites.analysis.relatedness import Backlink, Evidence, Related, RelationEnd
from suites.analysis.rows import MentionRow
from suites.archive.anchoring import Span
from suites.archive.markdown import is_plain, parse_note, sentence_text
from suites.archive.model import Annotation
from suites.archive.model.archive import FOLDERS, Archive

if TYPE_CHECKING:
    from suites.analysis.records import Records

V = TypeVar("V")
_BLANKS = re.compile(r"[ \t\n]+")

MOST_NAMED = 15
"""A theme that more announcements have than this does not relate their articles."""


@dataclass(frozen=True, slots=True)
class Anchored:
    """An annotation with the one place where its quote stands in the body, and its words there."""

    annotation: Annotation
    number: int
    span: Span
    verbatim: bool
    words: str


@dataclass(slots=True)
class Opened:
    """A record, and what follows from it alone; what was made of one must not outlive it."""

    record: Any
    state: State | None = None
    anchored: tuple[Anchored, ...] | None = None


class LinkedArchive:
    """The archive, linked. Mappings are by id, and lack ids that have nothing."""

    def __init__(self, archive: Archive, as_of: date, records: Records) -> None:
        """Records are asked of `records`, all else of `archive`; `as_of` is the day of states."""
        self.as_of = as_of
        self.reads = DependencyRecorder()
        self.records = records
        # What one target opened stays the same until its end: it may be told apart by what it is.
        self._opened = {folder: EvictableCache(self._open(folder)) for folder in FOLDERS}
        kinds: dict[str, Any] = {folder: self._records_of(folder) for folder in FOLDERS}
        self.archive = replace(archive, **kinds)
        summaries = records.summaries.items()
        self.link_summaries = self._mapping(
            {id_: one.link for id_, one in summaries}.get, sort="link"
        )
        self.row_summaries = self._mapping({id_: one.row for id_, one in summaries}.get, sort="row")
        anchors = lru_cache(CACHED_VALUES)(self._anchors)
        self.anchors = self._mapping(anchors, "articles", "anchors")
        self.bodies = self._mapping(records.body, sort="body")
        history = lru_cache(CACHED_VALUES)(self._history)
        self.histories = self._mapping(history, "announcements", rows.HISTORY)
        self.anchored = self._mapping(self._anchored, "articles")
        self.states = self._mapping(self._state, "announcements")
        self.relations = self._mapping(self._relations, "announcements")
        self.mentions = self._mapping(self._mentions)
        self.backlinks = self._mapping(self._backlinks)
        self.related_announcements = self._mapping(self._related_announcements, "announcements")
        self.related_articles = self._mapping(self._related_articles, "articles")
        self._about_any = lru_cache(CACHED_VALUES)(self._find_about_any)
        self.aliases: Mapping[str, str] = TrackedMapping(
            self._alias, lambda: (row.alias for row in self.rows(rows.ALIASES)), self.reads
        )

    def evict(self) -> None:
        """Evict records that were not opened lately, when there are many: between two targets."""
        for opened in self._opened.values():
            opened.evict()

    def within(self, ids: Iterable[str]) -> LinkedArchive:
        """Return the same archive, which goes through some records alone, and still finds all."""
        chosen = sorted(ids)
        some = copy(self)
        kinds: dict[str, Any] = {f: getattr(self.archive, f).within(chosen) for f in FOLDERS}
        some.archive = replace(self.archive, **kinds)
        return some

    def rows(self, list_: str, id_: str = "") -> tuple[Any, ...]:
        """Return a list of the index, in order, by the id of the thing that shows it.

        Without an id, it is that of the whole archive; see `analysis.rows`.
        """
        self.reads.of(list_).add(id_)
        return self.records.index.rows(list_, id_)

    def named_by(self, id_: str) -> tuple[str, ...]:
        """Return the announcements that name an entity or a theme as actor, product or theme.

        In the order in which they were announced.
        """
        return tuple(order.id for order in self.rows(rows.NAMED_BY, id_))

    def count_named_by(self, id_: str) -> int:
        """Return the number of announcements that name an entity or a theme."""
        return len(self.rows(rows.NAMED_BY, id_))

    def outlet_articles(self, id_: str) -> tuple[str, ...]:
        """Return the articles of an outlet, newest first."""
        return tuple(order.id for order in reversed(self.rows(rows.OUTLET_ARTICLES, id_)))

    def resting_on(self, reference: str) -> tuple[str, ...]:
        """Return the announcements of which any part rests on `article#annotation`."""
        return tuple(row.announcement for row in self.rows(rows.CITATIONS, reference))

    def evidence(self, reference: str) -> Evidence:
        """Return the evidence that `article#annotation` names; KeyError where there is none."""
        found = self.archive.annotation(reference)
        if found is None:
            raise KeyError(reference)
        return Evidence(*found, verbatim=self.is_verbatim(reference))

    def is_verbatim(self, reference: str) -> bool:
        """Return whether a quote is the source's own words; False when it is unknown."""
        one = self.anchor(reference)
        return one is not None and one.verbatim

    def anchor(self, reference: str) -> Anchor | None:
        """Return where the quote of `article#annotation` stands; None if it does not."""
        article, _, id_ = reference.partition("#")
        return next((one for one in self.anchors.get(article, ()) if one.id == id_), None)

    def words(self, note: str) -> str:
        """Return the words of a note without its marks; a bare link is its target's title."""
        if is_plain(note):  # most of them are
            return _BLANKS.sub(" ", note).strip()
        body = parse_note(note)
        shown, at = [], 0
        for link in body.links:
            target = self.link_summaries.get(link.target.partition("#")[0])
            if link.label is None and target:
                shown += [body.text[at : link.start], target.title]
                at = link.end
        return _BLANKS.sub(" ", "".join((*shown, body.text[at:]))).strip()

    def _mapping(
        self, find: Callable[[str], V | None], folder: str = "", sort: str = ""
    ) -> Mapping[str, V]:
        """Return a mapping of the records of a folder, or of all, for which something is found."""
        folders = (folder,) if folder else tuple(FOLDERS)
        return TrackedMapping(
            find,
            lambda: (id_ for one in folders for id_ in self.records.ids(one) if find(id_)),
            self.reads,
            sort,
        )

    def _records_of(self, folder: str) -> Mapping[str, Any]:
        opened = self._opened[folder]
        return TrackedMapping(
            lambda id_: opened[id_].record,
            lambda: self.records.ids(folder),
            self.reads,
            "record",
        )

    def _open(self, folder: str) -> Callable[[str], Opened]:
        return lambda id_: Opened(self.records.record(folder, id_))

    def _anchors(self, id_: str) -> tuple[Anchor, ...] | None:
        found = self.records.summaries.get(id_)
        return decode(found.anchors) if found else None

    def _anchored(self, id_: str) -> tuple[Anchored, ...] | None:
        found = self.anchors.get(id_, ())
        article = self.archive.articles.get(id_)
        if article is None:
            return None
        opened = self._opened["articles"][id_]
        if opened.anchored is None:
            opened.anchored = tuple(
                Anchored(
                    article.annotations[one.place],
                    one.number,
                    Span(one.start, one.end),
                    one.verbatim,
                    one.words,
                )
                for one in found
            )
        return opened.anchored

    def _state(self, id_: str) -> State | None:
        announcement = self.archive.announcements.get(id_)
        if announcement is None:
            return None
        opened = self._opened["announcements"][id_]
        if opened.state is None:
            opened.state = state(announcement, self.as_of)
        return opened.state

    def _history(self, id_: str) -> tuple[PastEvent, ...]:
        """Return what had happened to an announcement by the day of the states, in order."""
        return tuple(map(PastEvent.of_row, self.records.index.rows(rows.HISTORY, id_)))

    def _alias(self, old: str) -> str | None:
        found = self.rows(rows.ALIASES, old)
        return found[0].id if found and old else None

    def _relations(self, id_: str) -> tuple[RelationEnd, ...] | None:
        one = self.archive.announcements.get(id_)
        own = [
            RelationEnd(tie.type, tie.note or "", tie.evidence, tie.target, inverse=False)
            for tie in (one.relations if one else ())
            if tie.target in self.link_summaries
        ]
        inverse = [
            RelationEnd(row.type, row.note, row.evidence, row.origin, inverse=True)
            for row in self.rows(rows.RELATIONS, id_)
            if row.target == id_
        ]
        return (*own, *inverse) or None

    def _mentions(self, id_: str) -> tuple[MentionRow, ...] | None:
        return self.rows(rows.MENTIONS, id_) or None

    def _backlinks(self, id_: str) -> tuple[Backlink, ...] | None:
        def title(target: str) -> str:
            card = self.link_summaries.get(target.partition("#")[0])
            return card.title if card else target

        found = tuple(
            Backlink(
                row.origin, self.archive.language.spacing.set(sentence_text(row.pieces, title))
            )
            for row in self.rows(rows.BACKLINKS, id_)
        )
        return found or None

    def _related_announcements(self, id_: str) -> tuple[Related, ...] | None:
        one = self.archive.announcements.get(id_)
        if one is None:
            return None
        articles = dict.fromkeys(mention.article for mention in self.mentions.get(id_, ()))
        shared = (
            *(("theme", theme, self._few_named_by(theme)) for theme in one.themes),
            *(("article", article, self._about(article)) for article in articles),
        )
        # What is already tied by a relation is not said twice.
        tied = {id_, *(link.other for link in self.relations.get(id_, ()))}
        return relatedness.nearest(shared, tied) or None

    def _about(self, article: str) -> tuple[str, ...]:
        """Return the announcements that an article is about."""
        return tuple(one.announcement for one in self.anchors[article] if one.announcement)

    def _related_articles(self, id_: str) -> tuple[Related, ...] | None:
        if id_ not in self.archive.articles:
            return None
        about = dict.fromkeys(self._about(id_))
        themes = dict.fromkeys(theme for one in about for theme in self.row_summaries[one].themes)
        shared = (
            *(("announcement", one, self._articles_about((one,))) for one in about),
            *(("theme", theme, self._articles_of_theme(theme)) for theme in themes),
        )
        return relatedness.nearest(shared, {id_}) or None

    def _articles_of_theme(self, theme: str) -> tuple[str, ...]:
        is_few = self.count_named_by(theme) <= MOST_NAMED
        return self._articles_about(self.named_by(theme)) if is_few else ()

    def _few_named_by(self, theme: str) -> tuple[str, ...]:
        """Return the announcements of a theme; none when they are too many to relate them."""
        is_few = self.count_named_by(theme) <= relatedness.MOST_SHARED
        return self.named_by(theme) if is_few else ()

    def _articles_about(self, ids: tuple[str, ...]) -> tuple[str, ...]:
        """Return the articles about any of some announcements; none when they are too many."""
        self.reads.of(rows.MENTIONS).update(ids)
        return self._about_any(ids)

    def _find_about_any(self, ids: tuple[str, ...]) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for id_ in ids:
            mentions = self.records.index.rows(rows.MENTIONS, id_)
            found |= dict.fromkeys(row.article for row in mentions)
            if len(found) > relatedness.MOST_SHARED:
                return ()
        return tuple(found)
