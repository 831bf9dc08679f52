"""Each fault that content can have, in the smallest content that has it, and its exact message."""

from __future__ import annotations

import re
import shutil
import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import in_process
from support.build_results import index_stand_in
from support.fault_cases import FAULTS, copy_with_fault, problem_report
from support.length import few, sample
from support.miniature import CONTENT, SITE, copy_content
from support.projects import copy_project

from suites.analysis import loading
from suites.analysis.checks import references
from suites.analysis.checks.known_names import KnownNames
from suites.archive import files
from suites.archive.problems import codes
from suites.build import search_index
from suites.build.cache import CACHE
from suites.build.records import load_cached

FOLDERS = sorted(path for path in FAULTS.iterdir() if path.is_dir())


def test_the_miniature_archive_has_no_problem() -> None:
    assert problem_report(SITE / "content") == ""


def test_every_code_has_its_fault() -> None:
    assert {path.name for path in FOLDERS} == set(codes())


@pytest.mark.parametrize("fault", FOLDERS, ids=lambda path: path.name)
def test_a_fault_is_told_with_its_place_and_its_mend(fault: Path, tmp_path: Path) -> None:
    said = problem_report(copy_with_fault(fault, tmp_path))
    assert said == (fault / "expected.txt").read_text("utf-8")
    # One fault is one problem: what follows from it is not reported as well.
    assert re.findall(r"\[([a-z0-9-]+)\]$", said, re.MULTILINE) == [fault.name]


@pytest.mark.prove
@pytest.mark.parametrize("fault", sample(FOLDERS, 5), ids=lambda path: path.name)
def test_a_build_tells_the_same_from_the_files_and_from_its_cache(
    fault: Path, tmp_path: Path
) -> None:
    content, cache = copy_with_fault(fault, tmp_path), tmp_path / "cache"
    told = loading.load_archive(content).problems
    assert in_process.load(content, cache).problems == told
    assert in_process.load(content, cache).problems == told


@pytest.mark.prove
@pytest.mark.parametrize("fault", sample(FOLDERS, 5), ids=lambda path: path.name)
def test_what_is_wrong_with_references_is_found_without_opening_those_that_are_well(
    fault: Path, tmp_path: Path
) -> None:
    linked = loading.load_archive(copy_with_fault(fault, tmp_path)).readable
    if linked is None:
        pytest.skip("nothing can be read")
    records = [*linked.archive.records(), *linked.archive.withdrawn.values()]
    names = KnownNames(linked)
    every = {
        problem
        for record in records
        for problem in references.unresolved(names, record, linked.bodies[record.id])
    }
    assert set(references.every_reference_resolves(linked)) == every


LAID_OVER = [fault for fault in FOLDERS if (fault / "content").is_dir()]


@few(5)
@given(st.lists(st.tuples(st.sampled_from(LAID_OVER), st.booleans()), min_size=1, max_size=6))
def test_after_any_series_of_edits_the_cache_tells_what_a_clean_clone_tells(
    edits: list[tuple[Path, bool]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        content, cache = copy_content(Path(folder)), Path(folder, "cache")
        for fault, is_mended in edits:
            copy_with_fault(fault, content.parent)
            if is_mended:
                mend(fault, content)
            assert (
                in_process.load(content, cache).problems == loading.load_archive(content).problems
            )


def mend(fault: Path, content: Path) -> None:
    """Leave the files over which a fault was laid as they are in the miniature."""
    for path in (fault / "content").rglob("*"):
        name = path.relative_to(fault / "content")
        if path.is_file() and (CONTENT / name).exists():
            shutil.copy(CONTENT / name, content / name)
        elif path.is_file():
            (content / name).unlink(missing_ok=True)


def test_a_problem_of_a_record_that_is_not_read_again_has_its_place(tmp_path: Path) -> None:
    content, cache = copy_content(tmp_path), tmp_path / "cache"
    assert not in_process.load(content, cache).problems
    (content / "themes/bateaux.md").unlink()
    name = "announcements/navette-electrique.md"
    lines = (content / name).read_text("utf-8").split("\n")
    line = next(number for number, text in enumerate(lines) if "bateaux" in text)
    found = in_process.load(content, cache).problems
    assert [(one.line, one.column) for one in found if one.path == f"content/{name}"] == [
        (line + 1, lines[line].index("bateaux") + 1)
    ]


def test_what_is_ahead_of_its_day_is_sound_on_it_without_a_new_edit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content, cache = copy_content(tmp_path), tmp_path / "cache"
    path = content / "announcements/tram-payant.md"
    text = re.sub(r"(?m)^added: .*$", 'added: "2031-05-02"', path.read_text("utf-8"))
    path.write_text(text, "utf-8")
    told = []
    for day in (date(2031, 5, 1), date(2031, 5, 1), date(2031, 5, 2)):
        monkeypatch.setattr(files, "latest_day", lambda day=day: day)
        told.append([problem.code for problem in in_process.load(content, cache).problems])
    assert told == [["added-ahead"], ["added-ahead"], []]


@pytest.mark.parametrize("name", [files.SETTINGS, files.VOCABULARY])
def test_what_declares_cannot_be_read_and_all_else_is_told_too(name: str, tmp_path: Path) -> None:
    content, cache = copy_content(tmp_path), tmp_path / "cache"
    path = content / "themes/bateaux.md"
    path.write_text(path.read_text("utf-8").replace("title:", "titel:", 1), "utf-8")
    (content / name).write_text("- nothing\n", "utf-8")
    (content / "pages/stray.txt").write_text("", "utf-8")
    found = in_process.load(content, cache).problems
    assert found == loading.load_archive(content).problems
    assert {(one.path, one.code) for one in found} == {
        (f"content/{name}", "front-matter-not-mapping"),
        ("content/pages/stray.txt", "file-misplaced"),
        ("content/themes/bateaux.md", "key-missing"),
        ("content/themes/bateaux.md", "key-unknown"),
    }


def test_check_says_the_same_twice_and_leaves_no_cache_where_there_is_none(tmp_path: Path) -> None:
    content = copy_with_fault(FAULTS / "label-missing", tmp_path)
    before = set(tmp_path.rglob("*"))
    said = [in_process.run(tmp_path, "check") for _ in range(2)]
    assert said[0].stdout == said[1].stdout
    assert (FAULTS / "label-missing/expected.txt").read_text("utf-8") in said[0].stdout
    assert [one.returncode for one in said] == [1, 1]
    assert set(tmp_path.rglob("*")) == before
    assert loading.load_archive(content).problems == load_cached(content).problems


def test_check_by_the_cache_of_a_build_says_the_same(tmp_path: Path) -> None:
    content, cache = copy_content(tmp_path), tmp_path / CACHE
    assert not in_process.load(content, cache).problems
    for fault in ("label-missing", "link-unresolved", "key-duplicate", "yaml-tag"):
        copy_with_fault(FAULTS / fault, tmp_path)
        told = loading.load_archive(content).problems
        assert told
        assert [load_cached(content).problems for _ in range(2)] == [told, told]
    for name in (files.SETTINGS, files.VOCABULARY):
        (content / name).write_text("- nothing\n", "utf-8")
        told = loading.load_archive(content).problems
        assert [load_cached(content).problems for _ in range(2)] == [told, told]
    shutil.rmtree(content)
    assert not load_cached(copy_content(tmp_path)).problems


def test_a_check_where_the_site_has_another_address_leaves_the_build_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_index, "make_index", index_stand_in)
    project = copy_project(tmp_path / "project")
    assert in_process.run(project, "build").returncode == 0
    other = {"SITEURL": "https://example.org", "SITE_COMMIT": "0" * 40}
    assert in_process.run(project, "check", **other).returncode == 0
    assert in_process.run(project, "build").stdout.startswith("nothing changed")


def test_twenty_faults_in_as_many_files_are_all_told_at_once(tmp_path: Path) -> None:
    told = []
    for fault in FOLDERS:
        files = [path.relative_to(fault) for path in fault.rglob("*.md") if path.is_file()]
        # Faults of new files alone do not hide one another; two ids that clash with a third would.
        if files and not any((SITE / path).exists() for path in files) and fault.name != "id-clash":
            copy_with_fault(fault, tmp_path)
            told.append((fault / "expected.txt").read_text("utf-8").strip())
    for number in range(len(told), 20):
        path = tmp_path / "content" / "pages" / f"page-{number}.md"
        path.write_text(f'---\ntitle: Page\nsummary: "Une page."\nclef-{number}: 1\n---\n', "utf-8")
        told.append(
            f'content/pages/page-{number}.md:4:1: the data model has no key "clef-{number}"'
        )
    said = problem_report(tmp_path / "content")
    assert [text for text in told if text not in said] == []
    assert len(re.findall(r"^  mend: ", said, re.MULTILINE)) == 20
