"""Mends that lead where the author meant to go: each slip, and the whole of what is said of it."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from support.commands import replace_once
from support.fault_cases import FAULTS, copy_with_fault, problem_report
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
    command = ["make", "--no-print-directory", "test-content"]
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
            TRAM, "articles/2021/2021-03-02-dépêche tram.md",
            '"2021-03-02-dépêche tram" cannot be an id [id-wrong]',
            f"rename it 2021-03-02-depeche-tram.md: {ID_RULE}",
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


def said_of(content: Path) -> list[str]:
    """What is said of a content, without the paths of its files."""
    return [line.strip().removeprefix("content/") for line in problem_report(content).splitlines()]


SETTINGS, VOCABULARY = "archive.yaml", "vocabulary.yaml"
CONTACT = 'contact: "archive@port-brume.example"'
ECHO = "2022-11-20-echo-tram"
NO_DATE = "it is not an EDTF date; write 2023, 2023-09, 2023-09-19 or 2023-09-19T13:00+02:00"
FREE = "announcements/tram-gratuit.md"


def with_theme(theme: str) -> tuple[str, str, str]:
    return SETTINGS, CONTACT, f"{CONTACT}\ntheme:\n  {theme}"


COLOUR = 'a colour is # and six signs among 0-9 and a-f: "#0b5d7a"'


@pytest.mark.parametrize(
    ("edit", "told", "mend"),
    [
        (
            with_theme("logo: {file: logo.jpg}"),
            'archive.yaml:20:16: "logo.jpg" cannot be the value of file [value-wrong]',
            "write the path of an SVG or a PNG below content/theme/, such as logo.svg",
        ),
        (
            with_theme("logo: {file: content/theme/logo.svg}"),
            "archive.yaml:20:16: there is no file content/theme/content/theme/logo.svg "
            "[theme-file-missing]",
            "write file: logo.svg, the path below theme/; else lay it there, not as a link, or "
            "mend file:",
        ),
        (
            with_theme("accent: teal"),
            'archive.yaml:20:11: "teal" cannot be the value of accent [value-wrong]', COLOUR,
        ),
        (
            with_theme('accent: "#07d"'),
            'archive.yaml:20:11: "#07d" cannot be the value of accent [value-wrong]',
            'write "#0077dd"',
        ),
        (
            (SETTINGS, "doi: 10", "doi: https://doi.org/10"),
            'archive.yaml:19:6: "https://doi.org/10.5072/tram.2022" cannot be the value of doi '
            "[value-wrong]",
            "a DOI begins with 10. and has no address before it: 10.5281/zenodo.1234567",
        ),
        (
            (SETTINGS, "language: fr", "language: français"),
            'archive.yaml:5:11: "français" cannot be the value of language [value-wrong]',
            "write one of: de, en, fr",
        ),
        (
            (SETTINGS, "language: fr", "language: FR"),
            'archive.yaml:5:11: "FR" cannot be the value of language [value-wrong]',
            "did you mean fr? Else write one of: de, en, fr",
        ),
        (
            (SETTINGS, "language: fr", "language: en-GB"),
            'archive.yaml:5:11: an archive cannot be in "en-GB" yet [language-missing]',
            'did you mean en? Else write one of: de, en, fr; "en-GB" is not complete: no folder '
            "plugins/suites/archive/languages/en-GB/",
        ),
        (
            (FREE, "Le tram serait", "[[nous-ecrire]] serait"),
            f'{FREE}:27:1: nothing has the id "nous-ecrire" [link-unresolved]',
            "write it first: content/pages/nous-ecrire.md, content/entities/nous-ecrire.md or its "
            "like",
        ),
        (
            (FREE, "Le tram serait", "[elle](../entities/ana-morel.md)"),
            f'{FREE}:27:1: "../entities/ana-morel.md" cannot be a link: it is not http or https '
            "[address-unsafe]",
            "write [[ana-morel]] for a page of the archive; for another one, copy the page's "
            "address as it was seen, beginning with https://",
        ),
        (
            (TRAM, "0" * 64, '"…"'),
            f'{TRAM}:12:13: "…" cannot be the value of sha256 [value-wrong]',
            "write 64 signs among 0-9 and a-f, as sha256sum prints them",
        ),
        (
            (FREE, "[2022-11-20-echo-tram#free]", "2022-11-20-echo-tram"),
            f'{FREE}:13:15: "2022-11-20-echo-tram" cannot be the value of evidence [value-wrong]',
            f"use one of: {ECHO}#free, {ECHO}#late, {ECHO}#seven",
        ),
        (
            (FREE, "[2022-11-20-echo-tram#free]", "[2022-11-20-echo-tram]"),
            f'{FREE}:13:16: "2022-11-20-echo-tram" cannot be the value of evidence [id-wrong]',
            f"use one of: {ECHO}#free, {ECHO}#late, {ECHO}#seven",
        ),
        (
            (FREE, "[2022-11-20-echo-tram#free]", "2022-echo"),
            f'{FREE}:13:15: "2022-echo" cannot be the value of evidence [value-wrong]',
            'evidence is a list: write evidence: ["2022-echo#annotation-id"]',
        ),
        (
            (VOCABULARY, "{fr: prix}", "prix"),
            'vocabulary.yaml:8:17: "prix" cannot be the value of label [value-wrong]',
            "write label: {fr: prix}, with the language of the archive for fr",
        ),
        (
            (FREE, "title: Le tram gratuit", 'title: "Le tram "gratuit"."'),
            f'{FREE}:2:18: the YAML cannot be read: text follows the " that closes the value '
            "[yaml-unreadable]",
            "write the marks inside the value as its language does, such as « » or “ ”, or each "
            'as \\"',
        ),
        (
            (FREE, "[transports]", "[Transports]"),
            f'{FREE}:7:10: "Transports" cannot be the value of themes [id-wrong]',
            "did you mean transports?",
        ),
        (
            (FREE, "[transports]", '["Lignes à venir"]'),
            f'{FREE}:7:10: "Lignes à venir" cannot be the value of themes [id-wrong]',
            "did you mean lignes?",
        ),
        (
            (FREE, "[ana-morel]", "[Ana Morel]"),
            f'{FREE}:5:10: "Ana Morel" cannot be the value of actors [id-wrong]',
            "did you mean ana-morel?",
        ),
        (
            (FREE, "[ana-morel]", "[Anna Morell]"),
            f'{FREE}:5:10: "Anna Morell" cannot be the value of actors [id-wrong]',
            "did you mean ana-morel?",
        ),
        (
            (FREE, "[ana-morel]", "[Jeanne Roc]"),
            f'{FREE}:5:10: "Jeanne Roc" cannot be the value of actors [id-wrong]',
            f"{ID_RULE}, such as jeanne-roc",
        ),
        (
            (FREE, '"2022-12-30"', '"30/12/2022"'),
            f'{FREE}:14:9: "30/12/2022": {NO_DATE} [date-wrong]',
            'write "2022-12-30"',
        ),
        (
            (FREE, '"2022-12-30"', '"2022-12-3"'),
            f'{FREE}:14:9: "2022-12-3": {NO_DATE} [date-wrong]', 'write "2022-12-03"',
        ),
        (
            (FREE, '"2022-12-30"', "03.04.2023"),
            f'{FREE}:14:9: "03.04.2023": {NO_DATE} [date-wrong]',
            'write "2023-04-03" or "2023-03-04"',
        ),
    ],
)  # fmt: skip
def test_a_slip_is_told_with_the_mend_that_was_meant(
    tmp_path: Path, edit: tuple[str, str, str], told: str, mend: str
) -> None:
    content = copy_content(tmp_path)
    path, *changed = edit
    replace_once(content / path, *changed)
    assert said_of(content) == [told, f"mend: {mend}"]


def test_quotations_that_are_too_long_beside_the_article_are_to_be_shortened(
    tmp_path: Path,
) -> None:
    content = copy_with_fault(FAULTS / "capture-share", tmp_path)
    replace_once(content / SETTINGS, "account_share: 50", "account_share: 100")
    replace_once(content / SETTINGS, "quotation_share: 20", "quotation_share: 1")
    assert said_of(content) == [
        f"{TRAM}:56:1: the quotations have 9 words, more than 1 % of the 72 words of the article "
        "[capture-share]",
        "mend: shorten the quotations, or say more in our own words",
    ]
