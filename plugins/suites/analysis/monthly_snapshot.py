"""Monthly snapshots: what was known of the announcements at the end of a month, what it taught.

    announcement -> outline -> with the days of publication: states month by month, what was learnt

Nothing counts before it was published. Stage, modality and term count once the first piece of
evidence was; a verdict, once all of it was; each by the latest day that the date allows. Evidence
in an article without a date is known on no day, for it might be later. Nor does an event that was
reported ahead count before its day has begun.

An announcement has two events: "announced" rests on an article of 5 March, "launched, fulfilled" on
articles of 28 April and 3 May. March teaches the stage "announced", April "launched", and May the
verdict "fulfilled"; the snapshot of April shows "launched" and an open verdict.

An outline holds what sources of the time report. Notes, occasions, reasons, reviews,
claims and contexts are written with hindsight, and none holds them. Titles are, too: a page that
shows one must say so.
"""

from calendar import monthrange
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import islice
from typing import NamedTuple

from suites.analysis import history
from suites.analysis.history import PastEvent
from suites.analysis.references import articles_of
from suites.archive import enumerations
from suites.archive.dates import Date
from suites.archive.model import Announcement


class SnapshotState(NamedTuple):
    """The state of an announcement, as it was known; a fact's verdict is empty, as is no stage."""

    stage: str
    verdict: str
    overdue: bool


class LearntParts(NamedTuple):
    """The parts of an event that were learnt, its others empty; and all the evidence of it."""

    event: PastEvent
    evidence: tuple[str, ...]  # `article#annotation`


class LearntAnnouncement(NamedTuple):
    """What a month taught of an announcement; `new` when nothing was known of it before."""

    day: str  # the first on which something was learnt
    id: str
    new: bool
    state: SnapshotState
    events: tuple[LearntParts, ...]


class MonthlySnapshot(NamedTuple):
    """All that a month's page says."""

    month: str  # 2023-12
    end: str  # its last day that counts
    learnt: tuple[LearntAnnouncement, ...]
    known: int  # announcements known by then
    balance: tuple[tuple[str, str, int], ...]  # of all of them: (list, value, count)
    others: tuple[tuple[str, str, SnapshotState], ...]  # some of the rest, with their last month
    left: int  # the number of those that are not among them


class DatedEvent(NamedTuple):
    """An event of an outline; days are ISO dates."""

    reported: PastEvent  # `PastEvent.as_reported`
    evidence: tuple[str, ...]  # `article#annotation`
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
    events, past_events = [], history.past(announcement, date.max)
    for event, past in zip(announcement.events, past_events, strict=True):
        on, due = event.on, event.due
        begun, until = (on.earliest.isoformat(), on.latest.isoformat()) if on else ("", "")
        end = due.latest.isoformat() if isinstance(due, Date) else ""
        dated = (begun, until, end, bool(event.review))
        events.append(DatedEvent(past.as_reported(), event.evidence, *dated))
    return Outline(announcement.id, announcement.kind == "fact", tuple(events))


class PublishedEvent(NamedTuple):
    """An event, and the days on which it and its verdict became known; None for never."""

    event: DatedEvent
    known_from: str | None
    judged_from: str | None


def published_events(outline_: Outline, published: Published) -> tuple[PublishedEvent, ...]:
    """Return the events of an outline, with the days on which they became known."""
    found = []
    for event in outline_.events:
        days = [published(article) for article in articles_of(event.evidence)]
        dated = [day for day in days if day]
        is_judged = event.reported.verdict and len(dated) == len(days)
        judged = max(dated, default=None) if is_judged else None
        found.append(PublishedEvent(event, min(dated, default=None), judged))
    return tuple(found)


def known_state(events: Iterable[PublishedEvent], end: str, *, fact: bool) -> SnapshotState:
    """Return the state that was known on a day; the policy is that of `history.state`."""
    stage, verdict, due, review = "", "", "", ""
    for event, known_from, judged_from in events:
        if event.begun > end:
            continue
        if known_from and known_from <= end:
            stage = event.reported.stage or stage
            due = event.end if event.reported.term else due
            review = event.until if event.review else review
        if judged_from and judged_from <= end:
            verdict = event.reported.verdict
    overdue = bool(not fact and not verdict and due and due < end and review <= due)
    return SnapshotState(stage, "" if fact else verdict or enumerations.OPEN, overdue)


def learnt_parts(events: Iterable[PublishedEvent], until: str) -> Iterator[tuple[str, LearntParts]]:
    """Yield the parts of an event that a month taught, with the first day; no review is news."""
    for event, known_from, judged_from in events:
        whole = event.reported
        rest = whole._replace(verdict="")
        verdict = whole._replace(stage="", modality="", term="")
        is_news = rest.stage or rest.modality or rest.term
        dated = ((known_from if is_news else None, rest), (judged_from, verdict))
        learnt = [(day, part) for day, part in dated if day and day <= until]
        if len({day[:7] for day, _ in learnt}) < len(learnt):
            # The rest is known no later than the verdict.
            learnt = [(learnt[0][0], whole)]
        yield from ((day, LearntParts(part, event.evidence)) for day, part in learnt)


def months_with_news(
    announcement: Announcement, published: Published, as_of: date
) -> tuple[str, ...]:
    """Return the months that taught something of an announcement, in order."""
    events = published_events(outline(announcement), published)
    return tuple(sorted({day[:7] for day, _ in learnt_parts(events, as_of.isoformat())}))


def month_end(month: str, as_of: date) -> str:
    """Return the last day of a month, or the day of the states when that comes sooner.

    >>> month_end("2024-02", date(2025, 12, 31)), month_end("2025-12", date(2025, 12, 15))
    ('2024-02-29', '2025-12-15')
    """
    year, number = int(month[:4]), int(month[5:])
    return min(f"{month}-{monthrange(year, number)[1]:02}", as_of.isoformat())


def monthly_snapshots(
    outlines: Iterable[Outline], published: Published, as_of: date, shown: int
) -> Iterator[MonthlySnapshot]:
    """Yield every month that taught something, until `as_of`, with `shown` others at most.

    The work grows with the events, and with what is shown.
    """
    taught: defaultdict[str, dict[str, list[tuple[str, LearntParts]]]] = defaultdict(dict)
    changes: defaultdict[str, list[tuple[str, SnapshotState]]] = defaultdict(list)
    for each in outlines:
        events = published_events(each, published)
        learnt = list(learnt_parts(events, as_of.isoformat()))
        for day, parts in learnt:
            taught[day[:7]].setdefault(each.id, []).append((day, parts))
        if learnt:
            for month, state in _changes(events, min(learnt)[0][:7], as_of, fact=each.fact):
                changes[month].append((each.id, state))
    states: dict[str, SnapshotState] = {}
    balance: Counter[tuple[str, str]] = Counter()
    last_taught: dict[str, str] = {}
    for month in sorted({*changes, *taught}):
        for id_, state in changes[month]:
            if id_ in states:
                balance.subtract(_counted(states[id_]))
            balance.update(_counted(state))
            states[id_] = state
        if month not in taught:
            continue
        found = sorted(
            LearntAnnouncement(
                min(parts)[0],
                id_,
                last_taught.pop(id_, None) is None,
                states[id_],
                tuple(learnt for _, learnt in parts),
            )
            for id_, parts in taught[month].items()
        )
        others = islice(reversed(last_taught.items()), shown)
        yield MonthlySnapshot(
            month,
            month_end(month, as_of),
            tuple(found),
            len(last_taught) + len(found),
            tuple(sorted((*key, n) for key, n in balance.items() if n)),
            tuple((id_, last, states[id_]) for id_, last in others),
            max(0, len(last_taught) - shown),
        )
        last_taught |= {row.id: month for row in reversed(found)}


def _changes(
    events: Sequence[PublishedEvent], first: str, as_of: date, *, fact: bool
) -> Iterator[tuple[str, SnapshotState]]:
    """Yield each state from a first month on, with the month from whose end it was known."""
    before: SnapshotState | None = None
    # A state can only change when something becomes known, begins, or passes its term.
    for month in sorted({day[:7] for one in events for day in _turns(one)}):
        if first <= month <= as_of.isoformat()[:7]:
            state = known_state(events, month_end(month, as_of), fact=fact)
            if state != before:
                yield month, state
            before = state


def _turns(one: PublishedEvent) -> Iterator[str]:
    for day in (one.known_from, one.judged_from):
        if day:
            yield from (day, max(day, one.event.begun))
    if one.event.end:
        end = min(date.fromisoformat(one.event.end), date.max - timedelta(1))
        yield (end + timedelta(1)).isoformat()


def _counted(state: SnapshotState) -> Iterator[tuple[str, str]]:
    if state.verdict:
        yield "verdict", state.verdict
    if state.stage:
        yield "stage", state.stage
    if state.overdue:
        yield "computed", enumerations.OVERDUE
