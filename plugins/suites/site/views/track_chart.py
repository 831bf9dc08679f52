"""Strip: announcements -> their tracks on one scale of time, with the words that tell each of them.

A strip shows what had happened by the day of the states; who does not see it has the same facts in
the words of each track.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from typing import NamedTuple

from suites.analysis.history import PastEvent
from suites.archive import dates, enumerations
from suites.archive.dates import Date
from suites.site.charts.scale import Scale, ticks
from suites.site.charts.timeline import Ending, Fact, Story, Track, track
from suites.site.views.facets import Values
from suites.site.views.state import term_words
from suites.site.views.view_builder import ViewBuilder
from suites.site.views.view_models import Ref, capital

AHEAD, SOON, BEHIND = timedelta(days=1100), timedelta(days=100), timedelta(days=400)
"""What is drawn of terms beyond the last day, of one announcement and of many; and of days of
little precision before the first."""

FEW = 6
"""How many announcements the strip of an entity has."""


class Label(NamedTuple):
    """A line of the axis, in percent of the width, and its words."""

    x: float
    text: str
    line: bool


class Drawn(NamedTuple):
    """An announcement as it is drawn: `key` is its own in the page, `words` tell what is drawn.

    `values` are (facet, values apart by spaces), by which it can be chosen.
    """

    key: int
    ref: Ref
    words: str
    track: Track
    values: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Strip:
    """Announcements on one scale; `today` is the place of the day of the states, if it is there."""

    axis: tuple[Label, ...]
    today: float | None
    rows: tuple[Drawn, ...]


def of_one(builder: ViewBuilder, id_: str) -> Strip | None:
    """The strip of one announcement; None when nothing of it has a day."""
    return strip(builder, [id_]) if any(map(is_drawn, builder.linked.histories[id_])) else None


def of_some(builder: ViewBuilder, ids: Iterable[str]) -> Strip | None:
    """The strip of the first few of some announcements; None when nothing of them has a day."""
    dated = (id_ for id_ in ids if any(map(is_drawn, builder.linked.histories[id_])))
    first = list(islice(dated, FEW))
    return strip(builder, first) if first else None


def is_drawn(event: PastEvent) -> bool:
    """Whether an event has a sign on a track: one that changes no more than a term has none."""
    return bool(event.on and (event.stage or event.verdict))


def story(history: Sequence[PastEvent], *, overdue: bool) -> Story:
    """What is drawn of an announcement."""
    facts, terms_, due = [], [], None
    stage = verdict = None
    for event in history:
        stage, verdict = event.stage or stage, event.verdict or verdict
        if event.due:
            due = event.due.latest if isinstance(event.due, Date) else None
            terms_ += [due] if due else []
        if event.on:
            for list_, value in (("stage", event.stage), ("verdict", event.verdict)):
                if value:
                    facts.append(Fact(list_, value, event.on.earliest, event.on.latest))
    return Story(tuple(facts), tuple(terms_), due, _ending(stage, verdict, overdue=overdue))


def _ending(stage: str | None, verdict: str | None, *, overdue: bool) -> Ending:
    """A thing that was launched or withdrawn is awaited no more, whatever is thought of it."""
    if verdict not in (None, enumerations.OPEN) or (
        stage in ("launched", "withdrawn") and not overdue
    ):
        return "settled"
    return "overdue" if overdue else "waiting"


def scale_of(stories: Sequence[Story], today: date) -> Scale:
    """The scale on which all of them are whole, but for terms that lie far ahead."""
    facts = [fact for one in stories for fact in one.facts]
    days = [fact.first if fact.last - fact.first < BEHIND else fact.last for fact in facts]
    ahead = AHEAD if len(stories) == 1 else SOON
    due = [day for one in stories for day in one.terms if day - today < ahead]
    last = max([today, *due, *(fact.last for fact in facts)])
    return Scale(min(min(days).replace(day=1), last - timedelta(days=30)), last)


def strip(
    builder: ViewBuilder,
    ids: Sequence[str],
    scale: Scale | None = None,
    values: dict[str, Values] | None = None,
) -> Strip:
    """The strip of announcements, in the order of their first days; one of them has facts at least.

    `scale` is chosen when it is not given; `values` are those by which each can be chosen.
    """
    histories = {id_: builder.linked.histories[id_] for id_ in ids}
    late = {id_: builder.linked.link_summaries[id_].overdue for id_ in ids}
    stories = {id_: story(one, overdue=late[id_]) for id_, one in histories.items()}
    shown = sorted(
        (id_ for id_, one in stories.items() if one.facts),
        key=lambda id_: (min(fact.last for fact in stories[id_].facts), id_),
    )
    today = builder.linked.as_of
    scale = scale or scale_of([stories[id_] for id_ in shown], today)
    return Strip(
        axis(builder, scale),
        scale.across(today) if scale.holds(today) else None,
        tuple(
            Drawn(
                number,
                builder.ref(id_),
                words(builder, id_, histories[id_], overdue=late[id_]),
                track(stories[id_], scale, today),
                written((values or {}).get(id_, ())),
            )
            for number, id_ in enumerate(shown, 1)
        ),
    )


def axis(builder: ViewBuilder, scale: Scale) -> tuple[Label, ...]:
    """The ticks of a scale, in words."""
    return tuple(Label(one.x, _said(builder, one.label), one.line) for one in ticks(scale))


def written(values: Values) -> tuple[tuple[str, str], ...]:
    """Values as they stand in attributes."""
    return tuple((name, " ".join(all_)) for name, all_ in values if all_)


def words(builder: ViewBuilder, id_: str, history: Sequence[PastEvent], *, overdue: bool) -> str:
    """What a track shows, told: each stage and verdict with its day, the last term, how it is."""
    said = []
    due: Date | str | None = None
    for event in history:
        due = event.due or due
        day = builder.day(event.on, short=True)
        if day and (event.stage or event.verdict):
            found = (("stage", event.stage), ("verdict", event.verdict))
            labels = [builder.sign_of(id_, list_, value).label for list_, value in found if value]
            said.append(builder.t("strip.event", what=", ".join(labels), day=day.text))
    if isinstance(due, Date):
        said.append(builder.t("strip.term", term=term_words(builder, due)))
    if overdue:
        said.append(builder.sign("computed", enumerations.OVERDUE).label)
    return capital(builder.t("strip.then").join(said))


def _said(builder: ViewBuilder, label: str) -> str:
    """A year as it is; a month by its short name alone, for its year is that of the drawing."""
    if len(label) < 6:
        return label
    return dates.label(dates.parse(label), builder.language, short=True).rsplit(None, 1)[0]
