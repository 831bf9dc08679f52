"""Workers: the processes that convert captures, on this machine or on a Dask cluster.

A capture may be made to hang or to crash its reader, so it is read where that harms nothing: in a
process that is ended when it takes too long, and replaced when it dies. Results come in the order
in which captures were submitted.
"""

import multiprocessing
import os
import signal
import sys
import time
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from math import ceil
from pathlib import Path
from typing import Any

from pebble import ProcessExpired, ProcessPool

from suites.capture import formats, near_duplicates, processor_time
from suites.capture.captured_article import CapturedArticle
from suites.capture.captured_page import CapturedPage, Failure
from suites.system import environment

LARGEST_MEMORY = 4 << 30
"""Bytes of address space that one process may take: a page that needs more is at fault."""

_PAGES_A_PROCESS = 2000
_SECONDS_BEYOND = 3  # of the processor, within which a page ends by itself that is too slow

Result = tuple[CapturedArticle | Failure, bytes | None]
"""The page of a capture, or why there is none, and the sketch of its text."""


@dataclass(frozen=True, slots=True)
class Options:
    """How a run is made. `processes` 0 is this very one, without a limit of time.

    `dask` is the address of a scheduler; `seconds` the time that one capture may take; `cache` a
    folder for the journal; `start` and `end` are words between which a text or a PDF holds the
    article.
    """

    processes: int = field(default_factory=lambda: os.cpu_count() or 1)
    dask: str | None = None
    seconds: float = 60
    cache: Path = Path(".cache/conversion")
    start: str | None = None
    end: str | None = None
    quiet: bool = False


def convert(capture: CapturedPage, *, start: str | None, end: str | None) -> Result:
    """Convert one capture and sketch its text; other processes run this."""
    try:
        page = formats.convert(capture, start=start, end=end)
    except MemoryError:
        return Failure(capture.source, "died"), None
    return page, near_duplicates.sketch(page.text) if isinstance(page, CapturedArticle) else None


def _convert_alone(capture: CapturedPage, *, start: str | None, end: str | None) -> Result:
    """Convert one capture in a process that does nothing else, and is ended if it takes long.

    A timer is heard between the steps of the interpreter alone, and never within a library.
    """
    if sys.platform != "win32":
        import resource

        ends = ceil(time.process_time() + processor_time.SECONDS) + _SECONDS_BEYOND
        resource.setrlimit(resource.RLIMIT_CPU, (ends, resource.getrlimit(resource.RLIMIT_CPU)[1]))
    return convert(capture, start=start, end=end)


class ThisProcess:
    """This very process: for captures that are trusted; a library's own loops are not bounded."""

    depth = 0
    """The number of captures that may be on their way."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._convert = partial(convert, start=options.start, end=options.end)

    def submit(self, capture: CapturedPage) -> Future[Result]:
        """Begin to convert a capture."""
        work: Future[Result] = Future()
        work.set_result(self._convert(capture))
        return work

    def result(self, capture: CapturedPage, work: Future[Result]) -> Result:
        """Return the result, which is there."""
        del capture
        return work.result()

    def close(self) -> None:
        """End the workers, whatever they do."""

    def _too_slow(self, capture: CapturedPage, seconds: float) -> Result:
        return Failure(capture.source, "too-slow", {"seconds": f"{seconds:g}"}), None


class Processes(ThisProcess):
    """Processes of this machine."""

    def __init__(self, options: Options) -> None:
        super().__init__(options)
        self.depth = 4 * options.processes
        self._convert_alone = partial(_convert_alone, start=options.start, end=options.end)
        self._pool = self._new_pool()

    def submit(self, capture: CapturedPage) -> Future[Result]:
        """Begin to convert a capture."""
        if not self._pool.active:
            self._pool = self._new_pool()
        work: Future[Result] = self._pool.schedule(
            self._convert_alone, args=(capture,), timeout=self._options.seconds
        )
        return work

    def result(self, capture: CapturedPage, work: Future[Result]) -> Result:
        """Wait for a result; a capture that takes too long, or kills its process, is a failure."""
        for is_first in (True, False):
            try:
                # Its own time begins in a process; the rest is for results that are lost there.
                return work.result(timeout=2 * self._options.seconds + 30)
            except TimeoutError:
                return self._too_slow(capture, self._options.seconds)
            except (ProcessExpired, BrokenProcessPool) as error:
                if _is_out_of_time(error):
                    return self._too_slow(capture, processor_time.SECONDS)
                # Another capture may have killed the process that both were in.
                if is_first:
                    work = self.submit(capture)
        return Failure(capture.source, "died"), None

    def close(self) -> None:
        """End the processes, whatever they do."""
        self._pool.stop()
        # An interrupt during `put` leaves the queue a dead waiter. The next `put` wakes that one
        # and not the live one, and `join` puts only once: so we put once more.
        self._pool._context.task_queue.put(None)
        self._pool.join()

    def _new_pool(self) -> Any:
        context = multiprocessing.get_context("forkserver" if environment.forks() else "spawn")
        if environment.forks():
            # Forked from a process that has loaded the libraries and runs no threads.
            context.set_forkserver_preload(
                ["htmldate", "trafilatura", "suites.capture.dumps", "suites.capture.batch"]
            )
        return ProcessPool(
            self._options.processes,
            max_tasks=_PAGES_A_PROCESS,
            initializer=_limit_memory,
            context=context,
        )


class Cluster(ThisProcess):
    """The workers of a Dask cluster, on which this package is installed too."""

    def __init__(self, options: Options) -> None:
        super().__init__(options)
        try:
            import dask
            from distributed import Client
        except ImportError:
            raise SystemExit(
                "suites: --dask needs the optional part of this package:"
                ' pip install ".[distributed]"'
            ) from None
        dask.config.set({"distributed.admin.large-graph-warning-threshold": "1GB"})
        try:
            connect: Any = Client
            self._client = connect(options.dask, timeout="5s", set_as_default=False)
        except (OSError, ValueError) as error:
            raise SystemExit(
                f"suites: no Dask scheduler answers at {options.dask}: {error}"
            ) from None
        self.depth = 4 * max(1, sum(self._client.nthreads().values()))

    def submit(self, capture: CapturedPage) -> Future[Result]:
        """Begin to convert a capture."""
        work: Future[Result] = self._client.submit(self._convert, capture, pure=False)
        return work

    def result(self, capture: CapturedPage, work: Any) -> Result:
        """Wait for a result; the worker that takes too long is restarted."""
        from distributed import KilledWorker
        from distributed import TimeoutError as Late

        try:
            # Those that wait before it may take as long.
            result: Result = work.result(timeout=self._options.seconds * 4)
        except (TimeoutError, Late):
            self._restart(work)
            return self._too_slow(capture, self._options.seconds)
        except KilledWorker:
            return Failure(capture.source, "died"), None
        except ModuleNotFoundError as error:
            raise SystemExit(
                f"suites: the workers of the Dask cluster lack {error.name}: install this package,"
                " in the same version, where they run"
            ) from None
        return result

    def close(self) -> None:
        """Leave the cluster as it is."""
        self._client.close()

    def _restart(self, work: Any) -> None:
        busy = [at for at, keys in self._client.processing().items() if work.key in keys]
        self._client.cancel([work], force=True)
        if busy:
            # A connection that closes while it is asked is no failure: the work is cancelled, and
            # the scheduler restarts a worker that it no longer hears.
            with suppress(OSError):
                self._client.restart_workers(busy, raise_for_error=False)


def _is_out_of_time(error: Exception) -> bool:
    """Return whether the system ended a process for its seconds of the processor."""
    return sys.platform != "win32" and getattr(error, "exitcode", 0) == -signal.SIGXCPU


def _limit_memory() -> None:
    """Limit the memory of this process, where the system can: macOS refuses."""
    if sys.platform == "linux":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (LARGEST_MEMORY, LARGEST_MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
