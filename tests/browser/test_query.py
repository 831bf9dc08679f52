"""The page on which the data are asked: SQLite in the browser, under the policy of every page."""

from __future__ import annotations

import csv
import io
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

import pytest
from playwright.sync_api import Browser, Page, Request, expect
from support.accessibility import violations
from support.chromium import watch, watched_page
from support.miniature import CONTENT
from support.query_site import write_query_site
from support.sites import serve_folder

from suites.analysis import loading
from suites.archive.languages.catalogue import read_catalogue
from suites.build import sqlite_wasm
from suites.site.views.query import questions

pytestmark = pytest.mark.skipif(
    not sqlite_wasm.package(), reason="sqlite-wasm is not set up: make .venv/.node brings it"
)

LOADED = ("donnees/archive.sqlite", "theme/sqlite/sqlite3.js", "theme/sqlite/sqlite3.wasm")
ENDLESS = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT COUNT(*) FROM n"
FIRST_ANSWER = """() => new Promise((resolve) => {
    const asked = performance.now();
    new MutationObserver(() => {
        if (document.querySelector(".result table")) resolve(performance.now() - asked);
    }).observe(document.querySelector('[data-part="rows"]'), { childList: true });
    document.querySelector("form.ask").requestSubmit();
})"""
QUESTIONS = list(questions(read_catalogue("fr")))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("query")
    linked = loading.load_archive(CONTENT).linked
    assert linked
    assert write_query_site(linked, folder) == "donnees/interroger/"
    return folder


@pytest.fixture(scope="module")
def served(folder: Path) -> Iterator[str]:
    with serve_folder(folder) as url:
        yield url


@pytest.fixture(scope="module")
def tab(browser: Browser, served: str) -> Iterator[Page]:
    """A tab for all tests, on which nothing may be logged and nothing asked of another place."""
    with watched_page(browser, served) as page:
        yield page


@pytest.fixture
def asking(tab: Page, served: str) -> Page:
    """The page before anything is asked."""
    tab.goto("about:blank")
    tab.set_viewport_size({"width": 1280, "height": 720})
    tab.goto(f"{served}donnees/interroger/")
    return tab


def ask(page: Page, sql: str) -> str:
    """Ask, and return what is said of the answer."""
    page.locator("#sql").fill(sql)
    page.keyboard.press("Control+Enter")
    expect(page.locator(".result")).to_have_attribute("aria-busy", "false")
    return page.locator('[data-part="status"]').inner_text()


def rows(page: Page) -> list[list[str]]:
    found: list[list[str]] = page.locator(".result tbody tr").evaluate_all(
        "all => all.map((row) => [...row.cells].map((cell) => cell.textContent))"
    )
    return found


@pytest.mark.usefixtures("in_chromium")
def test_nothing_is_loaded_before_it_is_asked_for_and_once_after(asking: Page, served: str) -> None:
    found: list[str] = []

    def follow(request: Request) -> None:
        found.append(request.url.removeprefix(served))

    asking.on("request", follow)
    asking.goto(f"{served}donnees/interroger/#sql={quote('SELECT 1')}")
    asking.reload(wait_until="networkidle")
    expect(asking.locator("#sql")).to_have_value("SELECT 1")
    expect(asking.locator(".result")).to_be_hidden()
    assert not {*LOADED} & {*found}
    ask(asking, "SELECT 2")
    assert sorted({*found} & {*LOADED}) == sorted(LOADED)
    found.clear()
    ask(asking, "SELECT 3")
    assert not {*LOADED} & {*found}
    assert rows(asking) == [["3"]]


def test_the_browser_answers_each_question_as_the_page_does(asking: Page, folder: Path) -> None:
    with closing(sqlite3.connect(folder / LOADED[0])) as ours:
        for question in QUESTIONS:
            ask(asking, question.sql)
            shown = asking.locator(".result thead th").all_inner_texts()
            found = ours.execute(question.sql)
            labels = [one[0] for one in found.description]
            kept = [n for n, label in enumerate(labels) if label != "lien"]
            assert shown == [labels[n] for n in kept]
            assert rows(asking) == [
                ["" if row[n] is None else str(row[n]) for n in kept] for row in found
            ], question.id


def test_a_question_of_the_page_is_put_by_one_button(asking: Page) -> None:
    section = asking.locator(".answer").nth(1)
    section.get_by_role("button", name="Poser cette question").click()
    expect(asking.locator(".result table")).to_be_visible()
    assert rows(asking) == section.locator("tbody tr").evaluate_all(
        "all => all.map((row) => [...row.cells].map((cell) => cell.textContent))"
    )
    links = [
        page.locator("tbody a").evaluate_all("all => all.map((one) => one.href)")
        for page in (asking.locator(".result"), section)
    ]
    assert links[0] == links[1]
    assert asking.evaluate("document.activeElement.id") == "s_result"


def test_the_address_keeps_the_query_and_going_back_asks_again(asking: Page) -> None:
    ask(asking, "SELECT 'a+b & #c' AS x")
    assert unquote(asking.url.partition("#sql=")[2]) == "SELECT 'a+b & #c' AS x"
    ask(asking, "SELECT 2 AS y")
    asking.go_back()
    expect(asking.locator("#sql")).to_have_value("SELECT 'a+b & #c' AS x")
    expect(asking.locator(".result td")).to_have_text("a+b & #c")
    asking.go_forward()
    expect(asking.locator(".result td")).to_have_text("2")


WRONG = [
    ("", "Écrivez d’abord une requête."),
    ("SELECT * FROM tramways", "Aucune table ne s’appelle tramways."),
    ("SELECT nope FROM articles", "Aucune colonne ne s’appelle nope."),
    ("SELEC 1", "La base ne comprend pas la requête, à partir de « SELEC »."),
    ("SELECT", "La requête s’arrête avant sa fin."),
    ("DELETE FROM articles", "La base se lit, et ne s’écrit pas."),
    ("PRAGMA query_only = 0; DROP TABLE articles", "La base se lit, et ne s’écrit pas."),
    ("SELECT 1 WHERE 0", "Aucune ligne."),
    (
        "SELECT * FROM search WHERE search MATCH 'l''application'",
        "La recherche ne comprend pas ces mots. Entre guillemets droits, elle les prend tels "
        "quels : MATCH '\"l’application\"'.",
    ),
    ("ATTACH ':memory:' AS more", "La requête ne demande rien qui se montre."),
    ("SELECT ABS('x', 2)", "La base n’a pas pu répondre."),
]


def test_what_cannot_be_answered_is_said_in_plain_words(asking: Page) -> None:
    ask(asking, "SELECT 1")
    for sql, said in WRONG:
        answer = ask(asking, sql)
        assert re.sub("[\xa0\u202f]", " ", answer).split("\n")[0] == said, sql


def test_a_query_without_end_is_stopped_and_the_next_one_answered(asking: Page) -> None:
    ask(asking, "SELECT 1")
    asking.locator("#sql").fill(ENDLESS)
    asking.keyboard.press("Control+Enter")
    asking.get_by_role("button", name="Interrompre").click()
    expect(asking.locator('[data-part="status"]')).to_have_text("Requête interrompue.")
    assert ask(asking, "SELECT 1").startswith("Lignes : 1".replace(" :", "\xa0:"))


@pytest.mark.usefixtures("in_chromium")
def test_an_answer_of_any_size_is_read_and_shown_in_part(asking: Page) -> None:
    numbers = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
    said = ask(asking, f"{numbers} SELECT printf('%.*c', 4000000, 'x') FROM n")
    assert re.search("plus de 1[0-9]\\b", said), said
    assert max(len(row[0]) for row in rows(asking)) < 25_000


@pytest.mark.usefixtures("in_chromium")
def test_the_file_of_an_answer_is_not_offered_while_another_one_is_asked_for(asking: Page) -> None:
    ask(asking, "SELECT 1")
    save = asking.get_by_role("button", name="Télécharger en CSV")
    expect(save).to_be_enabled()
    asking.locator("#sql").fill(ENDLESS)
    asking.keyboard.press("Control+Enter")
    expect(save).to_be_disabled()
    asking.get_by_role("button", name="Interrompre").click()
    expect(save).to_have_count(0)


@pytest.mark.usefixtures("in_chromium")
def test_half_a_database_is_loaded_again(browser: Browser, served: str, folder: Path) -> None:
    whole = (folder / LOADED[0]).read_bytes()
    for broken in (b"", whole[: len(whole) // 2], b"<!doctype html>" * 100):
        page = browser.new_page()
        page.route("**/archive.sqlite", lambda route, _, body=broken: route.fulfill(body=body))
        page.goto(f"{served}donnees/interroger/")
        assert "n’a pas pu être chargée" in ask(page, "SELECT COUNT(*) FROM articles")
        page.unroute("**/archive.sqlite")
        assert "1" in ask(page, "SELECT COUNT(*) FROM articles")
        page.close()


def test_words_of_strangers_are_no_markup_and_lead_nowhere(asking: Page) -> None:
    said = ask(
        asking,
        "SELECT '<img src=x onerror=alert(1)>' AS x, 'javascript:alert(1)' AS lien, "
        "'javascript:alert(2)' AS y, 'https://example.com/a' AS z, '//evil.example/' AS w, "
        "9007199254740993 AS big, x'00ff' AS bytes, NULL AS nil, '</td>{}% ' || CHAR(8238) AS v",
    )
    assert "1" in said, said
    shown = ["<img src=x onerror=alert(1)>", "javascript:alert(2)", "https://example.com/a"]
    found = rows(asking)[0]
    assert found[:3] == shown
    assert found[4:7] == ["9007199254740993", "x'00ff'", ""]
    assert asking.locator(".result td :not(a)").count() == 0
    links = asking.locator(".result td a").evaluate_all("all => all.map((one) => one.href)")
    assert links == ["https://example.com/a"]


@pytest.mark.usefixtures("in_chromium")
def test_all_rows_are_in_the_file_and_none_is_run_by_a_spreadsheet(asking: Page) -> None:
    said = ask(
        asking,
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 500) "
        "SELECT i, '=1+' || i AS \"a,\"\"b\", '''x' || CHAR(13, 10) || ',\"é' AS c, -1.5 AS d, "
        "NULL FROM n",
    )
    assert "500" in said
    assert len(rows(asking)) == 200
    with asking.expect_download() as loaded:
        asking.get_by_role("button", name="Télécharger en CSV").click()
    assert loaded.value.suggested_filename == "reponse.csv"
    held = Path(loaded.value.path()).read_bytes()
    assert held.startswith(b"\xef\xbb\xbf"), "without it, Excel misreads accents"
    text = held.decode("utf-8-sig")
    head, *body = csv.reader(io.StringIO(text, newline=""), strict=True)
    assert head == ["i", 'a,"b', "c", "d", "NULL"]
    assert len(body) == 500
    assert body[2] == ["3", "'=1+3", "''x\r\n,\"é", "-1.5", ""]
    assert text.count("\r\n") == 501 + 500


@pytest.mark.usefixtures("in_chromium")
def test_the_page_is_accessible_and_keeps_its_width(asking: Page) -> None:
    ask(asking, "SELECT id, text, permalink FROM articles")
    assert violations(asking) == []
    for width in (1440, 320):
        asking.set_viewport_size({"width": width, "height": 700})
        assert asking.evaluate("document.documentElement.scrollWidth") == width


def test_without_script_the_questions_have_their_answers(browser: Browser, served: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{served}donnees/interroger/")
    expect(page.locator("form.ask")).to_be_hidden()
    expect(page.locator("noscript p")).to_contain_text("Vos propres requêtes demandent un script")
    assert page.locator(".answer tbody tr:visible").count() > len(QUESTIONS)
    assert page.get_by_role("button", name="Poser cette question").count() == 0
    context.close()


@pytest.mark.usefixtures("in_chromium")
def test_the_first_answer_comes_in_two_seconds_on_a_phone(browser: Browser, served: str) -> None:
    context = browser.new_context(**_phone())
    page = context.new_page()
    page.goto(f"{served}donnees/interroger/", wait_until="networkidle")
    session = context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    with watch(page, served):
        assert page.evaluate(FIRST_ANSWER) < 2000
    context.close()


def _phone() -> dict[str, Any]:
    size = {"width": 390, "height": 844}
    return {"viewport": size, "has_touch": True, "is_mobile": True, "device_scale_factor": 3}
