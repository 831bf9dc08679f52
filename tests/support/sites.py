"""Sites built by the command, each in a project of its own, and served while a test lasts.

A published site is served under `/archive/`, as a project's pages often are, so that an address
which only works at the root of a host is found out.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import BinaryIO, NamedTuple

import pytest

from suites.build.search_index import make_index
from support.commands import environment, run_module
from support.projects import copy_project

PREFIX = "/archive/"


class Site(NamedTuple):
    """A site: its folder, its address with a final `/`, and the closing line of its build."""

    folder: Path
    url: str
    closing_line: str


class QuietHandler(SimpleHTTPRequestHandler):
    """A folder, without a line for each request: the tests look at the answers themselves."""

    def log_message(self, *_: object) -> None:
        """Log nothing."""


class SubPathHandler(QuietHandler):
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


@contextmanager
def _running(server: ThreadingHTTPServer) -> Iterator[None]:
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()


@contextmanager
def serve_folder(output: Path) -> Iterator[str]:
    """Serve a folder at the root of a host of this machine; give its address, with a final `/`."""
    handler = partial(QuietHandler, directory=str(output))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server, _running(server):
        yield f"http://127.0.0.1:{server.server_port}/"


@contextmanager
def build_and_serve(content: Path, folder: Path) -> Iterator[Site]:
    """Build the site of a content in a folder that is empty, and serve it under `PREFIX`."""
    # The port is taken before the server answers: the site is built for its address.
    with ThreadingHTTPServer(("127.0.0.1", 0), SubPathHandler) as server:
        url = f"http://127.0.0.1:{server.server_port}{PREFIX}"
        output, line = build_site(content, folder, url)
        server.RequestHandlerClass = partial(SubPathHandler, directory=str(output))  # type: ignore[assignment]
        with _running(server):
            yield Site(output, url, line)


def build_site(content: Path, folder: Path, url: str = "") -> tuple[Path, str]:
    """Build the site of a content in `folder`; return its folder and the closing line."""
    output = copy_project(folder, content) / PREFIX.strip("/")
    command = ("suites", "build", "--output", str(output))
    done = run_module(folder, *command, env=environment(SITEURL=url))
    if done.returncode:
        pytest.fail(f"the site cannot be built:\n{done.stdout}{done.stderr}", pytrace=False)
    return output, done.stdout.strip()


def build_with_files(folder: Path, files: Mapping[str, str]) -> Path:
    """Build the miniature with a few files changed, in `folder`; return the output.

    `files`: path in the content -> text.
    """
    copy_project(folder)
    for path, text in files.items():
        (folder / "content" / path).write_text(text, "utf-8")
    done = run_module(folder, "suites", "build", env=environment())
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "output"


def write_index(copies: Iterable[tuple[str, bytes]], language: str, folder: Path) -> None:
    """Write a search index into a folder of its own."""
    for path, content in make_index(copies, language).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
