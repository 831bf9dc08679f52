"""The site as its readers meet it: every kind of page, with a browser and without script."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect
from support.accessibility import violations
from support.length import is_proving, sample
from support.link_check import check_links
from support.sites import Site

from suites.archive.urls import in_language
from suites.site.views.page_kinds import PAGE_KINDS

ARTICLE = "articles/2020-02-14-gazette-navette/"
ANNOUNCEMENT = "annonces/navette-electrique/"
URLS = in_language("fr")
KINDS = (
    *(one.url(URLS) for one in PAGE_KINDS.values() if one.url and one.in_sitemap),
    "articles/",
    "articles/page/2/",
    "articles/annee/2021/",
    ARTICLE,
    "articles/2021-03-02-gazette-tram/",
    "articles/2021-09-avis-des-rails/",
    "annonces/",
    ANNOUNCEMENT,
    "annonces/tram-ouvert/",
    "annonces/tram-payant/",
    "entites/",
    "entites/regie-de-la-baie/",
    "entites/hugo-castel/",
    "medias/",
    "medias/agence-brume/",
    "themes/",
    "themes/lignes/",
    "chronologie/",
    "chronologie/2022/",
    "chronologie/themes/bateaux/",
    "echeances/",
    "methode/",
    "droit-de-reponse/",
    "lexique/",
    "articles/2022-09-02-harbour-post-error/",
    "entites/faux-temoin/",
    "nulle/part/du/tout/",
    "au/",
    "au/2022-05/",
    "face-a-face/",
    "face-a-face/retards/",
    "face-a-face/fermeture-du-pont/contredit-pont-ouvert/",
    "embed/navette-electrique/",
    "embed/navette-electrique/echeance/",
    "embed/navette-electrique/retard-366276befd/",
)
RICHEST = ("", ARTICLE, ANNOUNCEMENT, "annonces/", "recherche/", "chronologie/", "echeances/")
"""Pages that have most of the parts that others have."""

EVERY_READER: list[tuple[Any, int]] = [
    ("light", 1440), ("light", 360), ("dark", 360), ("dark", 1440),
]  # fmt: skip
"""Colours and width. `make test` has one of them for a page, by turns, and two for the richest."""


@pytest.mark.prove
@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing_on_any_kind_of_page(page: Page, site_url: str, kind: str) -> None:
    # Colours that are on their way from one scheme to the other have no contrast.
    page.emulate_media(reduced_motion="reduce")
    page.goto(site_url + kind)
    readers = sample(EVERY_READER, 2)
    if kind not in RICHEST and not is_proving():
        readers = [readers[KINDS.index(kind) % 2]]
    for scheme, width in readers:
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 900})
        assert violations(page) == [], (scheme, width)


def test_without_script_every_note_stands_beside_its_words(plain: Page, site_url: str) -> None:
    page = plain
    page.goto(site_url + ARTICLE)
    marks = page.locator("mark[id]")
    assert marks.count() == 4
    for mark in marks.all():
        id_ = mark.get_attribute("id")
        expect(page.locator(f"#note-{id_}")).to_be_visible()
        expect(page.locator(f'a.callout[href="#note-{id_}"]')).to_be_visible()
        expect(page.locator(f'#note-{id_} a[href="#{id_}"]').first).to_be_visible()


def test_notes_are_reached_and_left_with_the_keyboard(page: Page, site_url: str) -> None:
    page.goto(site_url + ARTICLE)
    callout = page.locator("a.callout").first
    callout.focus()
    page.keyboard.press("Enter")
    note = urlsplit(page.url).fragment
    assert note.startswith("note-")
    page.keyboard.press("Tab")
    back = page.evaluate("document.activeElement.closest('aside, [id^=note-]')?.id")
    assert back == note


def test_the_evidence_of_an_event_leads_to_the_very_words(page: Page, site_url: str) -> None:
    page.goto(site_url + ANNOUNCEMENT)
    page.locator(f'a[href*="{ARTICLE}#depart"]').first.click()
    assert page.url == f"{site_url}{ARTICLE}#depart"
    target = page.locator(":target")
    assert "le bateau partira en juin 2021" in target.inner_text().replace("\u00a0", " ")


def test_a_missing_page_leads_home_from_any_depth(page: Page, site_url: str) -> None:
    page.goto(site_url + "nulle/part/du/tout")
    assert page.evaluate("document.styleSheets.length") > 0
    page.locator("main a").first.click()
    assert page.url.startswith(site_url)
    expect(page.locator("h1")).to_be_visible()


class Titles(HTMLParser):
    """The language and the headings of a page, and whether each link says something."""

    def __init__(self) -> None:
        super().__init__()
        self.language: str | None = None
        self.levels: list[int] = []
        self.ids: list[str] = []
        self.inline: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "html":
            self.language = given.get("lang")
        if re.fullmatch(r"h[1-6]", tag):
            self.levels.append(int(tag[1]))
        if given.get("id"):
            self.ids.append(str(given["id"]))
        self.inline += [name for name in given if name == "style" or name.startswith("on")]
        is_data = given.get("type") == "application/ld+json"  # which is never run
        if tag == "style" or (tag == "script" and not given.get("src") and not is_data):
            self.inline.append(tag)


def test_every_page_has_one_title_unique_ids_and_nothing_inline(built_site: Path) -> None:
    for path in built_site.rglob("*.html"):
        if "pagefind" in path.parts:
            continue
        titles = Titles()
        titles.feed(path.read_text("utf-8"))
        assert titles.language == "fr", path
        assert titles.inline == [], path
        assert len(titles.ids) == len(set(titles.ids)), path
        assert titles.levels.count(1) == 1, path
        steps = zip(titles.levels, titles.levels[1:], strict=False)
        assert all(after - before <= 1 for before, after in steps), path


def test_every_link_and_fragment_leads_somewhere(miniature_site: Site) -> None:
    checked, said = check_links(miniature_site)
    assert said == ""
    assert checked > 500
