"""Linked archive: the archive with everything that follows from it, as pages and checks read it.

Each mapping looks a thing up when it is asked for, and records what was asked: what a page has read
is what it must be rendered again for (`dependencies`).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any, TypeVar

from suites.analysis import relatedness, rows
from suites.analysis.anchors import Anchor, decode
from suites.analysis.dependencies import (
    ANNOTATED_BESIDE,
    CACHED_VALUES,
    SOURCE,
    THEME_FILE,
    DependencyRecorder,
    EvictableCache,
    TrackedMapping,
)
from suites.analysis.history import PastEvent, State, state
from suites.analysis.relatedness import MAX_SHARED, Backlink, Evidence, Related, RelationEnd
from suites.analysis.rows import AnnotatedRow, MentionRow
from suites.archive.anchoring import Span
from suites.archive.markdown import Body, is_plain, parse_note, sentence_text
from suites.archive.model import Annotation
from suites.archive.model.archive import FOLDERS, PLACES, Archive
from suites.archive.model.withdrawn import WITHDRAWN
from suites.archive.theme_files import ThemeFile
from suites.archive.urls import in_language

if TYPE_CHECKING:
    from suites.analysis.records import Records

V = TypeVar("V")
_BLANKS = re.compile(r"[ \t\n]+")

MAX_NAMED = 15
"""Announcements of a theme; the articles of one that has more are not related by it."""


@dataclass(frozen=True, slots=True)
class Anchored:
    """An annotation with the one place where its quote stands in the body."""

    annotation: Annotation
    number: int
    span: Span
    verbatim: bool


class LinkedArchive:
    """The archive, linked. Mappings are by id, and lack ids that have nothing."""

    def __init__(self, archive: Archive, as_of: date, records: Records) -> None:
        """Records are asked of `records`, all else of `archive`; `as_of` is the day of states."""
        self.as_of, self.records, self.reads = as_of, records, DependencyRecorder()
        # Within a target, a record stays the same: pages find its parts by their identity.
        self._opened = {f: EvictableCache(partial(records.record, f)) for f in PLACES}
        kinds: dict[str, Any] = {
            folder: TrackedMapping(
                opened.__getitem__, partial(records.ids, folder), self.reads, "record"
            )
            for folder, opened in self._opened.items()
        }
        self.archive = replace(archive, **kinds)
        self.urls = in_language(archive.settings.language)
        summaries = records.summaries
        shown = [(id_, one) for id_, one in summaries.items() if one.link.kind != WITHDRAWN]
        links = {id_: one.link for id_, one in shown}
        listed = {id_: one.row for id_, one in shown}
        self.link_summaries = self._mapping(links.get, sort="link")
        self.row_summaries = self._mapping(listed.get, sort="row")
        anchors = lru_cache(CACHED_VALUES)(lambda id_: decode(summaries[id_].anchors))
        self.anchors: Mapping[str, tuple[Anchor, ...]] = self._mapping(
            lambda id_: anchors(id_) if id_ in summaries else None, "articles", "anchors"
        )
        self.bodies = self._mapping(records.body, sort="body")
        self.sources = self._mapping(records.source, sort=SOURCE)
        self.histories: Mapping[str, tuple[PastEvent, ...]] = self._mapping(
            lambda id_: self.rows(rows.HISTORY, id_), "announcements"
        )
        self.anchored = self._mapping(self._anchored, "articles")
        self.states = self._mapping(self._state, "announcements")
        self.relations = self._mapping(self._relations, "announcements")
        self.mentions: Mapping[str, tuple[MentionRow, ...]] = self._mapping(
            lambda id_: self.rows(rows.MENTIONS, id_) or None
        )
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

    def rows(self, list_: str, id_: str = "") -> tuple[Any, ...]:
        """Return a list of the index, sorted, by the id of what shows it; else the archive's."""
        self.reads.of(list_).add(id_)
        return self.records.index.rows(list_, id_)

    def has_rows(self, list_: str, id_: str = "") -> bool:
        """Return whether a list of the index has any row."""
        self.reads.of(list_).add(id_)
        return self.records.index.has(list_, id_)

    def theme_file(self, path: str) -> ThemeFile:
        """Return a file that the theme of the archive's own names."""
        self.reads.of(THEME_FILE).add(path)
        return self.archive.theme_files[path]

    def named_by(self, id_: str) -> tuple[str, ...]:
        """Return the announcements with an actor, product or theme, in the order of their days."""
        return tuple(order.id for order in self.rows(rows.NAMED_BY, id_))

    def outlet_articles(self, id_: str) -> tuple[str, ...]:
        """Return the articles of an outlet, newest first."""
        return tuple(order.id for order in reversed(self.rows(rows.OUTLET_ARTICLES, id_)))

    def annotated_beside(self, id_: str) -> tuple[AnnotatedRow | None, AnnotatedRow | None]:
        """Return the records with annotations before and after an id; None at an end."""
        self.reads.of(ANNOTATED_BESIDE).add(id_)
        found = self.records.index.rows(rows.ANNOTATED, "")
        at = bisect_left(found, (id_,))
        after = at + 1 if at < len(found) and found[at].id == id_ else at
        return found[at - 1] if at else None, found[after] if after < len(found) else None

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
        anchor = self.anchor(reference)
        return anchor is not None and anchor.verbatim

    def anchor(self, reference: str) -> Anchor | None:
        """Return where the quote of `article#annotation` stands; None if it does not."""
        article, _, id_ = reference.partition("#")
        return next((one for one in self.anchors.get(article, ()) if one.id == id_), None)

    def note_words(self, note: str) -> str:
        """Return the words of a note on one line, without its marks."""
        return _BLANKS.sub(" ", note if is_plain(note) else self.words(parse_note(note))).strip()

    def words(self, body: Body) -> str:
        """Return the words of a body; a link without a label reads as its target's title."""
        shown, at = [], 0
        for link in body.links:
            target = self.link_summaries.get(link.target.partition("#")[0])
            if link.label is None and target:
                shown += [body.text[at : link.start], target.title]
                at = link.end
        return "".join((*shown, body.text[at:]))

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

    def _anchored(self, id_: str) -> tuple[Anchored, ...] | None:
        anchors, article = self.anchors.get(id_, ()), self.archive.articles.get(id_)
        if article is None:
            return None
        annotations = article.annotations
        return tuple(
            Anchored(annotations[a.place], a.number, Span(a.start, a.end), a.verbatim)
            for a in anchors
        )

    def _state(self, id_: str) -> State | None:
        announcement = self.archive.announcements.get(id_)
        return state(announcement, self.as_of) if announcement else None

    def _alias(self, old: str) -> str | None:
        found = self.rows(rows.ALIASES, old)
        return found[0].id if found and old else None

    def _relations(self, id_: str) -> tuple[RelationEnd, ...] | None:
        ends = []
        for row in self.rows(rows.RELATIONS, id_):
            inverse = row.target == id_
            other = row.origin if inverse else row.target
            if other in self.link_summaries:
                ends.append(RelationEnd(row.type, row.note, row.evidence, other, inverse))
        return tuple(sorted(ends, key=lambda end: end.inverse)) or None

    def _backlinks(self, id_: str) -> tuple[Backlink, ...] | None:
        def title(target: str) -> str:
            summary = self.link_summaries.get(target.partition("#")[0])
            return summary.title if summary else target

        spaced = self.archive.language.spacing.typeset
        found = self.rows(rows.BACKLINKS, id_)
        return (
            tuple(Backlink(r.origin, spaced(sentence_text(r.pieces, title))) for r in found) or None
        )

    def _related_announcements(self, id_: str) -> tuple[Related, ...] | None:
        announcement = self.archive.announcements.get(id_)
        if announcement is None:
            return None
        articles = dict.fromkeys(mention.article for mention in self.mentions.get(id_, ()))
        shared = (
            *(("theme", theme, self.named_by(theme)) for theme in announcement.themes),
            *(("article", article, self._about(article)) for article in articles),
        )
        # Relations are shown already.
        left_out = {id_, *(end.other for end in self.relations.get(id_, ()))}
        return relatedness.most_related(shared, left_out) or None

    def _related_articles(self, id_: str) -> tuple[Related, ...] | None:
        if id_ not in self.archive.articles:
            return None
        about = dict.fromkeys(self._about(id_))
        themes = dict.fromkeys(theme for one in about for theme in self.row_summaries[one].themes)
        named_by = ((theme, self.named_by(theme)) for theme in themes)
        shared = (
            *(("announcement", one, self._articles_about((one,))) for one in about),
            *(
                ("theme", theme, self._articles_about(announcements))
                for theme, announcements in named_by
                if len(announcements) <= MAX_NAMED
            ),
        )
        return relatedness.most_related(shared, {id_}) or None

    def _about(self, article: str) -> tuple[str, ...]:
        """Return the announcements that an article is about."""
        return tuple(one.announcement for one in self.anchors[article] if one.announcement)

    def _articles_about(self, ids: tuple[str, ...]) -> frozenset[str]:
        """Return the articles about any of some announcements; none when they are too many."""
        self.reads.of(rows.MENTIONS).update(ids)
        return self._about_any(ids)

    def _find_about_any(self, ids: tuple[str, ...]) -> frozenset[str]:
        find = self.records.index.rows
        found = frozenset(row.article for id_ in ids for row in find(rows.MENTIONS, id_))
        return found if len(found) <= MAX_SHARED else frozenset()
