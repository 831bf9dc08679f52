"""The state of an announcement follows from its events, and from nothing else."""

from __future__ import annotations

from datetime import date

import pytest
from support.miniature import SITE

from suites.analysis import history, loading
from suites.archive.front_matter import NOWHERE
from suites.archive.model import Announcement, Event
from suites.archive.model.archive import Archive
from suites.archive.model.values import Source


def announcement(*events: dict[str, object], kind: str = "promise") -> Announcement:
    return Announcement.model_validate(
        {
            "@id": "une-annonce",
            "@source": Source("content/announcements/une-annonce.md", NOWHERE),
            "title": "Une annonce",
            "kind": kind,
            "claim": "Quelque chose aura lieu.",
            "added": "2026-01-01",
            "events": [{"evidence": ["un-article#une-note"], **event} for event in events],
        }
    )


DAY = date(2022, 12, 31)


def test_without_a_verdict_an_announcement_is_open() -> None:
    state = history.state(announcement({"on": "2021-03", "stage": "announced"}), DAY)
    assert (state.stage, state.verdict, state.overdue) == ("announced", "open", False)


def test_the_current_term_is_the_one_said_last_and_earlier_ones_are_missed() -> None:
    said = announcement(
        {"on": "2021-03", "due": "2021"},
        {"on": "2021-12", "due": "2022-06"},
        {"on": "2022-07", "due": "2023"},
    )
    state = history.state(said, DAY)
    assert state.due == state.events[2].due
    assert state.missed == state.events[:2]
    assert not state.overdue


def test_a_term_that_has_passed_is_overdue_from_its_latest_day_on() -> None:
    said = announcement({"on": "2021-03", "due": "2021"})
    assert not history.state(said, date(2021, 12, 31)).overdue
    late = history.state(said, date(2022, 1, 2))
    assert late.overdue
    assert late.overdue_days == 2


@pytest.mark.parametrize("taken", ["none", "withdrawn"])
def test_a_term_that_is_taken_back_cannot_be_overdue(taken: str) -> None:
    said = announcement({"on": "2021-03", "due": "2021"}, {"on": "2021-06", "due": taken})
    assert not history.state(said, DAY).overdue


def test_a_review_after_the_term_answers_it_and_one_before_does_not() -> None:
    term = {"on": "2021-03", "due": "2021"}
    after = announcement(term, {"on": "2022-02-01", "review": "Toujours ouvert."})
    before = announcement(term, {"on": "2021-06-01", "review": "Toujours ouvert."})
    assert not history.state(after, DAY).overdue
    assert history.state(before, DAY).overdue


def test_a_verdict_ends_the_wait_and_a_later_one_corrects_it() -> None:
    said = announcement(
        {"on": "2021-03", "due": "2021"},
        {"on": "2022-02", "verdict": "contradicted", "reason": "silent"},
        {"on": "2022-05", "verdict": "fulfilled-late"},
    )
    state = history.state(said, DAY)
    assert (state.verdict, state.overdue) == ("fulfilled-late", False)


def test_what_happens_later_is_kept_apart() -> None:
    said = announcement(
        {"on": "2021-03", "stage": "announced"}, {"on": "2023", "stage": "launched"}
    )
    state = history.state(said, DAY)
    assert state.stage == "announced"
    assert [event.on.text for event in state.later_events if event.on] == ["2023"]


def test_a_month_has_certainly_passed_on_its_last_day_only() -> None:
    said = announcement({"on": "2022-12", "stage": "announced"})
    assert history.state(said, date(2022, 12, 30)).stage is None
    assert history.state(said, DAY).stage == "announced"


def test_a_fact_is_never_overdue() -> None:
    said = announcement({"on": "2021-03", "due": "2021"}, kind="fact")
    assert not history.state(said, DAY).overdue


@pytest.fixture(scope="module")
def archive() -> Archive:
    linked = loading.load_archive(SITE / "content").linked
    assert linked
    return linked.archive


def event(archive: Archive, number: int) -> Event:
    return archive.announcements["tram-ouvert"].events[number]


def test_what_had_happened_is_kept_as_plain_values(archive: Archive) -> None:
    for one in archive.announcements.values():
        for day in (date(2021, 6, 1), DAY, date.max):
            found = tuple(history.past(one, day))
            events = history.state(one, day).events
            assert [one.events[event.place] for event in found] == list(events)
            assert [(event.on, event.due) for event in found] == [(e.on, e.due) for e in events]


def test_the_day_of_the_states_can_be_given() -> None:
    linked = loading.load_archive(SITE / "content", as_of="2022-06-01").linked
    assert linked
    assert not linked.states["tram-ouvert"].overdue
