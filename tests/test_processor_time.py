"""Processor time: a page that takes too long is given up, and nothing else is disturbed."""

from __future__ import annotations

import re
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress

import pytest
from support.generated_pages import page, read

from suites.capture import formats, processor_time
from suites.capture.captured_page import CapturedPage, Failure, digest
from suites.capture.limits import HostileError

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such timer")


def spin() -> None:
    while True:
        with suppress(Exception):
            sum(range(1000))


def search() -> None:
    re.search(r"(a|a)*b", "a" * 40)


@pytest.mark.parametrize("work", [spin, search])
def test_work_without_an_end_is_ended(work: object) -> None:
    before = signal.getsignal(signal.SIGPROF)
    with pytest.raises(HostileError, match="too-slow") as caught, processor_time.bounded(0.05):
        work()  # type: ignore[operator]
    assert caught.value.values == {"seconds": "0.05"}
    assert signal.getsignal(signal.SIGPROF) == before
    assert signal.getitimer(signal.ITIMER_PROF) == (0.0, 0.0)


def test_a_page_that_takes_too_long_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = page(1).encode()
    capture = CapturedPage("a.html", "html", raw, digest(raw))
    endless = formats.Reader(lambda *_: spin(), lambda _: spin())  # type: ignore[arg-type, return-value]
    monkeypatch.setattr(formats, "READERS", {"html": endless})
    monkeypatch.setattr(processor_time, "SECONDS", 0.05)
    failure = formats.convert(capture)
    assert isinstance(failure, Failure)
    assert (failure.source, failure.code) == ("a.html", "too-slow")
    assert formats.visible_text(capture) == ""


def test_the_time_of_a_file_is_that_of_all_its_pages() -> None:
    def pages() -> Iterator[int]:
        for number in range(100):
            until = time.process_time() + 0.02
            while time.process_time() < until:
                pass
            yield number

    found: list[int] = []
    with pytest.raises(HostileError, match="too-slow"):
        found.extend(processor_time.each_bounded(pages(), 0.1))
    assert 1 <= len(found) <= 5
    assert list(processor_time.each_bounded(iter(range(1000)), 5)) == list(range(1000))


def test_pages_are_read_on_other_threads_too() -> None:
    found: list[object] = []
    thread = threading.Thread(target=lambda: found.append(read(page(1).encode())))
    thread.start()
    thread.join()
    assert isinstance(found[0], tuple)
