"""Server: the site over HTTP, on this machine alone; pages are sent each build and its problems.

The pages are sent as they lie in the output, with one script more, which listens. Requests for
another host are refused: a page of somebody else's must not read what is served here. Links are not
followed out of the site.

The composer's page saves what is written there (`saving`): only a page that this server sent knows
the token that it must give, and only from the server's own origin.
"""

from __future__ import annotations

import json
import mimetypes
import secrets
import sys
import threading
import time
from collections.abc import Iterator
from errno import EADDRINUSE
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from suites.archive.problem_report import describe_os_error
from suites.build.server.rebuild import Outcome
from suites.build.server.saving import MAX_BYTES, Saver

OWN = "/.serve/"
"""The address of this server's own files, beside the site."""

FILES = Path(__file__).parent / "page"
HOSTS = ("127.0.0.1", "localhost")
HEARTBEAT = 15.0
"""Seconds after which a page is sent a sign that the server is there."""

TIMEOUT = 10.0
"""Seconds that a connection may be silent while it is read or written."""

MAX_CONNECTIONS = 100
"""Connections at once; one more is closed without an answer."""

SAVE = f"{OWN}proposals"
"""The address to which the composer sends a proposal."""
TOKEN_HEADER = "X-Suites-Token"
TOKEN_NAME = "suites-save"
"""The name of the element `<meta>` in which a page has the token."""

WAITING = (
    '<!doctype html><html lang="en"><meta charset="utf-8"><title>Building…</title>'
    "<body><p>The site is being built.</p></body></html>"
)


class BuildStatus:
    """The number of the last good build, and the report of problems, as pages are sent them."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self.number, self.report = str(time.time_ns()), ""

    def update(self, outcome: Outcome) -> None:
        """Take the outcome of a build, and wake the streams."""
        with self._changed:
            if outcome.is_good and outcome.has_changed:
                self.number = str(time.time_ns())
            self.report = "" if outcome.is_good else outcome.text
            self._changed.notify_all()

    def stream(self) -> Iterator[dict[str, str] | None]:
        """Yield the status now, then at each change; None after a while without one."""
        sent = None
        while True:
            with self._changed:
                now = {"number": self.number, "report": self.report}
                if now == sent:
                    self._changed.wait(HEARTBEAT)
                    now = {"number": self.number, "report": self.report}
            yield None if now == sent else now
            sent = now


class Server(ThreadingHTTPServer):
    """The server, at work in threads of its own from `with` on.

    SystemExit with a sentence when the port is taken, or not for us to take.
    """

    daemon_threads = True
    block_on_close = False
    request_queue_size = MAX_CONNECTIONS

    def __init__(self, port: int, site: Path, status: BuildStatus, saver: Saver) -> None:
        self.status, self.saver = status, saver
        self.token = secrets.token_urlsafe(32)
        self._free = threading.BoundedSemaphore(MAX_CONNECTIONS)
        if not 0 < port < 65536:
            raise SystemExit(f"a port is a number from 1 to 65535: {port} is none")
        try:
            super().__init__(("127.0.0.1", port), partial(Handler, directory=str(site)))
        except OSError as error:
            is_taken = error.errno == EADDRINUSE
            why = "is taken by another program" if is_taken else f"cannot be used: {error.strerror}"
            other = f"`make serve PORT={8001 if port == 8000 else 8000}` takes another"
            raise SystemExit(f"port {port} {why}; {other}") from None

    def process_request(self, request: Any, client_address: Any) -> None:
        """Answer in a thread, if there is still one to be had."""
        if self._free.acquire(blocking=False):
            super().process_request(request, client_address)
        else:
            self.shutdown_request(request)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """Answer, and let another be answered then."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._free.release()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a browser that went away while it was answered, or fell silent."""
        if not isinstance(sys.exception(), ConnectionError | TimeoutError):
            super().handle_error(request, client_address)

    def __enter__(self) -> Server:
        threading.Thread(target=self.serve_forever, daemon=True).start()
        return self


class Handler(SimpleHTTPRequestHandler):
    """One request."""

    server: Server
    timeout = TIMEOUT

    def do_GET(self) -> None:
        """Answer with events, a file of ours, a page with our script, or a file of the site."""
        try:
            path = unquote(urlsplit(self.path).path)
        except ValueError:  # no address at all
            self.send_error(HTTPStatus.BAD_REQUEST)
            return
        if not self._is_for_us():
            self.send_error(HTTPStatus.MISDIRECTED_REQUEST)
        elif path == f"{OWN}events":
            self._send_events()
        elif path.startswith(OWN):
            self._send(FILES / Path(path).name)
        elif (found := self._found(self.path)) is None or found.suffix == ".html":
            self._send_page(found)
        elif head := self.send_head():  # of a file; a folder is sent to its address with a slash
            with head:
                self._send_body(head.read())

    def do_HEAD(self) -> None:
        """Answer as to GET, without the body."""
        self.do_GET()

    def do_POST(self) -> None:
        """Save a proposal of the composer's."""
        self.close_connection = True  # a body that is refused is not read
        refused = self._refused_save()
        if refused:
            self.send_error(refused)
            return
        length = int(self.headers["Content-Length"])
        raw = self.rfile.read(length)
        if len(raw) < length:  # what came of it could be a proposal too, of less
            self.send_error(HTTPStatus.BAD_REQUEST)
            return
        try:
            saved = self.server.saver.save(raw)
        except (OSError, SystemExit) as error:
            why = describe_os_error(error) if isinstance(error, OSError) else str(error)
            self._send_json(HTTPStatus.CONFLICT, {"error": why})
            return
        if saved.problems:
            found = [
                {"line": o.line, "column": o.column, "code": o.code, "what": o.what, "mend": o.mend}
                for o in saved.problems
            ]
            self._send_json(HTTPStatus.UNPROCESSABLE_ENTITY, {"problems": found})
        else:
            self._send_json(HTTPStatus.OK, {"url": f"/{saved.url}"})

    def _refused_save(self) -> HTTPStatus | None:
        """Return why a request does not come from the composer of this server; else None."""
        if not self._is_for_us():
            return HTTPStatus.MISDIRECTED_REQUEST
        if self.path != SAVE:
            return HTTPStatus.NOT_FOUND
        is_ours = self.headers.get("Origin") == f"http://{self.headers['Host']}"
        given = (self.headers.get(TOKEN_HEADER) or "").encode("utf-8", "replace")
        if not is_ours or not secrets.compare_digest(given, self.server.token.encode()):
            return HTTPStatus.FORBIDDEN
        length = self.headers.get("Content-Length") or ""
        if not (length.isascii() and length.isdigit()) or "Transfer-Encoding" in self.headers:
            return HTTPStatus.LENGTH_REQUIRED
        is_large = len(length) > 12 or int(length) > MAX_BYTES
        return HTTPStatus.REQUEST_ENTITY_TOO_LARGE if is_large else None

    def _is_for_us(self) -> bool:
        """Return whether a request names this machine, once, by any port."""
        named = self.headers.get_all("Host") or [""]
        host, _, port = named[0].rpartition(":")
        return len(named) == 1 and host in HOSTS and port.isascii() and port.isdigit()

    def _send_json(self, status: HTTPStatus, value: object) -> None:
        self._answer(status, "application/json", json.dumps(value, ensure_ascii=False).encode())

    def _found(self, address: str) -> Path | None:
        """Return the file or folder at an address; None when there is none within the site."""
        try:
            found = Path(self.translate_path(address))
            if found.is_dir() and urlsplit(address).path.endswith("/"):
                found /= "index.html"
            real = found.resolve(strict=True)
        except (OSError, ValueError):  # nothing is there, or nothing can have such a name
            return None
        is_inside = real.is_relative_to(Path(self.directory).resolve())
        return found if is_inside and (real.is_file() or real.is_dir()) else None

    def guess_type(self, path: Any) -> str:
        """Return the media type of a file; text, as sources are, is in UTF-8."""
        # Python knows no Markdown, and some machines have no list of their own.
        kind = "text/markdown" if path.endswith(".md") else super().guess_type(path)
        return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind

    def end_headers(self) -> None:
        """Forbid the browser to keep anything: the next build makes it another."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing: the terminal is for builds."""

    def _send_page(self, page: Path | None) -> None:
        """Send a page with our script; for none, the page of the site that says so."""
        status = HTTPStatus.OK if page else HTTPStatus.NOT_FOUND
        page = page or self._found("/404.html")
        number = self.server.status.number
        try:
            text = page.read_text("utf-8", errors="replace") if page else WAITING
        except OSError:
            status, text = HTTPStatus.NOT_FOUND, WAITING
        script = f'<script type="module" src="{OWN}serve.js?{number}"></script>'
        meta = f'<meta name="{TOKEN_NAME}" content="{self.server.token}"></head>'
        text = text.replace("</head>", meta, 1)
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
        self._send_body(body)

    def _send_body(self, body: bytes) -> None:
        if self.command != "HEAD":
            self.wfile.write(body)

    def _send_events(self) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        if self.command == "HEAD":
            return
        try:
            for status in self.server.status.stream():
                event = f"data: {json.dumps(status)}" if status else ": still here"
                self.wfile.write(f"{event}\n\n".encode())
                self.wfile.flush()
        except OSError:
            return  # the page is gone
