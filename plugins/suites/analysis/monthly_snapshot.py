"""Knowledge: what was known of the announcements at the end of a month, and what it taught.

    announcement -> outline -> with the days of publication: states month by month, what was learnt

Nothing counts before an article that says it was published: a stage, a strength or a term once the
first of its event's evidence was, a verdict once all of it was, each by the latest day that the
date allows. What rests on an article without a date is known on no day, for it might be later. Nor
does what was said ahead of its day count before that day had begun.

An event is only taken for what the sources of the time say of it: what changed. Its note, its
occasion, its reason, the review that keeps an announcement open, the claim and the context are
written with hindsight, and no outline holds them. A title is, too: a page that names an
announcement by it must say so.
"""

from __future__ import annotations

from bisect import bisect_right
from calendar import monthrange
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from suites.analysis.history import term_text
from suites.archive import enumerations
from suites.archive.dates import Date
from suites.archive.model import Announcement, Event


class SnapshotState(NamedTuple):
    """The state of an announcement, as it was known; a fact's verdict is empty, as is no stage."""

    stage: str
    verdict: str
    overdue: bool


class LearntParts(NamedTuple):
    """An event of which something was learnt: its place, and which of its parts."""

    place: int
    said: bool
    judged: bool


class LearntAnnouncement(NamedTuple):
    """What a month taught of an announcement: `day`, when first; `new`, that it was not known."""

    day: str
    id: str
    new: bool
    state: SnapshotState
    events: tuple[LearntParts, ...]


class MonthlySnapshot(NamedTuple):
    """All that a month's page says; `month` is `2023-12`, and `end` its last day that counts.

    `balance` holds (what, value, how many) of all announcements known by then; `others` are the
    nearest of those that it taught nothing of, with the month that did last; `left`, how many more.
    """

    month: str
    end: str
    learnt: tuple[LearntAnnouncement, ...]
    known: int
    balance: tuple[tuple[str, str, int], ...]
    others: tuple[tuple[str, str, SnapshotState], ...]
    left: int


class ReportedEvent(NamedTuple):
    """What the sources of an event say; empty where they say nothing."""

    on: str  # day, as EDTF
    due: str  # term as EDTF, or `none`, or `withdrawn`
    stage: str
    verdict: str
    modality: str
    evidence: tuple[str, ...]  # `article#annotation`


class DatedEvent(NamedTuple):
    """An event of an outline; days are ISO dates."""

    said: ReportedEvent
    begun: str  # first day on which it may have happened, "" when it has no date
    until: str  # last day on which it may have happened
    end: str  # last day of its term, "" when it gives no dated one
    review: bool


class Outline(NamedTuple):
    """An announcement as far as it can be dated."""

    id: str
    fact: bool
    events: tuple[DatedEvent, ...]


Published = Callable[[str], str | None]
"""The latest day on which an article may have been published; None when that is not known."""


def outline(announcement: Announcement) -> Outline:
    """Return the outline of an announcement."""
    events = tuple(map(_outlined, announcement.events))
    return Outline(announcement.id, announcement.kind == "fact", events)


def _outlined(event: Event) -> DatedEvent:
    on, due = event.on, event.due
    begun, until = (on.earliest.isoformat(), on.latest.isoformat()) if on else ("", "")
    end = due.latest.isoformat() if isinstance(due, Date) else ""
    words = (event.stage or "", event.verdict or "", event.modality or "")
    said = ReportedEvent(on.text if on else "", term_text(event), *words, tuple(event.evidence))
    return DatedEvent(said, begun, until, end, bool(event.review))


class Part(NamedTuple):
    """An event with the days on which it was known, and its verdict; None for never."""

    begun: str
    until: str
    stage: str
    verdict: str
    due: str | None
    review: bool
    said: str | None
    judged: str | None
    news: bool


def parts(events: Iterable[DatedEvent], published: Published) -> tuple[Part, ...]:
    """The events of an outline, with the days on which their evidence was published."""
    found = []
    for one in events:
        said = one.said
        due = one.end if said.due else None
        days = _days(said.evidence, said.verdict, published)
        news = bool(said.stage or said.modality or said.due)
        told = (said.stage, said.verdict, due, one.review)
        found.append(Part(one.begun, one.until, *told, *days, news))
    return tuple(found)


def _days(
    evidence: Iterable[str], verdict: str | None, published: Published
) -> tuple[str | None, str | None]:
    """The days on which it was known that something happened, and its verdict; None for never."""
    days = [published(reference.partition("#")[0]) for reference in evidence]
    dated = [day for day in days if day]
    judged = verdict and len(dated) == len(days)
    return min(dated, default=None), max(dated, default=None) if judged else None


def known(of: Iterable[Part], end: str, *, fact: bool) -> SnapshotState:
    """The state that was known on a day; the policy is that of `history.state`."""
    stage, verdict, due, review = "", "", "", ""
    for part in of:
        if part.begun > end:
            continue
        if part.said and part.said <= end:
            stage = part.stage or stage
            due = due if part.due is None else part.due
            review = part.until if part.review else review
        if part.judged and part.judged <= end:
            verdict = part.verdict
    overdue = bool(not fact and not verdict and due and due < end and review <= due)
    return SnapshotState(stage, "" if fact else verdict or enumerations.OPEN, overdue)


def learnt(of: Iterable[Part]) -> Iterator[tuple[str, LearntParts]]:
    """What was learnt of an announcement, each with the day; a review is no news: it is ours."""
    for place, part in enumerate(of):
        if part.said and part.said == part.judged and part.news:
            yield part.said, LearntParts(place, said=True, judged=True)
            continue
        if part.said and part.news:
            yield part.said, LearntParts(place, said=True, judged=False)
        if part.judged:
            yield part.judged, LearntParts(place, said=False, judged=True)


def months_with_news(
    announcement: Announcement, published: Published, as_of: date
) -> tuple[str, ...]:
    """The months that taught something of an announcement, in order."""
    found: set[str] = set()
    for event in announcement.events:
        said, judged = _days(event.evidence, event.verdict, published)
        is_news = event.stage or event.modality or event.due
        found |= {day for day in (said if is_news else None, judged) if day}
    return tuple(sorted({day[:7] for day in found if day <= as_of.isoformat()}))


@lru_cache(maxsize=4096)
def month_end(month: str, as_of: date) -> str:
    """The last day of a month, or the day of the archive's states when that comes sooner.

    >>> month_end("2024-02", date(2025, 12, 31)), month_end("2025-12", date(2025, 12, 15))
    ('2024-02-29', '2025-12-15')
    """
    year, number = int(month[:4]), int(month[5:])
    return min(f"{month}-{monthrange(year, number)[1]:02}", as_of.isoformat())


def monthly_snapshots(
    outlines: Iterable[Outline], published: Published, as_of: date, shown: int
) -> Iterator[MonthlySnapshot]:
    """Every month that taught something, until `as_of`; so many `shown` others with each.

    The work grows with the events, and with what is shown.
    """
    until = as_of.isoformat()
    taught: dict[str, dict[str, list[tuple[str, LearntParts]]]] = {}
    courses: dict[str, Course] = {}
    for one in outlines:
        of = parts(one.events, published)
        in_time = [(day, told) for day, told in learnt(of) if day <= until]
        for day, told in in_time:
            taught.setdefault(day[:7], {}).setdefault(one.id, []).append((day, told))
        if in_time:
            first = min(in_time)[0][:7]
            courses[one.id] = _course(of, first, as_of, fact=one.fact)
    balances = _balances(courses.values(), taught)
    last: dict[str, str] = {}
    for month in sorted(taught):
        found = []
        for id_, all_ in taught[month].items():
            events = _joined([told for _, told in all_])
            day = min(day for day, _ in all_)
            found.append(
                LearntAnnouncement(day, id_, id_ not in last, courses[id_].at(month), events)
            )
            last.pop(id_, None)
        found.sort()
        nearest = list(islice(reversed(last.items()), shown))
        yield MonthlySnapshot(
            month,
            month_end(month, as_of),
            tuple(found),
            len(last) + len(found),
            balances[month],
            tuple((id_, when, courses[id_].at(month)) for id_, when in nearest),
            len(last) - len(nearest),
        )
        last |= {row.id: month for row in reversed(found)}


class Course(NamedTuple):
    """The states that were known of an announcement, each from the end of a month on."""

    months: tuple[str, ...]
    states: tuple[SnapshotState, ...]

    def at(self, month: str) -> SnapshotState:
        """The one at the end of a month, which is not before the first."""
        return self.states[bisect_right(self.months, month) - 1]


def _course(of: Sequence[Part], first: str, as_of: date, *, fact: bool) -> Course:
    """From the first month on that taught something."""
    until = as_of.isoformat()
    found: dict[str, SnapshotState] = {}
    before: SnapshotState | None = None
    # A state can only change when something becomes known, begins, or passes its term.
    for month in sorted({day[:7] for part in of for day in _turns(part) if day <= until}):
        if month < first:
            continue
        now = known(of, month_end(month, as_of), fact=fact)
        if now != before:
            found[month] = before = now
    return Course(tuple(found), tuple(found.values()))


def _joined(all_: Sequence[LearntParts]) -> tuple[LearntParts, ...]:
    """Each event once, with all the parts that were learnt of it."""
    if len(all_) == 1:
        return tuple(all_)
    found: dict[int, LearntParts] = {}
    for one in all_:
        before = found.get(one.place, one)
        found[one.place] = LearntParts(
            one.place, one.said or before.said, one.judged or before.judged
        )
    return tuple(found[place] for place in sorted(found))


def _balances(
    courses: Iterable[Course], months: Iterable[str]
) -> dict[str, tuple[tuple[str, str, int], ...]]:
    """How many announcements stood how, at the end of each month."""
    steps: defaultdict[str, Counter[SnapshotState]] = defaultdict(Counter)
    for course in courses:
        before: SnapshotState | None = None
        for month, now in zip(*course, strict=True):
            steps[month][now] += 1
            if before is not None:
                steps[month][before] -= 1
            before = now
    standing: Counter[SnapshotState] = Counter()
    wanted, found = sorted(months), {}
    for month in sorted({*steps, *wanted}):
        if month in steps:
            standing.update(steps[month])
        counts: Counter[tuple[str, str]] = Counter()
        for state, n in standing.items():
            for key in _counted(state):
                counts[key] += n
        found[month] = tuple(sorted((*key, n) for key, n in counts.items() if n))
    return {month: found[month] for month in wanted}


def _turns(part: Part) -> Iterator[str]:
    for day in (part.said, part.judged):
        if day:
            yield max(day, part.begun)
            yield day
    if part.due:
        passed = min(date.fromisoformat(part.due), date.max - timedelta(1)) + timedelta(1)
        yield passed.isoformat()


def _counted(state: SnapshotState) -> Iterator[tuple[str, str]]:
    if state.verdict:
        yield "verdict", state.verdict
    if state.stage:
        yield "stage", state.stage
    if state.overdue:
        yield "computed", enumerations.OVERDUE
