"""Lane chart: the tracks of announcements in lanes by theme."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from suites.archive import enumerations, urls
from suites.site.views.track_chart import AxisLabel, TrackChart, TrackRow
from suites.site.views.view_builder import ViewBuilder
from suites.site.views.view_models import Sign


@dataclass(frozen=True, slots=True)
class Lane:
    """The tracks of a theme; on the page of one theme there is one lane, without a title."""

    title: str
    rows: tuple[TrackRow, ...]


@dataclass(frozen=True, slots=True)
class LaneChart:
    """The axis, the place of the day of the states, the lanes, and the signs that they use."""

    axis: tuple[AxisLabel, ...]
    today: float | None
    lanes: tuple[Lane, ...]
    signs: tuple[Sign, ...]


def lane_chart(
    builder: ViewBuilder, chart: TrackChart | None, *, by_theme: bool
) -> LaneChart | None:
    """Return the tracks of a chart, each in the lane of its announcement's first theme."""
    if chart is None:
        return None
    lanes: defaultdict[str, list[TrackRow]] = defaultdict(list)
    for row in chart.rows:
        themes = builder.linked.row_summaries[urls.id_of(row.ref.url)].themes if by_theme else ()
        lanes[builder.ref(themes[0]).title if themes else ""].append(row)
    none = builder.t("chronology.no-theme") if by_theme else ""
    used = {(mark.list, mark.value) for row in chart.rows for mark in row.track.marks}
    return LaneChart(
        chart.axis,
        chart.today,
        tuple(
            Lane(title or none, tuple(lanes[title]))
            for title in sorted(lanes, key=lambda one: (not one, one.casefold()))
        ),
        tuple(
            builder.sign(list_, value)
            for list_ in ("stage", "verdict")
            for value in enumerations.LISTS[list_]
            if (list_, value) in used
        ),
    )
