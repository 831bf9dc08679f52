"""A hyphen or an apostrophe is sought as whatever sign it is written with, or not at all."""

from __future__ import annotations

from typing import cast

import pytest
from playwright.sync_api import Browser
from support.length import at_length
from support.sites import build_with_files, serve_folder

FIND = """async (questions) => {
    const { find, loaded, open } = await import("../theme/js/search-engine.js");
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


PLACE = """---
kind: [place]
names: [{name: "Baie Verte"}]
---
Un village.
"""


@pytest.fixture(scope="module")
def answers(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """What each question finds on a site made for this, best first: the ids of pages."""
    files = {
        f"pages/page-{number}.md": f'---\ntitle: Page\nsummary: "Une page."\n---\n{text}\n'
        for number, text in enumerate(TEXTS)
    }
    files["entities/baie-verte.md"] = PLACE
    with serve_folder(build_with_files(tmp_path_factory.mktemp("hyphens"), files)) as site:
        context = browser.new_context()
        page = context.new_page()
        page.goto(f"{site}recherche/")
        found = cast(dict[str, list[str]], page.evaluate(FIND, sorted(questions())))
        context.close()
    return {
        question: [url.strip("/").rpartition("/")[2] for url in urls]
        for question, urls in found.items()
    }


def questions() -> set[str]:
    named = {f"{pair[0]}{sign}{pair[1]}" for pair in PAIRS for sign in HYPHENS}
    elided = {f"l{sign}embarcadère" for sign in APOSTROPHES}
    return {*named, *elided, *(f"« {one} »" for one in named)}


PAIRS = (("Baie", "Verte"), ("baie", "vertes"), ("e", "mail"))


@at_length
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
