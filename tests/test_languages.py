"""The archive says its language, once; a language that is not there is told by what it lacks."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from faulty import SITE

from suites import catalogue, dates, files, languages
from suites.problems import report
from suites.serve.rebuilding import Rebuilding

ROOT = Path(__file__).parents[1]
SETTINGS = "content/archive.yaml"
BUILD = ("suites", "build")
PELICAN = ("pelican", "content", "-s", "pelicanconf.py")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The miniature archive with the real settings and theme."""
    shutil.copy(ROOT / "pelicanconf.py", tmp_path)
    shutil.copytree(ROOT / "theme", tmp_path / "theme")
    shutil.copytree(SITE / "content", tmp_path / "content")
    return tmp_path


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def refused(project: Path, *command: str) -> list[str]:
    """The lines with which a command refuses to go on."""
    done = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=project,
        env={**os.environ, "PYTHONPATH": str(ROOT / "plugins")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert not (project / "output").exists()
    return (done.stdout + done.stderr).splitlines()


@pytest.mark.parametrize("tag", languages.tags())
def test_a_language_that_is_there_lacks_nothing(tag: str) -> None:
    assert tag in catalogue.LANGUAGES
    assert tag in dates.LANGUAGES
    assert files.catalogue(ROOT / "theme", tag).language == tag
    language = languages.of(tag)
    marks = language.marks
    assert language.quotation.format("x").strip(f"{marks.opening}{marks.closing}\u00a0 ") == "x"
    assert language.translation.fullmatch(language.translation_form.replace("…", "un mot"))


@pytest.mark.parametrize(
    ("tag", "lacking"),
    [
        ("en", ["plugins/suites/languages/en.yaml", "theme/catalogue/en.yaml"]),
        ("de", ["languages/de.yaml", "catalogue/de.yaml", "suites/catalogue.py", "words.py"]),
        ("fr-CA", ["languages/fr-CA.yaml"]),
    ],
)
def test_a_language_that_is_not_there_is_told_by_what_it_lacks(
    tmp_path: Path, tag: str, lacking: list[str]
) -> None:
    content = shutil.copytree(SITE / "content", tmp_path / "content")
    edit(content / "archive.yaml", "language: fr", f"language: {tag}")
    (found,) = files.read_archive(content).problems
    said = f'{SETTINGS}:4:11: an archive cannot be in "{tag}" yet [language-missing]'
    assert report([found]).startswith(said)
    assert found.mend.startswith("write one of: fr; ")
    assert [part for part in lacking if part not in found.mend] == []


@pytest.mark.parametrize("command", [BUILD, PELICAN], ids=" ".join)
def test_no_build_begins_in_such_a_language(project: Path, command: tuple[str, ...]) -> None:
    edit(project / SETTINGS, "language: fr", "language: de")
    first, mend, count = refused(project, *command)
    assert first.endswith("[language-missing]")
    assert mend.startswith("  mend: ")
    assert count.endswith("the site is left as it was")


def test_serve_tells_of_it_as_well(project: Path) -> None:
    edit(project / SETTINGS, "language: fr", "language: en")
    said: list[str] = []
    rebuilding = Rebuilding(project / "pelicanconf.py", None, ROOT / "plugins/suites", said.append)
    assert not rebuilding.whole().is_good
    assert said[0].endswith("[language-missing]")


@pytest.mark.parametrize(("command", "tag"), [(BUILD, "de"), (PELICAN, "en")])
def test_the_settings_have_no_say_in_it(project: Path, command: tuple[str, ...], tag: str) -> None:
    edit(project / "pelicanconf.py", 'DEFAULT_LANG = ""', f'DEFAULT_LANG = "{tag}"')
    line = refused(project, *command)[-1]
    assert line.startswith(f'the language is said in {SETTINGS} alone, and is "fr" there')
    assert f'in place of "{tag}"' in line


def test_a_theme_without_the_language_is_one_sentence(project: Path) -> None:
    (project / "theme/catalogue/fr.yaml").unlink()
    line = refused(project, *BUILD)[-1]
    assert line.startswith('the theme has no text in the language "fr"')
