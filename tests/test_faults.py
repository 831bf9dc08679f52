"""Each fault that content can have, in the smallest content that has it, and its exact message."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from faulty import FAULTS, lay, report
from miniature import SITE

from suites import checks, loading
from suites.analysis.rows import REFERRERS
from suites.holdings import InMemory
from suites.problems import CODES
from suites.publication import reading

FOLDERS = sorted(path for path in FAULTS.iterdir() if path.is_dir())


def test_the_miniature_archive_has_no_problem() -> None:
    assert report(SITE / "content") == ""


def test_every_code_has_its_fault() -> None:
    assert {path.name for path in FOLDERS} == set(CODES)


@pytest.mark.parametrize("fault", FOLDERS, ids=lambda path: path.name)
def test_a_fault_is_told_with_its_place_and_its_mend(fault: Path, tmp_path: Path) -> None:
    said = report(lay(fault, tmp_path))
    assert said == (fault / "expected.txt").read_text("utf-8")
    # One fault is one problem: what follows from it is not reported as well.
    assert re.findall(r"\[([a-z0-9-]+)\]$", said, re.MULTILINE) == [fault.name]


@pytest.mark.parametrize("fault", FOLDERS, ids=lambda path: path.name)
def test_what_is_wrong_with_ties_is_found_without_opening_those_that_are_well(
    fault: Path, tmp_path: Path
) -> None:
    linked = loading.read_archive(lay(fault, tmp_path)).readable
    if linked is None:
        pytest.skip("nothing can be read")
    assert isinstance(linked.holdings, InMemory)
    names = {id_ for list_, id_ in linked.holdings.lists if list_ == REFERRERS}
    found = (*checks.of_named(linked, names), *checks.of_aliases(linked))
    every = checks.of_some(linked, [record.id for record in linked.archive.records()])
    # How to mend it is proposed from among those that are looked at.
    assert {replace(one, mend="") for one in found} == {replace(one, mend="") for one in every}


@pytest.mark.parametrize("fault", FOLDERS, ids=lambda path: path.name)
def test_a_build_that_reads_each_record_once_meets_the_same_faults(
    fault: Path, tmp_path: Path
) -> None:
    content = lay(fault, tmp_path)
    found = reading.read(content, None, lambda _what, _done, _of: None, tmp_path / "cache")
    is_well = not loading.read_archive(content).problems
    if found is None:
        assert not is_well
        return
    linked, shelf = found
    tied = checks.of_named(linked, shelf.named(REFERRERS))
    assert is_well == (not (tied or checks.of_all(linked) or checks.of_aliases(linked)))


def test_twenty_faults_in_as_many_files_are_all_told_at_once(tmp_path: Path) -> None:
    told = []
    for fault in FOLDERS:
        files = [path.relative_to(fault) for path in fault.rglob("*.md") if path.is_file()]
        # Faults of new files alone do not hide one another; two ids that clash with a third would.
        if files and not any((SITE / path).exists() for path in files) and fault.name != "id-clash":
            lay(fault, tmp_path)
            told.append((fault / "expected.txt").read_text("utf-8").strip())
    for number in range(len(told), 20):
        path = tmp_path / "content" / "pages" / f"page-{number}.md"
        path.write_text(f'---\ntitle: Page\nsummary: "Une page."\nclef-{number}: 1\n---\n', "utf-8")
        told.append(
            f'content/pages/page-{number}.md:4:1: the data model has no key "clef-{number}"'
        )
    said = report(tmp_path / "content")
    assert [text for text in told if text not in said] == []
    assert len(re.findall(r"^  mend: ", said, re.MULTILINE)) == 20
