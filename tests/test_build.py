"""Real builds, through real Pelican, of the miniature archive in a folder of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from support.build_results import index_stand_in, read_tree
from support.commands import environment, replace_once, run_python
from support.length import sample
from support.projects import copy_project

from suites import build
from suites.build import search_index
from suites.build.staging import MANIFEST, MOVING, _write_listed, read_manifest

ROOT = Path(__file__).parents[1]
ARTICLE = "content/articles/2021/2021-03-02-gazette-tram.md"
PAGE = "articles/2021-03-02-gazette-tram/index.html"
HEAVY = ("PIL", "icalendar", "jinja2", "markdown_it", "pelican", "pydantic", "rapidfuzz", "yaml")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The miniature archive with the real settings and the real theme."""
    for name in ("SITEURL", "REPOSITORY_URL", "SITE_COMMIT", "SUITES_TODAY"):
        monkeypatch.delenv(name, raising=False)
    return copy_project(tmp_path)


@pytest.fixture
def unsearched(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project whose search index is made by a stand-in for Pagefind."""
    monkeypatch.setattr(search_index, "make_index", index_stand_in)
    return project


def built(project: Path, output: Path | None = None, *, full: bool = False) -> str:
    return build.build(project / "pelicanconf.py", output, full=full)


def ran(project: Path, *command: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return run_python(project, *command, env=environment(**variables))


def times(folder: Path) -> dict[str, int]:
    return {str(path): path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}


def test_a_build_ends_with_one_line(unsearched: Path) -> None:
    line = built(unsearched)
    files = read_tree(unsearched / "output")
    pages = sum(name.endswith(".html") for name in files)
    assert files.keys() - read_manifest(str(unsearched / "output")) == {MANIFEST}
    assert line.startswith(f"{pages} pages, {len(files) - 1} files written, ")
    assert line.endswith(" s, no problem")


def test_a_second_build_imports_nothing_heavy_and_touches_nothing(project: Path) -> None:
    built(project)
    before = times(project)
    code = (
        "import sys; from suites.cli import main; status = main(['build']); "
        f"print([name for name in {HEAVY!r} if name in sys.modules]); sys.exit(status)"
    )
    done = ran(project, "-c", code)
    assert done.returncode == 0, done.stderr
    said, heavy = done.stdout.splitlines()
    assert said.startswith("nothing changed: ")
    assert heavy == "[]"
    changed = {path for path, time in times(project).items() if before.get(path) != time}
    assert not {path for path in changed if "/output/" in path}


def test_a_full_build_of_the_same_content_changes_no_file(unsearched: Path) -> None:
    built(unsearched)
    before = times(unsearched / "output")
    assert " pages, 0 files written, " in built(unsearched, full=True)
    assert times(unsearched / "output") == before


def test_the_bytes_are_the_same_where_nothing_is_forked(project: Path) -> None:
    for spawn in ("0", "1"):
        shutil.rmtree(project / ".cache", ignore_errors=True)
        asked = ("-m", "suites", "build", "--output", f"output-{spawn}")
        done = ran(project, *asked, SUITES_SPAWN=spawn)
        assert done.returncode == 0, done.stderr
    assert read_tree(project / "output-0") == read_tree(project / "output-1")


def test_the_same_content_in_a_fresh_clone_is_nothing_changed(unsearched: Path) -> None:
    built(unsearched)
    for path in (unsearched / "content").rglob("*.md"):
        path.touch()
    assert built(unsearched).startswith("nothing changed")


def test_an_edit_writes_only_what_shows_it(unsearched: Path) -> None:
    built(unsearched)
    before = times(unsearched / "output")
    replace_once(unsearched / "content/pages/methode.md", 'summary: "', 'summary: "Encore ')
    built(unsearched)
    after = times(unsearched / "output")
    changed = {path for path in after if before.get(path) != after[path]}
    assert str(unsearched / "output/methode/index.html") in changed
    assert str(unsearched / "output" / PAGE) not in changed


def test_an_edit_that_keeps_size_and_time_is_noticed(unsearched: Path) -> None:
    built(unsearched)
    path = unsearched / "content/pages/methode.md"
    status, text = path.stat(), path.read_text("utf-8")
    at = text.index("title: ") + len("title: ")
    path.write_text(text[:at] + ("Z" if text[at] != "Z" else "Y") + text[at + 1 :], "utf-8")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert path.stat().st_size == status.st_size
    assert not built(unsearched).startswith("nothing changed")


def test_what_was_altered_or_removed_in_the_output_is_mended(unsearched: Path) -> None:
    built(unsearched)
    before = read_tree(unsearched / "output")
    (unsearched / "output" / PAGE).unlink()
    (unsearched / "output" / "index.html").write_text("altered")
    built(unsearched)
    assert read_tree(unsearched / "output") == before


def test_pages_of_deleted_things_go_and_files_of_others_stay(unsearched: Path) -> None:
    output = unsearched / "output"
    (unsearched / "content/pages/provisoire.md").write_text(
        "---\ntitle: Provisoire\nsummary: Pour un temps.\n---\nUn texte.\n", "utf-8"
    )
    built(unsearched)
    (page,) = (name for name in read_tree(output) if "provisoire" in name and name.endswith("html"))
    (output / "CNAME").write_text("example.org")
    (unsearched / "content/pages/provisoire.md").unlink()
    built(unsearched)
    assert not (output / page).parent.exists()
    assert (output / "CNAME").exists()


def test_problems_leave_the_output_as_it_was(unsearched: Path) -> None:
    built(unsearched)
    before, stamps = read_tree(unsearched / "output"), times(unsearched / "output")
    replace_once(unsearched / "content/pages/methode.md", "title:", "tilte:")
    replace_once(unsearched / ARTICLE, "title:", "titre:")
    with pytest.raises(SystemExit) as stopped:
        built(unsearched)
    lines = str(stopped.value).splitlines()
    assert any(line.startswith("content/pages/methode.md:2:1: ") for line in lines)
    assert any(line.startswith(f"{ARTICLE}:2:1: ") for line in lines)
    assert " problems in 2 of " in lines[-1]
    assert read_tree(unsearched / "output") == before
    assert times(unsearched / "output") == stamps


def test_a_mistake_that_was_mended_leaves_nothing_to_do(unsearched: Path) -> None:
    built(unsearched)
    replace_once(unsearched / ARTICLE, "title:", "titre:")
    with pytest.raises(SystemExit):
        built(unsearched)
    replace_once(unsearched / ARTICLE, "titre:", "title:")
    assert built(unsearched).startswith("nothing changed")


def test_problems_exit_1_without_a_traceback(project: Path) -> None:
    replace_once(project / ARTICLE, "title:", "titre:")
    for command in (("suites", "build"), ("pelican", "content", "-s", "pelicanconf.py")):
        done = ran(project, "-m", *command)
        assert done.returncode == 1
        assert f"{ARTICLE}:2:1: " in done.stderr
        assert "Traceback" not in done.stderr
        assert not (project / "output").exists() or not read_tree(project / "output")


def test_a_broken_template_crashes_and_leaves_the_output_as_it_was(project: Path) -> None:
    built(project)
    before = read_tree(project / "output")
    for template in (project / "theme/templates").glob("*.html"):
        with template.open("a", encoding="utf-8") as file:
            file.write(
                "{{ nothing_of_this_name }}" if "extends" not in template.read_text("utf-8") else ""
            )
    done = ran(project, "-m", "suites", "build")
    assert done.returncode == 1
    assert "Traceback" in done.stderr
    assert read_tree(project / "output") == before


def test_a_missing_template_is_not_filled_in_by_pelican(project: Path) -> None:
    (project / "theme/templates/article.html").unlink()
    done = ran(project, "-m", "suites", "build")
    assert done.returncode == 1
    assert "article.html" in done.stderr


def test_a_warning_of_pelican_is_fatal(project: Path) -> None:
    replace_once(
        project / "pelicanconf.py",
        '"suites.build.pelican_plugin"',
        '"suites.build.pelican_plugin", "suites.missing"',
    )
    done = ran(project, "-m", "suites", "build")
    assert done.returncode == 1
    assert "suites.missing" in done.stderr


def test_an_interrupted_build_is_finished_by_the_next(unsearched: Path) -> None:
    built(unsearched)
    before = read_tree(unsearched / "output")
    stray = unsearched / "output" / "articles" / "partie" / "index.html"

    # As a build leaves it that was killed while it moved a new page and an old one.
    moved = [stray.relative_to(unsearched / "output").as_posix(), PAGE]
    _write_listed(unsearched / "output" / MANIFEST, {*before, *moved} - {MANIFEST})
    _write_listed(unsearched / "output" / MOVING, moved)
    stray.parent.mkdir()
    stray.write_text("half a site")
    (unsearched / "output" / PAGE).write_text("half a page")
    assert not built(unsearched).startswith("nothing changed")
    assert read_tree(unsearched / "output") == before


def test_pelicans_own_command_gives_the_same_files(project: Path) -> None:
    built(project, project / "ours")
    done = ran(project, "-m", "pelican", "content", "-s", "pelicanconf.py", "--fatal", "warnings")
    assert done.returncode == 0, done.stderr
    assert read_tree(project / "output") == read_tree(project / "ours")


def test_an_incremental_build_equals_a_clean_one(unsearched: Path) -> None:
    built(unsearched)
    methode = unsearched / "content/pages/methode.md"
    steps: tuple[Callable[[], object], ...] = (
        lambda: replace_once(methode, "title: ", "title: Nouvelle "),
        lambda: methode.with_name("sources.md").write_bytes(methode.read_bytes()),
        lambda: methode.with_name("sources.md").rename(methode.with_name("origines.md")),
        lambda: replace_once(unsearched / "content/vocabulary.yaml", "label:", "label: "),
        lambda: (unsearched / "theme/static/new.css").write_text("body {}"),
        lambda: methode.with_name("origines.md").unlink(),
        lambda: (unsearched / "theme/static/new.css").unlink(),
    )
    for number, step in enumerate(steps):
        step()
        built(unsearched)
        clean = unsearched / f"clean-{number}"
        built(unsearched, clean)
        assert read_tree(unsearched / "output") == read_tree(clean), number
        shutil.rmtree(clean)


def test_the_environment_counts(unsearched: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built(unsearched)
    monkeypatch.setenv("SUITES_TODAY", "2030-01-01")
    assert not built(unsearched).startswith("nothing changed")
    for day in ("demain", "0044-03-15", "9999-12-31"):
        monkeypatch.setenv("SUITES_TODAY", day)
        with pytest.raises(SystemExit, match="SUITES_TODAY is a day"):
            built(unsearched, full=True)


@pytest.mark.parametrize("output", [".", "content", "content/site", "theme", ".."])
def test_the_site_is_never_written_over_its_sources(unsearched: Path, output: str) -> None:
    before = read_tree(unsearched / "content")
    with pytest.raises(SystemExit, match="the site cannot be written"):
        built(unsearched, unsearched / output)
    assert read_tree(unsearched / "content") == before


EARS = """
from pelican import signals

def hear(path, context):
    assert context["articles"]
    print("heard of", path)

def register():
    signals.content_written.connect(hear)
"""


@pytest.mark.parametrize("command", [("suites", "build"), ("pelican", "-s", "pelicanconf.py")])
def test_handlers_hear_of_every_file_that_is_written(
    project: Path, command: tuple[str, ...]
) -> None:
    (project / "plugins").mkdir()
    (project / "plugins/ears.py").write_text(EARS, "utf-8")
    replace_once(project / "pelicanconf.py", "PLUGINS = [", 'PLUGINS = [\n    "ears",')
    done = ran(project, "-m", *command)
    assert done.returncode == 0, done.stderr
    assert f"heard of {project / 'output' / PAGE}\n" in done.stdout
    count = done.stdout.count("heard of")
    assert f" pages, {count} files written, " in done.stdout
    assert count == len(read_tree(project / "output")) - 1  # of the manifest nobody hears


def test_only_a_site_with_an_address_has_a_sitemap(project: Path) -> None:
    built(project)
    assert not (project / "output/sitemap.xml").exists()
    assert not (project / "output/robots.txt").exists()
    asked = ("-m", "suites", "build", "--settings", "publishconf.py", "--output", "public")
    refused = ran(project, *asked)
    assert refused.returncode == 1
    assert "SITEURL" in refused.stderr
    done = ran(project, *asked, SITEURL="https://example.org/archive/")
    assert done.returncode == 0, done.stderr
    sitemap = (project / "public/sitemap.xml").read_text("utf-8")
    assert f"<loc>https://example.org/archive/{PAGE.removesuffix('index.html')}</loc>" in sitemap
    assert "404" not in sitemap
    assert "https://example.org/archive/sitemap.xml" in (project / "public/robots.txt").read_text()


@pytest.mark.prove
def test_only_a_published_site_says_of_which_commit_it_was_made(project: Path) -> None:
    asked = ("-m", "suites", "build", "--settings", "publishconf.py", "--output", "public")
    address = {"SITEURL": "https://example.org"}
    for wrong in sample(("main", "0" * 39, f"{'0' * 40}\n"), 3):
        refused = ran(project, *asked, **address, SITE_COMMIT=wrong)
        assert refused.returncode == 1
        assert "SITE_COMMIT=" in refused.stderr
    without: dict[str, bytes] = {}
    for commit in ("a" * 40, "b" * 40, ""):
        done = ran(project, *asked, **address, SITE_COMMIT=commit)
        assert done.returncode == 0, done.stderr
        found = read_tree(project / "public")
        ours = read_manifest(str(project / "public"))
        assert ours == found.keys() - {MANIFEST}
        del found[MANIFEST]
        assert found.pop("commit.txt", b"") == (f"{commit}\n".encode() if commit else b"")
        assert found == (without or found)
        without = found
    # Only what is published says it.
    assert ran(project, "-m", "suites", "build", SITE_COMMIT="a" * 40).returncode == 0
    assert not (project / "output/commit.txt").exists()


def test_the_error_page_knows_the_sub_path_of_the_site(project: Path) -> None:
    done = ran(project, "-m", "suites", "build", SITEURL="https://example.org/archive")
    assert done.returncode == 0, done.stderr
    assert "/archive/" in (project / "output/404.html").read_text("utf-8")
