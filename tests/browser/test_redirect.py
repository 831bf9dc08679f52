"""An old address leads to the new one, and to the same place in it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from support.browser import wait_until
from support.chromium import watch
from support.miniature import ROOT
from support.sites import build_with_files, serve_folder

ARTICLE = "articles/2021/2021-03-02-gazette-tram.md"
OLD, NEW = "articles/gazette-ancien/", "articles/2021-03-02-gazette-tram/"
PLACES = ("", "#note-prix-du-trajet", "?mots=euros+trajet#prix-du-trajet", "?mots=euros")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    text = (ROOT / "tests/site/content" / ARTICLE).read_text("utf-8")
    renamed = text.replace("title:", "aliases: [gazette-ancien]\ntitle:", 1)
    output = build_with_files(tmp_path_factory.mktemp("renamed"), {ARTICLE: renamed})
    with serve_folder(output) as address:
        yield address


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("place", PLACES)
def test_an_old_address_keeps_its_place_and_the_words_sought(
    tab: Page, site: str, place: str
) -> None:
    page = tab
    with watch(page, site):
        follow_old_address(page, site, place)


def follow_old_address(page: Page, site: str, place: str) -> None:
    page.goto(site)
    page.goto(f"{site}{OLD}{place}")
    page.wait_for_url(f"{site}{NEW}{place}")
    if "#" in place:
        assert (
            page.evaluate("() => document.querySelector(':target')?.id") == place.partition("#")[2]
        )
    if "mots" in place:
        wait_until(page, "() => CSS.highlights.get('sought')?.size > 0")
    page.go_back()  # the old address is not met on the way back
    page.wait_for_url(site)


def test_without_script_an_old_address_says_where_to_look(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}{OLD}#note-prix-du-trajet")
    expect(page.locator("main")).to_contain_text("ce qui suit le signe #")
    page.locator("main p.standfirst a").click()
    page.wait_for_url(f"{site}{NEW}")
    context.close()
