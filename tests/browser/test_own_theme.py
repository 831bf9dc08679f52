"""A theme of the archive's own in a browser: its faces and its logo, at any width."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page
from support.accessibility import violations
from support.chromium import watched_page
from support.miniature import copy_content
from support.own_theme import add_own_theme
from support.sites import Site, build_and_serve

ARTICLE = "articles/2021-03-02-gazette-tram/"
SHOWN = """[...document.querySelectorAll(".site-name img")]
    .filter(one => one.checkVisibility()).map(one => one.className)"""
LOADED = "[...document.fonts].filter(one => one.status == 'loaded').map(one => one.family)"


@pytest.fixture(scope="module")
def themed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("themed")
    content = add_own_theme(copy_content(folder / "source"))
    with build_and_serve(content, folder / "site") as site:
        yield site


@pytest.fixture
def own(browser: Browser, themed: Site) -> Iterator[Page]:
    with watched_page(browser, themed.url) as page:
        page.goto(themed.url + ARTICLE)
        page.evaluate("document.fonts.ready")
        yield page


def test_its_faces_are_loaded_and_no_others(own: Page) -> None:
    assert {face.strip('"') for face in own.evaluate(LOADED)} == {"Quai", "Phare 2"}


def test_one_logo_is_seen_in_the_scheme_of_the_system_of_the_reader_and_on_paper(own: Page) -> None:
    assert own.evaluate(SHOWN) == ["logo"]
    own.emulate_media(color_scheme="dark")
    assert own.evaluate(SHOWN) == ["logo-dark"]
    own.evaluate("document.documentElement.dataset.theme = 'light'")
    assert own.evaluate(SHOWN) == ["logo"]
    own.emulate_media(color_scheme="light")
    own.evaluate("document.documentElement.dataset.theme = 'dark'")
    assert own.evaluate(SHOWN) == ["logo-dark"]
    own.emulate_media(media="print")
    assert own.evaluate(SHOWN) == ["logo"]
    accent = "getComputedStyle(document.documentElement).getPropertyValue('--color-accent')"
    assert own.evaluate(accent).strip() == "#000"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_either_scheme(own: Page, scheme: str) -> None:
    own.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    assert violations(own) == []


@pytest.mark.parametrize("width", [320, 768, 1280, 1920])
def test_nothing_scrolls_sideways(own: Page, width: int) -> None:
    own.set_viewport_size({"width": width, "height": 700})
    wide = own.evaluate("document.documentElement.scrollWidth")
    assert wide <= width
    logo = own.locator(".site-name img.logo").bounding_box()
    search = own.locator(".open-search").bounding_box()
    assert logo
    assert search
    assert logo["x"] + logo["width"] <= search["x"] or logo["y"] + logo["height"] <= search["y"]
