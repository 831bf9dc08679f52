"""Golden queries: what readers type, asked of a built site, and what is wrong with the answers.

Results count in the order in which they are read: an announcement, then what reports it.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple, cast
from urllib.parse import urlsplit

import yaml
from playwright.sync_api import Browser

Query = dict[str, Any]
Answer = dict[str, Any]
EXPECTED = {"first", "among", "holds", "never", "nothing", "meant", "says"}

ANSWER = """async (questions) => {
    const { clustered, find, loaded, open } = await import("../theme/js/search-engine.js");
    const { meant } = await import("../theme/js/did-you-mean.js");
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
            meant: unknown.length ? await meant(engine.language, question, unknown) : "",
        };
    }
    return found;
}"""


def load_queries(path: Path) -> list[Query]:
    """The queries of a file, each of which expects something."""
    found: list[Query] = yaml.load(path.read_text("utf-8"), yaml.CSafeLoader)
    assert all(one.keys() - {"ask"} and one.keys() <= EXPECTED | {"ask"} for one in found)
    return found


def expected_pages(query: Query) -> list[str]:
    """The pages that must be found."""
    return [page for key in ("first", "among", "holds") for page in query.get(key, ())]


def ask_site(
    browser: Browser, site_url: str, asked: Sequence[Query], search: str = "recherche/"
) -> dict[str, Answer]:
    """What each question finds: addresses of pages, what is said of names, what was meant.

    `search` is the address of the search in that site.
    """
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{site_url}{search}")
    found = cast(dict[str, Answer], page.evaluate(ANSWER, sorted({one["ask"] for one in asked})))
    context.close()
    root = urlsplit(site_url).path
    for answer in found.values():
        answer["urls"] = [url.removeprefix(root).strip("/") for url in answer["urls"]]
    return found


def shortcomings(query: Query, answer: Answer) -> list[str]:
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


class Rank(NamedTuple):
    """How well queries were answered; both are shares, 1 being the best."""

    reciprocal: float
    recall: float


def rank(asked: Sequence[Query], found: dict[str, Answer]) -> Rank:
    """The mean reciprocal rank of the first page that is sought, and the recall at 5 of all."""
    ranks, recalls = [], []
    for query in asked:
        urls = found[query["ask"]]["urls"]
        wanted = [*query.get("first", ()), *query.get("among", ())] or query.get("holds", [])
        if wanted:
            first = min((urls.index(page) + 1 for page in wanted if page in urls), default=None)
            ranks.append(1 / first if first else 0.0)
            recalls.append(sum(page in urls[:5] for page in wanted) / len(wanted))
    count = max(1, len(ranks))
    return Rank(sum(ranks) / count, sum(recalls) / count)
