"""A page on which nothing may go wrong unseen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page
from support.chromium import watched_page


@pytest.fixture
def page(browser: Browser, site_url: str) -> Iterator[Page]:
    """A page of its own."""
    with watched_page(browser, site_url) as page:
        yield page
