"""Pages of the miniature's site, on which nothing may go wrong unseen.

A new tab costs about a second of processor time, and a page in a tab that is open a quarter of
that. So tests share one tab with scripts and one without, and each finds it as a new reader would:
empty, with nothing stored, in the light, of the usual size. What a tab would remember, as scripts
that are added to every page, needs a tab of its own: `own_page`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from support.chromium import watch, watched_page
from support.composer_page import archive, opened

__all__ = ["archive", "opened"]

WINDOW = {"width": 1280, "height": 720}
"""The size that Playwright gives a new page."""


@pytest.fixture(scope="session")
def scripted(browser: Browser) -> Iterator[BrowserContext]:
    """The context of the tab that tests share."""
    context = browser.new_context()
    yield context
    context.close()


@pytest.fixture(scope="session")
def scriptless(browser: Browser) -> Iterator[BrowserContext]:
    """The context of the tab without JavaScript that tests share."""
    context = browser.new_context(java_script_enabled=False)
    yield context
    context.close()


@pytest.fixture
def page(request: pytest.FixtureRequest, browser: Browser, site_url: str) -> Iterator[Page]:
    """A page as a new reader finds it."""
    if browser.browser_type.name == "firefox":
        # A tab costs a third of one of Chromium, and BiDi cannot make an old one new.
        with watched_page(browser, site_url) as page:
            yield page
        return
    with _as_new(request.getfixturevalue("scripted"), site_url) as page, watch(page, site_url):
        yield page


@pytest.fixture
def plain(scriptless: BrowserContext, site_url: str) -> Iterator[Page]:
    """A page without JavaScript."""
    with _as_new(scriptless, site_url) as page:
        yield page


@pytest.fixture
def own_page(browser: Browser, site_url: str) -> Iterator[Page]:
    """A page in a context of its own."""
    with watched_page(browser, site_url) as page:
        yield page


@pytest.fixture
def in_chromium(browser: Browser) -> None:
    """Skip in Firefox a test that reads what a page sends: Playwright is not told of it there."""
    if browser.browser_type.name == "firefox":
        pytest.skip("Playwright cannot read over WebDriver BiDi what a page sends")


@contextmanager
def _as_new(context: BrowserContext, site_url: str) -> Iterator[Page]:
    """Give the one page of a context, and leave it as it was when it was new."""
    page = context.pages[0] if context.pages else context.new_page()
    yield page
    for other in context.pages:
        if other != page:
            other.close()
    if page.is_closed():
        return
    page.goto("about:blank")
    page.mouse.move(0, 0)
    page.set_viewport_size(WINDOW)  # type: ignore[arg-type]
    page.emulate_media(
        media="null", color_scheme="light", reduced_motion="no-preference", forced_colors="none"
    )
    context.clear_cookies()
    context.clear_permissions()
    session = context.new_cdp_session(page)
    origin = site_url[: site_url.index("/", len("http://"))]
    session.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "all"})
    session.detach()
