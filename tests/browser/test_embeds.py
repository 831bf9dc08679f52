"""What others frame, as their readers meet it: in an iframe of a page of another origin."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect
from support.sites import serve_folder

ANNOUNCEMENT = "annonces/navette-electrique/"
COMPARISON = "face-a-face/navette-electrique/retard-366276befd/"
EMBEDS = (
    "embed/navette-electrique/",
    "embed/navette-electrique/echeance/",
    "embed/navette-electrique/retard-366276befd/",
    "embed/pont-tournant/",  # an old id
)
WIDTHS = (280, 360, 480, 640, 900)


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A folder that another host serves, and its address."""
    with serve_folder(tmp_path) as address:
        yield tmp_path, address


@pytest.fixture
def visitor(browser: Browser) -> Iterator[Page]:
    """A page of a reader who asks for the dark."""
    context = browser.new_context(color_scheme="dark")
    yield context.new_page()
    context.close()


def test_frames_of_another_origin_show_all_their_words_at_any_width(
    visitor: Page, site_url: str, elsewhere: tuple[Path, str]
) -> None:
    folder, address = elsewhere
    assert urlsplit(address).netloc != urlsplit(site_url).netloc
    # A frame is dark where the reader asks for it, in Firefox where the page around it is.
    (folder / "index.html").write_text(
        '<!doctype html><meta name="color-scheme" content="dark">'
        + "".join(
            f'<iframe src="{site_url}{embed}" width="{width}" height="360"></iframe>'
            for embed in EMBEDS
            for width in WIDTHS
        )
    )
    visitor.goto(address)
    frames = visitor.frames[1:]
    assert len(frames) == len(EMBEDS) * len(WIDTHS)
    for frame in frames:
        expect(frame.locator("h1 a")).to_be_visible()
        wide, room, dark = frame.evaluate(
            """() => [
                document.documentElement.scrollWidth, document.documentElement.clientWidth,
                getComputedStyle(document.documentElement).backgroundColor,
            ]"""
        )
        assert wide <= room, (frame.url, room)
        assert max(json.loads(dark.replace("rgb(", "[").replace(")", "]"))) < 60, dark
    frames[0].locator("h1 a").click()
    visitor.wait_for_url(site_url + ANNOUNCEMENT)


@pytest.mark.parametrize("framed", [ANNOUNCEMENT, COMPARISON])
def test_the_line_that_is_copied_is_that_of_the_page(
    page: Page, site_url: str, built_site: Path, framed: str
) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(site_url + framed)
    first = page.locator(".cite .embedding details").first
    first.locator("summary").click()
    first.locator(".copy").click()
    expect(first.get_by_role("status")).to_have_text("Ligne copiée.")
    line = page.evaluate("navigator.clipboard.readText()")
    discovery = page.locator('link[type="application/json+oembed"]').get_attribute("href")
    assert discovery
    told = json.loads((built_site / discovery.removeprefix(site_url)).read_text("utf-8"))
    assert line == told["html"]
