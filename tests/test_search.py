"""What is indexed, how it is folded, and that the index is whole, made once, always the same."""

from __future__ import annotations

import gzip
import json
import re
import shutil
from collections import Counter
from html.parser import HTMLParser
from itertools import pairwise, product
from pathlib import Path

import cbor2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from miniature import CONTENT

from suites import address, files, loading, search
from suites.adapters.pagefind import SearchError, index
from suites.address import COPIES, INDEX
from suites.catalogue import Catalogue
from suites.linked import Linked
from suites.model import AnyRecord
from suites.publication.indexing import Index
from suites.publication.making import Aside
from suites.search import order

ROOT = Path(__file__).parent.parent
SCRIPTS = ROOT / "theme/static/js"
SEEK, QUESTION, NEAR = (
    (SCRIPTS / f"{name}.js").read_text("utf-8") for name in ("seek", "question", "near")
)
PARTS = ("search", "seek", "question", "columns", "near", "dialog", "results", "arrive")


@pytest.fixture(scope="module")
def linked() -> Linked:
    reading = loading.read_archive(CONTENT)
    assert reading.linked, reading.problems
    return reading.linked


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return files.catalogue(ROOT / "theme", "fr")


@pytest.fixture(scope="module")
def documents(linked: Linked, catalogue: Catalogue) -> dict[str, search.SearchDocument]:
    return {document.url: document for document in search.documents(linked, catalogue)}


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
    assert search.fold(text) == folded


@given(st.text(alphabet="lqudcœé ’'‘…–$8«»\u00a0\u202f\u00ad\u0301.", max_size=40))
def test_folding_is_idempotent(text: str) -> None:
    once = search.fold(text)
    assert search.fold(once) == once
    assert not re.search(r"\s\s|[\u00a0\u202f\u00ad]", once)


def test_the_script_knows_the_same_articles_and_signs() -> None:
    assert f'const ELIDED = "{"|".join(search.ELIDED)}"' in QUESTION
    apostrophes = search.APOSTROPHES.replace("`", r"\x60")
    assert f"const APOSTROPHES = /[{apostrophes}]/gu" in QUESTION
    assert f"const HYPHENS = /[{search.HYPHENS}]/gu" in QUESTION
    assert f"const DASHES = /[{search.DASHES}]/gu" in QUESTION
    assert f"[^\\p{{Alphabetic}}\\p{{N}}{search.SIGNS}]" in QUESTION
    assert f'const TEXT = "{search.TEXT}"' in SEEK
    assert f'const NAMED = "{search.NAMED}"' in SEEK
    assert f'"../../{search.NAMES}"' in SEEK
    assert f'"../../{INDEX}{search.WORDS}"' in NEAR


@pytest.mark.parametrize("name", PARTS)
def test_the_scripts_hold_no_text_of_the_interface(name: str) -> None:
    # Four words in a row between quotation marks would be a sentence; lists of words are split.
    text = (SCRIPTS / f"{name}.js").read_text("utf-8")
    script = re.sub(r"^\s*//.*$", "", text, flags=re.MULTILINE)
    script = re.sub(r'"[^"]*"(?:(?: \+\s+"[^"]*")*\))?\.split\(" "\)', "", script)
    assert not re.search(r"([\"'`])\w+(?: \w+){3,}\1", script)


def test_every_page_has_a_document(
    linked: Linked, documents: dict[str, search.SearchDocument]
) -> None:
    records: list[AnyRecord] = list(linked.archive.records())
    assert [address.of(record) for record in records] == list(documents)


def test_every_note_is_a_part_that_an_address_leads_to(
    linked: Linked, documents: dict[str, search.SearchDocument]
) -> None:
    for article in linked.archive.articles.values():
        sections = {section.id: section for section in documents[address.of(article)].sections}
        for annotation in article.annotations:
            assert sections[annotation.id].heading == annotation.quote.exact
            assert sections[annotation.id].text


def test_an_entity_is_found_under_each_of_its_names(
    linked: Linked, documents: dict[str, search.SearchDocument]
) -> None:
    for entity in linked.archive.entities.values():
        for name in entity.names:
            assert name.name in documents[address.of(entity)].names


def test_an_announcement_is_found_by_its_claim_its_actors_and_its_evidence(
    linked: Linked, documents: dict[str, search.SearchDocument]
) -> None:
    archive = linked.archive
    for announcement in archive.announcements.values():
        document = documents[address.of(announcement)]
        text = words(document)
        assert announcement.claim in text
        assert {archive.by_id[actor].title for actor in announcement.actors} <= {*document.named}
        for event in announcement.events:
            for reference in event.evidence:
                assert linked.evidence(reference).annotation.quote.exact in text


def test_an_open_announcement_can_be_filtered_by_stage_verdict_and_overdue(
    linked: Linked, documents: dict[str, search.SearchDocument]
) -> None:
    for id_, state in linked.states.items():
        announcement = linked.archive.announcements[id_]
        states = documents[address.of(announcement)].filters["state"]
        expected = bool(state.stage) + (announcement.kind != "fact") + state.overdue
        assert len(states) == expected


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
    seen = _Seen()
    seen.feed(search.html(document))
    assert "script" not in seen.tags
    assert "b" not in seen.tags
    assert seen.values.count(hostile) == 3
    assert seen.text.count("<script>alert(1)<") == 6


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def written(documents: dict[str, search.SearchDocument], folder: Path) -> Path:
    for document in documents.values():
        copy = folder / document.path
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(search.html(document), "utf-8")
    return folder


def test_the_same_words_make_the_same_index(
    documents: dict[str, search.SearchDocument], tmp_path: Path
) -> None:
    copies = written(documents, tmp_path / "copies")
    index(copies, "fr", tmp_path / "one")
    index(copies, "fr", tmp_path / "two")
    assert contents(tmp_path / "two") == contents(tmp_path / "one")


def test_another_word_makes_another_index_and_leaves_nothing_of_the_first(
    documents: dict[str, search.SearchDocument], tmp_path: Path
) -> None:
    copies = written(documents, tmp_path / "copies")
    index(copies, "fr", tmp_path / "index")
    before = contents(tmp_path / "index")
    copy = next(copies.rglob("*.html"))
    copy.write_text(copy.read_text("utf-8").replace("<h1>", "<h1>atelier "), "utf-8")
    index(copies, "fr", tmp_path / "index")
    after = contents(tmp_path / "index")
    assert after != before
    assert len(texts(tmp_path / "index")) == len(documents)
    assert {path.name for path in tmp_path.iterdir()} == {"copies", "index"}


def texts(folder: Path) -> dict[str, dict[str, object]]:
    """What an index says of its pages, by their names."""
    return {
        name: text
        for path in (folder / "texts").iterdir()
        for name, text in search.read_texts(path.read_bytes()).items()
    }


def test_pages_share_files_and_each_is_in_the_one_that_its_name_and_their_number_tell(
    documents: dict[str, search.SearchDocument], tmp_path: Path
) -> None:
    index(written(documents, tmp_path / "copies"), "fr", tmp_path / "index")
    found = texts(tmp_path / "index")
    assert {text["url"] for text in found.values()} == {
        f"/{path.removesuffix('index.html')}" for path in documents
    }
    files = search.shared(found)
    assert len(files) < len(documents)
    for path, names in files.items():
        held = search.read_texts((tmp_path / "index" / path).read_bytes())
        assert sorted(held) == names


def test_texts_of_an_unknown_form_are_left_to_pagefind(
    documents: dict[str, search.SearchDocument], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(_: object) -> bytes:
        raise ValueError("of another form")

    monkeypatch.setattr(search, "texts", unknown)
    index(written(documents, tmp_path / "copies"), "fr", tmp_path / "index")
    assert len(list((tmp_path / "index/fragment").iterdir())) == len(documents)
    assert not (tmp_path / "index/texts").exists()


def parts(folder: Path) -> list[tuple[str, str, list[list[object]]]]:
    """The parts of an index: from where to where each reaches, and its words with their pages."""

    def read(path: Path) -> list[list[list[object]]]:
        raw = gzip.decompress(path.read_bytes())
        return cbor2.loads(raw.removeprefix(order.SIGNATURE))  # type: ignore[no-any-return]

    (head,) = folder.glob("*.pf_meta")
    return [
        (str(start), str(end), read(folder / f"index/{name}.pf_index")[0])
        for start, end, name in read(head)[order.PARTS_OF_META]
    ]


def test_heavy_parts_are_parted_and_every_word_stays_where_it_is_sought(
    documents: dict[str, search.SearchDocument], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copies = written(documents, tmp_path / "copies")
    index(copies, "fr", tmp_path / "whole")
    monkeypatch.setattr(order, "HEAVY", 0)
    monkeypatch.setattr(order, "LIGHT", 3_000)
    index(copies, "fr", tmp_path / "parted")
    whole, parted = parts(tmp_path / "whole"), parts(tmp_path / "parted")
    assert len(parted) > 2 * len(whole)
    assert len(list((tmp_path / "parted/index").iterdir())) == len(parted)
    assert [word for *_, words in parted for word in words] == [
        word for *_, words in whole for word in words
    ]
    for start, end, words in parted:
        assert all(start <= str(word) <= end for word, *_ in words)
        assert len(words) == 1 or sum(len(cbor2.dumps(word)) for word in words) <= 3_000
    for (_, end, _), (start, *_) in pairwise(parted):
        assert end < start
        assert end.endswith(order.HIGHEST)


def test_the_head_of_an_index_names_every_page_that_is_there(
    documents: dict[str, search.SearchDocument], tmp_path: Path
) -> None:
    index(written(documents, tmp_path / "copies"), "fr", tmp_path / "index")
    (head,) = (tmp_path / "index").glob("*.pf_meta")
    pages = cbor2.loads(gzip.decompress(head.read_bytes()).removeprefix(order.SIGNATURE))
    named = {name for name, _ in pages[order.PAGES_OF_META]}
    assert named == texts(tmp_path / "index").keys()
    assert len(named) == len(documents)


def test_an_index_of_an_unknown_form_is_one_sentence(
    documents: dict[str, search.SearchDocument], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copies = written(dict(list(documents.items())[:3]), tmp_path / "copies")
    monkeypatch.setattr(order, "SIGNATURE", b"another")
    with pytest.raises(SearchError, match="the search index is not of a form that is known: "):
        index(copies, "fr", tmp_path / "index")
    assert not (tmp_path / "index").exists()


def test_a_failure_of_the_binary_is_one_sentence_and_leaves_no_index(tmp_path: Path) -> None:
    with pytest.raises(SearchError, match=r"^the search index cannot be made: Pagefind .*"):
        index(tmp_path / "nothing", "fr", tmp_path / "index")
    assert not (tmp_path / "index").exists()


# --- words, names, columns -------------------------------------------------------------------


def copies_of(texts: dict[str, str]) -> dict[str, str]:
    """The copy of a page that is only a text, by address."""
    return {
        url: search.html(
            search.SearchDocument(url, "fr", "", "", "2023-09-19", (search.Section("", "", text),))
        )
        for url, text in texts.items()
    }


def test_words_are_those_of_the_page_and_not_those_that_are_marked_for_the_index() -> None:
    copies = copies_of({"a/": "L’abonnement payant, l’abonnement de 8 $ & d’autres"}).values()
    assert search.counted(copies) == {"abonnement": 2, "payant": 1, "autres": 1}


def test_the_commonest_word_comes_first_and_stands_for_all_that_differ_in_accents() -> None:
    counts = {"Abonnés": 2, "abonnes": 1, "abonnés": 4, "avis": 9, "œuvre": 1}
    found = search.words(search.with_others({}, counts))
    assert found == {"words/a.txt": "avis abonnés".encode(), "words/o.txt": "œuvre".encode()}


def test_a_file_of_words_stays_small_however_many_there_are() -> None:
    letters = "abcdefghij"
    many = {f"mot{a}{b}{c}{d}{e}": 1 for a, b, c, d, e in product(letters, repeat=5)}
    (content,) = search.words(search.with_others({}, many)).values()
    assert 50_000 < len(content) <= 60_000


def test_an_entity_is_known_by_all_its_names_and_a_renamed_one_says_so(
    linked: Linked, catalogue: Catalogue
) -> None:
    known = json.loads(search.names(linked, catalogue))
    assert known["kinds"] == ["Annonce", "Article"]
    by_url = {one["url"]: dict(one["names"]) for one in known["names"] if one["url"]}
    for entity in linked.archive.entities.values():
        if len(entity.names) > 1:
            names = by_url[address.of(entity)]
            assert {name.name for name in entity.names} <= names.keys()
            assert names[entity.title] == ""
    assert by_url["entites/tram/"]["La Ligne"] == "La Ligne, devenu Tram"
    assert by_url["entites/carte-brume/"]["CarteBrume"] == "CarteBrume, aussi nommé Carte Brume"


def test_the_columns_of_an_index_say_what_each_page_can_be_chosen_by(
    documents: dict[str, search.SearchDocument], tmp_path: Path
) -> None:
    copies = written(documents, tmp_path / "copies")
    index(copies, "fr", tmp_path / "index")
    columns = tmp_path / "index/columns"
    assert {path.stem for path in columns.iterdir()} == {*search.FILTERS, "day"}
    assert not list((tmp_path / "index").rglob("*.pf_filter"))
    for name in search.FILTERS:
        column = json.loads((columns / f"{name}.json").read_text("utf-8"))
        cells = [cell.split(",") if cell else [] for cell in column["pages"].split(";")]
        assert len(cells) == len(documents)
        counts = Counter(column["values"][int(number)] for cell in cells for number in cell)
        values = (value for one in documents.values() for value in {*one.filters.get(name, ())})
        assert counts == Counter(values)


class Copied:
    """An indexer that only notes how many copies there are."""

    def index(self, copies: Path, language: str, made: Path) -> None:
        shutil.rmtree(made, ignore_errors=True)
        made.mkdir()
        (made / "count").write_text(f"{language} {len(list(copies.rglob('*.html')))}")

    def tool(self) -> str:
        return "1"


def test_words_that_are_counted_copy_by_copy_are_those_of_a_clean_index(tmp_path: Path) -> None:
    def renewed(place: str, texts: dict[str, str], gone: tuple[str, ...] = ()) -> dict[str, bytes]:
        output, cache = tmp_path / place / "output", tmp_path / place / "cache"
        cache.mkdir(parents=True, exist_ok=True)
        aside = Aside(output, cache)
        changed = [f"{COPIES}{url}index.html" for url in texts]
        for path, copy in zip(changed, copies_of(texts).values(), strict=True):
            aside.write(path, copy.encode())
        one = Index(cache, "fr", Copied())
        assert one.renew(aside, changed, [f"{COPIES}{url}index.html" for url in gone])
        return contents(cache / "index")

    renewed("one", {"a/": "un prix annoncé", "b/": "un prix tenu", "c/": "des robots"})
    after = renewed("one", {"a/": "une somme annoncée"}, ("c/",))
    assert after == renewed("two", {"a/": "une somme annoncée", "b/": "un prix tenu"})
    (tmp_path / "one/cache/index/words/p.txt").unlink()
    after = renewed("one", {"b/": "un prix tenu, annoncé"})
    assert after == renewed("four", {"a/": "une somme annoncée", "b/": "un prix tenu, annoncé"})
    (tmp_path / "one/cache/words.json").write_text("{")
    again = renewed("one", {"b/": "rien"})
    assert again == renewed("three", {"a/": "une somme annoncée", "b/": "rien"})
