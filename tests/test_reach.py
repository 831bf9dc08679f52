"""Whoever finds an error, or wants to reply, is led somewhere, or told that there is no way yet."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from support import in_process
from support.build_results import index_stand_in
from support.changed_archive import link
from support.miniature import SITE
from support.projects import copy_project
from support.rendered_pages import CATALOGUE, pages, render_pages

from suites.analysis import loading
from suites.analysis.linked_archive import LinkedArchive
from suites.build import search_index
from suites.site.views import Deployment, PageFile, reach

REPOSITORY, ADDRESS = "https://forge.example/archive", "https://archive.example"
MAIL, WEB, POST = "archive@port-brume.example", "https://port.example/écrire", "Quai 3, Port-Brume"
REPLY, REPORT, PAGE = "droit-de-reponse/", "contribuer/", "annonces/tram-ouvert/"


def archive(contact: str | None) -> LinkedArchive:
    read = loading.load_archive(SITE / "content").linked
    assert read
    settings = read.archive.settings.model_copy(update={"contact": contact})
    return link(replace(read.archive, settings=settings), read.as_of)[0]


def made(linked: LinkedArchive, repository: str) -> dict[str, PageFile]:
    found = pages(linked, Deployment(url=ADDRESS, repository=repository))
    return {page.url: page for page in found}


def views_with(contact: str | None, repository: str) -> dict[str, Any]:
    return {url: page.view for url, page in made(archive(contact), repository).items()}


def asked(url: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}


@pytest.mark.parametrize("contact", [MAIL, POST, None])
def test_an_error_is_reported_as_an_issue_that_names_its_page(contact: str | None) -> None:
    view = views_with(contact, REPOSITORY)[PAGE]
    assert view.report.startswith(f"{REPOSITORY}/issues/new?")
    assert view.title in asked(view.report)["title"]
    assert f"{ADDRESS}/{PAGE}" in asked(view.report)["body"]


def test_without_a_repository_an_error_is_reported_to_the_contact() -> None:
    mailed = views_with(MAIL, "")[PAGE]
    assert mailed.report.startswith(f"mailto:{MAIL}?subject=")
    assert f"{ADDRESS}/{PAGE}" in asked(mailed.report)["body"]
    assert views_with(WEB, "")[PAGE].report == WEB
    assert views_with(POST, "")[PAGE].report == f"../../{REPORT}#s_reach"


def test_a_reply_is_asked_for_of_the_contact_before_it_is_asked_for_in_public() -> None:
    found = views_with(MAIL, REPOSITORY)
    mail, issue = found[REPLY].reach
    assert mail.text == MAIL
    assert mail.url.startswith(f"mailto:{MAIL}?")
    assert issue.url.startswith(f"{REPOSITORY}/issues/new?")
    assert [way.url[:7] for way in found[REPORT].reach] == ["https:/", "mailto:"]
    assert [way.url for way in views_with(POST, "")[REPLY].reach] == [""]
    assert found["methode/"].reach is None


@pytest.mark.parametrize("contact", ["javascript:alert(1)", "a@b", "x@y.example?bcc=z", "x y"])
def test_a_contact_that_is_no_address_is_no_link(contact: str) -> None:
    assert [(one.text, one.url) for one in views_with(contact, "")[REPLY].reach] == [(contact, "")]


def test_where_no_way_is_known_none_is_shown_and_that_is_said() -> None:
    linked = archive(None)
    found = made(linked, "")
    html = render_pages(linked, found.values(), ADDRESS)
    assert not any(page.view.report for page in found.values())
    assert not any(CATALOGUE.t("frame.report") in text for text in html.values())
    for url in (REPLY, REPORT):
        assert CATALOGUE.t("reach.none") in html[url]
        assert "mailto:" not in html[url]


@pytest.mark.parametrize(("contact", "repository"), [(MAIL, REPOSITORY), (POST, ""), (WEB, "")])
def test_every_page_leads_there_from_its_foot(contact: str, repository: str) -> None:
    linked = archive(contact)
    found = made(linked, repository)
    html = render_pages(linked, found.values(), ADDRESS)
    for url, page in found.items():
        if page.template != "redirect.html" and not page.template.startswith("embedded-"):
            href = page.view.report.replace("&", "&amp;")
            assert f'<a href="{href}">{CATALOGUE.t("frame.report")}</a>' in html[url], url


@pytest.mark.parametrize(
    ("contact", "repository", "lacks"),
    [
        (None, "", "no page says how to report an error"),
        (MAIL, "", "REPOSITORY_URL is not given"),
        (None, REPOSITORY, "content/archive.yaml gives no contact"),
        (MAIL, REPOSITORY, ""),
    ],
)
def test_what_is_missing_is_said_in_one_sentence(
    contact: str | None, repository: str, lacks: str
) -> None:
    said = reach.missing(contact, repository)
    assert said.startswith(lacks)
    assert bool(said) is bool(lacks)


def test_publishing_says_what_is_missing_and_publishes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_index, "make_index", index_stand_in)
    project = copy_project(tmp_path)
    first = in_process.run(project, "build", SITEURL=ADDRESS)
    assert "REPOSITORY_URL is not given" in first.stderr
    assert (project / "output/index.html").is_file()
    again = in_process.run(project, "build", SITEURL=ADDRESS)
    assert again.stdout.startswith("nothing changed")
    assert "REPOSITORY_URL is not given" in again.stderr
    known = in_process.run(project, "build", SITEURL=ADDRESS, REPOSITORY_URL=REPOSITORY)
    assert known.returncode == 0
    assert "REPOSITORY_URL" not in known.stderr
