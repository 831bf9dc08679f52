"""Web client: pages fetched from other people's servers, politely and in bounded time and memory.

One request at a time, with a pause before each next one to the same host; a server that asks to
wait is obeyed: for a while it is waited for, for longer it is left alone. Addresses come from
strangers' pull requests: only the public internet is spoken to, unless `private` is asked for, and
a redirect is held to the same. The system's proxies are not used: where a proxy looks names up,
nobody can say where a request leads. Needs the extra `conversion`.
"""

from __future__ import annotations

import ipaddress
import socket
import time
from collections.abc import Mapping
from contextlib import suppress
from threading import Timer
from types import TracebackType
from typing import NamedTuple, Self
from urllib.parse import urljoin, urlsplit

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import DecodeError, HTTPError

CONNECT, READ, WHOLE = 15.0, 30.0, 120.0  # seconds
LONGEST_WAIT = 120  # seconds that a server may ask to wait
LONGEST_ADDRESS = 4000
BLOCK = 64 << 10
MOST_ADDRESSES = 4  # of a name that are tried
MOST_SILENT = 3  # requests in a row without an answer, after which a host is left alone
ATTEMPTS = 2  # where no answer comes
BUSY = (429, 503)
MOST_BUSY = 3  # answers that a server is busy


class UnreachableError(Exception):
    """No answer came, or none that is read: the message is a sentence."""


class _SilentError(UnreachableError):
    """No answer came, and one may come to the next request."""


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
        self._free: dict[str, float] = {}
        self._silent: dict[str, int] = {}
        self._sockets: list[socket.socket] = []
        self._is_late = False
        self._pool = urllib3.PoolManager(
            headers={"User-Agent": user_agent},
            retries=False,
            timeout=urllib3.Timeout(connect=CONNECT, read=READ),
            maxsize=1,
        )
        self._pool.pool_classes_by_scheme = _pool_classes(self._sockets, private=private)

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
        self._close()

    def get(
        self, url: str, headers: Mapping[str, str] | None = None, *, redirects: int = 5,
        method: str = "GET", with_body: bool = True,
    ) -> Response:  # fmt: skip
        """Return the answer at an address; UnreachableError when none comes or it is too large."""
        for _ in range(redirects + 1):
            answer = self._ask(method, url, headers or {}, with_body=with_body)
            target = answer.headers.get("location")
            if answer.status not in (301, 302, 303, 307, 308) or not target or not redirects:
                return answer
            url = joined(url, target)
        raise UnreachableError(f"it redirects more than {redirects} times")

    def _ask(
        self, method: str, url: str, headers: Mapping[str, str], *, with_body: bool
    ) -> Response:
        """Return the answer to one request, which is repeated where none comes, or "busy"."""
        host = _host(url)
        if self._silent.get(host, 0) >= MOST_SILENT:
            raise UnreachableError("it is asked no more, for it did not answer before")
        silent = busy = 0
        while True:
            self._wait_for(host)
            try:
                answer = self._once(method, url, headers, with_body=with_body)
            except _SilentError:
                silent += 1
                if silent < ATTEMPTS and not self._is_late:
                    continue
                self._silent[host] = self._silent.get(host, 0) + 1
                raise
            finally:
                self._free[host] = time.monotonic() + self._pause
            self._silent.pop(host, None)
            # What was archived with these states says nothing of the archive.
            if answer.status not in BUSY or "memento-datetime" in answer.headers:
                return answer
            wait = _asked_wait(answer.headers.get("retry-after", ""))
            busy += 1
            self._free[host] += wait or self._pause * 2**busy
            if busy >= MOST_BUSY or wait > LONGEST_WAIT:
                return answer

    def _wait_for(self, host: str) -> None:
        wait = self._free.get(host, 0.0) - time.monotonic()
        if wait > LONGEST_WAIT + self._pause:
            raise UnreachableError(f"it asks not to be spoken to for {wait:.0f} s")
        time.sleep(max(0.0, wait))

    def _once(
        self, method: str, url: str, headers: Mapping[str, str], *, with_body: bool
    ) -> Response:
        self._is_late = False
        timer = Timer(WHOLE, self._end)
        timer.daemon = True
        timer.start()
        try:
            raw = self._pool.request(
                method, url, headers={**self._pool.headers, **headers}, redirect=False,
                preload_content=False, decode_content=True,
            )  # fmt: skip
            body = self._body(raw) if with_body and method != "HEAD" else b""
            if self._is_late:  # an end that we made looks like the server's own
                raise OSError
        except (DecodeError, ValueError) as error:  # ValueError: of the address, or of a header
            raise UnreachableError(_sentence(error)) from error
        except (HTTPError, OSError) as error:
            late = f"its answer takes longer than {WHOLE:.0f} s"
            raise _SilentError(late if self._is_late else _sentence(error)) from error
        finally:
            timer.cancel()
            self._close()
        return Response(url, raw.status, {k.lower(): v for k, v in raw.headers.items()}, body)

    def _body(self, raw: urllib3.BaseHTTPResponse) -> bytes:
        """Return the body, without its content coding."""
        parts: list[bytes] = []
        left = self._largest
        for part in raw.stream(BLOCK):
            parts.append(part)
            left -= len(part)
            if left < 0:
                raise UnreachableError(f"its answer is larger than {self._largest >> 20} MB")
        return b"".join(parts)

    def _end(self) -> None:
        """End the request: reads are bounded each, and a server may drip."""
        self._is_late = True
        for one in tuple(self._sockets):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)

    def _close(self) -> None:
        self._pool.clear()
        while self._sockets:
            self._sockets.pop().close()


def _pool_classes(opened: list[socket.socket], *, private: bool) -> dict[str, type]:
    """Return urllib3's classes by scheme, which dial as we do, and put a handle into `opened`."""

    def dial(connection: HTTPConnection) -> socket.socket:
        made = _dial(connection.host, connection.port, private=private)
        opened.append(made.dup())  # TLS takes the socket itself
        return made

    class Plain(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            return dial(self)

    class Tls(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            return dial(self)

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class TlsPool(HTTPSConnectionPool):
        ConnectionCls = Tls

    return {"http": PlainPool, "https": TlsPool}


def _dial(host: str, port: int | None, *, private: bool) -> socket.socket:
    """Return a connection to the first address of a name that is public and takes one.

    The address that was looked at is the one that is dialled: a name may mean another one soon.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise _SilentError(_sentence(error)) from error
    addresses = [str(one[4][0]) for one in found]
    allowed = [one for one in addresses if private or is_public(one)]
    if not allowed:
        raise UnreachableError("it is an address of this network, and not of the internet")
    fault: OSError | None = None
    for address in allowed[:MOST_ADDRESSES]:
        try:
            return socket.create_connection((address, port or 0), CONNECT)
        except OSError as error:
            fault = error
    raise _SilentError(_sentence(fault)) from fault


def is_public(address: str) -> bool:
    """Return whether an IP address is one of the public internet, and so is one that it holds."""
    one = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(one, ipaddress.IPv6Address):
        held = one.ipv4_mapped or one.sixtofour or (one.teredo and one.teredo[1])
        if one in ipaddress.ip_network("64:ff9b::/96"):  # NAT64: RFC 6052, 2.1
            held = ipaddress.IPv4Address(int(one) & 0xFFFFFFFF)
        if held:
            return held.is_global
    return one.is_global and not one.is_multicast


def _host(url: str) -> str:
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        host = None
    if not host or parts.scheme not in ("http", "https"):
        raise UnreachableError("it is no address of the web")
    return host


def joined(url: str, target: str) -> str:
    """Return where a header of the answer at an address leads; UnreachableError if nowhere."""
    with suppress(UnicodeError):  # headers are read as Latin-1, and written as UTF-8
        target = target.encode("latin-1").decode("utf-8")
    try:
        address = urljoin(url, target)
    except ValueError:
        address = ""
    if not 0 < len(address) <= LONGEST_ADDRESS:
        raise UnreachableError("it redirects to no address")
    return address


def _asked_wait(text: str) -> float:
    """Return the seconds that a header Retry-After asks for; 0 where it says nothing."""
    try:
        return max(0.0, urllib3.Retry().parse_retry_after(text)) if text else 0.0
    except (HTTPError, ValueError, OverflowError):
        return 0.0


def _sentence(error: BaseException | None) -> str:
    cause = getattr(error, "reason", None) or error
    if isinstance(cause, OSError) and cause.strerror:
        cause = cause.strerror
    return f"no answer: {str(cause)[:160] or type(error).__name__}"
