"""How a page is cited, and what it tells those who link to it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from support.changed_archive import link
from support.miniature import SITE
from support.reference_manager import item_of
from support.rendered_pages import CATALOGUE, page_specs, pages, render_pages

from suites.analysis import loading
from suites.analysis.linked_archive import LinkedArchive
from suites.analysis.rows import UNCOMPARED
from suites.archive.dates import parse
from suites.archive.urls import in_language
from suites.site.citations.references import style_names
from suites.site.views import Deployment, ViewBuilder, build_page
from suites.site.views.page_kinds import PAGE_KINDS
from suites.site.views.view_models import View

URLS = in_language("fr")

ADDRESS = "https://archive.example/suites"
EMBEDS = URLS.embed("x").removesuffix("x/")
STYLES = list(style_names("fr"))
KINDS_TAKEN = ("article", "announcement", "quote-comparison", "entity", "outlet", "theme")
ARTICLE, ANNOUNCEMENT = "articles/2021-03-02-gazette-tram/", "annonces/tram-ouvert/"


@pytest.fixture(scope="module")
def linked() -> LinkedArchive:
    linked = loading.load_archive(SITE / "content").linked
    assert linked
    return linked


@pytest.fixture(scope="module")
def rendered(linked: LinkedArchive) -> Mapping[str, str]:
    return render_pages(linked, site_url=ADDRESS)


def views_by_url(linked: LinkedArchive, site_url: str = ADDRESS) -> Mapping[str, View]:
    return {page.url: page.view for page in pages(linked, Deployment(url=site_url))}


class Head(HTMLParser):
    """What a page says of itself: each name or property with its content, the title, the links."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.said: dict[str, str] = {}
        self.links: dict[str, str] = {}
        self.references: list[str] = []
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
        if tag == "span" and given.get("data-part") == "reference":
            self.references.append("")
            self._in.append(tag)
        elif tag == "title":
            self._in.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._in and self._in[-1] == tag:
            self._in.pop()

    def handle_data(self, text: str) -> None:
        if self._in == ["title"]:
            self.said["title"] = self.said.get("title", "") + text
        elif self._in:
            self.references[-1] += text


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


def test_a_plain_reference_says_what_where_of_which_day_and_under_what_licence(
    linked: LinkedArchive,
) -> None:
    view = views_by_url(linked)["themes/bateaux/"]
    citation, settings = view.citation, linked.archive.settings
    assert citation
    assert not citation.works
    assert settings.title in citation.rest
    assert settings.rights.texts in citation.rest
    assert str(linked.as_of.year) in citation.rest
    assert citation.rest.endswith(f" {ADDRESS}/themes/bateaux/")


def test_articles_announcements_and_pairs_are_cited_in_each_style_with_files(
    linked: LinkedArchive,
) -> None:
    found = {}
    for url, view in views_by_url(linked).items():
        if view.citation and view.citation.works:
            found[url] = [work.of for work in view.citation.works]
            for work in view.citation.works:
                assert [one.style for one in work.references] == STYLES
                assert dict(work.files).keys() == {"BibTeX", "RIS"}
    kinds = {PAGE_KINDS[spec.kind].cited: spec.kind for spec in page_specs(linked)}
    assert found == {
        spec.url: ["record", "press"] if spec.kind == "article" else ["record"]
        for spec in page_specs(linked)
        if spec.kind in ("article", "announcement", "quote-comparison")
    }
    assert len(found) > len(kinds)


def test_our_record_and_the_press_article_are_never_mixed_up(
    linked: LinkedArchive, rendered: Mapping[str, str]
) -> None:
    article = linked.archive.articles["2021-03-02-gazette-tram"]
    outlet, title = (
        linked.archive.entities[article.outlet or ""].title,
        linked.archive.settings.title,
    )
    references = [words(one) for one in Head(rendered[ARTICLE]).references if one]
    ours, theirs = references[: len(STYLES)], references[len(STYLES) :]
    assert len(theirs) == len(STYLES)
    for one in ours:
        assert title.casefold() in one.casefold()
        assert words(article.title).casefold() in one.casefold()
        assert f"{ADDRESS}/{ARTICLE}" in one
        assert str(article.url) not in one
    for one in theirs:
        assert title.casefold() not in one.casefold()
        assert words(article.headline or "").casefold() in one.casefold()
        assert outlet.casefold() in one.casefold()
        assert ADDRESS not in one
        assert str(article.url) in one


def test_every_button_says_what_it_copies(rendered: Mapping[str, str]) -> None:
    labels = re.findall(
        r'<button[^>]* class="copy"[^>]* aria-label="([^"]+)"[^>]*>([^<]+)<', rendered[ARTICLE]
    )
    assert len({label for label, _ in labels}) == len(labels) == 2 * len(STYLES) + 1
    assert all(label.startswith(seen) for label, seen in labels)


def test_every_note_has_its_permalink_in_the_block(rendered: Mapping[str, str]) -> None:
    block = rendered[ARTICLE].partition('<section class="cite"')[2]
    notes = re.findall(r'<aside class="note" id="note-([^"]+)"', rendered[ARTICLE])
    assert re.findall(r'<a href="#([^"]+)" aria-label="Note', block) == notes
    assert notes


def test_a_reference_manager_takes_every_page_of_a_record_for_what_it_is(
    linked: LinkedArchive, rendered: Mapping[str, str]
) -> None:
    settings = linked.archive.settings
    taken = 0
    for spec in page_specs(linked):
        if spec.kind in KINDS_TAKEN:
            taken += 1
            item = item_of(rendered[spec.url])
            assert item["type"] == "webpage"
            assert item["authors"] == [(settings.title, "")]
            assert item["site"] == settings.title
            assert item["language"] == settings.language
            assert item["url"] == f"{ADDRESS}/{spec.url}"
            assert settings.rights.texts in str(item["rights"])
            day = linked.archive.articles[spec.args[0]].added if spec.kind == "article" else None
            assert item["date"] == (day.text if day else linked.as_of.isoformat())
            head = Head(rendered[spec.url])
            assert item["title"] == head.said["og:title"]
            assert item["abstract"] == head.said["og:description"]
            assert item["genre"]
    assert taken > len(linked.archive.articles) + len(linked.archive.announcements)


@pytest.mark.parametrize(
    ("title", "author"),
    [
        ("Tram", "Tram,"),
        ("Trams & bateaux", "Trams & bateaux,"),
        ("Trams, bateaux", ""),
        ("A ; b", ""),
    ],
)
def test_an_archive_is_an_institution_or_no_author(
    linked: LinkedArchive, title: str, author: str
) -> None:
    settings = linked.archive.settings.model_copy(update={"title": title})
    changed, _ = link(replace(linked.archive, settings=settings), linked.as_of)
    spec = next(spec for spec in page_specs(changed) if spec.url == ANNOUNCEMENT)
    view = build_page(ViewBuilder(changed, CATALOGUE, Deployment(url=ADDRESS)), spec).view
    assert view.metadata
    assert view.metadata.author == author


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
        if "redirect.js" not in html and not url.startswith(EMBEDS):
            assert "canonical" not in head.links, url


def test_every_page_that_is_worth_finding_says_what_it_is(rendered: Mapping[str, str]) -> None:
    for url, html in rendered.items():
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
    linked: LinkedArchive, rendered: Mapping[str, str]
) -> None:
    hidden = {url for url, html in rendered.items() if Head(html).said.get("robots") == "noindex"}
    aliases = {url for url in hidden if not linked.aliases.keys().isdisjoint(Path(url).parts)}
    pairs = {URLS.quote_comparison(*row) for row in linked.rows(UNCOMPARED)}
    embeds = {url for url in hidden if url.startswith(EMBEDS)}
    assert hidden - aliases - pairs - embeds == {"404.html", URLS.composer, URLS.to_do}
    assert pairs <= hidden


def test_an_announcement_has_an_image_of_its_own_whose_words_are_told(
    linked: LinkedArchive, rendered: Mapping[str, str]
) -> None:
    head = Head(rendered[ANNOUNCEMENT])
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
    page = next(page for page in pages(linked, Deployment(url=ADDRESS)) if page.url == ANNOUNCEMENT)
    head = Head(render_pages(linked, [page], ADDRESS)[ANNOUNCEMENT])
    assert head.said["og:title"] == head.said["description"] == HOSTILE
    assert len(head.references) == len(STYLES)
    for one in head.references:
        # A style sets a title between marks, and those in it otherwise.
        said = words(one).translate(str.maketrans("“”", "«»")).replace("« ", "«").replace(" »", "»")
        assert HOSTILE.replace("« ", "«").replace(" »", "»") in said
        assert f"{ADDRESS}/{ANNOUNCEMENT}" in one


def test_a_reference_is_written_as_french_is(linked: LinkedArchive) -> None:
    for view in views_by_url(linked).values():
        if view.citation:
            said = view.title + (view.citation.rest or ".")
            assert "  " not in said
            assert " ," not in said
            assert ".." not in said


@pytest.mark.parametrize(
    ("added", "day"),
    [
        ("2026-01-02", "2026-01-02"),
        ("2025~", "2025"),
        ("2024/2025", ""),
        ("199X", ""),
        ("2025-02/2025-03", "2025"),
        ("../2026-01", "2026"),
        ("[..2025-03]", "2025"),
    ],
)
def test_a_record_is_dated_as_far_as_its_day_is_known(
    linked: LinkedArchive, added: str, day: str
) -> None:
    id_ = ARTICLE.split("/")[1]
    record = linked.archive.articles[id_].model_copy(update={"added": parse(added)})
    articles = {**linked.archive.articles, id_: record}
    changed, _ = link(replace(linked.archive, articles=articles), linked.as_of)
    spec = next(spec for spec in page_specs(changed) if spec.url == ARTICLE)
    page = build_page(ViewBuilder(changed, CATALOGUE, Deployment(url=ADDRESS)), spec)
    said = Head(render_pages(changed, [page], ADDRESS)[ARTICLE]).said
    assert said.get("citation_publication_date", "") == day
