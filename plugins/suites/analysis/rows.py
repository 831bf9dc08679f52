"""Rows: what single records contribute to the lists of the archive.

A list lies under the id of the thing that shows it, or under no id ("") when it is of the whole
archive. It has one type of row, a named tuple (`ROWS`). Rows sort as they are to be read, so that a
list is the same in whatever order its records came. They hold text, numbers, truth and tuples of
them, so that msgspec decodes them exactly; text is empty where there is nothing to say.

Unless a field says otherwise: ids are those of records, days are ISO dates, and `added` and what
says so are sort keys of days (`summary.day_key`). Texts are Markdown where they may hold links.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from suites.analysis.history import PastEvent
from suites.analysis.monthly_snapshot import Outline

Row = tuple[Any, ...]
"""Any of the named tuples below."""

Values = tuple[tuple[str, tuple[str, ...]], ...]
"""By what a row of a listing can be chosen: (facet, values)."""

ALIASES, CORRECTIONS, BACKLINKS = "aliases", "corrections", "backlinks"
ARTICLES, SOURCES, MENTIONS, OUTLET_ARTICLES = "articles", "sources", "mentions", "outlet-articles"
ANNOUNCEMENTS, NAMED_BY, CITATIONS = "announcements", "named-by", "citations"
EVENTS, FEED_EVENTS, EVENT_TEXTS = "events", "feed-events", "event-texts"
HISTORY, OUTLINES, DEADLINES, RELATIONS = "history", "outlines", "deadlines", "relations"
PAIRS, UNCOMPARED = "pairs", "uncompared"
ENTITIES, OUTLETS, THEMES, PAGES, NAMES = "entities", "outlets", "themes", "pages", "names"
TO_DO, ANNOTATED = "to-do", "annotated"


class Publication(NamedTuple):
    """The order of articles: the undated ones last; then by the latest day."""

    undated: bool  # then the days are those on which it was added
    latest: str  # last day that its date allows
    earliest: str  # first day that its date allows
    id: str


class Announced(NamedTuple):
    """The order of announcements: by the first dated event; those without come first."""

    dated: bool  # whether an event has a date
    day: str  # last day of the first dated event; its first, where it has no end
    id: str


class AliasRow(NamedTuple):
    """ALIASES, of all and of each old id: an old id of a record."""

    alias: str
    id: str  # the record's id now


class CorrectionRow(NamedTuple):
    """CORRECTIONS, of all and of the things concerned: something that was corrected."""

    added: str  # sort key of its day
    record: str
    annotation: str  # id of the annotation, or "" when the record itself was wrong
    was: str  # the wrong words
    now: str  # what is right
    on: str  # its day, as EDTF


class BacklinkRow(NamedTuple):
    """BACKLINKS of the target: a link in a body."""

    rank: int  # place of the origin's kind in `model.archive.FOLDERS`
    origin: str
    pieces: tuple[str, ...]  # its sentence: `Body.sentence_pieces`


class ArticleRow(NamedTuple):
    """ARTICLES: an article."""

    order: Publication
    facets: Values
    added: str


class SourceRow(NamedTuple):
    """SOURCES, of all and of the things that it is about: an article, for feeds."""

    added: str
    published: str  # sort key of its day
    article: str


class MentionRow(NamedTuple):
    """MENTIONS of an announcement, a speaker or an agency: an annotation about it."""

    order: Publication
    place: int  # of the annotation in its article
    annotation: str  # its id
    speaker: str
    outlet: str

    @property
    def article(self) -> str:
        """Return the id of the article."""
        return self.order.id


class AnnouncementRow(NamedTuple):
    """ANNOUNCEMENTS: an announcement."""

    order: Announced
    facets: Values
    overdue_days: int  # 0 when it is not overdue


class CitationRow(NamedTuple):
    """CITATIONS of `article#annotation`: an announcement that rests on it."""

    announcement: str


class EventRow(NamedTuple):
    """EVENTS: a dated event that changed something, and had happened."""

    day: str  # latest day that its date allows
    announcement: str
    place: int  # among the events of the announcement


class FeedEventRow(NamedTuple):
    """FEED_EVENTS, of all and of an announcement: an event, for feeds."""

    announcement: str
    place: int
    day: str  # sort key of its day
    added: str  # that of the announcement
    articles: tuple[str, ...]  # of its evidence


class EventTextRow(NamedTuple):
    """EVENT_TEXTS of an announcement: an event, for feeds."""

    event: PastEvent  # `as_reported`, and whether it is a review
    words: str  # of the review, else of the note


class DeadlineRow(NamedTuple):
    """DEADLINES, of all and of an announcement: one with a term, or whose term was taken back."""

    latest: str  # last day of the term that counts, "" when none does
    id: str
    title: str
    due: str  # the term that counts, as EDTF
    status: str  # ahead, overdue, reviewed or settled
    given: int  # how often a term was said on a known day; a movement when more than once
    overdue_days: int


class RelationRow(NamedTuple):
    """RELATIONS, of all and of both ends: a relation, as its record states it."""

    origin: str
    place: int  # among the relations of the origin
    type: str
    target: str
    note: str
    evidence: tuple[str, ...]  # `article#annotation`
    day: str  # sort key of the day of the origin's first event
    added: str  # that of the origin


class PairRow(NamedTuple):
    """PAIRS: two quotes that are compared."""

    order: Announced
    name: str  # lasting name among the pairs of the announcement
    sort: str  # one of `quote_comparison.SORTS`


class UncomparedRow(NamedTuple):
    """UNCOMPARED: two quotes that are not compared, and whose address leads elsewhere."""

    announcement: str
    name: str


class ThingRow(NamedTuple):
    """ENTITIES, OUTLETS, THEMES and PAGES: a thing of that kind."""

    kind: str  # first kind of an entity that is no outlet
    key: str  # what it is ordered by: its title, or the id of a page
    id: str


class NamesRow(NamedTuple):
    """NAMES, for the search: an entity that is found under several names."""

    id: str
    is_outlet: bool
    title: str
    names: tuple[tuple[str, bool], ...]  # (name, whether it is out of use)


class AnnotatedRow(NamedTuple):
    """ANNOTATED: an article or an announcement with annotations, in the order of ids."""

    id: str
    kind: str
    annotations: int  # their number; of an announcement, that of its events and relations


class ToDoRow(NamedTuple):
    """TO_DO: work that a record by itself shows to be left."""

    task: str  # one of `to_do.TASKS`
    day: str  # sort key
    id: str
    detail: str  # as `to_do.Work` has it


ROWS: Mapping[str, type[Row]] = {
    ALIASES: AliasRow,
    CORRECTIONS: CorrectionRow,
    BACKLINKS: BacklinkRow,
    ARTICLES: ArticleRow,
    SOURCES: SourceRow,
    MENTIONS: MentionRow,
    OUTLET_ARTICLES: Publication,
    ANNOUNCEMENTS: AnnouncementRow,
    NAMED_BY: Announced,
    CITATIONS: CitationRow,
    EVENTS: EventRow,
    FEED_EVENTS: FeedEventRow,
    EVENT_TEXTS: EventTextRow,
    HISTORY: PastEvent,
    OUTLINES: Outline,
    DEADLINES: DeadlineRow,
    RELATIONS: RelationRow,
    PAIRS: PairRow,
    UNCOMPARED: UncomparedRow,
    ENTITIES: ThingRow,
    OUTLETS: ThingRow,
    THEMES: ThingRow,
    PAGES: ThingRow,
    NAMES: NamesRow,
    TO_DO: ToDoRow,
    ANNOTATED: AnnotatedRow,
}
"""The type of the rows of each list."""
