"""The questions to the data: asked of the miniature by Python's SQLite, and shown on their page."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
from array import array
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
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


@pytest.fixture
def other(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """The database of the miniature, to be changed by one test."""
    with closing(sqlite3.connect(":memory:")) as made:
        made.deserialize(connection.serialize())
        yield made


def answer(connection: sqlite3.Connection, id_: str) -> list[dict[str, Any]]:
    (question,) = (one for one in FR if one.id == id_)
    labels, rows = asked(connection, question.sql)
    return [dict(zip(labels, row, strict=True)) for row in rows]


def test_an_outlet_is_first_only_where_its_date_makes_sure(other: sqlite3.Connection) -> None:
    # One day in the middle of a year, and a year: nobody knows which was before the other.
    told = other.execute(
        """SELECT n.announcement, p.outlet, MIN(p.id) FROM annotations AS n
        JOIN articles AS p ON p.id = n.article WHERE n.announcement IS NOT NULL
        AND p.outlet IS NOT NULL GROUP BY 1, 2 ORDER BY 1, 2"""
    ).fetchall()
    announcement = next(one for one, *_ in told if sum(row[0] == one for row in told) > 1)
    (_, one, sure), (_, two, wide), *_ = (row for row in told if row[0] == announcement)
    other.execute("UPDATE articles SET published = NULL")
    other.execute("DELETE FROM annotations WHERE announcement <> ?", (announcement,))

    def firsts(*dates: tuple[str, str, str, str]) -> set[str]:
        days = "published = ?, published_earliest = ?, published_latest = ?"
        other.executemany(f"UPDATE articles SET {days} WHERE id = ?", dates)
        return {row["Média"] for row in answer(other, "first-to-report")}

    names = dict(other.execute("SELECT id, title FROM entities").fetchall())
    day = ("2021-06-15", "2021-06-15", "2021-06-15", sure)
    assert firsts(day, ("2021", "2021-01-01", "2021-12-31", wide)) == set()
    assert firsts(day, ("2021-07", "2021-07-01", "2021-07-31", wide)) == {names[one]}
    assert firsts(day, ("2021-06-15", "2021-06-15", "2021-06-15", wide)) == {names[one], names[two]}


def test_days_past_a_deadline_end_when_it_was_kept(other: sqlite3.Connection) -> None:
    kept = other.execute(
        """SELECT a.title, t.due_latest FROM terms AS t JOIN announcements AS a
        ON a.id = t.announcement WHERE t.missed AND t.counts AND a.verdict = 'fulfilled-late'"""
    ).fetchall()
    assert kept
    for title, due in kept:
        (days,) = (
            row["Jours de dépassement"]
            for row in answer(other, "missed-terms")
            if row["Annonce"] == title
        )
        ((day,),) = other.execute(
            """SELECT MAX(e.day_latest) FROM events AS e JOIN announcements AS a
            ON a.id = e.announcement WHERE a.title = ? AND e.verdict IS NOT NULL""",
            (title,),
        )
        assert days == (date.fromisoformat(day) - date.fromisoformat(due)).days
    # A state may be of a whole month.
    before = answer(other, "missed-terms")
    other.execute("UPDATE settings SET as_of = '2022-12'")
    assert answer(other, "missed-terms") == before


def test_the_first_article_of_an_outlet_is_the_first_in_time(other: sqlite3.Connection) -> None:
    outlet = answer(other, "outlets-of-what-was-not-kept")[0]["Média"]
    other.execute(
        """UPDATE articles SET published = '~' || published
        WHERE outlet = (SELECT id FROM entities WHERE title = ?)""",
        (outlet,),
    )
    for first, latest in (("2019-21", "2019-05-31"), ("2019-12", "2019-12-31")):
        other.execute(
            """UPDATE articles SET published = ?, published_earliest = '2019-03-01',
            published_latest = ? WHERE id = (SELECT MIN(p.id) FROM articles AS p
            JOIN annotations AS n ON n.article = p.id
            JOIN entities AS e ON e.id = p.outlet AND e.title = ?
            WHERE n.announcement IN (SELECT announcement FROM terms WHERE missed))""",
            (first, latest, outlet),
        )
        (row,) = (
            row for row in answer(other, "outlets-of-what-was-not-kept") if row["Média"] == outlet
        )
        assert row["Premier article"] == first
        assert row["Articles"] == 1 or row["Dernier article"] != first


@pytest.mark.parametrize("name", [None, "…", '"', "NOT ( *", "l’“eau” - 1"])
def test_an_archive_without_records_or_with_odd_names_is_asked(
    name: str | None, tmp_path: Path
) -> None:
    content = copy_content(tmp_path)
    for folder in [one for one in content.iterdir() if one.is_dir()]:
        shutil.rmtree(folder)
    settings = content / "archive.yaml"
    settings.write_text(re.sub("(?m)^featured.*\n", "", settings.read_text("utf-8")), "utf-8")
    if name:
        (content / "entities").mkdir()
        head = {"kind": ["place"], "names": [{"name": name}]}
        (content / "entities/one.md").write_text(f"---\n{json.dumps(head)}\n---\n", "utf-8")
    loaded = loading.load_archive(content)
    assert loaded.linked, loaded.problems
    assert all(answer.total == 0 for answer in query.page(query_builder(loaded.linked)).answers)


def test_a_source_outside_the_archive_is_another_source(other: sqlite3.Connection) -> None:
    first, *others = answer(other, "one-source")
    other.execute(
        """INSERT INTO outside_sources (announcement, event, position, name)
        SELECT id, 1, 99, 'Une page' FROM announcements WHERE title = ?""",
        (first["Annonce"],),
    )
    assert answer(other, "one-source") == others


def test_what_is_yet_to_be_said_has_moved_no_deadline(other: sqlite3.Connection) -> None:
    moved = len(answer(other, "moved-terms"))
    other.execute(
        """UPDATE terms SET happened = 0 WHERE (announcement, event) =
        (SELECT announcement, event FROM terms WHERE moved_days <> 0 LIMIT 1)"""
    )
    assert len(answer(other, "moved-terms")) == moved - 1


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
