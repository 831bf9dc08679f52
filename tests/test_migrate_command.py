"""`suites migrate` shows what it would change, asks in a terminal, and writes all or nothing."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from support.commands import posix, replace_once, run_module
from support.miniature import copy_content
from support.terminal import run_in_terminal

from suites.archive.model.settings import MODEL
from suites.cli import main
from suites.system.atomic_write import WRITING, write_all

OLDER = Path(__file__).parent / "migrations" / "model-1"
ESSAI = "announcements/essai-not-a-bot.md"


@pytest.fixture
def older(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A few records of model 1, one of which has a relation with two sides above a discrepancy."""
    monkeypatch.chdir(tmp_path)
    content = Path(shutil.copytree(OLDER / "content", tmp_path / "content"))
    one = "[2023-10-17-macrumors-not-a-bot#x-payant-pour-tous]"
    replace_once(content / ESSAI, one, f"{one[:-1]}, a#bc]")
    return content


@pytest.fixture
def unnumbered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The miniature without its number: nothing is left to an author."""
    monkeypatch.chdir(tmp_path)
    content = copy_content(tmp_path)
    replace_once(content / "archive.yaml", f"model: {MODEL}\n", "")
    return content


def contents(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_where_nobody_can_be_asked_nothing_is_written(
    unnumbered: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = contents(unnumbered)
    assert main(["migrate"]) == 1
    assert contents(unnumbered) == before
    said = capsys.readouterr().out
    assert f"+++ content/archive.yaml\n@@ -1,3 +1,4 @@\n+model: {MODEL}\n" in said
    assert said.splitlines()[-1] == (
        f"model 3 to {MODEL}: 1 file changed; nothing is written (--write does)"
    )


def test_what_is_written_passes_the_check(
    unnumbered: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check"]) == 1
    assert main(["migrate", "--write"]) == 0
    assert main(["check"]) == 0
    assert main(["migrate", "--write"]) == 0
    assert "nothing to migrate" in capsys.readouterr().out
    assert not [*unnumbered.rglob(f"{WRITING}*")]


def test_a_problem_that_is_left_has_its_place_in_the_file_as_it_is_then(
    older: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    moved = f"content/{ESSAI}:{{}}:7: the quotes are not of one moment"
    for options, line, ending in (
        ([], 34, "nothing is written (--write does)"),
        (["--write"], 35, "written"),
    ):
        assert main(["migrate", *options]) == 1
        said = capsys.readouterr().out
        assert moved.format(line) in said
        assert said.splitlines()[-1].startswith(f"model 1 to {MODEL}: 3 files changed, ")
        assert said.splitlines()[-1].endswith(f"problems left; {ending}")
    assert "    compare: true\n    note:" in (older / ESSAI).read_text("utf-8")


def test_files_keep_their_bytes_and_their_modes_but_for_the_change(older: Path) -> None:
    path = older / ESSAI
    raw = b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n")
    path.write_bytes(raw)
    path.chmod(0o640)
    assert main(["migrate", "--write"]) == 1
    assert path.read_bytes().replace(b"    compare: true\r\n", b"") == raw
    assert path.stat().st_mode & 0o777 == 0o640


def test_what_cannot_be_edited_is_told_and_nothing_is_written(
    older: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    replace_once(older / ESSAI, '    note: "Première', '    ? note\n    : "Première')
    before = contents(older)
    assert main(["migrate", "--write"]) == 1
    assert capsys.readouterr().out == (
        f"content/{ESSAI}:27:5: compare cannot be edited in the form of this YAML "
        "[model-outdated]\n"
        "  mend: write compare: true yourself, and migrate again\nnothing is written\n"
    )
    assert contents(older) == before


def test_content_of_a_newer_model_is_left_to_a_newer_program(
    unnumbered: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = unnumbered / "archive.yaml"
    path.write_bytes(b"model: %d\n" % (MODEL + 1) + path.read_bytes())
    assert main(["migrate", "--write"]) == 1
    assert "[model-newer]\n  mend: upgrade the program\n" in capsys.readouterr().out


def test_where_there_is_no_content_that_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["migrate"]) == 1
    assert "the archive has no archive.yaml [file-missing]" in capsys.readouterr().out


def test_a_build_and_the_other_commands_say_in_one_sentence_that_content_is_older(
    older: Path,
) -> None:
    for command in ("check", "stats", "verify"):
        said = run_module(older.parent, "suites", command).stdout
        assert said.count("mend: ") == 1
        assert said.startswith("content/archive.yaml:1:1: the content does not say its model")


@posix
@pytest.mark.parametrize(
    ("answer", "meanwhile", "status", "says"),
    [
        ("y\n", False, 0, "1 file changed; written"), ("n\n", False, 1, "nothing is written"),
        ("\x04", False, 1, "nothing is written"), ("y\n", True, 1, "yaml changed meanwhile"),
    ],
)  # fmt: skip
def test_in_a_terminal_it_asks(
    unnumbered: Path, answer: str, meanwhile: bool, status: int, says: str
) -> None:
    path = unnumbered / "archive.yaml"
    before = b""

    def answered() -> str:
        nonlocal before
        if meanwhile:
            path.write_bytes(path.read_bytes() + b"# one more line\n")
        before = path.read_bytes()
        return answer

    ended, said = run_in_terminal(unnumbered.parent, "migrate", ("Write? [y/N] ", answered))
    assert ended == status
    assert says in said
    assert (path.read_bytes() != before) == (status == 0)


def test_files_are_written_all_or_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = [tmp_path / folder / "x" for folder in "abc"]
    for path in paths:
        path.parent.mkdir()
        path.write_bytes(b"old")
    new = dict.fromkeys(paths, b"new")
    replace = Path.replace

    def fail_once(source: Path, target: Path) -> Path:
        if target == paths[1]:
            monkeypatch.undo()
            raise OSError("full")
        return replace(source, target)

    monkeypatch.setattr(Path, "replace", fail_once)
    with pytest.raises(OSError, match="full"):
        write_all(new)
    assert contents(tmp_path) == dict.fromkeys(paths, b"old")
    write_all(new)
    assert contents(tmp_path) == new


def test_a_new_file_is_taken_back_where_another_cannot_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there, new = tmp_path / "there", tmp_path / "new"
    there.write_bytes(b"before")
    replace = Path.replace

    def fail(source: Path, target: Path) -> Path:
        if target == there and source.read_bytes() == b"after":
            raise OSError("full")
        return replace(source, target)

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="full"):
        write_all({new: b"x", there: b"after"})
    assert [path.name for path in tmp_path.iterdir()] == ["there"]
    assert there.read_bytes() == b"before"
