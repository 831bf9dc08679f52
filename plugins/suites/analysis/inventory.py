"""Inventory: the linked archive -> what it holds, counted, and where it is thin.

For those who keep the archive: which announcements rest on one source, which articles have no
archived copy, which announcements have been open for longest. Nothing of it judges; an editor
decides what to look for next.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from suites.analysis import history
from suites.analysis.linked_archive import LinkedArchive
from suites.analysis.references import articles_of
from suites.analysis.summary import first_day
from suites.archive import anchoring, dates, enumerations
from suites.archive.model import Announcement

UNKNOWN = "unknown"
MAX_LISTED = 10
"""How many of the oldest open announcements are listed."""

Rows = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Inventory:
    """What the archive holds: titles of tables -> rows of (label, count), and lists of ids."""

    tables: tuple[tuple[str, Rows], ...]
    lists: tuple[tuple[str, tuple[str, ...]], ...]

    def __str__(self) -> str:
        return "\n\n".join((*map(_table, self.tables), *map(_list, self.lists)))


def inventory(linked: LinkedArchive) -> Inventory:
    """Count the archive; every order is fixed, so that two runs can be compared."""
    archive = linked.archive
    found, announcements = archive.articles.values(), archive.announcements.values()
    states = {one.id: linked.states[one.id] for one in announcements}
    years = (str(dates.year(one.published)) if one.published else UNKNOWN for one in found)
    judged = [states[one.id].verdict for one in announcements if one.kind != "fact"]
    tables = {
        "records": _records(linked),
        "articles by year": tuple(sorted(Counter(years).items())),
        "articles by outlet": _counts(one.outlet or UNKNOWN for one in found),
        "articles by language": _counts(one.lang for one in found),
        "articles by kind": _counts(one.kind for one in found),
        "announcements by kind": _counts(one.kind for one in announcements),
        "announcements by stage": _counts(one.stage or UNKNOWN for one in states.values()),
        "announcements by verdict": _counts(judged),
        "verdicts and closing stages by readings": _counts(_readings(announcements)),
        "quotations by outlet": _quotations(linked),
    }
    lists = {
        "announcements with one source only": (
            one.id for one in announcements if len(_sources(one) & archive.articles.keys()) == 1
        ),
        "announcements overdue": (id_ for id_, state in states.items() if state.overdue),
        "oldest open announcements": _oldest_open(linked),
        "articles without an archived copy": (
            article.id for article in found if not article.archived
        ),
        "articles without a capture": (one.id for one in found if not one.capture),
    }
    return Inventory(
        tuple(tables.items()), tuple((title, tuple(ids)) for title, ids in lists.items())
    )


def _records(linked: LinkedArchive) -> Rows:
    archive = linked.archive
    announcements = archive.announcements.values()
    return (
        ("articles", len(archive.articles)),
        ("announcements", len(announcements)),
        ("entities", len(archive.entities)),
        ("themes", len(archive.themes)),
        ("annotations", sum(len(one.annotations) for one in archive.articles.values())),
        ("events", sum(len(one.events) for one in announcements)),
        ("relations", sum(len(one.relations) for one in announcements)),
        ("discrepancies", sum(len(one.discrepancies) for one in announcements)),
    )


def _counts(labels: Iterable[str]) -> Rows:
    return _by_count(Counter(labels))


def _by_count(counter: Counter[str]) -> Rows:
    """Return the labels with their counts, the most frequent first."""
    return tuple(sorted(counter.items(), key=lambda row: (-row[1], row[0])))


def _readings(announcements: Iterable[Announcement]) -> Iterator[str]:
    """Yield how often each verdict, or each stage that ends a fact, was read."""
    for one in announcements:
        for event in one.events:
            if history.judgement(one, event):
                differed = any(reading.found for reading in event.read)
                yield f"{len(event.read)}{', with another finding' if differed else ''}"


def _quotations(linked: LinkedArchive) -> Rows:
    found: Counter[str] = Counter()  # of an outlet without any, 0
    for article in linked.archive.articles.values():
        marks, text = linked.archive.language.quotation_marks, linked.bodies[article.id].text
        found[article.outlet or UNKNOWN] += len(list(anchoring.quotations(text, marks)))
    return _by_count(found)


def _sources(announcement: Announcement) -> set[str]:
    """Return the articles that the events of an announcement rest on."""
    return {id_ for event in announcement.events for id_ in articles_of(event.evidence)}


def _oldest_open(linked: LinkedArchive) -> Iterator[str]:
    """Yield open announcements by their first days; a fact is neither open nor not."""
    dated = sorted(
        (first.latest, first.text, one.id)
        for one in linked.archive.announcements.values()
        if one.kind != "fact" and linked.states[one.id].verdict == enumerations.OPEN
        if (first := first_day(one))
    )
    yield from (f"{id_} (since {day})" for _, day, id_ in dated[:MAX_LISTED])


def _table(table: tuple[str, Rows]) -> str:
    title, rows = table
    total = sum(count for _, count in rows)
    lines = [f"{count:>6}  {label}" for label, count in rows]
    return "\n".join((title if title == "records" else f"{title} ({total})", *lines))


def _list(found: tuple[str, tuple[str, ...]]) -> str:
    title, ids = found
    return "\n".join((f"{title} ({len(ids)})", *(f"        {id_}" for id_ in ids)))
