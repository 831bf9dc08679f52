"""`suites diff`: which two contents it reads, how safely, and its status."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from support.commands import posix
from support.length import is_proving
from support.miniature import CONTENT, copy_content
from support.planted_changes import CASES, edited, miniature

from suites.archive import front_matter
from suites.cli import main
from suites.repository import trees
from suites.repository.trees import TreeError, read_folder, read_git, read_tree

WHO = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_AUTHOR_NAME": "A",
    "GIT_AUTHOR_EMAIL": "a@b.example",
    "GIT_COMMITTER_NAME": "A",
    "GIT_COMMITTER_EMAIL": "a@b.example",
}


def git(home: Path, *command: str, given: str | None = None) -> str:
    done = subprocess.run(
        ["git", "-C", str(home), *command], input=given, check=True, capture_output=True,
        text=True, env={**os.environ, **WHO},
    )  # fmt: skip
    return done.stdout.strip()


def commit(home: Path, message: str) -> str:
    git(home, "add", "--all")
    git(home, "commit", "--quiet", "--allow-empty", "--message", message)
    return git(home, "rev-parse", "HEAD")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A repository with the miniature, committed once."""
    copy_content(tmp_path)
    git(tmp_path, "init", "--quiet")
    commit(tmp_path, "first")
    return tmp_path


def lay(home: Path, files: dict[str, bytes]) -> None:
    content = home / "content"
    for path in read_folder(content, "x").files:
        if path not in files:
            (content / path).unlink()
    for path, raw in files.items():
        (content / path).parent.mkdir(parents=True, exist_ok=True)
        (content / path).write_bytes(raw)


def test_a_revision_is_compared_with_what_lies_here_or_with_another(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(home)
    assert main(["diff", "HEAD"]) == 0
    assert capsys.readouterr().out == "HEAD → here: nothing changed in meaning\n"
    (case,) = (one for one in CASES if one["change"] == "a verdict becomes another one")
    lay(home, edited(miniature().files, case["edits"]))
    assert main(["diff", "HEAD"]) == 0
    lines = [line for line in capsys.readouterr().out.splitlines()[1:] if line]
    assert lines == case["told"]
    commit(home, "second")
    assert main(["diff", "HEAD~1", "HEAD"]) == 0
    assert [line for line in capsys.readouterr().out.splitlines()[1:] if line] == lines
    # A folder that holds a content, and a content itself.
    assert main(["diff", str(CONTENT), str(home)]) == 0
    assert [line for line in capsys.readouterr().out.splitlines()[1:] if line] == lines


def test_the_status_is_1_when_a_permalink_is_gone_and_2_for_what_cannot_be_read(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(home)
    (home / "content/pages/lexique.md").unlink()
    assert main(["diff", "HEAD"]) == 1
    out = capsys.readouterr().out
    assert "## Permalinks gone without an alias\n\n- alias glossaire\n- record lexique\n" in out
    for wrong, why in (
        ("", "a revision or a folder is to be named, and the name is empty"),
        ("nowhere", "nowhere is neither a folder nor a revision of git"),
        ("--output=x", "--output=x is neither a folder nor a revision of git"),
        (str(home / ".git"), "holds no archive.yaml of an archive"),
    ):
        assert main(["diff", "--", wrong]) == 2
        assert why in capsys.readouterr().err
    assert not (home / "x").exists()


def test_a_content_elsewhere_in_a_repository_is_read_of_its_revisions(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    inner = tmp_path / "examples/one"
    inner.mkdir(parents=True)
    copy_content(inner)
    git(tmp_path, "init", "--quiet")
    commit(tmp_path, "first")
    assert main(["diff", "HEAD", "--content", str(inner / "content")]) == 0
    assert capsys.readouterr().out == "HEAD → here: nothing changed in meaning\n"


def test_git_and_a_folder_give_the_same_files(home: Path) -> None:
    content = home / "content"
    assert read_git("HEAD", content).files == read_folder(content, "here").files


@posix
def test_links_and_what_is_no_file_are_left_out_and_counted(home: Path) -> None:
    content = home / "content"
    (content / "themes/secret.md").symlink_to("/etc/passwd")
    (content / "elsewhere").symlink_to("/etc")
    (content / "themes/runs.md").write_text("---\ntitle: Un\nsummary: Deux\n---\n", "utf-8")
    (content / "themes/runs.md").chmod(0o755)
    commit(home, "links")
    for tree in (read_git("HEAD", content), read_folder(content, "here")):
        assert tree.left_out == 2
        assert tree.files.keys() - miniature().files.keys() == {"themes/runs.md"}


def test_no_path_of_a_tree_leads_out_of_it(home: Path) -> None:
    content = home / "content"
    blob = git(home, "hash-object", "-w", "--stdin", given="x")
    empty = git(home, "mktree", given="")
    up = git(home, "mktree", given=f"100644 blob {blob}\tx.md\n")
    inside = git(home, "ls-tree", "HEAD:content") + "\n"
    # What no checkout would write, and `git mktree` does.
    sneaky = f"040000 tree {up}\t..\n160000 commit {'1' * 40}\tmodule\n040000 tree {empty}\tnone\n"
    tree = git(home, "mktree", given=inside + sneaky)
    root = git(home, "mktree", given=f"040000 tree {tree}\tcontent\n")
    found = read_git(root, content)
    assert found.files.keys() == miniature().files.keys()
    assert found.left_out == 2


def test_a_tree_that_is_too_large_is_refused_and_a_large_file_is_cut(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = home / "content"
    (content / "themes/large.md").write_bytes(b"x" * 2 * front_matter.MAX_SIZE)
    commit(home, "large")
    for tree in (read_git("HEAD", content), read_folder(content, "here")):
        assert len(tree.files["themes/large.md"]) == front_matter.MAX_SIZE + 1
        # What comes after it is read whole.
        assert tree.files["themes/lignes.md"] == miniature().files["themes/lignes.md"]
    monkeypatch.setattr(trees, "MAX_TOTAL", 100_000)
    for named in ("HEAD", str(content)):
        with pytest.raises(TreeError, match="at most 200,000 files and 100,000 bytes"):
            read_tree(named, content)


def test_nothing_that_a_repository_names_is_run(home: Path) -> None:
    ran = home / "ran"
    (home / ".gitattributes").write_text("* filter=evil diff=evil\n", "utf-8")
    for key in ("filter.evil.smudge", "filter.evil.clean", "diff.evil.textconv", "core.fsmonitor"):
        git(home, "config", key, f"touch {ran}")
    hook = home / ".git/hooks/post-checkout"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\ntouch {ran}\n", "utf-8")
    hook.chmod(0o755)
    assert read_git("HEAD", home / "content").files == miniature().files
    assert not ran.exists()


def test_a_made_history_is_told_commit_by_commit(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(home)
    for case in CASES if is_proving() else CASES[::30]:
        lay(home, edited(miniature().files, case["edits"]))
        commit(home, case["change"])
        status = main(["diff", "HEAD^", "HEAD"])
        lines = capsys.readouterr().out.splitlines()
        assert [line for line in lines[1:] if line and line[0] != "("] == case["told"]
        assert status == any("Permalinks" in line for line in lines)
        lay(home, dict(miniature().files))
        commit(home, "back")
