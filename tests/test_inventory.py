"""What an archive holds is counted from what it says, in an order that does not change."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.miniature import SITE

from suites.analysis import loading
from suites.analysis.inventory import Inventory, inventory
from suites.cli import main


@pytest.fixture(scope="module")
def counted() -> Inventory:
    linked = loading.load_archive(SITE / "content").linked
    assert linked
    return inventory(linked)


def test_every_record_is_counted_once_in_each_table(counted: Inventory) -> None:
    tables = dict(counted.tables)
    records = dict(tables["records"])
    assert records["articles"] == 18
    for title, rows in tables.items():
        if title.startswith("articles by"):
            assert sum(count for _, count in rows) == records["articles"], title
        if title in ("announcements by kind", "announcements by stage"):
            assert sum(count for _, count in rows) == records["announcements"], title


def test_an_announcement_whose_events_rest_on_one_article_is_named(counted: Inventory) -> None:
    lone = dict(counted.lists)["announcements with one source only"]
    assert "tram-gratuit" in lone
    assert "tram-ouvert" not in lone


def test_the_command_prints_tables_and_lists(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["stats", "--content", str(SITE / "content")]) == 0
    said = capsys.readouterr().out
    assert "articles by language (18)" in said
    assert "announcements with one source only (" in said


def test_nothing_is_counted_while_the_content_has_problems(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["stats", "--content", str(tmp_path)]) == 1
    assert "[" in capsys.readouterr().out


def test_verdicts_and_closing_stages_are_counted_by_their_readings(counted: Inventory) -> None:
    rows = dict(dict(counted.tables)["verdicts and closing stages by readings"])
    linked = loading.load_archive(SITE / "content").linked
    assert linked
    judged = [
        event
        for one in linked.archive.announcements.values()
        for event in one.events
        if event.verdict or (one.kind == "fact" and event.stage in ("launched", "withdrawn"))
    ]
    assert sum(rows.values()) == len(judged)
    assert rows["2, with another finding"] == 1
    assert rows["0"] == len([event for event in judged if not event.read])
