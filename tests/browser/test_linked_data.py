"""Linked data and annotations, as a browser takes them."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

READ = """async () => {
    const [data, ...others] = document.querySelectorAll('script[type="application/ld+json"]');
    const type = 'link[rel="alternate"][type="application/ld+json"]';
    const found = await (await fetch(document.querySelector(type).href)).json();
    const words = [];
    for (const {target} of found.items) {
        const [{source, selector: [quote, position]}] = [target].flat();
        const address = new URL(source.id, document.querySelector(type).href);
        const file = new URL(address.pathname, location.href);
        const text = await (await fetch(file)).text();
        words.push([text.slice(position.start, position.end), quote.exact]);
    }
    return {types: JSON.parse(data.textContent)["@graph"].map((node) => node["@type"]),
            others: others.length, words};
}"""


@pytest.fixture
def read(page: Page, site_url: str) -> dict[str, Any]:
    """What a page says of itself, under the policy of all pages; `page` tells of violations."""
    page.goto(f"{site_url}articles/2021-03-02-gazette-tram/")
    found: dict[str, Any] = page.evaluate(READ)
    return found


def test_the_policy_lets_a_page_say_what_it_is_about(read: dict[str, Any]) -> None:
    assert read["types"] == ["BreadcrumbList", "WebPage"]
    assert read["others"] == 0


def test_a_browser_finds_the_words_of_annotations_where_they_are_said_to_be(
    read: dict[str, Any],
) -> None:
    assert len(read["words"]) > 3
    for found, exact in read["words"]:
        assert found == exact
