"""A web archive and some sites on loopback: what `suites archived` and `suites verify` ask."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread


class WebArchive:
    """Copies by address and moment (14 digits); what was asked, in order; faults to answer with.

    `statuses` are those of pages of sites, by path, `locations` where paths lead; `busy` is how
    many answers are a 503 first. `copy_status` and `copy_headers` are those of all copies;
    `gate` is a status with headers, which the TimeGate answers whatever it has.
    """

    def __init__(self) -> None:
        self.copies: dict[str, dict[str, bytes]] = {}
        self.asked: list[tuple[str, str]] = []
        self.agents: set[str] = set()
        self.statuses: dict[str, int] = {}
        self.locations: dict[str, str] = {}
        self.copy_status, self.copy_headers = 200, dict[str, str]()
        self.gate: tuple[int, dict[str, str]] | None = None
        self.busy = 0
        self.port = 0

    @property
    def service(self) -> str:
        """Return the address of its TimeGate."""
        return f"http://127.0.0.1:{self.port}/web/"


class _Handler(BaseHTTPRequestHandler):
    archive: WebArchive

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def _answer(self, *, with_body: bool) -> None:
        archive = self.archive
        archive.asked.append((self.command, self.path))
        archive.agents.add(self.headers.get("User-Agent", ""))
        if archive.busy:
            archive.busy -= 1
            self._send(503, {"Retry-After": "0"})
            return
        if location := archive.locations.get(self.path):
            self._send(302, {"Location": location})
            return
        if not self.path.startswith("/web/"):
            self._send(archive.statuses.get(self.path, 404))
            return
        rest = self.path.removeprefix("/web/")
        moment, _, url = rest.partition("/")
        if moment.removesuffix("id_").isdigit():
            body = archive.copies.get(url, {}).get(moment.removesuffix("id_"))
            self._copy(moment.removesuffix("id_"), body, with_body=with_body)
            return
        if archive.gate:
            self._send(*archive.gate)
            return
        known = archive.copies.get(rest)
        if not known:
            self._send(404)
            return
        wanted = parsedate_to_datetime(self.headers["Accept-Datetime"])
        nearest = min(known, key=lambda one: abs(_time(one) - wanted))
        self._send(302, {"Location": f"/web/{nearest}/{rest}", "Vary": "accept-datetime"})

    def _copy(self, moment: str, body: bytes | None, *, with_body: bool) -> None:
        if body is None:
            self._send(404)
            return
        at = format_datetime(_time(moment), usegmt=True)
        headers = {"Memento-Datetime": at, **self.archive.copy_headers}
        self._send(self.archive.copy_status, headers, body if with_body else b"")

    def _send(self, status: int, headers: dict[str, str] | None = None, body: bytes = b"") -> None:
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def _time(moment: str) -> datetime:
    return datetime.strptime(moment, "%Y%m%d%H%M%S").replace(tzinfo=UTC)


@contextmanager
def web_archive() -> Iterator[WebArchive]:
    """Serve a web archive without copies."""
    archive = WebArchive()
    handler = type("Handler", (_Handler,), {"archive": archive})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        archive.port = server.server_address[1]
        Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield archive
        server.shutdown()
