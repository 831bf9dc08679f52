"""Workers: the processes that convert captures, on this machine or on a Dask cluster.

A capture may be made to hang or to crash what reads it, so it is read where that harms nothing: in
a process that is ended when it takes too long, and replaced when it dies. Results come in the order
in which captures were given, whoever converts them.
"""

from __future__ import annotations

import multiprocessing
import sys
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Protocol

from suites.capture.formats.capture import Capture, Converted, Fault
from suites.system import environment

LARGEST_MEMORY = 4 << 30
"""Bytes of address space that one process may take: a page that needs more is at fault."""

_PAGES_A_PROCESS = 2000


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a dump's article stands between, and how many seconds one capture may take."""

    start: str | None = None
    end: str | None = None
    seconds: float = 60


Result = tuple[Converted | Fault, bytes | None]
"""What became of a capture, and the sketch of its text."""


class Workers(Protocol):
    """Processes that convert captures."""

    depth: int
    """How many captures may be on their way."""

    def submit(self, capture: Capture) -> Future[Result]:
        """Begin to convert a capture."""

    def result(self, capture: Capture, work: Future[Result]) -> Result:
        """Wait for it; what takes too long, or kills its process, is a fault."""

    def close(self) -> None:
        """End the processes, whatever they do."""


def converted(capture: Capture, start: str | None = None, end: str | None = None) -> Result:
    """What becomes of one capture; this is what runs in another process."""
    from suites.capture import formats, near_duplicates

    try:
        found = formats.convert(capture, start=start, end=end)
    except MemoryError:
        return Fault(capture.source, "died"), None
    return found, near_duplicates.sketch(found.page.text) if isinstance(found, Converted) else None


class Here:
    """This very process: for one capture that is trusted; nothing is bounded in time."""

    depth = 0

    def __init__(self, bounds: Bounds) -> None:
        self._bounds = bounds

    def submit(self, capture: Capture) -> Future[Result]:
        """Convert a capture at once."""
        work: Future[Result] = Future()
        work.set_result(converted(capture, self._bounds.start, self._bounds.end))
        return work

    def result(self, _capture: Capture, work: Future[Result]) -> Result:
        """What became of it."""
        return work.result()

    def close(self) -> None:
        """Nothing is to be ended."""


class Processes:
    """Processes of this machine."""

    def __init__(self, count: int, bounds: Bounds) -> None:
        self._count, self._bounds = count, bounds
        self.depth = 4 * count
        self._pool = self._new_pool()

    def submit(self, capture: Capture) -> Future[Result]:
        """Begin to convert a capture."""
        if not self._pool.active:
            self._pool = self._new_pool()
        arguments = (capture, self._bounds.start, self._bounds.end)
        work: Future[Result] = self._pool.schedule(
            converted, args=arguments, timeout=self._bounds.seconds
        )
        return work

    def result(self, capture: Capture, work: Future[Result]) -> Result:
        """Wait for it; what takes too long, or kills its process, is a fault."""
        from pebble import ProcessExpired

        for again in (True, False):
            try:
                # Its own time begins when a process takes it; the rest is for what is lost there.
                return work.result(timeout=2 * self._bounds.seconds + 30)
            except TimeoutError:
                return _slow(capture, self._bounds), None
            except (ProcessExpired, BrokenProcessPool):
                # Whose fault it was is not always known: another capture may have died beside it.
                if again:
                    work = self.submit(capture)
        return Fault(capture.source, "died"), None

    def close(self) -> None:
        """End the processes, whatever they do."""
        self._pool.stop()
        # An interruption that falls into a put leaves the pool's queue a waiter that waits no more,
        # which the next put would wake in the place of the one that does: `join` puts only one.
        self._pool._context.task_queue.put(None)
        self._pool.join()

    def _new_pool(self) -> Any:
        from pebble import ProcessPool

        context = multiprocessing.get_context("forkserver" if environment.forks() else "spawn")
        if environment.forks():
            # Forked from a process that has loaded the libraries and runs no threads.
            context.set_forkserver_preload(["suites.capture.batch.loaded"])
        return ProcessPool(
            self._count, max_tasks=_PAGES_A_PROCESS, initializer=_bound, context=context
        )


class Cluster:
    """The workers of a Dask cluster, on which this package is installed too."""

    def __init__(self, address: str, bounds: Bounds) -> None:
        try:
            import dask
            from distributed import Client
        except ImportError:
            raise SystemExit(
                "suites: --dask needs the optional part of this package:"
                ' pip install ".[distributed]"'
            ) from None
        dask.config.set({"distributed.admin.large-graph-warning-threshold": "1GB"})
        self._bounds = bounds
        try:
            connect: Any = Client
            self._client = connect(address, timeout="5s", set_as_default=False)
        except (OSError, ValueError) as error:
            raise SystemExit(f"suites: no Dask scheduler answers at {address}: {error}") from None
        self.depth = 4 * max(1, sum(self._client.nthreads().values()))

    def submit(self, capture: Capture) -> Future[Result]:
        """Begin to convert a capture."""
        work: Future[Result] = self._client.submit(
            converted, capture, self._bounds.start, self._bounds.end, pure=False
        )
        return work

    def result(self, capture: Capture, work: Any) -> Result:
        """Wait for it; the worker that takes too long is restarted."""
        from distributed import KilledWorker
        from distributed import TimeoutError as Late

        try:
            # What waits before it may take as long.
            result: Result = work.result(timeout=self._bounds.seconds * 4)
        except (TimeoutError, Late):
            self._restart(work)
            return _slow(capture, self._bounds), None
        except KilledWorker:
            return Fault(capture.source, "died"), None
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


def _slow(capture: Capture, bounds: Bounds) -> Fault:
    return Fault(capture.source, "too-slow", (("seconds", f"{bounds.seconds:g}"),))


def _bound() -> None:
    """Bound the memory of this process, where the system can: macOS refuses."""
    if sys.platform == "linux":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (LARGEST_MEMORY, LARGEST_MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
