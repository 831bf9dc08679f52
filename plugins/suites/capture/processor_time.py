"""Processor time: the seconds that one capture may take, whatever stands in it.

Counts and sizes are bounded where they are read; what they leave, such as a library's search that
grows with the square of a text, is ended by a timer of the system. It counts the seconds of the
processor, so a machine that is busy ends nothing too early.
"""

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TypeVar

from suites.capture.limits import HostileError

SECONDS = 15.0
"""Seconds of the processor that the reading of one page may take."""

BYTES_A_SECOND = 2 << 20
"""Bytes of a file for which one second more is allowed until all its pages are found."""

_AGAIN = 1.0
_T = TypeVar("_T")


class _TimeIsUp(BaseException):
    """The time is up; no `except Exception` of a library may take it for an error of its own."""


@contextmanager
def bounded(seconds: float | None = None) -> Iterator[None]:
    """Raise HostileError within when it takes longer than some seconds, `SECONDS` by default.

    Signals reach the main thread alone, and Windows has no such timer: elsewhere nothing is
    bounded here, and the caller has to (`batch` ends the process).
    """
    allowed = SECONDS if seconds is None else seconds
    is_main = threading.current_thread() is threading.main_thread()
    if not is_main or not hasattr(signal, "setitimer"):
        yield
        return
    before = signal.signal(signal.SIGPROF, _end)
    signal.setitimer(signal.ITIMER_PROF, allowed, _AGAIN)
    try:
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
    except _TimeIsUp:
        raise _too_slow(allowed) from None
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)  # the last one may have come in the midst of it
        signal.signal(signal.SIGPROF, before)


def each_bounded(items: Iterator[_T], seconds: float) -> Iterator[_T]:
    """Yield items; HostileError when finding them takes longer than some seconds in all."""
    left = seconds
    while True:
        if left <= 0:
            raise _too_slow(seconds)
        before = time.process_time()
        with bounded(left):
            try:
                item = next(items)
            except StopIteration:
                return
        left -= time.process_time() - before
        yield item


def _too_slow(seconds: float) -> HostileError:
    return HostileError("too-slow", seconds=f"{seconds:.3g}")


def _end(number: int, frame: FrameType | None) -> None:
    del number, frame
    raise _TimeIsUp
