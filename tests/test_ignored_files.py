"""What editors and desktops leave beside the sources is left alone by every command alike."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from support import in_process
from support.build_results import index_stand_in
from support.commands import replace_once
from support.projects import copy_project

from suites.build import search_index
from suites.capture import batch

LEFT = (
    *("methode.md~", "#methode.md#", "methode.md.~1~", "._methode.md", ".~lock.methode.md#"),
    *(".methode.md.swp", "4913", "methode.md.orig", "methode.md.rej", "methode.md.bak"),
    *("Thumbs.db", "desktop.ini", ".DS_Store", "methode.tmp", "~$methode.docx"),
    *("methode.md___jb_tmp___", ".goutputstream-XYZ"),
)
HIDDEN = "content/.cache/methode.md"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(search_index, "make_index", index_stand_in)
    return copy_project(tmp_path)


def leave(folder: Path) -> None:
    for name in LEFT:
        (folder / name).write_bytes(b"\x00 half-written {% \xff")
    # Emacs notes so who edits a file.
    (folder / ".#methode.md").symlink_to("someone@machine.1234:5678")


def said(project: Path, *command: str) -> str:
    done = in_process.run(project, *command)
    return done.stdout + done.stderr


def test_they_change_nothing_and_are_told_by_no_command(project: Path) -> None:
    assert "no problem" in said(project, "build")
    counted = said(project, "check")
    for folder in ("content", "content/pages", "content/articles/2021"):
        leave(project / folder)
    assert said(project, "check") == counted
    assert said(project, "build").startswith("nothing changed: ")
    assert " 0 files written, " in said(project, "build", "--full")


def test_those_of_the_theme_are_neither_read_nor_published(project: Path) -> None:
    for folder in ("templates", "static/css", "static/js"):
        leave(project / "theme" / folder)
    (project / "theme/templates/.#base.html").symlink_to("someone@machine.1234:5678")
    (project / "theme/templates/base.html~").write_text("{% half", "utf-8")
    assert "no problem" in said(project, "build")
    published = {path.name for path in (project / "output/theme").rglob("*")}
    assert published.isdisjoint({*LEFT, ".#methode.md"})


def test_those_of_the_settings_make_nothing_again(project: Path) -> None:
    assert "no problem" in said(project, "build")
    (project / ".#pelicanconf.py").symlink_to("someone@machine.1234:5678")
    assert said(project, "build").startswith("nothing changed: ")


def test_those_in_a_folder_of_captures_are_not_converted(tmp_path: Path) -> None:
    leave(tmp_path)
    (tmp_path / "page.html").write_text("<p>Une page.", "utf-8")
    assert [path.name for path in batch.list_files([tmp_path])] == ["page.html"]


def test_a_record_in_a_hidden_folder_is_told_by_a_first_build_and_by_later_ones(
    project: Path,
) -> None:
    hidden = project / HIDDEN
    hidden.parent.mkdir()
    shutil.copy(project / "content/pages/methode.md", hidden)
    place = f"{HIDDEN}:1:1: no thing of the archive lies at"
    for command in ("check", "build"):
        assert place in said(project, command)
    hidden.unlink()
    assert "no problem" in said(project, "build")
    hidden.write_text("later", "utf-8")
    replace_once(project / "content/pages/methode.md", 'summary: "', 'summary: "Encore ')
    assert place in said(project, "build")


def test_a_hidden_record_is_told(project: Path) -> None:
    (project / "content/pages/.methode.md").write_text("a copy", "utf-8")
    assert "content/pages/.methode.md:1:1: " in said(project, "check")
