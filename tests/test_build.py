"""Real builds, through real Pelican, of the miniature archive in a folder of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from support import in_process
from support.build_results import index_stand_in, read_tree
from support.commands import environment, replace_once, run_python
from support.compiled_templates import write_compiled_templates
from support.length import at_length, sample
from support.projects import copy_project

from suites import build
from suites.build import search_index
from suites.build.staging import MANIFEST, MOVING, _write_listed, read_manifest
from suites.system.environment import VARIABLES

ROOT = Path(__file__).parents[1]
ARTICLE = "content/articles/2021/2021-03-02-gazette-tram.md"
PAGE = "articles/2021-03-02-gazette-tram/index.html"
HEAVY = ("PIL", "icalendar", "jinja2", "markdown_it", "pelican", "pydantic", "rapidfuzz", "yaml")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The miniature archive with the real settings and the real theme."""
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    return copy_project(tmp_path)


@pytest.fixture
def unsearched(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project whose search index is made by a stand-in for Pagefind."""
    monkeypatch.setattr(search_index, "make_index", index_stand_in)
    return project


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a project, for several tests one after another."""
    return tmp_path_factory.mktemp("origin")


@pytest.fixture
def begun(origin: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with a search index by the stand-in, which was built just now."""
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(search_index, "make_index", index_stand_in)
    built(in_process.begin_again(origin))
    assert built(origin).startswith("nothing changed")
    return origin


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


def test_a_full_build_of_the_same_content_changes_no_file(begun: Path) -> None:
    before = times(begun / "output")
    assert " pages, 0 files written, " in built(begun, full=True)
    assert times(begun / "output") == before


@at_length
def test_the_bytes_are_the_same_where_nothing_is_forked(project: Path) -> None:
    for spawn in ("0", "1"):
        shutil.rmtree(project / ".cache", ignore_errors=True)
        write_compiled_templates(project.resolve() / "theme", project / ".cache")
        asked = ("-m", "suites", "build", "--output", f"output-{spawn}")
        done = ran(project, *asked, SUITES_SPAWN=spawn)
        assert done.returncode == 0, done.stderr
    assert read_tree(project / "output-0") == read_tree(project / "output-1")


def test_the_same_content_in_a_fresh_clone_is_nothing_changed(begun: Path) -> None:
    for path in (begun / "content").rglob("*.md"):
        path.touch()
    assert built(begun).startswith("nothing changed")


def test_an_edit_writes_only_what_shows_it(begun: Path) -> None:
    before = times(begun / "output")
    replace_once(begun / "content/pages/methode.md", 'summary: "', 'summary: "Encore ')
    built(begun)
    after = times(begun / "output")
    changed = {path for path in after if before.get(path) != after[path]}
    assert str(begun / "output/methode/index.html") in changed
    assert str(begun / "output" / PAGE) not in changed


NEW_ARTICLE = """---
title: Un essai
published: "2020-02-20"
lang: fr
rights: {statement: InC, mode: account}
summary: "Pour voir ce qui change."
added: "2026-01-02"
annotations:
  - {id: essai, quote: un essai, kind: context, note: "Une note."}
---
On raconte ici un essai de plus, en quelques mots qui suffisent à un récit.
"""


def test_annotations_that_come_change_the_files_beside_theirs_and_later_ones_none(
    begun: Path,
) -> None:
    def changed() -> set[str]:
        before = times(begun / "output")
        built(begun)
        after = times(begun / "output")
        found = (path for path in after if before.get(path) != after[path])
        names = (Path(path).relative_to(begun / "output").as_posix() for path in found)
        return {name.removesuffix("annotations.jsonld") for name in names if "jsonld" in name}

    article = begun / "content/articles/2020/2020-02-20-essai.md"
    article.write_text(NEW_ARTICLE, "utf-8")
    own = {"articles/2020-02-20-essai/", "donnees/"}
    beside = {"articles/2020-02-14-gazette-navette/", "articles/2020-06-vigie-carte/"}
    assert changed() == own | beside
    more = '  - {id: mots, quote: quelques mots, kind: question, note: "Lesquels ?"}\n---\nOn'
    replace_once(article, "---\nOn", more)
    assert changed() == own
    article.unlink()
    assert changed() == {"donnees/"} | beside


def test_an_edit_that_keeps_size_and_time_is_noticed(begun: Path) -> None:
    path = begun / "content/pages/methode.md"
    status, text = path.stat(), path.read_text("utf-8")
    at = text.index("title: ") + len("title: ")
    path.write_text(text[:at] + ("Z" if text[at] != "Z" else "Y") + text[at + 1 :], "utf-8")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert path.stat().st_size == status.st_size
    assert not built(begun).startswith("nothing changed")


def test_what_was_altered_or_removed_in_the_output_is_mended(begun: Path) -> None:
    before = read_tree(begun / "output")
    (begun / "output" / PAGE).unlink()
    (begun / "output" / "index.html").write_text("altered")
    built(begun)
    assert read_tree(begun / "output") == before


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


def test_problems_leave_the_output_as_it_was(begun: Path) -> None:
    before, stamps = read_tree(begun / "output"), times(begun / "output")
    replace_once(begun / "content/pages/methode.md", "title:", "tilte:")
    replace_once(begun / ARTICLE, "title:", "titre:")
    with pytest.raises(SystemExit) as stopped:
        built(begun)
    lines = str(stopped.value).splitlines()
    assert any(line.startswith("content/pages/methode.md:2:1: ") for line in lines)
    assert any(line.startswith(f"{ARTICLE}:2:1: ") for line in lines)
    assert " problems in 2 of " in lines[-1]
    assert read_tree(begun / "output") == before
    assert times(begun / "output") == stamps


def test_a_mistake_that_was_mended_leaves_nothing_to_do(begun: Path) -> None:
    replace_once(begun / ARTICLE, "title:", "titre:")
    with pytest.raises(SystemExit):
        built(begun)
    replace_once(begun / ARTICLE, "titre:", "title:")
    assert built(begun).startswith("nothing changed")


def test_problems_exit_1_without_a_traceback(project: Path) -> None:
    replace_once(project / ARTICLE, "title:", "titre:")
    for command in (("suites", "build"), ("pelican", "content", "-s", "pelicanconf.py")):
        done = ran(project, "-m", *command)
        assert done.returncode == 1
        assert f"{ARTICLE}:2:1: " in done.stderr
        assert "Traceback" not in done.stderr
        assert not (project / "output").exists() or not read_tree(project / "output")


def test_a_broken_template_crashes_and_leaves_the_output_as_it_was(begun: Path) -> None:
    before = read_tree(begun / "output")
    for template in (begun / "theme/templates").glob("*.html"):
        with template.open("a", encoding="utf-8") as file:
            file.write(
                "{{ nothing_of_this_name }}" if "extends" not in template.read_text("utf-8") else ""
            )
    done = ran(begun, "-m", "suites", "build")
    assert done.returncode == 1
    assert "Traceback" in done.stderr
    assert read_tree(begun / "output") == before


def test_a_missing_template_is_not_filled_in_by_pelican(project: Path) -> None:
    (project / "theme/templates/article.html").unlink()
    done = in_process.run(project, "build")
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


def test_an_interrupted_build_is_finished_by_the_next(begun: Path) -> None:
    before = read_tree(begun / "output")
    stray = begun / "output" / "articles" / "partie" / "index.html"

    # As a build leaves it that was killed while it moved a new page and an old one.
    moved = [stray.relative_to(begun / "output").as_posix(), PAGE]
    _write_listed(begun / "output" / MANIFEST, {*before, *moved} - {MANIFEST})
    _write_listed(begun / "output" / MOVING, moved)
    stray.parent.mkdir()
    stray.write_text("half a site")
    (begun / "output" / PAGE).write_text("half a page")
    assert not built(begun).startswith("nothing changed")
    assert read_tree(begun / "output") == before


def test_pelicans_own_command_gives_the_same_files(project: Path) -> None:
    built(project, project / "ours")
    done = ran(project, "-m", "pelican", "content", "-s", "pelicanconf.py", "--fatal", "warnings")
    assert done.returncode == 0, done.stderr
    assert read_tree(project / "output") == read_tree(project / "ours")


@pytest.mark.prove
def test_an_incremental_build_equals_a_clean_one(begun: Path) -> None:
    methode = begun / "content/pages/methode.md"
    steps: tuple[Callable[[], object], ...] = (
        lambda: replace_once(methode, "title: ", "title: Nouvelle "),
        lambda: methode.with_name("sources.md").write_bytes(methode.read_bytes()),
        lambda: methode.with_name("sources.md").rename(methode.with_name("origines.md")),
        lambda: replace_once(begun / "content/vocabulary.yaml", "label:", "label: "),
        lambda: (begun / "theme/static/new.css").write_text("body {}"),
        lambda: methode.with_name("origines.md").unlink(),
        lambda: (begun / "theme/static/new.css").unlink(),
    )
    # In `make test` after every other step: every one is built on top of those before it.
    compared = sample(range(len(steps)), 2)
    for number, step in enumerate(steps):
        step()
        built(begun)
        if number not in compared:
            continue
        clean = begun / f"clean-{number}"
        built(begun, clean)
        assert read_tree(begun / "output") == read_tree(clean), number
        shutil.rmtree(clean)


def test_the_environment_counts(begun: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUITES_TODAY", "2030-01-01")
    assert not built(begun).startswith("nothing changed")
    for day in ("demain", "0044-03-15", "9999-12-31"):
        monkeypatch.setenv("SUITES_TODAY", day)
        with pytest.raises(SystemExit, match="SUITES_TODAY is a day"):
            built(begun, full=True)


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


def test_only_a_site_with_an_address_has_a_sitemap(begun: Path) -> None:
    assert not (begun / "output/sitemap.xml").exists()
    assert not (begun / "output/robots.txt").exists()
    asked = ("-m", "suites", "build", "--settings", "publishconf.py", "--output", "public")
    refused = ran(begun, *asked)
    assert refused.returncode == 1
    assert "SITEURL" in refused.stderr
    done = ran(begun, *asked, SITEURL="https://example.org/archive/")
    assert done.returncode == 0, done.stderr
    sitemap = (begun / "public/sitemap.xml").read_text("utf-8")
    assert f"<loc>https://example.org/archive/{PAGE.removesuffix('index.html')}</loc>" in sitemap
    assert "404" not in sitemap
    assert "https://example.org/archive/sitemap.xml" in (begun / "public/robots.txt").read_text()


@pytest.mark.prove
def test_only_a_published_site_says_of_which_commit_it_was_made(project: Path) -> None:
    asked = ("-m", "suites", "build", "--settings", "publishconf.py", "--output", "public")
    address = {"SITEURL": "https://example.org"}
    for wrong in sample(("main", "0" * 39, f"{'0' * 40}\n"), 3):
        refused = ran(project, *asked, **address, SITE_COMMIT=wrong)
        assert refused.returncode == 1
        assert "SITE_COMMIT=" in refused.stderr
    without: dict[str, bytes] = {}
    for commit in sample(("a" * 40, "b" * 40, ""), 2):
        done = ran(project, *asked, **address, SITE_COMMIT=commit)
        assert done.returncode == 0, done.stderr
        found = read_tree(project / "public")
        ours = read_manifest(str(project / "public"))
        assert ours == found.keys() - {MANIFEST}
        del found[MANIFEST]
        assert found.pop("commit.txt", b"") == (f"{commit}\n".encode() if commit else b"")
        # It is the version of the data as well.
        of_data = [found.pop(f"donnees/{name}") for name in ("datapackage.json", "index.html")]
        assert all(commit[:7].encode() in one for one in of_data)
        assert found == (without or found)
        without = found
    # Only what is published says it.
    assert in_process.run(project, "build", SITE_COMMIT="a" * 40).returncode == 0
    assert not (project / "output/commit.txt").exists()


def test_the_error_page_knows_the_sub_path_of_the_site(unsearched: Path) -> None:
    done = in_process.run(unsearched, "build", SITEURL="https://example.org/archive")
    assert done.returncode == 0, done.stderr
    assert "/archive/" in (unsearched / "output/404.html").read_text("utf-8")
