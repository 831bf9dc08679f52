"""Listed rows: what one record adds to the lists of the index.

record -> listed_rows -> (list, id of the thing under which it lies, row)
"""

from collections.abc import Iterator
from datetime import date

from suites.analysis import history, rows, to_do
from suites.analysis.monthly_snapshot import outline
from suites.analysis.quote_comparison import Names, pairs, uncompared
from suites.analysis.references import EVIDENCE, articles_of, named
from suites.archive import dates, enumerations
from suites.archive.alphabet import alphabetical
from suites.archive.dates import Date
from suites.archive.languages import Language
from suites.archive.markdown import Body
from suites.archive.model import Announcement, AnyRecord, Article, Entity, Page, Theme
from suites.archive.model.archive import FOLDERS, kind_of
from suites.archive.urls import in_language

ListedRow = tuple[str, str, rows.Row]
"""A row with its list, and the id of the thing under which that lies."""


def listed_rows(
    record: AnyRecord, body: Body, language: Language, state: history.State | None
) -> Iterator[ListedRow]:
    """Yield the rows of a record; `state` is that of an announcement, else None."""
    yield from _of_any(record, body, language)
    if isinstance(record, Article):
        yield from _of_article(record)
    elif isinstance(record, Announcement) and state:
        yield from _of_announcement(record, state, in_language(language.tag).names.pairs)
    elif isinstance(record, Entity):
        yield from _of_entity(record)
    elif isinstance(record, Theme):
        yield rows.THEMES, "", rows.ThingRow("", alphabetical(record.title), record.id)
    elif isinstance(record, Page):
        yield rows.PAGES, "", rows.ThingRow("", record.id, record.id)


def _of_any(record: AnyRecord, body: Body, language: Language) -> Iterator[ListedRow]:
    for alias in record.aliases:
        yield from ((rows.ALIASES, id_, rows.AliasRow(alias, record.id)) for id_ in ("", alias))
    for one in record.corrections:
        wrong = rows.CorrectionRow(day_key(one.on), record.id, "", one.was, one.now, one.on.text)
        yield from ((rows.CORRECTIONS, id_, wrong) for id_ in ("", record.id))
    rank = list(FOLDERS).index(kind_of(record).folder)
    seen = {record.id}
    for link in body.links:
        target = link.target.partition("#")[0]
        if target not in seen:
            seen.add(target)
            row = rows.BacklinkRow(rank, record.id, body.sentence_pieces(link, language))
            yield rows.BACKLINKS, target, row


def _of_article(article: Article) -> Iterator[ListedRow]:
    order, added, outlet = publication(article), day_key(article.added), article.outlet or ""
    dated = "" if order.undated else order.latest
    yield rows.ARTICLES, "", rows.ArticleRow(order, _facets_of_article(article), added)
    if outlet:
        yield rows.OUTLET_ARTICLES, outlet, order
    yield from ((rows.TO_DO, "", one) for one in to_do.without_copy(article, dated))
    yield from _annotated(article, len(article.annotations))
    about = {"": None, outlet: None}
    for place, note in enumerate(article.annotations):
        concerned = [id_ for id_ in (note.announcement, note.speaker, note.via) if id_]
        about |= dict.fromkeys(concerned)
        mention = rows.MentionRow(order, place, note.id, note.speaker or "", outlet)
        yield from ((rows.MENTIONS, id_, mention) for id_ in concerned)
        if note.kind == "correction":
            fields = (note.was or "", note.note, edtf(note.on))
            wrong = rows.CorrectionRow(day_key(note.on), article.id, note.id, *fields)
            yield from ((rows.CORRECTIONS, id_, wrong) for id_ in ("", outlet, *concerned))
    source = rows.SourceRow(added, day_key(article.published), article.id)
    yield from ((rows.SOURCES, id_, source) for id_ in about)


def _of_announcement(
    announcement: Announcement, state: history.State, names: Names
) -> Iterator[ListedRow]:
    order = announced(announcement)
    row = rows.AnnouncementRow(
        order, _facets_of_announcement(announcement, state), state.overdue_days
    )
    yield rows.ANNOUNCEMENTS, "", row
    yield from _annotated(announcement, len(announcement.events) + len(announcement.relations))
    for id_ in (*announcement.actors, *announcement.products, *announcement.themes):
        yield rows.NAMED_BY, id_, order
    for reference in named(announcement):
        if reference.use == EVIDENCE:
            yield rows.CITATIONS, reference.target, rows.CitationRow(announcement.id)
    yield rows.OUTLINES, "", outline(announcement)
    for pair in pairs(announcement, names):
        yield rows.PAIRS, "", rows.PairRow(order, pair.name, pair.sort)
    for name in uncompared(announcement, names):
        yield rows.UNCOMPARED, "", rows.UncomparedRow(announcement.id, name)
    yield from _deadline(announcement, state)
    yield from _of_events(announcement, state)
    yield from ((rows.TO_DO, "", one) for one in to_do.read_once(announcement))
    first, added = day_key(first_day(announcement)), day_key(announcement.added)
    for place, stated in enumerate(announcement.relations):
        fields = (stated.type, stated.target, stated.note or "", stated.evidence)
        relation = rows.RelationRow(announcement.id, place, *fields, first, added)
        yield from ((rows.RELATIONS, id_, relation) for id_ in ("", announcement.id, stated.target))


def _of_events(announcement: Announcement, state: history.State) -> Iterator[ListedRow]:
    added = day_key(announcement.added)
    # Pages find the event by its place in the history.
    for place, happened in enumerate(history.past(announcement, state.as_of)):
        yield rows.HISTORY, announcement.id, happened
        if happened.on and history.changes_something(happened):
            day = happened.on.latest.isoformat()
            yield rows.EVENTS, "", rows.EventRow(day, announcement.id, place)
    for place, event in enumerate(announcement.events):
        new = rows.FeedEventRow(
            announcement.id, place, day_key(event.on), added, articles_of(event.evidence)
        )
        yield from ((rows.FEED_EVENTS, id_, new) for id_ in ("", announcement.id))
    for event, past in zip(announcement.events, history.past(announcement, date.max), strict=True):
        reported = past.as_reported()._replace(review=past.review)
        text = rows.EventTextRow(reported, event.review or event.note or "")
        yield rows.EVENT_TEXTS, announcement.id, text


def _deadline(announcement: Announcement, state: history.State) -> Iterator[ListedRow]:
    """Yield nothing of a fact, or where no term counts and none moved."""
    said = [event for event in state.events if event.due is not None and event.on is not None]
    given = len(said) if any(isinstance(event.due, Date) for event in said) else 0
    due = state.due
    if announcement.kind == "fact" or (due is None and given < 2):
        return
    if state.judged:
        status = "settled"
    elif due and due.latest >= state.as_of:
        status = "ahead"
    else:
        status = "overdue" if state.overdue else "reviewed"
    latest = due.latest.isoformat() if due and due.latest != date.max else ""
    fields = (edtf(due), status, given, state.overdue_days)
    row = rows.DeadlineRow(latest, announcement.id, announcement.title, *fields)
    yield from ((rows.DEADLINES, id_, row) for id_ in ("", announcement.id))


def _annotated(record: Article | Announcement, count: int) -> Iterator[ListedRow]:
    if count:
        yield rows.ANNOTATED, "", rows.AnnotatedRow(record.id, kind_of(record).name, count)


def _of_entity(entity: Entity) -> Iterator[ListedRow]:
    list_, kind = (rows.OUTLETS, "") if entity.is_outlet else (rows.ENTITIES, entity.kind[0])
    yield list_, "", rows.ThingRow(kind, alphabetical(entity.title), entity.id)
    if len(entity.names) > 1 or is_often_glued(entity.title):
        names = tuple((name.name, name.until is not None) for name in entity.names)
        yield rows.NAMES, "", rows.NamesRow(entity.id, entity.is_outlet, entity.title, names)


def first_day(announcement: Announcement) -> Date | None:
    """Return the day of the first dated event; None when there is none."""
    return next((event.on for event in announcement.events if event.on), None)


def announced(announcement: Announcement) -> rows.Announced:
    """Return the place of an announcement in the order of announcements."""
    first = first_day(announcement)
    day = dates.last_day(first).isoformat() if first else ""
    return rows.Announced(first is not None, day, announcement.id)


def publication(article: Article) -> rows.Publication:
    """Return the place of an article in the order of articles."""
    day = article.published or article.added
    dated = (day.latest.isoformat(), day.earliest.isoformat(), article.id)
    return rows.Publication(not article.published, *dated)


def day_key(day: Date | None) -> str:
    """Return the sort key of a day: its first and last day, and its time; "" of None."""
    return f"{day.earliest.isoformat()} {day.latest.isoformat()} {day.time or ''}" if day else ""


def is_often_glued(name: str) -> bool:
    """Return whether a name is often written as one word.

    >>> is_often_glued("Ligne B"), is_often_glued("B"), is_often_glued("Ana Morel")
    (True, False, False)
    """
    words = name.split()
    return len(words) == 2 and any(len(word) == 1 for word in words)


def _facets_of_announcement(announcement: Announcement, state: history.State) -> rows.Values:
    return (
        ("computed", (enumerations.OVERDUE,) if state.overdue else ()),
        ("verdict", () if announcement.kind == "fact" else (state.verdict,)),
        ("stage", _given(state.stage)),
        ("theme", announcement.themes),
        ("kind", (announcement.kind,)),
        ("year", _year(first_day(announcement))),
    )


def _facets_of_article(article: Article) -> rows.Values:
    return (
        ("year", _year(article.published)),
        # Some disks take pt-BR and pt-br for one folder, as BCP 47 takes them for one language.
        ("language", (article.lang.lower(),)),
        ("outlet", _given(article.outlet)),
        ("nature", (article.kind,)),
    )


def _given(value: str | None) -> tuple[str, ...]:
    return (value,) if value else ()


def _year(day: Date | None) -> tuple[str, ...]:
    return _given(str(dates.year(day)) if day else None)


def edtf(day: Date | None) -> str:
    """Return a date as it is written; "" of None."""
    return day.text if day else ""
