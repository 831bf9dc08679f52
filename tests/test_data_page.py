"""The page on the data, how the data set is described, and the dictionary of its tables."""

from __future__ import annotations

import copy
import json
import re
import sqlite3
from collections import Counter
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import rispy  # type: ignore[import-untyped]
from bibtexparser.entrypoint import parse_string
from support.miniature import CONTENT
from support.rendered_pages import CATALOGUE, render_pages

from suites.analysis import loading
from suites.analysis.linked_archive import LinkedArchive
from suites.analysis.tables import TABLES, all_rows
from suites.analysis.tables.counts import row_counts
from suites.archive import languages
from suites.archive.languages import data
from suites.archive.languages.table_texts import TableTexts, table_texts
from suites.cli import main
from suites.site.citations.references import style_names
from suites.site.exports import EXPORTS
from suites.site.views import Deployment, PageSpec, ViewBuilder, build_page
from suites.site.views.data_files import every_file, reference_files

SITE = "https://archive.example/tram"
COMMIT = "0123456789abcdef0123456789abcdef01234567"
HERE = Deployment(data_files=True)
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


def html(linked: LinkedArchive, deployment: Deployment = PUBLIC, kind: str = "data") -> str:
    made = build_page(ViewBuilder(linked, CATALOGUE, deployment), PageSpec("donnees/", kind, ()))
    return next(iter(render_pages(linked, [made], deployment.url).values()))


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


NAMES = {name: table.names for name, table in TABLES.items()}


@pytest.fixture(scope="module")
def dictionary(linked: LinkedArchive) -> str:
    return html(linked, kind="data-dictionary")


@pytest.mark.parametrize("tag", languages.tags())
def test_each_table_and_column_is_described_and_nothing_else_is(tag: str) -> None:
    texts = table_texts(tag)
    assert list(texts.faults(NAMES)) == []
    every = (texts.column(table, name) for table, names in NAMES.items() for name in names)
    assert all(one.endswith((".", "…")) for one in every)


@pytest.mark.parametrize(
    ("tables", "fault"),
    [
        (NAMES | {"events": (*NAMES["events"], "colour")}, "no tables.events.columns.colour"),
        (NAMES | {"events": NAMES["events"][:-1]}, "unknown tables.events.columns.happened"),
        (NAMES | {"boats": ()}, "no tables.boats"),
        ({k: v for k, v in NAMES.items() if k != "links"}, "unknown tables.links"),
    ],
)
def test_a_text_that_lacks_or_is_left_over_is_named(
    tables: dict[str, tuple[str, ...]], fault: str
) -> None:
    assert fault in list(table_texts("fr").faults(tables))


def test_a_text_for_several_tables_that_none_needs_is_named() -> None:
    texts = TableTexts(table_texts("fr").dates, {"nothing": "Rien."}, {})
    assert list(texts.faults({})) == ["unknown columns.nothing"]


def test_the_command_names_what_the_tables_lack(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delitem(TABLES, "links")
    assert main(["languages", "fr"]) == 1
    path = "plugins/suites/archive/languages/fr/data.yaml"
    assert capsys.readouterr().out.endswith(f"  {path}: unknown tables.links\n")


def test_days_are_described_by_rule() -> None:
    texts = table_texts("fr")
    assert texts.column("terms", "due_latest").startswith("Dernier jour que permet `due`")
    with pytest.raises(KeyError, match=r"terms\.nobody_latest"):
        texts.column("terms", "nobody_latest")


def test_the_dictionary_has_each_column_once_and_its_links_lead_there(dictionary: str) -> None:
    ids = re.findall(r'id="([a-z0-9_]+\.[a-z0-9_]+)"', dictionary)
    assert len(ids) == len(set(ids))
    columns = {f"{table}.{name}" for table, names in NAMES.items() for name in names}
    lists = {f"list.{name}" for name in data.read("fr", "lists")}
    assert set(ids) == columns | lists
    targets = set(re.findall(r'href="#([a-z0-9_]+\.[a-z0-9_]+)"', dictionary))
    assert {"annotations.id", "announcements.id", "entities.id"} < targets <= set(ids)


def test_the_dictionary_gives_the_values_of_a_column_with_their_words(dictionary: str) -> None:
    assert "<code>claim</code> (affirmation)" in dictionary
    # The miniature adds a kind of entity, and words of its own.
    (own,) = (one for one in re.findall(r'id="entity_kinds\.kind".*?</div>', dictionary, re.DOTALL))
    assert "<code>tram-line</code>" in own


def test_hostile_words_of_a_vocabulary_stay_words(linked: LinkedArchive) -> None:
    vocabulary = linked.archive.vocabulary
    labels = vocabulary.lists["verdict"]["fulfilled"].model_copy(
        update={"label": {"fr": "<b>{x}</b> `y` \U0001f68b"}, "definition": {"fr": "</script>"}}
    )
    lists = vocabulary.lists | {"verdict": vocabulary.lists["verdict"] | {"fulfilled": labels}}
    other = copy.copy(linked)
    own = vocabulary.model_copy(update={"lists": lists})
    other.archive = replace(linked.archive, vocabulary=own)
    found = html(other, kind="data-dictionary")
    assert "&lt;b&gt;{x}&lt;/b&gt; `y` \U0001f68b" in found
    assert "&lt;/script&gt;" in found


def made(linked: LinkedArchive, deployment: Deployment) -> set[str]:
    """The addresses of the files of the whole archive that a site has."""
    builder = ViewBuilder(linked, CATALOGUE, deployment)
    whole = (one for one in EXPORTS.values() if not one.kinds)
    exports = (one for one in whole if deployment.data_files or not one.is_data_file)
    return {address for one in exports for address, _ in one.files(builder)}


def test_the_page_offers_each_file_of_the_whole_archive_and_no_other(linked: LinkedArchive) -> None:
    builder = ViewBuilder(linked, CATALOGUE, PUBLIC)
    offered = {one.url for one in (*every_file(builder), *reference_files(builder))}
    with_data, without = made(linked, PUBLIC), made(linked, replace(PUBLIC, data_files=False))
    # A theme has references of its own, which its page offers.
    of_themes = {one for one in with_data if one.startswith(linked.urls.themes)}
    assert with_data - without - of_themes <= offered <= with_data
    linked_to = set(re.findall(r'href="\.\./([^"#]+)" type=', html(linked)))
    assert offered <= linked_to
    downloads = {one["contentUrl"] for one in described(linked)["distribution"]}
    assert downloads == {f"{SITE}/{one.url}" for one in every_file(builder)}


def test_releases_are_found_where_the_repository_is_known(linked: LinkedArchive) -> None:
    assert '<a href="https://git.example/tram/releases">' in html(linked)
    assert "/releases" not in html(linked, HERE)


def test_a_copy_without_those_files_links_to_none(linked: LinkedArchive) -> None:
    bare = Deployment(url=SITE)
    linked_to = set(re.findall(r'href="\.\./([^"#]+)" type=', html(linked, bare)))
    assert linked_to.isdisjoint(made(linked, PUBLIC) - made(linked, bare))
    assert "distribution" not in described(linked, bare)
    assert page(linked, bare).examples == ()


def test_each_table_is_offered_once_and_those_that_most_work_needs_stand_first(
    linked: LinkedArchive,
) -> None:
    first, *others = page(linked).tables
    assert first.label == ""
    assert len(first.tables) < 8
    assert all(group.label.endswith(f"({len(group.tables)})") for group in others)
    named = [one.name for group in (first, *others) for one in group.tables]
    assert sorted(named) == sorted(TABLES)
    shown = html(linked).partition('id="s_tables"')[2].partition('id="s_pages"')[0]
    folded = re.findall(r"<details.*?</details>", shown, re.DOTALL)
    assert len(folded) == len(others)
    assert not any('events.csv"' in one for one in folded)


def test_rows_are_counted_as_the_tables_have_them(linked: LinkedArchive) -> None:
    rows = Counter(name for name, _ in all_rows(linked))
    assert dict(row_counts(linked)) == {name: rows[name] for name in row_counts(linked)}
    assert f"{rows['annotations']} lignes" in html(linked)


@pytest.fixture(scope="module")
def data_folder(linked: LinkedArchive, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of the data, as they lie beside a program."""
    folder = tmp_path_factory.mktemp("data")
    for address, content in EXPORTS["data"].files(ViewBuilder(linked, CATALOGUE)):
        (folder / Path(address).name).write_bytes(content)
    return folder


def example(linked: LinkedArchive, tool: str) -> str:
    """An example of a site that does not know its address: files lie beside the program."""
    (found,) = (one for one in page(linked, HERE).examples if one.tool == tool)
    return str(found.code)


def test_the_example_in_python_runs(
    linked: LinkedArchive,
    data_folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(data_folder)
    exec(example(linked, "Python (sqlite3)"), {})
    overdue = [one for one in linked.archive.announcements if linked.states[one].overdue]
    assert len(capsys.readouterr().out.splitlines()) == len(overdue) > 0


def test_the_example_in_sql_finds_the_words_behind_each_verdict(
    linked: LinkedArchive, data_folder: Path
) -> None:
    with closing(sqlite3.connect(data_folder / "archive.sqlite")) as archive:
        rows = archive.execute(example(linked, "SQL (SQLite)")).fetchall()
    judged = {
        one.title
        for one in linked.archive.announcements.values()
        if any(event.verdict and event.evidence for event in one.events)
    }
    assert {title for title, *_ in rows} == judged
    assert judged


@pytest.mark.prove
def test_the_example_in_pandas_runs(
    linked: LinkedArchive,
    data_folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    pytest.importorskip("pandas")
    monkeypatch.chdir(data_folder)
    exec(example(linked, "Python (pandas)"), {})
    assert "navette-electrique" in capsys.readouterr().out


def test_examples_name_the_files_of_the_site(linked: LinkedArchive) -> None:
    for one in page(linked).examples:
        assert "{" not in one.code
        for name in re.findall(r"[\w./:-]+\.(?:csv|sqlite)", one.code):
            assert name.rpartition("/")[2].partition(".")[0] in {*TABLES, "archive"}
    assert f"{SITE}/donnees/articles.csv" in "".join(one.code for one in page(linked).examples)


def test_the_data_set_can_be_cited_in_three_forms(linked: LinkedArchive) -> None:
    files = dict(EXPORTS["dataset-references"].files(ViewBuilder(linked, CATALOGUE, PUBLIC)))
    bibtex, ris, csl = (files[f"donnees/notice.{ending}"] for ending in ("bib", "ris", "json"))
    (item,) = json.loads(csl)
    named = item["type"], item["DOI"], item["version"]
    assert named == ("dataset", "10.5072/tram.2022", "2022-12-31")
    (entry,) = parse_string(bibtex.decode()).entries
    assert (entry.entry_type, entry["doi"]) == ("dataset", "10.5072/tram.2022")
    (reference,) = rispy.loads(ris.decode())
    assert (reference["type_of_reference"], reference["doi"]) == ("DATA", "10.5072/tram.2022")
    assert item["URL"] == entry["url"] == f"{SITE}/donnees/"


def test_the_reference_to_the_data_set_has_all_that_finds_it_again(linked: LinkedArchive) -> None:
    found = page(linked).references
    assert [one.style for one in found] == list(style_names("fr"))
    for one in found:
        for part in ("Le tram de Port-Brume\u00a0: les données", "2022", "10.5072/tram.2022"):
            assert part in one.text
