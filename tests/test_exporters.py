from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree as ET

import feedparser  # type: ignore[import-untyped]
import pytest
import rispy  # type: ignore[import-untyped]
from bibtexparser.entrypoint import parse_string
from icalendar import Calendar
from support.changed_archive import link
from support.miniature import CONTENT

from suites.analysis import loading
from suites.analysis.linked_archive import LinkedArchive
from suites.analysis.rows import PAIRS
from suites.archive.languages.catalogue import read_catalogue
from suites.site import feeds
from suites.site.exports import EXPORTS, PAIR, sitemap
from suites.site.views import Deployment, ViewBuilder

CATALOGUE = read_catalogue("fr")
SITE = "https://example.org/archive"


@pytest.fixture(scope="module")
def linked() -> LinkedArchive:
    found = loading.load_archive(CONTENT).linked
    assert found
    return found


def parsed(linked: LinkedArchive, name: str, site: str = "") -> Any:
    ((_, content),) = feeds.archive_feed(ViewBuilder(linked, CATALOGUE, Deployment(url=site)), name)
    return feedparser.parse(content)


@pytest.mark.parametrize("name", ["articles", "events"])
@pytest.mark.parametrize("site", ["", SITE, f"{SITE}/"])
def test_a_feed_is_sound(linked: LinkedArchive, name: str, site: str) -> None:
    read = parsed(linked, name, site)
    assert read.bozo is False
    assert read.version == "atom10"
    assert read.feed.updated == max(entry.updated for entry in read.entries)
    ids = [entry.id for entry in read.entries]
    assert len(set(ids)) == len(ids) > 0
    assert all(id_.startswith("urn:uuid:") for id_ in ids)
    for entry in read.entries:
        assert entry.title
        assert entry.summary
        assert entry.link.startswith(f"{SITE}/" if site else "../")
        assert "archive//" not in entry.link


def test_every_article_and_every_event_is_in_its_feed(linked: LinkedArchive) -> None:
    articles = parsed(linked, "articles")
    assert len(articles.entries) == len(linked.archive.articles)
    events = parsed(linked, "events")
    assert len(events.entries) == sum(
        len(announcement.events) for announcement in linked.archive.announcements.values()
    )


def test_entries_are_dated_by_the_day_they_came_in_newest_first(linked: LinkedArchive) -> None:
    read = parsed(linked, "articles")
    days = [entry.updated[:10] for entry in read.entries]
    assert days == sorted(days, reverse=True)
    assert sorted(days) == sorted(a.added.text for a in linked.archive.articles.values())


def test_an_event_that_is_found_later_keeps_the_ids_of_the_others(linked: LinkedArchive) -> None:
    archive = linked.archive
    announcement = next(one for one in archive.announcements.values() if len(one.events) > 1)
    fewer = announcement.model_copy(update={"events": announcement.events[1:]})
    others = {**archive.announcements, announcement.id: fewer}
    before = link(replace(archive, announcements=others), linked.as_of)[0]
    ids = {entry.id for entry in parsed(before, "events").entries}
    after = {entry.id for entry in parsed(linked, "events").entries}
    assert ids < after
    assert len(after - ids) == 1


def test_a_corrected_title_is_the_same_entry(linked: LinkedArchive) -> None:
    archive = linked.archive
    retitled = {
        id_: article.model_copy(update={"title": "<b>Tout & rien</b>"})
        for id_, article in archive.articles.items()
    }
    corrected = link(replace(archive, articles=retitled), linked.as_of)[0]
    before = parsed(linked, "articles").entries
    after = parsed(corrected, "articles").entries
    assert [entry.id for entry in before] == [entry.id for entry in after]
    assert {entry.title for entry in after} == {"<b>Tout & rien</b>"}
    assert {entry.title_detail.type for entry in after} == {"text/plain"}


def test_a_feed_without_entries_is_sound(linked: LinkedArchive) -> None:
    empty = link(replace(linked.archive, articles={}), linked.as_of)[0]
    read = parsed(empty, "articles")
    assert read.bozo is False
    assert read.entries == []


def _table(text: str) -> list[dict[str, str]]:
    """Return the rows of a table; ValueError unless it has columns and each row has all of them."""
    head, *rows = csv.reader(io.StringIO(text), strict=True)
    if len(head) < 2 or not all(head):
        raise ValueError("no columns")
    return [dict(zip(head, row, strict=True)) for row in rows]


def _bibtex(text: str) -> None:
    """Raise ValueError unless a text is entries of BibTeX and nothing else."""
    library = parse_string(text)
    if library.failed_blocks or library.comments or not library.entries:
        raise ValueError("no BibTeX")


def _ris(text: str) -> None:
    """Raise ValueError unless a text is references of RIS."""
    if not rispy.loads(text):
        raise ValueError("no RIS")


def _database(text: str) -> int:
    """Return the version of the schema of a database; ValueError for anything else."""
    with closing(sqlite3.connect(":memory:")) as opened:
        try:
            opened.deserialize(text.encode("utf-8", "surrogateescape"))
            ((version,),) = opened.execute("PRAGMA schema_version")
        except sqlite3.DatabaseError as error:
            raise ValueError(*error.args) from None
    assert isinstance(version, int)
    return version


READERS: dict[str, Callable[[str], Any]] = {
    "application/atom+xml": ET.fromstring,
    "application/feed+json": json.loads,
    "application/json": json.loads,
    "application/vnd.sqlite3": _database,
    "application/ld+json": lambda text: json.loads(text)["@context"],
    "application/opensearchdescription+xml": ET.fromstring,
    "application/vnd.citationstyles.csl+json": json.loads,
    "application/x-bibtex": _bibtex,
    "application/x-research-info-systems": _ris,
    "text/calendar": Calendar.from_ical,
    "text/css": lambda text: text.index("@layer"),
    "text/csv": _table,
    "text/html": lambda text: text.index("<!doctype html>"),
    "text/markdown": lambda text: text.index("\n---"),  # below its front matter; JSON is one line
    "text/plain": str.splitlines,
}
"""By media type, a function that raises ValueError when a text is not of it."""


@pytest.mark.parametrize("name", EXPORTS)
def test_every_export_has_files_and_each_is_of_one_of_its_media_types(
    linked: LinkedArchive, name: str
) -> None:
    builder = ViewBuilder(linked, CATALOGUE, Deployment(url=SITE, commit="abc"))
    export = EXPORTS[name]
    records: list[tuple[Any, ...]] = [
        (id_, ())
        for id_, summary in linked.records.summaries.items()
        if summary.link.kind in export.kinds
    ]
    if PAIR in export.kinds:
        records += [(row.order.id, row.name) for row in linked.rows(PAIRS)]
    found = [file for args in (records or [()]) for file in export.files(builder, *args)]
    assert found
    for _, content in found:
        readable = 0
        for media_type in export.media_types:
            with suppress(ValueError, ET.ParseError, KeyError, csv.Error):
                READERS[media_type](content.decode("utf-8-sig", "surrogateescape"))
                readable += 1
        assert readable == 1


def test_more_addresses_than_a_sitemap_may_have_stand_in_several() -> None:
    pages = [f"articles/a{number:06}/" for number in range(2 * sitemap.ADDRESSES_A_FILE + 1)]
    found = sitemap.sitemaps(pages, SITE)
    assert list(found) == ["sitemap.xml", "sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml"]
    index, *parts = (ET.fromstring(content) for content in found.values())
    assert index.tag == f"{{{sitemap.NAMESPACE}}}sitemapindex"
    assert _places(index) == [f"{SITE}/{name}" for name in list(found)[1:]]
    assert [len(part) for part in parts] == [sitemap.ADDRESSES_A_FILE, sitemap.ADDRESSES_A_FILE, 1]
    assert [place for part in parts for place in _places(part)] == [f"{SITE}/{p}" for p in pages]
    assert list(sitemap.sitemaps(pages[: sitemap.ADDRESSES_A_FILE], SITE)) == ["sitemap.xml"]


def _places(read: ET.Element) -> list[str | None]:
    return [element.text for element in read.iter(f"{{{sitemap.NAMESPACE}}}loc")]


def test_a_sitemap_lists_absolute_addresses_once_in_order() -> None:
    read = ET.fromstring(sitemap.sitemaps(["b/?a&b", "", "a/"], SITE)["sitemap.xml"])
    found = [element.text for element in read.iter(f"{{{sitemap.NAMESPACE}}}loc")]
    assert found == [f"{SITE}/", f"{SITE}/a/", f"{SITE}/b/?a&b"]
