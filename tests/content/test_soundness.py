"""The content is sound: it has no problem, and its pages are whole, for every reader.

Nothing here names a record: what is added, moved or corrected soundly leaves these tests green, and
another archive passes them as it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from support.accessibility import violations
from support.chromium import watch
from support.link_check import check_links
from support.rendered_pages import page_specs
from support.sites import Site

from suites.analysis import loading
from suites.archive.languages.catalogue import read_catalogue
from suites.cli import main
from suites.site.views import Deployment, ViewBuilder, query
from suites.site.views.page_kinds import PAGE_KINDS

READERS: list[tuple[Any, int]] = [("light", 1440), ("dark", 360)]
NARROWEST = 320


def test_the_content_has_no_problem(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--content", str(content)]) == 0, capsys.readouterr().out


def test_it_is_built_without_a_problem(content_site: Site) -> None:
    assert content_site.closing_line.endswith("no problem")


def test_every_link_and_fragment_leads_somewhere(content_site: Site) -> None:
    count, broken = check_links(content_site)
    assert not broken
    assert count > 100


def test_each_question_to_the_data_can_be_asked(content: Path) -> None:
    linked = loading.load_archive(content).linked
    assert linked
    catalogue = read_catalogue(linked.archive.settings.language)
    page = query.page(ViewBuilder(linked, catalogue, Deployment(data_files=True)))
    assert [one.question for one in page.answers] == list(query.questions(catalogue))
    assert all(one.columns for one in page.answers)


@pytest.fixture(scope="session")
def sample(content: Path, content_site: Site) -> dict[str, str]:
    """The address of one page of each kind, by its maker: the longest."""
    linked = loading.load_archive(content).linked
    assert linked
    found: dict[str, tuple[int, str]] = {}
    for spec in page_specs(linked):
        path = content_site.folder / spec.url
        length = (path / "index.html" if path.is_dir() else path).stat().st_size
        found[spec.kind] = max(found.get(spec.kind, (0, "")), (length, spec.url))
    return {kind: url for kind, (_, url) in found.items()} | {"not-found": "nulle/part/"}


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Iterator[Page]:
    """One tab for all: a new one costs as much as four pages."""
    context = browser.new_context()
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("kind", [kind for kind in PAGE_KINDS if kind != "redirect"])
def test_the_longest_page_of_each_kind_is_whole(
    tab: Page, content_site: Site, sample: dict[str, str], kind: str
) -> None:
    if kind not in sample:
        pytest.skip(f"this content has no page of the kind {kind}")
    page = tab
    with watch(page, content_site.url):
        page.goto(content_site.url + sample[kind])
        for scheme, width in READERS:
            # Colours that are still on their way from one scheme to the other have no contrast.
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            page.set_viewport_size({"width": width, "height": 900})
            assert violations(page) == [], (scheme, width)
        page.set_viewport_size({"width": NARROWEST, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= NARROWEST
