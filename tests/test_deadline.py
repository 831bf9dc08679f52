"""How the terms of an announcement moved is drawn at the days that are known, and said in words."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import hypothesis.strategies as st
import pytest
from hypothesis import given
from support.miniature import SITE

from suites.analysis import loading
from suites.analysis.history import past
from suites.archive import dates
from suites.archive.languages.catalogue import read_catalogue
from suites.site.views.deadline_chart import DeadlineChart, deadline_chart
from suites.site.views.view_builder import ViewBuilder

ROOT = Path(__file__).resolve().parents[1]
AS_OF = date(2025, 12, 31)


@cache
def a_desk() -> ViewBuilder:
    linked = loading.load_archive(SITE / "content").linked
    assert linked
    return ViewBuilder(linked, read_catalogue("fr"))


@pytest.fixture
def builder() -> ViewBuilder:
    return a_desk()


def drawn(builder: ViewBuilder, *events: dict[str, object]) -> DeadlineChart | None:
    one = builder.archive.announcements["tram-payant"]
    made = tuple(one.events[0].model_copy(update=EMPTY | read(**event)) for event in events)
    return deadline_chart(builder, tuple(past(one.model_copy(update={"events": made}), AS_OF)))


EMPTY = dict.fromkeys(("stage", "modality", "due", "verdict", "review", "occasion"))


def read(**event: object) -> dict[str, object]:
    return {
        key: dates.parse(str(value))
        if key in ("on", "due") and value not in ("none", "withdrawn")
        else value
        for key, value in event.items()
    }


def places(found: DeadlineChart | None) -> list[tuple[float, float]]:
    assert found
    return [(float(one.start[:-1]), float(one.end[:-1])) for one in found.lines]


def test_each_term_is_a_line_from_the_day_it_was_said_to_the_day_it_named(
    builder: ViewBuilder,
) -> None:
    found = drawn(
        builder, {"on": "2023-12-21", "due": "2024-06"}, {"on": "2025-01-28", "due": "2025"}
    )
    assert found
    assert [line.promised for line in found.lines] == [True, True]
    (said, end), (again, later) = places(found)
    assert 0 < said < end < again < later < 100
    assert found.lines[0].y < found.lines[1].y < found.height


def test_a_term_of_little_precision_is_drawn_where_it_ends_and_said_as_it_is(
    builder: ViewBuilder,
) -> None:
    found = drawn(builder, {"on": "2023", "due": "2024"}, {"on": "2024-12-31", "due": "2025"})
    assert found
    (_, end), (again, _) = places(found)
    assert end == again
    assert found.lines[0].term == "dans l’année 2024"
    assert "31" not in found.lines[0].term


def test_what_was_said_without_a_term_is_a_line_without_an_end(builder: ViewBuilder) -> None:
    found = drawn(builder, {"on": "2022-11", "due": "none"}, {"on": "2024-01-09", "due": "2024"})
    assert found
    assert [line.promised for line in found.lines] == [False, True]
    assert places(found)[0][1] == 100.0
    assert found.lines[0].term == "sans échéance"


def test_words_stand_at_the_other_end_of_a_line_that_begins_late(builder: ViewBuilder) -> None:
    found = drawn(builder, {"on": "2022-11", "due": "2023"}, {"on": "2025-01-28", "due": "2025"})
    assert found
    assert [line.at_end for line in found.lines] == [False, True]


def test_an_open_day_is_drawn_where_it_ends(builder: ViewBuilder) -> None:
    found = drawn(builder, {"on": "../2023-09-19", "due": "2024"}, {"on": "2024-01", "due": "2025"})
    assert all(0 <= place <= 100 for line in places(found) for place in line)


def test_years_stand_in_their_order_and_the_last_before_its_line(builder: ViewBuilder) -> None:
    found = drawn(builder, {"on": "2022-11", "due": "2023"}, {"on": "2025-01-28", "due": "2025"})
    assert found
    labels = [year.label for year in found.years]
    assert labels == [2023, 2024, 2025, 2026]
    assert [year.at_edge for year in found.years] == [False, False, False, True]


@pytest.mark.parametrize(
    "events",
    [
        [],
        [{"on": "2024-01-09", "due": "2024"}],
        [{"on": "2022-11", "due": "none"}, {"on": "2023-09", "due": "none"}],
    ],
)
def test_there_is_no_drawing_where_no_term_moved(
    builder: ViewBuilder, events: list[dict[str, object]]
) -> None:
    assert drawn(builder, *events) is None


def test_a_term_that_was_taken_back_is_a_line_without_an_end(builder: ViewBuilder) -> None:
    found = drawn(
        builder, {"on": "2024-01-09", "due": "2024"}, {"on": "2024-10", "due": "withdrawn"}
    )
    assert found
    assert [line.promised for line in found.lines] == [True, False]
    assert places(found)[1][1] == 100.0
    assert found.lines[1].term not in ("", found.lines[0].term)


@given(
    said=st.lists(
        st.tuples(
            st.dates(date(1950, 1, 1), date(2025, 12, 31)),
            st.one_of(st.just("none"), st.integers(1900, 2150).map(str)),
        ),
        min_size=2,
        max_size=6,
    )
)
def test_nothing_is_drawn_outside_the_drawing(said: list[tuple[date, str]]) -> None:
    events: list[dict[str, object]] = [{"on": day.isoformat(), "due": due} for day, due in said]
    found = drawn(a_desk(), *events)
    if found is None:
        assert all(due == "none" for _, due in said)
        return
    assert len(found.lines) == len(said)
    assert all(0 <= place <= 100 for line in places(found) for place in line)
    assert all(0 <= float(year.x[:-1]) <= 100 for year in found.years)
    assert [line.y for line in found.lines] == sorted({line.y for line in found.lines})


def test_the_title_says_every_term_in_its_turn_and_the_list_who_said_it_and_when(
    builder: ViewBuilder,
) -> None:
    found = drawn(
        builder, {"on": "2023-12-21", "due": "2024-06"}, {"on": "2025-01-28", "due": "2025"}
    )
    assert found
    first, second = found.lines
    assert f"{first.term}, puis {second.term}" in found.title
    assert [line.attribution for line in found.lines] == ["21\u00a0déc. 2023", "28\u00a0janv. 2025"]
