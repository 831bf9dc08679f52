"""What readers of this archive type (`tests/search/queries.yaml`), asked of the built site.

Results count in the order in which they are read: an announcement, then what reports it.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit

import pytest
import yaml
from playwright.sync_api import Browser

ROOT = Path(__file__).parents[2]
QUERIES: list[dict[str, Any]] = yaml.safe_load(
    (ROOT / "tests/search/queries.yaml").read_text("utf-8")
)
LEAST = 0.85
"""The mean reciprocal rank that the search must have."""

ANSWER = """async (questions) => {
    const { clustered, find, loaded, open } = await import("../theme/js/seek.js");
    const { meant } = await import("../theme/js/near.js");
    const engine = await open();
    const found = {};
    for (const question of questions) {
        const { results, said, unknown, ...rest } = await find(engine, question);
        const first = clustered(await loaded({ results, said, unknown, ...rest }, 0, 10));
        const read = first.flatMap((page) => [page, ...page.reports]);
        const all = await Promise.all(results.map((result) => result.load()));
        found[question] = {
            urls: [...new Set([...read, ...all].map(({ url }) => url))],
            said,
            meant: unknown.length ? await meant(question, unknown) : "",
        };
    }
    return found;
}"""


@pytest.fixture(scope="module")
def answers(browser: Browser, site_url: str) -> dict[str, dict[str, Any]]:
    """What each question finds: addresses of pages, what is said of names, what was meant."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{site_url}recherche/")
    found = cast(
        dict[str, dict[str, Any]], page.evaluate(ANSWER, sorted({one["ask"] for one in QUERIES}))
    )
    context.close()
    root = urlsplit(site_url).path
    for answer in found.values():
        answer["urls"] = [url.removeprefix(root).strip("/") for url in answer["urls"]]
    return found


def faults(query: dict[str, Any], answer: dict[str, Any]) -> list[str]:
    """What is wrong with an answer, in words."""
    urls: list[str] = answer["urls"]
    most = {"first": 3, "among": 5, "holds": len(urls)}
    found = [
        f"{page} is not in the first {most[key]}"
        for key in most
        for page in query.get(key, ())
        if page not in urls[: most[key]]
    ]
    found += [f"{page} is there" for page in query.get("never", ()) if page in urls]
    if query.get("nothing") and urls:
        found.append(f"{len(urls)} pages are found")
    if query.get("says") and query["says"] not in answer["said"]:
        found.append(f"what is said is {answer['said']}")
    if query.get("meant") and answer["meant"].casefold() != query["meant"]:
        found.append(f"what is proposed is {answer['meant']!r}")
    return found


def test_there_are_queries_enough_and_each_expects_something() -> None:
    assert len({one["ask"] for one in QUERIES}) >= 80
    keys = {"first", "among", "holds", "never", "nothing", "meant", "says"}
    assert all(one.keys() - {"ask"} and one.keys() <= keys | {"ask"} for one in QUERIES)


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query["ask"])
def test_a_query_finds_what_its_reader_seeks(
    query: dict[str, Any], answers: dict[str, dict[str, Any]]
) -> None:
    answer = answers[query["ask"]]
    assert faults(query, answer) == [], answer["urls"][:6]


def test_what_is_sought_stands_first_nearly_always(
    answers: dict[str, dict[str, Any]], capsys: pytest.CaptureFixture[str]
) -> None:
    ranks, recalls = [], []
    for query in QUERIES:
        urls = answers[query["ask"]]["urls"]
        wanted = [*query.get("first", ()), *query.get("among", ())] or query.get("holds", [])
        if wanted:
            first = min((urls.index(page) + 1 for page in wanted if page in urls), default=None)
            ranks.append(1 / first if first else 0.0)
            recalls.append(sum(page in urls[:5] for page in wanted) / len(wanted))
    rank, recall = sum(ranks) / len(ranks), sum(recalls) / len(recalls)
    with capsys.disabled():
        told = f"golden queries: {len(QUERIES)}, mean reciprocal rank {rank:.3f}"
        sys.stderr.write(f"\n{told}, recall at 5 {recall:.3f}\n")
    assert rank >= LEAST
