"""Conversion in bulk: in order, on many processes, resumable, and never stopped by one capture."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.generated_pages import page, sentences, web_archive
from support.length import at_length

from suites.capture import formats
from suites.capture.batch import Options, RunSummary, WriteOutcome, list_files, run
from suites.capture.batch.journal import open_journal
from suites.capture.batch.workers import Processes
from suites.capture.captured_article import CapturedArticle
from suites.capture.captured_page import digest
from suites.capture.formats import CapturedPage, Failure
from suites.capture.near_duplicates import THRESHOLD, NearDuplicate, bands, similarity, sketch

PAGES = 24


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    path = tmp_path / "a.warc.gz"
    with path.open("wb") as stream:
        web_archive(stream, map(page, range(PAGES)))
    return path


def done(
    path: Path, processes: int, cache: Path
) -> tuple[list[tuple[CapturedPage, CapturedArticle, NearDuplicate | None]], RunSummary]:
    found = []

    def write(
        capture: CapturedPage, page: CapturedArticle, near: NearDuplicate | None
    ) -> WriteOutcome:
        found.append((capture, page, near))
        return WriteOutcome("written")

    options = Options(processes=processes, cache=cache, quiet=True)
    return found, run([path], write, options)


@at_length
@pytest.mark.parametrize("spawn", ["", "1"])
def test_the_result_is_the_same_on_any_number_of_processes_however_they_begin(
    spawn: str, archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUITES_SPAWN", spawn)
    here, summary = done(archive, 0, tmp_path / "cache")
    assert [capture.source for capture, _, _ in here] == [
        f"{archive}#{n}" for n in range(1, PAGES + 1)
    ]
    assert str(summary) == f"{PAGES} pages converted, {PAGES} written"
    for processes in (1, 2):
        assert done(archive, processes, tmp_path / "cache")[0] == here


def test_an_interrupted_run_goes_on_where_it_was(archive: Path, tmp_path: Path) -> None:
    written: list[str] = []

    def write(
        capture: CapturedPage, _page: CapturedArticle, _near: NearDuplicate | None
    ) -> WriteOutcome:
        if len(written) == 9 and not again:
            raise KeyboardInterrupt
        written.append(capture.source)
        return WriteOutcome("written")

    options = Options(processes=2, cache=tmp_path / "cache", quiet=True)
    again = False
    first = run([archive], write, options)
    assert (first.interrupted, first.written) == (True, 9)
    assert str(first).endswith("interrupted: the same command goes on from here")
    again = True
    second = run([archive], write, options)
    assert (second.skipped, second.written) == (9, PAGES - 9)
    assert written == [f"{archive}#{n}" for n in range(1, PAGES + 1)]
    assert run([archive], write, options).skipped == 0, "a run that ended leaves no journal"


def test_a_journal_that_a_crash_has_broken_is_begun_anew(tmp_path: Path) -> None:
    digest_ = digest(b"a")
    with open_journal(tmp_path, []) as journal:
        journal.add(digest_)
    (path,) = tmp_path.glob("*.sqlite")
    path.write_bytes(b"no database" * 1000)
    with open_journal(tmp_path, []) as journal:
        assert not journal.is_done(digest_)
        journal.add(digest_)
        assert journal.is_done(digest_)


COMMAND = """
import signal
import sys
import time
from pathlib import Path
from suites.capture.batch import Options, WriteOutcome, run

def write(capture, page, near):
    time.sleep(0.05)
    return WriteOutcome("written", capture.source.rpartition("#")[2])

if __name__ == "__main__":
    # What a shell runs in the background ignores the signal, and so does all that it starts.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    print(run([Path(sys.argv[1])], write, Options(processes=2, cache=Path(sys.argv[2]))))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is sent otherwise there")
def test_ctrl_c_is_one_sentence(archive: Path, tmp_path: Path) -> None:
    (tmp_path / "command.py").write_text(COMMAND)
    command = [sys.executable, str(tmp_path / "command.py"), str(archive), str(tmp_path / "cache")]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as child:
        assert child.stderr is not None
        assert "1\n" in iter(child.stderr.readline, "")  # after how far it is, if it takes long
        os.killpg(child.pid, signal.SIGINT)  # as a terminal does: to every process of the run
        out, err = child.communicate(timeout=30)
    assert out.rstrip().endswith("interrupted: the same command goes on from here")
    assert "Traceback" not in err
    assert child.returncode == 0


def test_an_interruption_in_the_midst_of_a_put_does_not_hold_up_the_end() -> None:
    workers = Processes(Options(processes=1, seconds=20))
    capture = CapturedPage("0", "html", page(0).encode(), f"{0:064}")
    workers.result(capture, workers.submit(capture))
    left = threading.Lock()
    left.acquire()
    workers._pool._context.task_queue.not_empty._waiters.appendleft(left)
    closing = threading.Thread(target=workers.close, daemon=True)
    closing.start()
    closing.join(20)
    assert not closing.is_alive()


def hostile(name: str, deed: object) -> CapturedPage:
    """A capture that does something to the process that converts it: it asks for its encoding."""
    encoding: Any = SimpleNamespace(strip=deed)
    return CapturedPage(name, "html", b"<p>\xff", digest(name.encode()), encoding)


def slow() -> CapturedPage:
    return hostile("slow", partial(time.sleep, 60))


class Death:
    """What ends the process that unpacks it, before it could say what it was at."""

    def __reduce__(self) -> tuple[object, tuple[int]]:
        return os._exit, (9,)


def test_a_process_that_dies_takes_no_others_work_with_it() -> None:
    workers = Processes(Options(processes=1, seconds=20))
    captures = [CapturedPage(f"{n}", "html", page(n).encode(), f"{n:064}") for n in range(6)]
    captures[2] = replace(captures[2], raw=Death())  # type: ignore[arg-type]
    try:
        work = [workers.submit(one) for one in captures]
        found = [workers.result(one, x)[0] for one, x in zip(captures, work, strict=True)]
    finally:
        workers.close()
    assert [isinstance(x, CapturedArticle) for x in found] == [n != 2 for n in range(6)]


def test_a_capture_that_hangs_or_kills_costs_itself_alone() -> None:
    workers = Processes(Options(processes=1, seconds=1))
    raw = page(1).encode()
    given = [
        slow(),
        hostile("deadly", partial(os._exit, 9)),
        CapturedPage("good", "html", raw, digest(raw)),
    ]
    try:
        work = [workers.submit(one) for one in given]
        found = [workers.result(one, x)[0] for one, x in zip(given, work, strict=True)]
    finally:
        workers.close()
    assert [x.code for x in found if isinstance(x, Failure)] == ["too-slow", "died"]
    assert isinstance(found[2], CapturedArticle)


def test_faults_are_told_and_counted(archive: Path, tmp_path: Path) -> None:
    with archive.open("ab") as stream:
        stream.write(archive.read_bytes()[:100])
    found, summary = done(archive, 0, tmp_path / "cache")
    assert len(found) == PAGES
    assert [one.code for one in summary.failures] == ["truncated"]
    assert str(summary).endswith("1 fault")


def test_the_same_dispatch_in_two_outlets_is_pointed_out(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    pages = [*map(page, range(6)), page(100, body=2), page(101, body=2, extra="<p>Un mot.</p>")]
    with path.open("wb") as stream:
        web_archive(stream, pages)
    found, summary = done(path, 0, tmp_path / "cache")
    near = [(capture.record, one) for capture, _, one in found if one]
    assert [(x, one.of.rpartition("#")[2]) for x, one in near] == [("#7", "3"), ("#8", "3")]
    assert all(one.share > 0.8 for _, one in near)
    assert summary.near_duplicates == 2


def test_the_same_bytes_are_converted_once(tmp_path: Path) -> None:
    for name in ("a.html", "b.html"):
        (tmp_path / name).write_text(page(1))
    found, summary = done(tmp_path, 0, tmp_path / ".cache")
    assert len(found) == 1
    assert summary.skipped == 1


def test_a_folder_is_read_by_name_without_links_and_hidden_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a.html", ".hidden", "sub/c.txt", ".git/d.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("a")
    (tmp_path / "link.txt").symlink_to(tmp_path / "b.txt")
    (tmp_path / "loop").symlink_to(tmp_path)
    names = [path.relative_to(tmp_path).as_posix() for path in list_files([tmp_path])]
    assert names == ["a.html", "b.txt", "sub/c.txt"]
    with pytest.raises(FileNotFoundError):
        list(list_files([tmp_path / "nowhere"]))


@given(st.integers(0, 10_000), st.integers(0, 30), st.integers(0, 30))
def test_the_share_that_is_estimated_is_near_the_true_one(seed: int, cut: int, more: int) -> None:
    lines = sentences(seed, 60)
    one, other = " ".join(lines), " ".join(lines[cut:] + sentences(seed + 1, more))
    a, b = sketch(one), sketch(other)
    assert a is not None
    assert b is not None
    runs = [
        {tuple(words[n : n + 4]) for n in range(len(words) - 3)}
        for words in (
            text.replace(".", "").replace("’", " ").lower().split() for text in (one, other)
        )
    ]
    true = len(runs[0] & runs[1]) / len(runs[0] | runs[1])
    assert abs(similarity(a, b) - true) < 0.35
    if similarity(a, b) > max(THRESHOLD, 0.75):
        assert set(bands(a)) & set(bands(b))


def test_a_short_text_has_no_sketch() -> None:
    assert sketch("Accès réservé aux abonnés") is None


def test_reading_needs_no_processes(archive: Path) -> None:
    with archive.open("rb") as stream:
        found = [
            formats.convert(x) for x in formats.captures(stream, "a") if isinstance(x, CapturedPage)
        ]
    assert len(found) == PAGES


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "page.html"
    os.mkfifo(pipe)
    found, summary = done(pipe, 0, tmp_path / "cache")
    assert found == []
    assert [failure.code for failure in summary.failures] == ["no-file"]


def test_a_file_that_goes_away_meanwhile_is_told(tmp_path: Path) -> None:
    for name in ("a.html", "b.html", "c.html"):
        (tmp_path / name).write_text(page(ord(name[0])), "utf-8")

    def write(*_: object) -> WriteOutcome:
        (tmp_path / "b.html").unlink(missing_ok=True)
        return WriteOutcome("written")

    options = Options(processes=0, cache=tmp_path / "cache", quiet=True)
    summary = run([tmp_path / f"{name}.html" for name in "abc"], write, options)
    assert summary.written + summary.failed == 3
    assert {failure.code for failure in summary.failures} <= {"unreadable"}
