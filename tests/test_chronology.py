"""Everything that has a day stands in the chronology once, and its pages stay bounded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from support.changed_archive import link
from support.miniature import CONTENT

from suites.analysis import loading
from suites.analysis.history import changes_something
from suites.analysis.linked_archive import LinkedArchive
from suites.archive import dates
from suites.archive.languages.catalogue import read_catalogue
from suites.archive.model import Announcement, Event
from suites.site.views import chronology
from suites.site.views.chronology import (
    EVENTS_PER_PAGE,
    MAX_DRAWN,
    MAX_LISTED,
    ChronologyPage,
)
from suites.site.views.track_chart import MAX_TRACKS, small_chart
from suites.site.views.view_builder import ViewBuilder
from suites.site.views.view_models import MAX_SHOWN, Row

ROOT = Path(__file__).resolve().parents[1]
WORDS = read_catalogue("fr")


def read(content: Path) -> LinkedArchive:
    found = loading.load_archive(content).linked
    assert found
    return found


@pytest.fixture(scope="module")
def builder() -> ViewBuilder:
    return ViewBuilder(read(CONTENT), WORDS)


@pytest.fixture(scope="module")
def pages(builder: ViewBuilder) -> Mapping[str, ChronologyPage]:
    return made(builder)


@pytest.fixture(scope="module")
def many() -> Mapping[str, ChronologyPage]:
    """The pages of a large archive: as if so much had happened, all of it in four years."""
    archive = read(CONTENT).archive
    models = list(archive.announcements.values())
    copies = {
        f"annonce-{n:04}": models[n % len(models)].model_copy(
            update={"id": f"annonce-{n:04}", "relations": (), "discrepancies": ()}
        )
        for n in range(450)
    }
    found, _ = link(replace(archive, announcements=copies), archive.settings.as_of.latest)
    return made(ViewBuilder(found, WORDS))


def made(builder: ViewBuilder) -> dict[str, ChronologyPage]:
    makers: dict[str, Callable[..., ChronologyPage]] = {
        "chronology": chronology.page,
        "chronology-part": chronology.part,
    }
    return {spec.url: makers[spec.kind](builder, *spec.args) for spec in chronology.plan(builder)}


def listed(page: ChronologyPage) -> list[Row]:
    return [one.row for year in page.years for month in year.rows for one in month.rows]


def drawn(page: ChronologyPage) -> list[str]:
    assert page.track_chart
    return [row.ref.title for lane in page.track_chart.lanes for row in lane.rows]


def dated(builder: ViewBuilder) -> Iterator[tuple[str, Event]]:
    for id_ in builder.archive.announcements:
        for event in builder.linked.states[id_].events:
            if event.on and changes_something(event):
                yield id_, event


def test_every_dated_event_is_listed_once_and_every_passed_term(
    builder: ViewBuilder, pages: Mapping[str, ChronologyPage]
) -> None:
    overdue = sum(builder.linked.states[id_].overdue for id_ in builder.archive.announcements)
    rows = listed(pages["chronologie/"])
    assert len(rows) == sum(1 for _ in dated(builder)) + overdue
    late = (None, None, builder.sign("computed", "overdue"))
    assert sum(one.signs == late for one in rows) == overdue > 0
    assert all(one.day for one in rows)


def test_every_announcement_with_a_dated_stage_or_verdict_is_drawn_once(
    builder: ViewBuilder, pages: Mapping[str, ChronologyPage]
) -> None:
    expected = {
        builder.ref(id_).title for id_, event in dated(builder) if event.stage or event.verdict
    }
    assert Counter(drawn(pages["chronologie/"])) == Counter(expected)


def test_the_years_share_out_what_the_whole_lists(pages: Mapping[str, ChronologyPage]) -> None:
    whole = pages["chronologie/"]
    by_year = [pages[f"chronologie/{year.heading}/"] for year in whole.years]
    assert [one.ref.url for one in whole.of_years] == [page.url for page in by_year]
    parts = [one.ref for page in by_year for one in listed(page)]
    assert parts == [one.ref for one in listed(whole)]
    assert [one.count for one in whole.of_years] == [len(listed(page)) for page in by_year]


def test_a_theme_has_what_its_announcements_have(
    builder: ViewBuilder, pages: Mapping[str, ChronologyPage]
) -> None:
    page = pages["chronologie/themes/bateaux/"]
    named = {builder.ref(id_).title for id_ in builder.linked.named_by("bateaux")}
    assert set(drawn(page)) <= named
    assert {one.ref.title for one in listed(page)} <= named
    assert page.track_chart
    assert [lane.heading for lane in page.track_chart.lanes] == [""]


def test_what_is_chosen_by_can_be_chosen_by(builder: ViewBuilder) -> None:
    page = chronology.page(builder)
    assert {facet.name for facet in page.facets} == set(chronology.OFFERED)
    assert page.track_chart
    rows = [dict(row.values) for lane in page.track_chart.lanes for row in lane.rows]
    for facet in page.facets:
        for value in facet.values:
            had = sum(value.id in row.get(facet.name, "").split() for row in rows)
            assert had == value.count, (facet.name, value.id)


def test_an_event_of_an_uncertain_month_is_put_under_none(builder: ViewBuilder) -> None:
    one = next(iter(builder.archive.announcements.values()))
    events = tuple(
        one.events[0].model_copy(update={"on": dates.parse(on), "stage": "announced"})
        for on in ("2021", "2021-11", "2021-12-24")
    )
    page = alone(builder, one.model_copy(update={"events": events, "relations": ()}))
    assert [month.heading for month in page.years[0].rows] == [
        "novembre 2021", "décembre 2021", "2021, mois inconnu",
    ]  # fmt: skip
    assert [one.day.text for one in listed(page) if one.day][-1] == "2021"


def test_events_that_only_move_a_term_are_listed_and_not_drawn(builder: ViewBuilder) -> None:
    one = next(iter(builder.archive.announcements.values()))
    term = {"on": dates.parse("2021"), "due": dates.parse("2022"), "stage": None, "verdict": None}
    events = (one.events[0].model_copy(update=term),)
    page = alone(builder, one.model_copy(update={"events": events, "relations": ()}))
    assert page.track_chart is None
    assert listed(page)[0].text


def alone(builder: ViewBuilder, one: Announcement) -> ChronologyPage:
    found, _ = link(replace(builder.archive, announcements={one.id: one}), builder.linked.as_of)
    return chronology.page(ViewBuilder(found, WORDS))


def test_the_words_of_a_track_tell_its_signs_with_their_days(builder: ViewBuilder) -> None:
    chart = small_chart(builder, ["navette-electrique"])
    assert chart
    (row,) = chart.lanes[0].rows
    assert row.words.startswith(
        "Annoncé (13\u00a0févr. 2020), puis lancé, tenu en retard (2\u00a0mai"
    )
    assert row.words.endswith("échéance\u00a0: en mars 2022")


def test_a_small_chart_of_many_shows_a_few(builder: ViewBuilder) -> None:
    chart = small_chart(builder, builder.linked.named_by("hugo-castel"))
    assert chart
    assert len(chart.lanes[0].rows) == MAX_TRACKS
    assert len({row.key for row in chart.lanes[0].rows}) == MAX_TRACKS
    assert small_chart(builder, ()) is None


def test_of_a_large_archive_the_first_page_counts(many: Mapping[str, ChronologyPage]) -> None:
    first = many["chronologie/"]
    assert first.track_chart is None
    assert not first.years
    assert not first.facets
    assert sum(one.count for one in first.of_years) > MAX_LISTED
    assert first.of_themes
    assert all(0 < one.share <= 100 for one in (*first.of_years, *first.of_themes))
    assert len(first.of_themes) <= MAX_SHOWN


def test_pages_of_a_large_archive_are_bounded_and_lose_nothing(
    many: Mapping[str, ChronologyPage],
) -> None:
    first = many["chronologie/"]
    for amount in first.of_years:
        parts = [page for url, page in many.items() if url.startswith(amount.ref.url)]
        assert sum(len(listed(page)) for page in parts) == amount.count
        assert all(len(listed(page)) <= EVENTS_PER_PAGE for page in parts)
        assert all(len(drawn(page)) <= EVENTS_PER_PAGE for page in parts)
        assert parts[0].paging
    assert MAX_DRAWN < EVENTS_PER_PAGE < MAX_LISTED


def test_nothing_after_the_day_of_the_states_is_shown(
    builder: ViewBuilder, pages: Mapping[str, ChronologyPage]
) -> None:
    page = pages["chronologie/"]
    assert page.track_chart
    assert len(listed(page)) >= len(drawn(page)) > 0
    day = builder.linked.as_of + timedelta(days=1)
    assert all(one.day and (one.day.datetime or "") < day.isoformat() for one in listed(page))
