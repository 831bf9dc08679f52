"""A later version of the program takes the place of an earlier one, and of nothing else."""

from __future__ import annotations

import errno
import gzip
import io
import json
import os
import re
import shutil
import stat
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.commands import environment
from support.laid_archives import (
    PROGRAM,
    SCOPE,
    STYLE,
    init_command,
    program_files,
    write_folder,
    write_tar,
    write_zip,
)
from support.length import few

from suites.cli import main
from suites.repository import manifest, program, sources, transaction, upgrade
from suites.repository.manifest import Manifest
from suites.repository.program import LIST, MODEL, PACKAGE, Program, digest, read_program
from suites.repository.sources import ProgramError
from suites.system.lock import locked

WRITERS: dict[str, Callable[[Path, Mapping[str, bytes]], Path]] = {
    "folder": write_folder,
    "suites.zip": write_zip,
    "suites.tar.gz": write_tar,
    "flat.zip": lambda path, files: write_zip(path, files, root=""),
}
NEW = "plugins/suites/new.py"
LATER = {
    **{path: content for path, content in PROGRAM.items() if path != SCOPE},
    PACKAGE: b'__version__ = "2.0"\n',
    LIST: PROGRAM[LIST].replace(f"- {SCOPE}\n".encode(), b""),
    NEW: b'"""New."""\n',
    STYLE: b"a { color: red }\n",
}
"""A later version: one file is new, one is gone, three are others."""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The repository of an archive with the first version of the small program."""
    first = read_program(write_folder(tmp_path / "first", PROGRAM))
    own = {"content/archive.yaml": b"title: Mine\n", "README.md": b"# Mine\n"}
    record = {manifest.NAME: Manifest.of(first).render()}
    shutil.rmtree(tmp_path / "first")
    return write_folder(tmp_path / "home", {**PROGRAM, **own, **record})


def state(home: Path) -> dict[str, bytes]:
    return {
        path.relative_to(home).as_posix(): path.read_bytes()
        for path in sorted(home.rglob("*"))
        if path.is_file() and path.parent != home / ".cache"
    }


def upgraded(home: Path, source: Path, *options: str) -> int:
    return main(["upgrade", "--archive", str(home), str(source), *options])


def test_this_program_is_upgraded_by_a_later_one(tmp_path: Path) -> None:
    home = tmp_path / "home"
    assert main(init_command(home, "fr")) == 0
    before = state(home)
    later = dict(program_files())
    later[PACKAGE] = later[PACKAGE].replace(b'__version__ = "', b'__version__ = "9.')
    assert upgraded(home, write_zip(tmp_path / "later.zip", later)) == 0
    after = state(home)
    assert {path for path in {*before, *after} if before.get(path) != after.get(path)} == {
        PACKAGE,
        manifest.NAME,
    }
    assert os.access(home / "tools/setup.sh", os.X_OK)


@pytest.mark.parametrize("name", WRITERS)
def test_the_program_is_replaced_and_nothing_else(
    name: str, home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = state(home)
    source = WRITERS[name](tmp_path / name, LATER)
    assert upgraded(home, source) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[:-2] == [
        *(f"replaced {path}" for path in sorted((STYLE, PACKAGE, LIST))),
        f"added {NEW}",
        f"deleted {SCOPE}",
    ]
    assert said[-2].endswith(": 3 replaced, 1 added, 1 deleted, 0 kept")
    assert said[-1].startswith("next: ")
    after = state(home)
    touched = {STYLE, PACKAGE, LIST, NEW, SCOPE, manifest.NAME}
    assert {path for path in {*before, *after} if before.get(path) != after.get(path)} == touched
    assert all(after[path] == LATER[path] for path in touched - {SCOPE, manifest.NAME})
    record = manifest.read(home)
    assert record.version == "2.0"
    assert record.commit == {
        "suites.zip": "1" * 40,
        "suites.tar.gz": "2" * 40,
        "flat.zip": "1" * 40,
    }.get(name, "")
    assert record.files == read_program(source).digests()
    # A second time, there is nothing to do.
    assert upgraded(home, source) == 0
    assert capsys.readouterr().out.endswith(": 0 replaced, 0 added, 0 deleted, 0 kept\n")
    assert state(home) == after


def test_two_of_one_version_are_told_apart(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    later = write_folder(tmp_path / "later", PROGRAM | {STYLE: LATER[STYLE]})
    git = ("git", "-C", str(later), "-c", "user.name=a", "-c", "user.email=a@example.org")
    for command in (("init", "--quiet"), ("add", "."), ("commit", "--quiet", "-m", "Later")):
        subprocess.run((*git, *command), check=True)
    head = subprocess.run((*git, "rev-parse", "HEAD"), capture_output=True, text=True, check=True)
    assert upgraded(home, later) == 0
    line = capsys.readouterr().out.splitlines()[-2]
    found = re.fullmatch(
        r"1\.0 \(files (\w{12})\) -> 1\.0 \(files (\w{12})\), from a checkout of (\w{12}): .*", line
    )
    assert found
    assert found[1] != found[2]
    assert found[3] == head.stdout[:12]
    assert upgraded(home, write_zip(tmp_path / "again.zip", LATER)) == 0
    assert f"1.0 (files {found[2]}) -> 2.0 (commit {'1' * 12}): " in capsys.readouterr().out
    # Its own files may be others by now: the manifest names no commit for them.
    assert sources.checked_out(later) == head.stdout.strip()
    subprocess.run((*git, "checkout", "--quiet", "--detach"), check=True)
    assert sources.checked_out(later) == head.stdout.strip()


@pytest.mark.parametrize(
    "head",
    ["", "ref: refs/heads/../../../secret", "ref: /etc/passwd", "\x00", "ref: refs/heads/no"],
)
def test_no_other_file_is_read_for_the_commit_of_a_checkout(head: str, tmp_path: Path) -> None:
    (tmp_path / "later/.git/refs/heads").mkdir(parents=True)
    (tmp_path / "secret").write_text("a" * 40)
    (tmp_path / "later/.git/refs/heads/main").symlink_to(tmp_path / "secret")
    for text in (head, "ref: refs/heads/main"):
        (tmp_path / "later/.git/HEAD").write_text(text)
        assert sources.checked_out(tmp_path / "later") == ""


def test_the_commit_of_a_version_stays_known(home: Path, tmp_path: Path) -> None:
    assert upgraded(home, write_zip(tmp_path / "later.zip", LATER)) == 0
    assert upgraded(home, write_folder(tmp_path / "later", LATER)) == 0
    assert manifest.read(home).commit == "1" * 40


def test_what_was_changed_by_hand_is_named_and_nothing_is_written(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = write_folder(tmp_path / "later", LATER)
    (home / STYLE).write_text("/* mine */\n")
    (home / SCOPE).write_text("#!/bin/sh\necho mine\n")
    (home / NEW).write_text("mine = 1\n")
    (home / PACKAGE).unlink()
    before = state(home)
    assert upgraded(home, source) == 1
    said = capsys.readouterr().err
    assert said.splitlines()[:4] == [
        f"{PACKAGE}: it was deleted by hand, and the later version has another one",
        f"{NEW}: it is the archive's own, and the later version has a file of its own there",
        f"{STYLE}: it was changed by hand, and the later version has another one",
        f"{SCOPE}: it was changed by hand, and the later version has none",
    ]
    assert "4 files are in the way, and nothing was changed" in said
    every = f"{PACKAGE} {NEW} {STYLE} {SCOPE}"
    assert [line.strip() for line in said.splitlines() if line.startswith("  ")] == [
        f'make upgrade FROM={source} OPTIONS="{option} {every}"'
        for option in ("--overwrite", "--keep")
    ]
    assert state(home) == before
    # One of them that nobody has decided on is enough.
    decided = ("--keep", STYLE, NEW, "--overwrite", SCOPE)
    assert upgraded(home, source, *decided) == 1
    assert state(home) == before
    (line, _) = re.findall("^  (make .*)$", capsys.readouterr().err, re.M)
    assert line.endswith(f' OPTIONS="--overwrite {SCOPE} {PACKAGE} --keep {STYLE} {NEW}"')
    assert upgraded(home, source, *decided, PACKAGE) == 0
    assert (home / STYLE).read_text() == "/* mine */\n"
    assert (home / NEW).read_text() == "mine = 1\n"
    assert not (home / SCOPE).exists()
    assert (home / PACKAGE).read_bytes() == LATER[PACKAGE]
    # What was kept is still known as changed.
    third = LATER | {STYLE: b"/* third */\n"}
    assert upgraded(home, write_folder(tmp_path / "third", third)) == 1
    assert f"{STYLE}: it was changed by hand" in capsys.readouterr().err


def test_a_change_by_hand_where_nothing_is_new_stays(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (home / "Makefile").write_text("mine:\n")
    assert upgraded(home, write_folder(tmp_path / "later", LATER)) == 0
    assert "kept Makefile" in capsys.readouterr().out
    assert (home / "Makefile").read_text() == "mine:\n"


def test_line_ends_that_git_made_those_of_windows_are_no_change_by_hand(
    home: Path, tmp_path: Path
) -> None:
    for path in (STYLE, SCOPE, "Makefile"):
        (home / path).write_bytes(PROGRAM[path].replace(b"\n", b"\r\n"))
    assert upgraded(home, write_folder(tmp_path / "later", LATER)) == 0
    assert (home / STYLE).read_bytes() == LATER[STYLE]
    assert not (home / SCOPE).exists()


def test_a_change_that_is_the_later_version_already_is_no_conflict(
    home: Path, tmp_path: Path
) -> None:
    (home / STYLE).write_bytes(LATER[STYLE])
    assert upgraded(home, write_folder(tmp_path / "later", LATER)) == 0


def test_a_risen_model_and_a_new_model_of_ones_own_files_are_said(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = dict(LATER)
    own = (home / "pelicanconf.py").read_bytes()
    files[MODEL] = b"MODEL = 2\n"
    files["pelicanconf.py"] += b"NEW = 1\n"
    assert upgraded(home, write_folder(tmp_path / "later", files)) == 0
    said = capsys.readouterr().out
    assert "the model of the content rose from 1 to 2: `suites migrate`" in said
    assert "pelicanconf.py is yours, and the program's own has changed" in said
    assert (home / "pelicanconf.py").read_bytes() == own
    # The way back is closed.
    assert upgraded(home, write_folder(tmp_path / "earlier", LATER)) == 2
    assert "it is an earlier one; nothing was changed" in capsys.readouterr().err


def test_misuse_is_said_in_a_sentence(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    later = write_folder(tmp_path / "later", LATER)
    (tmp_path / "empty").mkdir()
    (tmp_path / "text.zip").write_text("a text")
    before = state(home)
    for source, options, said in (
        (home, (), "the later version cannot be this folder itself"),
        (tmp_path / "none", (), f"there is no {tmp_path / 'none'}"),
        (tmp_path / "empty", (), "is no version of this program"),
        (tmp_path / "text.zip", (), "is neither a folder nor a .zip nor a .tar.gz"),
        (
            later,
            ("--keep", "content/archive.yaml"),
            "no file of the program is content/archive.yaml",
        ),
    ):
        assert upgraded(home, source, *options) == 2
        assert said in capsys.readouterr().err
    assert upgraded(tmp_path / "empty", later) == 2
    assert "there is no .suites-manifest.json here" in capsys.readouterr().err
    assert state(home) == before


PLACES = (
    "content/archive.yaml",
    "Content/archive.yaml",
    "captures/a.md",
    ".git/hooks/pre-commit",
    "plugins/.GIT/config",
    ".venv/bin/python",
    "local.mk",
    "../outside",
    "/etc/passwd",
    "plugins/../../outside",
    "plugins//x",
    "a\\b",
    "C:/x",
    "nul.txt",
    "a.",
    "é",
    " ",
    "x" * 300,
)


@pytest.mark.parametrize("place", PLACES)
def test_a_version_that_lists_what_is_not_the_programs_is_refused(
    place: str, home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lists = f"program:\n- plugins/suites/\n- {json.dumps(place)}\ncopied: []\n".encode()
    source = write_zip(tmp_path / "a.zip", LATER | {LIST: lists})
    before = state(home)
    assert upgraded(home, source) == 2
    assert "no file of the program can lie at" in capsys.readouterr().err
    assert state(home) == before


@pytest.mark.parametrize("place", ["plugins/suites/../../../outside.py", "plugins/suites/a b\n.py"])
@pytest.mark.parametrize("write", [write_zip, write_tar])
def test_a_member_that_leads_out_is_refused(
    write: Callable[[Path, Mapping[str, bytes]], Path], place: str, tmp_path: Path
) -> None:
    with pytest.raises(ProgramError, match="no file of the program can lie at"):
        read_program(write(tmp_path / "a", LATER | {place: b""}))


def test_no_link_is_followed_in_what_is_taken(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret")
    folder = write_folder(tmp_path / "folder", LATER)
    (folder / "plugins/suites/link.py").symlink_to(secret)
    with pytest.raises(ProgramError, match="is a link"):
        read_program(folder)
    (folder / "plugins/suites/link.py").unlink()
    (folder / "theme").rename(tmp_path / "theme")
    (folder / "theme").symlink_to(tmp_path / "theme")
    with pytest.raises(ProgramError, match="theme is a link"):
        read_program(folder)

    for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE):
        path = write_tar(tmp_path / "a.tar.gz", {})
        with tarfile.open(path, "w:gz") as opened:
            for name, content in LATER.items():
                member = tarfile.TarInfo(f"s/{name}")
                member.size = len(content)
                opened.addfile(member, io.BytesIO(content))
            link = tarfile.TarInfo("s/plugins/suites/link.py")
            link.type, link.linkname = kind, str(secret)
            opened.addfile(link)
        with pytest.raises(ProgramError, match="is no plain file"):
            read_program(path)

    path = write_zip(tmp_path / "a.zip", LATER)
    with zipfile.ZipFile(path, "a") as added:
        entry = zipfile.ZipInfo("suites-main/plugins/suites/link.py")
        entry.external_attr = (stat.S_IFLNK | 0o777) << 16
        added.writestr(entry, str(secret))
    with pytest.raises(ProgramError, match="is no plain file"):
        read_program(path)


def test_nothing_is_written_through_a_link_in_the_archive(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (home / "theme").rename(tmp_path / "theme")
    (home / "theme").symlink_to(tmp_path / "theme")
    before = state(tmp_path / "theme")
    assert upgraded(home, write_folder(tmp_path / "later", LATER)) == 2
    assert "theme is a link" in capsys.readouterr().err
    assert state(tmp_path / "theme") == before


def test_sizes_and_counts_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = LATER | {STYLE: b"x" * 1_500_000, "theme/b.css": b"x" * 1_500_000}
    bomb = files | {NEW: b"0" * 3_000_000}
    monkeypatch.setattr(sources, "MAX_FILE", 2_000_000)
    for name, write in WRITERS.items():
        with pytest.raises(ProgramError, match="larger than a file of the program may be"):
            read_program(write(tmp_path / name, bomb))
    monkeypatch.setattr(sources, "MAX_TOTAL", 2_000_000)
    for name, write in WRITERS.items():
        with pytest.raises(ProgramError, match=r"larger than|unpacks to more"):
            read_program(write(tmp_path / f"total-{name}", files))
    monkeypatch.undo()
    monkeypatch.setattr(program, "MAX_FILES", 5)
    with pytest.raises(ProgramError, match="more than"):
        read_program(write_folder(tmp_path / "many", files))


def test_two_members_of_one_name_are_refused(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "a.zip", LATER)
    with zipfile.ZipFile(path, "a") as opened, pytest.warns(UserWarning, match="Duplicate"):
        opened.writestr(f"suites-main/{NEW}", b"other")
    with pytest.raises(ProgramError, match="is there twice"):
        read_program(path)
    capitals = LATER | {NEW.replace("new", "New"): b""}
    with pytest.raises(ProgramError, match="differ by capitals only"):
        read_program(write_zip(tmp_path / "b.zip", capitals))


@few(60)
@given(data=st.data())
def test_no_damage_of_an_archive_file_is_more_than_a_sentence(data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        write = data.draw(st.sampled_from([write_zip, write_tar]))
        path = write(Path(folder, "a"), LATER)
        raw = bytearray(path.read_bytes())
        for _ in range(data.draw(st.integers(1, 4))):
            raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
        path.write_bytes(raw[: data.draw(st.integers(0, len(raw)))])
        with suppress(ProgramError):
            read_program(path)


@given(raw=st.binary(max_size=300))
def test_no_list_of_files_is_more_than_a_sentence(raw: bytes) -> None:
    with suppress(ProgramError):
        program._listed(raw, "it")


@pytest.mark.parametrize(
    "raw",
    [b"[" * 50_000, b'program: [plugins/suites/, "a\\0b"]\ncopied: []\n'],
    ids=["deep", "nul"],
)
def test_a_list_of_files_that_is_no_yaml_of_ours_is_refused(tmp_path: Path, raw: bytes) -> None:
    # libyaml itself overflows the stack at the first, which no handler survives.
    source = write_folder(tmp_path / "deep", {**PROGRAM, LIST: raw})
    with pytest.raises(ProgramError, match="that lists no files"):
        read_program(source)


def test_damage_in_the_head_of_a_late_member_is_not_taken_for_the_end(tmp_path: Path) -> None:
    tar = gzip.decompress(write_tar(tmp_path / "sound.tar.gz", LATER).read_bytes())
    stored = bytearray(gzip.compress(tar, 0))
    stored[stored.index(f"/{STYLE}".encode()) + 1] ^= 1
    (tmp_path / "damaged.tar.gz").write_bytes(stored)
    with pytest.raises(ProgramError, match=r"damaged\.tar\.gz cannot be read: "):
        read_program(tmp_path / "damaged.tar.gz")


def test_a_version_without_a_whole_folder_is_refused(tmp_path: Path) -> None:
    files = {path: content for path, content in LATER.items() if path != STYLE}
    with pytest.raises(ProgramError, match="lacks theme/, which is of the program"):
        read_program(write_zip(tmp_path / "cut.zip", files))


def test_a_manifest_is_hostile_too(home: Path, tmp_path: Path) -> None:
    source = write_folder(tmp_path / "later", LATER)
    path = home / "content/archive.yaml"
    entries = json.loads((home / manifest.NAME).read_text("utf-8"))
    for files in (
        {"content/archive.yaml": digest(path.read_bytes())},
        {"../x": ""},
        {"a": 1},
        ["a"],
    ):
        (home / manifest.NAME).write_text(json.dumps(entries | {"files": files}), "utf-8")
        assert upgraded(home, source) == 2
    for told in ({"version": "1\x1b[31m"}, {"commit": "\ud800"}):
        (home / manifest.NAME).write_text(json.dumps(entries | told), "utf-8")
        assert upgraded(home, source) == 2
    for text in ("", "[]", "null", "{}", '{"version": 1}', "[" * 100_000):
        (home / manifest.NAME).write_text(text, "utf-8")
        assert upgraded(home, source) == 2
    assert path.is_file()


def test_a_journal_that_somebody_brings_removes_nothing(home: Path, tmp_path: Path) -> None:
    aside = home / transaction.FOLDER
    for path in ("../secret", "content/archive.yaml", "out/secret"):
        (home / "out").unlink(missing_ok=True)
        (tmp_path / "secret").write_text("secret")
        (home / "out").symlink_to(tmp_path)
        aside.mkdir()
        (aside / transaction.JOURNAL).write_text(json.dumps([path]), "utf-8")
        assert upgraded(home, write_folder(tmp_path / "later", LATER)) == 2
        assert (tmp_path / "secret").exists()
        assert (home / "content/archive.yaml").is_file()
        shutil.rmtree(aside)


def test_an_error_on_the_way_puts_everything_back(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = state(home)
    source = write_folder(tmp_path / "later", LATER)
    moved = Path.replace
    for last in range(6):
        left = [last]

        def fail(path: Path, target: Path, left: list[int] = left) -> Path:
            if path.suffix == ".new" and path.name != f"{transaction.JOURNAL}.new":
                if not left[0]:
                    raise OSError(28, "No space left on device")
                left[0] -= 1
            return moved(path, target)

        monkeypatch.setattr(Path, "replace", fail)
        done = upgraded(home, source)
        monkeypatch.undo()
        if last < 5:
            assert done == 1
            assert state(home) == before
        else:
            assert done == 0


def test_a_full_disk_puts_everything_back(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = state(home)
    source = write_folder(tmp_path / "later", LATER)
    moved = Path.replace

    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSPC, "no space left on device")

    def fill(path: Path, target: Path) -> Path:
        if path.name == "4.new":
            monkeypatch.setattr(shutil, "copy2", refuse)
            refuse()
        return moved(path, target)

    monkeypatch.setattr(Path, "replace", fill)
    assert upgraded(home, source) == 1
    assert "the disk is full" in capsys.readouterr().err
    assert state(home) == before


def test_an_upgrade_that_was_killed_is_taken_back_by_the_next(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = state(home)
    source = write_folder(tmp_path / "later", LATER)
    moved = Path.replace

    class Killed(BaseException):
        pass

    def kill(path: Path, target: Path) -> Path:
        if path.name == "4.new":
            raise Killed
        return moved(path, target)

    with monkeypatch.context() as context:
        context.setattr(Path, "replace", kill)
        context.setattr(transaction, "restore", lambda _home: False)
        with pytest.raises(Killed):
            upgraded(home, source)
    assert state(home) != before
    assert transaction.restore(home)
    assert state(home) == before
    with monkeypatch.context() as context:
        context.setattr(Path, "replace", kill)
        context.setattr(transaction, "restore", lambda _home: False)
        with pytest.raises(Killed):
            upgraded(home, source)
    assert upgraded(home, source) == 0
    assert "an upgrade that was interrupted has been taken back" in capsys.readouterr().out
    assert not (home / transaction.FOLDER).exists()


def test_two_at_once_do_not_meet(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    source = write_folder(tmp_path / "later", LATER)
    monkeypatch.setattr("suites.cli.upgrade.locked", partial(locked, patience=0.1))
    before = state(home)
    run = (
        "import sys, time; from pathlib import Path; from suites.system.lock import locked\n"
        "with locked(Path(sys.argv[1])):\n    print(flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", run, str(home / ".cache")],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment(),
    ) as other:  # fmt: skip
        assert other.stdout
        other.stdout.readline()
        assert upgraded(home, source) == 2
        assert "nothing was changed" in capsys.readouterr().err
        assert state(home) == before
        other.communicate()
    assert upgraded(home, source) == 0


def test_a_file_may_become_a_folder_and_back(tmp_path: Path) -> None:
    home = tmp_path / "home"
    write_folder(home, {"a": b"1", "b/c/d": b"2"})
    transaction.replace_files(home, {"a/b": b"3", "b": b"4"}, ["a", "b/c/d"])
    assert state(home) == {"a/b": b"3", "b": b"4"}
    (home / "x").mkdir()
    with pytest.raises(OSError, match="x"):
        transaction.replace_files(home, {"a": b"5", "x": b"6"}, ["a/b", "b"])
    shutil.rmtree(home / "x")
    assert state(home) == {"a/b": b"3", "b": b"4"}


DIGESTS = st.sampled_from(["1", "2", "3"])
TREES = st.dictionaries(st.sampled_from("abcd"), DIGESTS, max_size=4)


@given(laid=TREES, here=TREES, later=TREES, overwrite=st.sets(st.sampled_from("abcd")))
def test_a_plan_overwrites_nothing_that_is_ours_without_a_word(
    laid: dict[str, str], here: dict[str, str], later: dict[str, str], overwrite: set[str]
) -> None:
    after = {path: digest(text.encode()) for path, text in later.items()}
    found = {path: digest(text.encode()) for path, text in here.items()}
    known = {path: digest(text.encode()) for path, text in laid.items()}
    program = Program("2", "", 1, {path: text.encode() for path, text in later.items()}, {})
    plan = upgrade.plan(Manifest("1", "", 1, known, {}), found, program, overwrite)
    lost = {path for path in (*plan.replaced, *plan.deleted) if found.get(path) != known.get(path)}
    assert lost <= overwrite
    result = dict(found)
    for path in (*plan.replaced, *plan.added):
        result[path] = after[path]
    for path in plan.deleted:
        del result[path]
    # Where nothing is decided by hand, what lies there is the later version and what is our own.
    for path in {*known, *found, *after} - {*plan.conflicts, *plan.kept}:
        own = found.get(path) if path not in known and path not in after else None
        assert result.get(path) == (after.get(path) or own)
