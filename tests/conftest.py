"""What the tests share: the real site, built once and served under a sub-path, and a browser.

The site is served under `/archive/`, as a project's pages often are, so that an address which only
works at the root of a host is found out.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import BinaryIO

import pytest
from browsers import NoBrowserError, chromium, launched
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
PREFIX = "/archive/"

# A sample in `make test`, the same on every machine; `--hypothesis-profile=prove` seeks at length.
# A busy machine is slow in making examples: that is no fault of the code.
settings.register_profile(
    "sample",
    max_examples=30,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile(
    "prove", max_examples=5000, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)


def pytest_configure(config: pytest.Config) -> None:
    settings.load_profile(config.getoption("--hypothesis-profile") or "sample")


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


@pytest.fixture(scope="session")
def server() -> Iterator[ThreadingHTTPServer]:
    """A server that has its port and does not answer yet: the site is built for its address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), SubPath) as server:
        yield server


def _address(server: ThreadingHTTPServer) -> str:
    return f"http://127.0.0.1:{server.server_port}{PREFIX}"


@pytest.fixture(scope="session")
def built_site(server: ThreadingHTTPServer, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that `suites build` makes of the real content, for the address of `site_url`."""
    output = tmp_path_factory.mktemp("site") / PREFIX.strip("/")
    done = subprocess.run(
        [sys.executable, "-m", "suites", "build", "--output", str(output)],
        cwd=ROOT,
        env={**os.environ, "SITEURL": _address(server)},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        pytest.fail(f"the site cannot be built:\n{done.stdout}{done.stderr}", pytrace=False)
    return output


@pytest.fixture(scope="session")
def site_url(server: ThreadingHTTPServer, built_site: Path) -> Iterator[str]:
    """The address of the built site, with its sub-path and a final `/`."""
    server.RequestHandlerClass = partial(SubPath, directory=str(built_site))  # type: ignore[assignment]
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield _address(server)
    server.shutdown()
    thread.join()


def _chromium_or_why_not() -> Path | str:
    try:
        return chromium()
    except NoBrowserError as error:
        return str(error)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real Chromium without a window; each test opens a context of its own in it."""
    executable = _chromium_or_why_not()
    if isinstance(executable, str):
        pytest.fail(executable, pytrace=False)
    with sync_playwright() as playwright:
        running = launched(playwright, executable)
        yield running
        running.close()
