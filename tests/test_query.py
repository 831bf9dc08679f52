"""The questions to the data: asked of the miniature by Python's SQLite, and shown on their page."""

from __future__ import annotations

import re
import sqlite3
from array import array
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from support.compiled_templates import write_compiled_templates
from support.in_process import builder as site_builder
from support.miniature import CONTENT, copy_content
from support.query_site import THEME, query_builder, query_html

from suites.analysis import loading
from suites.analysis.linked_archive import LinkedArchive
from suites.archive.languages import tags
from suites.archive.languages.catalogue import read_catalogue
from suites.build.inputs import PROGRAM
from suites.build.sqlite_wasm import FILES
from suites.site.exports.data import database, files
from suites.site.views import query
from suites.site.views.query import Cell, questions

FR = list(questions(read_catalogue("fr")))
QUESTIONS = (PROGRAM / "site/questions.yaml").read_text("utf-8")
SITE = "https://example.org/archive"


@pytest.fixture(scope="module")
def linked() -> LinkedArchive:
    found = loading.load_archive(CONTENT).linked
    assert found
    return found


@pytest.fixture(scope="module")
def connection(linked: LinkedArchive) -> Iterator[sqlite3.Connection]:
    held = database(query_builder(linked, url=SITE))
    with closing(sqlite3.connect(":memory:")) as made:
        made.deserialize(held)
        yield made


def asked(connection: sqlite3.Connection, sql: str) -> tuple[list[str], list[Any]]:
    found = connection.execute(sql)
    return [one[0] for one in found.description], found.fetchall()


def test_there_are_a_dozen_questions_and_each_has_its_words_in_every_language() -> None:
    assert len(FR) >= 12
    for tag in tags():
        keys = read_catalogue(tag).keys()
        named = {key for key in keys if key.startswith(("query.ask-", "query.why-"))}
        assert named == {f"query.{part}-{one.id}" for part in ("ask", "why") for one in FR}
        shown = {key for key in keys if key.startswith("query.column-")}
        assert shown == {f"query.column-{key}" for key in re.findall(r'"\{([a-z-]+)\}"', QUESTIONS)}


@pytest.mark.parametrize("id_", [one.id for one in FR])
def test_a_question_has_rows_that_differ_and_labels_that_differ(
    connection: sqlite3.Connection, id_: str
) -> None:
    (question,) = (one for one in FR if one.id == id_)
    labels, rows = asked(connection, question.sql)
    assert rows
    assert len(set(rows)) == len(rows)
    assert len(set(labels)) == len(labels)
    assert not re.search(r"[{}]", question.sql)
    # A column of which no row has a value says nothing.
    assert all(any(row[n] is not None for row in rows) for n in range(len(labels)))


def test_the_rows_of_an_answer_have_one_order(connection: sqlite3.Connection) -> None:
    before = [asked(connection, one.sql) for one in FR]
    connection.execute("PRAGMA reverse_unordered_selects = 1")
    try:
        assert [asked(connection, one.sql) for one in FR] == before
    finally:
        connection.execute("PRAGMA reverse_unordered_selects = 0")


def test_a_question_has_the_same_answer_in_every_language(connection: sqlite3.Connection) -> None:
    for tag in tags():
        for mine, theirs in zip(FR, questions(read_catalogue(tag)), strict=True):
            assert asked(connection, theirs.sql)[1] == asked(connection, mine.sql)[1]


def test_the_page_shows_each_question_with_its_answer_and_its_sql(linked: LinkedArchive) -> None:
    builder = query_builder(linked, url=SITE)
    page = query.page(builder)
    assert [one.question for one in page.answers] == FR
    text = query_html(builder)
    for answer in page.answers:
        assert f'id="q_{answer.question.id}"' in text
        assert answer.rows
        assert answer.total >= len(answer.rows)
    (moved,) = (one for one in page.answers if one.question.id == "moved-terms")
    assert [one.label for one in moved.columns][:2] == ["Annonce", "Échéance d’avant"]
    assert moved.columns[3].style == "number"
    first = moved.rows[0][0]
    assert first.href.startswith("../../annonces/")
    assert f'<a href="{first.href}">' in text
    assert not re.search(
        r"<script(?! src=| type=\"module\" src=| type=\"application/ld\+json\")|style=|onclick",
        text,
    )


def test_the_database_is_made_once_for_its_file_and_the_page_which_then_rests_on_the_same(
    linked: LinkedArchive,
) -> None:
    builder, reads = query_builder(linked), linked.reads
    reads.begin()
    database(builder)
    needed = {*array("I", reads.keys())}
    reads.begin()
    held = dict(files(builder))[builder.urls.database]
    reads.begin()
    assert database(builder) is held
    assert {*array("I", reads.keys())} >= needed


def test_without_what_asks_the_database_the_page_has_no_editor(linked: LinkedArchive) -> None:
    builder = query_builder(linked)
    assert query.page(builder).loaded == ""
    text = query_html(builder)
    assert "<textarea" not in text
    assert "query.js" not in text
    assert "archive.sqlite" in text
    assert "<textarea" in query_html(query_builder(linked, engine_size=1_500_000))


def test_a_value_leads_nowhere_but_into_the_site_or_to_the_web() -> None:
    def cell(value: Any, link: str | None = None) -> Cell:
        return query._cell(value, link, "donnees/interroger/", f"{SITE}/")

    assert cell("Le tram", f"{SITE}/annonces/tram/") == ("Le tram", "../../annonces/tram/", False)
    assert cell("Le tram", "annonces/tram/") == ("Le tram", "../../annonces/tram/", False)
    assert cell("https://example.com/a?b=c") == (*["https://example.com/a?b=c"] * 2, True)
    assert cell(None) == cell(None, "") == ("", "", False)
    assert cell(8) == ("8", "", False)
    assert cell(0.5) == ("0.5", "", False)
    for hostile in ("javascript:alert(1)", "//evil.example/", "data:text/html,x", '" onclick="x'):
        assert cell(hostile).href == ""
        assert cell("Le tram", hostile).href == ""


def test_words_of_strangers_are_no_markup_on_the_page(tmp_path: Path) -> None:
    path = copy_content(tmp_path) / "announcements/navette-electrique.md"
    hostile = "Le < bateau & {{ t }} =1+1 😀"
    text = path.read_text("utf-8")
    path.write_text(re.sub(r"title: .*", f"title: '{hostile}'", text, count=1), "utf-8")
    loaded = loading.load_archive(tmp_path / "content")
    found = loaded.linked
    assert found, loaded.problems
    shown = query_html(query_builder(found))
    assert ">Le &lt; bateau &amp; {{ t }} =1+1 😀</a>" in shown


def test_what_asks_the_database_is_copied_once_for_each_version(tmp_path: Path) -> None:
    content, package = copy_content(tmp_path), tmp_path / "package"
    write_compiled_templates(THEME, tmp_path / "cache")
    package.mkdir()
    for name in FILES.values():
        (package / name).write_text("one")

    def build(folder: str) -> tuple[str, ...]:
        made = site_builder(content, tmp_path / "cache")
        made.settings = replace(made.settings, data_files=True, sqlite_wasm=folder)
        try:
            assert not made.load().problems
            return made.build(search=False).written
        finally:
            made.close()

    copied, page = [f"theme/sqlite/{name}" for name in FILES], "donnees/interroger/index.html"
    written = build(str(package))
    assert {*copied, page} <= set(written)
    assert build(str(package)) == ()
    (package / "index.mjs").write_text("another" * 100_000)
    assert set(build(str(package))) == {copied[0], page}  # the page says how much is loaded
    assert set(build("")) == {page}
    assert not any((tmp_path / "output" / one).exists() for one in copied)
