"""The calendar is read back by a calendar library, and says no more than is known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Event
from support.changed_archive import link
from support.miniature import CONTENT

from suites.analysis import loading
from suites.analysis.linked_archive import LinkedArchive
from suites.archive import dates
from suites.archive.languages.catalogue import read_catalogue
from suites.site.exports.calendar import calendar, text
from suites.site.views import Deployment, ViewBuilder, deadlines

ROOT = Path(__file__).resolve().parents[1]
WORDS = read_catalogue("fr")
SITE = "https://example.org/archive"
LONGEST = 75
"""Octets of a line, without its end (RFC 5545, 3.1)."""


@cache
def linked() -> LinkedArchive:
    found = loading.load_archive(CONTENT).linked
    assert found
    return found


def events(of: LinkedArchive, site_url: str = "") -> dict[str, Any]:
    read = Calendar.from_ical(calendar(ViewBuilder(of, WORDS, Deployment(url=site_url))))
    assert not read.errors
    return {str(one["SUMMARY"]).partition("\u00a0:")[0]: one for one in read.walk("VEVENT")}


def changed(id_: str, **update: object) -> LinkedArchive:
    """The archive with one announcement otherwise."""
    archive = linked().archive
    announcements = dict(archive.announcements)
    announcements[id_] = announcements[id_].model_copy(update=update)
    found, _ = link(replace(archive, announcements=announcements), linked().as_of)
    return found


def test_every_open_term_is_an_event_of_a_day_on_its_last_day() -> None:
    found = events(linked(), SITE)
    states = {id_: linked().states[id_] for id_ in linked().archive.announcements}
    expected = {
        linked().link_summaries[id_].title: state.due.latest
        for id_, state in states.items()
        if state.due and state.due.latest < date.max and not state.judged
    }
    assert {title: one["DTSTART"].dt for title, one in found.items()} == expected
    for one in found.values():
        assert type(one["DTSTART"].dt) is date
        assert one["TRANSP"] == "TRANSPARENT"
        assert str(one["URL"]).startswith(f"{SITE}/annonces/")
        assert one["DTSTAMP"].dt.date() == linked().as_of


def test_a_term_wider_than_a_day_says_how_wide_it_is() -> None:
    found = {title: str(one["SUMMARY"]) for title, one in events(linked()).items()}
    assert found["La ligne B"].endswith("en mars 2022 (dernier jour)")
    assert found["La ligne D"].endswith("entre 2023 et 2024 (dernier jour)")
    assert found["La fermeture du pont"].endswith("le 26\u00a0juin 2022")


def test_ids_stay_when_a_term_moves_and_the_sequence_rises() -> None:
    title, id_ = "La ligne B", "ligne-b"
    one = linked().archive.announcements[id_]
    later = one.events[-1].model_copy(
        update={"on": dates.parse("2022-12-30"), "due": dates.parse("2023-03"), "stage": None}
    )
    before = events(linked())[title]
    after = events(changed(id_, events=(*one.events, later)))[title]
    assert before["UID"] == after["UID"]
    assert after["SEQUENCE"] == before["SEQUENCE"] + 1
    assert after["DTSTART"].dt == date(2023, 3, 31)
    uids = [str(one["UID"]) for one in events(linked()).values()]
    assert len(set(uids)) == len(uids)


def test_the_calendar_is_the_same_every_time_and_its_lines_are_as_asked() -> None:
    written = calendar(ViewBuilder(linked(), WORDS))
    assert written == calendar(ViewBuilder(linked(), WORDS))
    assert written.endswith(b"\r\n")
    assert b"\n" not in written.replace(b"\r\n", b"")
    assert all(len(line) <= LONGEST for line in written.split(b"\r\n"))


def test_when_the_last_open_term_is_judged_the_calendar_stays_and_its_event_goes() -> None:
    archive = linked().archive
    found, _ = link(replace(archive, announcements={}), linked().as_of)
    written = calendar(ViewBuilder(found, WORDS))
    read = Calendar.from_ical(written)
    assert not read.errors
    assert read.walk("VEVENT") == []
    assert {str(one.name) for one in read.subcomponents} == {"VTIMEZONE"}  # one part, as is asked
    assert {"PRODID", "VERSION"} <= read.keys()
    assert b"\n" not in written.replace(b"\r\n", b"")


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=200))
def test_any_title_comes_back_as_it_was(title: str) -> None:
    event = Event()
    event.add("summary", text(title))
    written = event.to_ical()
    for line in written.split(b"\r\n"):
        assert len(line) <= LONGEST
        line.decode("utf-8")  # no letter is cut in two
    lines = written.replace(b"\r\n ", b"").decode().removesuffix("\r\n").split("\r\n")
    assert len(lines) == 3
    assert not any(sign in line for line in lines for sign in "\r\n")
    (read,) = Calendar.from_ical(b"BEGIN:VCALENDAR\r\n%bEND:VCALENDAR\r\n" % written).walk("VEVENT")
    kept = "".join(one for one in title if one in "\n\t" or (one >= " " and one != "\x7f"))
    assert str(read["SUMMARY"]) == kept


def test_hostile_titles_make_no_lines_of_their_own() -> None:
    hostile = "X\r\nATTENDEE:mailto:a@example.org\nEND:VEVENT;,\\"
    builder = ViewBuilder(changed("ligne-b", title=hostile), WORDS)
    found = Calendar.from_ical(calendar(builder))
    assert not any("ATTENDEE" in one for one in found.walk("VEVENT"))
    assert len(found.walk("VEVENT")) == len(events(linked()))


@pytest.fixture(scope="module")
def page() -> deadlines.DeadlinesPage:
    builder = ViewBuilder(linked(), WORDS)
    (spec,) = deadlines.plan(builder)
    return deadlines.page(builder, *spec.args)


def test_each_term_stands_in_one_section(page: deadlines.DeadlinesPage) -> None:
    names = [section.name for section in page.sections]
    assert names == list(deadlines.SECTIONS)
    titles = [one.row.ref.title for section in page.sections for one in section.rows]
    assert len(set(titles)) == len(titles)
    overdue, ahead, *_ = page.sections
    assert [one.row.ref.title for one in overdue.rows] == [
        "La ligne B",
        "La fermeture du pont",
        "Le tram ouvert en 2022",
    ]
    assert all(row.late for row in overdue.rows)
    assert not any(row.late for row in ahead.rows)


def test_terms_that_moved_are_drawn_the_most_moved_first(page: deadlines.DeadlinesPage) -> None:
    assert page.moved[0].row.ref.title == "La navette électrique"
    assert [len(one.chart.lines) for one in page.moved if one.chart] == [3, 2, 2]
    assert page.calendar == "echeances/echeances.ics"
