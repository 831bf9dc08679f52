"""Pages can be read: at any width, zoomed, spaced out, in any colours, on paper."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser.test_site import ARTICLE, KINDS
from playwright.sync_api import Browser, Page, expect

ANNOUNCEMENT = "annonces/paiements-entre-utilisateurs/"
WIDTHS = (320, 360, 768, 1024, 1100, 1280, 1440, 1920)
SPACED = """() => {
  const rules = new CSSStyleSheet();
  rules.replaceSync(`
    * { line-height: 1.5 !important; letter-spacing: .12em !important }
    * { word-spacing: .16em !important }
    p { margin-block-end: 2em !important }`);
  document.adoptedStyleSheets = [rules];
}"""
"""What WCAG 2.2, 1.4.12 asks that a text bears."""


def overflow(page: Page) -> int:
    return int(
        page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    )


@pytest.mark.parametrize("kind", [*KINDS, ANNOUNCEMENT])
def test_no_page_scrolls_sideways_at_any_width(page: Page, site_url: str, kind: str) -> None:
    page.goto(site_url + kind)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert overflow(page) <= 0, width


@pytest.mark.parametrize("kind", ["", ARTICLE, ANNOUNCEMENT, "annonces/", "recherche/", "methode/"])
def test_a_text_of_twice_the_size_or_spaced_out_stays_on_the_page(
    page: Page, site_url: str, kind: str
) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(site_url + kind)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert overflow(page) <= 0
    page.evaluate("document.documentElement.style.fontSize = ''")
    page.set_viewport_size({"width": 360, "height": 900})
    page.evaluate(SPACED)
    assert overflow(page) <= 0


@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing_in_the_dark(page: Page, site_url: str, kind: str) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto(site_url + kind)
    for width in (360, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()


def test_a_note_answers_its_words_and_they_answer_it(page: Page, site_url: str) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(site_url + ARTICLE)
    mark, note = page.locator("mark[id]").first, page.locator(".note").first
    lit = "one => getComputedStyle(one).getPropertyValue('--lit').trim()"
    assert note.evaluate(lit) == ""
    mark.hover()
    assert note.evaluate(lit) == "1"
    note.hover()
    assert mark.evaluate(lit) == "1"
    page.mouse.move(0, 0)
    page.locator("a.callout").first.focus()
    assert note.evaluate(lit) == "1"
    page.goto(f"{site_url}{ARTICLE}#{note.get_attribute('id')}")
    assert mark.evaluate(lit) == "1"


def test_notes_stand_in_the_margin_where_there_is_room_and_under_their_words_elsewhere(
    page: Page, site_url: str
) -> None:
    page.goto(site_url + ARTICLE)
    for width, beside in ((1440, True), (1100, True), (1099, False), (360, False)):
        page.set_viewport_size({"width": width, "height": 900})
        words, note = (
            page.locator(".words").first.bounding_box(),
            page.locator(".note").first.bounding_box(),
        )
        assert words
        assert note
        assert (note["x"] >= words["x"] + words["width"]) is beside, width
        assert (note["y"] >= words["y"] + words["height"] - 1) is not beside, width


def test_states_keep_their_signs_and_words_in_forced_colours(page: Page, site_url: str) -> None:
    page.emulate_media(forced_colors="active")
    page.goto(site_url + ANNOUNCEMENT)
    state = page.locator(".state").first
    expect(state).to_be_visible()
    assert state.locator("svg").bounding_box()
    assert state.inner_text().strip()


def test_who_asks_for_less_motion_gets_none(page: Page, site_url: str) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.goto(site_url + ARTICLE)
    moving = "one => getComputedStyle(one).transitionDuration"
    assert page.locator(".note").first.evaluate(moving) == "0s"


def test_on_paper_notes_are_endnotes_and_the_frame_is_left_away(page: Page, site_url: str) -> None:
    page.goto(site_url + ARTICLE)
    page.emulate_media(media="print")
    expect(page.locator(".masthead nav")).to_be_hidden()
    expect(page.locator(".notes-title")).to_be_visible()
    last = page.locator(".words").last.bounding_box()
    first = page.locator(".note").first.bounding_box()
    assert last
    assert first
    assert first["y"] > last["y"]


@pytest.mark.parametrize("kind", ["", ARTICLE, ANNOUNCEMENT, "annonces/", "methode/"])
def test_every_kind_of_page_can_be_printed(
    browser: Browser, site_url: str, kind: str, tmp_path: Path
) -> None:
    page = browser.new_page()
    page.goto(site_url + kind)
    page.pdf(path=tmp_path / "page.pdf", format="A4")
    assert (tmp_path / "page.pdf").read_bytes()[:5] == b"%PDF-"
    page.close()
