"""Server: the site over HTTP, on this machine alone; pages hear of each build, and of its problems.

The pages are sent as they lie in the output, with one script more, which listens. Requests for
another host are refused: a page of somebody else's must not read what is served here.
"""

from __future__ import annotations

import json
import mimetypes
import sys
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from suites.address import INDEX
from suites.serve.rebuilding import Outcome

OWN = "/.serve/"
"""Where this server's own files lie, beside the site."""

FILES = Path(__file__).parent / "page"
HOSTS = ("127.0.0.1", "localhost")
PULSE = 15.0
"""Seconds after which a page is told again that the server is there."""

WAITING = (
    '<!doctype html><html lang="en"><meta charset="utf-8"><title>Building…</title>'
    "<body><p>The site is being built.</p></body></html>"
)


class News:
    """What the pages are to know: the number of the build that they show, and what is wrong."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self.number, self.report = str(time.time_ns()), ""

    def tell(self, outcome: Outcome) -> None:
        """A build ended."""
        with self._changed:
            if outcome.is_good and outcome.changed:
                self.number = str(time.time_ns())
            self.report = "" if outcome.is_good else outcome.said
            self._changed.notify_all()

    def stream(self) -> Iterator[dict[str, str] | None]:
        """What is to be known now, then whenever it changes; None when nothing did for a while."""
        told = None
        while True:
            with self._changed:
                now = {"number": self.number, "report": self.report}
                if now == told:
                    self._changed.wait(PULSE)
                    now = {"number": self.number, "report": self.report}
            yield None if now == told else now
            told = now


class Server(ThreadingHTTPServer):
    """The server, at work in threads of its own from `with` on; OSError when the port is taken."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, port: int, site: Path, news: News, index: Callable[[str], Path]) -> None:
        self.news, self.index = news, index
        super().__init__(("127.0.0.1", port), partial(Handler, directory=str(site)))

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a browser that went away while it was answered."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)

    def __enter__(self) -> Server:
        threading.Thread(target=self.serve_forever, daemon=True).start()
        return self


class Handler(SimpleHTTPRequestHandler):
    """One request."""

    server: Server

    def do_GET(self) -> None:
        """Answer with news, a file of ours, a page with our script, or a file of the site."""
        path = unquote(urlsplit(self.path).path)
        if (self.headers.get("Host") or "").rpartition(":")[0] not in HOSTS:
            self.send_error(HTTPStatus.MISDIRECTED_REQUEST)
        elif path == f"{OWN}news":
            self._tell_news()
        elif path.startswith(OWN):
            self._send(FILES / Path(path).name)
        else:
            found = Path(self.translate_path(self.path))
            if found.is_dir() and path.endswith("/"):
                found /= "index.html"
            if found.suffix == ".html" or not found.exists():
                self._send_page(found)
            else:
                super().do_GET()

    def translate_path(self, path: str) -> str:
        """The file of an address; the search index lies where it is made."""
        inside = unquote(urlsplit(path).path)
        if not inside.startswith(f"/{INDEX}"):
            return super().translate_path(path)
        within = super().translate_path(inside.removeprefix(f"/{INDEX}".rstrip("/")))
        return str(self.server.index(Path(within).relative_to(self.directory).as_posix()))

    def end_headers(self) -> None:
        """Let nothing be kept by the browser: the next build makes it another."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing: the terminal is for builds."""

    def _send_page(self, page: Path) -> None:
        status, missing = HTTPStatus.OK, Path(self.directory) / "404.html"
        number = self.server.news.number
        try:
            text = page.read_text("utf-8")
        except OSError:
            status = HTTPStatus.NOT_FOUND
            text = missing.read_text("utf-8") if missing.is_file() else WAITING
        script = f'<script type="module" src="{OWN}serve.js?{number}"></script>'
        head, end, rest = text.rpartition("</body>")
        body = (f"{head}{script}{end}{rest}" if end else text + script).encode()
        self._answer(status, "text/html; charset=utf-8", body)

    def _send(self, path: Path) -> None:
        if path.is_file():
            kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
            self._answer(HTTPStatus.OK, f"{kind}; charset=utf-8", path.read_bytes())
        else:
            self.send_error(HTTPStatus.NOT_FOUND)

    def _answer(self, status: HTTPStatus, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _tell_news(self) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        try:
            for news in self.server.news.stream():
                said = f"data: {json.dumps(news)}" if news else ": still here"
                self.wfile.write(f"{said}\n\n".encode())
                self.wfile.flush()
        except OSError:
            return  # the page is gone
