"""Web client: pages fetched from other people's servers, politely and in bounded time and memory.

One request at a time, with a pause before each next one to the same host; a server that asks to
wait is obeyed, within reason. Addresses come from strangers' pull requests: only the public
internet is spoken to, unless `private` is asked for, and a redirect is held to the same.
Needs the extra `conversion`.
"""

from __future__ import annotations

import ipaddress
import socket
import time
from collections.abc import Mapping
from types import TracebackType
from typing import Any, NamedTuple, Self
from urllib.parse import urlsplit

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import HTTPError

CONNECT, READ, WHOLE = 15.0, 30.0, 120.0  # seconds
LONGEST_WAIT = 120  # seconds that a server may ask to wait
BLOCK = 64 << 10


class UnreachableError(Exception):
    """No answer came, or none that is read: the message is a sentence."""


class Response(NamedTuple):
    """An answer: its last address, its status, its headers by lower-case name, its body."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes


class WebClient:
    """A client that names itself, and waits `pause` seconds between two requests to a host."""

    def __init__(self, user_agent: str, *, pause: float, largest: int, private: bool) -> None:
        """Fetch at most `largest` bytes of a body; `private` allows addresses of this network."""
        self._pause, self._largest = pause, largest
        self._last: dict[str, float] = {}
        retries = urllib3.Retry(
            total=3, redirect=0, status=2, backoff_factor=pause, retry_after_max=LONGEST_WAIT,
            status_forcelist=(429, 503), raise_on_status=False,
        )  # fmt: skip
        self._pool = urllib3.PoolManager(
            headers={"User-Agent": user_agent},
            retries=retries,
            timeout=urllib3.Timeout(connect=CONNECT, read=READ),
            maxsize=1,
        )
        if not private:
            self._pool.pool_classes_by_scheme = {"http": _PublicPool, "https": _PublicTlsPool}

    def __enter__(self) -> Self:
        """Return the client."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close its connections."""
        self._pool.clear()

    def get(
        self, url: str, headers: Mapping[str, str] | None = None, *, redirects: int = 5,
        method: str = "GET",
    ) -> Response:  # fmt: skip
        """Return the answer at an address; UnreachableError when none comes or it is too large."""
        for _ in range(redirects + 1):
            answer = self._ask(method, url, headers or {})
            target = answer.headers.get("location")
            if answer.status not in (301, 302, 303, 307, 308) or not target or not redirects:
                return answer
            url = _joined(url, target)
        raise UnreachableError(f"it redirects more than {redirects} times")

    def _ask(self, method: str, url: str, headers: Mapping[str, str]) -> Response:
        host = _host(url)
        wait = self._last.get(host, -self._pause) + self._pause - time.monotonic()
        time.sleep(max(0.0, min(wait, self._pause)))
        try:
            raw = self._pool.request(
                method, url, headers={**self._pool.headers, **headers}, redirect=False,
                preload_content=False, decode_content=True,
            )  # fmt: skip
            try:
                body = b"" if method == "HEAD" else self._body(raw)
            finally:
                raw.close()
        except (HTTPError, OSError, ValueError) as error:
            raise UnreachableError(_sentence(error)) from error
        finally:
            self._last[host] = time.monotonic()
        return Response(url, raw.status, {k.lower(): v for k, v in raw.headers.items()}, body)

    def _body(self, raw: urllib3.BaseHTTPResponse) -> bytes:
        """Return the body, without its content coding."""
        parts: list[bytes] = []
        left, until = self._largest, time.monotonic() + WHOLE
        for part in raw.stream(BLOCK):
            parts.append(part)
            left -= len(part)
            if left < 0:
                raise UnreachableError(f"its answer is larger than {self._largest >> 20} MB")
            if time.monotonic() > until:
                raise UnreachableError(f"its answer takes longer than {WHOLE:.0f} s")
        return b"".join(parts)


class _PublicConnection(HTTPConnection):
    def _new_conn(self) -> socket.socket:
        return _public(super()._new_conn())


class _PublicTlsConnection(HTTPSConnection):
    def _new_conn(self) -> socket.socket:
        return _public(super()._new_conn())


class _PublicPool(HTTPConnectionPool):
    ConnectionCls = _PublicConnection


class _PublicTlsPool(HTTPSConnectionPool):
    ConnectionCls = _PublicTlsConnection


def _public(connected: socket.socket) -> socket.socket:
    """Return a socket whose other end is on the public internet; close and refuse any other.

    Asked of the socket, not of the name: a name may mean another address a moment later.
    """
    address = ipaddress.ip_address(connected.getpeername()[0].partition("%")[0])
    mapped = getattr(address, "ipv4_mapped", None)
    if not (mapped or address).is_global:
        connected.close()
        raise UnreachableError("it is an address of this network, and not of the internet")
    return connected


def _host(url: str) -> str:
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        host = None
    if not host or parts.scheme not in ("http", "https"):
        raise UnreachableError("it is no address of the web")
    return host


def _joined(url: str, target: str) -> str:
    from urllib.parse import urljoin

    try:
        return urljoin(url, target[:4000])
    except ValueError:
        raise UnreachableError("it redirects to no address") from None


def _sentence(error: Any) -> str:
    cause = getattr(error, "reason", None) or error
    return f"no answer: {str(cause)[:160] or type(error).__name__}"
