"""The browser of all the tests that need one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

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


def _chromium_or_why_not() -> Path | str:
    try:
        return find_chromium()
    except NoBrowserError as error:
        return str(error)
