"""Pages of two sites: which differ in what they say, and nothing that a build stamps on them."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.length import is_proving
from support.miniature import ROOT
from support.planted_changes import CASES, edited, miniature, plain

from suites.analysis.changes.pages import main_text
from suites.build import site_pages
from suites.build.site_pages import UnbuiltError, compare_contents, compare_outputs, counted
from suites.build.staging import MANIFEST
from suites.cli import main

PAGE = """<!doctype html><html><head><title>{commit}</title></head>
<body><nav>{commit}</nav><main id="m"><h1>Un&nbsp;tram</h1>
<p class="{commit}">Il part en <b>{month}</b>. Deux rives&#8239;!</p><script>{commit}</script>
<p><a href="https://gazette.example/{month}">La Gazette</a> <a href="../x/">ici</a></p></main>
<footer>{commit}</footer></body></html>"""


def site(folder: Path, **pages: str) -> Path:
    for name, html in pages.items():
        there = folder / name / "index.html"
        there.parent.mkdir(parents=True, exist_ok=True)
        there.write_text(html, "utf-8")
    return folder


def test_the_text_of_a_page_is_that_of_its_main_part_a_sentence_a_line() -> None:
    assert main_text(PAGE.format(commit="abc", month="mars")) == [
        "Un tram",
        "Il part en mars.",
        "Deux rives !",
        "<https://gazette.example/mars> La Gazette ici",
    ]


def test_what_stands_in_two_spans_is_not_run_together() -> None:
    assert main_text("<main><span>promis</span><span>ouvert</span>, l’<b>an</b>née") == [
        "promis ouvert, l’année"
    ]


def test_a_page_without_a_main_part_is_read_whole() -> None:
    assert main_text("<p>Un<br>deux<style>a{}</style>") == ["Un", "deux"]


def test_pages_that_differ_are_listed_with_a_diff_of_their_text(tmp_path: Path) -> None:
    same = PAGE.format(commit="1", month="mai")
    before = site(tmp_path / "a", gone=same, kept=PAGE.format(commit="1", month="mars"), same=same)
    after = site(
        tmp_path / "b", new=same, kept=PAGE.format(commit="2", month="avril"),
        same=PAGE.format(commit="2", month="mai"),
    )  # fmt: skip
    found = compare_outputs(before, after, tmp_path / "c")
    assert counted(found) == "pages: +1, −1, 1 changed"
    listed = (tmp_path / "c" / site_pages.LIST).read_text("utf-8")
    assert listed == "- gone/index.html\n~ kept/index.html\n+ new/index.html\n"
    assert (tmp_path / "c/kept/index.diff").read_text("utf-8").splitlines() == [
        "--- before",
        "+++ after",
        "@@ -1,4 +1,4 @@",
        " Un tram",
        "-Il part en mars.",
        "+Il part en avril.",
        " Deux rives !",
        "-<https://gazette.example/mars> La Gazette ici",
        "+<https://gazette.example/avril> La Gazette ici",
    ]


def test_two_built_sites_are_compared_by_the_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    built = [site(tmp_path / one, page=f"<main>{one}</main>") for one in "ab"]
    for folder in built:
        (folder / MANIFEST).write_text("{}", "utf-8")
    assert main(["diff", *map(str, built), "--pages", str(tmp_path / "c")]) == 0
    assert capsys.readouterr().out == "pages: 1 changed\n"
    assert (tmp_path / "c/page/index.diff").is_file()


def test_a_site_does_not_differ_from_itself_of_another_commit(tmp_path: Path) -> None:
    sites = [site(tmp_path / one, page=PAGE.format(commit=one, month="mai")) for one in "ab"]
    found = compare_outputs(sites[0], sites[1], tmp_path / "c")
    assert counted(found) == "pages: none differs in what it says"
    assert (tmp_path / "c" / site_pages.LIST).read_bytes() == b""


def test_a_diff_holds_no_sign_that_commands_a_terminal(tmp_path: Path) -> None:
    before = site(tmp_path / "a", page="<main>a</main>")
    after = site(tmp_path / "b", page="<main>\x1b[31m\u202eb</main>")
    compare_outputs(before, after, tmp_path / "c")
    text = (tmp_path / "c/page/index.diff").read_text("utf-8")
    assert "+\\x1b[31m\\u202eb\n" in text


@pytest.mark.prove
@pytest.mark.skipif(not is_proving(), reason="it builds two sites; make prove does")
def test_both_sites_are_built_by_this_program_from_their_contents_alone(tmp_path: Path) -> None:
    (case,) = (one for one in CASES if one["change"] == "a sentence of a body is reworded")
    before, after = plain(miniature().files), plain(edited(miniature().files, case["edits"]))
    found = compare_contents(before, after, ROOT / "pelicanconf.py", tmp_path / "changes")
    assert [(one.path, one.action) for one in found][:1] == [
        ("annonces/tram-ouvert/index.html", "changed")
    ]
    assert "-Le tram est porté par Ana Morel." in found[0].diff
    assert "+Le tram est voulu par Ana Morel." in found[0].diff
    broken = plain({**miniature().files, "themes/lignes.md": b"---\n---\n"})
    with pytest.raises(UnbuiltError, match=r"the site of plain is not built: .* problem"):
        compare_contents(before, broken, ROOT / "pelicanconf.py", tmp_path / "changes")
