"""A listing is filtered without script; with it, the choice is in the address and is told."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

LISTING = "annonces/"


def shown(page: Page) -> int:
    return page.locator("[data-row]:visible").count()


def count(page: Page, facet: str, value: str) -> int:
    label = page.locator(f"label:has(#f_{facet}_{value}) .number")
    return int(label.inner_text())


@pytest.fixture
def listing(page: Page, site_url: str) -> Page:
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(site_url + LISTING)
    return page


@pytest.mark.parametrize("tab", ["page", "plain"])
def test_values_of_a_facet_widen_the_choice_and_facets_narrow_it(
    request: pytest.FixtureRequest, site_url: str, tab: str
) -> None:
    page: Page = request.getfixturevalue(tab)
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(site_url + LISTING)
    rows = page.locator("[data-row]:visible")
    every = rows.count()
    page.check("#f_verdict_fulfilled")
    fulfilled = count(page, "verdict", "fulfilled")
    assert rows.count() == fulfilled < every
    page.check("#f_verdict_open")
    either = fulfilled + count(page, "verdict", "open")
    assert rows.count() == either
    page.check("#f_theme_bateaux")
    assert 0 < rows.count() < either
    for row in rows.all():
        assert "bateaux" in (row.get_attribute("data-theme") or "").split()
    page.locator(".clear").click()
    assert rows.count() == every


def test_a_choice_that_leaves_no_row_says_so(plain: Page, site_url: str) -> None:
    page = plain
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(site_url + LISTING)
    said = page.locator(".none")
    height = "one => one.getBoundingClientRect().height"
    assert said.evaluate(height) == 0
    page.check("#f_kind_fact")
    page.check("#f_verdict_fulfilled")
    assert shown(page) == 0
    assert said.evaluate(height) > 10


def test_the_choice_is_in_the_address_and_can_be_gone_back_to(listing: Page) -> None:
    every = shown(listing)
    listing.check("#f_verdict_open")
    assert listing.url.endswith("?verdict=open")
    listing.check("#f_stage_announced")
    assert listing.url.endswith("?verdict=open&etape=announced")
    fewer = shown(listing)
    listing.go_back()
    expect(listing.locator("#f_stage_announced")).not_to_be_checked()
    assert shown(listing) == count(listing, "verdict", "open") > fewer
    listing.go_back()
    assert shown(listing) == every


def test_an_address_makes_the_choice_and_the_count_is_told(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}{LISTING}?verdict=open")
    expect(page.locator("#f_verdict_open")).to_be_checked()
    expect(page.get_by_role("status").first).to_contain_text(f"{shown(page)} / ")


def test_a_choice_that_is_none_of_ours_is_let_be(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}{LISTING}?verdict=%22%5D&theme=&etape=nulle&autre=1")
    assert shown(page) == page.locator("[data-row]").count()


def test_the_balance_of_the_home_page_leads_to_the_rows_it_counts(
    page: Page, site_url: str
) -> None:
    page.goto(site_url)
    tally = page.locator(".tallies a").first
    number = int(tally.locator(".number").inner_text().split()[0])
    tally.click()
    page.wait_for_load_state()
    assert shown(page) == number


def test_on_a_phone_the_filters_are_folded(page: Page, site_url: str) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(site_url + LISTING)
    box = page.locator("#f_verdict_open")
    expect(box).to_be_hidden()
    page.locator(".filters summary").click()
    expect(box).to_be_visible()
