"""What the tests share: the miniature's site and the content's, each built once, and a browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, expect, sync_playwright
from support import in_process, made_up_language
from support.chromium import NoBrowserError, find_chromium, launch
from support.miniature import CONTENT, ROOT, add_tide_notices, copy_content
from support.sites import Site, build_and_serve

# A sample in `make test`, the same on every machine; `--hypothesis-profile=prove` seeks at length.
# A busy machine is slow in making examples: that is no fault of the code.
settings.register_profile(
    "sample",
    max_examples=30,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile(
    "prove", max_examples=5000, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--content", default="content", metavar="DIR",
        help="what the tests in tests/content are about (default: %(default)s)",
    )  # fmt: skip


def pytest_configure(config: pytest.Config) -> None:
    settings.load_profile(config.getoption("--hypothesis-profile") or "sample")


@pytest.fixture(scope="session")
def miniature_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The site of the miniature, lengthened so that its articles are listed on several pages."""
    content = add_tide_notices(copy_content(tmp_path_factory.mktemp("miniature")))
    with build_and_serve(content, tmp_path_factory.mktemp("site")) as found:
        yield found


@pytest.fixture(scope="session")
def built_site(miniature_site: Site) -> Path:
    """The folder of the miniature's site, built for the address of `site_url`."""
    return miniature_site.folder


@pytest.fixture(scope="session")
def site_url(miniature_site: Site) -> str:
    """The address of the miniature's site, with its sub-path and a final `/`."""
    return miniature_site.url


@pytest.fixture(scope="session")
def made_up_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The miniature in a made-up language, built: `languages`, `content` and `output` are in it."""
    project = tmp_path_factory.mktemp("made-up")
    made_up_language.write_language(project / "languages")
    content = made_up_language.write_content(CONTENT, project / "content")
    with made_up_language.spoken(project / "languages"):
        builder = in_process.builder(content, project / "cache", site_url="https://example.org")
        assert builder.load().problems == ()
        builder.build()
        builder.close()
    return project


@pytest.fixture(scope="session")
def content(request: pytest.FixtureRequest) -> Path:
    """The content that the tests of the content are about: `content/`, or `--content`."""
    return (ROOT / request.config.getoption("--content")).resolve()


@pytest.fixture(scope="session")
def content_site(content: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The site of the content."""
    with build_and_serve(content, tmp_path_factory.mktemp("content-site")) as found:
        yield found


def _chromium_or_why_not() -> Path | str:
    try:
        return find_chromium()
    except NoBrowserError as error:
        return str(error)


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
