"""The chronology, the deadlines and the maps, as they are drawn, chosen by and read."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

CHRONOLOGY = "chronologie/"
KINDS = (
    CHRONOLOGY,
    "chronologie/2022/",
    "echeances/",
    "annonces/navette-electrique/",
    "entites/hugo-castel/",
)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("width", [320, 768, 1100, 1440])
def test_text_that_is_drawn_can_be_read_and_stays_on_the_page(
    page: Page, site_url: str, kind: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(site_url + kind)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    sizes = page.evaluate(
        """[...document.querySelectorAll('main svg text')].filter((one) => one.checkVisibility())
        .map((one) => parseFloat(getComputedStyle(one).fontSize) * one.getScreenCTM().a)"""
    )
    assert all(size >= 11 for size in sizes)
    # 320 px is what a page zoomed to 400 % has: there too, no sign covers another.
    meeting = page.evaluate(
        """[...document.querySelectorAll('.track')].flatMap((track) => {
          const boxes = [...track.querySelectorAll('.placed')]
            .filter((one) => one.checkVisibility())
            .map((one) => one.querySelector('use').getBoundingClientRect());
          return boxes.slice(1).filter((box, at) => box.left < boxes[at].right - .5).map(String);
        })"""
    )
    assert meeting == []


def test_choices_add_up_in_drawing_and_list_and_stay_in_the_address(
    page: Page, site_url: str
) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(site_url + CHRONOLOGY)
    drawn, listed = page.locator(".tracks > li"), page.locator(".events li")
    everything = listed.count()
    page.get_by_role("checkbox", name="Bateaux").check()
    page.get_by_role("checkbox", name="Hugo Castel").check()
    page.get_by_role("checkbox", name="2021").check()
    assert page.url.endswith("?theme=bateaux&acteur=hugo-castel&annee=2021")
    shown = [one for one in listed.all() if one.is_visible()]
    assert 0 < len(shown) < everything
    assert all("2021" in (one.locator(".when").inner_text()) for one in shown)
    visible = [one for one in drawn.all() if one.is_visible()]
    status = page.locator('[data-part="status"]').inner_text()
    assert status.startswith(f"{len(visible)} / {drawn.count()} ")
    # What is left empty has no heading.
    assert [one.inner_text() for one in page.locator(".events > h2").all() if one.is_visible()] == [
        "2021"
    ]
    page.reload()
    assert len([one for one in listed.all() if one.is_visible()]) == len(shown)
    page.get_by_role("button", name="Tout montrer").click()
    expect(listed).to_have_count(everything)
    assert all(one.is_visible() for one in page.locator(".lane").all())


def test_without_script_the_choices_work_and_everything_is_there(
    plain: Page, site_url: str
) -> None:
    page = plain
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(site_url + CHRONOLOGY)
    rows = page.locator(".tracks > li")
    assert all(one.is_visible() for one in rows.all())
    page.get_by_role("checkbox", name="contredit").check()
    assert len([one for one in rows.all() if one.is_visible()]) == 1


def test_a_track_is_told_in_words(page: Page, site_url: str) -> None:
    page.goto(site_url + CHRONOLOGY)
    expect(
        page.get_by_role("img", name=re.compile("Annoncé.*échéance.*2022")).first
    ).to_be_visible()


def test_a_map_leads_to_the_neighbours_and_gives_way_to_the_list(page: Page, site_url: str) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(site_url + "annonces/ligne-b/")
    node = page.locator(".node", has_text="La ligne C")
    expect(node).to_be_visible()
    node.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/annonces/ligne-c/")
    page.set_viewport_size({"width": 360, "height": 900})
    expect(page.locator(".map")).to_be_hidden()
    far = page.locator("summary", has_text="à deux relations d’ici")
    far.click()
    link = page.locator("#s_relations ~ details").get_by_role("link")
    expect(link.first).to_have_text("Le dépôt de la baie")


def test_forced_colours_and_paper_keep_the_drawings(page: Page, site_url: str) -> None:
    page.emulate_media(forced_colors="active")
    page.goto(site_url + CHRONOLOGY)
    line = page.locator(".track .done").first
    assert line.evaluate("one => getComputedStyle(one).stroke") == "rgb(0, 0, 0)"
    page.emulate_media(forced_colors="none", media="print")
    expect(page.locator(".track").first).to_be_visible()
    expect(page.locator(".filters")).to_be_hidden()
