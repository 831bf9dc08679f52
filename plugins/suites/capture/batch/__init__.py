"""Conversion: many captures -> articles, on all cores or a cluster, with a bounded memory.

    files -> captures, in order -> workers -> articles, in the same order -> `write`, journal

This process takes the files apart and writes; others convert, a few captures ahead. What is wrong
with a capture is told at once, and the run goes on. An interrupted run leaves its journal, and the
same command goes on from there.
"""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path

from suites.archive.ignored_files import is_ignored
from suites.capture import formats
from suites.capture.batch.journal import Journal, databases
from suites.capture.batch.workers import Bounds, Cluster, Here, Processes, Result, Workers
from suites.capture.formats.capture import Capture, Converted, Fault
from suites.capture.near_duplicates import Alike
from suites.system.progress import Progress

_MOST_TOLD = 1000
_MOST_BYTES = 96 << 20


@dataclass(frozen=True, slots=True)
class Told:
    """What writing an article came to: whether it was written, and what is said of it."""

    written: bool
    says: str = ""


Write = Callable[[Converted, Alike | None], Told]


@dataclass(frozen=True, slots=True)
class Options:
    """How a run is made. `processes` 0 is this very one, without a limit of time.

    `dask` is the address of a scheduler; `seconds` what one capture may take; `cache` a folder for
    the journal; `start` and `end` are words between which a plain text holds the article.
    """

    processes: int = field(default_factory=lambda: os.cpu_count() or 1)
    dask: str | None = None
    seconds: float = 60
    cache: Path = Path(".cache/conversion")
    start: str | None = None
    end: str | None = None
    quiet: bool = False


@dataclass(slots=True)
class Summary:
    """What a run came to: numbers of captures, and the first thousand faults and likenesses."""

    converted: int = 0
    written: int = 0
    passed: int = 0
    failed: int = 0
    likenesses: int = 0
    faults: list[Fault] = field(default_factory=list)
    alike: list[tuple[str, Alike]] = field(default_factory=list)
    interrupted: bool = False

    def __str__(self) -> str:
        """The last line of a run."""
        said = [f"{_counted(self.converted, 'page')} converted, {self.written} written"]
        if self.passed:
            said.append(f"{self.passed} done before")
        if self.likenesses:
            said.append(f"{self.likenesses} nearly the same as another")
        if self.failed:
            said.append(f"{_counted(self.failed, 'fault')}")
        text = ", ".join(said)
        return (
            f"{text}; interrupted: the same command goes on from here" if self.interrupted else text
        )


def run(paths: Sequence[Path], write: Write, options: Options) -> Summary:
    """Convert all captures in some files and folders; `write` is given each article, in order.

    Raises OSError when a path that was asked for cannot be read, or the cache not be written, and
    SystemExit, with a sentence, when there is no cluster. What `write` raises ends the run.
    """
    files = list(captures(paths))
    total = sum(path.stat().st_size for path in files)
    with (
        databases(options.cache),
        Journal(options.cache, files) as journal,
        Progress(quiet=options.quiet) as progress,
    ):
        workers = _workers(options)
        one = _Run(journal, progress, workers, write, total)
        try:
            one.convert(files)
        except KeyboardInterrupt:
            one.summary.interrupted = True
            return one.summary
        finally:
            workers.close()
        journal.remove()
    return one.summary


def captures(paths: Sequence[Path]) -> Iterator[Path]:
    """The files themselves, and all that lie in the folders, by name; links are not followed."""
    for path in paths:
        if not path.is_dir():
            path.stat()  # raises the system's own error
            yield path
            continue
        for folder, names, files in os.walk(path, onerror=_refuse):
            names[:] = sorted(one for one in names if not one.startswith("."))
            for name in sorted(files):
                found = Path(folder, name)
                if not is_ignored((name,)) and found.is_file() and not found.is_symlink():
                    yield found


def _refuse(error: OSError) -> None:
    # What a folder holds that cannot be read must not be passed over.
    raise error


def _workers(options: Options) -> Workers:
    bounds = Bounds(options.start, options.end, options.seconds)
    if options.dask:
        return Cluster(options.dask, bounds)
    return Processes(options.processes, bounds) if options.processes else Here(bounds)


class _Run:
    def __init__(
        self, journal: Journal, progress: Progress, workers: Workers, write: Write, total: int
    ) -> None:
        self.summary = Summary()
        self._total, self._begun = total, time.monotonic()
        self._journal, self._progress, self._workers = journal, progress, workers
        self._write = write
        self._ahead: deque[tuple[Capture | Fault, Future[Result] | None]] = deque()
        self._bytes = 0
        self._digests: set[str] = set()
        """Of the captures on their way, so that one that lies in two files is done once."""

    def convert(self, files: Sequence[Path]) -> None:
        before = 0
        for path in files:
            try:
                with path.open("rb") as stream:
                    for found in formats.captures(stream, str(path)):
                        self._give(found)
                        self._tell(before + stream.tell())
                before += path.stat().st_size
            except OSError as error:
                self._give(Fault(str(path), "unreadable", (("why", error.strerror or ""),)))
        while self._ahead:
            self._settle()

    def _tell(self, done: int) -> None:
        # In bytes: how many pages a web archive holds is known at its end.
        pages = self.summary.converted
        rate = pages / max(time.monotonic() - self._begun, 1e-6)
        said = f"{_counted(pages, 'page')}, {rate:.1f} a second"
        self._progress.at("converting", done, self._total, said)

    def _give(self, found: Capture | Fault) -> None:
        if isinstance(found, Fault):
            self._ahead.append((found, None))
        elif found.sha256 in self._digests or self._journal.has(found.sha256):
            self.summary.passed += 1
        else:
            self._digests.add(found.sha256)
            self._bytes += len(found.raw)
            self._ahead.append((found, self._workers.submit(found)))
        while len(self._ahead) > self._workers.depth or self._bytes > _MOST_BYTES:
            self._settle()

    def _settle(self) -> None:
        """Wait for the first of the captures that are on their way, and write it."""
        capture, work = self._ahead[0]
        if work is None or isinstance(capture, Fault):
            assert isinstance(capture, Fault)
            self._fail(capture)
            self._ahead.popleft()
            return
        found, sketch = self._workers.result(capture, work)
        self._ahead.popleft()
        self._bytes -= len(capture.raw)
        self._digests.discard(capture.sha256)
        if isinstance(found, Fault):
            self._fail(found)
            return
        self.summary.converted += 1
        alike = self._journal.alike(found.source, sketch)
        if alike:
            self.summary.likenesses += 1
            if len(self.summary.alike) < _MOST_TOLD:
                self.summary.alike.append((found.source, alike))
        told = self._write(found, alike)
        self._journal.add(capture.sha256)
        self.summary.written += told.written
        self._progress.say(told.says)

    def _fail(self, fault: Fault) -> None:
        self.summary.failed += 1
        if len(self.summary.faults) < _MOST_TOLD:
            self.summary.faults.append(fault)
        self._progress.say(str(fault))


def _counted(count: int, thing: str) -> str:
    return f"1 {thing}" if count == 1 else f"{count} {thing}s"
