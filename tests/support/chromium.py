"""A Chromium for the tests, fetched where that is allowed; and a page that is watched.

In order: `$CHROMIUM`, the PATH, Playwright's own, Playwright's download, Debian's package when we
are root. A browser counts once it has told its version: Playwright's own may lie there without the
libraries of the system that it needs.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    Error,
    Page,
    Playwright,
    Request,
    sync_playwright,
)

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
UNUSED = (
    # Playwright’s own; of several such switches, the last one counts.
    "AimEnabled",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "ThirdPartyStoragePartitioning",
    # Two pages of the browser’s own below its address bar, loaded with each window: no test sees
    # them, and they take longer than most pages of the site.
    "WebUIOmniboxAimPopup",
    "WebUIOmniboxPopup",
)
"""Features of Chromium that are switched off."""
ARGUMENTS = (
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    f"--disable-features={','.join(UNUSED)}",
)
DOWNLOAD_SECONDS = 180
PACKAGE_SECONDS = 400

NONE_FOUND = (
    "The browser tests need Chromium: install it (on Debian `apt-get install chromium`, elsewhere "
    "`.venv/bin/playwright install --with-deps chromium`), or name one with CHROMIUM=/path/to/it."
)


class NoBrowserError(RuntimeError):
    """No Chromium runs here; the message is one sentence that says how to get one."""


def find_chromium() -> Path:
    """The path of a Chromium that runs.

    Raises `NoBrowserError` when none is there and none can be had, or `$CHROMIUM` does not run.
    """
    if named := os.environ.get("CHROMIUM"):
        if found := runs(named):
            return found
        raise NoBrowserError(f"CHROMIUM names a browser that does not run: {named}.")
    for candidates in (_on_path, _of_playwright, _downloaded, _from_debian):
        for candidate in candidates():
            if runs(str(candidate)):
                return candidate
    raise NoBrowserError(NONE_FOUND)


def launch(playwright: Playwright, executable: Path) -> Browser:
    """A Chromium without a window, which asks nothing of the network by itself."""
    # Chromium's sandbox refuses to run as root.
    is_root = os.name == "posix" and os.geteuid() == 0
    arguments = [*ARGUMENTS, "--no-sandbox"] if is_root else list(ARGUMENTS)
    return playwright.chromium.launch(executable_path=executable, args=arguments)


def _on_path() -> Iterator[Path]:
    return (Path(found) for name in NAMES if (found := shutil.which(name)))


def _of_playwright() -> Iterator[Path]:
    with sync_playwright() as playwright:
        own = Path(playwright.chromium.executable_path)
    if own.is_file():
        yield own


def _downloaded() -> Iterator[Path]:
    command = [sys.executable, "-m", "playwright", "install", "chromium"]
    if _succeeds(command, DOWNLOAD_SECONDS):
        yield from _of_playwright()


def _from_debian() -> Iterator[Path]:
    # Windows has neither apt-get nor a geteuid.
    geteuid: Callable[[], int] = getattr(os, "geteuid", lambda: -1)
    if geteuid() != 0 or not shutil.which("apt-get"):
        return
    _succeeds(["apt-get", "update"], PACKAGE_SECONDS)
    command = ["apt-get", "install", "--yes", "--no-install-recommends", "chromium"]
    if _succeeds(command, PACKAGE_SECONDS):
        yield from _on_path()


def runs(browser: str) -> Path | None:
    """The path of a browser, named by its path or as on the PATH, once it has told its version."""
    found = shutil.which(browser)
    # Ubuntu's chromium-browser may be a script that only tells one to install a snap.
    return Path(found) if found and _succeeds([found, "--version", "--no-sandbox"], 30) else None


def _succeeds(command: list[str], seconds: int) -> bool:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            env=environment,
            timeout=seconds,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


@contextmanager
def watched_page(browser: Browser, url: str) -> Iterator[Page]:
    """Give a page in a context of its own, and watch it (see `watch`)."""
    context = browser.new_context()
    page = context.new_page()
    try:
        with watch(page, url):
            yield page
    finally:
        context.close()


@contextmanager
def watch(page: Page, url: str) -> Iterator[None]:
    """Fail afterwards if something went wrong on a page of the site at an address.

    Nothing may be logged on the console, and nothing requested of another place.
    """
    faults: list[str] = []

    def log(message: ConsoleMessage) -> None:
        # Chromium says of a missing page that it is missing: only of what it holds is that a fault.
        if not ("status of 404" in message.text and message.location["url"] == page.url):
            faults.append(message.text)

    def fail(error: Error) -> None:
        faults.append(str(error))

    def follow(request: Request) -> None:
        if not request.url.startswith((url, "data:", "blob:")):
            faults.append(f"requested {request.url}")

    listeners = {"console": log, "pageerror": fail, "request": follow}
    for event, listener in listeners.items():
        page.on(event, listener)  # type: ignore[call-overload]
    try:
        yield
        with suppress(Error):
            page.evaluate("0")  # an answer comes after all that was logged before
    finally:
        for event, listener in listeners.items():
            page.remove_listener(event, listener)
    assert not faults
