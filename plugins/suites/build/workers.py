"""Workers: processes that share work, where they may be forked; else this one does all of it.

A forked worker has the memory of its parent: what it works with is not sent, only results are. It
ends with its parent, however that ends.
"""

from __future__ import annotations

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

MOST, CHUNKS = 4, 128
"""Processes at most, and chunks for each worker: some items take far longer than others."""

_work: Callable[[Any], Any]
_items: Sequence[Any]


def map_in_processes(
    work: Callable[[Item], Result], items: Sequence[Item], few: int
) -> Iterator[tuple[int, Result]]:
    """Yield what `work` makes of each item, after its number, in whatever order they are done.

    This process works too; of fewer items than `few`, it makes all. Results of workers go through
    `pickle`. What a worker raises is raised here; OSError when one is killed.
    """
    count = min(MOST, os.cpu_count() or 1) - 1
    # What other threads hold at that moment, a fork of theirs would wait for in vain.
    if len(items) < few or not count or not environment.forks() or threading.active_count() > 1:
        yield from enumerate(map(work, items))
        return
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    global _work, _items  # what a fork inherits
    _work, _items = work, items
    size = max(1, len(items) // (count * CHUNKS))
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

    # An interrupt is the parent's to tell of.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG
    if os.getppid() != parent:
        os._exit(1)
