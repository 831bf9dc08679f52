"""A released Firefox for the tests, driven by Playwright over WebDriver BiDi.

In order: `$FIREFOX`, then the PATH. None is fetched: `make test` needs none.
"""

from __future__ import annotations

import os
import shlex
import sys
from pathlib import Path
from typing import Any, NoReturn

import pytest
from playwright.sync_api import Browser, BrowserContext, Mouse, Page, Playwright

from support.chromium import NoBrowserError, runs

NAMES = ("firefox-esr", "firefox")
BRIDGE = Path(__file__).with_name("firefox_bridge.py")

NONE_FOUND = (
    "These tests need Firefox, 138 or newer: install it (on Debian `apt-get install firefox-esr`), "
    "or name one with FIREFOX=/path/to/it."
)

# Playwright does not notice that a page comes back from memory: without, all are loaded again.
PREFERENCES: dict[str, str | float | bool] = {"browser.sessionhistory.max_total_viewers": 0}


def find_firefox() -> Path:
    """The path of a Firefox that runs.

    Raises `NoBrowserError` when none is there, or `$FIREFOX` does not run.
    """
    if named := os.environ.get("FIREFOX"):
        if found := runs(named):
            return found
        raise NoBrowserError(f"FIREFOX names a browser that does not run: {named}.")
    for name in NAMES:
        if found := runs(name):
            return found
    raise NoBrowserError(NONE_FOUND)


def launch(playwright: Playwright, executable: Path, folder: Path) -> Browser:
    """A Firefox without a window; a script that starts it, with its bridge, lies in the folder.

    What Playwright cannot ask of Firefox over BiDi, and leaves undone without a word, skips the
    test that asks it: no JavaScript, a finger, a double click, media features as a dark scheme.
    """
    command = shlex.join([sys.executable, str(BRIDGE), str(executable)])
    starter = folder / "firefox"
    starter.write_text(f'#!/bin/sh\nexec {command} "$@"\n', encoding="utf-8")
    starter.chmod(0o755)
    browser = playwright.firefox.launch(
        channel="moz-firefox", executable_path=starter, firefox_user_prefs=PREFERENCES
    )
    new_context = browser.new_context

    def new_context_or_skip(**options: Any) -> BrowserContext:
        if "java_script_enabled" in options or "has_touch" in options:
            _skip()
        return new_context(**options)

    browser.new_context = new_context_or_skip  # type: ignore[method-assign]
    Page.emulate_media = _skip  # type: ignore[method-assign]
    Mouse.dblclick = _skip  # type: ignore[method-assign]
    return browser


def _skip(*_: object, **__: object) -> NoReturn:
    pytest.skip("Playwright cannot ask that of Firefox over WebDriver BiDi")
