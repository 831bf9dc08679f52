"""Pairs and the matrix: what is set face to face, what is marked, and what is only counted."""

from __future__ import annotations

import csv
import io
import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.miniature import CONTENT
from support.rendered_pages import page_specs, pages

from suites.analysis import loading
from suites.analysis.linked_archive import LinkedArchive
from suites.analysis.listed_rows import announced
from suites.analysis.quote_comparison import SORTS, Pair, pairs, uncompared
from suites.archive import dates
from suites.archive.languages.catalogue import Catalogue, read_catalogue
from suites.archive.urls import in_language
from suites.build.targets import Target, sitemap_of
from suites.site.spreadsheets import guarded
from suites.site.views import (
    ViewBuilder,
    matrix,
    quote_comparison,
    word_diff,
)

URLS = in_language("fr")
NAMES = URLS.names.pairs
ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def linked() -> LinkedArchive:
    found = loading.load_archive(CONTENT).linked
    assert found
    return found


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return read_catalogue("fr")


@pytest.fixture(scope="module")
def builder(linked: LinkedArchive, catalogue: Catalogue) -> ViewBuilder:
    return ViewBuilder(linked, catalogue)


@pytest.fixture(scope="module")
def every(linked: LinkedArchive) -> list[Pair]:
    return [pair for one in linked.archive.announcements.values() for pair in pairs(one, NAMES)]


def test_every_compared_relation_and_every_discrepancy_is_a_pair(
    linked: LinkedArchive, every: list[Pair]
) -> None:
    names = {(pair.announcement, pair.type, pair.target, pair.element) for pair in every}
    for one in linked.archive.announcements.values():
        for relation in one.relations:
            is_pair = (one.id, relation.type, relation.target, "") in names
            assert is_pair == (relation.compare or relation.type == "contradicts")
        for discrepancy in one.discrepancies:
            assert (one.id, "", "", discrepancy.element) in names


def test_a_relation_that_is_not_compared_keeps_the_address_it_would_have(
    linked: LinkedArchive,
) -> None:
    for one in linked.archive.announcements.values():
        compared = tuple(each.model_copy(update={"compare": True}) for each in one.relations)
        would_be = {
            pair.name for pair in pairs(one.model_copy(update={"relations": compared}), NAMES)
        }
        kept = {pair.name for pair in pairs(one, NAMES)} | set(uncompared(one, NAMES))
        assert kept == would_be


def test_each_sort_of_pair_stands_in_the_archive_under_a_name_of_its_own(every: list[Pair]) -> None:
    assert {pair.sort for pair in every} == {"contradiction", "delay", "discrepancy", "relation"}
    names = [(pair.announcement, pair.name) for pair in every]
    assert len(set(names)) == len(names)


def test_a_name_does_not_move_when_another_pair_comes(linked: LinkedArchive) -> None:
    one = linked.archive.announcements["navette-electrique"]
    fewer = one.model_copy(update={"discrepancies": ()})
    assert {pair.name for pair in pairs(fewer, NAMES)} < {pair.name for pair in pairs(one, NAMES)}


def test_the_older_words_stand_on_the_left(builder: ViewBuilder, every: list[Pair]) -> None:
    for pair in every:
        left, right, others = quote_comparison.sides(builder, pair)
        assert left != right
        assert not {left, right} & set(others)
        one, other = (
            quote_comparison.day_said(builder, left),
            quote_comparison.day_said(builder, right),
        )
        if one and other:
            assert dates.sort_key(one) <= dates.sort_key(other)


def test_words_are_marked_only_between_two_quotations_in_one_language(
    builder: ViewBuilder, every: list[Pair]
) -> None:
    marked = 0
    for pair in every:
        page = quote_comparison.page(builder, pair.announcement, pair.name)
        for side in (page.left, page.right):
            text = " ".join(piece.text for piece in side.pieces)
            assert text.split() == side.proof.quote.split()
        if page.how == builder.t("quote-comparison.how-marked"):
            marked += 1
            assert page.left.proof.verbatim
            assert page.right.proof.verbatim
        else:
            assert not any(piece.differs for one in (page.left, page.right) for piece in one.pieces)
    assert marked


@given(st.lists(st.sampled_from("un deux trois X’s 2024 8 $ « le » !".split()), max_size=12))
def test_pieces_make_up_their_quote_again(words: list[str]) -> None:
    one = "\u00a0".join(words)
    other = " ".join(reversed(words[:7]))
    found = word_diff.differences(one, other)
    if found:
        again = ["".join(f"{piece.text}{piece.space}" for piece in side) for side in found]
        assert again == [one, other]


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ("2024-01-01", "2024-01-31", "30 jours les séparent."),
        ("2024-01-01", "2024-01-02", "Un jour les sépare."),
        ("2024-01-01", "2024-01-01", "Dits le même jour."),
        ("2023", "2024-02-01", "32 jours au moins les séparent."),
        ("2023~", "2024-02-01", "Les dates ne sont pas assez précises pour compter les jours."),
        ("2024", "2024-02-01", "Les dates ne sont pas assez précises pour compter les jours."),
        (None, "2024-02-01", "Une date manque\u00a0: l’écart n’est pas connu."),
    ],
)
def test_days_are_counted_as_far_as_they_are_known(
    catalogue: Catalogue, one: str | None, other: str, said: str
) -> None:
    first = dates.parse(one) if one else None
    assert word_diff.gap(catalogue, first, dates.parse(other)) == said


def test_the_matrix_has_a_cell_for_every_article_and_element(
    builder: ViewBuilder, linked: LinkedArchive
) -> None:
    found = {
        id_: table
        for id_, one in linked.archive.announcements.items()
        if (table := matrix.matrix(builder, one))
    }
    assert found
    for table in found.values():
        assert 0 < len(table.columns) <= matrix.MAX_COLUMNS
        assert all(len(cells) == len(table.columns) for _, cells in table.rows)
        assert all(any(cell.values for cell in cells) for _, cells in table.rows)
    assert any(table.left for table in found.values()) or max(
        len(table.columns) for table in found.values()
    )


def test_what_the_archive_calls_a_disagreement_is_marked_and_growth_is_not(
    builder: ViewBuilder, linked: LinkedArchive
) -> None:
    for id_, one in linked.archive.announcements.items():
        table = matrix.matrix(builder, one)
        if table:
            quotes = {quote for each in one.discrepancies for quote in each.quotes}
            marked = {
                proof.url.removeprefix("articles/").replace("/#", "#")
                for _, cells in table.rows
                for cell in cells
                if cell.disputed
                for _, proof in cell.values
            }
            assert bool(marked) == table.disputed, id_
            assert not quotes or not marked or marked & quotes, id_
            assert quotes or not marked, id_


def test_the_file_of_values_has_all_of_them(builder: ViewBuilder, linked: LinkedArchive) -> None:
    one = linked.archive.announcements["navette-electrique"]
    content = matrix.values(builder, one)
    assert content
    assert content.startswith(b"\xef\xbb\xbf")  # else Excel reads no accents
    header, *rows = csv.reader(io.StringIO(content.decode("utf-8-sig")))
    assert header[0] == "Élément"
    assert all(len(row) == len(header) for row in rows)
    assert ["prix", "3", "EUR"] in [row[:3] for row in rows]


@pytest.mark.parametrize(
    "value", ["=1+1", "+cmd", "-x", "@SUM(A1)", "\tx", "\rx", "＝1", "-1_0", "-inf"]
)
def test_no_value_is_a_formula(value: str) -> None:
    assert guarded(value) == f"'{value}"
    assert [guarded(one) for one in ("-8.5", "-8,5")] == ["-8.5", "-8,5"]


def test_a_relation_that_is_not_compared_leads_to_its_announcement_and_is_in_no_list(
    linked: LinkedArchive,
) -> None:
    given = [
        (id_, name)
        for id_, one in linked.archive.announcements.items()
        for name in uncompared(one, NAMES)
    ]
    assert ("abonnement-annuel", "depend-de-carte-unique") in given
    made = {page.url: page for page in pages(linked)}
    listed = {
        row.ref.url
        for page in made.values()
        if isinstance(page.view, quote_comparison.QuoteComparisonIndex)
        for row in page.view.rows
    }
    in_sitemap = set(sitemap_of(Target("page", tuple(spec)) for spec in page_specs(linked)).args[0])
    assert listed
    assert listed <= in_sitemap
    for id_, name in given:
        url = URLS.quote_comparison(id_, name)
        view: Any = made[url].view
        assert made[url].template == "redirect.html"
        assert view.target.url == f"annonces/{id_}/"
        assert url not in listed | in_sitemap


def test_the_address_that_such_a_relation_had_under_an_old_id_leads_there_too(
    tmp_path: Path,
) -> None:
    content = Path(shutil.copytree(CONTENT, tmp_path / "content"))
    path = content / "announcements/abonnement-annuel.md"
    path.write_text(path.read_text("utf-8").replace("kind:", "aliases: [abo]\nkind:", 1), "utf-8")
    linked = loading.load_archive(content).linked
    assert linked
    made = {page.url: page.view for page in pages(linked)}
    view: Any = made[URLS.quote_comparison("abo", "depend-de-carte-unique")]
    assert view.target.url == "annonces/abonnement-annuel/"


def test_contradictions_lead_the_list_then_delays_then_disagreements_each_with_its_reason(
    linked: LinkedArchive,
    builder: ViewBuilder,
) -> None:
    page = quote_comparison.index(builder, *next(quote_comparison.plan(builder)).args)
    by_name = {
        URLS.quote_comparison(pair.announcement, pair.name): pair
        for one in linked.archive.announcements.values()
        for pair in pairs(one, NAMES)
    }
    shown = [by_name[row.ref.url] for row in page.rows]
    assert len(shown) == len(by_name)
    order = [SORTS.index(pair.sort) for pair in shown]
    assert order == sorted(order)
    assert len(set(order)) == len(SORTS)
    for sort in SORTS:
        of_sort = [pair.announcement for pair in shown if pair.sort == sort]
        days = [announced(linked.archive.announcements[id_]) for id_ in of_sort]
        assert days == sorted(days, reverse=True)
    said = [(row.sort, row.why) for row in page.rows]
    assert (
        said[0] == ("Contradiction", builder.t("quote-comparison.contradiction"))
        or "»" in said[0][1]
    )
    assert all(why for _, why in said)
    delay = next(why for sort, why in said if sort == "Retard")
    assert delay.startswith("L’échéance était «\u00a0")
