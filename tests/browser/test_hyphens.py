"""A hyphen or an apostrophe is sought as whatever sign it is written with, or not at all."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import cast

import pytest
from playwright.sync_api import Browser

ROOT = Path(__file__).parents[2]

FIND = """async (questions) => {
    const { find, loaded, open } = await import("../theme/js/seek.js");
    const engine = await open();
    const found = {};
    for (const question of questions) {
        const answer = await find(engine, question);
        const first = await loaded(answer, 0, 10);
        found[question] = first.map(({ url }) => url);
    }
    return found;
}"""

HYPHENS = ("-", "\u2010", "\u2011", "\u2013", "\u2212", "\uff0d", " ")
APOSTROPHES = ("'", "\u2019", "\u02bc", "\u2032", "`", "\u00b4")
TEXTS = (
    "La ligne atteint Baie-Verte avant le soir.",
    "La ligne atteint Baie\u2011Verte avant le midi.",
    "La ligne atteint la Baie Verte avant le matin.",
    "Une baie, au loin, et la côte verte.",
    "Les places se retiennent par e-mail, devant l\u00b4embarcadère.",
    "Les places se rendent par e\u2010mail, devant l’embarcadère.",
)


@pytest.fixture(scope="module")
def answers(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """What each question finds on a site made for this, best first: the ids of pages."""
    folder = tmp_path_factory.mktemp("hyphens")
    shutil.copytree(ROOT / "tests/site/content", folder / "content")
    shutil.copytree(ROOT / "theme", folder / "theme")
    shutil.copy(ROOT / "pelicanconf.py", folder)
    for number, text in enumerate(TEXTS):
        page = f'---\ntitle: "Page {number}"\nsummary: "Une page."\n---\n{text}\n'
        (folder / f"content/pages/page-{number}.md").write_text(page, "utf-8")
    place = '---\nkind: [place]\nnames: [{name: "Baie Verte"}]\n---\nUn village.\n'
    (folder / "content/entities/baie-verte.md").write_text(place, "utf-8")
    subprocess.run(
        [sys.executable, "-m", "suites", "build"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT / "plugins"), "SITEURL": ""},
        check=True,
        capture_output=True,
    )
    handler = partial(Quiet, directory=str(folder / "output"))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        context = browser.new_context()
        page = context.new_page()
        page.goto(f"http://127.0.0.1:{server.server_port}/recherche/")
        found = cast(dict[str, list[str]], page.evaluate(FIND, sorted(questions())))
        context.close()
        server.shutdown()
        thread.join()
    return {
        question: [url.strip("/").rpartition("/")[2] for url in urls]
        for question, urls in found.items()
    }


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Nothing: the tests look at the answers themselves."""


def questions() -> set[str]:
    named = {f"{pair[0]}{sign}{pair[1]}" for pair in PAIRS for sign in HYPHENS}
    elided = {f"l{sign}embarcadère" for sign in APOSTROPHES}
    return {*named, *elided, *(f"« {one} »" for one in named)}


PAIRS = (("Baie", "Verte"), ("baie", "vertes"), ("e", "mail"))


def test_a_hyphen_does_not_count(answers: dict[str, list[str]]) -> None:
    for sign in HYPHENS:
        found = answers[f"Baie{sign}Verte"]
        assert found[0] == "baie-verte", sign
        assert sorted(found) == ["baie-verte", "page-0", "page-1", "page-2", "page-3"], sign
        assert sorted(answers[f"e{sign}mail"]) == ["page-4", "page-5"], sign
    for pair in PAIRS:
        assert len({tuple(answers[sign.join(pair)]) for sign in HYPHENS}) == 1, pair


def test_a_hyphen_does_not_count_in_a_phrase(answers: dict[str, list[str]]) -> None:
    for sign in HYPHENS:
        found = answers[f"« Baie{sign}Verte »"]
        assert sorted(found) == ["baie-verte", "page-0", "page-1", "page-2"], sign
        assert sorted(answers[f"« e{sign}mail »"]) == ["page-4", "page-5"], sign


def test_an_apostrophe_does_not_count(answers: dict[str, list[str]]) -> None:
    for sign in APOSTROPHES:
        assert sorted(answers[f"l{sign}embarcadère"]) == ["page-4", "page-5"], sign
