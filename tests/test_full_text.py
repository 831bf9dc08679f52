"""The private copy shows the articles, says so on every page, and never becomes the public site."""

from __future__ import annotations

import gzip
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import in_process
from support.compiled_templates import write_compiled_templates
from support.projects import copy_project

from suites import build
from suites.analysis import loading
from suites.capture import captures_folder
from suites.site.views.full_text import MARK, marked

ROOT = Path(__file__).parents[1]
ARTICLE = "2021-03-02-gazette-tram"
SOURCE = f"content/articles/2021/{ARTICLE}.md"
PAGE = f"articles/{ARTICLE}/index.html"
SECRET = "Cette phrase ne se tient que dans la copie du lecteur."
TEXT = f"""La maire : “le tram ouvrira l’an prochain”. Comptez *deux euros le trajet*.

# Longueur

Il faut dire que {SECRET[:1].lower()}{SECRET[1:]} {SECRET}

<script>alert(1)</script> ![image](https://a.example/x.png) [lien](javascript:x) [[tram]]
"""
DIGEST = "0" * 64


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The miniature archive, with the real settings and theme, and the full text of one article."""
    for name in ("SITEURL", "SUITES_TODAY", "FULL_TEXT"):
        monkeypatch.delenv(name, raising=False)
    copy_project(tmp_path)
    write_compiled_templates(tmp_path.resolve() / "theme", tmp_path / ".cache/local")
    lay(tmp_path, TEXT)
    return tmp_path


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of which a private copy was made; its tests leave it as it is."""
    project = copy_project(tmp_path_factory.mktemp("private"))
    write_compiled_templates(project.resolve() / "theme", project / ".cache/local")
    lay(project, TEXT)
    done = in_process.run(project, "build", FULL_TEXT="1")
    assert done.returncode == 0, done.stderr
    return project


def lay(project: Path, text: str, digest: str = DIGEST) -> None:
    path = project / "captures" / f"{ARTICLE}.md"
    path.parent.mkdir(exist_ok=True)
    path.write_text(f'---\nheadline: null\nsha256: "{digest}"\n---\n{text}', "utf-8")


def ran(project: Path, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", *command],
        cwd=project,
        env={**os.environ, "PYTHONPATH": str(ROOT / "plugins"), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def private(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FULL_TEXT", "1")
    build.build(project / "pelicanconf.py")
    return project / "output-local"


def holding(folder: Path, words: str) -> list[str]:
    """The files under a folder that hold some words; those of the search are unpacked."""
    return [
        path.relative_to(folder).as_posix()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and words.encode() in unpacked(path.read_bytes())
    ]


def unpacked(raw: bytes) -> bytes:
    return gzip.decompress(raw) if raw.startswith(b"\x1f\x8b") else raw


def test_the_page_of_an_article_shows_its_text_with_its_annotations(copy: Path) -> None:
    page = (copy / "output-local" / PAGE).read_text("utf-8")
    text, account = page.split(">Notre récit</h2>")
    assert SECRET in text
    assert ' id="s_full_text"' in text
    ids = [annotation.id for annotation in articles(copy)[ARTICLE].annotations]
    assert len(ids) > 3
    for id_ in ids:
        assert page.count(f' id="{id_}"') == 1
        assert page.count(f' id="note-{id_}"') == 1
    # The words of the source are marked where they stand in it; ours stay with our account.
    assert ' id="prix-du-trajet"' in text
    assert [id_ for id_ in ids if f' id="{id_}"' in account]
    assert "<script>alert" not in page
    assert 'href="javascript:' not in page
    assert "x.png" not in page
    assert page.count("<h1") == 1


def test_no_file_but_the_page_and_its_search_holds_the_text_of_an_article(copy: Path) -> None:
    output = copy / "output-local"
    assert list(output.rglob("*.bib"))
    assert list(output.rglob("annotations.jsonld"))
    found = holding(output, SECRET)
    assert [name for name in found if not name.startswith("pagefind/")] == [PAGE]


def articles(project: Path) -> dict[str, object]:
    linked = loading.load_archive(project / "content").linked
    assert linked
    return dict(linked.archive.articles)


def test_every_page_of_a_private_copy_says_that_it_is_one(copy: Path) -> None:
    output = copy / "output-local"
    found = [path for path in output.rglob("*.html") if "pagefind" not in path.parts]
    assert len(found) > 20
    for path in found:
        page = path.read_text("utf-8")
        assert page.count(MARK) == 1, path
        assert page.count('<aside class="private-copy"') == 1, path
    assert (output / "robots.txt").read_text("utf-8") == "User-agent: *\nDisallow: /\n"
    assert (output / "PRIVATE-COPY.txt").is_file()
    assert not (output / "sitemap.xml").exists()


def test_the_public_site_never_holds_what_stands_only_in_captures(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = private(project, monkeypatch)
    found = holding(output, SECRET)
    assert PAGE in found
    assert any(name.startswith("pagefind/texts/") for name in found)
    monkeypatch.delenv("FULL_TEXT")
    build.build(project / "pelicanconf.py")
    public = project / "output"
    assert holding(public, SECRET) == []
    assert holding(public, MARK) == []
    assert not (public / "PRIVATE-COPY.txt").exists()
    assert holding(public / "pagefind", "ouvrira")  # the search is looked into


def test_the_two_builds_share_neither_cache_nor_output(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build.build(project / "pelicanconf.py")
    before = {path: path.stat().st_mtime_ns for path in (project / "output").rglob("*")}
    private(project, monkeypatch)
    assert build.build(project / "pelicanconf.py").startswith("nothing changed")
    monkeypatch.delenv("FULL_TEXT")
    assert build.build(project / "pelicanconf.py").startswith("nothing changed")
    assert {path: path.stat().st_mtime_ns for path in (project / "output").rglob("*")} == before
    public = [path for path in (project / ".cache").iterdir() if path.is_file()]
    assert [path.name for path in public if SECRET.encode() in path.read_bytes()] == []
    assert holding(project / ".cache" / "local", SECRET)


def test_a_text_that_changed_is_shown_anew(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    output = private(project, monkeypatch)
    lay(project, TEXT + "\nEt ceci de plus.\n")
    build.build(project / "pelicanconf.py")
    assert "Et ceci de plus." in (output / PAGE).read_text("utf-8")


def test_the_text_of_another_capture_is_not_shown(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay(project, TEXT, "1" * 64)
    output = private(project, monkeypatch)
    assert holding(output, SECRET) == []


@pytest.mark.parametrize(
    ("command", "environment", "said"),
    [
        (
            ("suites", "build", "--settings", "publishconf.py"),
            {},
            "a private copy is not published",
        ),
        (("suites", "build"), {}, "a private copy has no public address"),
        (
            ("pelican", "content", "-s", "pelicanconf.py"),
            {},
            "a private copy has no public address",
        ),
        (("pelican", "content", "-s", "publishconf.py"), {}, "a private copy is not published"),
        (("suites", "build", "--output", "output"), {"SITEURL": ""}, "into no other folder"),
        (("pelican", "content", "-s", "pelicanconf.py", "-o", "www"), {"SITEURL": ""}, "no other"),
    ],
)
def test_a_private_copy_is_not_published(
    project: Path, command: tuple[str, ...], environment: dict[str, str], said: str
) -> None:
    asked = {"SITEURL": "https://example.org", "FULL_TEXT": "1", **environment}
    done = ran(project, *command, **asked)
    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    for folder in ("output", "output-local", "www"):
        assert not (project / folder).exists() or holding(project / folder, SECRET) == []


def test_a_site_that_holds_pages_of_a_private_copy_is_not_published(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    local = private(project, monkeypatch)
    asked = ("suites", "build", "--settings", "publishconf.py")
    public = {"SITEURL": "https://example.org", "FULL_TEXT": ""}
    assert ran(project, *asked, **public).returncode == 0
    shutil.copy(local / PAGE, project / "output" / "copie.html")
    done = ran(project, *asked, **public)  # nothing changed, and yet
    assert done.returncode == 1
    assert "copie.html before publishing" in done.stderr
    shutil.rmtree(project / "output")
    shutil.copytree(local, project / "output")
    done = ran(project, *asked, **public)
    assert done.returncode == 1
    assert "holds a private copy: delete it" in done.stderr


def test_the_public_site_is_not_written_into_the_folder_of_private_copies(project: Path) -> None:
    done = in_process.run(project, "build", "--output", "output-local", FULL_TEXT="0")
    assert done.returncode == 1
    assert "the public site is written into no folder named output-local" in done.stderr


def test_git_ignores_captures_and_private_copies() -> None:
    ignored = (ROOT / ".gitignore").read_text("utf-8").split()
    assert {"/captures/", "/output-local/", "/.cache/"} <= set(ignored)


def test_a_private_copy_shows_drafts_too_and_no_other_mistake(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = project / SOURCE
    text = article.read_text("utf-8")
    article.write_text(text.replace("title: La mairie promet un tram", 'title: "…"'), "utf-8")
    with pytest.raises(SystemExit, match=r"\[draft\]"):
        build.build(project / "pelicanconf.py")
    output = private(project, monkeypatch)
    assert ">Le tram ouvrira en 2022</h1>" in (output / PAGE).read_text("utf-8")
    article.write_text(text.replace("title: La mairie", "titre: La mairie"), "utf-8")
    with pytest.raises(SystemExit, match=r"\[key-unknown\]"):
        build.build(project / "pelicanconf.py")


def test_a_page_that_cannot_be_marked_is_an_error() -> None:
    with pytest.raises(ValueError, match="cannot be marked"):
        marked("<p>nu</p>", "")


def test_links_among_the_full_texts_are_not_followed(project: Path, tmp_path: Path) -> None:
    path = project / "captures" / f"{ARTICLE}.md"
    path.rename(tmp_path / "elsewhere.md")
    path.symlink_to(tmp_path / "elsewhere.md")
    linked = loading.load_archive(project / "content").linked
    assert linked
    assert captures_folder.load_full_texts(project / "captures", linked.archive.articles) == {}


@given(st.text())
def test_whatever_lies_in_captures_is_a_text_or_nothing(text: str) -> None:
    assert captures_folder.read_full_text("a.md", text) == (None, "") or text.startswith("---")
    found = captures_folder.read_full_text("a.md", f'---\nsha256: "0a"\n---\n{text}')
    assert found == ("0a", text)
