"""`suites serve`: what is written is on the page in a moment, and so is what is wrong with it."""

from __future__ import annotations

import http.client
import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, Page, expect
from support.projects import copy_project

ROOT = Path(__file__).parents[2]
WAIT_SECONDS = 60
FOUND = """async (question) => {
    const { find, open } = await import("/theme/js/search-engine.js");
    return (await find(await open(), `"${question}"`)).results.length;
}"""


class Served:
    """A project that is served, with what the terminal says of it."""

    def __init__(self, project: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.project, self.url = project, f"http://127.0.0.1:{self.port}/"
        self._log = (project / "log").open("w")
        self._process = subprocess.Popen(
            [sys.executable, "-m", "suites", "serve", "--port", str(self.port)],
            cwd=project,
            env={**os.environ, "PYTHONPATH": str(ROOT / "plugins"), "SITEURL": ""},
            stdout=self._log,
            stderr=subprocess.STDOUT,
        )

    def end(self) -> None:
        self._process.terminate()
        self._process.wait()
        self._log.close()

    @property
    def said(self) -> str:
        return (self.project / "log").read_text("utf-8")

    def shows(self, address: str, text: str) -> None:
        def is_there() -> bool:
            try:
                with urllib.request.urlopen(self.url + address) as answer:
                    return text in answer.read().decode()
            except OSError:
                return False

        until(is_there)


def until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + WAIT_SECONDS
    while not holds():
        assert time.monotonic() < end, "nothing came of it"
        time.sleep(0.05)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    served = Served(copy_project(tmp_path_factory.mktemp("served")))
    try:
        served.shows("methode/", "<h1")
        until(lambda: "no problem" in served.said)
        yield served
    finally:
        served.end()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Page]:
    """A page on whose console nothing may be said."""
    said: list[str] = []
    context = browser.new_context()
    page = context.new_page()
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    yield page
    context.close()
    # The index may be replaced while a page reads it: the next page that is loaded reads the new.
    assert not [one for one in said if not one.startswith("Failed to load the index chunk")]


def write(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_a_page_is_loaded_again_when_its_source_is_written(served: Served, open_page: Page) -> None:
    method = served.project / "content/pages/methode.md"
    open_page.goto(f"{served.url}methode/")
    write(method, 'summary: "', 'summary: "Changement ')
    expect(open_page.locator("meta[name=description]")).to_have_attribute(
        "content", re.compile("Changement")
    )


def test_a_note_that_is_written_in_the_composer_stands_on_the_page(
    served: Served, open_page: Page
) -> None:
    open_page.goto(f"{served.url}articles/2020-02-14-gazette-navette/")
    open_page.evaluate(
        """() => {
            const nodes = [...document.querySelector(".words p").childNodes];
            const node = nodes.find((one) => one.data?.includes("promet"));
            getSelection().setBaseAndExtent(node, 1, node, "promet".length + 1);
        }"""
    )
    open_page.get_by_role("link", name="Annoter ces mots").click()
    expect(open_page.get_by_label("Note", exact=True)).to_be_focused()
    open_page.keyboard.type("Écrite sur la page.")
    open_page.get_by_role("button", name="Enregistrer").click()
    open_page.wait_for_url("**/articles/2020-02-14-gazette-navette/")
    expect(open_page.locator(".note", has_text="Écrite sur la page.")).to_be_visible()
    source = served.project / "content/articles/2020/2020-02-14-gazette-navette.md"
    assert "Écrite sur la page." in source.read_text("utf-8")
    assert not (served.project / "content/proposals").exists()


def test_a_problem_is_told_on_the_page_and_in_the_terminal_until_it_is_mended(
    served: Served, open_page: Page
) -> None:
    method = served.project / "content/pages/methode.md"
    open_page.goto(f"{served.url}methode/")
    heading = open_page.locator("h1").inner_text()
    write(method, "title:", "tilte:")
    alert = open_page.get_by_role("alert")
    expect(alert).to_contain_text("methode.md:2:1: the data model has no key")
    assert "add title:" in served.said
    assert open_page.locator("h1").inner_text() == heading
    open_page.goto(f"{served.url}annonces/")
    expect(alert).to_be_visible()
    write(method, "tilte:", "title:")
    expect(alert).not_to_be_attached()


def test_the_search_finds_new_words_and_no_longer_the_old_ones(
    served: Served, open_page: Page
) -> None:
    article = next((served.project / "content/articles").rglob("*-gazette-tram.md"))

    def count(word: str) -> int:
        try:
            open_page.goto(f"{served.url}recherche/")
            return int(open_page.evaluate(FOUND, word))
        except Error:  # the page was just loaded again
            return -1

    def is_found(word: str) -> bool:
        # The index is asked once it lists the word: a question costs as much as a build.
        words = served.project / f"output/pagefind/words/{word[0]}.txt"
        return words.is_file() and word in words.read_text("utf-8") and count(word) == 1

    article.write_text(article.read_text("utf-8") + "\nUn zibelinesque tramway.\n", "utf-8")
    until(lambda: is_found("zibelinesque"))
    write(article, "zibelinesque", "mirobolant")
    until(lambda: is_found("mirobolant"))
    assert count("zibelinesque") == 0
    assert not any(
        b"mirobolant" in path.read_bytes() for path in (served.project / "output").rglob("*.pf_*")
    )


def test_other_settings_begin_the_server_again(served: Served) -> None:
    write(served.project / "pelicanconf.py", "THEME", "# Another line\nTHEME")
    write(served.project / "content/pages/methode.md", 'summary: "', 'summary: "Autrement ')
    served.shows("methode/", "Autrement")
    until(lambda: served.said.count("the site is at") == 2)
    served.shows("methode/", "Autrement")


def test_a_page_that_is_missing_says_so(served: Served) -> None:
    with pytest.raises(urllib.error.HTTPError, match="404") as missing:
        urllib.request.urlopen(f"{served.url}nulle-part/")
    assert "<h1" in missing.value.read().decode()


def test_pages_are_not_given_to_who_comes_by_another_name(served: Served) -> None:
    """A page of somebody else's, whose name was made to lead here, must not read what is served."""
    connection = http.client.HTTPConnection("127.0.0.1", served.port)
    connection.request("GET", "/", headers={"Host": "example.org"})
    assert connection.getresponse().status == 421
    connection.close()


@pytest.mark.parametrize("address", ["../content/archive.yaml", ".serve/../../server.py"])
def test_nothing_beside_the_site_is_served(served: Served, address: str) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", served.port)
    for path in (f"/{address}", f"/{address.replace('..', '%2e%2e')}", f"/pagefind/../{address}"):
        connection.request("GET", path)
        answer = connection.getresponse()
        body = answer.read()
        assert answer.status == 404, path
        assert b"as_of" not in body
        assert b"import" not in body.replace(b"important", b"")
    connection.close()
