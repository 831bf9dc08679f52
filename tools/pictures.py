"""The pictures of the site that README shows: `make pictures`.

The site is built into a temporary folder and looked at in Chromium, in the light and in the dark.
Which pages are shown, the archive says: the announcement that it features, and the article that has
the most notes.
"""

from __future__ import annotations

import io
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Literal

from PIL import Image
from playwright.sync_api import sync_playwright
from support.chromium import NoBrowserError, find_chromium, launch

from suites.analysis import loading

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs/pictures"
SIZE = (1280, 800)
THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


class Quiet(SimpleHTTPRequestHandler):
    """The files of a folder, without a word."""

    def log_message(self, *_: object) -> None:
        """Nothing."""


def pages() -> dict[str, str]:
    """The addresses of the pages to show, by the names of their pictures."""
    linked = loading.load_archive(ROOT / "content").linked
    if linked is None:
        sys.exit("the content has problems: see `make check`")
    archive = linked.archive
    featured = archive.settings.featured or min(archive.announcements)
    noted = max(archive.articles.values(), key=lambda one: (len(one.annotations), one.id))
    return {
        "announcement": linked.urls.of_kind("announcement", featured),
        "article": linked.urls.of(noted),
        "chronology": linked.urls.chronology,
    }


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address at which the files of a folder are served."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def main() -> None:
    """Take the pictures."""
    shown = pages()
    try:
        executable = find_chromium()
    except NoBrowserError as error:
        sys.exit(str(error))
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "suites", "build", "--output", folder]
        subprocess.run(command, cwd=ROOT, check=True)
        with served(Path(folder)) as site, sync_playwright() as playwright:
            browser = launch(playwright, executable)
            for theme in THEMES:
                page = browser.new_page(
                    viewport={"width": SIZE[0], "height": SIZE[1]}, color_scheme=theme
                )
                for name, url in shown.items():
                    page.goto(site + url, wait_until="networkidle")
                    picture = Image.open(io.BytesIO(page.screenshot()))
                    path = PICTURES / f"{name}-{theme}.webp"
                    picture.convert("RGB").save(path, lossless=True, method=6)
                    sys.stdout.write(f"{path.relative_to(ROOT)}: {path.stat().st_size:,} bytes\n")
            browser.close()


if __name__ == "__main__":
    main()
