"""What a contribution lays into the folders of a build is neither run nor published."""

from __future__ import annotations

import marshal
import pickle
import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from jinja2.bccache import bc_magic
from support import in_process
from support.build_results import index_stand_in
from support.fault_cases import track_files
from support.miniature import SITE
from support.projects import copy_project

from suites.build import BuildRequest, checksummed, search_index
from suites.build.server.rebuild import Rebuilder

ROOT = Path(__file__).parents[1]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The miniature archive with the real settings and the real theme, and a stand-in's index."""
    monkeypatch.setattr(search_index, "make_index", index_stand_in)
    return copy_project(tmp_path / "home", empty_cache=True)


def suites(home: Path, *command: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return in_process.run(home, *command, **variables)


def told(home: Path, **variables: str) -> list[str]:
    """The first line of each problem that the check tells of tracked files."""
    said = suites(home, "check", **variables).stdout.splitlines()
    return [line for line in said if line.endswith("[file-tracked]")]


TRACKED = (
    ".cache/templates/x.cache",
    ".Venv/bin/suites",
    "output/phish.html",
    "output-local/a.html",
    "captures/an article.txt",
    "plugins/suites/__pycache__/build.cpython-313.pyc",
    "plugins/yaml.pyc",
)


@pytest.mark.parametrize("path", TRACKED)
def test_a_tracked_file_is_told_where_a_build_or_python_would_run_or_publish_it(
    path: str, tmp_path: Path
) -> None:
    shutil.copytree(SITE / "content", tmp_path / "home/content")
    track_files(tmp_path / "home", ["content", path.replace(" ", "-")])
    (line,) = told(tmp_path / "home")
    assert line.startswith(f"{path.replace(' ', '-')}:1:1: ")


def test_each_folder_is_told_once_also_of_an_archive_below_the_top_of_its_repository(
    tmp_path: Path,
) -> None:
    shutil.copytree(SITE / "content", tmp_path / "archive/content")
    mine = [f"archive/{name}" for name in ("captures/a", "captures/b", "output", "content")]
    track_files(tmp_path, [*mine, "output/is-not-of-the-archive"])
    assert [line.partition(":")[0] for line in told(tmp_path / "archive")] == [
        "captures/a",
        "output",
    ]


def test_what_git_does_not_track_or_lies_elsewhere_is_left_alone(tmp_path: Path) -> None:
    shutil.copytree(SITE / "content", tmp_path / "home/content")
    track_files(tmp_path / "home", ["content", "theme/output/a", "docs/captures.md"])
    for path in TRACKED:
        (tmp_path / "home" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "home" / path).touch()
    assert told(tmp_path / "home") == []


def test_without_git_nothing_is_asked(tmp_path: Path) -> None:
    shutil.copytree(SITE / "content", tmp_path / "home/content")
    track_files(tmp_path / "home", ["output/phish.html"])
    assert told(tmp_path / "home", PATH="") == []
    assert told(tmp_path / "home") != []


def test_a_template_that_was_forged_into_the_cache_is_not_run(project: Path) -> None:
    assert suites(project, "build").returncode == 0
    before = {path: path.read_bytes() for path in (project / "output").rglob("*.html")}
    forged = f"open({str(project / 'was-run')!r}, 'w').close()"
    for path in (project / ".cache/templates").rglob("*.cache"):
        kept = BytesIO(checksummed.read(path) or b"")
        kept.seek(kept.getvalue().index(bc_magic) + len(bc_magic))
        pickle.load(kept)  # the template's checksum, which is kept as it is
        code = marshal.dumps(compile(forged, "", "exec"))
        checksummed.write(path, kept.getvalue()[: kept.tell()] + code)
    track_files(project, [".cache/templates"])
    page = next((project / "content/pages").glob("*.md"))
    page.write_text(page.read_text("utf-8") + "\nEncore.\n", "utf-8")
    for command in (("build",), ("build", "--full")):
        done = suites(project, *command)
        assert done.returncode == 1
        assert "[file-tracked]" in done.stderr
        assert "the site is left as it was" in done.stderr
    rebuilder = Rebuilder(BuildRequest.of(project / "pelicanconf.py"), lambda _line: None)
    outcome = rebuilder._rebuild_here()
    assert outcome
    assert not outcome.is_good
    assert "[file-tracked]" in outcome.text
    assert not (project / "was-run").exists()
    assert {path: path.read_bytes() for path in (project / "output").rglob("*.html")} == before


def test_only_what_a_build_wrote_is_published(project: Path) -> None:
    address = {"SITEURL": "https://example.org"}
    strange = (project / "output/phish.html", project / "output/articles/of-old")
    strange[1].parent.mkdir(parents=True)
    strange[0].write_text("<h1>phish</h1>")
    strange[1].symlink_to(project / "content")
    # A first build, one that goes on, and one of which nothing changed.
    for _ in range(3):
        done = suites(project, "build", **address)
        assert done.returncode == 1
        assert "2 files that no build made" in done.stderr
        page = next((project / "content/pages").glob("*.md"))
        page.write_text(page.read_text("utf-8") + "\nEncore.\n", "utf-8")
    suites(project, "build", **address)
    assert "2 files that no build made" in suites(project, "build", **address).stderr
    for path in strange:
        path.unlink()
    done = suites(project, "build", **address)
    assert (done.returncode, done.stdout.partition(":")[0]) == (0, "nothing changed")
