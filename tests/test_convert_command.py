"""From a capture to a draft article, by the command, in a project of its own."""

from __future__ import annotations

import ast
import gzip
import hashlib
import shutil
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from support.miniature import SITE

from suites.archive.languages.catalogue import read_catalogue
from suites.capture import formats
from suites.cli import main
from suites.system import atomic_write

ROOT = Path(__file__).parents[1]
ID = "2022-05-03-gazette-du-port-tram-attendra-encore"
RECORD, TEXT = f"content/articles/2022/{ID}.md", f"captures/{ID}.md"
FIRST = (
    "La maire, Ana Morel, a reconnu lundi devant le conseil que le tram de Port-Brume n’ouvrirait "
    "pas avant l’an prochain, faute de rames et de conducteurs formés pour la ligne."
)
PARAGRAPHS = (
    FIRST,
    "« Nous avions promis un tram gratuit pour tous les habitants, et nous le ferons », a-t-elle "
    "dit aux élus, sans donner de date ni de budget, alors que les travaux du dépôt commencent.",
    "Selon l’agence Brume, les premiers essais auraient lieu en décembre, entre le port et la gare."
    " Les commerçants du quai, eux, demandent une indemnité pour chaque mois de retard.",
    "L’Écho de la Baie rappelle que le chantier devait finir en mars dernier, et que son coût a "
    "doublé depuis la première annonce, ce que la mairie explique par le prix de l’acier.",
)
PAGE = f"""<!doctype html><html lang="fr"><head><meta charset="utf-8">
<title>Le tram attendra encore un an – Gazette du Port</title>
<link rel="canonical" href="https://gazette.example/2022/05/le-tram-attendra">
<meta property="og:title" content="Le tram attendra encore un an">
<meta property="og:site_name" content="Gazette du Port"><meta name="author" content="Awa Renard">
<meta property="article:published_time" content="2022-05-03T08:30:00+02:00"></head><body>
<nav><a href="/">Accueil</a> <a href="/sport">Sport</a> <a href="/meteo">Météo</a></nav>
<article><h1>Le tram attendra encore un an</h1><p>Par Awa Renard</p>
{"".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)}</article>
<footer>Mentions légales. Abonnez-vous à notre lettre du soir.</footer></body></html>
"""
DUMP = """Accueil
Sport
Météo

Le tram attendra encore un an

Par Awa Renard, publié le 3 mai 2022 à 8h30

{}

Mentions légales
""".format("\n\n".join(PARAGRAPHS))


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The miniature archive with the real theme, and a page to convert."""
    monkeypatch.setenv("SUITES_TODAY", "2026-11-23")
    monkeypatch.delenv("FULL_TEXT", raising=False)
    monkeypatch.chdir(tmp_path)
    shutil.copytree(SITE / "content", tmp_path / "content")
    shutil.copytree(ROOT / "theme", tmp_path / "theme")
    (tmp_path / "page.html").write_text(PAGE, "utf-8")
    return tmp_path


def convert(*arguments: str) -> int:
    return main(["convert", "--processes", "0", *arguments])


def written(project: Path) -> dict[str, bytes]:
    """All that lies in the project, but the cache and what was there from the first."""
    return {
        path.relative_to(project).as_posix(): path.read_bytes()
        for path in sorted(project.rglob("*"))
        if path.is_file() and path.relative_to(project).parts[0] in ("content", "captures")
        if not (SITE / path.relative_to(project)).exists()
    }


def warc(*pages: str) -> bytes:
    """A web archive of these pages, each at an address of its own."""
    members = []
    for number, page in enumerate(pages):
        block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page.encode()
        head = (
            "WARC/1.1\r\nWARC-Type: response\r\n"
            f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{number:012}>\r\n"
            f"WARC-Date: 2022-05-04T00:00:00Z\r\nWARC-Target-URI: https://gazette.example/{number}"
            f"\r\nContent-Type: application/http;msgtype=response\r\nContent-Length: {len(block)}"
        )
        members.append(gzip.compress(head.encode() + b"\r\n\r\n" + block + b"\r\n\r\n", mtime=0))
    return b"".join(members)


def test_a_page_becomes_a_draft_its_full_text_and_a_capture(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert convert("page.html") == 0
    assert set(written(project)) == {RECORD, TEXT, f"captures/{ID}.html"}
    record = (project / RECORD).read_text("utf-8")
    assert 'headline: "Le tram attendra encore un an"' in record
    assert "outlet: gazette-du-port" in record
    assert 'published: "2022-05-03T08:30+02:00"' in record
    text = (project / TEXT).read_text("utf-8")
    assert [paragraph in text for paragraph in PARAGRAPHS] == [True] * 4
    assert "Accueil" not in text
    assert "Mentions" not in text
    digest = hashlib.sha256(PAGE.encode()).hexdigest()
    assert digest in text
    assert digest in record
    assert capsys.readouterr().out == "1 page converted, 1 written\n"


@pytest.mark.parametrize("form", ["html", "text", "gzip", "warc"])
def test_the_archive_then_has_one_problem_and_verify_proves_each_quotation(
    project: Path, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    raw = {
        "html": PAGE.encode(),
        "text": DUMP.encode(),
        "gzip": gzip.compress(PAGE.encode(), mtime=0),
        "warc": warc(PAGE),
    }[form]
    (project / "capture").write_bytes(raw)
    assert convert("capture") == 0
    assert main(["check"]) == 1
    said = capsys.readouterr().out
    assert "[draft]\n" in said
    assert "1 problem in 1 of" in said
    (id_,) = (Path(name).stem for name in written(project) if name.startswith("content/"))
    assert main(["verify", id_]) == 0
    assert capsys.readouterr().out == "4 of 4 quotations proven, 0 without a capture\n"


def test_what_was_converted_is_said_and_left_as_it_is(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    convert("page.html")
    path = project / RECORD
    path.write_text(path.read_text("utf-8").replace("kind: news", "kind: analysis"), "utf-8")
    before = written(project)
    assert convert("page.html") == 0
    assert f"already in the archive: it is the capture of {ID}" in capsys.readouterr().err
    assert written(project) == before
    assert convert("--force", "page.html") == 0
    assert b"kind: news" in (project / RECORD).read_bytes()


def test_an_article_that_was_finished_is_never_overwritten(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    convert("page.html")
    path = project / RECORD
    path.write_text(path.read_text("utf-8").replace("…", "C’est écrit."), "utf-8")
    before = path.read_bytes()
    (project / TEXT).write_text("mended by hand", "utf-8")
    assert convert("page.html") == 0
    assert (project / TEXT).read_text("utf-8") == "mended by hand"
    assert convert("--force", "page.html") == 0
    assert FIRST in (project / TEXT).read_text("utf-8")
    assert path.read_bytes() == before
    assert "is left as it is" in capsys.readouterr().err


def test_an_article_that_has_no_full_text_gets_one(project: Path) -> None:
    convert("page.html")
    (project / TEXT).unlink()
    assert convert("page.html") == 0
    assert FIRST in (project / TEXT).read_text("utf-8")


def test_an_id_that_is_taken_is_said(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    convert("page.html")
    (project / "page.html").write_text(PAGE.replace("du soir", "du matin"), "utf-8")
    before = written(project)
    assert convert("page.html") == 1
    assert f'the id "{ID}" is taken by a draft' in capsys.readouterr().err
    assert convert("--id", "tram", "--force", "page.html") == 1
    assert 'the id "tram" is taken, and what has it is left' in capsys.readouterr().err
    assert written(project) == before
    assert convert("--id", "autre-tram", "page.html") == 0
    assert "content/articles/2022/autre-tram.md" in written(project)
    (project / "page.html").write_text(PAGE.replace("du soir", "de midi"), "utf-8")
    assert convert("--force", "page.html") == 0
    assert hashlib.sha256((project / "page.html").read_bytes()).hexdigest() in (
        (project / RECORD).read_text("utf-8")
    )


def test_a_draft_whose_year_changed_moves(project: Path) -> None:
    convert("--id", "un-tram", "page.html")
    path = project / "content/articles/2022/un-tram.md"
    record = path.read_text("utf-8").replace('"2022-05-03T08:30+02:00"', '"2021-05-03"')
    path.unlink()
    (project / "content/articles/2021/un-tram.md").write_text(record, "utf-8")
    assert convert("--force", "page.html") == 0
    assert path.exists()
    assert not (project / "content/articles/2021/un-tram.md").exists()


def test_stdout_prints_the_text_and_writes_nothing(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = set(project.rglob("*"))
    assert convert("--stdout", "page.html") == 0
    said = capsys.readouterr().out
    assert said.startswith('---\nheadline: "Le tram attendra encore un an"\n')
    assert FIRST in said
    assert set(project.rglob("*")) == before


def test_a_free_text_stands_whole_in_its_draft(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert convert("--rights", "CC-BY-4.0", "page.html") == 0
    record = (project / RECORD).read_text("utf-8")
    assert "rights: {statement: CC-BY-4.0, mode: full}" in record
    assert all(paragraph in record for paragraph in PARAGRAPHS)
    assert main(["check"]) == 1
    assert "1 problem in 1 of" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--rights", "InC", "page.html"), 'under "InC", no full text can stand'),
        (("--id", "Le Tram", "page.html"), '"Le Tram" cannot be an id'),
        (("--id", "tram", "page.html", "page.html"), "--id is for one capture"),
        (("no-such-page.html",), "there is no no-such-page.html"),
    ],
)
def test_what_is_asked_wrongly_is_said(
    project: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], said: str
) -> None:
    assert convert(*arguments) == 2
    assert said in capsys.readouterr().err
    assert written(project) == {}


def test_a_capture_that_cannot_be_read_is_said_and_the_others_are_converted(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "in").mkdir()
    (project / "in" / "a.bin").write_bytes(bytes(range(256)) * 40)
    (project / "in" / "b.html").write_text(PAGE, "utf-8")
    assert convert("in") == 1
    said = capsys.readouterr()
    assert "in/a.bin: " in said.err
    assert "Traceback" not in said.err
    assert RECORD in written(project)


def test_full_texts_in_a_folder_are_no_captures(project: Path) -> None:
    convert("page.html")
    before = written(project)
    assert convert("captures") == 0
    assert written(project) == before


def test_whoever_named_the_files_to_make_is_told_how_it_takes_an_option(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "saved page.html").write_text(PAGE, "utf-8")
    monkeypatch.setenv("SUITES_FROM", "saved page.html")
    assert convert("--id", "tram") == 1
    said = capsys.readouterr().err
    assert "--id gives another" in said
    assert "given to make so: make convert 'FROM=saved page.html' OPTIONS=\"…\"\n" in said
    monkeypatch.delenv("SUITES_FROM")
    assert convert("--id", "tram", "saved page.html") == 1
    assert "make convert" not in capsys.readouterr().err


@pytest.mark.parametrize("link", ["captures", "content/articles/2022", RECORD, TEXT])
def test_nothing_is_written_through_a_link(
    project: Path, tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str],
    link: str,
) -> None:  # fmt: skip
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    path = project / link
    if path.is_dir():
        shutil.rmtree(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    target = elsewhere if path.suffix != ".md" else elsewhere / "secret"
    path.symlink_to(target)
    assert convert("--force", "page.html") == 1
    assert "is a link: nothing is written through it" in capsys.readouterr().err
    assert list(elsewhere.iterdir()) == []


def test_a_web_archive_gives_one_draft_a_page_and_is_kept_once(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = PAGE.replace("Le tram attendra", "Le bac attendra").replace("le-tram", "le-bac")
    (project / "crawl.md").write_bytes(warc(PAGE, other.replace("L’Écho", "Le Phare"), PAGE))
    assert convert("crawl.md") == 0
    said = capsys.readouterr()
    assert "nearly the same text as crawl.md" in said.err
    bac = "2022-05-03-gazette-du-port-bac-attendra-encore.md"
    assert set(written(project)) == {
        RECORD, f"content/articles/2022/{bac}", TEXT, f"captures/{bac}", "captures/crawl"
    }  # fmt: skip
    assert (project / "captures/crawl").samefile(project / "crawl.md")
    assert main(["verify", ID, bac.removesuffix(".md")]) == 0
    assert capsys.readouterr().out.endswith(" quotations proven, 0 without a capture\n")


def test_two_processes_write_the_same_as_one(project: Path) -> None:
    (project / "crawl.warc.gz").write_bytes(
        warc(*(PAGE.replace("tram", f"tram {n}") for n in range(6)))
    )
    assert convert("crawl.warc.gz") == 0
    alone = written(project)
    for name in alone:
        (project / name).unlink()
    assert main(["convert", "--processes", "2", "crawl.warc.gz"]) == 0
    assert written(project) == alone


def test_the_file_of_a_record_is_known_whatever_its_name() -> None:
    pack = BytesIO()
    with ZipFile(pack, "w") as wacz:
        wacz.writestr("archive/data#3.warc.gz", warc(PAGE))
    for raw, name, record in (
        (warc(PAGE), "a#1.warc", "#1"),
        (pack.getvalue(), "b.wacz", "/archive/data#3.warc.gz#1"),
        (PAGE.encode(), "a#2/c", ""),
    ):
        (capture,) = formats.captures(BytesIO(raw), name)
        assert isinstance(capture, formats.CapturedPage)
        assert (capture.file, capture.record) == (name, record)
        assert capture.source == name + record


def test_a_file_is_laid_whole_and_never_over_another(tmp_path: Path) -> None:
    folder = tmp_path / "captures"
    assert atomic_write.write_new(folder, "a/b.md", b"one")
    assert not atomic_write.write_new(folder, "a/b.md", b"one")
    with pytest.raises(FileExistsError):
        atomic_write.write_new(folder, "a/b.md", b"two")
    assert atomic_write.write_new(folder, "a/b.md", b"two", replace=True)
    with pytest.raises(atomic_write.LinkInTheWayError):
        atomic_write.write_new(folder, "../out.md", b"three")
    assert [path.name for path in (folder / "a").iterdir()] == ["b.md"]
    assert [path.name for path in tmp_path.iterdir()] == ["captures"]


def _codes(call: str, place: int) -> set[str]:
    """The codes, written out, that the converters give to a call."""
    nodes = (
        node
        for path in (ROOT / "plugins" / "suites" / "capture").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
    )
    return {
        str(node.args[place].value)
        for node in nodes
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", getattr(node.func, "attr", "")) == call
        and len(node.args) > place
        and isinstance(node.args[place], ast.Constant)
    }


def test_every_code_of_a_converter_has_its_words() -> None:
    catalogue = read_catalogue("fr")
    needed = {f"basis.{code}" for code in _codes("Guess", 1)}
    needed |= {f"doubt.{code}" for code in _codes("Doubt", 0) | _codes("with_doubt", 0)}
    assert sorted(needed - catalogue.keys()) == []


@pytest.mark.parametrize("name", ["letter.eml", "page.mhtml", "clip.md"])
def test_what_a_page_is_kept_in_proves_its_quotations(project: Path, name: str) -> None:
    mhtml = (
        "From: <Saved by Blink>\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=a\n\n"
        f"--a\nContent-Type: text/html; charset=utf-8\n\n{PAGE}\n--a--\n"
    )
    letter = (
        "From: Gazette du Port <lettre@gazette.example>\nSubject: Le tram attendra encore un an\n"
        "Date: Tue, 3 May 2022 08:30:00 +0200\nMIME-Version: 1.0\n"
        f"Content-Type: text/html; charset=utf-8\n\n{PAGE}"
    )
    clip = (
        '---\ntitle: "Le tram attendra encore un an"\npublished: 2022-05-03\n'
        "site: Gazette du Port\nsource: https://gazette.example/a\n---\n" + "\n\n".join(PARAGRAPHS)
    )
    text = {"letter.eml": letter, "page.mhtml": mhtml, "clip.md": clip}[name]
    folder = project / "captures"
    folder.mkdir()
    path = folder / name if name == "clip.md" else project / name
    path.write_text(text, "utf-8")
    assert convert(str(path.relative_to(project))) == 0
    suffix = ".txt" if name == "clip.md" else path.suffix
    assert (folder / f"{ID}{suffix}").read_text("utf-8") == text
    kind = {"letter.eml": "email", "page.mhtml": "mhtml", "clip.md": "text"}[name]
    assert f"kind: {kind}" in (project / RECORD).read_text("utf-8")
    assert main(["verify", ID]) == 0
