"""Pages that a browser saved with their folder: one article, whatever lies in the folder."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.generated_pages import page

from suites.capture.batch import Options, RunSummary, WriteOutcome, list_files, run
from suites.cli.convert import _captures as captures_of_command

FRAME = page(7).replace("Annonce 7", "Offre")
FOLDERS = [
    ("page.html", "page_files"),
    ("page.htm", "page_fichiers"),
    ("Der Preis.html", "Der Preis-Dateien"),
    ("El precio.html", "El precio_archivos"),
    ("Priset.html", "Priset-filer"),
    ("page.xhtml", "page.files"),
    ("page.html", "page.html_files"),
    ("Page.HTML", "Page_bestanden"),
]


def save(top: Path, name: str, folder: str) -> None:
    top.mkdir(exist_ok=True, parents=True)
    (top / name).write_text(page(1).replace("</main>", f'</main><img src="{folder}/a.png">'))
    lay(top / folder)


def lay(folder: Path) -> None:
    (folder / "deeper").mkdir(parents=True)
    for name in ("saved_resource.html", "saved_resource(1).html", "frame.htm", "deeper/ad.html"):
        (folder / name).write_text(FRAME + f"<!-- {name} -->")
    (folder / "style.css").write_text("a {}")
    (folder / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(99))


def converted(paths: list[Path], tmp_path: Path) -> tuple[list[str], RunSummary]:
    found: list[str] = []

    def write(capture: object, *_: object) -> WriteOutcome:
        found.append(Path(capture.file).name)  # type: ignore[attr-defined]
        return WriteOutcome("written")

    options = Options(processes=0, cache=tmp_path / "cache", quiet=True)
    return found, run(captures_of_command(paths), write, options)


@pytest.mark.parametrize(("name", "folder"), FOLDERS)
def test_a_page_with_its_folder_is_one_article(name: str, folder: str, tmp_path: Path) -> None:
    top = tmp_path / "saved"
    save(top, name, folder)
    (top / "other.html").write_text(page(2))
    for paths in ([top], [top / "other.html", top / folder, top / name], sorted(top.iterdir())):
        found, summary = converted(paths, tmp_path)
        assert sorted(found) == sorted([name, "other.html"])
        assert summary.failed == 0
    assert converted([top / name], tmp_path)[0] == [name]


def test_a_folder_without_its_page_is_told(tmp_path: Path) -> None:
    top = tmp_path / "saved"
    save(top, "a.html", "a_files")
    lay(top / "b_fichiers")
    found, summary = converted([top], tmp_path)
    assert found == ["a.html"]
    assert [(failure.source, failure.code) for failure in summary.failures] == [
        (str(top / "b_fichiers"), "page-elsewhere")
    ]
    for alone in (top / "b_fichiers", top / "a_files"):
        found, summary = converted([alone], tmp_path)
        assert (found, summary.failures[0].code) == ([], "page-elsewhere")
    assert converted([top / "b_fichiers/frame.htm"], tmp_path)[0] == ["frame.htm"]


def test_a_folder_that_is_only_named_so_is_read(tmp_path: Path) -> None:
    top = tmp_path / "presse_fichiers"
    top.mkdir()
    (top / "a.html").write_text(page(1))
    (tmp_path / "saved-files").mkdir()
    (tmp_path / "saved-files/b.html").write_text(page(2))
    assert [path.name for path in list_files([top, tmp_path / "saved-files"])] == [
        "a.html",
        "b.html",
    ]
