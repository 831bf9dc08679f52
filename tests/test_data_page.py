"""The page on the data: what it offers, under which licence, and how the data set is described."""

from __future__ import annotations

import copy
import json
import re
from dataclasses import replace
from typing import Any

import pytest
from support.miniature import CONTENT
from support.rendered_pages import CATALOGUE, render_pages

from suites.analysis import loading
from suites.analysis.linked_archive import LinkedArchive
from suites.site.views import Deployment, PageSpec, ViewBuilder, build_page

SITE = "https://archive.example/tram"
COMMIT = "0123456789abcdef0123456789abcdef01234567"
PUBLIC = Deployment(url=SITE, repository="https://git.example/tram", commit=COMMIT, data_files=True)


@pytest.fixture(scope="module")
def linked() -> LinkedArchive:
    linked = loading.load_archive(CONTENT).linked
    assert linked
    return linked


def with_settings(linked: LinkedArchive, **given: object) -> LinkedArchive:
    other = copy.copy(linked)
    settings = linked.archive.settings.model_copy(update=given)
    other.archive = replace(linked.archive, settings=settings)
    return other


def page(linked: LinkedArchive, deployment: Deployment = PUBLIC) -> Any:
    builder = ViewBuilder(linked, CATALOGUE, deployment)
    return build_page(builder, PageSpec(linked.urls.data, "data", ())).view


def described(linked: LinkedArchive, deployment: Deployment = PUBLIC) -> dict[str, Any]:
    """The data set, as the page on the data describes it for programs."""
    graph = json.loads(page(linked, deployment).linked_data)["@graph"]
    (found,) = (one for one in graph if one["@type"] == "Dataset")
    return dict(found)


def html(linked: LinkedArchive, deployment: Deployment = PUBLIC) -> str:
    builder = ViewBuilder(linked, CATALOGUE, deployment)
    made = build_page(builder, PageSpec(linked.urls.data, "data", ()))
    return render_pages(linked, [made], deployment.url)[linked.urls.data]


def test_a_copy_without_the_files_of_the_whole_archive_says_so(linked: LinkedArchive) -> None:
    assert "<code>make data</code>" in page(linked, Deployment()).missing
    assert page(linked).missing is None


def test_the_data_set_is_described_with_all_that_is_known_of_it(linked: LinkedArchive) -> None:
    found = described(linked)
    assert found["identifier"] == "https://doi.org/10.5072/tram.2022"
    assert found["license"] == "https://spdx.org/licenses/CC-BY-4.0.html"
    assert found["temporalCoverage"] == "2020-01-01/2022-12-31"
    assert found["version"] == COMMIT
    assert found["url"] == f"{SITE}/donnees/"
    assert found["creator"]["name"] == linked.archive.settings.title
    assert found["isAccessibleForFree"] is True
    assert found["inLanguage"] == "fr"


def test_what_is_not_known_of_the_data_set_is_not_made_up(linked: LinkedArchive) -> None:
    bare = with_settings(linked, doi=None, period=None)
    found = described(bare, Deployment(url=SITE))
    assert found.keys().isdisjoint({"identifier", "temporalCoverage"})
    assert found["version"] == "2022-12-31"
    shown = page(bare, Deployment()).dataset
    assert (shown.doi, shown.period, shown.revision_url) == (None, None, None)
    assert "doi.org" not in html(bare, Deployment())


def test_the_page_gives_doi_period_and_revision(linked: LinkedArchive) -> None:
    text = html(linked)
    assert '<a href="https://doi.org/10.5072/tram.2022">10.5072/tram.2022</a>' in text
    assert f'<a href="https://git.example/tram/tree/{COMMIT}">' in text
    assert "révision 0123456789" in text
    assert "2020-2022" in text


def test_a_licence_that_has_no_address_is_said_alone(linked: LinkedArchive) -> None:
    rights = linked.archive.settings.rights.model_copy(update={"texts": '"Libre" <à tous>'})
    other = with_settings(linked, rights=rights)
    assert described(other)["license"] == '"Libre" <à tous>'
    assert "&#34;Libre&#34; &lt;à tous&gt;" in html(other)
    assert not re.search(r'rel="license"', html(other))
