"""Linked data: what pages say of their subjects in the words of schema.org."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import pytest
from support.changed_archive import link
from support.miniature import CONTENT
from support.rendered_pages import CATALOGUE, pages, render_pages

from suites.analysis import loading
from suites.analysis.linked_archive import LinkedArchive
from suites.archive.dates import parse
from suites.site.views import Deployment, PageSpec, ViewBuilder, build_page
from suites.site.views.linked_data import script_text

SITE = "https://archive.example/suites"
GAZETTE, TRAM = "articles/2021-03-02-gazette-tram/", "annonces/tram-ouvert/"

THING = {"name", "description", "url", "sameAs", "alternateName", "potentialAction"}
WORK = THING | {
    "about", "archivedAt", "author", "citation", "datePublished", "headline", "inLanguage",
    "isPartOf", "license", "mainEntity", "publisher", "text",
}  # fmt: skip
TERMS: Mapping[str, set[str]] = {
    "AnalysisNewsArticle": WORK,
    "Article": WORK,
    "BreadcrumbList": THING | {"itemListElement"},
    "Claim": WORK | {"appearance", "firstAppearance"},
    "CollectionPage": WORK,
    "Dataset": WORK
    | {
        "creator",
        "dateModified",
        "distribution",
        "identifier",
        "isAccessibleForFree",
        "keywords",
        "temporalCoverage",
        "version",
    },
    "DefinedTerm": THING,
    "EntryPoint": THING | {"urlTemplate"},
    "ListItem": THING | {"item", "position"},
    "NewsArticle": WORK,
    "NewsMediaOrganization": THING,
    "Organization": THING,
    "Person": THING,
    "Place": THING,
    "Product": THING,
    "Role": THING | {"startDate", "endDate"},
    "SearchAction": THING | {"target", "query-input"},
    "Thing": THING,
    "WebPage": WORK,
    "WebSite": WORK,
}
"""Types of schema.org, version 29, each with those of its properties that it is given here."""


@pytest.fixture(scope="module")
def linked() -> LinkedArchive:
    found = loading.load_archive(CONTENT).linked
    assert found
    return found


def said(linked: LinkedArchive, deployment: Deployment | None = None) -> dict[str, Any]:
    """Return the graph of each page that has one, by the address of the page."""
    found = pages(linked, deployment or Deployment(url=SITE))
    texts = {page.url: page.view.linked_data for page in found}
    return {url: json.loads(text)["@graph"] for url, text in texts.items() if text}


@pytest.fixture(scope="module")
def graphs(linked: LinkedArchive) -> dict[str, Any]:
    return said(linked)


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    """Yield every node in a graph, at any depth."""
    if isinstance(value, list):
        for one in value:
            yield from nodes(one)
    elif isinstance(value, dict):
        yield value
        for one in value.values():
            yield from nodes(one)


def node(graph: Any, type_: str) -> dict[str, Any]:
    (found,) = (one for one in nodes(graph) if one.get("@type") == type_)
    return found


def test_every_term_is_one_of_schema_org_and_belongs_to_its_type(graphs: dict[str, Any]) -> None:
    met = set()
    for url, graph in graphs.items():
        for one in nodes(graph):
            if one.keys() != {"@id"}:
                met.add(one["@type"])
                assert set(one) - {"@type", "@id"} <= TERMS[one["@type"]], url
            assert all(value or value == 0 for value in one.values()), url
    assert met == set(TERMS)


def test_every_address_of_a_thing_is_absolute_and_its_page_is_there(
    graphs: dict[str, Any],
) -> None:
    named = {one["@id"] for graph in graphs.values() for one in nodes(graph) if "@id" in one}
    items = {one["item"] for graph in graphs.values() for one in nodes(graph) if "item" in one}
    for address in named | items:
        assert address.startswith(f"{SITE}/")
        assert address.removeprefix(f"{SITE}/").partition("#")[0] in graphs


def test_the_way_to_a_page_goes_through_its_listing(graphs: dict[str, Any]) -> None:
    for url, graph in graphs.items():
        if url:
            crumbs = node(graph, "BreadcrumbList")["itemListElement"]
            ways = [crumb["item"].removeprefix(f"{SITE}/") for crumb in crumbs]
            assert [crumb["position"] for crumb in crumbs] == list(range(1, len(crumbs) + 1))
            assert ways[0] == ""
            assert ways[-1] == url
            assert all(url.startswith(way) for way in ways)
    crumbs = node(graphs[GAZETTE], "BreadcrumbList")["itemListElement"]
    assert [crumb["name"] for crumb in crumbs][1:] == ["Articles", "La mairie promet un tram"]


def test_the_press_article_is_cited_and_never_taken_for_our_page(
    linked: LinkedArchive, graphs: dict[str, Any]
) -> None:
    for id_, article in linked.archive.articles.items():
        url = linked.urls.of(article)
        (page,) = (one for one in graphs[url] if one["@type"] == "WebPage")
        assert page["@id"] == f"{SITE}/{url}", id_
        assert page["name"] == article.title
        assert page["citation"].get("url") == article.url
        assert page["citation"].get("headline") == article.headline
        assert not {"headline", "author", "publisher"} & set(page)
        assert ("license" in page) == (article.rights.mode != "full")


def test_a_claim_has_its_words_its_actors_and_the_articles_that_tell_of_it(
    linked: LinkedArchive, graphs: dict[str, Any]
) -> None:
    for id_, announcement in linked.archive.announcements.items():
        claim = node(graphs[linked.urls.of(announcement)], "Claim")
        assert claim["text"] == announcement.claim
        assert len(claim.get("author", ())) == len(announcement.actors)
        told = dict.fromkeys(one.article for one in linked.mentions.get(id_, ()))
        appearances = claim.get("appearance", [])
        assert [one["@id"].split("/")[-2] for one in appearances] == list(told)
        first = claim.get("firstAppearance")
        assert first is None or first["@id"] == appearances[0]["@id"]
    assert any("firstAppearance" in one for graph in graphs.values() for one in nodes(graph))
    # An article without a date may be older than all others.
    assert "firstAppearance" not in node(graphs["annonces/tram-ouvert/"], "Claim")


DATES = {
    "2021-03-02": "2021-03-02", "2021-03": "2021-03", "2021": "2021", "2021-03-02?": None,
    "2021-03-02T08:15": "2021-03-02T08:15", "2021~": None, "2021-03/2021-05": None, "2021-21": None,
    "202X": None, "[2021,2022]": None,
}  # fmt: skip


def test_a_date_is_never_more_precise_than_it_is_known(linked: LinkedArchive) -> None:
    articles = dict(linked.archive.articles)
    dated = dict(zip(articles, DATES, strict=False))
    for id_, text in dated.items():
        articles[id_] = articles[id_].model_copy(update={"published": parse(text)})
    changed = link(replace(linked.archive, articles=articles), linked.as_of)[0]
    builder = ViewBuilder(changed, CATALOGUE, Deployment(url=SITE))
    for id_, text in dated.items():
        spec = PageSpec(changed.urls.of_kind("article", id_), "article", (id_,))
        (_, page) = json.loads(build_page(builder, spec).view.linked_data or "")["@graph"]
        assert page["citation"].get("datePublished") == DATES[text], text


def test_a_former_name_has_the_time_in_which_it_was_borne(graphs: dict[str, Any]) -> None:
    roles = [one for graph in graphs.values() for one in nodes(graph) if one.get("@type") == "Role"]
    assert roles
    assert all(one["alternateName"] and ("startDate" in one or "endDate" in one) for one in roles)


def test_without_an_address_of_its_own_a_site_has_no_linked_data(linked: LinkedArchive) -> None:
    assert said(linked, Deployment()) == {}
    assert said(linked, Deployment(url=SITE, full_texts={})) == {}


class Blocks(HTMLParser):
    """The blocks of data of a page, and the number of its other scripts."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=False)
        self.blocks: list[str] = []
        self.others = 0
        self._is_data = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "script":
            self._is_data = dict(attrs).get("type") == "application/ld+json"
            self.others += not self._is_data

    def handle_data(self, data: str) -> None:
        if self._is_data:
            self.blocks.append(data)

    def handle_endtag(self, _tag: str) -> None:
        self._is_data = False


def test_no_word_of_the_archive_ends_the_script(linked: LinkedArchive) -> None:
    hostile = (
        '</script><script>alert(1)</script><!-- <script> ]]> {} % \\ " \u2028 \U0001f6b2 \u202e&lt;'
    )
    tram = linked.archive.announcements["tram-ouvert"]
    changed = tram.model_copy(update={"title": hostile, "claim": hostile})
    announcements = {**linked.archive.announcements, tram.id: changed}
    rewritten = link(replace(linked.archive, announcements=announcements), linked.as_of)[0]
    builder = ViewBuilder(rewritten, CATALOGUE, Deployment(url=SITE))
    found = build_page(builder, PageSpec(TRAM, "announcement", (tram.id,)))
    (html,) = render_pages(rewritten, [found], SITE).values()
    read = Blocks(html)
    (block,) = read.blocks
    assert not set(block) & set("<>&\u2028\u2029")
    assert node(json.loads(block), "Claim")["text"] == hostile
    assert read.others == len(re.findall("<script [^>]*src=", html))


def test_an_empty_property_is_left_out() -> None:
    text = script_text([{"@type": "Thing", "name": "x", "url": None, "sameAs": (), "a": {"b": 0}}])
    assert json.loads(text)["@graph"] == [{"@type": "Thing", "name": "x", "a": {"b": 0}}]
