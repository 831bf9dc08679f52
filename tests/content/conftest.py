"""What the tests of the content share: its site, built once, and a browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from support.browser import browser
from support.miniature import ROOT
from support.sites import Site, build_and_serve

__all__ = ["browser"]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--content", default="content", metavar="DIR",
        help="what the tests in tests/content are about (default: %(default)s)",
    )  # fmt: skip


@pytest.fixture(scope="session")
def content(request: pytest.FixtureRequest) -> Path:
    """The content that the tests of the content are about: `content/`, or `--content`."""
    return (ROOT / request.config.getoption("--content")).resolve()


@pytest.fixture(scope="session")
def content_site(content: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The site of the content."""
    with build_and_serve(content, tmp_path_factory.mktemp("content-site")) as found:
        yield found
