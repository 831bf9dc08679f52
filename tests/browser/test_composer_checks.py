"""The composer finds what `make check` finds, and says it in the same words; no site is needed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route
from support.composer import CASES, SCRIPTS, archive_of_miniature
from support.edited_records import edited, every_record, keys_of

ADDRESS = "http://composer.example/"
CALL = """async ([module, archive, records]) => {
  const { problems } = await import(module);
  const given = JSON.parse(archive);
  return JSON.parse(records).map((record) => problems(record, given));
}"""


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    def served(route: Route) -> None:
        name = route.request.url.removeprefix(ADDRESS)
        if name:
            route.fulfill(path=SCRIPTS / name, content_type="text/javascript")
        else:
            route.fulfill(body="<!doctype html>", content_type="text/html")

    page = browser.new_page()
    page.route(f"{ADDRESS}**", served)
    page.goto(ADDRESS)
    yield page
    page.close()


def problems(page: Page, records: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """What the composer's checks find in each of some records."""
    given = [f"{ADDRESS}checks.js", json.dumps(archive_of_miniature()), json.dumps(records)]
    found: list[list[dict[str, Any]]] = page.evaluate(CALL, given)
    return found


def test_every_case_has_the_problems_that_make_check_finds_in_the_same_words(page: Page) -> None:
    found = problems(page, [edited(case).for_scripts() for case in CASES])
    told = [
        sorted((tuple(one["keys"]), one["code"], one["what"], one["mend"]) for one in of_case)
        for of_case in found
    ]
    for case, of_case in zip(CASES, told, strict=True):
        here = [one | one.get("here", {}) for one in case["problems"]]
        expected = [(keys_of(one), one["code"], one["what"], one["mend"]) for one in here]
        assert of_case == sorted(expected), case["does"]


def test_no_record_of_the_miniature_has_any(page: Page) -> None:
    records = every_record()
    assert len(records) > 60
    found = problems(page, [one.for_scripts() for one in records])
    assert [(one.id, told) for one, told in zip(records, found, strict=True) if told] == []
