"""A page on which nothing may go wrong unseen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request


@pytest.fixture
def page(browser: Browser, site_url: str) -> Iterator[Page]:
    """A page of its own; nothing may be said on the console, and nothing asked of another place."""
    said: list[str] = []
    context = browser.new_context()
    page = context.new_page()

    def hear(message: ConsoleMessage) -> None:
        # Chromium says of a missing page that it is missing: only of what it holds is that a fault.
        if not ("status of 404" in message.text and message.location["url"] == page.url):
            said.append(message.text)

    def see(request: Request) -> None:
        if not request.url.startswith((site_url, "data:", "blob:")):
            said.append(f"asked for {request.url}")

    page.on("console", hear)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", see)
    yield page
    context.close()
    assert not said
