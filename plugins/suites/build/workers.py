"""Workers: processes that share work, where they may be forked; else this one does all of it.

A forked worker has the memory of its parent: what it works with is not sent, only results are. It
ends with its parent, however that ends.
"""

import gc
import os
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from errno import ECHILD
from typing import Any, TypeVar

from suites.system import environment

Item = TypeVar("Item")
Result = TypeVar("Result")

MAX_PROCESSES, CHUNKS_PER_WORKER = 4, 128
"""Chunks are small: some items take far longer than others."""

_work: Callable[[Any], Any]
_items: Sequence[Any]


def map_in_processes(
    work: Callable[[Item], Result], items: Sequence[Item], min_parallel: int
) -> Iterator[tuple[int, Result]]:
    """Yield the number of each item and its result, in the order in which they are done.

    This process works too; it does all of fewer items than `min_parallel`. Results of workers go
    through `pickle`. Exceptions of workers are raised here; OSError when one is killed.
    """
    count = min(MAX_PROCESSES, os.cpu_count() or 1) - 1
    # A fork would wait for ever for a lock that another thread holds.
    if (
        len(items) < min_parallel
        or not count
        or not environment.forks()
        or threading.active_count() > 1
    ):
        yield from enumerate(map(work, items))
        return
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    global _work, _items  # what a fork inherits
    _work, _items = work, items
    size = max(1, len(items) // (count * CHUNKS_PER_WORKER))
    # What lies in memory now is not gone through again: its pages stay shared.
    gc.freeze()
    pool = ProcessPoolExecutor(count, get_context("fork"), _end_with, (os.getpid(),))
    try:
        starts = range(0, len(items), size)
        waiting = deque((start, pool.submit(_chunk, start, size)) for start in starts)
        # Workers begin with the first chunk, and this process with the last, until they meet.
        while waiting:
            start, future = waiting[-1]
            if future.cancel():
                yield from enumerate(_chunk(start, size), start)
                waiting.pop()
            else:
                start, future = waiting.popleft()
                yield from enumerate(future.result(), start)
            while waiting and waiting[0][1].done() and not waiting[0][1].cancelled():
                start, future = waiting.popleft()
                yield from enumerate(future.result(), start)
    except BrokenProcessPool:
        raise OSError(ECHILD, "a worker of the build was ended") from None
    finally:
        pool.shutdown(cancel_futures=True)
        gc.unfreeze()
        del _work, _items


def _chunk(start: int, size: int) -> list[Any]:
    return [_work(item) for item in _items[start : start + size]]


def _end_with(parent: int) -> None:
    """End this worker when its parent does (Linux); see prctl(2)."""
    import ctypes
    import signal

    # The parent reports an interrupt.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG
    if os.getppid() != parent:
        os._exit(1)
