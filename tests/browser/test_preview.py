"""Previews: the card of a thing beside a link to it, for a mouse and for a keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from browser.test_site import EVERY_READER
from playwright.sync_api import Browser, Page, expect
from support.accessibility import violations
from support.browser import wait_until
from support.length import sample

ANNOUNCEMENT = "annonces/navette-electrique/"
ARTICLE = "articles/2020-02-14-gazette-navette/"
EVIDENCE = f'main a[href*="{ARTICLE}#depart"]'
ENTITY = 'main .speaker a[href$="entites/hugo-castel/"]'
RELATED = '#s_relations ~ ul a[href*="annonces/depart-de-la-navette/"]'
SHIFTS = """
    window.shifted = 0;
    new PerformanceObserver((list) => {
        for (const one of list.getEntries()) window.shifted += one.value;
    }).observe({ type: "layout-shift", buffered: true });
"""


@pytest.fixture
def opened(page: Page, site_url: str) -> Page:
    page.goto(site_url + ANNOUNCEMENT)
    wait_until(page, "() => document.querySelector('.previews:not([hidden])') !== null")
    return page


def card(page: Page):  # type: ignore[no-untyped-def]
    return page.get_by_role("tooltip")


@pytest.mark.parametrize(
    ("link", "words"),
    [
        (EVIDENCE, "« le bateau partira en juin 2021 »"),
        (ENTITY, "Hugo Castel"),
        (RELATED, "Le premier départ de la navette"),
    ],
)
def test_resting_on_a_link_shows_its_card_and_leaving_hides_it(
    opened: Page, link: str, words: str
) -> None:
    opened.locator(link).first.hover()
    expect(card(opened)).to_contain_text(words)
    opened.mouse.move(2, 2)
    expect(card(opened)).to_be_hidden()


@pytest.mark.parametrize(
    ("link", "paragraphs"),
    [
        (
            EVIDENCE,
            [
                "La Gazette du port, 14\u00a0février 2020",
                "«\u00a0le bateau partira en juin 2021\u00a0»",
                "Annonce, Hugo Castel",
                "Un mois est donné, sans jour.",
            ],
        ),
        (
            RELATED,
            [
                "Fait, Régie de la baie, 2\u00a0mai 2022",
                "Le premier départ de la navette",
                "La navette a quitté le quai de Port-Brume le 2\u00a0mai 2022.",
                "effectif",
            ],
        ),
        (ENTITY, ["Personne", "Hugo Castel", "6 annonces"]),
    ],
)
def test_a_card_says_what_its_page_begins_with(
    opened: Page, link: str, paragraphs: list[str]
) -> None:
    opened.locator(link).first.hover()
    expect(card(opened)).to_be_visible()
    found = card(opened).locator("p").all_text_contents()
    assert [one.strip() for one in found] == paragraphs


def test_a_card_takes_its_page_once_and_nothing_that_the_page_names(
    opened: Page, site_url: str
) -> None:
    asked: list[str] = []
    opened.on("request", lambda request: asked.append(request.url))
    for _ in range(2):
        opened.locator(EVIDENCE).first.hover()
        expect(card(opened)).to_be_visible()
        opened.mouse.move(2, 2)
        expect(card(opened)).to_be_hidden()
    assert asked == [f"{site_url}theme/js/preview-card.js", site_url + ARTICLE]


def test_the_card_of_an_announcement_tells_its_claim_its_state_and_its_date(opened: Page) -> None:
    opened.locator(RELATED).first.hover()
    expect(card(opened).locator(".state .glyph").first).to_be_visible()
    expect(card(opened)).to_contain_text("2022")


def test_the_way_to_the_card_does_not_hide_it(opened: Page) -> None:
    opened.locator(EVIDENCE).first.hover()
    expect(card(opened)).to_be_visible()
    card(opened).hover()
    opened.wait_for_timeout(400)
    expect(card(opened)).to_be_visible()


def test_the_keyboard_shows_a_card_and_escape_leaves_it_alone(opened: Page) -> None:
    link = opened.locator(EVIDENCE).first
    opened.keyboard.press("Tab")
    link.focus()
    expect(card(opened)).to_be_visible()
    expect(link).to_have_attribute("aria-describedby", "preview")
    opened.keyboard.press("Escape")
    expect(card(opened)).to_be_hidden()
    expect(link).to_be_focused()
    assert link.get_attribute("aria-describedby") is None


def test_a_link_within_the_page_has_no_card(opened: Page) -> None:
    asked: list[str] = []
    opened.on("request", lambda request: asked.append(request.url))
    opened.locator('main a[href="#s_history"]').first.hover()
    opened.locator('main a[rel="bookmark"]').hover()
    opened.wait_for_timeout(600)
    expect(card(opened)).to_be_hidden()
    assert asked == []


def test_nothing_is_asked_for_before_a_reader_rests(opened: Page) -> None:
    asked: list[str] = []
    opened.on("request", lambda request: asked.append(request.url))
    for link in opened.locator("main .evidence a").all()[:6]:
        link.hover()
        opened.mouse.move(2, 2)
    assert asked == []


def test_turned_off_they_stay_off(opened: Page) -> None:
    opened.locator(".previews input").uncheck()
    opened.reload()
    expect(opened.locator(".previews input")).not_to_be_checked()
    opened.locator(EVIDENCE).first.hover()
    opened.wait_for_timeout(700)
    expect(card(opened)).to_be_hidden()
    opened.locator(".previews input").check()
    opened.locator(EVIDENCE).first.hover()
    expect(card(opened)).to_be_visible()


@pytest.mark.prove
@pytest.mark.parametrize(("scheme", "width"), sample(EVERY_READER, 2))
def test_axe_finds_nothing_while_a_card_is_shown(opened: Page, scheme: Any, width: int) -> None:
    opened.emulate_media(color_scheme=scheme)
    opened.set_viewport_size({"width": width, "height": 900})
    opened.locator(RELATED).first.hover()
    expect(card(opened)).to_be_visible()
    opened.wait_for_timeout(200)
    assert violations(opened) == []


def test_a_card_moves_nothing_and_stays_within_the_window(own_page: Page, site_url: str) -> None:
    page = own_page
    page.set_viewport_size({"width": 320, "height": 600})
    page.add_init_script(SHIFTS)
    page.goto(site_url + ANNOUNCEMENT)
    page.locator(EVIDENCE).first.scroll_into_view_if_needed()
    page.wait_for_timeout(800)
    before = page.evaluate("window.shifted")
    page.locator(EVIDENCE).first.hover()
    expect(card(page)).to_be_visible()
    box = card(page).bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 320
    assert box["y"] >= 0
    assert page.evaluate("window.shifted") == before
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.fixture
def finger(browser: Browser, site_url: str) -> Iterator[Page]:
    context = browser.new_context(has_touch=True, viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.goto(site_url + ANNOUNCEMENT)
    yield page
    context.close()


def test_the_first_tap_follows_the_link(finger: Page, site_url: str) -> None:
    finger.locator(EVIDENCE).first.tap()
    finger.wait_for_url(f"{site_url}{ARTICLE}#depart")


def test_without_script_there_is_no_switch_and_no_card(plain: Page, site_url: str) -> None:
    plain.goto(site_url + ANNOUNCEMENT)
    expect(plain.locator(".previews")).to_be_hidden()
    expect(card(plain)).to_have_count(0)
