"""A question is asked of the index in every way in which pages may say it; no index is needed."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser, Page

from suites.archive.languages import data
from suites.site.search import language_of_scripts

TESTS = Path(__file__).resolve().parents[1]
SCRIPT = (TESTS.parent / "theme/static/js/question.js").read_bytes()
CASES = {
    path.stem: yaml.safe_load(path.read_text("utf-8"))
    for path in sorted((TESTS / "cases/questions").glob("*.yaml"))
}
CALL = """async ([module, data, name, given, names]) => {
  const question = await import(module);
  const language = question.languageOf(data);
  if (names) return question.read(language, given, question.forms(language, names));
  const of = question[name];
  return ["flat", "spellings"].includes(name) ? of(language, given) : of(given);
}"""
Case = dict[str, Any]


def cases(kind: str, name: str) -> list[Any]:
    """The cases of all languages, each with its language."""
    return [
        pytest.param(tag, case, id=f"{tag}-{case[name]}-{case.get('given', '')}".rstrip("-"))
        for tag, all_ in CASES.items()
        for case in all_[kind]
    ]


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    yield page
    page.close()


def called(page: Page, tag: str, name: str, given: str, names: object = None) -> Any:
    """Return what a function of the script makes of a text, with the names of an archive."""
    module = f"data:text/javascript;base64,{b64encode(SCRIPT).decode()}"
    return page.evaluate(CALL, [module, language_of_scripts(tag), name, given, names])


@pytest.mark.parametrize(("tag", "case"), cases("words", "of"))
def test_words_are_compared_as_the_copies_fold_them(page: Page, tag: str, case: Case) -> None:
    assert called(page, tag, case["of"], case["given"]) == case["made"]


@pytest.mark.parametrize(("tag", "case"), cases("questions", "asked"))
def test_a_question_is_its_units_each_in_all_its_ways(page: Page, tag: str, case: Case) -> None:
    read = called(page, tag, "read", case["asked"], CASES[tag]["names"])
    ways = [[" + ".join(way) for way in unit["any"]] for unit in read["units"]]
    assert ways == case["units"]
    assert [" ".join(words) for words in read["phrases"]] == case.get("phrases", [])
    assert [one["word"] for one in read["joined"]] == case.get("joined", [])
    assert read["url"] == case.get("url", "")


def test_every_language_has_questions() -> None:
    assert CASES.keys() == {*data.folders()}
