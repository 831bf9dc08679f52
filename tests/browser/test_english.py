"""The scripts on a site in English, whose words and addresses they have from its pages alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from support.browser import wait_until
from support.chromium import watched_page
from support.golden_queries import ask_site, load_queries, shortcomings
from support.sites import build_and_serve

EXAMPLE = Path(__file__).parents[2] / "examples/python-removals"
ARTICLE = "articles/2021-04-20-python-dev-pep-563/"


@pytest.fixture(scope="module")
def english_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with build_and_serve(EXAMPLE / "content", tmp_path_factory.mktemp("english")) as site:
        yield site.url


@pytest.fixture
def english(browser: Browser, english_url: str) -> Iterator[Page]:
    """A page of the site, on which nothing goes wrong unseen."""
    with watched_page(browser, english_url) as page:
        page.set_viewport_size({"width": 1280, "height": 800})
        yield page


def test_the_golden_queries_of_the_example_are_answered(browser: Browser, english_url: str) -> None:
    queries = load_queries(EXAMPLE / "queries.yaml")
    found = ask_site(browser, english_url, queries, "search/")
    wrong = {query["ask"]: shortcomings(query, found[query["ask"]]) for query in queries}
    assert {ask: said for ask, said in wrong.items() if said} == {}


def test_the_search_opens_over_any_page_and_leads_to_the_marked_words(
    english: Page, english_url: str
) -> None:
    english.goto(english_url + ARTICLE)
    wait_until(english, "() => document.querySelector('.previews:not([hidden])') !== null")
    english.keyboard.press("/")
    expect(english.get_by_role("combobox")).to_be_focused()
    english.keyboard.type("PEP’s")
    first = english.get_by_role("option").first
    expect(first).to_be_visible()
    english.keyboard.press("ArrowDown")
    english.keyboard.press("Enter")
    english.wait_for_url(re.compile(r"\?words=.*\bpep"))
    wait_until(english, "() => CSS.highlights.get('sought')?.size > 0")


def test_what_is_said_of_a_question_stands_between_the_marks_of_english(
    english: Page, english_url: str
) -> None:
    english.goto(f'{english_url}search/?q="no such words"&sort=date')
    expect(english.locator('main [data-part="status"]')).to_contain_text("“‘no such words’”")
    expect(english.locator('[data-part="sort"]')).to_be_checked()


def test_a_choice_of_rows_is_in_the_address(english: Page, english_url: str) -> None:
    english.goto(f"{english_url}announcements/?to-review=overdue&type=promise")
    expect(english.locator("#f_kind_promise")).to_be_checked()
    english.locator("#f_kind_promise").uncheck()
    assert "type=" not in english.url


def test_a_link_to_a_thing_shows_its_card(english: Page, english_url: str) -> None:
    english.goto(f"{english_url}announcements/annotations-as-strings/")
    wait_until(english, "() => document.querySelector('.previews:not([hidden])') !== null")
    english.locator(f'main a[href*="{ARTICLE}#"]').first.hover()
    card = english.get_by_role("tooltip")
    expect(card.locator("q").first).to_have_text(re.compile("^“[^«]+”$"))
