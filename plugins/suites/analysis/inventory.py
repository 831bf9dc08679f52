"""Inventory: the linked archive -> what it holds, counted, and where it is thin.

For those who keep the archive: what is to be done (`to_do`), and which announcements have been open
for longest. Nothing of it judges; an editor decides what to look for next.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from suites.analysis import history, to_do
from suites.analysis.linked_archive import LinkedArchive
from suites.analysis.listed_rows import first_day
from suites.archive import anchoring, dates, enumerations
from suites.archive.model import Announcement

UNKNOWN = "unknown"
MAX_LISTED = 10
"""How many of the oldest open announcements are listed."""

TITLES = {
    to_do.OVERDUE: "terms passed without a verdict",
    to_do.DUE_SOON: f"terms due within {to_do.SOON.days} days",
    to_do.READ_ONCE: "verdicts read once",
    to_do.ONE_SOURCE: "announcements with one source only",
    to_do.NO_COPY: "articles without a capture or an archived copy",
    to_do.NO_ARTICLE: "entities without an article",
}
"""What the lists of `to_do` are called."""

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
    oldest = ("oldest open announcements", tuple(_oldest_open(linked)))
    return Inventory(tuple(tables.items()), (*work(linked).lists, oldest))


def work(linked: LinkedArchive) -> Inventory:
    """Return what is to be done alone, as lists."""
    lists = (
        (TITLES[task], tuple(f"{one.id} ({one.detail})" if one.detail else one.id for one in found))
        for task, found in to_do.to_do(linked).items()
    )
    return Inventory((), tuple(lists))


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
