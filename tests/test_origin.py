"""Where a reader proposes a correction: the page's own file, in the public repository."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from support.miniature import SITE
from support.rendered_pages import CATALOGUE, pages, render_pages

from suites.analysis import loading
from suites.analysis.linked_archive import LinkedArchive
from suites.site.views import Deployment

ROOT = Path(__file__).resolve().parents[1]
REPOSITORY = "https://forge.example/archive"


@pytest.fixture(scope="module")
def linked() -> LinkedArchive:
    linked = loading.load_archive(SITE / "content").linked
    assert linked
    return linked


def origins(linked: LinkedArchive, repository: str) -> Mapping[str, str | None]:
    made = pages(linked, Deployment(repository=repository))
    return {page.url: page.view.origin for page in made}


def test_every_page_leads_to_its_file_or_to_the_repository(linked: LinkedArchive) -> None:
    found = origins(linked, REPOSITORY)
    start = f"{REPOSITORY}/blob/HEAD/"
    led = {origin.removeprefix(start) for origin in found.values() if origin != REPOSITORY}  # type: ignore[union-attr]
    assert led == {record.source.path for record in linked.archive.records()}
    assert all((SITE / path).is_file() for path in led)
    assert found[""] == REPOSITORY


def test_while_the_repository_is_not_known_no_page_leads_there(linked: LinkedArchive) -> None:
    assert set(origins(linked, "").values()) == {None}


@pytest.mark.parametrize("repository", [REPOSITORY, ""])
def test_the_foot_of_every_page_leads_there_once_it_is_known(
    linked: LinkedArchive, repository: str
) -> None:
    found = list(pages(linked, Deployment(repository=repository)))
    texts = render_pages(linked, found)
    for page in found:
        if page.template != "redirect.html":
            text = texts[page.url]
            shown = CATALOGUE.t("frame.correct") in text
            assert shown is bool(repository), page.url
            assert (f'href="{page.view.origin}"' in text) is bool(repository)


@pytest.mark.parametrize(
    ("site", "repository", "name"),
    [
        ("", REPOSITORY, "SITEURL"),
        ("archive.example", REPOSITORY, "SITEURL"),
        ("https://archive.example", "javascript:alert(1)", "REPOSITORY_URL"),
    ],
)
def test_a_published_address_is_one_that_a_browser_can_go_to(
    site: str, repository: str, name: str
) -> None:
    done = subprocess.run(
        [sys.executable, "publishconf.py"],
        cwd=ROOT,
        env={**os.environ, "SITEURL": site, "REPOSITORY_URL": repository},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert f"{name}=https://" in done.stderr
