"""The content can be another one: what is tested of it holds of any archive that is sound."""

from __future__ import annotations

import runpy
import subprocess
import sys
from pathlib import Path

import pytest
from support.fault_cases import FAULTS, copy_with_fault
from support.length import is_proving
from support.miniature import CONTENT, ROOT

EXAMPLES = sorted((ROOT / "examples").glob("*/pelicanconf.py"))


def content_tested(content: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """The tests of the content (`make test-content`), run on another one."""
    command = ["-m", "pytest", "--quiet", "-p", "no:cacheprovider", "tests/content"]
    return subprocess.run(
        [sys.executable, *command, f"--content={content}", *options],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("settings", EXAMPLES, ids=lambda path: path.parent.name)
def test_an_example_has_the_settings_of_ours_but_for_its_place(settings: Path) -> None:
    own, ours = (runpy.run_path(str(path)) for path in (settings, ROOT / "pelicanconf.py"))
    differ = {name for name in own.keys() | ours.keys() if own.get(name) != ours.get(name)}
    differ = {name for name in differ if name.isupper()}
    assert differ == {"TIMEZONE", "THEME", "PLUGIN_PATHS"}
    places = [own["THEME"], *own["PLUGIN_PATHS"]]
    assert [(settings.parent / place).resolve() for place in places] == [
        ROOT / "theme",
        ROOT / "plugins",
    ]


@pytest.mark.prove
@pytest.mark.skipif(not is_proving(), reason="long: make prove")
def test_an_archive_on_another_subject_passes_the_tests_of_the_content() -> None:
    done = content_tested(CONTENT)
    assert done.returncode == 0, done.stdout + done.stderr


def test_an_archive_with_a_problem_does_not(tmp_path: Path) -> None:
    done = content_tested(
        copy_with_fault(FAULTS / "quote-orphan", tmp_path), "-k", "has_no_problem"
    )
    assert done.returncode == 1
    assert "[quote-orphan]" in done.stdout
