"""Inventory: the linked archive -> what it holds, counted, and where it is thin.

For those who keep the archive: which announcements rest on one source, which articles have no
archived copy, which announcements have been open for longest. Nothing of it judges; an editor
decides what to look for next.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from suites.analysis import history
from suites.analysis.linked_archive import LinkedArchive
from suites.archive import anchoring, dates, enumerations
from suites.archive.model import Announcement, Article

UNKNOWN = "unknown"
LONGEST = 10
"""How many of the oldest open announcements are listed."""


@dataclass(frozen=True, slots=True)
class Inventory:
    """What the archive holds: titles of tables -> rows of (label, count), and lists of ids."""

    tables: tuple[tuple[str, tuple[tuple[str, int], ...]], ...]
    lists: tuple[tuple[str, tuple[str, ...]], ...]

    def __str__(self) -> str:
        return "\n\n".join((*map(_table, self.tables), *map(_list, self.lists)))


def inventory(linked: LinkedArchive) -> Inventory:
    """Count the archive; every order is fixed, so that two runs can be compared."""
    archive = linked.archive
    articles, announcements = archive.articles.values(), archive.announcements.values()
    states = linked.states
    return Inventory(
        tables=(
            ("records", _kinds(linked)),
            ("articles by year", _counts((_year(one) for one in articles), by_label=True)),
            ("articles by outlet", _counts(one.outlet or UNKNOWN for one in articles)),
            ("articles by language", _counts(one.lang for one in articles)),
            ("articles by kind", _counts(one.kind for one in articles)),
            ("announcements by kind", _counts(one.kind for one in announcements)),
            (
                "announcements by stage",
                _counts(states[one.id].stage or UNKNOWN for one in announcements),
            ),
            (
                "announcements by verdict",
                _counts(states[one.id].verdict for one in announcements if one.kind != "fact"),
            ),
            ("verdicts and closing stages by readings", _counts(_readings(announcements))),
            ("quotations by outlet", _quotations(linked)),
        ),
        lists=(
            (
                "announcements with one source only",
                tuple(one.id for one in announcements if len(_sources(linked, one)) == 1),
            ),
            (
                "announcements overdue",
                tuple(one.id for one in announcements if states[one.id].overdue),
            ),
            ("oldest open announcements", tuple(_oldest_open(linked))),
            (
                "articles without an archived copy",
                tuple(one.id for one in articles if not one.archived),
            ),
            ("articles without a capture", tuple(one.id for one in articles if not one.capture)),
        ),
    )


def _kinds(linked: LinkedArchive) -> tuple[tuple[str, int], ...]:
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


def _counts(labels: Iterable[str], by_label: bool = False) -> tuple[tuple[str, int], ...]:
    """The labels counted; the most frequent first, or in the order of the labels."""
    counted = Counter(labels).items()
    return tuple(sorted(counted, key=lambda row: row[0] if by_label else (-row[1], row[0])))


def _year(article: Article) -> str:
    return str(dates.year(article.published)) if article.published else UNKNOWN


def _readings(announcements: Iterable[Announcement]) -> Iterator[str]:
    """Yield how often each verdict, or each stage that ends a fact, was read."""
    for one in announcements:
        for event in one.events:
            if history.judgement(one, event):
                differed = any(reading.found for reading in event.read)
                yield (
                    f"{len(event.read)}, with another finding" if differed else f"{len(event.read)}"
                )


def _quotations(linked: LinkedArchive) -> tuple[tuple[str, int], ...]:
    found: Counter[str] = Counter()
    for article in linked.archive.articles.values():
        text = linked.bodies[article.id].text
        found[article.outlet or UNKNOWN] += len(
            list(anchoring.quotations(text, linked.archive.language.quotation_marks))
        )
    return tuple(sorted(found.items(), key=lambda row: (-row[1], row[0])))


def _sources(linked: LinkedArchive, announcement: Announcement) -> frozenset[str]:
    """The articles that the events of an announcement rest on."""
    return frozenset(
        reference.partition("#")[0] for event in announcement.events for reference in event.evidence
    ) & frozenset(linked.archive.articles)


def _oldest_open(linked: LinkedArchive) -> Iterator[str]:
    """Open announcements by the day of their first dated event; a fact is neither open nor not."""
    dated = sorted(
        (first.latest, first.text, one.id)
        for one in linked.archive.announcements.values()
        if one.kind != "fact" and linked.states[one.id].verdict == enumerations.OPEN
        for first in [next((event.on for event in one.events if event.on), None)]
        if first
    )
    return (f"{id_} (since {day})" for _, day, id_ in dated[:LONGEST])


def _table(table: tuple[str, tuple[tuple[str, int], ...]]) -> str:
    title, rows = table
    total = sum(count for _, count in rows)
    lines = [f"{count:>6}  {label}" for label, count in rows]
    return "\n".join((title if title == "records" else f"{title} ({total})", *lines))


def _list(found: tuple[str, tuple[str, ...]]) -> str:
    title, ids = found
    return "\n".join((f"{title} ({len(ids)})", *(f"        {id_}" for id_ in ids)))
