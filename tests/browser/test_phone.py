"""A phone, and little room: texts begin on the first screen, and what can wait is one line away."""

from __future__ import annotations

from pathlib import Path

import pytest
from browser.test_site import ANNOUNCEMENT, ARTICLE
from playwright.sync_api import Page, expect
from support.length import sample

PHONES = ((390, 844), (360, 640))
FIRST_LINE = """() => {
    const words = document.querySelector(".account .words > *");
    const line = document.createRange();
    line.selectNodeContents(words);
    return line.getClientRects()[0].bottom;
}"""
LONG = "medias/agence-brume/"
"""A page whose list of articles is as long as a list on a page can be."""


@pytest.fixture
def phone(plain: Page) -> Page:
    """A page without JavaScript, on a phone."""
    plain.set_viewport_size({"width": PHONES[0][0], "height": PHONES[0][1]})
    return plain


@pytest.mark.parametrize(("width", "height"), PHONES)
def test_the_text_of_every_article_begins_on_the_first_screen(
    page: Page, site_url: str, built_site: Path, width: int, height: int
) -> None:
    page.set_viewport_size({"width": width, "height": height})
    found = [
        path
        for path in built_site.glob("articles/*/index.html")
        if 'class="note"' in path.read_text("utf-8")
    ]
    assert len(found) > 10
    for path in found:
        page.goto(f"{site_url}articles/{path.parent.name}/")
        assert page.evaluate(FIRST_LINE) <= height, path.parent.name


def test_the_record_of_an_article_stands_below_its_text_or_in_the_rail(
    page: Page, site_url: str
) -> None:
    page.goto(site_url + ARTICLE)
    record, words = page.locator(".rail-record"), page.locator(".account .words")
    line = page.locator(".source-line")
    for width, in_rail in ((360, False), (1100, False), (1280, True)):
        page.set_viewport_size({"width": width, "height": 800})
        here, first, last = (one.bounding_box() for one in (record, words.first, words.last))
        assert here
        assert first
        assert last
        assert (here["x"] + here["width"] <= first["x"]) is in_rail, width
        assert (here["y"] >= last["y"] + last["height"]) is not in_rail, width
        expect(line).to_be_visible(visible=not in_rail)
    page.set_viewport_size({"width": 360, "height": 640})
    expect(line).to_contain_text("La Gazette du port, 14 février 2020")
    line.get_by_role("link", name="Notice").click()
    expect(record).to_be_in_viewport()


@pytest.mark.parametrize(
    "kind", [ANNOUNCEMENT, "entites/hugo-castel/", "echeances/", "chronologie/", "annonces/"]
)
def test_a_long_page_has_its_list_of_contents_folded_on_a_phone(
    phone: Page, site_url: str, kind: str
) -> None:
    phone.goto(site_url + kind)
    contents = phone.get_by_role("navigation", name="Dans cette page")
    links = contents.get_by_role("link")
    expect(links.first).to_be_hidden()
    contents.locator("summary").focus()
    phone.keyboard.press("Enter")
    expect(links.first).to_be_visible()
    listed = [str(one.get_attribute("href")) for one in links.all()]
    assert len(listed) >= 3
    for target in listed:
        expect(phone.locator(target)).to_have_count(1)
    links.last.click()
    expect(phone.locator(listed[-1])).to_be_in_viewport()


def test_where_there_is_a_rail_the_list_of_contents_is_open(phone: Page, site_url: str) -> None:
    phone.set_viewport_size({"width": 1280, "height": 900})
    phone.goto(site_url + ANNOUNCEMENT)
    contents = phone.get_by_role("navigation", name="Dans cette page")
    expect(contents.locator("summary")).to_be_hidden()
    expect(contents.get_by_role("link").first).to_be_visible()
    box, title = contents.bounding_box(), phone.locator("h1").bounding_box()
    assert box
    assert title
    assert box["x"] + box["width"] <= title["x"]


def test_of_a_long_list_the_first_stand_open_and_the_others_one_line_away(
    phone: Page, site_url: str
) -> None:
    phone.goto(site_url + LONG)
    items = phone.locator("#s_articles ~ .links > li, #s_articles ~ details li")
    assert items.count() == 60
    assert len([one for one in items.all() if one.is_visible()]) == 10
    phone.locator("#s_articles ~ details summary").click()
    assert all(one.is_visible() for one in items.all())


def test_on_paper_nothing_is_folded(page: Page, site_url: str) -> None:
    for kind in (LONG, "annonces/ligne-c/"):
        page.goto(site_url + kind)
        page.emulate_media(media="print")
        items = page.locator("main section details li")
        assert items.count()
        assert all(one.is_visible() for one in items.all())
        assert not any(one.is_visible() for one in page.locator("main summary").all())
        page.emulate_media(media="screen")


@pytest.mark.prove
@pytest.mark.parametrize("width", sample([320, 360, 390, 768, 1100, 1280, 1440], 2))
def test_every_listing_is_reached_from_the_top_of_a_page_at_any_width(
    phone: Page, site_url: str, width: int
) -> None:
    phone.set_viewport_size({"width": width, "height": 640})
    for url, name in (
        ("entites/", "Personnes"),
        ("echeances/", "Échéances"),
        ("au/", "Au fil des mois"),
    ):
        phone.goto(site_url + ARTICLE)
        menu = phone.get_by_role("navigation", name="Principal").get_by_role("link")
        for link in menu.all():
            expect(link).to_be_in_viewport(ratio=1)
        phone.locator(".masthead").get_by_role("link", name=name).click()
        assert phone.url.endswith(f"/{url}")
        expect(phone.locator('.menu [aria-current="page"]')).to_have_text(name)
