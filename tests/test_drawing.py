"""What is drawn stays in its drawing, overlaps nothing, and is drawn alike every time."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import combinations, pairwise

import hypothesis.strategies as st
from hypothesis import given

from suites.site.charts.layered_graph import (
    CANVAS_WIDTH,
    NODE_HEIGHT,
    NODE_WIDTH,
    Edge,
    layered_graph,
    wrapped,
)
from suites.site.charts.scale import LABEL_WIDTH, MARGIN, Scale, ticks, year
from suites.site.charts.timeline import GAP, NARROW_GAP, DatedValue, Timeline, track

DAYS = st.dates(date(1990, 1, 1), date(2040, 12, 31))
SIGNS = st.sampled_from([("stage", "announced"), ("stage", "launched"), ("verdict", "fulfilled")])


@st.composite
def scales(draw: st.DrawFn) -> Scale:
    if draw(st.booleans()):
        return year(draw(st.integers(1990, 2040)))
    first = draw(DAYS)
    return Scale(first, first + timedelta(days=draw(st.integers(400, 12_000))))


@st.composite
def values(draw: st.DrawFn) -> DatedValue:
    last = draw(DAYS)
    return DatedValue(
        *draw(SIGNS), last - timedelta(days=draw(st.sampled_from([0, 1, 30, 400]))), last
    )


TIMELINES = st.builds(
    Timeline,
    st.lists(values(), max_size=12).map(tuple),
    st.lists(DAYS, max_size=4).map(tuple),
    st.none() | DAYS,
    st.sampled_from(["done", "late", "waiting"]),
)


@given(scales(), DAYS, DAYS)
def test_later_days_lie_farther_right(scale: Scale, one: date, other: date) -> None:
    first, second = sorted((one, other))
    assert 0 <= scale.across(first) <= scale.across(second) <= 100


@given(scales())
def test_labels_of_the_axis_lie_within_it_and_apart(scale: Scale) -> None:
    labelled = [tick.x for tick in ticks(scale) if tick.label]
    assert all(MARGIN <= x <= 100 - LABEL_WIDTH for x in labelled)
    assert all(right - left >= LABEL_WIDTH - 0.01 for left, right in pairwise(labelled))
    assert all(0 <= tick.x <= 100 for tick in ticks(scale))


def test_a_year_has_quarters_and_years_have_years() -> None:
    assert [one.label for one in ticks(year(2023))] == ["2023-01", "2023-04", "2023-07", "2023-10"]
    found = ticks(Scale(date(2022, 4, 1), date(2025, 12, 31)))
    assert [one.label for one in found] == ["2022", "2023", "2024", "2025"]
    assert [one.line for one in found] == [False, True, True, True]


@given(TIMELINES, scales(), DAYS)
def test_nothing_of_a_track_leaves_it_or_covers_another_sign(
    timeline: Timeline, scale: Scale, today: date
) -> None:
    found = track(timeline, scale, today)
    assert all(0 <= line.begin < line.end <= 100 for line in found.lines)
    assert all(left.end <= right.begin for left, right in pairwise(found.lines))
    assert all(0 <= begin <= end <= 100 for begin, end in found.spans)
    assert all(MARGIN <= mark.x <= 100 - MARGIN for mark in found.marks)
    assert all(b.x - a.x >= GAP - 0.001 for a, b in pairwise(found.marks))
    narrow = [mark.x for mark in found.marks if not mark.minor]
    assert all(right - left >= NARROW_GAP - 0.001 for left, right in pairwise(narrow))


@given(TIMELINES, scales(), DAYS)
def test_the_last_sign_is_always_there_and_no_sign_is_moved(
    timeline: Timeline, scale: Scale, today: date
) -> None:
    found = track(timeline, scale, today)
    seen = [value for value in timeline.values if value.last in scale]
    assert {(m.list, m.value, m.x) for m in found.marks} <= {
        (value.list, value.value, scale.across(value.last)) for value in seen
    }
    if seen:
        assert found.marks[-1].x == scale.across(max(value.last for value in seen))
        assert not found.marks[-1].minor


@given(TIMELINES, scales(), DAYS)
def test_a_track_is_drawn_alike_every_time(timeline: Timeline, scale: Scale, today: date) -> None:
    assert track(timeline, scale, today) == track(timeline, scale, today)


def test_an_imprecise_day_is_a_span_and_a_missed_term_is_late_from_its_end() -> None:
    scale = Scale(date(2022, 1, 1), date(2026, 1, 1))
    said = DatedValue("stage", "announced", date(2023, 1, 1), date(2023, 12, 31))
    due = date(2024, 12, 31)
    found = track(Timeline((said,), (due,), due, "late"), scale, date(2025, 12, 31))
    assert found.spans == ((scale.across(said.first), scale.across(said.last)),)
    assert [line.kind for line in found.lines] == ["done", "late"]
    assert found.lines[0].end == found.lines[1].begin == found.terms[0] == scale.across(due)


def test_what_goes_on_beyond_a_year_runs_to_its_edge() -> None:
    said = DatedValue("stage", "announced", date(2022, 3, 1), date(2022, 3, 1))
    kept = DatedValue("verdict", "fulfilled", date(2024, 3, 1), date(2024, 3, 1))
    found = track(Timeline((said, kept), (), None, "done"), year(2023), date(2025, 1, 1))
    assert found.marks == ()
    assert [(line.begin, line.end) for line in found.lines] == [(0.0, 100.0)]


THINGS = st.lists(
    st.tuples(st.integers(0, 99).map(str), st.integers(-2, 2)),
    min_size=1, max_size=24, unique_by=lambda one: one[0],
)  # fmt: skip


@given(THINGS, st.data())
def test_nothing_of_a_map_leaves_it_or_covers_another(
    things: list[tuple[str, int]], data: st.DataObject
) -> None:
    ids = [id_ for id_, _ in things]
    some = st.sampled_from(ids)
    edges = data.draw(st.lists(st.builds(Edge, some, some, st.just("follows")), max_size=30))
    edges = [edge for edge in edges if edge.later != edge.earlier]
    titles = {id_: id_ for id_ in ids}
    found = layered_graph(dict(things), titles, edges)
    assert found == layered_graph(dict(things), titles, edges)
    assert found.width == CANVAS_WIDTH
    for one in found.nodes:
        assert 0 <= one.x <= CANVAS_WIDTH - NODE_WIDTH
        assert NODE_HEIGHT / 2 <= one.y <= found.height - NODE_HEIGHT / 2
    for one, other in combinations(found.nodes, 2):
        assert abs(one.x - other.x) >= NODE_WIDTH or abs(one.y - other.y) >= NODE_HEIGHT
    for path in found.curves.values():
        numbers = [int(one) for one in re.findall(r"-?\d+", path)]
        assert all(0 <= x <= CANVAS_WIDTH for x in numbers[::2])
        assert all(0 <= y <= found.height for y in numbers[1::2])
    assert [one.id for one in found.nodes] == ids


@given(st.text(alphabet="ab é’-", max_size=80))
def test_words_of_a_node_stay_within_it(text: str) -> None:
    lines = wrapped(text)
    assert len(lines) <= 3
    assert all(len(line) <= 18 for line in lines)
    if "…" not in "".join(lines):
        assert " ".join(lines).split() == text.split()
