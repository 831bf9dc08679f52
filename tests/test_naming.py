"""Captures are converted under the names that browsers give them, through make as well."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from suites.capture.batch.typed_paths import parse

ROOT = Path(__file__).parents[1]
NAMES = (
    "mes pages é/L'annonce du jour.html",
    "L’annonce – « oui », dit-il - Le Monde.html",
    'Il dit "oui" (2).html',
    "8 $ par mois $HOME $(touch piege) & ${x} `touch piege` ; touch piege.html",
    "$(shell touch piege).html",
    "100 % #1 | a > b * c ? [d] {e} !f ~g \\h.html",
    "-n tiret.html",
    " espace devant.html",
    "deux  espaces.html",
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder, which is the current one, with a file of each name."""
    monkeypatch.chdir(tmp_path)
    for name in NAMES:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"<!doctype html><title>{name[:4]}</title><p>un essai", "utf-8")
    return tmp_path


@pytest.mark.parametrize("name", [name for name in NAMES if not name.startswith(" ")])
def test_a_name_is_the_file_that_is_there(folder: Path, name: str) -> None:
    assert parse(name) == [Path(name)]
    assert parse(str(folder / name)) == [folder / name]
    assert parse(f"'{name}'") == parse(f'"{name}"') == [Path(name)]


def test_of_several_names_each_is_as_long_as_can_be(folder: Path) -> None:
    for name in ("a.html", "a.html b.html", "c.html"):
        (folder / name).touch()
    assert parse("c.html a.html b.html") == [Path("c.html"), Path("a.html b.html")]
    several = [name for name in NAMES if not name.startswith(" ")]
    expected = [Path(name) for name in several]
    assert parse("\n".join(several)) == expected
    assert parse(" ".join(several)) == expected
    assert parse("'c.html' \"a.html b.html\"") == [Path("c.html"), Path("a.html b.html")]


@pytest.mark.usefixtures("folder")
def test_names_are_typed_as_terminals_complete_them() -> None:
    assert parse("mes\\ pages\\ é/L\\'annonce\\ du\\ jour.html") == [Path(NAMES[0])]
    assert parse("mes pages é") == [Path("mes pages é")]
    assert parse("mes pages é/*.html -n*") == [Path(NAMES[0]), Path("-n tiret.html")]


@pytest.mark.usefixtures("folder")
def test_what_is_not_there_is_one_path() -> None:
    assert parse("rien du tout.html") == [Path("rien du tout.html")]
    assert parse("-n tiret.html rien du tout") == [Path("-n tiret.html"), Path("rien du tout")]
    assert parse("") == parse(" \n") == []


def make(project: Path, captures: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["make", "convert", f"FROM={captures}", "OPTIONS=--stdout --processes 0"],
        cwd=project,
        env={**os.environ, "PYTHONPATH": str(ROOT / "plugins")},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def project(folder: Path) -> Path:
    """The folder with the real Makefile, and an environment that is set up already."""
    for name in ("Makefile", "pyproject.toml", "requirements/convert.lock", "tools/setup.sh"):
        (folder / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, folder / name)
    command = folder / ".venv" / "bin" / "suites"
    command.parent.mkdir(parents=True)
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m suites "$@"\n', "utf-8")
    command.chmod(0o755)
    (folder / ".venv" / ".convert").touch()
    return folder


def test_make_converts_files_of_any_name_and_runs_nothing_of_it(project: Path) -> None:
    several = [name for name in NAMES if not name.startswith(" ")]
    done = make(project, " ".join(several))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("un essai") == len(several)
    assert not (project / "piege").exists()
    assert make(project, str(project / " espace devant.html")).returncode == 0


@pytest.mark.parametrize(
    "name", ["$(shell touch piege)", "`touch piege`", ";touch piege", "*", "it's"]
)
def test_make_accepts_proposals_by_any_name_and_runs_nothing_of_it(
    project: Path, name: str
) -> None:
    shutil.copy(ROOT / "requirements/run.lock", project / "requirements")
    (project / ".venv" / ".run").touch()
    (project / "content").mkdir()
    done = subprocess.run(
        ["make", "accept", f"ONLY={name}"],
        cwd=project, env={**os.environ, "PYTHONPATH": str(ROOT / "plugins")},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert f"there is no proposal {name.split()[0]}" in done.stderr
    assert not (project / "piege").exists()


def test_make_says_what_is_not_there(project: Path) -> None:
    done = make(project, "mes pages/rien.html")
    assert "suites: there is no mes pages/rien.html" in done.stderr
    done = make(project, "https://journal.example/a?b=1&c=$d")
    assert "https://journal.example/a?b=1&c=$d is an address, and nothing is" in done.stderr
    assert "say which captures: make convert FROM=page.html" in make(project, "").stderr
