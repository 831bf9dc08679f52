"""What readers of an archive type (`queries.yaml`): a search that disappoints is told, no more.

The search itself is proved on the miniature. Here the content changes under it: a page that is
added may come before another one, and nothing is wrong. An archive that lies elsewhere has its own
queries beside its content.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from support.golden_queries import ask_site, expected_pages, load_queries, rank, shortcomings
from support.sites import Site

from suites.analysis import loading

OURS = Path(__file__).with_name("queries.yaml")


def test_the_golden_queries_are_asked_and_what_disappoints_is_told(
    browser: Browser, content: Path, content_site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    own = content.with_name(OURS.name)
    queries = load_queries(own if own.is_file() else OURS)
    # Those of another content would only say that its pages are not here.
    asked = [
        query
        for query in queries
        if all((content_site.folder / page).is_dir() for page in expected_pages(query))
    ]
    linked = loading.load_archive(content).linked
    assert linked
    found = ask_site(browser, content_site.url, asked, linked.urls.search)
    wrong = {query["ask"]: shortcomings(query, found[query["ask"]]) for query in asked}
    lines = [f"  {ask}: {'; '.join(said)}" for ask, said in wrong.items() if said]
    share = rank(asked, found)
    said = (
        f"golden queries: {len(asked)} of {len(queries)} asked, {len(lines)} disappoint; "
        f"mean reciprocal rank {share.reciprocal:.3f}, recall at 5 {share.recall:.3f}"
    )
    if queries:  # a new archive has none
        with capsys.disabled():
            sys.stderr.write("\n".join(("", said, *lines, "")))
    # Each was answered: a search that is broken is no disappointment.
    assert found.keys() == wrong.keys()
    assert any(answer["urls"] for answer in found.values()) or not any(map(expected_pages, asked))
