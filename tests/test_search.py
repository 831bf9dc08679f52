"""What is indexed, and how it is folded."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator, Mapping
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
from suites.archive.alphabet import STROKES
from suites.archive.languages import cldr, data
from suites.archive.languages.catalogue import Catalogue, read_catalogue
from suites.archive.languages.words import words as words_of
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
    ("tag", "text", "folded"),
    [
        ("fr", "l’application", "l' application"),
        ("fr", "L'application d’Elon", "L' application d' Elon"),
        ("fr", "qu’Elon, jusqu’à « l’idée »", "qu' Elon, jusqu' à « l' idée »"),
        ("fr", "le prix d’X", "le prix d' X"),
        ("fr", "aujourd’hui, presqu’île", "aujourd'hui, presqu'île"),
        ("fr", "l’‘été’ d‘Elon", "l' 'été' d' Elon"),
        ("fr", "8\u00a0$ ou 8$, 10\u202f%\u00a0!", "8 $ ou 8 $, 10 % !"),
        ("fr", "oui—non…peut-être 2022–2025", "oui non peut-être 2022 2025"),
        ("fr", "appli\u00adcation e\u0301tat", "application état"),
        ("fr", "super\u2011app, l´été − l‛an", "super-app, l' été l' an"),
        ("en", "PEP’s, X's; the users’ l’état", "PEP 's, X 's; the users' l'état"),
        ("en", "don’t, it’s ‘s’ 3.15’s-eye", "don't, it 's 's' 3.15's-eye"),
        ("de", "Wie geht’s, X’s 2.500 €", "Wie geht 's, X 's 2.500 €"),
        ("en", "$8 or 8$, 2,500\u202f%", "$ 8 or 8 $, 2,500 %"),
    ],
)
def test_words_stand_apart_in_a_copy(tag: str, text: str, folded: str) -> None:
    assert folding.of(tag).fold(text) == folded


@given(
    st.sampled_from(data.folders()),
    st.text(alphabet="lqudcsœé ’'‘…–$8«»\u00a0\u202f\u00ad\u0301.,", max_size=40),
)
def test_folding_is_idempotent(tag: str, text: str) -> None:
    once = folding.of(tag).fold(text)
    assert folding.of(tag).fold(once) == once
    assert not re.search(r"\s\s|[\u00a0\u202f\u00ad]", once)


def test_the_script_knows_the_same_signs_and_places() -> None:
    apostrophes = folding.APOSTROPHES.replace("`", r"\x60")
    assert f"const APOSTROPHES = /[{apostrophes}]/gu" in QUESTION
    for letter, other in STROKES.items():
        assert f'{letter}: "{other}"' in QUESTION
    assert f"const HYPHENS = /[{folding.HYPHENS}]/gu" in QUESTION
    assert f"const DASHES = /[{folding.DASHES}]/gu" in QUESTION
    assert f"[^\\p{{Alphabetic}}\\p{{N}}{search.SIGNS}]" in QUESTION
    assert f'const TEXT = "{page_copy.TEXT}"' in SEEK
    assert f'const NAMED = "{page_copy.NAMED}"' in SEEK
    assert f'const ABOUT = "{page_copy.ABOUT}"' in SEEK
    assert f"const SHORTEST = {folding.SHORTEST};" in QUESTION
    assert f'"../../{INDEX}{index_files.WORDS}"' in NEAR


@pytest.mark.parametrize("name", PARTS)
def test_the_scripts_hold_no_text_of_the_interface(name: str) -> None:
    # Four words in a row between quotation marks would be a sentence.
    text = (SCRIPTS / f"{name}.js").read_text("utf-8")
    script = re.sub(r"^\s*//.*$", "", text, flags=re.MULTILINE)
    assert not re.search(r"([\"'`])\w+(?: \w+){3,}\1", script)


LETTERS = re.compile("[àâäçéèêëîïôöùûüÿßœæ]", re.IGNORECASE)
OPENED = r"const WHOLE = \{.*\};|/\[œæß\w*\]/gu"
"""How words are compared in every language: what Unicode does not take apart."""
OWN = {"articles", "name", "theme", "verdict"}
"""Words of the scripts' own that are in addresses too."""


@pytest.mark.parametrize("path", sorted(SCRIPTS.glob("*.js")), ids=lambda path: path.stem)
def test_no_script_has_a_word_or_an_address_of_a_language(path: Path) -> None:
    script = re.sub(r"(?:^|\s)//.*$", "", path.read_text("utf-8"), flags=re.MULTILINE)
    assert not LETTERS.search(re.sub(OPENED, "", script))
    strings = [own for _, own in re.findall(r"([\"'`])((?:(?!\1)[^\n])*)\1", script)]
    ways = [one for one in strings if re.match(r"\.*/\w|\.\./", one)]
    assert all(
        one.startswith(("./", "../css/", f"../../{INDEX}")) or one == "../../" for one in ways
    )
    # The scripts are in English, as the code is.
    for tag in {*data.folders()} - {"en"}:
        search_words = words_of(tag)
        listed = re.split(r"[\s,/]+", f"{search_words.small} {search_words.numbers}")
        known = {*_names(data.read(tag, "addresses")), *listed, *cldr.months(tag)} - OWN
        used = {word for one in strings for word in re.findall(r"[\w-]{4,}", one)}
        assert known & used == set()


def _names(entries: object) -> Iterator[str]:
    """The texts in mappings of mappings."""
    if isinstance(entries, Mapping):
        for one in entries.values():
            yield from _names(one)
    else:
        yield str(entries)


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


def test_the_notes_of_an_announcement_are_found_as_its_page_shows_them(tmp_path: Path) -> None:
    content = shutil.copytree(CONTENT, tmp_path / "content")
    path = content / "announcements/tram-ouvert.md"
    noted = '"Dit par [[ana-morel|la maire]], *en conseil*."'
    path.write_text(path.read_text("utf-8").replace('"Premier terme, dit en conseil."', noted))
    linked = loading.load_archive(content).linked
    assert linked
    (document,) = (
        one
        for one in build_documents(linked, read_catalogue("fr"))
        if one.url == "annonces/tram-ouvert/"
    )
    assert "Dit par la maire, en conseil." in words(document)
    assert "[[" not in words(document)


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
    assert known["language"]["months"][7] == "août"
    by_url = {one["url"]: dict(one["names"]) for one in known["names"] if one["url"]}
    for entity in linked.archive.entities.values():
        if len(entity.names) > 1:
            names = by_url[URLS.of(entity)]
            assert {name.name for name in entity.names} <= names.keys()
            assert names[entity.title] == ""
    assert by_url["entites/tram/"]["La Ligne"] == "La Ligne, devenu Tram"
    assert by_url["entites/carte-brume/"]["CarteBrume"] == "CarteBrume, aussi nommé Carte Brume"
