"""The search finds what its readers seek: golden queries, asked of the miniature."""

from __future__ import annotations

from pathlib import Path

import pytest
from golden import Answer, Query, answers, faults, queries, rank
from playwright.sync_api import Browser
from published import Published

QUERIES = queries(Path(__file__).parents[1] / "search/queries.yaml")
LEAST = 0.85
"""The mean reciprocal rank that the search must have."""


@pytest.fixture(scope="module")
def found(browser: Browser, miniature_site: Published) -> dict[str, Answer]:
    return answers(browser, miniature_site.url, QUERIES)


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query["ask"])
def test_a_query_finds_what_its_reader_seeks(query: Query, found: dict[str, Answer]) -> None:
    answer = found[query["ask"]]
    assert faults(query, answer) == [], answer["urls"][:6]


def test_what_is_sought_stands_first_nearly_always(found: dict[str, Answer]) -> None:
    assert rank(QUERIES, found).reciprocal >= LEAST
