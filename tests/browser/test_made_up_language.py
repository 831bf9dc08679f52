"""Scripts say no word of their own: in a language that nobody speaks, all of it comes from data."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from support.browser import wait_until
from support.chromium import watched_page
from support.length import at_length
from support.made_up_language import CLOSE, OPEN, OPENING, PREFIX, TAG, in_other_letters, strange
from support.sites import serve_folder

from suites.archive.languages import cldr

QUESTION = in_other_letters("navette")
NOTHING = in_other_letters("zzzz qqqq")


@pytest.fixture(scope="module")
def site(made_up_project: Path) -> Iterator[str]:
    with serve_folder(made_up_project / "output") as url:
        yield url


@pytest.fixture
def tab(browser: Browser, site: str) -> Iterator[Page]:
    with watched_page(browser, site) as page:
        yield page


def said(part: Locator) -> str:
    """What a part of a page says, which is of the language or of a record."""
    expect(part.first).not_to_be_empty()
    text = part.first.inner_text()
    assert strange(text) == [], text[max(0, text.find(strange(text)[0]) - 60) :][:120]
    return text


@at_length
def test_a_card_quotes_and_joins_as_the_language_does(tab: Page, site: str) -> None:
    tab.goto(f"{site}{PREFIX}annonces/navette-electrique/")
    wait_until(tab, "() => document.querySelector('.previews:not([hidden])') !== null")
    card = tab.get_by_role("tooltip")
    tab.locator('main a[href*="2020-02-14-gazette-navette/#depart"]').first.hover()
    expect(card).to_contain_text(OPENING)
    said(card)
    speaker = card.locator("b")
    assert f"{OPEN}, {CLOSE}" in said(speaker)
    tab.mouse.move(2, 2)
    expect(card).to_be_hidden()
    tab.locator(f'main .speaker a[href$="{PREFIX}entites/hugo-castel/"]').first.hover()
    expect(card).to_be_visible()
    said(card)


def test_what_is_copied_and_what_is_filtered_is_told_in_the_language(tab: Page, site: str) -> None:
    tab.goto(f"{site}{PREFIX}annonces/navette-electrique/")
    tab.locator('[data-part="copy"]').first.click()
    assert said(tab.locator('.cite [role="status"]').first).startswith(OPEN)
    tab.goto(f"{site}{PREFIX}annonces/")
    tab.set_viewport_size({"width": 1440, "height": 900})
    tab.check("#f_verdict_fulfilled")
    said(tab.locator('[data-part="status"]'))
    assert f"{PREFIX}verdict=fulfilled" in tab.url


def test_the_search_answers_in_the_language(tab: Page, site: str) -> None:
    tab.goto(f"{site}{PREFIX}recherche/?q={QUESTION}")
    told = said(tab.locator('[data-part="status"]'))
    number = int(re.findall(r"\d+", told)[0])
    assert told.endswith(f" {cldr.plural_rule(TAG)(number)}{CLOSE}")
    said(tab.locator('[data-part="results"]'))
    said(tab.locator("[data-values]"))
    tab.goto(f"{site}{PREFIX}recherche/?q={NOTHING}")
    assert OPEN in said(tab.locator('[data-part="status"]'))


def test_the_dialog_of_the_search_does_so_too(tab: Page, site: str) -> None:
    tab.goto(site)
    tab.keyboard.press("/")
    dialog = tab.locator("dialog[open]")
    dialog.locator("input").fill(QUESTION)
    expect(dialog.locator('[role="option"]').first).to_be_visible()
    said(dialog.locator('[data-part="options"]'))
    assert OPEN in said(dialog.locator('[data-part="status"]'))
