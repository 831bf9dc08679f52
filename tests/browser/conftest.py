"""A page on which nothing may go wrong unseen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from browsers import watched
from playwright.sync_api import Browser, Page
from published import Published


# These tests still name records of the real content.
@pytest.fixture(scope="session")
def built_site(content_site: Published) -> Path:
    """The folder of the site."""
    return content_site.folder


@pytest.fixture(scope="session")
def site_url(content_site: Published) -> str:
    """The address of the site, with its sub-path and a final `/`."""
    return content_site.url


@pytest.fixture
def page(browser: Browser, site_url: str) -> Iterator[Page]:
    """A page of its own."""
    with watched(browser, site_url) as page:
        yield page
