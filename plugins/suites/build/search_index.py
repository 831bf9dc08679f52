"""Search index: the searched copies of the pages -> Pagefind's files, and ours beside them.

Pagefind numbers the pages in the order in which it reads them. In a folder that is the order of the
disk's directories, so its service is used: it is handed one copy after the other in our order, and
hands back all of its files (its answer that it *wrote* them would come before they are written).
They are checked, none is changed, and nothing is written before. The service ends with the pipe
that it reads, even if this process is killed. Pagefind's Python package waits a tenth of a second
a message: requests and answers are a line of JSON each, in Base64, and end with a comma.
"""

from __future__ import annotations

import gzip
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import zlib
from base64 import b64decode, b64encode
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from hashlib import sha256
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from typing import Any, Self

import pagefind_bin

from suites import search
from suites.problems import printable

UNUSED = ("pagefind-ui", "pagefind-modular-ui", "pagefind-component-ui", "pagefind-highlight")
"""Interfaces that Pagefind brings along; `search.js` is ours."""

ENTRY, FRAGMENTS = "pagefind-entry.json", "fragment/"

SIGNATURE = b"pagefind_dcd"
"""Before the content of each of Pagefind's compressed files."""

PATIENCE, PATIENCE_A_PAGE = 60.0, 0.02
"""Seconds that an answer may take: so many, and so many for each of the pages that it is about."""

BATCH = 500
"""Pages that are handed over before their answers are read."""

_ADDRESS = re.compile(rb'\{"url":"((?:[^"\\]|\\.)*)"')
_LONGEST = 4_000
"""Bytes of a fragment within which it says its address."""


class SearchError(RuntimeError):
    """The index could not be made; the message is one sentence."""


def make_index(copies: Iterable[tuple[str, bytes]], language: str, folder: Path) -> None:
    """Write all that is published of the search into a folder, which is made.

    `copies` are the path of each page in the site and its searched copy, sorted by path. Raises
    SearchError when Pagefind is missing or fails, OSError when the disk is full; the folder is then
    gone.
    """
    facets: dict[str, dict[str, list[str]]] = {}
    counts: Counter[str] = Counter()
    remaining = iter(copies)
    with _Service(language) as service:
        while batch := dict(islice(remaining, BATCH)):
            texts = {_address(path): copy.decode() for path, copy in batch.items()}
            with service.limit(len(batch)):
                for url, text in texts.items():
                    service.send("AddFile", index_id=0, url=url, file_contents=text)
                # While Pagefind reads them.
                counts.update(search.counted(texts.values()))
                facets |= {url: search.facets(text) for url, text in texts.items()}
                for _ in texts:
                    service.answer("IndexedFile")
        with service.limit(len(facets)):
            service.send("GetFiles", index_id=0)
            files = _files(service.answer("GetFiles"), language)
    if (ids := _ids(files, facets)) is not None:
        files |= search.columns({id_: facets[url] for id_, url in ids.items()})
    _write(files | search.words(counts), folder)


def tool() -> str:
    """Return what makes the index, and how: another would make another index of the same copies."""
    code = [Path(__file__), *sorted(Path(search.__file__).parent.glob("*.py"))]
    digest = sha256(b"".join(path.read_bytes() for path in code)).hexdigest()
    return f"pagefind {version('pagefind_bin')} {digest[:16]}"


class _Service:
    """Pagefind at work; SearchError when it does not do as it is asked."""

    def __init__(self, language: str) -> None:
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - closed on leaving
        self._late = 0.0
        try:
            self._process = subprocess.Popen(
                [os.fsencode(pagefind_bin.get_executable()), "--service"],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._errors,
                # It reads settings in the folder where it runs, and in variables.
                cwd="/", env=_variables(),
            )  # fmt: skip
        except OSError as error:
            raise SearchError(f"the search index cannot be made: {error}") from None
        assert self._process.stdin
        assert self._process.stdout
        self._requests = self._process.stdin
        self._answers = _parts(self._process.stdout)
        with self.limit(0):
            self.send(
                "NewIndex", config={"force_language": language, "include_characters": search.SIGNS}
            )
            self.answer("NewIndex")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        with suppress(OSError), self._process, self._errors:
            pass

    @contextmanager
    def limit(self, pages: int) -> Iterator[None]:
        """End the service if it is not done with so many pages in time."""
        seconds = PATIENCE + PATIENCE_A_PAGE * pages
        timer = threading.Timer(seconds, self._stop, (seconds,))
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def send(self, kind: str, **given: object) -> None:
        """Ask for something."""
        request = json.dumps({"message_id": 0, "payload": {"type": kind, **given}})
        try:
            self._requests.write(b64encode(request.encode()) + b",")
        except OSError:
            raise self._failure() from None

    def answer(self, kind: str) -> dict[str, Any]:
        """Return the next answer, which is to be of a kind."""
        with suppress(OSError):
            self._requests.flush()
        try:
            payload = json.loads(b64decode(next(self._answers)))["payload"]
            said = payload["message"] if payload["type"] == "Error" else payload["type"]
        except StopIteration:
            raise self._failure() from None
        except (ValueError, TypeError, KeyError):
            raise _error("Pagefind gives an answer that cannot be read") from None
        if payload["type"] != kind:
            raise _error(f"Pagefind says: {said}")
        return payload  # type: ignore[no-any-return]

    def _stop(self, seconds: float) -> None:
        self._late = seconds
        self._process.kill()

    def _failure(self) -> SearchError:
        """Return why the service broke off."""
        self._process.kill()
        code = self._process.wait()
        self._errors.seek(0)
        said = self._errors.read(2_000).decode(errors="replace").strip().splitlines()
        if self._late:
            return _error(f"Pagefind did not answer within {self._late:.0f} s")
        if said:
            return _error(f"Pagefind says: {said[0].removeprefix('Error: ')}")
        return _error(f"Pagefind ended with {code}" if code >= 0 else f"Pagefind: signal {-code}")


def _error(why: str) -> SearchError:
    return SearchError(f"the search index cannot be made: {printable(why)[:300]}")


def _variables() -> dict[str, str]:
    """Return the environment but for Pagefind's own settings, and for what it stumbles over."""
    return {
        name: value
        for name, value in os.environ.items()
        if f"{name}{value}".isascii() and not name.startswith("PAGEFIND_")
    }


def _parts(stream: Any) -> Iterator[bytes]:
    """Yield what a stream holds up to each comma."""
    held: list[bytes] = []
    while chunk := stream.read1(1 << 20):
        *ended, last = chunk.split(b",")
        for one in ended:
            yield b"".join((*held, one))
            held.clear()
        held.append(last)


def _address(path: str) -> str:
    """Return the address of the page at a path of the site.

    >>> _address("themes/prix/index.html"), _address("404.html")
    ('/themes/prix/', '/404.html')
    """
    return f"/{path.removesuffix('index.html')}"


def _files(answer: Mapping[str, Any], language: str) -> dict[str, bytes]:
    """Return the files of an index that are of use, path -> content, each with something in it."""
    try:
        files = {str(one["path"]): b64decode(one["content"]) for one in answer["files"]}
    except (ValueError, TypeError, KeyError):
        raise _error("Pagefind gives files that cannot be read") from None
    for path, content in files.items():
        if not content or path.startswith("/") or ".." in path:
            raise _error(f"Pagefind gives no file {path!r}")
    if ENTRY not in files:
        raise _error(f"Pagefind gives no file {ENTRY!r}")
    if f"wasm.{language}.pagefind" in files:
        files.pop("wasm.unknown.pagefind", None)
    return {path: content for path, content in files.items() if not path.startswith(UNUSED)}


def _ids(files: Mapping[str, bytes], pages: Mapping[str, object]) -> dict[str, str] | None:
    """Return the address of each page of an index by its id; None when its form is not known."""
    try:
        (entry,) = json.loads(files[ENTRY])["languages"].values()
        head, count = f"pagefind.{entry['hash']}.pf_meta", int(entry["page_count"])
        found = {
            path.removeprefix(FRAGMENTS).partition(".")[0]: _address_in(content)
            for path, content in files.items()
            if path.startswith(FRAGMENTS)
        }
        _beginning(files.get(head, gzip.compress(SIGNATURE)))
    except (ValueError, TypeError, KeyError, AttributeError, zlib.error):
        found, head, count = {"": ""}, ENTRY, 1
    if head not in files or len(found) != count:
        raise _error(f"Pagefind gives {len(found)} of {count} pages, or no head")
    if set(found.values()) <= pages.keys():
        return found
    sys.stderr.write("the search index is not of a form that is known: it has no facets\n")
    return None


def _address_in(fragment: bytes) -> str:
    """Return the address of the page that a file of the index is about."""
    found = _ADDRESS.match(_beginning(fragment))
    return str(json.loads(b'"%s"' % found[1] if found else b""))


def _beginning(file: bytes) -> bytes:
    content = zlib.decompressobj(31).decompress(file, _LONGEST)
    if not content.startswith(SIGNATURE):
        raise ValueError("not a file of Pagefind's")
    return content.removeprefix(SIGNATURE)


def _write(files: Mapping[str, bytes], folder: Path) -> None:
    try:
        for parent in {os.path.dirname(path) for path in files}:  # noqa: PTH120
            (folder / parent).mkdir(parents=True, exist_ok=True)
        for path, content in files.items():
            # Not Paths: there are as many files as pages.
            with open(f"{folder}{os.sep}{path}", "wb") as file:  # noqa: PTH123
                file.write(content)
    except OSError:
        shutil.rmtree(folder, ignore_errors=True)
        raise
