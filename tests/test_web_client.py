"""The web client leaves hostile servers in bounded time, and obeys what is fair."""

from __future__ import annotations

import gzip
import socketserver
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from socket import socket
from threading import Thread

import pytest

from suites.system import web_client
from suites.system.web_client import UnreachableError, WebClient, is_public, joined

OK = b"HTTP/1.1 200 OK\r\n"


class Server:
    """A server on loopback that says bytes, or what a function does with the connection."""

    def __init__(self) -> None:
        self.says: bytes | Callable[[socket], None] = b""
        self.asked: list[bytes] = []
        self.url = ""


class _Handler(socketserver.BaseRequestHandler):
    server_: Server

    def handle(self) -> None:
        with suppress(OSError):
            self.server_.asked.append(self.request.recv(100_000))
            if isinstance(self.server_.says, bytes):
                self.request.sendall(self.server_.says)
            else:
                self.server_.says(self.request)


@pytest.fixture
def server() -> Iterator[Server]:
    made = Server()
    handler = type("Handler", (_Handler,), {"server_": made})
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), handler) as listening:
        listening.daemon_threads = True
        made.url = f"http://127.0.0.1:{listening.server_address[1]}/a"
        Thread(target=listening.serve_forever, args=(0.01,), daemon=True).start()
        yield made
        listening.shutdown()


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> Iterator[WebClient]:
    monkeypatch.setattr(web_client, "WHOLE", 0.15)
    with WebClient("suites", pause=0, largest=1 << 20, private=True) as client:
        yield client


def _drip(head: bytes, part: bytes) -> Callable[[socket], None]:
    def drip(connection: socket) -> None:
        connection.sendall(head)
        while True:
            connection.sendall(part)
            time.sleep(0.02)

    return drip


@pytest.mark.parametrize(
    "says",
    [
        _drip(OK + b"Content-Length: 100000\r\n\r\n", b"x"),
        _drip(OK + b"\r\n", b"x"),  # it ends with the connection, which we end
        _drip(OK + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
        _drip(OK, b"X"),
        _drip(OK, b"A: b\r\n"),
    ],
)
def test_an_answer_that_drips_is_ended(
    server: Server, client: WebClient, says: Callable[[socket], None]
) -> None:
    server.says = says
    before = time.monotonic()
    with pytest.raises(UnreachableError):
        client.get(server.url)
    assert time.monotonic() - before < 5


BOMB = gzip.compress(bytes(8 << 20))


@pytest.mark.parametrize(
    ("says", "said"),
    [
        (b"", "no answer"),
        (b"garbage\r\n\r\n", "no answer"),
        (OK + b"Content-Length: 9\r\n\r\nshort", "no answer"),
        (OK + b"Content-Length: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "no answer"),
        (OK + b"A: " + b"x" * 70_000 + b"\r\n\r\n", "no answer"),
        (OK + b"A: b\r\n" * 200 + b"\r\n", "no answer"),
        (OK + b"Content-Encoding: gzip\r\n\r\nno gzip", "no answer"),
        (OK + b"Content-Encoding: gzip\r\n\r\n" + BOMB, "larger than 1 MB"),
        (OK + b"\r\n" + bytes(2 << 20), "larger than 1 MB"),
    ],
)
def test_an_answer_that_lies_or_is_too_large_is_none(
    server: Server, client: WebClient, says: bytes, said: str
) -> None:
    server.says = says
    with pytest.raises(UnreachableError, match=said):
        client.get(server.url)


def test_the_state_of_a_page_is_read_without_its_body(server: Server, client: WebClient) -> None:
    server.says = OK + b"\r\n" + bytes(2 << 20)
    assert client.get(server.url, with_body=False).status == 200


@pytest.mark.parametrize(
    ("target", "said"),
    [
        (b"/a", "more than 5 times"),
        (b"file:///etc/passwd", "no address of the web"),
        (b"ftp://a.example/", "no address of the web"),
        (b"javascript:alert(1)", "no address of the web"),
        (b"http://[", "no address"),
        (b"/" + b"a" * 5000, "no address"),
    ],
)
def test_redirects_lead_to_the_web_and_end(
    server: Server, client: WebClient, target: bytes, said: str
) -> None:
    server.says = b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: " + target + b"\r\n\r\n"
    with pytest.raises(UnreachableError, match=said):
        client.get(server.url)


def test_a_location_is_read_as_it_was_meant() -> None:
    assert joined("https://a.example/b", "/Ã©tÃ©") == "https://a.example/été"
    assert joined("https://a.example/b", "/été\u2013") == "https://a.example/été\u2013"


def _busy(wait: str) -> bytes:
    head = "HTTP/1.1 429 Too Many Requests\r\nContent-Length: 0\r\nRetry-After: "
    return f"{head}{wait}\r\n\r\n".encode()


def test_a_server_that_asks_for_a_day_is_left_alone(server: Server, client: WebClient) -> None:
    server.says = _busy("86400")
    assert client.get(server.url).status == 429
    with pytest.raises(UnreachableError, match="asks not to be spoken to"):
        client.get(server.url)
    assert len(server.asked) == 1


@pytest.mark.parametrize("wait", ["0", "soon", "-5", "9" * 5000, "Wed, 21 Oct 2015 07:28:00 GMT"])
def test_a_busy_server_is_asked_a_few_times(server: Server, client: WebClient, wait: str) -> None:
    server.says = _busy(wait)
    assert client.get(server.url).status == 429
    assert 1 <= len(server.asked) <= web_client.MOST_BUSY


def test_a_host_that_does_not_answer_is_asked_no_more(server: Server, client: WebClient) -> None:
    for _ in range(5):
        with pytest.raises(UnreachableError):
            client.get(server.url)
    assert len(server.asked) == web_client.MOST_SILENT * web_client.ATTEMPTS


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "2130706433", "0x7f000001", "0177.0.0.1", "127.1", "[::1]", "[::ffff:127.0.0.1]",
     "localhost", "0.0.0.0", "169.254.169.254", "10.0.0.1", "[fe80::1]", "[64:ff9b::7f00:1]"],
)  # fmt: skip
def test_however_it_is_written_an_address_of_this_network_is_not_dialled(
    host: str, server: Server
) -> None:
    url = server.url.replace("127.0.0.1", host)
    with (
        WebClient("suites", pause=0, largest=100, private=False) as client,
        pytest.raises(UnreachableError),
    ):
        client.get(url)
    assert server.asked == []


def test_a_redirect_to_this_network_is_not_followed(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.says = b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: http://127.1/\r\n\r\n"
    # The server stands for one of the internet; where it leads to does not.
    monkeypatch.setattr(web_client, "is_public", lambda _: len(server.asked) == 0)
    with (
        WebClient("suites", pause=0, largest=100, private=False) as client,
        pytest.raises(UnreachableError, match="of this network"),
    ):
        client.get(server.url)
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True), ("::ffff:8.8.8.8", True), ("2001:4860:4860::8888", True),
        ("64:ff9b::808:808", True), ("::ffff:10.0.0.1", False), ("2002:7f00:1::", False),
        ("fe80::1%eth0", False), ("224.0.0.1", False), ("100.64.0.1", False), ("::", False),
    ],
)  # fmt: skip
def test_an_address_is_public_with_the_one_that_it_holds(address: str, public: bool) -> None:
    assert is_public(address) is public


def test_credentials_of_an_address_are_not_sent_and_proxies_not_used(
    server: Server, client: WebClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    server.says = OK + b"Content-Length: 0\r\n\r\n"
    assert client.get(server.url.replace("//", "//user:secret@") + " b\tc").status == 200
    assert b"secret" not in server.asked[0]
    assert b"Authorization" not in server.asked[0]
    assert server.asked[0].startswith(b"GET /a%20b")
