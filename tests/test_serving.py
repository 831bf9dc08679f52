"""`suites serve` answers for the site and for nothing else, to whoever asks in whatever way."""

from __future__ import annotations

import http.client
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import psutil
import pytest
from support.build_results import build_refusal, clean_build, differing_paths, read_tree
from support.commands import environment, run_module
from support.length import at_length, is_proving
from support.projects import copy_project

from suites.archive import front_matter
from suites.build import BuildRequest
from suites.build.server.rebuild import Rebuilder

ROOT = Path(__file__).parents[1]
WAIT_SECONDS = 60
SILENCE_SECONDS = 10
METHOD = "output/methode/index.html"


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + WAIT_SECONDS
    while not holds():
        assert time.monotonic() < end, "nothing came of it"
        time.sleep(0.1)


class Served:
    """A project that is served."""

    def __init__(self, project: Path) -> None:
        self.project, self.port = project, free_port()
        with (project / "log").open("w") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "suites", "serve", "--port", str(self.port)],
                cwd=project,
                env=environment(),
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    @property
    def said(self) -> str:
        return (self.project / "log").read_text("utf-8")

    def settle(self) -> None:
        """Return when all that was changed so far is built, and its lines are in the log."""
        source, page = (self.project / one for one in ("content/pages/methode.md", METHOD))
        mark = f"Le tour {time.monotonic_ns()}."
        source.write_text(f"{source.read_text('utf-8')}\n{mark}\n", "utf-8")
        until(lambda: page.exists() and mark in page.read_text("utf-8"))
        # The number of a build is the moment after its line.
        until(lambda: self.number > page.stat().st_ctime_ns)

    @property
    def number(self) -> int:
        """The number of the last good build."""
        found = re.search(rb"serve\.js\?(\d+)", self.asked("GET", "/methode/")[1])
        assert found
        return int(found[1])

    def asked(self, method: str, address: str, host: str = "127.0.0.1") -> tuple[int, bytes]:
        """The status and the body that a request is answered with."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=WAIT_SECONDS)
        connection.putrequest(method, address, skip_host=True)
        connection.putheader("Host", f"{host}:{self.port}")
        connection.endheaders()
        answer = connection.getresponse()
        found = answer.status, answer.read()
        connection.close()
        return found


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    served = Served(copy_project(tmp_path_factory.mktemp("served")))
    try:
        until(lambda: "no problem" in served.said)
        yield served
    finally:
        served.process.terminate()
        served.process.wait()


@pytest.fixture(scope="module")
def silent(served: Served) -> Iterator[Callable[[], float]]:
    """A connection that sends nothing; the seconds that it lasts, once it has ended."""
    with socket.create_connection(("127.0.0.1", served.port), WAIT_SECONDS) as connection:
        since, lasted = time.monotonic(), []

        def wait() -> None:
            with suppress(OSError):  # the tests may end before it does
                assert connection.recv(1) == b""
                lasted.append(time.monotonic() - since)

        waiting = threading.Thread(target=wait, daemon=True)
        waiting.start()

        def seconds() -> float:
            waiting.join()
            return lasted[0]

        yield seconds


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_who_comes_by_another_name_is_told_nothing(served: Served, method: str) -> None:
    for address in ("/methode/", "/theme/site.css", "/.serve/events", "/.serve/serve.js"):
        assert served.asked(method, address, "example.org")[0] == 421


def test_head_is_answered_as_get_is_without_a_body(
    served: Served, silent: Callable[[], float]
) -> None:
    assert silent
    for address in ("/methode/", "/theme/favicon.svg", "/nowhere/", "/.serve/serve.js", "/methode"):
        status, body = served.asked("HEAD", address)
        assert (status, body) == (served.asked("GET", address)[0], b"")
    assert served.asked("HEAD", "/.serve/events") == (200, b"")


@pytest.mark.parametrize(
    "address",
    [
        "/%00",
        "/methode/%00/",
        f"/{'x' * 300}/",
        f"/{'x' * 300}.html",
        "/pagefind/%00",
        f"/pagefind/{'x' * 300}",
        "/%ff",
        "/%0a",
    ],
)
def test_a_name_that_no_file_can_have_is_not_found(served: Served, address: str) -> None:
    assert served.asked("GET", address)[0] == 404
    assert "Traceback" not in served.said


def test_what_is_no_address_is_refused(served: Served) -> None:
    assert served.asked("GET", "http://[/")[0] == 400
    assert "Traceback" not in served.said


def test_a_source_is_sent_as_text_that_a_browser_shows(served: Served) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=WAIT_SECONDS)
    connection.request("GET", "/methode/index.md")
    answer = connection.getresponse()
    assert answer.getheader("Content-Type") == "text/markdown; charset=utf-8"
    assert answer.read() == (served.project / "content/pages/methode.md").read_bytes()
    connection.close()


BATEAUX = "content/themes/bateaux.md"
SUMMARY = {"at": "summary", "was": "Ce qui traverse la baie.", "now": "Ce qui va sur l’eau."}


def proposal(record: str, made_from: str, *changes: object) -> bytes:
    return json.dumps({"record": record, "made_from": made_from, "change": changes}).encode()


def sent(served: Served, body: bytes, **changed: str | None) -> tuple[int, bytes]:
    """Send a proposal as the composer's page does, but for some headers."""
    token = re.search(rb'name="suites-save" content="([^"]+)"', served.asked("GET", "/methode/")[1])
    assert token
    host = f"127.0.0.1:{served.port}"
    headers = {
        "Host": host, "Origin": f"http://{host}", "X-Suites-Token": token[1].decode(),
        "Content-Length": str(len(body)),
    }  # fmt: skip
    headers |= {
        name.replace("_", "-"): value
        for name, value in changed.items()
        if name not in ("path", "ends")
    }
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=WAIT_SECONDS)
    connection.putrequest("POST", changed.get("path") or "/.serve/proposals", skip_host=True)
    for name, value in headers.items():
        if value is not None:
            connection.putheader(name, value)
    connection.endheaders()
    with suppress(OSError):  # refused before it was read
        connection.send(body)
        if "ends" in changed:
            connection.sock.shutdown(socket.SHUT_WR)
    answer = connection.getresponse()
    found = answer.status, answer.read()
    connection.close()
    return found


ATTACKS = {
    "another origin": ({"Origin": "http://example.org"}, 403),
    "no origin": ({"Origin": None}, 403),
    "another port": ({"Origin": "http://127.0.0.1:1"}, 403),
    "no token": ({"X_Suites_Token": None}, 403),
    "another token": ({"X_Suites_Token": "x" * 43}, 403),
    "a token of no text": ({"X_Suites_Token": "\xe9"}, 403),
    "another host": ({"Host": "example.org", "Origin": "http://example.org"}, 421),
    "no host": ({"Host": None}, 421),
    "a host that is no port": ({"Host": "localhost:1@example.org"}, 421),
    "another address": ({"path": "/.serve/../content/themes/bateaux.md"}, 404),
    "no length": ({"Content_Length": None}, 411),
    "a length of no number": ({"Content_Length": "-1"}, 411),
    "parts": ({"Transfer_Encoding": "chunked"}, 411),
    "ten megabytes": ({"Content_Length": "10000000"}, 413),
    "a length of many digits": ({"Content_Length": "9" * 5000}, 413),
}


@pytest.mark.parametrize(("changed", "status"), ATTACKS.values(), ids=ATTACKS)
def test_what_does_not_come_from_the_composer_is_not_saved(
    served: Served, changed: dict[str, str | None], status: int
) -> None:
    before = (served.project / BATEAUX).read_bytes()
    body = proposal("bateaux", sha256(before).hexdigest(), SUMMARY)
    assert sent(served, body, **changed)[0] == status
    assert (served.project / BATEAUX).read_bytes() == before
    assert "Traceback" not in served.said


def test_a_proposal_writes_its_own_record_or_nothing(served: Served, tmp_path: Path) -> None:
    content, before = served.project / "content", (served.project / BATEAUX).read_bytes()
    digest, secret = sha256(before).hexdigest(), tmp_path / "secret.md"
    secret.write_text("---\ntitle: a\nsummary: b\n---\n", "utf-8")
    (content / "themes/lien.md").symlink_to(secret)
    tree = read_tree(content)
    new = {"kind": "theme", "text": "---\ntitle: a\nsummary: b\n---\n"}
    refused = {
        "../bateaux": proposal("../bateaux", digest, SUMMARY),
        "another text": proposal("bateaux", "0" * 64, SUMMARY),
        "a path": proposal("bateaux", digest, {**SUMMARY, "at": "../lignes/summary"}),
        "a link": proposal("lien", sha256(secret.read_bytes()).hexdigest(), SUMMARY),
        "a new one in its place": json.dumps({"record": "bateaux", **new}).encode(),
        "a mistake": proposal("bateaux", digest, {**SUMMARY, "now": "Voir [[nulle-part]] <b>."}),
        "no YAML": b"\xff\x00",
        "nothing": b"",
    }
    for name, body in refused.items():
        status, answer = sent(served, body)
        assert status == 422, name
        assert json.loads(answer)["problems"][0]["what"], name
    new["record"] = "lien"
    assert sent(served, json.dumps(new).encode())[0] == 409  # a link, which nothing writes through
    assert read_tree(content) == tree
    (content / "themes/lien.md").unlink()
    assert "Traceback" not in served.said


def test_the_beginning_of_a_proposal_is_not_saved(served: Served) -> None:
    before = (served.project / BATEAUX).read_bytes()
    lines = f"record: bateaux\nmade_from: {sha256(before).hexdigest()}\nchange:\n".encode()
    begun = lines + f"- {json.dumps(SUMMARY)}\n".encode()
    assert front_matter.parse("", begun, front_matter.read_yaml)[0]
    assert sent(served, begun, Content_Length=str(len(begun) + 9), ends="")[0] == 400
    assert (served.project / BATEAUX).read_bytes() == before


def test_a_proposal_is_saved_and_its_page_made_again(served: Served) -> None:
    path, page = served.project / BATEAUX, served.project / "output/themes/bateaux/index.html"
    before = path.read_bytes()
    body = proposal("bateaux", sha256(before).hexdigest(), SUMMARY)
    assert sent(served, body) == (200, b'{"url": "/themes/bateaux/"}')
    assert path.read_text("utf-8") == before.decode().replace(SUMMARY["was"], SUMMARY["now"])
    until(lambda: "Ce qui va sur l’eau" in page.read_text("utf-8"))
    path.write_bytes(before)  # and the next test finds nothing to be made
    until(lambda: SUMMARY["was"] in page.read_text("utf-8"))


def test_links_are_not_followed_out_of_the_site(served: Served) -> None:
    output = served.project / "output"
    (served.project / "secret.txt").write_text("a secret", "utf-8")
    (served.project / "secret").mkdir()
    (served.project / "secret/index.html").write_text("a secret", "utf-8")
    (output / "link.txt").symlink_to(served.project / "secret.txt")
    (output / "link").symlink_to(served.project / "secret")
    (output / "pagefind/link").symlink_to(served.project / "secret.txt")
    (output / "inside.svg").symlink_to(output / "theme/favicon.svg")
    for address in ("/link.txt", "/link/", "/link", "/link/index.html", "/pagefind/link"):
        status, body = served.asked("GET", address)
        assert status == 404, address
        assert b"secret" not in body
    assert served.asked("GET", "/inside.svg")[0] == 200
    for name in ("link.txt", "link", "pagefind/link", "inside.svg"):
        (output / name).unlink()


def test_a_file_that_is_none_is_not_waited_for(served: Served) -> None:
    pipe = served.project / "output/pipe"
    os.mkfifo(pipe)
    assert served.asked("GET", "/pipe")[0] == 404
    pipe.unlink()


def test_a_busy_port_is_named_with_the_way_to_another(served: Served) -> None:
    done = run_module(served.project, "suites", "serve", "--port", str(served.port))
    assert done.returncode == 1
    assert done.stderr == (
        f"port {served.port} is taken by another program; `make serve PORT=8000` takes another\n"
    )


@pytest.mark.parametrize("port", [0, 65536, -1])
def test_what_is_no_port_is_refused_in_one_sentence(served: Served, port: int) -> None:
    done = run_module(served.project, "suites", "serve", f"--port={port}")
    assert done.returncode == 1
    assert done.stderr == f"a port is a number from 1 to 65535: {port} is none\n"


def test_make_serve_takes_a_port() -> None:
    make = shutil.which("make")
    if make is None:
        pytest.skip("there is no make")
    command = [make, "--dry-run", "serve", "PORT=8123", "-o", ".venv/.run"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    # Within another make it also says which folder it enters, and leaves.
    assert any(line.split()[1:] == ["serve", "--port", "8123"] for line in done.stdout.splitlines())


def test_editors_files_make_nothing_again(served: Served) -> None:
    served.settle()
    pages, builds = served.project / "content/pages", served.said.count("\n")
    (pages / "#methode.md#").write_text("half", "utf-8")
    (pages / ".#methode.md").symlink_to("someone@machine.1234")
    (pages / "4913").touch()
    (pages / "methode.md~").write_text("before", "utf-8")
    time.sleep(1)
    assert served.said.count("\n") == builds
    # What is written meanwhile is made, as it would be without them.
    method = pages / "methode.md"
    method.write_text(method.read_text("utf-8") + "\nUn mot de plus.\n", "utf-8")
    until(lambda: b"Un mot de plus." in served.asked("GET", "/methode/")[1])
    # The page is there before the line that says so.
    until(lambda: served.said.count("\n") > builds)
    assert served.said.count("\n") == builds + 1


def test_a_record_in_a_hidden_folder_is_told(served: Served) -> None:
    hidden = served.project / "content/.cache"
    hidden.mkdir()
    time.sleep(0.5)
    (hidden / "methode.md").write_text("a copy", "utf-8")
    until(lambda: "content/.cache/methode.md:1:1: no thing of the archive" in served.said)
    shutil.rmtree(hidden)
    until(lambda: served.said.rstrip().endswith("s, no problem"))


@pytest.mark.skipif(sys.platform != "linux", reason="names are text elsewhere")
def test_a_file_whose_name_is_no_text_is_told_and_does_not_end_the_server(served: Served) -> None:
    name = served.project / "content/pages" / os.fsdecode(b"caf\xe9.md")
    name.write_text("a page", "utf-8")
    until(lambda: "cannot be an id [id-wrong]" in served.said)
    name.unlink()
    until(lambda: served.said.rstrip().endswith((" s", " s, no problem")))
    assert served.process.poll() is None


def test_a_connection_that_sends_nothing_is_ended(silent: Callable[[], float]) -> None:
    assert SILENCE_SECONDS - 1 < silent() < SILENCE_SECONDS + 5


def test_there_are_no_more_connections_than_the_server_has_threads_for(served: Served) -> None:
    def is_answered() -> bool:
        try:
            return served.asked("GET", "/methode/")[0] == 200
        except ConnectionError:
            return False

    many = [socket.create_connection(("127.0.0.1", served.port)) for _ in range(150)]
    try:
        time.sleep(1)
        ended = 0
        for one in many:
            one.setblocking(False)
            try:
                ended += one.recv(1) == b""
            except BlockingIOError:
                continue
        assert ended >= 50
    finally:
        for one in many:
            one.close()
    until(is_answered)


@pytest.mark.prove
def test_the_index_is_right_after_changes_while_it_was_made(tmp_path: Path) -> None:
    """Each change ends what makes the index in another process, at whatever it is."""
    project, said = copy_project(tmp_path / "project"), list[str]()
    assert build_refusal(project) == ""
    rebuilder = Rebuilder(BuildRequest(project / "pelicanconf.py", None), said.append)
    article = next((project / "content/articles").rglob("*-gazette-tram.md"))
    text = article.read_text("utf-8")
    for number in range(8 if is_proving() else 4):
        more = f"\nUn mot, le {number}e.\n" if number % 3 else ""
        article.write_text(text + more, "utf-8")
        assert rebuilder.rebuild([article]).is_good
        rebuilder.idle()
        time.sleep(0.25 * number)
    rebuilder.idle()
    until(lambda: rebuilder.idle() or rebuilder._indexing is None)
    assert not [line for line in said if "the search is as it was" in line]
    assert differing_paths(read_tree(project / "output"), clean_build(project)) == []


@at_length
@pytest.mark.prove
@pytest.mark.skipif(not is_proving(), reason="long: make prove")
def test_a_server_that_is_killed_while_it_indexes_leaves_a_next_build_that_is_right(
    tmp_path: Path,
) -> None:
    project = copy_project(tmp_path / "project")
    assert build_refusal(project) == ""
    served = Served(project)
    until(lambda: "nothing changed" in served.said)
    page = project / "content/pages/methode.md"
    for number in range(2):
        until(lambda: served.asked("GET", "/methode/")[0] == 200)
        page.write_text(page.read_text("utf-8") + f"\nUn mot, le {number}e.\n", "utf-8")
        until(lambda: f"le {number}e." in served.asked("GET", "/methode/")[1].decode())  # noqa: B023
    until(lambda: psutil.Process(served.process.pid).children() != [])
    children = psutil.Process(served.process.pid).children(recursive=True)
    served.process.kill()
    served.process.wait()
    assert build_refusal(project) == ""
    psutil.wait_procs(children, WAIT_SECONDS)
    assert build_refusal(project) == ""
    assert differing_paths(read_tree(project / "output"), clean_build(project)) == []
