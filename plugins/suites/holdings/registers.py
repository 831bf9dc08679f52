"""Registers: lists of the whole archive, as light as can be: the order of a thing, its id, facets.

Whatever goes through all articles or announcements reads a register, and then opens the few records
that it shows. Each record gives its own entries (`registered`), so that a register is kept up to
date by what changed alone. Registers lie among the lists of `relations`, under no id.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from suites import dates, terms
from suites.dates import Date
from suites.history import Past, State, past
from suites.knowledge import outline
from suites.model import Announcement, AnyRecord, Article, Entity, Event, Page, Theme
from suites.pairs import pairs, uncompared
from suites.relations import Entries, Entry, announced, first_day, publication

ARTICLES, ANNOUNCEMENTS, EVENTS = "articles", "announcements", "events"
ENTITIES, OUTLETS, THEMES, PAGES = "entities", "outlets of all", "themes", "pages"
ADDED, HAPPENED = "added", "happened"
KNOWN = "known"
PAIRS, UNCOMPARED = "pairs", "uncompared"
SOURCED, TIED, CORRECTED = "sourced", "tied", "corrected"
TOLD = "told"
RENAMED = "renamed"
DEADLINES = "deadlines"
HISTORY = "history"
"""Under the id of each announcement: what had happened by the day of the states (`Past.plain`)."""
TIES = "ties"
"""Under the id of each announcement: (type of relation, whether the other is the later, other)."""
ALIASES = "aliases"
"""Old ids: under each the id of the thing; and all of them under no id."""

Values = tuple[tuple[str, tuple[str, ...]], ...]
"""By what a row of a listing can be chosen: (facet, values)."""


def registered(record: AnyRecord, known: State | None) -> Entries:
    """The entries of a record; `known` is the state of an announcement.

    An article's is (publication, values); an announcement's (announced, values, days overdue); an
    event's (latest day, announcement, place among its events); those of other things
    (kind, title, id). For feeds: an article's (id, day added), an event's (announcement, its place,
    day, day on which the announcement was added, articles of its evidence). Under KNOWN lies what
    can be dated of an announcement (`knowledge.outline`). A term's, see `_term`.

    A pair of quotes is (announced, announcement, name, sort), one that is not shown (announcement,
    name). For the search, an entity's of
    several names, or of two words one of which is a letter (id, is outlet, title, each name and
    whether it is out of use).

    For feeds there are lists of things too: what happened to an announcement (HAPPENED, as above;
    TIED: announcement, place of the relation, day of its first event, day added, target, articles
    of the evidence, type, note), the articles about a thing (SOURCED: day added, day published,
    id), and what was corrected (CORRECTED: day, record, id of the annotation or nothing, what was
    written, what is right as Markdown, the day as EDTF). What is told of the events of an
    announcement lies under it in their order (TOLD: place, day, stage, modality, due, verdict,
    whether reviewed, words); what one lacks is empty.
    """
    for alias in record.aliases:
        yield ALIASES, alias, (record.id,)
        yield ALIASES, "", (alias, record.id)
    for one in record.corrections:
        for id_ in ("", record.id):
            yield CORRECTED, id_, (day_key(one.on), record.id, "", one.was, one.now, one.on.text)
    if isinstance(record, Article):
        yield ARTICLES, "", (publication(record), _of_article(record))
        yield ADDED, "", (record.id, day_key(record.added))
        yield from _told_of_article(record)
    elif isinstance(record, Announcement):
        assert known
        yield from _told_of_announcement(record, known)
    elif isinstance(record, Entity):
        title = record.title.casefold()
        if record.is_outlet:
            yield OUTLETS, "", ("", title, record.id)
        else:
            yield ENTITIES, "", (record.kind[0], title, record.id)
        if len(record.names) > 1 or is_often_glued(record.title):
            names = tuple((name.name, name.until is not None) for name in record.names)
            yield RENAMED, "", (record.id, record.is_outlet, record.title, names)
    elif isinstance(record, Theme):
        yield THEMES, "", ("", record.title.casefold(), record.id)
    elif isinstance(record, Page):
        yield PAGES, "", ("", record.id, record.id)


def _told_of_announcement(record: Announcement, known: State) -> Entries:
    yield (
        ANNOUNCEMENTS,
        "",
        (announced(record), _of_announcement(record, known), known.overdue_days),
    )
    yield KNOWN, "", _plain(outline(record))
    for pair in pairs(record):
        yield PAIRS, "", (announced(record), record.id, pair.name, pair.sort)
    for name in uncompared(record):
        yield UNCOMPARED, "", (record.id, name)
    yield from _term(record, known)
    for relation in record.relations:
        yield TIES, record.id, (relation.type, False, relation.target)
        yield TIES, relation.target, (relation.type, True, record.id)
    for place, event in enumerate(known.events):
        if event.on and changes_something(event):
            yield EVENTS, "", (event.on.latest.isoformat(), record.id, place)
    yield from ((HISTORY, record.id, tuple(one.row())) for one in past(record, known.as_of))
    yield from _happened(record)
    yield from _relations(record)


def _told_of_article(article: Article) -> Entries:
    key = (day_key(article.added), day_key(article.published), article.id)
    about: dict[str | None, None] = {"": None, article.outlet: None}
    for note in article.annotations:
        named = (note.announcement, note.speaker, note.via)
        about |= dict.fromkeys(named)
        if note.kind == "correction":
            for id_ in dict.fromkeys(("", article.outlet, *named)):
                if id_ is not None:
                    told = (note.id, note.was or "", note.note, note.on.text if note.on else "")
                    yield CORRECTED, id_, (day_key(note.on), article.id, *told)
    for id_ in about:
        if id_ is not None:
            yield SOURCED, id_, key


def _happened(one: Announcement) -> Entries:
    added = day_key(one.added)
    for place, event in enumerate(one.events):
        articles = tuple(reference.partition("#")[0] for reference in event.evidence)
        for id_ in ("", one.id):
            yield HAPPENED, id_, (one.id, place, day_key(event.on), added, articles)
        yield TOLD, one.id, _told_of_event(place, event)


def _told_of_event(place: int, event: Event) -> Entry:
    due = event.due.text if isinstance(event.due, Date) else event.due
    changed = (event.stage, event.modality, due, event.verdict)
    return (
        place,
        event.on.text if event.on else "",
        *(one or "" for one in changed),
        event.review is not None,
        event.review or event.note or "",
    )


def _relations(one: Announcement) -> Entries:
    first = day_key(first_day(one))
    for place, relation in enumerate(one.relations):
        articles = tuple(reference.partition("#")[0] for reference in relation.evidence)
        for id_ in ("", one.id, relation.target):
            yield TIED, id_, (
                one.id, place, first, day_key(one.added), relation.target, articles,
                relation.type, relation.note or "",
            )  # fmt: skip


def _term(one: Announcement, known: State) -> Entries:
    """(last day of the term that counts or nothing, id, title, term as EDTF, how it stands, how
    often a term was said on a known day, days overdue); nothing of a fact, or without any term.
    """  # noqa: D205
    said = [event for event in known.events if event.due is not None and event.on is not None]
    moved = len(said) if any(isinstance(event.due, Date) for event in said) else 0
    due = known.due
    if one.kind == "fact" or (due is None and moved < 2):
        return
    settled, ahead = known.judged, due is not None and due.latest >= known.as_of
    status = "settled" if settled else "overdue" if known.overdue else "reviewed"
    if ahead and not settled:
        status = "ahead"
    latest = due.latest.isoformat() if due and due.latest != date.max else ""
    text = due.text if due else ""
    yield DEADLINES, "", (latest, one.id, one.title, text, status, moved, known.overdue_days)


def day_key(day: Date | None) -> str:
    """What days are ordered by, as text: the first and the last day, the time; none comes first."""
    return f"{day.earliest.isoformat()} {day.latest.isoformat()} {day.time or ''}" if day else ""


def _plain(value: Any) -> Any:
    return tuple(map(_plain, value)) if isinstance(value, tuple) else value


def changes_something(event: Event | Past) -> bool:
    """Whether an event is news: a review alone is our own."""
    return bool(event.stage or event.verdict or event.due or event.modality)


def is_often_glued(name: str) -> bool:
    """Whether a name is often written as one word.

    >>> is_often_glued("X Money"), is_often_glued("X"), is_often_glued("Morgan Stanley")
    (True, False, False)
    """
    words = name.split()
    return len(words) == 2 and any(len(word) == 1 for word in words)


def _of_announcement(one: Announcement, known: State) -> Values:
    first = first_day(one)
    return (
        ("computed", (terms.OVERDUE,) if known.overdue else ()),
        ("verdict", () if one.kind == "fact" else (known.verdict,)),
        ("stage", (known.stage,) if known.stage else ()),
        ("theme", one.themes),
        ("kind", (one.kind,)),
        ("year", _year(first)),
    )


def _of_article(article: Article) -> Values:
    return (
        ("year", _year(article.published)),
        # Some disks take pt-BR and pt-br for one folder, as BCP 47 takes them for one language.
        ("language", (article.lang.lower(),)),
        ("outlet", (article.outlet,) if article.outlet else ()),
        ("nature", (article.kind,)),
    )


def _year(day: Date | None) -> tuple[str, ...]:
    return (str(dates.year(day)),) if day else ()
