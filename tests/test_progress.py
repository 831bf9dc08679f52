"""Progress: nothing of what is short, a line now and then in a log, a bar on a terminal."""

from __future__ import annotations

import pytest

from suites.system.progress import SHORT, Progress


def later(progress: Progress, seconds: float) -> None:
    progress._begun -= seconds
    progress._stage_begun -= seconds
    progress._shown -= seconds


def test_nothing_is_said_of_short_work(capsys: pytest.CaptureFixture[str]) -> None:
    with Progress() as progress:
        for done in range(1000):
            progress.at("making", done, 1000)
    assert capsys.readouterr().err == ""


def test_a_log_gets_a_line_now_and_then(capsys: pytest.CaptureFixture[str]) -> None:
    with Progress() as progress:
        progress.at("making", 1, 1000)
        later(progress, 100)
        progress.at("making", 500, 1000, "300 pages")
        progress.at("making", 501, 1000)
        later(progress, 10)
        progress.at("indexing", 0, 0)
    first, second = capsys.readouterr().err.splitlines()
    assert first.startswith("making, 300 pages, 50 %, about 100 s left")
    assert second == "indexing"


def test_a_terminal_gets_a_bar(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("FORCE_COLOR", "1")
    with Progress() as progress:
        progress.at("making", 0, 10)
        later(progress, SHORT + 1)
        progress.at("making", 3, 10)
        progress.say("one thing more")
    told = capsys.readouterr().err
    assert "making" in told
    assert "30 %" in told
    assert "one thing more" in told


def test_who_asked_for_quiet_hears_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    with Progress(quiet=True) as progress:
        later(progress, 100)
        progress.at("making", 3, 10)
        progress.say("one thing more")
    assert capsys.readouterr().err == ""
