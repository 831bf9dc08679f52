"""The site leads to issue forms that are there, and fills in fields that they have."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml
from support.changed_archive import link
from support.in_process import builder
from support.laid_archives import ANSWERS
from support.miniature import CONTENT, ROOT, copy_content
from support.rendered_pages import CATALOGUE, pages

from suites.analysis.linked_archive import LinkedArchive
from suites.analysis.loading import load_archive
from suites.archive.languages.catalogue import read_catalogue
from suites.repository import templates
from suites.repository.answers import Answers
from suites.site.issue_forms import FORMS, FORMS_FOLDER
from suites.site.views import Deployment, PageSpec, ViewBuilder, build_page, reach

REPOSITORY, SITE = "https://forge.example/archive", "https://archive.example"
FILES = tuple(form.file for form in FORMS.values())
FILLED_IN = {"input", "textarea"}
"""The kinds of field that GitHub fills in from an address."""


def laid(tag: str, contact: str = "") -> dict[str, bytes]:
    """The files below `.github` of an archive that begins in a language, by name."""
    given = Answers(**{**ANSWERS[tag], "language": tag, "contact": contact, "licence": "CC-BY-4.0"})
    found = templates.render(given, date(2026, 1, 5), "", examples=False)
    start = f"{FORMS_FOLDER}/"
    return {p.removeprefix(start): text for p, text in found.items() if p.startswith(".github/")}


def fields(form: dict[str, Any]) -> dict[str, str]:
    return {one["id"]: one["type"] for one in form["body"] if one["type"] != "markdown"}


@pytest.fixture(scope="module")
def linked() -> LinkedArchive:
    found = load_archive(CONTENT).linked
    assert found
    return found


@pytest.mark.parametrize("tag", templates.tags())
@pytest.mark.parametrize("contact", ["", "redaction@example.org", "https://example.org/a?b#c"])
def test_the_forms_of_every_language_are_forms_and_ask_for_the_same(tag: str, contact: str) -> None:
    found = {name: yaml.safe_load(text) for name, text in laid(tag, contact).items()}
    config = found.pop("config.yml")
    assert found.keys() == set(FILES)
    assert config["blank_issues_enabled"] is False
    led = [one["url"] for one in config.get("contact_links", ())]
    assert led == ([contact] if contact.startswith("https") else [])
    assert (contact in laid(tag, contact)["reply.yml"].decode().replace("\\", "")) is True
    for name, form in found.items():
        assert form.keys() == {"name", "description", "title", "body"}
        assert set(fields(form).values()) <= FILLED_IN
        assert fields(form) == fields(yaml.safe_load(laid("en")[name]))
        told = [one["attributes"] for one in form["body"]]
        assert all(isinstance(text, str) and text for one in told for text in one.values())
        start = {"error.yml": "reach.report-title", "reply.yml": "reach.reply-title"}.get(name)
        if start:  # the link gives the form the title that it begins with by itself
            assert read_catalogue(tag).t(start, title="") == form["title"]


def test_this_repository_has_the_forms_of_its_language() -> None:
    folder = ROOT / FORMS_FOLDER
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == laid("fr")


def asked(linked: LinkedArchive, deployment: Deployment) -> Iterator[tuple[str, dict[str, str]]]:
    """The page and the query of every link of a site to a new issue."""
    for page in pages(linked, deployment):
        ways = [page.view.report, *(one.url for one in getattr(page.view, "reach", None) or ())]
        for url in filter(None, ways):
            if url.startswith(f"{REPOSITORY}/issues/new?"):
                query = parse_qs(urlsplit(url).query, strict_parsing=True)
                yield page.url, {name: value for name, (value,) in query.items()}


def test_every_link_names_a_form_that_is_there_and_fields_that_it_has(
    linked: LinkedArchive,
) -> None:
    deployment = Deployment(url=SITE, repository=REPOSITORY, forms=FILES)
    forms = {name: yaml.safe_load(text) for name, text in laid("fr").items()}
    led = set()
    for url, query in asked(linked, deployment):
        form = query.pop("template")
        led.add(form)
        query.pop("title", None)
        assert query.keys() <= fields(forms[form]).keys()
        if "page" in query:
            assert query["page"] == f"{SITE}/{url}"
    assert led == set(FILES)


def test_every_page_fills_its_address_into_the_form(linked: LinkedArchive) -> None:
    deployment = Deployment(url=SITE, repository=REPOSITORY, forms=FILES)
    told = {query["page"] for _, query in asked(linked, deployment) if "page" in query}
    assert told == {f"{SITE}/{page.url}" for page in pages(linked, deployment)}


def test_a_repository_without_a_form_gets_an_issue_with_a_text(linked: LinkedArchive) -> None:
    deployment = Deployment(url=SITE, repository=REPOSITORY, forms=["reply.yml"])
    for url, query in asked(linked, deployment):
        if query.get("template"):
            assert query["template"] == "reply.yml"
        else:
            assert query.keys() == {"title", "body"}
            assert CATALOGUE.t("reach.report-title", title="").strip() in query["title"]
            assert url in query["body"] or url == "contribuer/"


def test_forms_are_seen_beside_the_content_and_when_they_come(tmp_path: Path) -> None:
    content = copy_content(tmp_path)
    settings = builder(content, tmp_path / ".cache").settings
    before = settings.inputs({})
    assert settings.forms == ()
    folder = tmp_path / FORMS_FOLDER
    folder.mkdir(parents=True)
    for name in ("error.yml", "config.yml", "other.yml"):
        (folder / name).touch()
    assert settings.forms == ("error.yml",)
    assert settings.inputs({}).keys() - before.keys() == {str(folder / "error.yml")}


def test_a_correction_is_proposed_where_somebody_gets_it(linked: LinkedArchive) -> None:
    settings = linked.archive.settings
    for repository, contact in (("", None), (REPOSITORY, None), ("", "redaction@archive.example")):
        archive = replace(linked.archive, settings=settings.model_copy(update={"contact": contact}))
        of = link(archive, linked.as_of)[0]
        builder = ViewBuilder(of, CATALOGUE, Deployment(repository=repository))
        view = build_page(builder, PageSpec("themes/bateaux/", "theme", ("bateaux",))).view
        assert (reach.composer(builder, view, "bateaux") is not None) is bool(repository or contact)
