"""Mends that lead where the author meant to go: each slip, and the whole of what is said of it."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from support.fault_cases import problem_report
from support.miniature import ROOT, copy_content

from suites.archive import problems
from suites.archive.problems import Problem

TRAM = "articles/2021/2021-03-02-gazette-tram.md"
NO_PLACE = (
    "a thing is a plain Markdown file: articles/YYYY/<id>.md or articles/undated/<id>.md, else "
    "announcements/, entities/, themes/ or pages/<id>.md"
)
ID_RULE = "an id has 1 to 80 signs among a-z, 0-9 and -"


def test_the_tests_of_a_content_with_a_problem_stop_after_the_check(tmp_path: Path) -> None:
    shutil.copy(ROOT / "Makefile", tmp_path)
    shutil.copytree(ROOT / "tools", tmp_path / "tools")
    for folder in (".venv/bin", "requirements", "content", "examples/one/content"):
        (tmp_path / folder).mkdir(parents=True)
    for name in ("pyproject.toml", "requirements/dev.lock", ".venv/.dev"):
        (tmp_path / name).touch()
    for name, status in (("suites", '[ "$3" = content ]'), ("pytest", "true")):
        path = tmp_path / ".venv/bin" / name
        path.write_text(f'#!/bin/sh\necho {name} "$@"\n{status}\n')
        path.chmod(0o755)
    command = ["make", "test-content"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stdout.splitlines() == [
        "suites check --content content",
        "suites check --content examples/one/content",
    ]


@pytest.mark.parametrize(
    ("path", "name", "what", "mend"),
    [
        (
            TRAM, "articles/2021/2021-03-02 Gazette Trâm.md",
            '"2021-03-02 Gazette Trâm" cannot be an id [id-wrong]',
            f"rename it 2021-03-02-gazette-tram.md: {ID_RULE}",
        ),
        (
            # The one in its name is not the whole id that the others know.
            TRAM, "articles/2021/2021-03-02-Gazette.md",
            '"2021-03-02-Gazette" cannot be an id [id-wrong]',
            f"rename it 2021-03-02-gazette.md: {ID_RULE}",
        ),
        (
            TRAM, "articles/2021-03-02-gazette-tram.md",
            'no thing of the archive lies at "content/articles/2021-03-02-gazette-tram.md" '
            "[file-misplaced]",
            f"move it to content/{TRAM}",
        ),
        (
            TRAM, "articles/2021/2021-03-02-gazette-tram.txt",
            'no thing of the archive lies at "content/articles/2021/2021-03-02-gazette-tram.txt" '
            "[file-misplaced]",
            f"move it to content/{TRAM}",
        ),
        (
            "announcements/tram-ouvert.md", "announcements/Tram ouvert.md",
            '"Tram ouvert" cannot be an id [id-wrong]', f"rename it tram-ouvert.md: {ID_RULE}",
        ),
        (
            "entities/ana-morel.md", "Entities/ana-morel.md",
            'no thing of the archive lies at "content/Entities/ana-morel.md" [file-misplaced]',
            "move it to content/entities/ana-morel.md",
        ),
        (
            "entities/ana-morel.md", "people/ana-morel.md",
            'no thing of the archive lies at "content/people/ana-morel.md" [file-misplaced]',
            NO_PLACE,
        ),
    ],
)  # fmt: skip
def test_a_file_with_a_wrong_name_or_place_is_one_problem_with_the_right_one(
    tmp_path: Path, path: str, name: str, what: str, mend: str
) -> None:
    content = copy_content(tmp_path)
    (content / name).parent.mkdir(exist_ok=True)
    (content / path).rename(content / name)
    assert problem_report(content) == f"content/{name}:1:1: {what}\n  mend: {mend}\n"


@pytest.mark.parametrize(
    ("name", "mend"),
    [
        ("articles/affiche.md", "move it to content/articles/YYYY/affiche.md, YYYY the year of "
         "publication, or to articles/undated/"),
        ("templates/partials/footer.html", "templates/ lies beside content/: move it to "
         "templates/partials/footer.html"),
        ("photo.svg", "move it to content/theme/photo.svg, and name it under theme: in "
         "archive.yaml; see docs/theming.md"),
        ("pages/.brouillons/essai.md", NO_PLACE),
        ("themes/頭條.txt", NO_PLACE),
    ],
)  # fmt: skip
def test_a_file_out_of_place_is_sent_where_it_may_be_meant(
    tmp_path: Path, name: str, mend: str
) -> None:
    path = copy_content(tmp_path) / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("Un essai.\n", "utf-8")
    what = f'no thing of the archive lies at "content/{name}" [file-misplaced]'
    assert problem_report(path.parents[len(Path(name).parts) - 1]) == (
        f"content/{name}:1:1: {what}\n  mend: {mend}\n"
    )


def test_a_name_whose_right_form_is_taken_says_by_what(tmp_path: Path) -> None:
    content = copy_content(tmp_path)
    (content / "themes/Tram.md").write_text("---\n---\n", "utf-8")
    (content / "themes/Trâm.md").write_text("---\n---\n", "utf-8")
    told = problem_report(content).splitlines()
    assert told == [
        'content/themes/Tram.md:1:1: the id "Tram" is already that of content/entities/tram.md '
        "[id-clash-case]",
        "  mend: ids are unique across all kinds, whatever their capitals: rename the newer file",
        'content/themes/Trâm.md:1:1: "Trâm" cannot be an id [id-wrong]',
        "  mend: name the file with 1 to 80 signs among a-z, 0-9 and -; tram is the id of "
        "content/entities/tram.md",
    ]


def test_other_mistakes_than_that_of_a_name_are_told_after_it(tmp_path: Path) -> None:
    content = copy_content(tmp_path)
    (content / TRAM).rename(content / "articles/2021/2021-03-02-Gazette-tram.md")
    path = content / "announcements/abonnement-annuel.md"
    path.write_text(path.read_text("utf-8") + "\nVoir [[nulle-part]].\n", "utf-8")
    told = [line for line in problem_report(content).splitlines() if not line.startswith("  ")]
    assert [line.rpartition(" ")[2] for line in told] == ["[id-wrong]", "[link-unresolved]"]
    assert "articles/" in told[0]


def test_a_wrong_id_in_a_file_is_no_problem_of_a_name() -> None:
    inside = Problem("content/a.md", 3, 2, "id-wrong", "", "")
    named = Problem.of_file("content/b.md", "id-wrong", "", "")
    assert problems.in_order([inside, named, inside]) == [named, inside]
