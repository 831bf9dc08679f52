"""The browser of all the tests that need one."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from support import chromium, firefox
from support.chromium import NoBrowserError


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--browser", default="chromium", choices=("chromium", "firefox"),
        help="which browser the tests of the browser are run in (default: %(default)s)",
    )  # fmt: skip


@pytest.fixture(scope="session")
def browser(
    pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Browser]:
    """A real browser without a window; each test opens a context of its own in it."""
    in_firefox = pytestconfig.getoption("--browser") == "firefox"
    executable = _found_or_why_not(firefox.find_firefox if in_firefox else chromium.find_chromium)
    if isinstance(executable, str):
        pytest.fail(executable, pytrace=False)
    with sync_playwright() as playwright:
        expect.set_options(timeout=30_000)  # on a busy machine, a page takes its time
        running = (
            firefox.launch(playwright, executable, tmp_path_factory.mktemp("firefox"))
            if in_firefox
            else chromium.launch(playwright, executable)
        )
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


def _found_or_why_not(find: Callable[[], Path]) -> Path | str:
    try:
        return find()
    except NoBrowserError as error:
        return str(error)
