"""What is indexed, and how it is folded."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.miniature import CONTENT
from support.search_documents import build_documents

from suites.analysis import loading
from suites.analysis.linked_archive import LinkedArchive
from suites.archive.languages.catalogue import Catalogue, read_catalogue
from suites.archive.model import AnyRecord
from suites.archive.urls import INDEX, in_language
from suites.site import search
from suites.site.search import folding, index_files, page_copy
from suites.site.views import ViewBuilder

URLS = in_language("fr")

ROOT = Path(__file__).parent.parent
SCRIPTS = ROOT / "theme/static/js"
SEEK, QUESTION, NEAR = (
    (SCRIPTS / f"{name}.js").read_text("utf-8")
    for name in ("search-engine", "question", "did-you-mean")
)
PARTS = (
    "search-page", "search-engine", "question", "search-facets", "did-you-mean", "search-dialog",
    "search-results", "highlight",
)  # fmt: skip


@pytest.fixture(scope="module")
def linked() -> LinkedArchive:
    reading = loading.load_archive(CONTENT)
    assert reading.linked, reading.problems
    return reading.linked


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return read_catalogue("fr")


@pytest.fixture(scope="module")
def documents(linked: LinkedArchive, catalogue: Catalogue) -> dict[str, search.SearchDocument]:
    return {document.url: document for document in build_documents(linked, catalogue)}


def words(document: search.SearchDocument) -> str:
    parts = (f"{section.heading} {section.text}" for section in document.sections)
    return " ".join((document.title, document.facts, *parts))


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("l’application", "l' application"),
        ("L'application d’Elon", "L' application d' Elon"),
        ("qu’Elon, jusqu’à « l’idée »", "qu' Elon, jusqu' à « l' idée »"),
        ("le prix d’X", "le prix d' X"),
        ("aujourd’hui, presqu’île", "aujourd'hui, presqu'île"),
        ("l’‘été’ d‘Elon", "l' 'été' d' Elon"),
        ("8\u00a0$ ou 8$, 10\u202f%\u00a0!", "8 $ ou 8 $, 10 % !"),
        ("oui—non…peut-être 2022–2025", "oui non peut-être 2022 2025"),
        ("appli\u00adcation e\u0301tat", "application état"),
        ("super\u2011app, l´été − l‛an", "super-app, l' été l' an"),
    ],
)
def test_words_stand_apart_in_a_copy(text: str, folded: str) -> None:
    assert folding.fold(text) == folded


@given(st.text(alphabet="lqudcœé ’'‘…–$8«»\u00a0\u202f\u00ad\u0301.", max_size=40))
def test_folding_is_idempotent(text: str) -> None:
    once = folding.fold(text)
    assert folding.fold(once) == once
    assert not re.search(r"\s\s|[\u00a0\u202f\u00ad]", once)


def test_the_script_knows_the_same_articles_and_signs() -> None:
    assert f'const ELIDED = "{"|".join(folding.ELIDED)}"' in QUESTION
    apostrophes = folding.APOSTROPHES.replace("`", r"\x60")
    assert f"const APOSTROPHES = /[{apostrophes}]/gu" in QUESTION
    assert f"const HYPHENS = /[{folding.HYPHENS}]/gu" in QUESTION
    assert f"const DASHES = /[{folding.DASHES}]/gu" in QUESTION
    assert f"[^\\p{{Alphabetic}}\\p{{N}}{search.SIGNS}]" in QUESTION
    assert f'const TEXT = "{page_copy.TEXT}"' in SEEK
    assert f'const NAMED = "{page_copy.NAMED}"' in SEEK
    assert f'const ABOUT = "{page_copy.ABOUT}"' in SEEK
    assert f'"../../{URLS.search_names}"' in SEEK
    assert f'"../../{INDEX}{index_files.WORDS}"' in NEAR


@pytest.mark.parametrize("name", PARTS)
def test_the_scripts_hold_no_text_of_the_interface(name: str) -> None:
    # Four words in a row between quotation marks would be a sentence; lists of words are split.
    text = (SCRIPTS / f"{name}.js").read_text("utf-8")
    script = re.sub(r"^\s*//.*$", "", text, flags=re.MULTILINE)
    script = re.sub(r'"[^"]*"(?:(?: \+\s+"[^"]*")*\))?\.split\(" "\)', "", script)
    assert not re.search(r"([\"'`])\w+(?: \w+){3,}\1", script)


def test_every_page_has_a_document(
    linked: LinkedArchive, documents: dict[str, search.SearchDocument]
) -> None:
    records: list[AnyRecord] = list(linked.archive.records())
    assert [URLS.of(record) for record in records] == list(documents)


def test_every_note_is_a_part_that_an_address_leads_to(
    linked: LinkedArchive, documents: dict[str, search.SearchDocument]
) -> None:
    for article in linked.archive.articles.values():
        sections = {section.id: section for section in documents[URLS.of(article)].sections}
        for annotation in article.annotations:
            assert sections[annotation.id].heading == annotation.quote.exact
            assert sections[annotation.id].text


def test_an_entity_is_found_under_each_of_its_names(
    linked: LinkedArchive, documents: dict[str, search.SearchDocument]
) -> None:
    for entity in linked.archive.entities.values():
        for name in entity.names:
            assert name.name in documents[URLS.of(entity)].names


def test_an_announcement_is_found_by_its_claim_its_actors_and_its_evidence(
    linked: LinkedArchive, documents: dict[str, search.SearchDocument]
) -> None:
    archive = linked.archive
    for announcement in archive.announcements.values():
        document = documents[URLS.of(announcement)]
        text = words(document)
        assert announcement.claim in text
        assert {archive.by_id[actor].title for actor in announcement.actors} <= {*document.named}
        for event in announcement.events:
            for reference in event.evidence:
                assert linked.evidence(reference).annotation.quote.exact in text


def test_an_open_announcement_can_be_filtered_by_stage_verdict_and_overdue(
    linked: LinkedArchive, documents: dict[str, search.SearchDocument]
) -> None:
    for id_, state in linked.states.items():
        announcement = linked.archive.announcements[id_]
        states = documents[URLS.of(announcement)].filters["state"]
        expected = bool(state.stage) + (announcement.kind != "fact") + state.overdue
        assert len(states) == expected


def test_the_facets_of_a_page_travel_in_its_copy(
    documents: dict[str, search.SearchDocument],
) -> None:
    for document in documents.values():
        facets = search.facets_of(search.render_copy(document))
        assert "".join(facets.pop("day", ())) == document.day
        assert facets == {name: [*own] for name, own in document.filters.items() if own}


class _Seen(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.values: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.values += [value for name, value in attrs if name in ("content", "id") and value]

    def handle_data(self, data: str) -> None:
        self.text += data


def test_nothing_in_a_copy_can_become_markup() -> None:
    hostile = '"><script>alert(1)</script>&lt;b onload=1'
    document = search.SearchDocument(
        url="articles/x/",
        language="fr",
        title=hostile,
        facts=hostile,
        day="2023-09-19",
        sections=(search.Section("", "", hostile), search.Section("a", hostile, hostile)),
        filters={"kind": (hostile,)},
    )
    copy = search.render_copy(document)
    seen = _Seen()
    seen.feed(copy)
    assert "script" not in seen.tags
    assert "b" not in seen.tags
    assert seen.values.count(hostile) == 2
    assert search.facets_of(copy) == {"kind": [hostile], "day": ["2023-09-19"]}
    assert seen.text.count("<script>alert(1)<") == 6


# --- words, names, columns -------------------------------------------------------------------


def copies_of(texts: dict[str, str]) -> dict[str, str]:
    """The copy of a page that is only a text, by address."""
    return {
        url: search.render_copy(
            search.SearchDocument(url, "fr", "", "", "2023-09-19", (search.Section("", "", text),))
        )
        for url, text in texts.items()
    }


def test_words_are_those_of_the_page_and_not_those_that_are_marked_for_the_index() -> None:
    copies = copies_of({"a/": "L’abonnement payant, l’abonnement de 8 $ & d’autres"}).values()
    assert search.count_words(copies) == {"abonnement": 2, "payant": 1, "autres": 1}


def test_the_commonest_word_comes_first_and_stands_for_all_that_differ_in_accents() -> None:
    counts = {"Abonnés": 2, "abonnes": 1, "abonnés": 4, "avis": 9, "œuvre": 1}
    found = search.word_files(counts)
    assert found == {"words/a.txt": "avis abonnés".encode(), "words/o.txt": "œuvre".encode()}


def test_a_file_of_words_stays_small_however_many_there_are() -> None:
    letters = "abcdefghij"
    many = {f"mot{a}{b}{c}{d}{e}": 1 for a, b, c, d, e in product(letters, repeat=5)}
    (content,) = search.word_files(many).values()
    assert 50_000 < len(content) <= 60_000


def test_an_entity_is_known_by_all_its_names_and_a_renamed_one_says_so(
    linked: LinkedArchive, catalogue: Catalogue
) -> None:
    known = json.loads(search.names_file(ViewBuilder(linked, catalogue)))
    assert known["kinds"] == ["Annonce", "Article"]
    by_url = {one["url"]: dict(one["names"]) for one in known["names"] if one["url"]}
    for entity in linked.archive.entities.values():
        if len(entity.names) > 1:
            names = by_url[URLS.of(entity)]
            assert {name.name for name in entity.names} <= names.keys()
            assert names[entity.title] == ""
    assert by_url["entites/tram/"]["La Ligne"] == "La Ligne, devenu Tram"
    assert by_url["entites/carte-brume/"]["CarteBrume"] == "CarteBrume, aussi nommé Carte Brume"
