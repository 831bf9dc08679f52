"""What the tests of the program share: the miniature's site, built once, and a browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from support import in_process, made_up_language
from support.browser import browser, pytest_addoption
from support.miniature import add_tide_notices, copy_content
from support.sites import Site, build_and_serve
from support.withdrawn_records import add_withdrawn_records

__all__ = ["browser", "pytest_addoption"]

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


def pytest_configure(config: pytest.Config) -> None:
    settings.load_profile(config.getoption("--hypothesis-profile") or "sample")


@pytest.fixture(scope="session")
def miniature_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The site of the miniature, lengthened so that its articles are listed on several pages.

    Of a few more records it shows that they were withdrawn.
    """
    content = add_tide_notices(copy_content(tmp_path_factory.mktemp("miniature")))
    add_withdrawn_records(content)
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
    """The longer miniature in a made-up language, built: `languages`, `content`, `output`."""
    project = tmp_path_factory.mktemp("made-up")
    made_up_language.write_language(project / "languages")
    longer = add_tide_notices(copy_content(project / "french"))
    content = made_up_language.write_content(longer, project / "content")
    with made_up_language.spoken(project / "languages"):
        builder = in_process.builder(content, project / "cache", site_url="https://example.org")
        assert builder.load().problems == ()
        builder.build()
        builder.close()
    return project
