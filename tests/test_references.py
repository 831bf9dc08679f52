"""What names something that is not there is told, with what to write or where."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.fault_cases import TODAY
from support.miniature import copy_content

from suites.analysis import loading
from suites.archive.problems import Problem

ANNOUNCEMENT = """---
title: Essai
kind: promise
claim: "Un essai."
actors: [{actor}]
themes: [{theme}]
events:
  - on: "2021"
    stage: announced
    evidence: [{evidence}]
added: "2026-01-02"
---
{body}
"""
SOUND = {
    "actor": "ana-morel",
    "theme": "transports",
    "evidence": "2021-03-02-gazette-tram#ouvrira",
    "body": "Un essai.",
}


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return copy_content(tmp_path)


def told(content: Path, **values: str) -> Problem:
    path = content / "announcements" / "essai.md"
    path.write_text(ANNOUNCEMENT.format(**{**SOUND, **values}), "utf-8")
    (problem,) = loading.load_archive(content, today=TODAY).problems
    return problem


def test_a_thing_that_is_still_to_be_written_has_a_path(content: Path) -> None:
    problem = told(content, actor="zzz")
    assert problem.what == '"zzz" is not the id of an entity'
    assert problem.mend.endswith("write content/entities/zzz.md first")
    problem = told(content, theme="zzz")
    assert problem.mend.endswith("; else write content/themes/zzz.md first")
    assert "content/entities/zzz.md" in told(content, body="Voir [[zzz]].").mend


def test_a_near_id_is_proposed_before_a_new_file(content: Path) -> None:
    mend = told(content, actor="ana-morell").mend
    assert mend == "did you mean ana-morel? Else write content/entities/ana-morell.md first"


def test_a_thing_that_was_renamed_is_told_by_its_new_name(content: Path) -> None:
    path = content / "entities" / "ana-morel.md"
    path.write_text(path.read_text("utf-8").replace("---", "---\naliases: [morel]", 1), "utf-8")
    assert told(content, actor="morel").mend == "it is called ana-morel now"


def test_evidence_in_an_article_that_was_deleted_says_that_it_is_gone(content: Path) -> None:
    problem = told(content, evidence="2021-09-09-zzz#mot")
    expected = 'no article has the id "2021-09-09-zzz" (any more): its annotation mot is gone'
    assert problem.what == expected
    assert problem.mend.endswith("give other evidence, or write the article again")


def test_evidence_in_an_article_that_was_renamed_is_told_by_its_new_name(content: Path) -> None:
    path = content / "articles" / "2021" / "2021-03-02-gazette-tram.md"
    path.write_text(path.read_text("utf-8").replace("---", "---\naliases: [avant]", 1), "utf-8")
    problem = told(content, evidence="avant#ouvrira")
    assert problem.what == 'the article "avant" has another id now'
    assert problem.mend == "write 2021-03-02-gazette-tram#ouvrira"


def test_an_annotation_that_is_still_to_be_written_has_a_path(content: Path) -> None:
    problem = told(
        content, evidence="2021-03-02-gazette-tram#zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz"
    )
    assert problem.what.startswith("no article has the annotation")
    assert "content/articles/2021/2021-03-02-gazette-tram.md first" in problem.mend
