"""The guide for contributors: what it says where a site is published, its buttons, its pictures."""

from __future__ import annotations

import copy
import re
from dataclasses import replace

import pytest
from markupsafe import escape
from support.miniature import CONTENT
from support.rendered_pages import THEME, page_specs, render_pages

from suites.analysis import loading
from suites.analysis.linked_archive import LinkedArchive
from suites.archive.languages import data
from suites.archive.languages.catalogue import read_catalogue
from suites.archive.theme_files.binary import png_size
from suites.build.templates import theme_files
from suites.repository import templates
from suites.site.issue_forms import FORMS
from suites.site.views import Deployment, ViewBuilder, build_page
from suites.site.views.guide import GITHUB, LABELS, PICTURES, GuidePart, parts

PUBLIC = Deployment(
    repository="https://github.com/example/archive",
    forms=tuple(form.file for form in FORMS.values()),
)
ALONE = Deployment()
CONTACT = "archive@example.org"
NAMES = [name for names in PICTURES.values() for name in names]
MOST_BYTES = 150_000
"""Of the pictures of a language: a reader loads them all."""


@pytest.fixture(scope="module")
def linked() -> LinkedArchive:
    linked = loading.load_archive(CONTENT).linked
    assert linked
    return linked


def guide(
    linked: LinkedArchive, deployment: Deployment, contact: str | None, language: str = "fr"
) -> dict[str, GuidePart]:
    given = {"contact": contact, "language": language}
    other = copy.copy(linked)
    other.archive = replace(
        linked.archive, settings=linked.archive.settings.model_copy(update=given)
    )
    builder = ViewBuilder(other, read_catalogue(language), deployment)
    return {part.name: part for part in parts(builder, "../")}


def words(part: GuidePart) -> str:
    """What the template shows of a part, as it writes it."""
    remedies = [one for pair in part.remedies for one in pair]
    return "\n".join(map(escape, (part.title, *part.paragraphs, *part.steps, *remedies)))


def whole(found: dict[str, GuidePart]) -> str:
    return "\n".join(map(words, found.values()))


@pytest.mark.parametrize("language", templates.tags())
def test_a_button_is_named_as_it_names_itself(linked: LinkedArchive, language: str) -> None:
    t = read_catalogue(language).t
    said = whole(guide(linked, PUBLIC, CONTACT, language))
    said += whole(guide(linked, ALONE, CONTACT, language))
    said += whole(guide(linked, ALONE, None, language))
    unnamed = {key for key in LABELS.values() if f"<b>{escape(t(key))}</b>" not in said}
    assert unnamed == set()
    assert "{" not in said


def test_every_task_begins_with_a_link_and_has_a_few_steps(linked: LinkedArchive) -> None:
    for deployment in (PUBLIC, ALONE):
        found = guide(linked, deployment, CONTACT)
        for name in ("report", "correct", "annotate", "article", "announce"):
            assert '<a href="' in found[name].steps[0]
            assert 3 <= len(found[name].steps) <= 6


def test_with_a_public_repository_a_proposal_goes_to_github(linked: LinkedArchive) -> None:
    found = guide(linked, PUBLIC, CONTACT)
    for label in GITHUB.values():
        assert f'<b lang="en">{label}</b>' in words(found["send"])
    assert "template=article.yml" in found["article"].paragraphs[0]
    assert "template=announcement.yml" in found["announce"].paragraphs[0]
    assert "make serve" not in whole(found)
    assert CONTACT in words(found["report"])
    assert CONTACT not in words(guide(linked, PUBLIC, None)["report"])


def test_without_one_it_is_a_file_for_the_contact(linked: LinkedArchive) -> None:
    found = guide(linked, ALONE, CONTACT)
    assert "GitHub" not in whole(found)
    assert "Télécharger le fichier" in words(found["send"])
    assert f"mailto:{CONTACT}" in words(found["send"])
    assert "<code>make serve</code>" in words(found["send"])


def test_nobody_is_named_where_nobody_is_known(linked: LinkedArchive) -> None:
    found = guide(linked, ALONE, None)
    assert "report" not in found
    assert "Proposer une correction" not in whole(found)
    assert len(found["send"].steps) == 3


def test_a_contact_is_no_markup(linked: LinkedArchive) -> None:
    for deployment in (PUBLIC, ALONE):
        said = whole(guide(linked, deployment, "<script>x</script>, rue du Port"))
        assert "&lt;script&gt;" in said
        assert "<script" not in said


@pytest.mark.parametrize("language", templates.tags())
def test_every_picture_is_there_and_all_are_light(linked: LinkedArchive, language: str) -> None:
    pictures = data.pictures(language)
    assert set(pictures) == set(NAMES), "`make pictures` takes them"
    assert sum(map(len, pictures.values())) <= MOST_BYTES
    shown = [
        one for part in guide(linked, PUBLIC, None, language).values() for one in part.pictures
    ]
    assert [one.file for one in shown] == [f"{name}.png" for name in NAMES]
    for one, name in zip(shown, NAMES, strict=True):
        assert png_size(pictures[name]) == (2 * one.width, 2 * one.height)


def test_a_site_has_the_pictures_of_its_own_language(linked: LinkedArchive) -> None:
    served = {url: raw for url, raw in theme_files(THEME, linked) if "/pictures/" in url}
    french = data.pictures("fr")
    assert served == {f"theme/pictures/{name}.png": french[name] for name in NAMES}
    assert data.pictures("pl") == {}


def test_the_guide_stands_on_the_page_for_contributors_alone(linked: LinkedArchive) -> None:
    builder = ViewBuilder(linked, read_catalogue("fr"))
    specs = [one for one in page_specs(linked) if one.url in ("contribuer/", "methode/")]
    found = render_pages(linked, [build_page(builder, one) for one in specs])
    html = found["contribuer/"]
    pictures = re.findall(
        r'<img class="picture" src="\.\./theme/pictures/(\w+)\.png"([^>]*)>', html
    )
    assert [name for name, _ in pictures] == [name for name in NAMES if name != "send"]
    for _, attributes in pictures:
        assert re.search(r'alt="[^"]{30,}"\s+width="\d+" height="\d+" loading="lazy"', attributes)
    linked_to = set(re.findall(r'href="#(s_\w+)"', html))
    assert {f"s_{name}" for name in guide(linked, ALONE, None)} <= linked_to
    assert "css/guide.css" in html
    assert "css/guide.css" not in found["methode/"]
    assert "s_send" not in found["methode/"]
