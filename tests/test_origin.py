"""Where the file of a page lies in the public repository, and where it is corrected."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from support.changed_archive import link
from support.miniature import SITE
from support.rendered_pages import CATALOGUE, pages, render_pages

from suites.analysis import loading
from suites.analysis.linked_archive import LinkedArchive
from suites.build.refusals import refuse_settings
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


def test_the_page_of_every_record_leads_to_its_file(linked: LinkedArchive) -> None:
    found = origins(linked, REPOSITORY)
    start = f"{REPOSITORY}/blob/HEAD/"
    led = {origin.removeprefix(start) for origin in found.values() if origin}
    assert led == {record.source.path for record in linked.archive.records()}
    assert all((SITE / path).is_file() for path in led)
    assert found[""] is None


def test_while_the_repository_is_not_known_no_page_leads_there(linked: LinkedArchive) -> None:
    assert set(origins(linked, "").values()) == {None}


@pytest.mark.parametrize("repository", [REPOSITORY, ""])
def test_the_page_of_a_record_leads_to_the_composer_where_somebody_gets_what_is_written(
    linked: LinkedArchive, repository: str
) -> None:
    without = link(
        replace(
            linked.archive, settings=linked.archive.settings.model_copy(update={"contact": None})
        ),
        linked.as_of,
    )[0]
    found = list(pages(without, Deployment(repository=repository)))
    texts = render_pages(without, found)
    records = {without.urls.of(one): one.id for one in without.archive.records()}
    for page in found:
        text, id_ = texts[page.url], records.get(page.url)
        way = f'href="{page.view.root}{without.urls.composer}?record={id_}"'
        assert (f"{way}>{CATALOGUE.t('frame.correct')}<" in text) is bool(repository and id_), (
            page.url
        )
        assert (CATALOGUE.t("frame.correct") in text) is bool(repository and id_), page.url
        if page.view.origin:
            assert f'href="{page.view.origin}"' in text


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


@pytest.mark.parametrize(
    ("address", "is_taken"),
    [
        ("", True),
        ("https://xn--mdias-bsa.example/archive-%C3%A9t%C3%A9", True),
        ("http://[::1]:8000/~archive", True),
        ("https://médias.example", False),
        ("https://archive.example/été", False),
        ("https://archive.example/100%", False),
        ("https://archive.example/#top", False),
        ('https://archive.example/"', False),
        ("https://archive.example/\n", False),
    ],
)
@pytest.mark.parametrize("name", ["SITEURL", "REPOSITORY_URL"])
def test_an_address_that_references_cannot_hold_as_it_is_is_refused(
    tmp_path: Path, name: str, address: str, is_taken: bool
) -> None:
    settings = {
        "SITEURL": "",
        "REPOSITORY_URL": "",
        "CAPTURES_PATH": "captures",
        "PATH": str(tmp_path / "content"),
        "THEME": str(ROOT / "theme"),
        "OUTPUT_PATH": str(tmp_path / "output"),
        "CACHE_PATH": str(tmp_path / ".cache"),
    } | {name: address}
    if is_taken:
        refuse_settings(settings)
    else:
        with pytest.raises(SystemExit, match=f"{name} is an address as programs send it"):
            refuse_settings(settings)
