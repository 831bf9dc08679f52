"""The browser of all the tests that need one."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from support.chromium import NoBrowserError, find_chromium, launch


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real Chromium without a window; each test opens a context of its own in it."""
    executable = _chromium_or_why_not()
    if isinstance(executable, str):
        pytest.fail(executable, pytrace=False)
    with sync_playwright() as playwright:
        expect.set_options(timeout=30_000)  # on a busy machine, a page takes its time
        running = launch(playwright, executable)
        yield running
        running.close()


def wait_until(page: Page, expression: str, argument: Any = None, seconds: float = 30) -> None:
    """Return once the page says that the expression is true; AssertionError after the seconds.

    Not `page.wait_for_function`: all its tries but the first are evaluated by the page itself,
    whose Content-Security-Policy refuses that.
    """
    end = time.monotonic() + seconds
    while not page.evaluate(expression, argument):
        assert time.monotonic() < end, f"never true: {expression}"
        page.wait_for_timeout(50)


def _chromium_or_why_not() -> Path | str:
    try:
        return find_chromium()
    except NoBrowserError as error:
        return str(error)
