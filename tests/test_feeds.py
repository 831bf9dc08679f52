"""Feeds of what happened: sound, stable, bounded, and made of a thing's own neighbours."""

from __future__ import annotations

import json
import random
import shutil
import tempfile
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import feedparser  # type: ignore[import-untyped]
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from pydantic import AnyHttpUrl, BaseModel, ConfigDict, Field
from support.length import few
from support.miniature import CONTENT
from test_known import split, write

from suites.analysis import loading
from suites.analysis.dependencies import ALL, key
from suites.analysis.linked_archive import LinkedArchive
from suites.analysis.rows import CORRECTIONS, ROWS
from suites.archive.languages.catalogue import read_catalogue
from suites.archive.urls import in_language
from suites.site import feeds
from suites.site.feeds.formats import ATOM
from suites.site.views import Deployment, PageSpec, ViewBuilder, build_page

URLS = in_language("fr")

ROOT = Path(__file__).parents[1]
CATALOGUE = read_catalogue("fr")
ADDRESS = "https://example.org/archive"
OPENED = CATALOGUE.t("feed.opened", page=CATALOGUE.t("following.title"))
"""What a feed says to those who open the file itself."""


class Part(BaseModel):
    """An object of JSON Feed: no key but those that version 1.1 knows, each of its type."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Author(Part):
    name: str | None = None
    url: AnyHttpUrl | None = None
    avatar: AnyHttpUrl | None = None


class Item(Part):
    id: str = Field(min_length=1)
    url: AnyHttpUrl | None = None
    external_url: AnyHttpUrl | None = None
    title: str | None = None
    content_html: str | None = None
    content_text: str
    summary: str | None = None
    image: AnyHttpUrl | None = None
    banner_image: AnyHttpUrl | None = None
    date_published: datetime | None = None
    date_modified: datetime | None = None
    authors: list[Author] | None = None
    tags: list[str] | None = None
    language: str | None = None


class JsonFeed(Part):
    version: str = Field(pattern=r"^https://jsonfeed\.org/version/1\.1$")
    title: str
    home_page_url: AnyHttpUrl | None = None
    feed_url: AnyHttpUrl | None = None
    description: str | None = None
    user_comment: str | None = None
    next_url: AnyHttpUrl | None = None
    icon: AnyHttpUrl | None = None
    favicon: AnyHttpUrl | None = None
    authors: list[Author] | None = None
    language: str | None = None
    expired: bool | None = None
    items: list[Item]


def read(content: Path) -> LinkedArchive:
    linked = loading.load_archive(content).readable
    assert linked
    return linked


def builder(linked: LinkedArchive, site_url: str = "") -> ViewBuilder:
    return ViewBuilder(linked, CATALOGUE, Deployment(url=site_url))


def followed(linked: LinkedArchive) -> list[str]:
    return [
        r.id for r in linked.archive.records() if linked.link_summaries[r.id].kind in feeds.FOLLOWED
    ]


def all_feeds(linked: LinkedArchive, site_url: str = "") -> Iterator[tuple[str, bytes]]:
    yield from feeds.archive_feed(builder(linked, site_url), "all")
    for id_ in followed(linked):
        yield from feeds.record_feed(builder(linked, site_url), id_)


@pytest.fixture(scope="module")
def linked() -> LinkedArchive:
    return read(CONTENT)


@pytest.mark.parametrize("site_url", ["", ADDRESS])
def test_every_feed_is_sound_bounded_and_says_the_same_in_both_forms(
    linked: LinkedArchive, site_url: str
) -> None:
    found = dict(all_feeds(linked, site_url))
    assert len(found) == 2 * (1 + len(followed(linked)))
    for path, content in found.items():
        if path.endswith(".json"):
            continue
        atom = feedparser.parse(content)
        assert atom.bozo is False
        assert atom.version == "atom10"
        other = JsonFeed.model_validate_json(found[path.removesuffix(".xml") + ".json"])
        assert other.user_comment == OPENED
        assert f"<!-- {OPENED} -->" in content.decode()
        ids = [entry.id for entry in atom.entries]
        assert len(ids) == len(set(ids)) <= feeds.ENTRIES_A_FEED
        assert ids == [item.id for item in other.items]
        assert all(id_.startswith("urn:uuid:") for id_ in ids)
        days = [entry.updated for entry in atom.entries]
        assert days == sorted(days, reverse=True)
        for entry, item in zip(atom.entries, other.items, strict=True):
            assert (entry.title, entry.summary) == (item.title, item.content_text)
            assert "[[" not in entry.summary
            if site_url:
                assert str(item.url) == entry.link
                assert entry.link.startswith(f"{ADDRESS}/")
            else:
                assert item.url is None
                assert not entry.link.startswith("http")


def test_a_feed_never_pretends_to_know_its_address(linked: LinkedArchive) -> None:
    for path, content in all_feeds(linked):
        if path.endswith(".json"):
            told = json.loads(content)
            assert not {"home_page_url", "feed_url"} & told.keys()
            assert not any("url" in item for item in told["items"])


def test_a_feed_holds_so_many_entries_and_no_more() -> None:
    _, content = next(feeds.archive_feed(builder(read(CONTENT)), "all"))
    assert len(feedparser.parse(content).entries) == feeds.ENTRIES_A_FEED


def told(linked: LinkedArchive) -> dict[str, tuple[str, str]]:
    """What every feed tells: id -> (day, kind), of a small archive whose feeds hold everything."""
    return {
        entry.id: (entry.updated, entry.category)
        for path, content in all_feeds(linked)
        if path.endswith(".xml")
        for entry in feedparser.parse(content).entries
    }


def test_states_relations_sources_and_corrections_are_told(
    told_first: dict[str, tuple[str, str]],
) -> None:
    kinds = {kind for _, kind in told_first.values()}
    assert {"changement d’état", "relation", "source", "correction"} == kinds


Edit = Callable[[Path, random.Random], None]


def any_of(content: Path, kind: str, chance: random.Random) -> Path:
    return chance.choice(sorted((content / kind).rglob("*.md")))


def find_an_earlier_event(content: Path, chance: random.Random) -> None:
    path = any_of(content, "announcements", chance)
    front, body = split(path)
    evidence = next(list(e["evidence"]) for e in front["events"] if e.get("evidence"))
    front["events"].insert(0, {"on": "2020-01", "modality": "considered", "evidence": evidence})
    write(path, front, body)


def touch(content: Path, chance: random.Random) -> None:
    any_of(content, chance.choice(("articles", "announcements")), chance).touch()


def retitle(content: Path, chance: random.Random) -> None:
    path = any_of(content, chance.choice(("articles", "announcements")), chance)
    front, body = split(path)
    write(path, front | {"title": f"Titre {chance.randint(1, 9)}"}, body)


def say_more(content: Path, chance: random.Random) -> None:
    path = any_of(content, "announcements", chance)
    front, body = split(path)
    event = chance.choice(front["events"])
    event["note"] = f"Une note, la {chance.randint(1, 9)}e."
    write(path, front, f"{body}\nUne phrase de plus.\n")


def add_evidence(content: Path, chance: random.Random) -> None:
    """A source that came later says the same."""
    article = any_of(content, "articles", chance)
    front, body = split(article)
    front["added"] = "2027-02-03"
    other = article.with_name(f"plus-tard-{chance.randint(1, 99)}.md")
    write(other, front, body)
    path = any_of(content, "announcements", chance)
    announced, text = split(path)
    if front.get("annotations"):
        reference = f"{other.stem}#{front['annotations'][0]['id']}"
        for part in (*announced["events"], *announced.get("relations", ())):
            if part.get("evidence"):
                part["evidence"].append(reference)
        write(path, announced, text)


def rename(content: Path, chance: random.Random) -> None:
    """Another id, and the old one kept; what names it follows."""
    path = any_of(content, "announcements", chance)
    front, body = split(path)
    new = f"autre-nom-{chance.randint(1, 99)}"
    if path.with_name(f"{new}.md").exists():
        return
    old = path.stem
    write(path, front | {"aliases": [*front.get("aliases", []), old]}, body)
    path.rename(path.with_name(f"{new}.md"))
    for one in content.rglob("*.md"):
        found, text = split(one)
        for note in found.get("annotations", ()):
            if note.get("announcement") == old:
                note["announcement"] = new
        for relation in found.get("relations", ()):
            if relation["target"] == old:
                relation["target"] = new
        write(one, found, text)


EDITS: tuple[Edit, ...] = (
    find_an_earlier_event, touch, retitle, say_more, add_evidence, rename,
)  # fmt: skip


@pytest.fixture(scope="module")
def told_first(linked: LinkedArchive) -> dict[str, tuple[str, str]]:
    """What every feed tells before any edit."""
    return told(linked)


@given(seed=st.integers(0, 1_000_000))
@settings(few(6), phases=[Phase.explicit, Phase.generate])
def test_what_was_told_stays_what_it_was_under_any_series_of_edits(
    told_first: dict[str, tuple[str, str]], seed: int
) -> None:
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as name:
        content = Path(name, "content")
        shutil.copytree(CONTENT, content)
        for edit in chance.choices(EDITS, k=chance.randint(1, 5)):
            edit(content, chance)
        after = told(read(content))
        assert {id_: after.get(id_) for id_ in told_first} == told_first


def test_a_feed_of_one_thing_rests_on_its_own_neighbours(linked: LinkedArchive) -> None:
    for id_ in followed(linked):
        linked.reads.begin()
        list(feeds.record_feed(builder(linked), id_))
        read = linked.reads.keys()
        keys = {read[at : at + 4] for at in range(0, len(read), 4)}
        assert keys
        assert not keys & {key(list_, "") for list_ in (ALL, *ROWS)}


def test_a_feed_tells_of_what_names_its_thing_alone() -> None:
    linked = read(CONTENT)
    id_ = "carte-unique"
    _, content = next(feeds.record_feed(builder(linked, ADDRESS), id_))
    about = {mention.article for mention in linked.mentions[id_]}
    other = {link.other for link in linked.relations[id_]}
    for entry in feedparser.parse(content).entries:
        page = entry.link.removeprefix(f"{ADDRESS}/").partition("#")[0].rstrip("/")
        assert page.rpartition("/")[2] in {id_, *about, *other}


def test_what_has_a_feed_says_so(linked: LinkedArchive) -> None:
    for id_ in followed(linked):
        kind = linked.link_summaries[id_].kind
        url = URLS.of_kind(kind, id_)
        view: Any = build_page(builder(linked), PageSpec(url, kind, (id_,))).view
        paths = [path for path, _ in feeds.record_feed(builder(linked), id_)]
        assert paths == [f"{view.feed}.xml", f"{view.feed}.json"]


@pytest.mark.parametrize("site_url", ["", ADDRESS, "https://example.org/a&b"])
def test_a_feed_is_written_as_libraries_write_it(linked: LinkedArchive, site_url: str) -> None:
    ET.register_namespace("", ATOM)
    for path, content in all_feeds(linked, site_url):
        if path.endswith(".json"):
            expected = json.dumps(json.loads(content), ensure_ascii=False, indent=1)
        else:
            tree = ET.fromstring(content)
            ET.indent(tree)
            head = f'<?xml version="1.0" encoding="utf-8"?>\n<!-- {OPENED} -->\n'
            expected = head + ET.tostring(tree, "unicode")
        assert content.decode() == f"{expected}\n"


def test_a_feed_opens_no_record_but_of_what_was_corrected(linked: LinkedArchive) -> None:
    corrected = {row.record for row in linked.rows(CORRECTIONS, "")}
    ids = followed(linked)
    linked.reads.begin()
    for id_ in ids:
        list(feeds.record_feed(builder(linked), id_))
    assert linked.reads.of("record") <= corrected


def test_the_feed_of_corrections_lists_those_of_records_and_annotations_newest_first(
    linked: LinkedArchive,
) -> None:
    found = dict(feeds.archive_feed(builder(linked, ADDRESS), "corrections"))
    assert found.keys() == {"fil/rectifications.xml", "fil/rectifications.json"}
    atom = feedparser.parse(found["fil/rectifications.xml"])
    other = JsonFeed.model_validate_json(found["fil/rectifications.json"])
    assert [entry.id for entry in atom.entries] == [item.id for item in other.items]
    links = [entry.link.removeprefix(f"{ADDRESS}/") for entry in atom.entries]
    assert links[:2] == [
        "annonces/navette-electrique/", "articles/2021-03-02-gazette-tram/#rectifie"
    ]  # fmt: skip
    assert "themes/bateaux/" in links
    days = [entry.updated for entry in atom.entries]
    assert days == sorted(days, reverse=True)
    assert atom.entries[0].summary == (
        "Il a eu lieu le 2\u00a0mai. "
        "Nous avions écrit\u00a0: Le premier départ était daté de la fin de mai."
    )


def test_a_correction_stands_in_the_feed_of_its_announcement_too(linked: LinkedArchive) -> None:
    _, content = next(feeds.record_feed(builder(linked, ADDRESS), "navette-electrique"))
    assert "fin de mai" in content.decode()
    _, content = next(feeds.record_feed(builder(linked, ADDRESS), "tram-ouvert"))
    assert "fin de mai" not in content.decode()


def test_the_feed_of_an_archive_that_corrected_nothing_is_empty_and_sound(tmp_path: Path) -> None:
    content = Path(shutil.copytree(CONTENT, tmp_path / "content"))
    for path in content.rglob("*.md"):
        front, body = split(path)
        front.pop("corrections", None)
        kept = [one for one in front.get("annotations", ()) if one["kind"] != "correction"]
        if "annotations" in front:
            front["annotations"] = kept
        write(path, front, body)
    for path, told in feeds.archive_feed(builder(read(content), ADDRESS), "corrections"):
        if path.endswith(".xml"):
            atom = feedparser.parse(told)
            assert atom.bozo is False
            assert atom.entries == []
        else:
            assert JsonFeed.model_validate_json(told).items == []


def test_what_is_told_of_a_fact_has_the_words_of_a_fact(linked: LinkedArchive) -> None:
    _, content = next(feeds.record_feed(builder(linked, ADDRESS), "depart-de-la-navette"))
    titles = [entry.title for entry in feedparser.parse(content).entries]
    assert "Le premier départ de la navette (effectif)" in titles
