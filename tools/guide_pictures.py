"""The pictures of the guide for contributors, in each language: `make pictures`.

They show the archive with which `suites init` begins, whose people and trams are made up, in the
light, and in a window so narrow that they can be read on a phone. What is pressed is found by the
entries of the catalogue, as a reader finds it.
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from math import ceil, floor
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

from pictures import served
from PIL import Image
from playwright.sync_api import Locator, Page, sync_playwright
from support.chromium import NoBrowserError, find_chromium, launch
from support.laid_archives import init_command

from suites.archive.languages import addresses, data
from suites.archive.languages.catalogue import Catalogue, read_catalogue

LANGUAGES = Path(str(data.ROOT))
WIDTH, MARGIN = 720, 16
"""CSS pixels: of the window, and of what is shown around the text."""
COLOURS = 8
DAY = "2026-11-30"


class Scene(NamedTuple):
    """What is done in a language: the article, words that are annotated, one of them cut, notes."""

    article: str
    words: str
    cut: str
    note: str
    rewritten: str


SCENES = {
    "fr": Scene(
        "exemple-2024-03-12-ligne-b",
        "il manque deux rames sur six",
        "il manque deux rames sur si",
        "Le journal les a comptées au dépôt. Il ne dit pas quand elles arriveront.",
        "Ce sont les mots de la directrice. Elle donne une année, et rien de plus.",
    ),
    "en": Scene(
        "example-2024-03-12-line-b",
        "two trams of six are missing",
        "two trams of six are missin",
        "The newspaper counted them at the depot. It does not say when they will come.",
        "These are the director’s words. She gives a year, and no more.",
    ),
    "de": Scene(
        "beispiel-2024-03-12-linie-b",
        "zwei von sechs Zügen fehlen",
        "zwei von sechs Zügen fehle",
        "Die Zeitung hat sie im Depot gezählt. Wann sie kommen, schreibt sie nicht.",
        "Das sind die Worte der Direktorin. Sie nennt ein Jahr, mehr nicht.",
    ),
}

SELECT = """(words) => {
  const texts = document.createTreeWalker(document.querySelector(".account"), NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const at = texts.currentNode.data.indexOf(words);
    const node = texts.currentNode;
    if (at >= 0) getSelection().setBaseAndExtent(node, at, node, at + words.length);
  }
}"""


class Camera:
    """A page of a site, in one language, of which pictures are taken."""

    def __init__(self, page: Page, site: str, tag: str) -> None:
        self.page, self.site, self.scene = page, site, SCENES[tag]
        self.catalogue: Catalogue = read_catalogue(tag)
        names = addresses.names(tag)
        self._article = f"{names.records['article']}/{self.scene.article}/"
        self._composer = f"{names.folders['composer']}/"

    def label(self, key: str) -> str:
        """Return a text of the interface."""
        return self.catalogue.t(key)

    def article(self) -> None:
        """Open the article."""
        self.page.goto(self.site + self._article, wait_until="networkidle")

    def composer(self, **asked: str) -> None:
        """Open the composer, as a new reader finds it."""
        self.page.evaluate("localStorage.clear()")
        self.page.goto(f"{self.site}{self._composer}?{urlencode(asked)}", wait_until="networkidle")

    def field(self, key: str) -> Locator:
        """Return the first field with a label."""
        return self.page.get_by_label(self.label(f"field.{key}"), exact=True).first

    def settle(self) -> None:
        """Wait until all is checked, and told."""
        self.page.wait_for_timeout(1500)

    def take(self, first: Locator, last: Locator, column: Locator | None = None) -> Image.Image:
        """Return a column, else that of the text, from the top of a part to the foot of another."""
        top, end = first.bounding_box(), last.bounding_box()
        if not top or not end:
            raise RuntimeError(f"{first} or {last} is not shown")
        scrolled = self.page.evaluate("scrollY")
        text = self.page.locator(".page > .text")
        sides = (column or text).first.bounding_box() or top
        # Whole pixels: the page is told the size in these.
        y = floor(top["y"] + scrolled) - MARGIN
        clip = {
            "x": floor(sides["x"]) - MARGIN,
            "y": y,
            "width": ceil(sides["width"]) + 2 * MARGIN,
            "height": ceil(end["y"] + scrolled + end["height"]) + MARGIN - y,
        }
        shot = self.page.screenshot(clip=clip, full_page=True)  # type: ignore[arg-type]
        return Image.open(io.BytesIO(shot)).convert("RGB")


def pictures(camera: Camera) -> Iterator[tuple[str, Image.Image]]:
    """Yield the pictures by name."""
    page, scene, label = camera.page, camera.scene, camera.label
    camera.article()
    report = page.get_by_role("link", name=label("frame.report"))
    links = report.locator("xpath=ancestor::ul")
    yield "foot", camera.take(links, links, links)

    page.evaluate(SELECT, scene.words)
    follow = page.get_by_role("link", name=label("composer.annotate"))
    follow.wait_for()
    yield "select", camera.take(page.locator(".account .words").last, follow)

    camera.composer(record=scene.article, quote=scene.words)
    camera.field("note").fill(scene.note)
    camera.settle()
    part = page.locator(".item").first
    yield "note", camera.take(part.locator("h3"), ask(camera.field("note")))
    text = page.get_by_text(label("composer.file"), exact=True)
    text.click()
    button = page.get_by_role("link", name=label("composer.propose-github"))
    yield "send", camera.take(button, page.locator("details[open] > pre"))

    quote = camera.field("quote")
    quote.fill(scene.cut)
    camera.settle()
    yield "problem", camera.take(ask(quote), ask(quote))
    ask(quote).get_by_role("button").click()
    camera.settle()
    yield "mended", camera.take(ask(quote), ask(quote))

    camera.composer(record=scene.article)
    standing = page.locator("details.standing")
    standing.locator("summary").first.click()
    yield "standing", camera.take(standing, standing)
    notes = standing.locator('[data-item^="annotations:"]').first
    notes.locator("summary").first.click()
    camera.field("note").fill(scene.rewritten)
    camera.settle()
    noting = notes.get_by_role("button", name=label("composer.correct"))
    yield "correct", camera.take(ask(camera.field("note")), noting)

    camera.composer(new="article")
    title, published = ask(camera.field("title")), ask(camera.field("published"))
    yield "article", camera.take(title, published)


def ask(field: Locator) -> Locator:
    """Return a field with its label and what is said of it."""
    return field.locator("xpath=ancestor::*[contains(@class, 'ask')][1]")


@contextmanager
def site(tag: str) -> Iterator[str]:
    """The address of a new archive in a language, made and served."""
    settings = {
        "SUITES_TODAY": DAY,
        "SITEURL": "",
        "REPOSITORY_URL": "https://github.com/example/archive",
    }
    with tempfile.TemporaryDirectory() as folder:
        home, output = Path(folder, "archive"), Path(folder, "site")
        for arguments, cwd in (
            (init_command(home, tag), Path(folder)),
            (["build", "--output", str(output)], home),
        ):
            command = [sys.executable, "-m", "suites", *arguments]
            subprocess.run(command, cwd=cwd, env={**os.environ, **settings}, check=True)
        with served(output) as address:
            yield address


def main() -> None:
    """Take the pictures of each language."""
    try:
        executable = find_chromium()
    except NoBrowserError as error:
        sys.exit(str(error))
    with sync_playwright() as playwright:
        browser = launch(playwright, executable)
        for tag in sys.argv[1:] or SCENES:
            folder = LANGUAGES / tag / "pictures"
            folder.mkdir(exist_ok=True)
            with site(tag) as address:
                page = browser.new_page(
                    viewport={"width": WIDTH, "height": 900},
                    device_scale_factor=2,
                    color_scheme="light",
                )
                total = 0
                for name, picture in pictures(Camera(page, address, tag)):
                    path = folder / f"{name}.png"
                    few = picture.quantize(COLOURS, dither=Image.Dither.NONE)
                    few.save(path, optimize=True)
                    total += path.stat().st_size
                sys.stdout.write(f"{tag}: {total:,} bytes\n")
        browser.close()


if __name__ == "__main__":
    main()
