"""A release as it is opened from a disk: no server, no script, and nothing that asks for one."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser
from support import releases
from support.chromium import watched_page
from support.length import is_proving

pytestmark = [
    pytest.mark.prove,
    pytest.mark.skipif(not is_proving(), reason="it builds a site; make prove does"),
]

KINDS = (
    "index.html",
    "recherche/index.html",
    "articles/2020-02-14-gazette-navette/index.html",
    "annonces/index.html",
    "annonces/navette-electrique/index.html",
    "entites/hugo-castel/index.html",
    "medias/agence-brume/index.html",
    "themes/lignes/index.html",
    "chronologie/index.html",
    "echeances/index.html",
    "au/2022-05/index.html",
    "face-a-face/fermeture-du-pont/contredit-pont-ouvert/index.html",
    "donnees/index.html",
    "donnees/interroger/index.html",
    "composer/index.html",
    "methode/index.html",
)

LINKS = """() => [...document.querySelectorAll("a")].map((a) => a.getAttribute("href"))
  .filter(Boolean).map((link) => new URL(link, location).href)
  .filter((link) => link.startsWith("file:"))"""
FACES = """async () => {
  await document.fonts.ready;
  return [...document.fonts].filter((face) => face.status === "loaded").length;
}"""
FIELDS = "button, input:not([type=checkbox]), select, textarea"
BUTTONS = f"""() => [...document.querySelectorAll("{FIELDS}")]
  .filter((one) => one.type !== "reset" && one.checkVisibility()).map((one) => one.outerHTML)"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the site in the miniature's release, unpacked below a name with a space."""
    project = releases.begin(tmp_path_factory.mktemp("project"))
    folder = tmp_path_factory.mktemp("release") / "un dossier à part"
    return releases.unpacked(project, folder) / "data/site"


def test_pages_are_whole_on_a_disk_and_every_link_leads_to_a_file(
    browser: Browser, site: Path
) -> None:
    with watched_page(browser, site.as_uri()) as page:
        for kind in KINDS:
            page.goto((site / kind).as_uri())
            assert page.evaluate("getComputedStyle(document.body).fontFamily").startswith(
                "Newsreader"
            )
            assert page.evaluate(FACES) >= 2, kind
            assert (
                page.evaluate("document.scripts.length")
                == page.locator('script[type="application/ld+json"]').count()
            )
            assert page.evaluate(BUTTONS) == [], kind
            links = page.evaluate(LINKS)
            assert len(links) > 20
            paths = (Path(unquote(urlsplit(link).path)) for link in links)
            assert [str(path) for path in paths if not path.is_file()] == [], kind


def test_a_reader_walks_from_page_to_page_and_to_a_place_in_one(
    browser: Browser, site: Path
) -> None:
    with watched_page(browser, site.as_uri()) as page:
        page.goto((site / "index.html").as_uri())
        page.locator(".menu a", has_text="Annonces").click()
        assert page.url == (site / "annonces/index.html").as_uri()
        page.goto((site / "annonces/navette-electrique/index.html").as_uri())
        proof = page.locator('a[href*="index.html#"]').first
        target = str(proof.get_attribute("href"))
        proof.click()
        assert page.url.endswith(target.lstrip("./"))
        assert page.locator(f"[id='{unquote(urlsplit(page.url).fragment)}']").count() == 1


def test_an_old_address_leads_on_by_a_link(browser: Browser, site: Path) -> None:
    old = next(path for path in sorted(site.rglob("index.html")) if _moved(path))
    with watched_page(browser, site.as_uri()) as page:
        page.goto(old.as_uri())
        page.locator(".standfirst a").click()
        assert Path(unquote(urlsplit(page.url).path)).is_file()
        assert page.url != old.as_uri()


def _moved(path: Path) -> bool:
    return "Cette page a changé d’adresse" in path.read_text("utf-8")
