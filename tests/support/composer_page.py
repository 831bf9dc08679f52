"""The fixtures of the tests that write a proposal on the composer's page."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Route

from suites.analysis import loading
from suites.analysis.loading import LoadedArchive
from support.miniature import CONTENT

ARTICLE = "2020-02-14-gazette-navette"
REPOSITORY = "https://forge.example/archive"


@pytest.fixture(scope="session")
def archive() -> LoadedArchive:
    """The miniature, by which a proposal is judged."""
    return loading.load_archive(CONTENT)


@pytest.fixture
def opened(page: Page) -> Iterator[list[str]]:
    """The addresses that are opened of the repository that the composer's page is given."""
    found: list[str] = []

    def with_repository(route: Route) -> None:
        body = route.fetch().text().replace('data-repository=""', f'data-repository="{REPOSITORY}"')
        route.fulfill(body=body, content_type="text/html")

    def note(route: Route) -> None:
        found.append(route.request.url)
        route.fulfill(body="<!doctype html><title>.</title>", content_type="text/html")

    page.route(lambda url: urlsplit(url).path.endswith("/composer/"), with_repository)
    page.context.route(f"{REPOSITORY}/**", note)
    yield found
    page.unroute_all()
    page.context.unroute_all()
