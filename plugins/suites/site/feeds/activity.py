"""Activity of the archive: events, relations, sources and corrections, as entries of feeds.

Each is told once, under an id made of what never changes, and is dated by the days on which its
evidence entered the archive, never by a file. So nothing comes twice because a file was touched, an
earlier event was found, a title was corrected or a record was renamed.

The activity of one thing is found in its own rows and in those of the announcements that name it.
Only corrections open records.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from heapq import nlargest
from typing import NamedTuple

from suites.analysis import rows
from suites.analysis.history import PastEvent
from suites.analysis.linked_archive import LinkedArchive
from suites.analysis.references import articles_of
from suites.archive import dates
from suites.archive.dates import Date
from suites.site.feeds.formats import Entry, stable_id
from suites.site.views import ViewBuilder
from suites.site.views.events import event_id
from suites.site.views.view_models import capital

ENTRIES_A_FEED = 40
"""The newest ones; older ones stand in the listings."""

_OPEN = date.min.isoformat()
"""The first day of an interval without one."""


class Activity(NamedTuple):
    """Something that happened, ordered by the day on which it entered the archive.

    `added` and `day` (of the world) are sort keys of days (`summary.day_key`). `place` is that
    among the events or relations of the announcement. `details` of a relation are its target, type
    and note; of a correction the id of the annotation or nothing, the wrong words, the right ones.
    """

    added: str
    day: str
    kind: str  # a key of `_ENTRY_OF`
    id: str  # of the record
    place: int = 0
    details: tuple[str, ...] = ()


def newest_entries(
    builder: ViewBuilder, activities: Iterable[Activity], most: int = ENTRIES_A_FEED
) -> tuple[Entry, ...]:
    """Return the newest activities as entries, each once."""
    return tuple(
        _ENTRY_OF[one.kind](builder, one)._replace(
            added=moment(one.added), kind=builder.t(f"feed.kind-{one.kind}")
        )
        for one in nlargest(most, set(activities))
    )


def article_activities(linked: LinkedArchive) -> Iterator[Activity]:
    """Yield the articles in the order of their listing, which goes by the last day of a date."""
    articles: tuple[rows.ArticleRow, ...] = linked.rows(rows.ARTICLES)
    for row in articles:
        day = f"{not row.order.undated:d} {row.order.latest} {row.order.earliest}"
        yield Activity(row.added, day, "source", row.order.id)


def activities(linked: LinkedArchive, *ids: str) -> Iterator[Activity]:
    """Yield the activities that the rows of things hold; those of the whole archive for ""."""
    added: dict[str, str] = {}  # what no row has said is read from the summary

    def day_added(id_: str) -> str:
        if id_ not in added:
            summary = linked.row_summaries.get(id_)
            added[id_] = summary.added if summary else ""
        return added[id_]

    def proven(articles: Iterable[str], announced: str) -> str:
        """Return the day of the announcement, or of its first evidence when that came later."""
        return max(min(map(day_added, articles), default=announced), announced)

    events: list[rows.FeedEventRow] = []
    relations: list[rows.RelationRow] = []
    for id_ in ids:
        sources: tuple[rows.SourceRow, ...] = linked.rows(rows.SOURCES, id_)
        corrections: tuple[rows.CorrectionRow, ...] = linked.rows(rows.CORRECTIONS, id_)
        added |= {row.article: row.added for row in sources}
        # They are sorted in the order of the feed, which has no more of them.
        for row in sources[-ENTRIES_A_FEED:]:
            yield Activity(row.added, row.published, "source", row.article)
        for wrong in corrections:
            details = (wrong.annotation, wrong.was, wrong.now)
            yield Activity(wrong.added, "", "correction", wrong.record, 0, details)
        events += linked.rows(rows.FEED_EVENTS, id_)
        relations += linked.rows(rows.RELATIONS, id_)
    for event in events:
        added[event.announcement] = event.added
        first = proven(event.articles, event.added)
        yield Activity(first, event.day, "state", event.announcement, event.place)
    for relation in relations:
        details = (relation.target, relation.type, relation.note)
        first = proven(articles_of(relation.evidence), relation.added)
        first = max(first, day_added(relation.target))
        yield Activity(first, relation.day, "relation", relation.origin, relation.place, details)


def moment(key: str) -> str:
    """Return the moment at which something was added, from the sort key of its day.

    >>> moment("2026-11-23 2026-11-23 ")
    '2026-11-23T00:00:00Z'
    """
    first, last = key[:10], key[11:21]
    return f"{last if first == _OPEN else first}T00:00:00Z"


def _event_entry(builder: ViewBuilder, activity: Activity) -> Entry:
    linked = builder.linked
    texts: tuple[rows.EventTextRow, ...] = linked.rows(rows.EVENT_TEXTS, activity.id)
    event, words = texts[activity.place]
    ref, summary = builder.ref(activity.id), linked.row_summaries[activity.id]
    # Not the event's number: an earlier one may be found later.
    alike = [row.event._replace(place=0) for row in texts[: activity.place + 1]]
    times = alike.count(alike[-1])
    named = (
        ("stage", event.stage),
        ("modality", event.modality),
        ("due", event.term),
        ("verdict", event.verdict),
    )
    key = [event.day, *(f"{name}={value}" for name, value in named if value)]
    key += ["review"] * event.review + [str(times)] * (times > 1)
    changes = builder.listed(_changes(builder, activity.id, event))
    if event.review and not changes:
        changes = builder.t("event.review")
    day = capital(dates.label(event.on, builder.language)) if event.on else ""
    words = linked.note_words(words) if words else summary.text
    return Entry(
        id=stable_id("event", summary.first or activity.id, *key).urn,
        title=builder.t("feed.event", title=ref.title, changes=changes) if changes else ref.title,
        summary=builder.sentences((day, words)),
        link=f"{ref.url}#{event_id(activity.place)}",
    )


def _changes(builder: ViewBuilder, id_: str, event: PastEvent) -> Iterator[str]:
    """Yield in words what an event changed."""
    yield from (sign.label for sign in builder.state_signs(id_, event.stage, event.verdict).given)
    if event.modality:
        yield builder.archive.label("modality", event.modality)
    if isinstance(event.due, Date):
        yield builder.t("event.due", term=dates.term(event.due, builder.language))


def _relation_entry(builder: ViewBuilder, activity: Activity) -> Entry:
    target, type_, note = activity.details
    linked, ref = builder.linked, builder.ref(activity.id)
    summary, other_summary = linked.row_summaries[activity.id], linked.row_summaries.get(target)
    other = linked.link_summaries.get(target)
    ends = (summary.first or activity.id, type_, (other_summary and other_summary.first) or target)
    return Entry(
        id=stable_id("relation", *ends).urn,
        title=builder.t(
            "feed.relation",
            title=ref.title,
            relation=builder.archive.label("relation", type_),
            other=other.title if other else target,
        ),
        summary=linked.note_words(note) if note else summary.text,
        link=f"{ref.url}#s_relations",
    )


def _source_entry(builder: ViewBuilder, activity: Activity) -> Entry:
    ref, summary = builder.ref(activity.id), builder.linked.row_summaries[activity.id]
    return Entry(
        id=stable_id("article", summary.first or activity.id).urn,
        title=ref.title,
        summary=summary.text,
        link=ref.url,
    )


def _correction_entry(builder: ViewBuilder, activity: Activity) -> Entry:
    note, was, now = activity.details
    ref = builder.ref(activity.id)
    first = builder.linked.row_summaries[activity.id].first or activity.id
    return Entry(
        id=stable_id("correction", first, *([note] if note else [activity.added[:10], was])).urn,
        title=builder.t("feed.correction", title=ref.title),
        summary=f"{builder.linked.note_words(now)} {builder.t('feed.was', was=was)}",
        link=f"{ref.url}#{note}" if note else ref.url,
    )


_ENTRY_OF = {
    "state": _event_entry,
    "relation": _relation_entry,
    "source": _source_entry,
    "correction": _correction_entry,
}
