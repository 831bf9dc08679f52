"""The search finds what its readers seek: golden queries, asked of the miniature."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser
from support.golden_queries import Answer, Query, ask_site, load_queries, rank, shortcomings
from support.sites import Site

QUERIES = load_queries(Path(__file__).parents[1] / "search/queries.yaml")
LEAST = 0.85
"""The mean reciprocal rank that the search must have."""


@pytest.fixture(scope="module")
def found(browser: Browser, miniature_site: Site) -> dict[str, Answer]:
    return ask_site(browser, miniature_site.url, QUERIES)


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query["ask"])
def test_a_query_finds_what_its_reader_seeks(query: Query, found: dict[str, Answer]) -> None:
    answer = found[query["ask"]]
    assert shortcomings(query, answer) == [], answer["urls"][:6]


def test_what_is_sought_stands_first_nearly_always(found: dict[str, Answer]) -> None:
    assert rank(QUERIES, found).reciprocal >= LEAST
