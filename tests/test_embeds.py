"""Embeds: what others frame of the archive, how programs ask for it, and links that last."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from urllib.parse import urljoin

import pytest
from support.changed_archive import link
from support.miniature import CONTENT, copy_content
from support.rendered_pages import CATALOGUE, THEME, page_specs, render_pages
from support.withdrawn_records import add_withdrawn_records

from suites.analysis import loading
from suites.analysis.linked_archive import LinkedArchive
from suites.analysis.rows import ALIASES, DEADLINES, PAIRS, UNCOMPARED
from suites.archive.model import Archived
from suites.site import views
from suites.site.exports import EXPORTS
from suites.site.views import PAGE_KINDS, Deployment, ViewBuilder
from suites.site.views.embedding import of_comparison
from suites.site.views.outgoing_link import OutgoingLink
from suites.site.views.view_models import Day

SITE = "https://example.org/suites"
EMBEDDED = ("embedded-announcement", "embedded-deadline", "embedded-comparison")
SHUTTLE = "navette-electrique"
DAY = "2022-08-09"


class Read(HTMLParser):
    """The tags of a page, each with its attributes, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.words = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, text: str) -> None:
        self.words += text

    def all(self, tag: str) -> list[dict[str, str]]:
        return [given for name, given in self.tags if name == tag]


@pytest.fixture(scope="module")
def linked(tmp_path_factory: pytest.TempPathFactory) -> LinkedArchive:
    content = copy_content(tmp_path_factory.mktemp("embeds"))
    add_withdrawn_records(content)
    found = loading.load_archive(content).linked
    assert found
    return found


def rendered(linked: LinkedArchive, *kinds: str, site_url: str = SITE) -> dict[str, str]:
    """Return the HTML of all pages of some kinds, by address."""
    builder = ViewBuilder(linked, CATALOGUE, Deployment(url=site_url))
    specs = [spec for spec in page_specs(linked) if spec.kind in kinds]
    return render_pages(linked, [views.build_page(builder, spec) for spec in specs], site_url)


@pytest.fixture(scope="module")
def embeds(linked: LinkedArchive) -> dict[str, str]:
    return rendered(linked, *EMBEDDED, "embedded-withdrawal")


def test_announcements_deadlines_and_pairs_are_embedded_at_their_old_ids_too(
    linked: LinkedArchive, embeds: dict[str, str]
) -> None:
    shown = {id_: [id_] for id_ in linked.archive.announcements}
    old_ids = [row for row in linked.rows(ALIASES) if row.id in shown]
    assert old_ids
    for row in old_ids:
        shown[row.id].append(row.alias)
    pairs = {(row.order.id, row.name) for row in linked.rows(PAIRS)}
    pairs |= {tuple(row) for row in linked.rows(UNCOMPARED)}
    expected = {f"embed/{one}/" for ids in shown.values() for one in ids}
    expected |= {
        f"embed/{one}/echeance/" for row in linked.rows(DEADLINES) for one in shown[row.id]
    }
    expected |= {f"embed/{one}/{name}/" for id_, name in pairs for one in shown[id_]}
    withdrawn = {url for url in embeds if "Date du retrait" in embeds[url]}
    assert embeds.keys() - withdrawn == expected
    old = old_ids[0]
    assert embeds[f"embed/{old.alias}/"].replace(old.alias, old.id) == embeds[f"embed/{old.id}/"]


def test_an_embed_runs_nothing_and_leads_to_its_page_in_the_whole_window(
    embeds: dict[str, str],
) -> None:
    for url, html in embeds.items():
        page = Read(html)
        assert not page.all("script"), url
        assert all(
            (given["target"], given["rel"]) == ("_top", "noopener") for given in page.all("a")
        ), url
        (policy,) = (one["content"] for one in page.all("meta") if "http-equiv" in one)
        assert {part.split()[0] for part in policy.split(";")} == {
            "default-src", "style-src", "font-src", "base-uri", "form-action",
        }  # fmt: skip
        assert {"name": "robots", "content": "noindex"} in page.all("meta"), url
        (canonical,) = (one["href"] for one in page.all("link") if one["rel"] == "canonical")
        here = urljoin(f"{SITE}/{url}", page.all("a")[0]["href"])
        assert canonical == here, url
        assert here.startswith((f"{SITE}/annonces/", f"{SITE}/face-a-face/", f"{SITE}/articles/"))
    assert not any(PAGE_KINDS[kind].in_sitemap for kind in (*EMBEDDED, "embedded-withdrawal"))


def test_an_embed_says_what_its_page_says(embeds: dict[str, str]) -> None:
    def words(url: str) -> str:
        return " ".join(Read(embeds[url]).words.split())

    said = words(f"embed/{SHUTTLE}/")
    for part in ("La navette électrique", "tenu en retard", "en mars 2022", "31 décembre 2022"):
        assert part in said
    said = words(f"embed/{SHUTTLE}/echeance/")
    for part in ("En mars 2022", "en juin 2021", "30 nov. 2021", "tenu en retard"):
        assert part in said
    said = words(f"embed/{SHUTTLE}/retard-366276befd/")
    for part in ("la navette attendra décembre", "pas avant mars", "194 jours", "Hugo Castel"):
        assert part in said


def test_what_was_withdrawn_says_so_where_others_frame_it_and_nothing_else(
    linked: LinkedArchive, embeds: dict[str, str]
) -> None:
    framed = {url for url in embeds if "Date du retrait" in embeds[url]}
    of_announcements = [
        one for one in linked.archive.withdrawn.values() if not one.withdrawn.comparisons
        and linked.urls.of(one).startswith("annonces/")
    ]  # fmt: skip
    assert of_announcements
    for record in of_announcements:
        for id_ in (record.id, *record.aliases):
            assert {f"embed/{id_}/", f"embed/{id_}/echeance/"} <= framed
    for record in linked.archive.withdrawn.values():
        assert {f"embed/{one}/" for one in record.withdrawn.comparisons} <= framed
        for url in framed:
            if f"/{record.id}/" in url:
                assert record.withdrawn.why in Read(embeds[url]).words


def test_programs_are_told_how_to_embed_and_people_are_given_the_line(
    linked: LinkedArchive,
) -> None:
    builder = ViewBuilder(linked, CATALOGUE, Deployment(url=SITE))
    files = dict(EXPORTS["oembed"].files(builder, SHUTTLE, ("vieille-navette",)))
    ids = (SHUTTLE, "vieille-navette")
    assert files.keys() == {
        f"embed/{id_}/{of}oembed.json" for id_ in ids for of in ("", "echeance/")
    }
    html = rendered(linked, "announcement")[f"annonces/{SHUTTLE}/"]
    (discovery,) = (
        one for one in Read(html).all("link") if one.get("type") == "application/json+oembed"
    )
    assert discovery["href"] == f"{SITE}/embed/{SHUTTLE}/oembed.json"
    for address, content in files.items():
        told = json.loads(content)
        assert (told["version"], told["type"], told["width"]) == ("1.0", "rich", 640)
        assert told["provider_url"] == f"{SITE}/"
        assert told["thumbnail_url"] == f"{SITE}/partage/{SHUTTLE}.png"
        (frame,) = Read(told["html"]).all("iframe")
        assert frame["src"] == f"{SITE}/{address.removesuffix('oembed.json')}"
        assert frame["height"] == str(told["height"])
        assert told["title"] in frame["title"]
        if SHUTTLE in address:
            assert told["html"] in Read(html).words


def test_a_strangers_title_stays_a_title_in_the_line(linked: LinkedArchive) -> None:
    hostile = "A\" onload='x()'></iframe><script>{}%\n=cmd \u202eRTL 🚋"
    announcement = linked.archive.announcements[SHUTTLE].model_copy(update={"title": hostile})
    announcements = dict(linked.archive.announcements) | {SHUTTLE: announcement}
    changed, _ = link(replace(linked.archive, announcements=announcements), linked.as_of)
    builder = ViewBuilder(changed, CATALOGUE, Deployment(url=SITE))
    for content in dict(EXPORTS["oembed"].files(builder, SHUTTLE, ())).values():
        told = Read(json.loads(content)["html"])
        assert [tag for tag, _ in told.tags] == ["iframe"]
        assert told.all("iframe")[0]["title"].startswith(hostile)
        assert told.all("iframe")[0].keys() == {
            "src", "title", "width", "height", "loading", "style",
        }  # fmt: skip


def test_longer_words_have_a_taller_frame(linked: LinkedArchive) -> None:
    builder = ViewBuilder(linked, CATALOGUE, Deployment(url=SITE))

    def height(*quotes: str) -> int:
        (line,) = of_comparison(builder, SHUTTLE, "a-b", "Un titre", (quotes[0], quotes[1]))
        return line.height

    assert height("court", "court") == height("aussi", "court")
    assert height("court", "long " * 20) == height("long " * 20, "court") > height("court", "court")


def test_while_the_address_of_the_site_is_not_known_nothing_is_offered(
    linked: LinkedArchive,
) -> None:
    assert dict(EXPORTS["oembed"].files(ViewBuilder(linked, CATALOGUE), SHUTTLE, ())) == {}
    for html in rendered(linked, "announcement", "quote-comparison", site_url="").values():
        assert "iframe" not in html
        assert "oembed" not in html


def test_a_link_to_an_article_with_a_copy_is_robust_wherever_it_is() -> None:
    found = loading.load_archive(CONTENT).linked
    assert found
    url, copy, undated = (
        "https://gazette.example/1?a&b",
        "https://w.example/1",
        "https://w.example/2",
    )
    id_, article = next(iter(found.archive.articles.items()))
    copies = tuple(
        Archived.model_validate(one) for one in ({"url": undated}, {"url": copy, "at": DAY})
    )
    articles = dict(found.archive.articles)
    articles[id_] = article.model_copy(update={"url": url, "archived": copies})
    changed, _ = link(replace(found.archive, articles=articles), found.as_of)
    to_page = to_copies = 0
    for address, html in render_pages(changed).items():
        for given in Read(html).all("a"):
            if given.get("href") == url:
                to_page += 1
                assert given["data-versionurl"] == copy, address
                assert given["data-versiondate"] == DAY, address
            elif given.get("href") in (copy, undated):
                to_copies += 1
                assert given["data-originalurl"] == url, address
                assert given.get("data-versiondate") == (DAY if given["href"] == copy else None)
            else:
                continue
            assert set(given["rel"].split()) == {"external", "noopener"}
    assert to_page >= 1
    assert to_copies == 2 * to_page


def test_a_copy_of_a_month_has_no_day() -> None:
    month, day = Day("août 2022", "2022-08"), Day("9 août 2022", "2022-08-09T12:00Z")
    assert OutgoingLink.to_copy("c", month, "o") == OutgoingLink("c", original="o")
    assert OutgoingLink.to_copy("c", day, None).on == "2022-08-09T12:00Z"
    assert OutgoingLink.to_page("o", [("c", month), ("d", day)]).version == "d"
    assert OutgoingLink.to_page("o", [("c", None)]) == OutgoingLink("o", "c")
    assert OutgoingLink.to_page("o", []) == OutgoingLink("o")


def test_no_template_prints_an_address_of_others_by_itself() -> None:
    for path in (THEME / "templates").rglob("*.html"):
        if path.name != "links.html":
            text = path.read_text("utf-8")
            found = re.findall(r'href="\{\{ ((?:page\.article|source|copy|outside)\.?\w*)', text)
            assert found == [], path.name
