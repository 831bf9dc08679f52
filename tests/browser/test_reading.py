"""Pages can be read: at any width, zoomed, spaced out, in any colours, on paper."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from browser.test_site import ARTICLE, KINDS
from playwright.sync_api import Page, expect
from support.length import sample

ANNOUNCEMENT = "annonces/ligne-c/"
WITH_HEADINGS = (ARTICLE, "articles/2021-09-avis-des-rails/")
WIDTHS = (320, 360, 768, 1024, 1100, 1280, 1440, 1920)
"""In `make test` every other one is tried."""
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


@pytest.mark.prove
@pytest.mark.parametrize("kind", [*KINDS, ANNOUNCEMENT])
def test_no_page_scrolls_sideways_at_any_width(page: Page, site_url: str, kind: str) -> None:
    page.goto(site_url + kind)
    for width in sample(WIDTHS, 2):
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


def full_of_notes(built_site: Path) -> list[str]:
    """The addresses of the three articles that have the most notes."""
    pages = [
        (path.read_text("utf-8").count('class="note"'), path)
        for path in built_site.glob("articles/*/index.html")
    ]
    return [f"articles/{path.parent.name}/" for _, path in sorted(pages)[-3:]]


def test_notes_meet_neither_one_another_nor_the_end_of_the_page(
    page: Page, site_url: str, built_site: Path
) -> None:
    for article in full_of_notes(built_site):
        page.goto(site_url + article)
        for width in (1100, 1440):
            page.set_viewport_size({"width": width, "height": 900})
            boxes = [note.bounding_box() for note in page.locator(".note").all()]
            edges = [(box["y"], box["y"] + box["height"]) for box in boxes if box]
            assert len(edges) == len(boxes) > 4
            assert all(bottom < top for (_, bottom), (top, _) in pairwise(edges)), article
            main = page.locator("main").bounding_box()
            assert main
            assert edges[-1][1] < main["y"] + main["height"]


def test_a_heading_stays_with_the_paragraph_that_it_opens(page: Page, site_url: str) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    seen = 0
    for article in WITH_HEADINGS:
        page.goto(site_url + article)
        gaps = page.evaluate(
            """() => [...document.querySelectorAll(".words > h2")].map((one) => {
              const next = one.nextElementSibling
                ?? one.closest(".passage").nextElementSibling.querySelector(".words > *");
              return next.getBoundingClientRect().top - one.getBoundingClientRect().bottom;
            })"""
        )
        seen += len(gaps)
        assert all(0 <= gap < 40 for gap in gaps), article
    assert seen


def test_every_note_of_the_archive_can_answer(built_site: Path) -> None:
    rank = re.compile(r'data-k="(\d+)"')
    answered = {
        int(k) for k in rank.findall((built_site / "theme/css/site.css").read_text("utf-8"))
    }
    given = {
        int(k)
        for path in built_site.glob("articles/*/index.html")
        for k in rank.findall(path.read_text("utf-8"))
    }
    assert given
    assert given <= answered


def test_very_long_words_are_broken(page: Page, site_url: str) -> None:
    page.set_viewport_size({"width": 320, "height": 900})
    page.goto(site_url + ARTICLE)
    long = "h1, .standfirst, .words p, .note p, .record dd, .links a"
    page.evaluate(f"document.querySelectorAll('{long}').forEach((o) => o.append('x'.repeat(90)))")
    assert overflow(page) <= 0


@pytest.mark.parametrize("forced", ["light", "dark"])
def test_a_theme_that_is_chosen_wins_over_that_of_the_system(
    page: Page, site_url: str, forced: str
) -> None:
    grounds = {}
    ground = "getComputedStyle(document.documentElement).backgroundColor"
    for system in ("light", "dark"):
        page.emulate_media(color_scheme=system)
        page.goto(site_url + ARTICLE)
        grounds[system] = page.evaluate(ground)
        page.evaluate(f"document.documentElement.dataset.theme = '{forced}'")
        assert page.evaluate(ground) == grounds.get(forced, page.evaluate(ground))
    assert grounds["light"] != grounds["dark"]


def test_states_keep_their_signs_and_words_in_forced_colours(page: Page, site_url: str) -> None:
    page.emulate_media(forced_colors="active")
    page.goto(site_url + ANNOUNCEMENT)
    state = page.locator(".state").first
    expect(state).to_be_visible()
    assert state.locator("svg").bounding_box()
    assert state.inner_text().strip()
    # The pair that answers is told by a line and by the weight of the other, not by a colour alone.
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(site_url + ARTICLE)
    mark = page.locator("mark[id]").first
    thickness = "one => getComputedStyle(one).textDecorationThickness"
    assert mark.evaluate(thickness) == "1px"
    page.locator(".note").first.hover()
    expect(mark).to_have_css("text-decoration-thickness", "2px")
    current = page.locator(".menu [aria-current]")
    system = page.locator(".menu a:not([aria-current])").first
    border = "one => getComputedStyle(one).borderBottomColor"
    assert current.evaluate(border) != system.evaluate(border)


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
    title = page.locator(".notes-title").bounding_box()
    notes = [note.bounding_box() for note in page.locator(".note").all()]
    tops = [box["y"] for box in (last, title, *notes) if box]
    assert len(tops) == len(notes) + 2
    assert tops == sorted(tops)


@pytest.mark.parametrize("kind", ["", ARTICLE, ANNOUNCEMENT, "annonces/", "methode/"])
def test_every_kind_of_page_can_be_printed(
    page: Page, site_url: str, kind: str, tmp_path: Path
) -> None:
    page.goto(site_url + kind)
    page.pdf(path=tmp_path / "page.pdf", format="A4")
    assert (tmp_path / "page.pdf").read_bytes()[:5] == b"%PDF-"
