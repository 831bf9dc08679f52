from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from suites.cli import COMMANDS, main

ROOT = Path(__file__).parents[1]
CONTENT = ROOT / "tests" / "site" / "content"


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("SUITES_TODAY", raising=False)
    monkeypatch.chdir(tmp_path)
    shutil.copytree(CONTENT, tmp_path / "content")
    return tmp_path / "content"


def test_check_counts_and_exits_0(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 0
    files = sum(path.is_file() for path in content.rglob("*"))
    assert capsys.readouterr().out == f"no problem in {files} files\n"


def test_check_prints_every_problem_and_exits_1(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("methode", "a-propos"):
        path = content / "pages" / f"{name}.md"
        path.write_text(path.read_text("utf-8").replace("title:", "tilte:", 1), "utf-8")
    assert main(["check"]) == 1
    said = capsys.readouterr().out
    assert "content/pages/a-propos.md:2:1: " in said
    assert "content/pages/methode.md:2:1: " in said
    assert re.search(r"^\d+ problems in 2 of \d+ files\Z", said.splitlines()[-1])


def test_check_speaks_to_github(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = content / "pages" / "methode.md"
    path.write_text(
        path.read_text("utf-8").replace("title:", '"tilte\\n::stop-commands::x":', 1), "utf-8"
    )
    assert main(["check", "--format", "github"]) == 1
    *commands, count = capsys.readouterr().out.splitlines()
    assert commands
    assert all(line.startswith("::error file=content/pages/methode.md,line=") for line in commands)
    assert count.endswith("files")


def test_verify_counts_what_has_no_capture(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert content.exists()
    assert main(["verify"]) == 0
    assert re.fullmatch(
        r"0 of (\d+) quotations proven, \1 without a capture\n", capsys.readouterr().out
    )


def test_verify_of_an_unknown_article_is_asked_wrongly(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert content.exists()
    assert main(["verify", "no-such-article"]) == 2
    assert 'no article is called "no-such-article"' in capsys.readouterr().err


def test_a_build_without_settings_says_so(content: Path) -> None:
    assert content.exists()
    with pytest.raises(SystemExit, match="no settings at"):
        main(["build"])


def test_what_the_system_refuses_is_said_in_one_sentence(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copy(ROOT / "pelicanconf.py", content.parent)
    shutil.copytree(ROOT / "theme", content.parent / "theme")
    (content.parent / ".cache").write_text("no folder", "utf-8")
    assert main(["build"]) == 1
    said = capsys.readouterr().err
    assert said.startswith("suites: ")
    assert said.count("\n") == 1


def test_a_command_that_does_not_exist_is_asked_wrongly() -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["bild"])
    assert stopped.value.code == 2


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_has_help(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main([command, "--help"])
    assert stopped.value.code == 0
    assert f"usage: suites {command}" in capsys.readouterr().out
