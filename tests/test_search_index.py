"""The search index is whole and always the same, or one sentence says why there is none."""

from __future__ import annotations

import gzip
import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pagefind_bin
import psutil
import pytest
from support.miniature import CONTENT
from support.search_documents import build_documents
from support.sites import write_index

from suites.analysis import loading
from suites.archive.languages.catalogue import read_catalogue
from suites.build import search_index
from suites.build.search_index import SearchError
from suites.site import search

ROOT = Path(__file__).parent.parent

Copies = list[tuple[str, bytes]]


@pytest.fixture(scope="module")
def documents() -> list[search.SearchDocument]:
    linked = loading.load_archive(CONTENT).linked
    assert linked
    return list(build_documents(linked, read_catalogue("fr")))


@pytest.fixture(scope="module")
def copies(documents: list[search.SearchDocument]) -> Copies:
    return sorted((document.path, search.render_copy(document).encode()) for document in documents)


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def unpacked(folder: Path) -> bytes:
    found = contents(folder).items()
    return b"".join(
        gzip.decompress(content)
        for path, content in found
        if path.partition(".pf_")[1] or path.endswith(".texts")
    )


def texts(folder: Path) -> dict[str, dict[str, Any]]:
    """What an index says of its pages, by their ids."""
    return {
        id_: text
        for path in (folder / "texts").iterdir()
        for id_, text in search.read_texts(path.read_bytes()).items()
    }


def test_the_same_copies_make_the_same_index(copies: Copies, tmp_path: Path) -> None:
    found = []
    for name in ("one", "two", "three"):
        write_index(iter(copies), "fr", tmp_path / name)
        found.append(contents(tmp_path / name))
    assert found[0] == found[1] == found[2]
    assert not [path for path in found[0] if path.startswith("fragment/")]
    assert len([path for path in found[0] if path.startswith("wasm.")]) == 1
    assert "words/a.txt" in found[0]


@pytest.mark.parametrize(("tag", "stemmer"), [("pt-BR", "pt-BR"), ("nb", "nb"), ("he", "unknown")])
def test_pagefind_has_a_stemmer_for_a_language_or_none(
    copies: Copies, tmp_path: Path, tag: str, stemmer: str
) -> None:
    write_index(copies[:3], tag, tmp_path)
    assert [path.name for path in tmp_path.glob("wasm.*")] == [f"wasm.{stemmer}.pagefind"]
    assert len(texts(tmp_path)) == 3


def test_more_pages_than_are_handed_over_at_once_make_the_same_index(
    copies: Copies, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_index(copies, "fr", tmp_path / "one")
    monkeypatch.setattr(search_index, "BATCH", 7)
    write_index(copies, "fr", tmp_path / "two")
    assert contents(tmp_path / "two") == contents(tmp_path / "one")


def test_settings_of_pagefind_that_lie_around_change_nothing(
    copies: Copies, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_index(copies, "fr", tmp_path / "one")
    (tmp_path / "pagefind.json").write_text("{")
    (tmp_path / "pagefind.toml").write_text("?")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE", "10")
    monkeypatch.setenv("ÉTÉ", "é")
    write_index(copies, "fr", tmp_path / "two")
    assert contents(tmp_path / "two") == contents(tmp_path / "one")


def test_the_columns_of_an_index_say_what_each_page_can_be_chosen_by(
    documents: list[search.SearchDocument], copies: Copies, tmp_path: Path
) -> None:
    write_index(copies, "fr", tmp_path / "index")
    columns = tmp_path / "index/columns"
    assert {path.stem for path in columns.iterdir()} == {*search.FILTERS, "day"}
    assert not list((tmp_path / "index").rglob("*.pf_filter"))
    pages = [text for _, text in sorted(texts(tmp_path / "index").items())]
    by_url = {f"/{document.url}": document for document in documents}
    for name in search.FILTERS:
        column = json.loads((columns / f"{name}.json").read_text("utf-8"))
        cells = [cell.split(",") if cell else [] for cell in column["pages"].split(";")]
        values = [[column["values"][int(number)] for number in cell] for cell in cells]
        assert values == [[*by_url[page["url"]].filters.get(name, ())] for page in pages]
    ranks = json.loads((columns / "day.json").read_text("utf-8"))["pages"].split(";")
    days = [by_url[page["url"]].day for page in pages]
    assert [int(rank) for rank in ranks if rank] == [
        sorted({*filter(None, days)}).index(day) + 1 for day in days if day
    ]


def test_pages_share_files_and_each_is_in_the_one_that_its_id_and_their_number_tell(
    copies: Copies, tmp_path: Path
) -> None:
    write_index(copies, "fr", tmp_path / "index")
    found = texts(tmp_path / "index")
    assert {text["url"] for text in found.values()} == {
        f"/{path.removesuffix('index.html')}" for path, _ in copies
    }
    files = search.group_pages(found)
    assert len(files) < len(copies)
    for path, ids in files.items():
        assert sorted(search.read_texts((tmp_path / "index" / path).read_bytes())) == ids


def test_facets_are_not_sought(tmp_path: Path) -> None:
    document = search.SearchDocument(
        url="a/",
        language="fr",
        title="Un titre",
        facts="",
        day="1871-03-18",
        sections=(),
        filters={"kind": ("Zorglub",)},
        about=("annonces/spip/",),
    )
    write_index([("a/index.html", search.render_copy(document).encode())], "fr", tmp_path / "index")
    found = unpacked(tmp_path / "index").lower()
    assert b"titre" in found
    assert b"zorglub" not in found
    assert b"1871" not in found
    assert Counter(found.split(b'"'))[b"-about:annonces/spip/"] == 1
    assert found.count(b"spip") == 1


def test_a_page_without_a_word_is_left_out(copies: Copies, tmp_path: Path) -> None:
    empty = search.SearchDocument("vide/", "fr", "…", "", "", ())
    more = sorted([*copies, ("vide/index.html", search.render_copy(empty).encode())])
    write_index(more, "fr", tmp_path / "index")
    assert len(texts(tmp_path / "index")) == len(copies)
    assert (tmp_path / "index/columns/kind.json").exists()


# --- what can go wrong -----------------------------------------------------------------------

STUB = """#!{python}
import base64, json, os, signal, subprocess, sys, time

def changed(change):
    "Do as Pagefind does, but for the files, which are changed before they are handed over."
    real = subprocess.Popen([{real!r}, *sys.argv[1:]], stdout=subprocess.PIPE)
    held = b""
    while chunk := real.stdout.read1():
        *ended, held = (held + chunk).split(b",")
        for one in map(json.loads, map(base64.b64decode, ended)):
            if one["payload"]["type"] == "GetFiles":
                given = one["payload"]["files"]
                files = {{file["path"]: base64.b64decode(file["content"]) for file in given}}
                change(files)
                one["payload"]["files"] = [
                    {{"path": path, "content": base64.b64encode(content).decode()}}
                    for path, content in files.items()
                ]
            sys.stdout.write(base64.b64encode(json.dumps(one).encode()).decode() + ",")
            sys.stdout.flush()

def of(files, start):
    return next(path for path in files if path.startswith(start))

"""

Stub = Callable[[str], None]


@pytest.fixture
def stub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Stub:
    """Put a program in Pagefind's place."""

    def put(code: str) -> None:
        program = tmp_path / "pagefind"
        real = str(pagefind_bin.get_executable())
        program.write_text(STUB.format(python=sys.executable, real=real) + code, "utf-8")
        program.chmod(0o755)
        monkeypatch.setattr(search_index.pagefind_bin, "get_executable", lambda: program)

    return put


def failure(copies: Copies, folder: Path) -> str:
    before = set(psutil.Process().children(recursive=True))
    with pytest.raises(SearchError) as caught:
        write_index(copies, "fr", folder)
    assert not folder.exists()
    assert set(psutil.Process().children(recursive=True)) <= before
    text = str(caught.value)
    assert text.isprintable()
    assert text.startswith("the search index cannot be made: ")
    return text.removeprefix("the search index cannot be made: ")


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("time.sleep(600)", "Pagefind: it did not answer within 1 s"),
        ("signal.signal(signal.SIGTERM, signal.SIG_IGN); sys.stdin.read()", "Pagefind: it did"),
        ("os.kill(os.getpid(), signal.SIGSEGV)", "Pagefind: it ended with status -11"),
        ("sys.exit(3)", "Pagefind: it ended with status 3"),
        ("sys.exit('Error: no space\\nmore')", "Pagefind: Error: no space"),
        (
            "sys.stderr.buffer.write(b'\\xff\\x1b[31m\\xfe'); sys.exit(1)",
            r"Pagefind: �\\x1b\[",
        ),
        ("sys.stderr.write('é' * 100_000); sys.exit(1)", "Pagefind: ééé"),
        ("print('nonsense,' * 9)", "Pagefind gives an answer that cannot be read"),
        (
            "sys.stdout.buffer.write(b'\\xff,'); sys.stdout.flush(); time.sleep(600)",
            "Pagefind gives an answer that",
        ),
        (
            "print('W10=,', flush=True); time.sleep(600)",
            "Pagefind gives an answer that cannot be read",
        ),
        ("print('eyJwYXlsb2FkIjp7In'); os.close(1)", "Pagefind"),
        ("changed(lambda files: os._exit(4))", "Pagefind: it ended with status 4"),
        ("changed(lambda files: files.clear())", "Pagefind gives no file 'pagefind-entry.json'"),
        ("changed(lambda files: files.pop('pagefind-entry.json'))", "Pagefind gives no file"),
        (
            "changed(lambda files: files.pop(of(files, 'fragment/')))",
            r"Pagefind gives \d+ of \d+ pages",
        ),
        (
            "changed(lambda files: files.pop(of(files, 'pagefind.fr')))",
            "Pagefind gives .* or no head",
        ),
        ("changed(lambda files: files.update(x=b''))", "Pagefind gives no file 'x'"),
        ("changed(lambda files: files.update({'../x': b'x'}))", "Pagefind gives no file '../x'"),
    ],
)
def test_a_pagefind_that_fails_is_one_sentence_and_leaves_nothing(
    copies: Copies, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stub: Stub, code: str, why: str
) -> None:
    monkeypatch.setattr(search_index, "TIMEOUT", 1.0 if "it did" in why else 60.0)
    monkeypatch.setattr(search_index, "TIMEOUT_A_PAGE", 0.0)
    stub(code)
    found = failure(copies, tmp_path / "index")
    assert re.match(why, found)
    assert len(found) <= 300


def test_a_pagefind_that_is_missing_is_one_sentence(
    copies: Copies, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stub: Stub
) -> None:
    stub("")
    program = tmp_path / "pagefind"
    program.chmod(0o644)
    if os.access(program, os.X_OK) is False:
        assert "Permission denied" in failure(copies, tmp_path / "index")
    program.unlink()
    assert "No such file" in failure(copies, tmp_path / "index")

    def absent() -> None:
        raise FileNotFoundError("Could not find pagefind binary")

    monkeypatch.setattr(search_index.pagefind_bin, "get_executable", absent)
    assert "Could not find" in failure(copies, tmp_path / "index")


@pytest.mark.parametrize(
    "code",
    [
        "changed(lambda files: files.update({of(files, 'fragment/'): b'another form'}))",
        "changed(lambda files: files.update({of(files, 'pagefind.fr'): b'another form'}))",
        "changed(lambda files: files.update({'pagefind-entry.json': b'{\"pages\": []}'}))",
        "changed(lambda files: files.update({'pagefind-entry.json': b'another form'}))",
    ],
)
def test_an_index_of_another_form_is_kept_as_it_is_and_that_is_said(
    copies: Copies,
    tmp_path: Path,
    stub: Stub,
    code: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    stub(code)
    write_index(copies, "fr", tmp_path / "index")
    found = contents(tmp_path / "index")
    assert not [path for path in found if path.startswith("columns/")]
    assert sum(path.startswith("fragment/") for path in found) == len(copies)
    said = capsys.readouterr().err
    assert said == "the search index is not of a form that is known: it has no facets\n"


def test_pagefind_ends_with_a_parent_that_is_killed(tmp_path: Path) -> None:
    code = """
import itertools, time
from suites.build.search_index import make_index
from suites.archive.languages.catalogue import read_catalogue
def copies():
    yield from ((f"{n}/index.html", b"<html><body>un mot</body></html>") for n in range(1000))
    print("under way", flush=True)
    time.sleep(600)
make_index(copies(), "fr")
"""
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as run:
        assert run.stdout
        assert run.stdout.readline() == b"under way\n"
        children = psutil.Process(run.pid).children(recursive=True)
        assert [one for one in children if "pagefind" in one.name()]
        run.kill()
    assert psutil.wait_procs(children, timeout=60)[1] == []
    assert list(tmp_path.iterdir()) == []
