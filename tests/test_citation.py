"""How a page is cited, and what it tells those who link to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from support.changed_archive import link
from support.miniature import SITE
from support.rendered_pages import CATALOGUE, page_specs, pages, render_pages

from suites.analysis import loading
from suites.analysis.linked_archive import LinkedArchive
from suites.analysis.rows import UNCOMPARED
from suites.archive.urls import in_language
from suites.site.views import Deployment
from suites.site.views.page_kinds import PAGE_KINDS
from suites.site.views.view_models import View

URLS = in_language("fr")

ADDRESS = "https://archive.example/suites"
ARTICLE, ANNOUNCEMENT = "articles/2021-03-02-gazette-tram/", "annonces/tram-ouvert/"


@pytest.fixture(scope="module")
def linked() -> LinkedArchive:
    linked = loading.load_archive(SITE / "content").linked
    assert linked
    return linked


def views_by_url(linked: LinkedArchive, site_url: str = ADDRESS) -> Mapping[str, View]:
    return {page.url: page.view for page in pages(linked, Deployment(url=site_url))}


class Head(HTMLParser):
    """What a page says of itself: each name or property with its content, the title, the links."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.said: dict[str, str] = {}
        self.links: dict[str, str] = {}
        self.reference = ""
        self._in: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        key = given.get("name") or given.get("property")
        if tag == "meta" and key:
            assert key not in self.said
            self.said[key] = given["content"]
        if tag == "link":
            self.links[given["rel"]] = given["href"]
        if tag == "title" or given.get("data-part") == "reference":
            self._in.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._in and self._in[-1] == tag:
            self._in.pop()

    def handle_data(self, text: str) -> None:
        if self._in == ["title"]:
            self.said["title"] = self.said.get("title", "") + text
        elif self._in:
            self.reference += text


def words(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def test_every_page_of_a_kind_that_says_so_is_cited_and_no_other(linked: LinkedArchive) -> None:
    cited = {url for url, view in views_by_url(linked).items() if view.citation}
    assert cited == {spec.url for spec in page_specs(linked) if PAGE_KINDS[spec.kind].cited}
    assert {"face-a-face/fermeture-du-pont/contredit-pont-ouvert/", "au/2022-05/"} <= cited
    assert cited.isdisjoint({"", "face-a-face/", "au/", "annonces/", "recherche/"})


def test_every_record_but_the_pages_about_the_archive_is_cited(linked: LinkedArchive) -> None:
    cited = {url for url, view in views_by_url(linked).items() if view.citation}
    assert {linked.urls.of(record) for record in linked.archive.records()} - cited == {
        linked.urls.of(page) for page in linked.archive.pages.values()
    }


def test_a_reference_says_what_where_of_which_day_and_under_what_licence(
    linked: LinkedArchive,
) -> None:
    view = views_by_url(linked)[ANNOUNCEMENT]
    citation, settings = view.citation, linked.archive.settings
    assert citation
    assert view.title == linked.archive.announcements["tram-ouvert"].title
    assert settings.title in citation.rest
    assert settings.rights.texts in citation.rest
    assert str(linked.as_of.year) in citation.rest
    assert citation.rest.endswith(f" {ADDRESS}/{ANNOUNCEMENT}")


def test_the_reference_of_an_article_names_its_publisher_and_the_day_of_its_entry(
    linked: LinkedArchive,
) -> None:
    citation = views_by_url(linked)[ARTICLE].citation
    assert citation
    article = linked.archive.articles["2021-03-02-gazette-tram"]
    assert linked.archive.entities[article.outlet or ""].title in citation.rest
    assert CATALOGUE.t("cite.added", day="").strip() in words(citation.rest)


def test_the_permalink_is_the_sites_address_and_the_page_of_the_record(
    linked: LinkedArchive,
) -> None:
    for slash in ("", "/"):
        for url, view in views_by_url(linked, ADDRESS + slash).items():
            if view.citation:
                assert view.citation.permalink == f"{ADDRESS}/{url}"


def test_while_the_sites_address_is_not_known_no_page_pretends_to_know_it(
    linked: LinkedArchive,
) -> None:
    for url, view in views_by_url(linked, "").items():
        if view.citation:
            assert view.citation.permalink == url
            assert "://" not in view.citation.rest
    for url, html in render_pages(linked).items():
        head = Head(html)
        assert not {"og:url", "og:image", "og:image:alt", "twitter:card"} & head.said.keys(), url
        if "redirect.js" not in html:
            assert "canonical" not in head.links, url


def test_every_page_that_is_worth_finding_says_what_it_is(linked: LinkedArchive) -> None:
    for url, html in render_pages(linked, site_url=ADDRESS).items():
        head = Head(html)
        assert head.said["title"].strip(), url
        if head.said.get("robots") == "noindex":
            assert "og:title" not in head.said, url
            continue
        assert head.said["description"].strip(), url
        assert head.said["og:title"] in head.said["title"]
        assert head.said["og:description"] == head.said["description"]
        assert head.said["og:url"] == head.links["canonical"] == f"{ADDRESS}/{url}"
        assert head.said["og:image"].startswith(f"{ADDRESS}/partage")
        assert head.said["og:image:alt"].strip()
        assert not any(key.startswith("twitter:") for key in head.said if key != "twitter:card")


def test_only_errors_redirections_and_what_is_for_contributors_ask_not_to_be_found(
    linked: LinkedArchive,
) -> None:
    hidden = {
        url
        for url, html in render_pages(linked, site_url=ADDRESS).items()
        if Head(html).said.get("robots") == "noindex"
    }
    aliases = {url for url in hidden if not linked.aliases.keys().isdisjoint(Path(url).parts)}
    pairs = {URLS.quote_comparison(*row) for row in linked.rows(UNCOMPARED)}
    assert hidden - aliases - pairs == {"404.html", URLS.composer, URLS.to_do}
    assert pairs <= hidden


def test_an_announcement_has_an_image_of_its_own_whose_words_are_told(
    linked: LinkedArchive,
) -> None:
    head = Head(render_pages(linked, site_url=ADDRESS)[ANNOUNCEMENT])
    assert head.said["og:image"] == f"{ADDRESS}/partage/tram-ouvert.png"
    announcement = linked.archive.announcements["tram-ouvert"]
    assert announcement.title in head.said["og:image:alt"]
    assert announcement.claim.rstrip(".") in head.said["og:image:alt"]


HOSTILE = "Dit « \"oui\" » & <b>non</b> '{{ x }}' " + "a" * 80 + " fin" * 400


def test_any_title_is_cited_and_shared_to_the_letter() -> None:
    linked = loading.load_archive(SITE / "content").linked
    assert linked
    announcements = dict(linked.archive.announcements)
    announcements["tram-ouvert"] = announcements["tram-ouvert"].model_copy(
        update={"title": HOSTILE, "claim": HOSTILE}
    )
    linked, _ = link(replace(linked.archive, announcements=announcements), linked.as_of)
    head = Head(render_pages(linked, site_url=ADDRESS)[ANNOUNCEMENT])
    assert head.said["og:title"] == head.said["description"] == HOSTILE
    assert head.reference.strip().startswith(f"{HOSTILE}, ")
    assert head.reference.strip().endswith(f"{ADDRESS}/{ANNOUNCEMENT}")


def test_a_reference_is_written_as_french_is(linked: LinkedArchive) -> None:
    for view in views_by_url(linked).values():
        if view.citation:
            said = view.title + view.citation.rest
            assert "  " not in said
            assert " ," not in said
            assert ".." not in said
