"""Track chart: announcements -> their tracks on one scale of time, each with a text alternative.

A chart shows what had happened by the day of the states.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import islice
from typing import NamedTuple

from suites.analysis.rows import Values
from suites.archive import dates, enumerations, urls
from suites.archive.alphabet import alphabetical
from suites.archive.dates import Date
from suites.site.charts.scale import Scale, Tick, ticks
from suites.site.charts.timeline import DatedValue, Timeline, Track, track
from suites.site.views.events import term_words
from suites.site.views.view_builder import ViewBuilder
from suites.site.views.view_models import Group, Ref, Sign, capital, grouped

AHEAD, SOON, BEHIND = timedelta(days=1100), timedelta(days=100), timedelta(days=400)
"""What is drawn of terms beyond the last day, of one announcement and of many; and of days of
little precision before the first."""

MAX_TRACKS = 6
"""Announcements in the chart of an entity."""


class TrackRow(NamedTuple):
    """The track of an announcement, and its text alternative; `key` is its own in the page.

    `values` are (facet, values apart by spaces), by which it can be chosen.
    """

    key: int
    ref: Ref
    words: str
    track: Track
    values: tuple[tuple[str, str], ...]


class TrackChart(NamedTuple):
    """Tracks on one scale, in lanes, and the signs that they use.

    `today` is the place of the day of the states, None if it is not on the scale.
    """

    axis: tuple[Tick, ...]
    today: float | None
    lanes: tuple[Group[TrackRow], ...]
    signs: tuple[Sign, ...]


def small_chart(builder: ViewBuilder, ids: Iterable[str]) -> TrackChart | None:
    """Return the chart of the first few announcements that have a track; None for none."""
    drawn = (id_ for id_ in ids if _timeline(builder, id_).values)
    return track_chart(builder, list(islice(drawn, MAX_TRACKS)))


def track_chart(
    builder: ViewBuilder,
    ids: Iterable[str],
    scale: Scale | None = None,
    values: Mapping[str, Values] | None = None,
    *,
    by_theme: bool = False,
) -> TrackChart | None:
    """Return the chart of announcements, in the order of their first days; None for no track.

    Without a `scale`, all of them are whole on it. `values` are those by which each can be chosen.
    `by_theme` puts each in the lane of its first theme; else there is one lane, without a heading.
    """
    timelines = {id_: one for id_ in ids if (one := _timeline(builder, id_)).values}
    if not timelines:
        return None
    today = builder.linked.as_of
    scale = scale or _scale(list(timelines.values()), today)
    shown = sorted(timelines, key=lambda id_: (min(day.last for day in timelines[id_].values), id_))
    rows = [
        TrackRow(
            number,
            builder.ref(id_),
            _words(builder, id_),
            track(timelines[id_], scale, today),
            attributes((values or {}).get(id_, ())),
        )
        for number, id_ in enumerate(shown, 1)
    ]
    used = {(mark.list, mark.value) for row in rows for mark in row.track.marks}
    return TrackChart(
        tuple(_worded(builder, tick) for tick in ticks(scale)),
        scale.across(today) if today in scale else None,
        _by_theme(builder, rows) if by_theme else (Group("", tuple(rows)),),
        tuple(
            builder.sign(list_, value)
            for list_ in ("stage", "verdict")
            for value in enumerations.LISTS[list_]
            if (list_, value) in used
        ),
    )


def attributes(values: Iterable[tuple[str, Iterable[str]]]) -> tuple[tuple[str, str], ...]:
    """Return the values of facets as they stand in attributes, apart by spaces."""
    return tuple((name, " ".join(all_)) for name, all_ in values if all_)


def _by_theme(builder: ViewBuilder, rows: Iterable[TrackRow]) -> tuple[Group[TrackRow], ...]:
    """Return the lanes by their headings, that of announcements without a theme last."""
    lanes = []
    for row in rows:
        themes = builder.linked.row_summaries[urls.id_of(row.ref.url)].themes
        lanes.append((builder.ref(themes[0]).title if themes else "", row))
    lanes.sort(key=lambda lane: (not lane[0], alphabetical(lane[0]), lane[0]))
    none = builder.t("chronology.no-theme")
    return grouped((title or none, row) for title, row in lanes)


def _timeline(builder: ViewBuilder, id_: str) -> Timeline:
    overdue = builder.linked.link_summaries[id_].overdue
    values, terms, due = [], [], None
    stage = verdict = ""
    for event in builder.linked.histories[id_]:
        stage, verdict = event.stage or stage, event.verdict or verdict
        if event.due:
            due = event.due.latest if isinstance(event.due, Date) else None
            terms += [due] if due else []
        if event.on:
            for list_, value in (("stage", event.stage), ("verdict", event.verdict)):
                if value:
                    values.append(DatedValue(list_, value, event.on.earliest, event.on.latest))
    # After a launch or a withdrawal nothing is awaited, with or without a verdict.
    is_closed = stage in enumerations.CLOSING_STAGES and not overdue
    if is_closed or verdict not in ("", enumerations.OPEN):
        return Timeline(tuple(values), tuple(terms), None, "done")
    return Timeline(tuple(values), tuple(terms), due, "late" if overdue else "waiting")


def _scale(timelines: Sequence[Timeline], today: date) -> Scale:
    """Return the scale on which all of them are whole, but for terms that lie far ahead."""
    values = [one for timeline in timelines for one in timeline.values]
    first = min(one.first if one.last - one.first < BEHIND else one.last for one in values)
    ahead = AHEAD if len(timelines) == 1 else SOON
    due = (day for timeline in timelines for day in timeline.terms if day - today < ahead)
    last = max([today, *due, *(one.last for one in values)])
    return Scale(min(first.replace(day=1), last - timedelta(days=30)), last)


def _words(builder: ViewBuilder, id_: str) -> str:
    """Return each stage and verdict with its day, the last term, and that it has passed."""
    summary = builder.linked.link_summaries[id_]
    words = []
    due: Date | str | None = None
    for event in builder.linked.histories[id_]:
        due = event.due or due
        signs = builder.state_signs(id_, event.stage, event.verdict)
        labels = [sign.label for sign in signs.given]
        if labels and (day := builder.day(event.on, short=True)):
            words.append(builder.t("track-chart.event", what=builder.listed(labels), day=day.text))
    if isinstance(due, Date):
        words.append(builder.t("track-chart.term", term=term_words(builder, due)))
    if summary.overdue:
        words.append(builder.sign("computed", enumerations.OVERDUE).label)
    return capital(builder.t("track-chart.then").join(words))


def _worded(builder: ViewBuilder, tick: Tick) -> Tick:
    """Return a tick whose month has its short name: its year is that of the chart."""
    if len(tick.label) < 6:
        return tick
    day = builder.day(dates.parse(tick.label), short=True)
    return tick._replace(label=day.text.rsplit(None, 1)[0])
