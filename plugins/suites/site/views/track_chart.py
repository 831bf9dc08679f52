"""Track chart: announcements -> their tracks on one scale of time, each with a text alternative.

A chart shows what had happened by the day of the states.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from typing import NamedTuple

from suites.analysis.history import PastEvent
from suites.archive import dates, enumerations
from suites.archive.dates import Date
from suites.site.charts.scale import Scale, ticks
from suites.site.charts.timeline import DatedValue, Ending, Timeline, Track, track
from suites.site.views.facets import Values
from suites.site.views.state import term_words
from suites.site.views.view_builder import ViewBuilder
from suites.site.views.view_models import Ref, capital

AHEAD, SOON, BEHIND = timedelta(days=1100), timedelta(days=100), timedelta(days=400)
"""What is drawn of terms beyond the last day, of one announcement and of many; and of days of
little precision before the first."""

MOST_TRACKS = 6
"""Announcements in the chart of an entity."""


class AxisLabel(NamedTuple):
    """A line of the axis, in percent of the width, and its words."""

    x: float
    text: str
    line: bool


class TrackRow(NamedTuple):
    """The track of an announcement, and its text alternative; `key` is its own in the page.

    `values` are (facet, values apart by spaces), by which it can be chosen.
    """

    key: int
    ref: Ref
    words: str
    track: Track
    values: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class TrackChart:
    """Tracks on one scale; `today` is the place of the day of the states, if it is on it."""

    axis: tuple[AxisLabel, ...]
    today: float | None
    rows: tuple[TrackRow, ...]


def small_chart(builder: ViewBuilder, ids: Iterable[str]) -> TrackChart | None:
    """Return the chart of the first few announcements that have a track; None for none."""
    histories = builder.linked.histories
    drawn = (id_ for id_ in ids if any(map(_is_drawn, histories[id_])))
    return track_chart(builder, list(islice(drawn, MOST_TRACKS)))


def track_chart(
    builder: ViewBuilder,
    ids: Iterable[str],
    scale: Scale | None = None,
    values: Mapping[str, Values] | None = None,
) -> TrackChart | None:
    """Return the chart of announcements, in the order of their first days; None for no track.

    Without a `scale`, all of them are whole on it. `values` are those by which each can be chosen.
    """
    summaries = builder.linked.link_summaries
    histories = {id_: builder.linked.histories[id_] for id_ in ids}
    timelines = {
        id_: one
        for id_, history in histories.items()
        if (one := _timeline(history, overdue=summaries[id_].overdue)).values
    }
    if not timelines:
        return None
    today = builder.linked.as_of
    scale = scale or _scale(list(timelines.values()), today)
    shown = sorted(timelines, key=lambda id_: (min(day.last for day in timelines[id_].values), id_))
    return TrackChart(
        tuple(AxisLabel(one.x, _tick(builder, one.label), one.line) for one in ticks(scale)),
        scale.across(today) if today in scale else None,
        tuple(
            TrackRow(
                number,
                builder.ref(id_),
                _words(builder, id_, histories[id_]),
                track(timelines[id_], scale, today),
                attributes((values or {}).get(id_, ())),
            )
            for number, id_ in enumerate(shown, 1)
        ),
    )


def attributes(values: Values) -> tuple[tuple[str, str], ...]:
    """Return the values of facets as they stand in attributes, apart by spaces."""
    return tuple((name, " ".join(all_)) for name, all_ in values if all_)


def _is_drawn(event: PastEvent) -> bool:
    """Return whether an event has a sign on a track: one that changes only a term has none."""
    return bool(event.on and (event.stage or event.verdict))


def _timeline(history: Sequence[PastEvent], *, overdue: bool) -> Timeline:
    values, terms, due = [], [], None
    stage = verdict = None
    for event in history:
        stage, verdict = event.stage or stage, event.verdict or verdict
        if event.due:
            due = event.due.latest if isinstance(event.due, Date) else None
            terms += [due] if due else []
        if event.on:
            for list_, value in (("stage", event.stage), ("verdict", event.verdict)):
                if value:
                    values.append(DatedValue(list_, value, event.on.earliest, event.on.latest))
    ending: Ending = "overdue" if overdue else "waiting"
    # After a launch or a withdrawal nothing is awaited, with or without a verdict.
    is_closed = stage in enumerations.CLOSING_STAGES and not overdue
    if is_closed or verdict not in (None, enumerations.OPEN):
        ending = "settled"
    return Timeline(tuple(values), tuple(terms), due, ending)


def _scale(timelines: Sequence[Timeline], today: date) -> Scale:
    """Return the scale on which all of them are whole, but for terms that lie far ahead."""
    values = [one for timeline in timelines for one in timeline.values]
    first = min(one.first if one.last - one.first < BEHIND else one.last for one in values)
    ahead = AHEAD if len(timelines) == 1 else SOON
    due = (day for timeline in timelines for day in timeline.terms if day - today < ahead)
    last = max([today, *due, *(one.last for one in values)])
    return Scale(min(first.replace(day=1), last - timedelta(days=30)), last)


def _words(builder: ViewBuilder, id_: str, history: Sequence[PastEvent]) -> str:
    """Return each stage and verdict with its day, the last term, and that it has passed."""
    summary = builder.linked.link_summaries[id_]
    words = []
    due: Date | str | None = None
    for event in history:
        due = event.due or due
        signs = builder.state_signs(event.stage, event.verdict, kind=summary.announcement_kind)
        labels = [sign.label for sign in signs if sign]
        if labels and (day := builder.day(event.on, short=True)):
            words.append(builder.t("track-chart.event", what=", ".join(labels), day=day.text))
    if isinstance(due, Date):
        words.append(builder.t("track-chart.term", term=term_words(builder, due)))
    if summary.overdue:
        words.append(builder.sign("computed", enumerations.OVERDUE).label)
    return capital(builder.t("track-chart.then").join(words))


def _tick(builder: ViewBuilder, label: str) -> str:
    """Return a year as it is, a month by its short name: its year is that of the chart."""
    if len(label) < 6:
        return label
    return dates.label(dates.parse(label), builder.language, short=True).rsplit(None, 1)[0]
