"""A page on which nothing may go wrong unseen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from browsers import watched
from playwright.sync_api import Browser, Page


@pytest.fixture
def page(browser: Browser, site_url: str) -> Iterator[Page]:
    """A page of its own."""
    with watched(browser, site_url) as page:
        yield page
