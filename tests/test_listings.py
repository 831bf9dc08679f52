"""A short listing is filtered where it stands; a long one is paged, with pages for each value."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from support.changed_archive import link
from support.miniature import SITE

from suites.analysis import loading
from suites.analysis.linked_archive import LinkedArchive
from suites.archive.dates import parse
from suites.archive.languages.catalogue import read_catalogue
from suites.site.assets import filters
from suites.site.views import listings
from suites.site.views.facets import Facet, Value
from suites.site.views.listings import ROWS_PER_PAGE, RowsPage
from suites.site.views.view_builder import ViewBuilder

ROOT = Path(__file__).resolve().parents[1]
WORDS = read_catalogue("fr")
MANY = 250


def linked() -> LinkedArchive:
    found = loading.load_archive(SITE / "content").linked
    assert found
    return found


@pytest.fixture(scope="module")
def few() -> list[RowsPage]:
    return made(ViewBuilder(linked(), WORDS))


@pytest.fixture(scope="module")
def many() -> dict[str, RowsPage]:
    """The listing of an archive that says the same three things many times over."""
    archive = linked().archive
    models = list(archive.announcements.values())
    copies = {
        f"annonce-{n:03}": models[n % len(models)].model_copy(update={"id": f"annonce-{n:03}"})
        for n in range(MANY)
    }
    found, _ = link(replace(archive, announcements=copies), archive.settings.as_of.latest)
    return {view.url: view for view in made(ViewBuilder(found, WORDS))}


def made(builder: ViewBuilder) -> list[RowsPage]:
    build = {"short-listing": listings.short, "long-listing": listings.long}
    return [
        build[spec.kind](builder, *spec.args) for spec in listings.plan(builder, "announcements")
    ]


def rows(view: RowsPage) -> list[listings.ListingRow]:
    return [one for group in view.years for one in group.rows]


def test_up_to_a_hundred_rows_are_one_page_with_its_filters(few: list[RowsPage]) -> None:
    (view,) = few
    assert view.styles == "annonces/filtres.css"
    assert view.facets
    assert view.paging is None
    assert not view.facet_links


@pytest.mark.parametrize("name", ["announcements", "articles"])
def test_each_year_is_one_heading_where_a_date_has_no_end(name: str) -> None:
    archive = linked().archive
    announcements, articles = dict(archive.announcements), dict(archive.articles)
    for id_, since in (("ligne-b", "2021/.."), ("ligne-c", "../2021"), ("ligne-d", "[2020..]")):
        first, *later = announcements[id_].events
        events = (first.model_copy(update={"on": parse(since)}), *later)
        announcements[id_] = announcements[id_].model_copy(update={"events": events})
    for id_, since in (
        ("2021-03-02-gazette-tram", "2020/.."),
        ("2022-05-02-gazette-depart", "../2021"),
    ):
        articles[id_] = articles[id_].model_copy(update={"published": parse(since)})
    changed = replace(archive, announcements=announcements, articles=articles)
    found, _ = link(changed, archive.settings.as_of.latest)
    years = [one.heading for one in listings.short(ViewBuilder(found, WORDS), name).years]
    assert [one for one in years if one] == ["2022", "2021", "2020"]


def test_every_value_offered_is_had_by_as_many_rows_as_it_says(few: list[RowsPage]) -> None:
    (view,) = few
    for facet in view.facets:
        for value in facet.values:
            having = [
                one
                for one in rows(view)
                if value.id in dict(one.values).get(facet.name, "").split()
            ]
            assert len(having) == value.count > 0, (facet.name, value.id)


def test_a_facet_that_tells_no_row_from_another_is_not_offered(few: list[RowsPage]) -> None:
    (view,) = few
    for facet in view.facets:
        assert len(facet.values) > 1 or facet.values[0].count < view.total, facet.name


def test_a_long_listing_is_paged_and_lists_everything_once(many: dict[str, RowsPage]) -> None:
    pages = [many[url] for url in ("annonces/", "annonces/page/2/", "annonces/page/3/")]
    listed = [one.row.ref.url for view in pages for one in rows(view)]
    assert len(listed) == len(set(listed)) == MANY
    assert [len(rows(view)) for view in pages] == [
        ROWS_PER_PAGE,
        ROWS_PER_PAGE,
        MANY - 2 * ROWS_PER_PAGE,
    ]
    assert "annonces/page/4/" not in many


def test_pages_lead_to_one_another(many: dict[str, RowsPage]) -> None:
    first, second, third = (many[f"annonces/{page}"] for page in ("", "page/2/", "page/3/"))
    assert first.paging
    assert second.paging
    assert third.paging
    assert first.paging.previous is None
    assert first.paging.next
    assert second.paging.previous
    assert (first.paging.next.url, second.paging.previous.url) == (second.url, first.url)
    assert third.paging.next is None
    assert len({view.title for view in (first, second, third)}) == 3


def test_each_value_of_a_facet_has_pages_of_its_rows(many: dict[str, RowsPage]) -> None:
    ways = [way for _, list_ in many["annonces/"].facet_links for way in list_]
    assert ways
    for way in ways:
        view = many[way.ref.url]
        assert view.total == way.count
        assert len(rows(view)) == min(way.count, ROWS_PER_PAGE)
        current = [one for _, list_ in view.facet_links for one in list_ if one.current]
        assert [one.ref.url for one in current] == [way.ref.url]


def test_a_long_listing_offers_no_filters(many: dict[str, RowsPage]) -> None:
    assert all(view.styles is None and not view.facets for view in many.values())


def test_the_way_to_a_verdict_is_a_filter_or_a_page(many: dict[str, RowsPage]) -> None:
    short = ViewBuilder(linked(), WORDS)
    assert listings.chosen_announcements(short, "verdict", "open") == "annonces/?verdict=open"
    assert "annonces/verdict/open/" in many


def test_the_rules_hide_the_rows_that_have_none_of_the_values_asked_for() -> None:
    facet = Facet("year", "Année", tuple(Value(one, one, None, 1) for one in ("2021", "2022")))
    assert (
        '\n.filtered:has([name="year"]:checked) [data-row]:not('
        '.filtered:has(#f_year_2021:checked) [data-year~="2021"], '
        '.filtered:has(#f_year_2022:checked) [data-year~="2022"]) { display: none; }\n'
    ) in filters([facet], "rien")


def test_the_sentence_for_no_row_cannot_leave_its_string() -> None:
    rules = filters([], 'a" } * { b\\')
    assert 'symbols: "a\\22  } * { b\\5c ";' in rules


@pytest.mark.parametrize("value", ['a"] *', "a b", "a{", "", "é", "*/"])
def test_nothing_but_a_value_stands_in_a_selector(value: str) -> None:
    with pytest.raises(ValueError, match="selector"):
        filters([Facet("year", "Année", (Value(value, value, None, 1),))], "rien")


def test_the_rules_of_a_listing_are_published_where_it_asks_for_them(built_site: Path) -> None:
    for listing in ("annonces", "articles"):
        page = (built_site / listing / "index.html").read_text("utf-8")
        if "filtres.css" in page:
            assert "data-row" in (built_site / listing / "filtres.css").read_text("utf-8")
