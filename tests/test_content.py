"""The real content."""

from __future__ import annotations

from pathlib import Path

from suites import files, problems


def test_the_archive_has_no_problem() -> None:
    reading = files.read_archive(Path(__file__).parent.parent / "content")
    assert problems.report(reading.problems) == ""
