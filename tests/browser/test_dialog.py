"""The search from anywhere: opened, asked, walked and left with the keyboard alone."""

from __future__ import annotations

import re
from itertools import product
from typing import Any

import pytest
from browser.test_site import EVERY_READER
from playwright.sync_api import Page, expect
from support.accessibility import violations
from support.length import sample

ARTICLE = "articles/2020-02-14-gazette-navette/"
FEW = "entites/carte-brume/"


def open_with(page: Page, key: str = "/") -> Any:
    """Open the dialog; its field."""
    page.keyboard.press(key)
    field = page.get_by_role("combobox")
    expect(field).to_be_focused()
    return field


def options(page: Page) -> Any:
    return page.get_by_role("option")


def told(page: Page) -> Any:
    return page.locator("dialog").get_by_role("status")


@pytest.mark.prove
@pytest.mark.parametrize(
    ("start", "key"),
    sample([*product(("", ARTICLE, "annonces/", "nulle/part/"), ("/", "Control+k"))], 3),
)
def test_a_key_opens_the_search_over_any_page(
    page: Page, site_url: str, start: str, key: str
) -> None:
    page.goto(site_url + start)
    field = open_with(page, key)
    assert page.url == site_url + start
    page.keyboard.type("carte")
    expect(field).to_have_value("carte")
    expect(told(page)).to_contain_text("carte")
    expect(options(page).first).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_be_hidden()


def test_the_button_of_every_page_opens_it_too_and_gets_the_focus_back(
    page: Page, site_url: str
) -> None:
    page.goto(site_url + ARTICLE)
    page.locator(".open-search").click()
    expect(page.get_by_role("combobox")).to_be_focused()
    page.get_by_role("button", name="Fermer").click()
    expect(page.locator("dialog")).to_be_hidden()
    expect(page.locator(".open-search")).to_be_focused()


def test_arrows_walk_the_results_and_enter_opens_the_chosen_one(page: Page, site_url: str) -> None:
    page.goto(site_url + FEW)
    field = open_with(page)
    page.keyboard.type("navette")
    expect(options(page).first).to_be_visible()
    expect(field).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(field).to_be_focused()
    chosen = page.locator('[role="option"][aria-selected="true"]')
    expect(chosen).to_have_count(1)
    assert field.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    assert chosen.get_attribute("id") == options(page).nth(1).get_attribute("id")
    address = str(chosen.evaluate("one => one.href"))
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    # Above the first stands the field itself.
    expect(chosen).to_have_count(0)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(address)
    assert "?mots=" in address


def test_enter_without_a_choice_leads_to_the_page_of_the_search(page: Page, site_url: str) -> None:
    page.goto(site_url + ARTICLE)
    open_with(page)
    page.keyboard.type("trois euros")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site_url}recherche/?q=trois%20euros")
    expect(page.get_by_role("searchbox")).to_have_value("trois euros")


def test_announcements_and_articles_stand_in_groups_with_state_outlet_and_date(
    page: Page, site_url: str
) -> None:
    page.goto(site_url + ARTICLE)
    open_with(page)
    page.keyboard.type("navette")
    groups = page.locator("dialog").get_by_role("group")
    expect(groups).not_to_have_count(0)
    announcements = page.get_by_role("group", name="Annonces")
    expect(announcements.locator(".state use").first).to_have_attribute(
        "href", re.compile("#sign_")
    )
    articles = page.get_by_role("group", name="Articles")
    expect(articles.locator("small").first).to_have_text(re.compile(r".+, .*20\d\d"))


def test_what_is_nowhere_is_said_and_the_nearest_proposed(page: Page, site_url: str) -> None:
    page.goto(site_url + ARTICLE)
    field = open_with(page)
    page.keyboard.type("Dorvall")
    expect(told(page)).to_contain_text("Aucun résultat")
    page.locator('dialog [data-part="meant"] a').click()
    expect(field).to_have_value("Dorval")
    expect(field).to_be_focused()
    expect(options(page).first).to_be_visible()


def test_a_result_on_this_very_page_shows_its_place(page: Page, site_url: str) -> None:
    page.goto(site_url + ARTICLE)
    open_with(page)
    page.keyboard.type("« trois euros la traversée »")
    here = page.locator(f'[role="option"][href*="{ARTICLE}"]')
    here.click()
    expect(page.locator("dialog")).to_be_hidden()
    assert page.url.startswith(site_url + ARTICLE)


@pytest.mark.prove
@pytest.mark.parametrize(("scheme", "width"), sample(EVERY_READER, 2))
def test_axe_finds_nothing_in_the_dialog_nor_among_results(
    page: Page, site_url: str, scheme: Any, width: int
) -> None:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{site_url}recherche/?q=navette")
    expect(page.locator(".search-results > li").first).to_be_visible()
    assert violations(page) == []
    page.goto(site_url + ARTICLE)
    open_with(page)
    page.keyboard.type("navette")
    expect(options(page).first).to_be_visible()
    page.keyboard.press("ArrowDown")
    assert violations(page) == []


def test_neither_results_nor_the_dialog_scroll_sideways(page: Page, site_url: str) -> None:
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto(f"{site_url}recherche/?q=navette")
    expect(page.locator(".search-results > li").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.goto(site_url + ARTICLE)
    open_with(page)
    page.keyboard.type("navette")
    expect(options(page).first).to_be_visible()
    assert page.locator("dialog").evaluate("one => one.scrollWidth - one.clientWidth") <= 0
    assert page.locator(".search-options").evaluate("one => one.scrollWidth - one.clientWidth") <= 0
