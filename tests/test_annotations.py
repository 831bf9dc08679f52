"""Annotations: the files that annotation tools read, as the Web Annotation Data Model has them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import jsonschema
import pytest
import yaml
from pyld import jsonld  # type: ignore[import-untyped]
from support.changed_archive import link
from support.miniature import CONTENT
from support.rendered_pages import CATALOGUE
from support.shared_cases import FOLDER

from suites.analysis import loading
from suites.analysis.linked_archive import LinkedArchive
from suites.archive.enumerations import LISTS
from suites.archive.model import Annotation, Quote
from suites.site.exports import EXPORTS
from suites.site.exports.annotations import MOTIVATIONS
from suites.site.exports.selectors import selectors
from suites.site.views import Deployment, ViewBuilder

SITE = "https://archive.example/suites"
MODEL = yaml.safe_load((FOLDER / "annotations.yaml").read_text("utf-8"))
NAMES = ("annotations", "body-text", "annotation-collection")
OA = "http://www.w3.org/ns/oa#"

Files = Mapping[str, bytes]


@pytest.fixture(scope="module")
def linked() -> LinkedArchive:
    found = loading.load_archive(CONTENT).linked
    assert found
    return found


def files_of(linked: LinkedArchive, site: str = SITE) -> dict[str, bytes]:
    """Return the files of annotations of a site, by address."""
    builder = ViewBuilder(linked, CATALOGUE, Deployment(url=site))
    found: dict[str, bytes] = {}
    for export in map(EXPORTS.__getitem__, NAMES):
        summaries = linked.records.summaries.items()
        args = [(id_, ()) for id_, one in summaries if one.link.kind in export.kinds]
        for given in args if export.kinds else [()]:
            found |= export.files(builder, *given)
    return found


@pytest.fixture(scope="module")
def files(linked: LinkedArchive) -> Files:
    return files_of(linked)


def pages(files: Files) -> dict[str, Any]:
    """Return the pages of annotations, by the absolute address of each."""
    read = {f"{SITE}/{url}": json.loads(raw) for url, raw in files.items() if url[-6:] == "jsonld"}
    return {url: one for url, one in read.items() if one["type"] == "AnnotationPage"}


def collection(files: Files) -> Any:
    return json.loads(files["donnees/annotations.jsonld"])


def targets(files: Files) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the text of the file that a target stands in, and the target."""
    for page in pages(files).values():
        for one in page["items"]:
            found = one["target"] if isinstance(one["target"], list) else [one["target"]]
            for target in found:
                if isinstance(target, dict) and isinstance(target["source"], dict):
                    raw = files[target["source"]["id"].removeprefix(f"{SITE}/")]
                    yield raw.decode(), target


@pytest.mark.parametrize("site", [SITE, ""], ids=["published", "address unknown"])
def test_every_file_is_as_the_recommendation_asks(linked: LinkedArchive, site: str) -> None:
    found = files_of(linked, site)
    for url, raw in found.items():
        if url.endswith("jsonld"):
            document = json.loads(raw)
            name = "page" if document["type"] == "AnnotationPage" else "collection"
            jsonschema.Draft202012Validator(MODEL[name]).validate(document)


def test_every_annotation_event_and_relation_is_in_the_collection_once(
    linked: LinkedArchive, files: Files
) -> None:
    whole, read, ids = collection(files), pages(files), []
    at, before = whole["first"], None
    while at:
        page = read.pop(at)
        assert page["id"] == at
        assert page["partOf"]["id"] == whole["id"]
        assert page.get("prev") == before
        ids += [one["id"] for one in page["items"]]
        before, at = at, page.get("next")
    assert before == whole["last"]
    assert not read
    archive = linked.archive
    noted = [f"{one.id}/#{a.id}" for one in archive.articles.values() for a in one.annotations]
    parts = [len(one.events) + len(one.relations) for one in archive.announcements.values()]
    assert whole["total"] == len(ids) == len(set(ids)) == len(noted) + sum(parts)
    assert {one.rpartition("/articles/")[2] for one in ids if "/articles/" in one} == set(noted)


def test_words_stand_where_their_selectors_say_and_nowhere_else(files: Files) -> None:
    met = 0
    for text, target in targets(files):
        quote, position, *_ = target["selector"]
        units = text.encode("utf-16-le")
        start, end = position["start"], position["end"]
        assert units[2 * start : 2 * end].decode("utf-16-le") == quote["exact"]
        prefix, suffix = quote.get("prefix", ""), quote.get("suffix", "")
        whole = prefix + quote["exact"] + suffix
        assert text.index(whole) == text.rindex(whole) == start - len(prefix)
        met += 1
    assert met > 40


TEXTS = [
    "x", "le tram, le tram, le tram", "\U0001f6b2 tram \U0001f6b2 tram", "a" * 200, "עברית tram ‏ط",
    '</script> "tram" {} % \\ \u2028 =tram\ttram\ntram', "e\u0301te\u0301 tram", "tram " * 90,
]  # fmt: skip


@pytest.mark.parametrize("text", TEXTS)
def test_words_of_any_text_are_found_by_each_selector_alone(text: str) -> None:
    for start in range(0, len(text), 1 + len(text) // 40):
        for end in {start + 1, min(len(text), start + 4)}:
            quote, position, *bytes_ = selectors(text, start, end)
            units = text.encode("utf-16-le")[2 * position["start"] : 2 * position["end"]]
            assert units.decode("utf-16-le") == quote["exact"] == text[start:end]
            whole = quote.get("prefix", "") + quote["exact"] + quote.get("suffix", "")
            assert text.find(whole, text.index(whole) + 1) == -1
            assert text.index(whole) + len(quote.get("prefix", "")) == start
            for one in bytes_:
                assert text.encode()[one["start"] : one["end"]].decode() == quote["exact"]
            assert bool(bytes_) == any(sign > "\uffff" for sign in text[:end])


def test_a_hostile_quote_is_data(linked: LinkedArchive) -> None:
    exact = '"}]}</script> {} %s \\ \u202e=cmd \U0001f6b2'
    article = linked.archive.articles["2021-03-02-gazette-tram"]
    note = Annotation(
        id="ruse", quote=Quote(exact=exact), kind="question", note="<b>\U0001f6b2</b>"
    )
    body = "\U0001f6b2\U0001f6b2 Avant.\n\n" + exact.replace("\\", "\\\\") + "\n"
    changed = article.model_copy(update={"annotations": (note,), "body": body})
    only = replace(linked.archive, articles={article.id: changed}, announcements={})
    rewritten, problems = link(only, linked.as_of)
    assert not problems
    ((text, target),) = targets(files_of(rewritten))
    quote, position, data = target["selector"]
    assert quote["exact"] == exact
    assert text.encode("utf-16-le")[2 * position["start"] :].decode("utf-16-le").startswith(exact)
    assert position["start"] == text.index(exact) + 2
    assert text.encode()[data["start"] : data["end"]].decode() == exact
    (page,) = pages(files_of(rewritten)).values()
    assert page["items"][0]["body"][0]["value"] == "<p>&lt;b&gt;\U0001f6b2&lt;/b&gt;</p>"


def test_words_that_are_the_sources_own_are_sought_in_the_press_article_too(
    linked: LinkedArchive, files: Files
) -> None:
    read = {one["id"]: one for page in pages(files).values() for one in page["items"]}
    met = set()
    for id_, article in linked.archive.articles.items():
        for anchored in linked.anchored.get(id_, ()):
            found = read[f"{SITE}/{linked.urls.of(article)}#{anchored.annotation.id}"]["target"]
            is_theirs = anchored.verbatim and article.url is not None
            assert isinstance(found, list) == is_theirs
            met.add(is_theirs)
            if is_theirs:
                assert found[1]["source"] == article.url
                assert found[1]["selector"]["exact"] in found[0]["selector"][0]["exact"]
                copies = [one.url for one in article.archived]
                assert found[1].get("state", {}).get("cached") in (copies[-1:] or [None])
    assert met == {True, False}


def test_a_note_leads_to_its_speaker_and_a_text_of_others_has_its_own_language(
    files: Files,
) -> None:
    read = pages(files)
    (note, *_) = read[f"{SITE}/articles/2020-02-14-gazette-navette/annotations.jsonld"]["items"]
    speaker = {
        "type": "SpecificResource",
        "source": f"{SITE}/entites/hugo-castel/",
        "purpose": "tagging",
    }
    assert speaker in note["body"]
    (note, *_) = read[f"{SITE}/articles/2022-11-20-echo-tram/annotations.jsonld"]["items"]
    assert note["target"]["source"]["language"] == "en"


def test_what_an_announcement_rests_on_is_an_annotation_of_it(
    linked: LinkedArchive, files: Files
) -> None:
    read = {one["id"]: one for page in pages(files).values() for one in page["items"]}
    for announcement in linked.archive.announcements.values():
        page = f"{SITE}/{linked.urls.of(announcement)}"
        for place, event in enumerate(announcement.events, start=1):
            one = read[f"{page}#event_{place}"]
            assert one["target"] == page
            assert one["motivation"] == ("assessing" if event.verdict else "linking")
            sources = [body["source"] for body in one["body"] if body["type"] != "TextualBody"]
            noted = [f"{SITE}/articles/{ref.replace('#', '/#')}" for ref in event.evidence]
            assert sources[: len(noted)] == noted
            assert set(noted) <= set(read)
        for place, relation in enumerate(announcement.relations, start=1):
            one = read[f"{page}annotations.jsonld#relation_{place}"]
            assert one["motivation"] == "linking"
            assert one["body"][0]["source"] == f"{SITE}/annonces/{relation.target}/"


def test_every_kind_of_annotation_has_a_motivation() -> None:
    assert list(MOTIVATIONS) == list(LISTS["annotation_kind"])


def load(url: str, _options: object) -> Any:
    """Return the context that is kept at hand; nothing else is asked for."""
    assert url == "http://www.w3.org/ns/anno.jsonld"
    document = {"@context": MODEL["context"]}
    return {"contextUrl": None, "documentUrl": url, "document": document, "contentType": "x"}


def expanded(files: Files) -> dict[str, Any]:
    """Return what each file says, without a word that has no meaning, by its address."""
    return {
        url: jsonld.expand(json.loads(raw), {"base": f"{SITE}/{url}", "documentLoader": load})
        for url, raw in files.items()
        if url.endswith("jsonld")
    }


def terms(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for one in value:
            yield from terms(one)
    elif isinstance(value, dict):
        for key, one in value.items():
            yield key
            yield from terms(one)


def test_no_term_is_without_a_meaning_and_each_is_expanded_to_an_address(files: Files) -> None:
    meant = set(MODEL["context"])
    for raw in (raw for url, raw in files.items() if url.endswith("jsonld")):
        assert set(terms(json.loads(raw))) - {"@context"} <= meant
    read = expanded(files)
    for url, (document,) in read.items():
        for key in terms(document):
            assert key.startswith(("@", "http")), url
    page = read["articles/2021-03-02-gazette-tram/annotations.jsonld"][0]
    (one, *_) = page["http://www.w3.org/ns/activitystreams#items"][0]["@list"]
    assert one["@id"] == f"{SITE}/articles/2021-03-02-gazette-tram/#ouvrira"
    assert one[f"{OA}motivatedBy"] == [{"@id": f"{OA}describing"}]
    selector = one[f"{OA}hasTarget"][0][f"{OA}hasSelector"]
    assert selector[0][f"{OA}exact"] == [{"@value": "ouvrira"}]
    assert (
        selector[1][f"{OA}start"][0]["@type"]
        == "http://www.w3.org/2001/XMLSchema#nonNegativeInteger"
    )


def test_without_an_address_of_its_own_a_site_says_the_same_relative_to_each_file(
    linked: LinkedArchive, files: Files
) -> None:
    unknown = files_of(linked, "")
    assert SITE.encode() not in b"".join(unknown.values())
    # Links in notes are relative to the file as well.
    resolved = {
        url: raw.replace(b'href=\\"../../', f'href=\\"{SITE}/'.encode())
        for url, raw in unknown.items()
    }
    assert expanded(resolved) == expanded(files)


def test_a_record_without_annotations_has_no_file_of_them(
    linked: LinkedArchive, files: Files
) -> None:
    without = [one.id for one in linked.archive.articles.values() if not one.annotations]
    assert without
    assert not [url for url in files for id_ in without if f"/{id_}/" in url]
    nothing = replace(linked.archive, articles={}, announcements={})
    assert files_of(link(nothing, linked.as_of)[0]) == {}
