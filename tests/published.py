"""A content as it is published: built in a project of its own, and served under a sub-path.

The site is served under `/archive/`, as a project's pages often are, so that an address which only
works at the root of a host is found out.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import BinaryIO, NamedTuple

import pytest

from suites.build.search_index import make_index

ROOT = Path(__file__).resolve().parents[1]
PREFIX = "/archive/"


def write_index(copies: Iterable[tuple[str, bytes]], language: str, folder: Path) -> None:
    """Make a search index in a folder of its own."""
    for path, content in make_index(copies, language).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)


class Published(NamedTuple):
    """A site: its folder, its address with a final `/`, and what its build said at the end."""

    folder: Path
    url: str
    said: str


class SubPath(SimpleHTTPRequestHandler):
    """A folder under `PREFIX`, and nothing beside it; what is not there answers its 404 page."""

    def send_head(self) -> BinaryIO | None:
        if not self.path.startswith(PREFIX):
            self.send_error(404)
            return None
        return super().send_head()

    def translate_path(self, path: str) -> str:
        return super().translate_path("/" + path.removeprefix(PREFIX))

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory) / "404.html"
        if code != 404 or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing: the tests look at the answers themselves."""


@contextmanager
def published(content: Path, folder: Path) -> Iterator[Published]:
    """The site of a content, built in a folder that is empty, and served while the test lasts."""
    # The port is taken before the server answers: the site is built for its address.
    with ThreadingHTTPServer(("127.0.0.1", 0), SubPath) as server:
        url = f"http://127.0.0.1:{server.server_port}{PREFIX}"
        output, said = built(content, folder, url)
        server.RequestHandlerClass = partial(SubPath, directory=str(output))  # type: ignore[assignment]
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield Published(output, url, said)
        finally:
            server.shutdown()
            thread.join()


def built(content: Path, folder: Path, url: str = "") -> tuple[Path, str]:
    """The folder of the site of a content, with the project's own theme, and what was said."""
    shutil.copytree(content, folder / "content")
    shutil.copytree(ROOT / "theme", folder / "theme")
    shutil.copy(ROOT / "pelicanconf.py", folder)
    output = folder / PREFIX.strip("/")
    done = subprocess.run(
        [sys.executable, "-m", "suites", "build", "--output", str(output)],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT / "plugins"), "SITEURL": url},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        pytest.fail(f"the site cannot be built:\n{done.stdout}{done.stderr}", pytrace=False)
    return output, done.stdout.strip()
