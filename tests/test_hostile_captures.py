"""Hostile captures: each costs bounded time and memory, one sentence, and nothing else."""

from __future__ import annotations

import gzip
import json
import resource
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import brotli
import pytest
from support.generated_pages import page, read, record, response

from suites.capture.limits import LARGEST_PAGE

ADDRESS = "https://gazette.example/a"
NOUGHT = bytes(1 << 20)
SECONDS = 30


def zeros(megabytes: int, head: bytes = b"") -> bytes:
    """A gzip stream of so many megabytes of nothing after `head`: a thousandth of them.

    After a full flush a block stands alone, so one block is compressed, and laid again and again.
    """
    one = zlib.compressobj(9, wbits=31)
    begin = one.compress(head) + one.flush(zlib.Z_FULL_FLUSH)
    block = one.compress(NOUGHT) + one.flush(zlib.Z_FULL_FLUSH)
    return begin + block * megabytes + one.flush()


def zipped(path: Path, files: dict[str, bytes]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as pack:
        for name, content in files.items():
            pack.writestr(name, content)


def laughs() -> bytes:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    return f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">{entities}]><x>&l11;</x>'.encode()


def laughing_page() -> bytes:
    doctype, _, root = laughs().decode().partition("<x>")
    return f"{doctype.replace('DOCTYPE x', 'DOCTYPE html')}{page(1)[15:]}{root}".encode()


def chunks() -> bytes:
    return response(ADDRESS, b"1\r\na\r\n" * 1_000_000, ("Transfer-Encoding", "chunked"))


def lying() -> bytes:
    whole = response(ADDRESS, page(1).encode())
    return whole.replace(b"Content-Length: ", b"Content-Length: 9999999") + response(
        ADDRESS, b"<p>"
    )


def surrogates() -> bytes:
    text = page(1).replace("Jeanne Martin", "Jeanne\\ud800 \\u202eMartin")
    return text.replace("Commentaires", "&#xD800;").encode() + b"\xed\xa0\x80"


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "laughs.xml": (laughs, "kind-unknown"),
    "laughs.html": (laughing_page, "converted"),
    "nested.html": (lambda: b"<!doctype html>" + b"<div>" * 1_000_000, "too-many"),
    "deep.html": (lambda: b"<!doctype html>" + b"<div>" * 100_000 + b"a", "nested-too-deep"),
    "spans.html": (lambda: b"<!doctype html>" + b"<b><i><a href=x>" * 60_000, "nested-too-deep"),
    "bomb.html.gz": (lambda: _bomb(b"<!doctype html><p>"), "inflates"),
    "bomb.txt.gz": (lambda: _bomb(b"des mots "), "inflates"),
    "bomb.warc.gz": (lambda: zeros(400, b"WARC/1.1\r\nWARC-Type: "), "header-too-long"),
    "bomb-in-http.warc": (lambda: _coded("gzip", zeros(400)), "inflates"),
    "bomb-in-brotli.warc": (lambda: _coded("br", _swift_brotli(80)), "inflates"),
    "nuls.html": (lambda: page(1).replace("e", "e\0").encode(), "converted"),
    "nuls.txt": (lambda: b"\0" * 1_000_000, "kind-unknown"),
    "surrogates.html": (surrogates, "converted"),
    "line.txt": (lambda: b"mot " * (17 << 20), "too-large"),
    "line.html": (lambda: b"<!doctype html><p>" + b"mot " * (12 << 20), "too-large"),
    "length.warc": (lying, "length-wrong"),
    "endless-chunks.warc": (chunks, "record-broken"),
    "one-chunk.warc": (
        lambda: response(ADDRESS, b"7fffffff\r\n<p>a", ("Transfer-Encoding", "chunked")),
        "converted",
    ),
    "header.warc": (
        lambda: response(ADDRESS, b"<p>a", ("X-Long", "a" * (3 << 20))), "header-too-long",
    ),
    "headers.warc": (
        lambda: record("response", b"", *((f"X-{n}", "a") for n in range(200_000))),
        "header-too-long",
    ),
    "coding.warc": (lambda: _coded("exec", bytes(range(256))), "coding-unknown"),
    "empty.html": (lambda: b"", "empty"),
    "picture.html": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9, "kind-unknown"),
    "slow.html": (lambda: b"<!doctype html>" + b"<table><tr><td>a, b" * 60_000, "nested-too-deep"),
}  # fmt: skip


def _bomb(head: bytes) -> bytes:
    return gzip.compress(head + b"a" * (1 << 17)) + zeros(400)


def _swift_brotli(megabytes: int) -> bytes:
    return brotli.compress(NOUGHT * megabytes, quality=1)


def _coded(coding: str, body: bytes) -> bytes:
    return response(ADDRESS, body, ("Content-Encoding", coding))


PACKS = {
    "traversal.wacz": (
        {
            "archive/../../../evil.warc": response(ADDRESS, page(1).encode()),
            "/etc/evil.warc": b"a",
            "archive/good.warc": response(ADDRESS, page(2).encode()),
        },
        "converted",
    ),
    "names.wacz": ({"archive/\x1b[31m\n.warc": b"WARC/1.1\r\nrubbish\r\n\r\n"}, "record-broken"),
    "bomb.wacz": ({"archive/a.warc": b"WARC/1.1\r\n" + bytes(80 << 20)}, "inflates"),
    "nothing.wacz": ({"pages/pages.jsonl": b"{}"}, "archive-empty"),
    "broken.wacz": ({}, "archive-broken"),
}

RUN = """
import json, resource, sys
from pathlib import Path
from suites.capture.batch import Options, WriteOutcome, run

if __name__ == "__main__":
    folder, seconds = Path(sys.argv[1]), float(sys.argv[2])
    found = []
    def write(capture, page, near):
        found.append((capture.source, "converted", page.text))
        return WriteOutcome("written")
    options = Options(processes=2, seconds=seconds, cache=folder.parent / "cache")
    summary = run([folder], write, options)
    found += [(x.source, x.code, str(x)) for x in summary.failures]
    own, children = (resource.getrusage(x).ru_maxrss >> 10 for x in (0, -1))
    if sys.platform == "linux":
        # What getrusage says of this process begins with what that of the tests had taken.
        peak = next(x for x in Path("/proc/self/status").open() if x.startswith("VmHWM:"))
        own = int(peak.split()[1]) >> 10
    print(json.dumps({"found": found, "own": own, "children": children, "said": str(summary)}))
"""


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """All of them in one folder, converted in one run."""
    top = tmp_path_factory.mktemp("hostile")
    folder = top / "captures"
    folder.mkdir()
    for name, (content, _) in HOSTILE.items():
        (folder / name).write_bytes(content())
    for name, (files, _) in PACKS.items():
        zipped(folder / name, files)
    (folder / "broken.wacz").write_bytes(b"PK\3\4" + b"a" * 1000)
    before = sorted(top.rglob("*"))
    (top / "run.py").write_text(RUN)
    command = [sys.executable, str(top / "run.py"), str(folder), str(SECONDS)]
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=180, cwd=top, check=False
    )
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    told["stderr"] = done.stderr
    told["new"] = [path for path in sorted(top.rglob("*")) if path not in before]
    return told


@pytest.mark.parametrize("name", [*HOSTILE, *PACKS])
def test_each_has_its_sentence(run: dict[str, Any], name: str) -> None:
    expected = {**HOSTILE, **PACKS}[name][1]
    got = [x for x in run["found"] if f"/captures/{name}" in x[0]]
    assert expected in [code for _, code, _ in got], got
    for _, code, said in got:
        if code != "converted":
            assert said.count("\n") == 1
            assert said.isprintable() or said.replace("\n", "").isprintable()
            assert said in run["stderr"]


def test_memory_is_bounded(run: dict[str, Any]) -> None:
    assert run["own"] < 1_000
    assert run["children"] < 1_200


def test_nothing_is_written_but_what_the_run_asked_for(run: dict[str, Any]) -> None:
    assert {path.name for path in run["new"]} <= {"run.py", "cache"}


def test_no_control_sign_reaches_the_terminal(run: dict[str, Any]) -> None:
    assert "\x1b" not in run["stderr"]


def test_neither_controls_nor_surrogates_reach_the_text(run: dict[str, Any]) -> None:
    for _, code, text in run["found"]:
        if code == "converted":
            assert not any((c < " " and c != "\n") or "\ud800" <= c <= "\udfff" for c in text)


def test_a_page_of_the_largest_size_is_still_read() -> None:
    raw = page(1).encode() + b"<!-- " + b"a" * 100_000 + b" -->"
    raw = raw.replace(
        b"<aside", b'<img src="data:image/png;base64,' + b"A" * (20 << 20) + b'"><aside'
    )
    assert len(raw) < LARGEST_PAGE
    assert isinstance(read(raw, "large.html"), tuple)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss > 0
