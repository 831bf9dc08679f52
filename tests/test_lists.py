"""The vocabulary adds values to lists that carry no rule; pages show them as they show others."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from support.miniature import add_tide_notices, copy_content
from support.rendered_pages import CATALOGUE, page_specs

from suites.analysis import loading
from suites.analysis.linked_archive import LinkedArchive
from suites.archive import enumerations
from suites.site.search.document import build_document
from suites.site.views import build_page, facets, listings
from suites.site.views.entity import EntityPage
from suites.site.views.groups import GroupsPage
from suites.site.views.view_builder import ViewBuilder

ADDED = """\
lists:
  entity_kind:
    tram-line: {label: {fr: ligne de tram}, plural: {fr: lignes de tram}}
    boat: {label: {fr: bateau}}
    depot: {label: {fr: dépôt}}
  article_kind:
    tide-notice: {label: {fr: avis de marée}}
    bulletin: {label: {fr: bulletin}}
"""
OWN = """\
lists:
  entity_kind:
    tram-line: {label: {fr: ligne de tram}, plural: {fr: lignes de tram}}
"""
VOCABULARY = "content/vocabulary.yaml"
TRAM = ("[tram-line]", "[product]")
OPEN: tuple[Any, ...] = (
    enumerations.ArticleKind,
    enumerations.EntityKind,
    enumerations.Reason,
    enumerations.Role,
)


def edited(content: Path, path: str, *changes: tuple[str, str]) -> Path:
    """Change a file of a content, and return the content."""
    text = (content / path).read_text("utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    (content / path).write_text(text, "utf-8")
    return content


def with_lists(folder: Path, lists: str) -> Path:
    """Copy the miniature with a vocabulary that begins with other lists."""
    content = copy_content(folder)
    path = content / "vocabulary.yaml"
    _, _, rest = path.read_text("utf-8").partition("\nelements:\n")
    path.write_text(f"{lists}elements:\n{rest}", "utf-8")
    return content


def linked(content: Path) -> LinkedArchive:
    found = loading.load_archive(content)
    assert found.linked, found.problems
    return found.linked


@pytest.fixture(scope="module")
def builder(tmp_path_factory: pytest.TempPathFactory) -> ViewBuilder:
    """The miniature with added kinds, of which some stand in more records than one."""
    content = add_tide_notices(with_lists(tmp_path_factory.mktemp("added"), ADDED))
    edited(content, "entities/navette.md", ("[product]", "[boat]"))
    edited(content, "entities/ateliers-norden.md", ("[organisation]", "[depot, organisation]"))
    for number, path in enumerate(sorted(content.glob("articles/*/*-maree.md"))):
        kind = ("bulletin", "tide-notice", "official")[number % 3]
        edited(content, str(path.relative_to(content)), ("kind: official", f"kind: {kind}"))
    return ViewBuilder(linked(content), CATALOGUE)


def test_entities_of_an_added_kind_stand_after_those_of_the_program(builder: ViewBuilder) -> None:
    (spec,) = (one for one in page_specs(builder.linked) if one.url == builder.urls.entities)
    page = build_page(builder, spec).view
    assert isinstance(page, GroupsPage)
    assert [group.heading for group in page.groups] == [
        "Organisations", "Personnes", "Lieux", "Produits", "Autorités",
        "Lignes de tram", "Bateau", "Dépôt",
    ]  # fmt: skip


def test_the_page_and_the_search_name_an_added_kind(builder: ViewBuilder) -> None:
    entity = builder.archive.entities["ateliers-norden"]
    (spec,) = (one for one in page_specs(builder.linked) if one.url == builder.urls.of(entity))
    page = build_page(builder, spec).view
    assert isinstance(page, EntityPage)
    assert page.kinds == "dépôt, organisation"
    assert build_document(builder, entity).filters["kind"] == ("Dépôt", "Organisation")


def test_articles_are_chosen_by_an_added_kind_after_those_of_the_program(
    builder: ViewBuilder,
) -> None:
    rows = listings.listed(builder, "articles").values()
    (nature,) = (one for one in facets.offered(builder, rows) if one.name == "nature")
    assert [value.label for value in nature.values] == [
        "article de presse", "source officielle", "analyse", "avis de marée", "bulletin",
    ]  # fmt: skip
    found = {spec.url: spec for spec in page_specs(builder.linked)}
    page = build_page(builder, found["articles/nature/tide-notice/"]).view
    assert page.title == "Articles\u00a0: Type, avis de marée"


def test_a_label_of_the_archive_is_not_headed_by_the_plural_of_the_language(tmp_path: Path) -> None:
    lists = f"{OWN}    product: {{label: {{fr: matériel}}}}\n"
    archive = linked(with_lists(tmp_path, lists)).archive
    assert archive.label("entity_kind", "product") == "matériel"
    assert archive.plural("entity_kind", "product") == "matériel"
    assert archive.plural("entity_kind", "person") == "personnes"


@pytest.mark.parametrize(
    ("path", "old", "new", "told"),
    [
        (
            "articles/undated/affiche-tram.md", "role: delivers", "role: deliver",
            '13:11: "deliver" is not a value of role [value-unknown]\n'
            "  mend: did you mean delivers? Or declare it under lists: role: in "
            "content/vocabulary.yaml",
        ),
        (
            "announcements/tram-gratuit.md", "reason: silent", "reason: strike",
            '16:13: "strike" is not a value of reason [value-unknown]\n'
            "  mend: use one of: commercial, regulation, replaced, reversed, silent, technical, "
            "unexplained; or declare it under lists: reason: in content/vocabulary.yaml",
        ),
        (
            "entities/navette.md", "[product]", "[product, tram-lines]",
            '2:17: "tram-lines" is not a value of entity_kind [value-unknown]\n'
            "  mend: use one of: organisation, outlet, person, place, product, regulator, "
            "tram-line; or declare it under lists: entity_kind: in content/vocabulary.yaml",
        ),
        (
            "entities/navette.md", "[product]", '["product\u200b"]',
            '2:8: "product\u200b", with a zero width space (U+200B) in it, is not a value of '
            "entity_kind [value-unknown]\n"
            "  mend: use one of: organisation, outlet, person, place, product, regulator, "
            "tram-line; or declare it under lists: entity_kind: in content/vocabulary.yaml",
        ),
    ],
)  # fmt: skip
def test_a_value_that_nothing_declares_is_told(
    tmp_path: Path, path: str, old: str, new: str, told: str
) -> None:
    content = edited(copy_content(tmp_path), path, (old, new))
    (problem,) = loading.load_archive(content).problems
    told = told.replace("\u200b", "\\u200b")
    assert str(problem) == f"content/{path}:{told}"


def test_an_article_of_a_kind_that_nothing_declares_is_told(tmp_path: Path) -> None:
    content = add_tide_notices(copy_content(tmp_path))
    edited(content, "articles/2020/2020-03-06-maree.md", ("kind: official", "kind: oficial"))
    (problem,) = loading.load_archive(content).problems
    assert (problem.line, problem.code) == (7, "value-unknown")
    assert problem.what == '"oficial" is not a value of article_kind'


@pytest.mark.parametrize(
    ("added", "told"),
    [
        (
            "  entity_kind:\n    Tram Line: {label: {fr: ligne}}\n",
            '3:5: "Tram Line" cannot be a value of entity_kind [id-wrong]\n'
            "  mend: a value has 1 to 80 signs among a-z, 0-9 and -",
        ),
        (
            "  role:\n    denies: {label: {en: denies}}\n",
            '3:13: role "denies" has no label in "fr" [label-missing]\n'
            "  mend: add lists: role: denies: label: {fr: …}",
        ),
        (
            "  entity_kinds:\n    boat: {label: {fr: bateau}}\n",
            '2:3: no list is called "entity_kinds" [key-unknown]\n'
            "  mend: did you mean entity_kind?",
        ),
    ],
)  # fmt: skip
def test_a_value_that_cannot_be_added_is_told(tmp_path: Path, added: str, told: str) -> None:
    content = edited(with_lists(tmp_path, f"lists:\n{added}"), "entities/tram.md", TRAM)
    (problem,) = loading.load_archive(content).problems
    assert str(problem) == f"{VOCABULARY}:{told}"


def test_a_key_that_is_no_value_is_told_by_the_name_of_its_mapping(tmp_path: Path) -> None:
    lists = "lists:\n  verdict:\n    kept: {label: {fr: tenu}, of_kind: {vow: {fr: tenu}}}\n"
    told = [str(one) for one in loading.load_archive(with_lists(tmp_path, lists)).problems]
    assert told == [
        f'{VOCABULARY}:3:46: "vow" is not a value of of_kind [value-unknown]\n'
        "  mend: use one of: decision, fact, forecast, promise"
    ]


def test_a_mend_names_no_value_that_cannot_be_added(tmp_path: Path) -> None:
    lists = "lists:\n  entity_kind:\n    Tram-Line: {label: {fr: ligne}}\n"
    problems = loading.load_archive(with_lists(tmp_path, lists)).problems
    mends = [one.mend for one in problems if one.code == "value-unknown"]
    assert len(mends) == 1
    assert "Tram-Line" not in mends[0]


@pytest.mark.parametrize("name", enumerations.CLOSED)
def test_a_list_whose_values_carry_a_rule_says_which(tmp_path: Path, name: str) -> None:
    lists = f"lists:\n  {name}:\n    autre: {{label: {{fr: autre}}}}\n"
    content = edited(with_lists(tmp_path, lists), "entities/tram.md", TRAM)
    (problem,) = loading.load_archive(content).problems
    rule = enumerations.CLOSED[name]
    assert (problem.line, problem.code) == (3, "list-closed")
    assert problem.what == f'"autre" cannot be added to {name}: {rule}'


def test_each_list_is_extensible_or_closed_as_its_type_says() -> None:
    open_ = {one.__metadata__[0].name for one in OPEN}
    assert open_ == enumerations.LISTS.keys() - enumerations.CLOSED.keys()
    assert enumerations.CLOSED.keys() <= enumerations.LISTS.keys()


def test_what_follows_from_a_value_that_nothing_declares_is_not_told(tmp_path: Path) -> None:
    content = edited(copy_content(tmp_path), "entities/radio-sillon.md", ("[outlet]", "[outlets]"))
    (problem,) = loading.load_archive(content).problems
    assert problem.code == "value-unknown"
