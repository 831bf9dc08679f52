"""The composer finds what `make check` finds, and says it in the same words; no site is needed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route
from support.composer import CASES, CODES, SCRIPTS, archive_of_miniature
from support.edited_records import edited, every_record, found_by_check, keys_of
from support.length import is_proving
from support.random_record_edits import edited_at_random

PLACE = re.compile(r", first in line \d+| on line \d+|(?<=\.md):\d+:\d+")
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


def test_of_records_edited_at_random_both_say_the_same(page: Page) -> None:
    records = edited_at_random(seed=7, count=5_000 if is_proving() else 150)
    found = problems(page, [one.for_scripts() for one in records])
    otherwise = []
    for record, here in zip(records, found, strict=True):
        told = [one for one in found_by_check(record) if one.path == f"content/{record.path}"]
        check = {_comparable(one.code, one.what, one.mend) for one in told if one.code in CODES}
        composer = {_comparable(one["code"], one["what"], one["mend"]) for one in here}
        if check != composer:
            otherwise.append((record.data, check ^ composer))
    assert otherwise == []


def _comparable(code: str, what: str, mend: str) -> tuple[str, ...]:
    """A problem without lines, and without the nearest words of a quote."""
    return code, PLACE.sub("", what), "" if code == "quote-orphan" else mend
