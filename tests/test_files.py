"""The one door to the disk lets nothing hostile in, and leaves nothing half-written."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from support.miniature import SITE

from suites.analysis import loading


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SITE / "content", tmp_path / "content"))


def codes(content: Path) -> set[str]:
    return {problem.code for problem in loading.load_archive(content).problems}


def test_a_link_to_another_file_is_refused(content: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.md"
    secret.write_text("---\ntitle: Secret\nsummary: non\n---\n", "utf-8")
    (content / "pages" / "secret.md").symlink_to(secret)
    assert codes(content) == {"file-misplaced"}


def test_a_link_to_another_folder_is_refused(content: Path, tmp_path: Path) -> None:
    shutil.copytree(content / "pages", tmp_path / "elsewhere")
    (content / "autres").symlink_to(tmp_path / "elsewhere")
    assert codes(content) == {"file-misplaced"}


def test_hidden_files_are_left_alone(content: Path) -> None:
    (content / "pages" / ".methode.md.swp").write_bytes(b"\x00\xff")
    assert codes(content) == set()


def test_a_file_with_several_faults_tells_them_all(content: Path) -> None:
    (content / "pages" / "fautes.md").write_text(
        "---\ntitle: 12\nsumary: x\naliases: [A, B]\n---\n", "utf-8"
    )
    reading = loading.load_archive(content)
    assert [(problem.line, problem.code) for problem in reading.problems] == [
        (1, "key-missing"),
        (2, "value-wrong"),
        (3, "key-unknown"),
        (4, "id-wrong"),
        (4, "id-wrong"),
    ]


def test_what_depends_on_a_file_that_cannot_be_read_is_not_reported_as_well(content: Path) -> None:
    article = content / "articles" / "2021" / "2021-03-02-gazette-tram.md"
    article.write_text("---\ntitle: [\n---\n", "utf-8")
    (problem,) = loading.load_archive(content).problems
    assert problem.code == "yaml-unreadable"


def test_an_unknown_key_does_not_hide_the_other_faults_of_its_file(content: Path) -> None:
    article = content / "articles" / "2022" / "2022-11-20-echo-tram.md"
    text = article.read_text("utf-8")
    article.write_text(
        text.replace("lang: en\nurl", "colour: red\nlang: en\nurl").replace(
            "The tram is late, says", "The tram is early, says"
        ),
        "utf-8",
    )
    assert codes(content) == {"key-unknown", "quote-orphan"}


def test_a_key_cannot_take_the_place_of_what_the_reader_sets(content: Path) -> None:
    page = content / "pages" / "methode.md"
    page.write_text('---\ntitle: T\nsummary: S\n"@id": autre\n---\n', "utf-8")
    assert codes(content) == {"key-unknown"}
