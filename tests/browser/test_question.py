"""A question is asked of the index in every way in which pages may say it; no index is needed."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser, Page

TESTS = Path(__file__).resolve().parents[1]
SCRIPT = (TESTS.parent / "theme/static/js/question.js").read_bytes()
CASES = yaml.safe_load((TESTS / "cases/questions.yaml").read_text("utf-8"))
CALL = """async ([module, name, given, names]) => {
  const question = await import(module);
  return names ? question.read(given, question.forms(names)) : question[name](given);
}"""


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    yield page
    page.close()


def called(page: Page, name: str, given: str, names: object = None) -> Any:
    """Return what a function of the script makes of a text, with the names of an archive."""
    module = f"data:text/javascript;base64,{b64encode(SCRIPT).decode()}"
    return page.evaluate(CALL, [module, name, given, names])


@pytest.mark.parametrize("case", CASES["words"], ids=lambda case: f"{case['of']}-{case['given']}")
def test_words_are_compared_as_the_copies_fold_them(page: Page, case: dict[str, Any]) -> None:
    assert called(page, case["of"], case["given"]) == case["made"]


@pytest.mark.parametrize("case", CASES["questions"], ids=lambda case: case["asked"])
def test_a_question_is_its_units_each_in_all_its_ways(page: Page, case: dict[str, Any]) -> None:
    read = called(page, "read", case["asked"], CASES["names"])
    ways = [[" + ".join(way) for way in unit["any"]] for unit in read["units"]]
    assert ways == case["units"]
    assert [" ".join(words) for words in read["phrases"]] == case.get("phrases", [])
    assert [one["word"] for one in read["joined"]] == case.get("joined", [])
    assert read["url"] == case.get("url", "")
