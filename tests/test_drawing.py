"""What is drawn stays in its drawing, overlaps nothing, and is drawn alike every time."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations, pairwise

import hypothesis.strategies as st
from hypothesis import given

from suites.site.charts.layers import CANVAS, NODE, WIDTH, Tie, layered, wrapped
from suites.site.charts.scale import EDGE, ROOM, Scale, ticks, year
from suites.site.charts.timeline import GAP, NARROW_GAP, Fact, Story, track

DAYS = st.dates(date(1990, 1, 1), date(2040, 12, 31))
SIGNS = st.sampled_from([("stage", "announced"), ("stage", "launched"), ("verdict", "fulfilled")])


@st.composite
def scales(draw: st.DrawFn) -> Scale:
    if draw(st.booleans()):
        return year(draw(st.integers(1990, 2040)))
    first = draw(DAYS)
    return Scale(first, first + timedelta(days=draw(st.integers(400, 12_000))))


@st.composite
def facts(draw: st.DrawFn) -> Fact:
    last = draw(DAYS)
    return Fact(*draw(SIGNS), last - timedelta(days=draw(st.sampled_from([0, 1, 30, 400]))), last)


STORIES = st.builds(
    Story,
    st.lists(facts(), max_size=12).map(tuple),
    st.lists(DAYS, max_size=4).map(tuple),
    st.none() | DAYS,
    st.sampled_from(["settled", "overdue", "waiting"]),
)


@given(scales(), DAYS, DAYS)
def test_later_days_lie_farther_right(scale: Scale, one: date, other: date) -> None:
    first, second = sorted((one, other))
    assert 0 <= scale.across(first) <= scale.across(second) <= 100


@given(scales())
def test_labels_of_the_axis_lie_within_it_and_apart(scale: Scale) -> None:
    labelled = [tick.x for tick in ticks(scale) if tick.label]
    assert all(EDGE <= x <= 100 - ROOM for x in labelled)
    assert all(right - left >= ROOM - 0.01 for left, right in pairwise(labelled))
    assert all(0 <= tick.x <= 100 for tick in ticks(scale))


def test_a_year_has_quarters_and_years_have_years() -> None:
    assert [one.label for one in ticks(year(2023))] == ["2023-01", "2023-04", "2023-07", "2023-10"]
    found = ticks(Scale(date(2022, 4, 1), date(2025, 12, 31)))
    assert [one.label for one in found] == ["2022", "2023", "2024", "2025"]
    assert [one.line for one in found] == [False, True, True, True]


@given(STORIES, scales(), DAYS)
def test_nothing_of_a_track_leaves_it_or_covers_another_sign(
    story: Story, scale: Scale, today: date
) -> None:
    found = track(story, scale, today)
    assert all(0 <= line.begin < line.end <= 100 for line in found.lines)
    assert all(left.end <= right.begin for left, right in pairwise(found.lines))
    assert all(0 <= begin <= end <= 100 for begin, end in found.spans)
    assert all(EDGE <= mark.x <= 100 - EDGE for mark in found.marks)
    assert all(b.x - a.x >= GAP - 0.001 for a, b in pairwise(found.marks))
    narrow = [mark.x for mark in found.marks if not mark.minor]
    assert all(right - left >= NARROW_GAP - 0.001 for left, right in pairwise(narrow))


@given(STORIES, scales(), DAYS)
def test_the_last_sign_is_always_there_and_no_sign_is_moved(
    story: Story, scale: Scale, today: date
) -> None:
    found = track(story, scale, today)
    seen = [fact for fact in story.facts if scale.holds(fact.last)]
    assert {(m.list, m.value, m.x) for m in found.marks} <= {
        (fact.list, fact.value, scale.across(fact.last)) for fact in seen
    }
    if seen:
        assert found.marks[-1].x == scale.across(max(fact.last for fact in seen))
        assert not found.marks[-1].minor


@given(STORIES, scales(), DAYS)
def test_a_track_is_drawn_alike_every_time(story: Story, scale: Scale, today: date) -> None:
    assert track(story, scale, today) == track(story, scale, today)


def test_an_imprecise_day_is_a_span_and_a_missed_term_is_late_from_its_end() -> None:
    scale = Scale(date(2022, 1, 1), date(2026, 1, 1))
    said = Fact("stage", "announced", date(2023, 1, 1), date(2023, 12, 31))
    due = date(2024, 12, 31)
    found = track(Story((said,), (due,), due, "overdue"), scale, date(2025, 12, 31))
    assert found.spans == ((scale.across(said.first), scale.across(said.last)),)
    assert [line.kind for line in found.lines] == ["done", "late"]
    assert found.lines[0].end == found.lines[1].begin == found.terms[0] == scale.across(due)


def test_what_goes_on_beyond_a_year_runs_to_its_edge() -> None:
    said = Fact("stage", "announced", date(2022, 3, 1), date(2022, 3, 1))
    kept = Fact("verdict", "fulfilled", date(2024, 3, 1), date(2024, 3, 1))
    found = track(Story((said, kept), (), None, "settled"), year(2023), date(2025, 1, 1))
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
    ties = data.draw(st.lists(st.builds(Tie, some, some, st.just("follows")), max_size=30))
    ties = [tie for tie in ties if tie.later != tie.earlier]
    found = layered(things, ties)
    assert found == layered(things, ties)
    assert found.width == CANVAS
    for one in found.places:
        assert 0 <= one.x <= CANVAS - WIDTH
        assert NODE / 2 <= one.y <= found.height - NODE / 2
    for one, other in combinations(found.places, 2):
        assert abs(one.x - other.x) >= WIDTH or abs(one.y - other.y) >= NODE
    for curve in found.curves:
        assert all(0 <= x <= CANVAS for x in (curve.x1, curve.c1, curve.c2, curve.x2))
        assert all(0 <= y <= found.height for y in (curve.y1, curve.y2))
    assert [one.id for one in found.places] == ids


@given(st.text(alphabet="ab é’-", max_size=80))
def test_words_of_a_node_stay_within_it(text: str) -> None:
    lines = wrapped(text)
    assert len(lines) <= 3
    assert all(len(line) <= 18 for line in lines)
    if "…" not in "".join(lines):
        assert " ".join(lines).split() == text.split()
