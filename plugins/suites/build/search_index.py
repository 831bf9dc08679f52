"""Search index: the searched copies of the pages -> Pagefind's files, and ours beside them.

Pagefind numbers the pages in the order in which it reads them. In a folder that is the order of the
disk's directories, so its service is used: it is handed one copy after the other in our order, and
hands back all of its files (its answer that it *wrote* them would come before they are written).
They are checked, and none is changed. The service ends with the pipe that it reads, even if this
process is killed. Pagefind's Python package waits a tenth of a second a message: requests and
answers are a line of JSON each, in Base64, and end with a comma.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from base64 import b64decode, b64encode
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from typing import IO, Any

import pagefind_bin

from suites.archive.problems import printable
from suites.build.inputs import digest_files
from suites.site import search

UNUSED = (
    "pagefind-ui", "pagefind-modular-ui", "pagefind-component-ui", "pagefind-highlight",
    "pagefind-worker",
)  # fmt: skip
"""Pagefind's own interfaces and its worker; ours are `search-page.js` and others."""

ENTRY, FRAGMENTS = "pagefind-entry.json", "fragment/"

Facets = dict[str, list[str]]

TIMEOUT, TIMEOUT_A_PAGE = 60.0, 0.02
"""Seconds that an answer may take: a fixed part, and one for each page that it is about."""

BATCH = 100
"""Pages that are sent before their answers are read: the answers have room in a pipe."""


class SearchError(RuntimeError):
    """The index could not be made; the message is one sentence."""

    def __init__(self, why: str) -> None:
        super().__init__(f"the search index cannot be made: {printable(why)[:300]}")


def make_index(copies: Iterable[tuple[str, bytes]], language: str) -> dict[str, bytes]:
    """Return the published files of the search, by their paths in its folder.

    `copies` are the path of each page in the site and its searched copy, sorted by path. Pagefind
    stems their words if it knows the language, and else takes them as they are. Raises SearchError
    when Pagefind is missing or fails.
    """
    facets: dict[str, Facets] = {}
    counts: Counter[str] = Counter()
    remaining = iter(copies)
    with _service() as service:
        with service.time_limit(0):
            config = {"force_language": language, "include_characters": search.SIGNS}
            service.send("NewIndex", config=config)
            service.answer("NewIndex")
        while batch := list(islice(remaining, BATCH)):
            texts = {f"/{path.removesuffix('index.html')}": own.decode() for path, own in batch}
            with service.time_limit(len(batch)):
                for url, text in texts.items():
                    service.send("AddFile", index_id=0, url=url, file_contents=text)
                # While Pagefind reads them.
                counts.update(search.count_words(texts.values()))
                facets |= {url: search.facets_of(text) for url, text in texts.items()}
                for _ in texts:
                    service.answer("IndexedFile")
        with service.time_limit(len(facets)):
            service.send("GetFiles", index_id=0)
            files = {
                str(file["path"]): b64decode(file["content"])
                for file in service.answer("GetFiles")["files"]
            }
    files = _with_facets(files, facets)
    if f"wasm.{language}.pagefind" in files:
        del files["wasm.unknown.pagefind"]
    used = {path: one for path, one in files.items() if not path.startswith(UNUSED)}
    return used | search.word_files(counts)


def tool() -> str:
    """Return the version of Pagefind and the digest of our code, on which the index rests."""
    code = [Path(__file__), *sorted(Path(search.__file__).parent.glob("*.py"))]
    return f"pagefind {version('pagefind_bin')} {digest_files(code)[:16]}"


@contextmanager
def _service() -> Iterator[_Service]:
    """Run Pagefind as a service; SearchError if it cannot be run."""
    with tempfile.TemporaryFile() as errors:
        try:
            process = subprocess.Popen(
                (pagefind_bin.get_executable(), "--service"),
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors,
                cwd="/", env={},  # it would read settings in a folder, and in variables
            )  # fmt: skip
        except OSError as error:
            raise SearchError(str(error)) from None
        try:
            yield _Service(process, errors)
        finally:
            process.kill()
            with suppress(OSError), process:
                pass


class _Service:
    """A running Pagefind."""

    def __init__(self, process: subprocess.Popen[bytes], errors: IO[bytes]) -> None:
        assert process.stdin
        assert process.stdout
        self._process, self._errors = process, errors
        self._requests, self._answers = process.stdin, _parts(process.stdout.fileno())

    @contextmanager
    def time_limit(self, pages: int) -> Iterator[None]:
        """Stop the service when it takes too long for so many pages; SearchError if it fails."""
        seconds, started = TIMEOUT + TIMEOUT_A_PAGE * pages, time.monotonic()
        timer = threading.Timer(seconds, self._process.kill)
        timer.daemon = True
        timer.start()
        try:
            yield
        except (OSError, EOFError):
            is_late = time.monotonic() - started >= seconds
            self._process.kill()
            why = f"it did not answer within {seconds:.0f} s" if is_late else self._last_words()
            raise SearchError(f"Pagefind: {why}") from None
        except (ValueError, TypeError, KeyError):
            raise SearchError("Pagefind gives an answer that cannot be read") from None
        finally:
            timer.cancel()

    def send(self, kind: str, **given: object) -> None:
        """Send a request."""
        request = json.dumps({"message_id": 0, "payload": {"type": kind, **given}})
        self._requests.write(b64encode(request.encode()) + b",")

    def answer(self, kind: str) -> dict[str, Any]:
        """Return the next answer; SearchError when it is of another kind."""
        self._requests.flush()
        payload: dict[str, Any] = json.loads(b64decode(next(self._answers)))["payload"]
        if payload["type"] != kind:
            raise SearchError(f"Pagefind: {payload['message']}")
        return payload

    def _last_words(self) -> str:
        self._errors.seek(0)
        said = self._errors.read(2_000).decode(errors="replace").strip().splitlines()
        return said[0] if said else f"it ended with status {self._process.wait()}"


def _parts(stream: int) -> Iterator[bytes]:
    """Yield what a stream holds up to each comma; EOFError where it ends."""
    held: list[bytes] = []
    while chunk := os.read(stream, 1 << 20):
        *ended, last = chunk.split(b",")
        for one in ended:
            yield b"".join((*held, one))
            held.clear()
        held.append(last)
    raise EOFError


def _with_facets(files: dict[str, bytes], facets: Mapping[str, Facets]) -> dict[str, bytes]:
    """Return Pagefind's files with columns of facets, and the texts of pages packed together.

    Files of an unknown form are returned as they are. SearchError when a file is missing.
    """
    for path, content in {ENTRY: b"", **files}.items():
        if not content or path.startswith("/") or ".." in path:
            raise SearchError(f"Pagefind gives no file {path!r}")
    paths = {
        path[len(FRAGMENTS) : -len(".pf_fragment")]: path for path in files if FRAGMENTS in path
    }
    pages: dict[str, Facets] = {}
    texts: dict[str, bytes] = {}
    try:
        (entry,) = json.loads(files[ENTRY])["languages"].values()
        head, count = files.get(f"pagefind.{entry['hash']}.pf_meta"), entry["page_count"]
        for path, ids in search.group_pages(paths).items():
            read = {id_: search.read_texts(files[paths[id_]]) for id_ in ids}
            pages |= {id_: facets[one["url"]] for id_, one in read.items()}
            texts[path] = search.pack_texts(read)
        if head:
            search.unpack(head)
    except (ValueError, TypeError, KeyError, AttributeError):
        sys.stderr.write("the search index is not of a form that is known: it has no facets\n")
        return files
    if not head or len(pages) != count:
        raise SearchError(f"Pagefind gives {len(pages)} of {count} pages, or no head")
    own = {path: content for path, content in files.items() if FRAGMENTS not in path}
    return own | search.column_files(pages) | texts
