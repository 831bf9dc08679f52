"""What the search costs at 10,000 articles: `make bench-search`.

A made-up archive (see `made_documents.py`) is indexed as the build does it, laid into the real site
in the place of its own index, and asked in Chromium from an open article, through the dialog, the
questions of `tests/content/measured.txt`: two in turn, as it is and on a phone (slow 4G: 150 ms,
1.6 Mbit/s; a processor four times slower, but for the worker of Pagefind); then others, each by a
reader who has not yet sought anything. Bytes are those that the server sends, compressed as a
server would, headers included. Beside it, one JSON of lunr for the same texts, when lunr can be
installed.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from operator import attrgetter
from pathlib import Path

from made_documents import documents, words_of
from playwright.sync_api import Browser, sync_playwright
from support.chromium import find_chromium
from support.search_documents import build_documents
from support.sites import write_index

from suites.analysis import loading
from suites.analysis.linked_archive import LinkedArchive
from suites.archive.languages.catalogue import read_catalogue
from suites.site import search
from suites.site.search import SearchDocument

ROOT = Path(__file__).resolve().parents[1]
QUESTIONS = ROOT / "tests/content/measured.txt"
COMPRESSED = {".html", ".css", ".js", ".json", ".txt", ".xml", ".svg"}
LATENCY, BANDWIDTH, SLOWER = 0.15, 1_600_000 / 8, 4


class Counting(SimpleHTTPRequestHandler):
    """A folder, compressed as it is sent; each answer is counted, and slowed when asked to."""

    sent: dict[str, int] = {}  # noqa: RUF012 - one server, one count
    slow = False
    _line = threading.Lock()

    def do_GET(self) -> None:
        """Send a file, or say that there is none."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        raw = path.read_bytes()
        packed = path.suffix in COMPRESSED
        body = gzip.compress(raw, 6) if packed else raw
        if self.slow:
            time.sleep(LATENCY)
            with self._line:
                time.sleep(len(body) / BANDWIDTH)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=600")
        if packed:
            self.send_header("Content-Encoding", "gzip")
        head = sum(map(len, self._headers_buffer))
        self.end_headers()
        self.wfile.write(body)
        Counting.sent[self.path] = Counting.sent.get(self.path, 0) + head + len(body)

    def log_message(self, *_: object) -> None:
        """Nothing."""


def archive() -> LinkedArchive:
    """The real archive."""
    linked = loading.load_archive(ROOT / "content").linked
    assert linked, "the content has problems: make check"
    return linked


def texts_of_the_archive() -> Iterator[str]:
    """Every text of it."""
    linked = archive()
    for document in build_documents(linked, read_catalogue(linked.archive.settings.language)):
        yield document.title
        yield from (section.text for section in document.sections)


def site(folder: Path, articles: int) -> Path:
    """The real site with the made-up archive as its index; tells what indexing cost."""
    built = folder / "site"
    subprocess.run(
        [sys.executable, "-m", "suites", "build", "--output", str(built)],
        cwd=ROOT,
        env={**os.environ, "SITEURL": ""},
        check=True,
        stdout=subprocess.DEVNULL,
    )
    made = list(documents(articles, words_of(texts_of_the_archive())))
    copies = [
        (one.path, search.render_copy(one).encode()) for one in sorted(made, key=attrgetter("path"))
    ]
    index = built / "pagefind"
    shutil.rmtree(index)
    started, before = time.perf_counter(), os.times()
    write_index(iter(copies), "fr", index)
    took, after = time.perf_counter() - started, os.times()
    here, there = (
        sum(after[at : at + 2]) - sum(before[at : at + 2]) for at in (0, 2)
    )  # of this process, and of its children
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss >> 10
    (built / archive().urls.search_names).write_text(names(made), "utf-8")
    size = [path.stat().st_size for path in index.rglob("*") if path.is_file()]
    print(f"documents  {len(made)}, of which {articles} articles")
    print(f"to index   {took:.1f} s ({there:.1f} s of processors, and {here:.1f} s here)")
    print(f"           {memory} MB at most")
    print(f"on disk    {sum(size) / 1e6:.1f} MB in {len(size)} files")
    _lunr(folder, made)
    return built


def names(made: list[SearchDocument]) -> str:
    """The names of entities, one of eight of which was called otherwise."""
    entities = [one for one in made if one.names][::8]
    found = [
        {"url": one.url, "names": [[one.title, ""], [f"Ex {one.title}", f"Ex {one.title}, devenu"]]}
        for one in entities
    ]
    return json.dumps({"kinds": ["Annonce", "Article"], "names": found}, ensure_ascii=False)


def _lunr(folder: Path, made: list[SearchDocument]) -> None:
    """The same texts in one JSON, as lunr has it; it is installed for this alone, aside."""
    place = folder / "lunr"
    install = [sys.executable, "-m", "pip", "install", "-q", "--target", str(place), "lunr==0.8.0"]
    if subprocess.run(install, check=False, capture_output=True).returncode:
        print("lunr       cannot be installed here")
        return
    texts = [
        {
            "url": one.url,
            "title": one.title,
            "text": " ".join(f"{part.heading} {part.text}" for part in one.sections),
        }
        for one in made
    ]
    (folder / "texts.json").write_text(json.dumps(texts), "utf-8")
    code = (
        "import json, resource, time, lunr; t = time.perf_counter();"
        "i = lunr.lunr(ref='url', fields=['title', 'text'], "
        "documents=json.load(open('texts.json')));"
        "json.dump(i.serialize(), open('lunr.json', 'w'), separators=(',', ':'));"
        "print(f'{time.perf_counter() - t:.1f} s,',"
        " resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10, 'MB')"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(place)},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        print(f"lunr       failed: {done.stderr.strip().splitlines()[-1]}")
        return
    raw = (folder / "lunr.json").read_bytes()
    packed = len(gzip.compress(raw, 6))
    print(f"lunr       to index {done.stdout.strip()}; one JSON of {len(raw) / 1e6:.1f} MB,")
    print(f"           {packed / 1e6:.1f} MB as it is sent, without the texts to show")


def ask(browser: Browser, article: str, *questions: str, phone: bool = False) -> None:
    """Ask questions in the dialog over an article, one after the other; tell what each cost."""
    context = browser.new_context(viewport={"width": 360, "height": 780} if phone else None)
    page = context.new_page()
    if phone:
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(article)
    page.wait_for_load_state("networkidle")
    Counting.sent.clear()
    Counting.slow = phone
    for number, question in enumerate(questions):
        started = time.perf_counter()
        if not number:
            page.keyboard.press("Control+k")
        field = page.get_by_role("combobox")
        field.fill("")
        page.wait_for_timeout(400)
        waited = time.perf_counter() - started if number else 0.0
        field.fill(question)
        page.wait_for_function(
            "q => document.querySelector('dialog [role=status]').textContent.includes(q)"
            " && document.querySelector("
            "'dialog :is([role=option], [data-part=meant]:not([hidden]))')",
            arg=question,
            timeout=120_000,
        )
        took = time.perf_counter() - started - waited
        page.wait_for_load_state("networkidle")
        sent = sum(Counting.sent.values())
        name = "phone" if phone else "desktop"
        which = "first" if not number else "second"
        cost = f"{sent / 1000:.0f} kB in {len(Counting.sent)} files, {took:.1f} s"
        print(f"{name:<8} {which:<7} {question:<20} {cost}")
        if len(questions) > 1 and not phone:
            for path, size in sorted(_kinds(Counting.sent).items(), key=lambda one: -one[1]):
                print(f"         {size / 1000:8.1f} kB  {path}")
        Counting.sent.clear()
    Counting.slow = False
    context.close()


def _kinds(sent: dict[str, int]) -> dict[str, int]:
    found: dict[str, int] = {}
    for path, size in sent.items():
        parts = path.partition("?")[0].strip("/").split("/")
        place = (
            "/".join(parts[:2]) if parts[0] == "pagefind" and len(parts) > 2 else "/".join(parts)
        )
        place = "theme/js" if place.startswith("theme/js") else place
        found[place] = found.get(place, 0) + size
    return found


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", nargs="?", type=int, default=10_000)
    parser.add_argument("--keep", type=Path, help="a folder for what is made, which then stays")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as aside:
        folder = asked.keep or Path(aside)
        folder.mkdir(parents=True, exist_ok=True)
        built = folder / "site"
        if not built.is_dir():
            site(folder, asked.articles)
        handler = partial(Counting, directory=str(built))
        with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(
                    executable_path=find_chromium(), args=["--no-sandbox"]
                )
                linked = archive()
                newest = linked.urls.of_kind("article", max(linked.archive.articles))
                article = f"http://127.0.0.1:{server.server_port}/{newest}"
                first, *others = QUESTIONS.read_text("utf-8").splitlines()
                for phone in (False, True):
                    ask(browser, article, first, others[0], phone=phone)
                for question in others:
                    ask(browser, article, question)
                browser.close()
            server.shutdown()


if __name__ == "__main__":
    main()
