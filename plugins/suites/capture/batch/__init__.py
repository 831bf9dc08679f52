"""Batch: many captures -> articles, on all cores or a cluster, with a bounded memory.

    files -> captures, in order -> workers -> pages, in the same order -> `write`, journal

This process takes the files apart and writes; others convert, a few captures ahead. A failure is
shown at once, and the run goes on. An interrupted run leaves its journal, and the same command goes
on from there.
"""

import os
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path
from stat import S_ISREG
from typing import Literal, NamedTuple

from suites.archive.ignored_files import is_ignored
from suites.capture import formats
from suites.capture.batch import saved_folders
from suites.capture.batch.journal import Journal, open_journal
from suites.capture.batch.workers import Cluster, Options, Processes, Result, ThisProcess
from suites.capture.captured_article import CapturedArticle
from suites.capture.captured_page import CapturedPage, Failure
from suites.capture.near_duplicates import NearDuplicate
from suites.system.progress import Progress

__all__ = ["Options", "RunSummary", "Status", "Write", "WriteOutcome", "list_files", "run"]

_MOST_FAILURES_KEPT = 1000
_MOST_BYTES = 96 << 20


Status = Literal["written", "known", "left out"]


class WriteOutcome(NamedTuple):
    """The outcome of writing one page, and lines about it."""

    status: Status
    message: str = ""


Write = Callable[[CapturedPage, CapturedArticle, NearDuplicate | None], WriteOutcome]
"""Is given each page with its capture, in order, and the capture whose text is nearly the same."""


@dataclass(slots=True)
class RunSummary:
    """Numbers of captures in a run, and its first thousand failures."""

    converted: int = 0
    written: int = 0
    left_out: int = 0
    skipped: int = 0
    failed: int = 0
    near_duplicates: int = 0
    failures: list[Failure] = field(default_factory=list)
    interrupted: bool = False

    def __str__(self) -> str:
        """Return the last line of a run."""
        parts = [f"{_counted(self.converted, 'page')} converted, {self.written} written"]
        if self.skipped:
            parts.append(f"{self.skipped} done before")
        if self.near_duplicates:
            parts.append(f"{self.near_duplicates} nearly the same as another")
        if self.failed:
            parts.append(_counted(self.failed, "fault"))
        end = "; interrupted: the same command goes on from here" if self.interrupted else ""
        return ", ".join(parts) + end


def run(paths: Sequence[Path], write: Write, options: Options) -> RunSummary:
    """Convert all captures in some files and folders, and write their pages.

    Raises OSError when a path that was asked for cannot be read, or the cache not be written, and
    SystemExit, with a sentence, when there is no cluster. An exception of `write` ends the run.
    """
    files = list(list_files(paths))
    with open_journal(options.cache, files) as journal, Progress(quiet=options.quiet) as progress:
        kind = Cluster if options.dask else Processes if options.processes else ThisProcess
        workers = kind(options)
        batch = _Run(journal, progress, workers, write)
        try:
            batch.convert(files)
            journal.remove()
        except KeyboardInterrupt:
            batch.summary.interrupted = True
        finally:
            workers.close()
    return batch.summary


def list_files(paths: Sequence[Path]) -> Iterator[Path]:
    """Yield the files themselves, and all in the folders, by name; links are not followed.

    What a browser laid beside a page belongs to that page. Its folder is yielded where its page is
    not there, or was not asked for, so that this can be told.
    """
    for path in paths:
        if not path.is_dir():
            path.stat()  # raises the system's own error
            yield path
        elif saved_folders.is_saved(path):
            beside = (other.name for other in paths if other.parent == path.parent)
            if not saved_folders.has_page(path.name, beside):
                yield path
        else:
            yield from _files_in(path)


def _files_in(top: Path) -> Iterator[Path]:
    for folder, names, files in os.walk(top, onerror=_raise):
        names[:] = sorted(name for name in names if not name.startswith("."))
        for name in sorted(files):
            file = Path(folder, name)
            if not is_ignored((name,)) and file.is_file() and not file.is_symlink():
                yield file
        for name in list(names):
            if saved_folders.has_page(name, files):
                names.remove(name)
            elif saved_folders.is_saved(Path(folder, name)):
                names.remove(name)
                yield Path(folder, name)


def _raise(error: OSError) -> None:
    # A part of a folder that cannot be read must not be passed over.
    raise error


class _Run:
    def __init__(
        self, journal: Journal, progress: Progress, workers: ThisProcess, write: Write
    ) -> None:
        self.summary = RunSummary()
        self._journal, self._progress, self._workers = journal, progress, workers
        self._write = write
        self._ahead: deque[tuple[CapturedPage, Future[Result]] | Failure] = deque()
        self._bytes = 0
        self._digests: set[str] = set()
        """Of the captures on their way, so that one that lies in two files is done once."""

    def convert(self, files: Sequence[Path]) -> None:
        before, begun = 0, time.monotonic()
        total = sum(map(_size, files))
        for path in files:
            if path.is_dir():
                self._submit(Failure(str(path), "page-elsewhere"))
                continue
            try:
                # One would wait for the other end of a pipe for ever.
                if not S_ISREG(path.stat().st_mode):
                    self._submit(Failure(str(path), "no-file"))
                    continue
                with path.open("rb") as stream:
                    for capture in formats.captures(stream, str(path)):
                        self._submit(capture)
                        # In bytes: the pages of a web archive are counted at its end.
                        pages = self.summary.converted
                        rate = pages / max(time.monotonic() - begun, 1e-6)
                        text = f"{_counted(pages, 'page')}, {rate:.1f} a second"
                        self._progress.at("converting", before + stream.tell(), total, text)
                before += _size(path)
            except OSError as error:
                self._submit(Failure(str(path), "unreadable", {"why": error.strerror or ""}))
        while self._ahead:
            self._finish_first()

    def _submit(self, capture: CapturedPage | Failure) -> None:
        if isinstance(capture, Failure):
            self._ahead.append(capture)
        elif capture.sha256 in self._digests or self._journal.is_done(capture.sha256):
            self.summary.skipped += 1
        else:
            self._digests.add(capture.sha256)
            self._bytes += len(capture.raw)
            self._ahead.append((capture, self._workers.submit(capture)))
        while len(self._ahead) > self._workers.depth or self._bytes > _MOST_BYTES:
            self._finish_first()

    def _finish_first(self) -> None:
        """Wait for the first of the captures that are on their way, and write its page."""
        first = self._ahead[0]
        if isinstance(first, Failure):
            self._ahead.popleft()
            self._fail(first)
            return
        capture, work = first
        page, sketch = self._workers.result(capture, work)
        self._ahead.popleft()
        self._bytes -= len(capture.raw)
        self._digests.discard(capture.sha256)
        if isinstance(page, Failure):
            self._fail(page)
            return
        self.summary.converted += 1
        near = self._journal.near_duplicate(capture.source, sketch)
        self.summary.near_duplicates += near is not None
        outcome = self._write(capture, page, near)
        self._journal.add(capture.sha256)
        self.summary.written += outcome.status == "written"
        self.summary.left_out += outcome.status == "left out"
        self._progress.say(outcome.message)

    def _fail(self, failure: Failure) -> None:
        self.summary.failed += 1
        if len(self.summary.failures) < _MOST_FAILURES_KEPT:
            self.summary.failures.append(failure)
        self._progress.say(str(failure))


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:  # it went away meanwhile, which is told where it is opened
        return 0


def _counted(count: int, thing: str) -> str:
    return f"1 {thing}" if count == 1 else f"{count} {thing}s"
