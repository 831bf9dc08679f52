"""A language is only data: in one that nobody speaks, all that is shown comes from its files."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from io import StringIO
from itertools import chain
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree as ET

import pytest
from icalendar import Calendar
from support import made_up_language
from support.made_up_language import CLOSE, OPEN, PREFIX, TAG, in_other_letters, strange
from support.search_documents import build_documents

from suites.analysis import loading
from suites.archive.languages.catalogue import read_catalogue
from suites.archive.model import Capture
from suites.capture.captured_article import CapturedArticle, Doubt, Guess
from suites.capture.drafts import Drafting
from suites.site.share_images.share_image import share_image
from suites.site.views import ViewBuilder

_CODE = {"script", "style", "code", "kbd"}
SHOWN = {"aria-label", "aria-description", "title", "alt", "placeholder", "label"}
"""Attributes that readers read or hear."""
SHOWN_LATER = {
    "data-all", "data-done", "data-failed", "data-meant", "data-none", "data-none-filtered",
    "data-one", "data-one-filtered", "data-few", "data-few-filtered", "data-many",
    "data-many-filtered", "data-partial", "data-text",
    "data-without", "data-announcements", "data-articles", "data-others", "data-cite", "data-form",
    "data-label",
}  # fmt: skip
"""What scripts show."""
META = {
    "description", "og:title", "og:description", "og:site_name", "og:image:alt", "DC.type",
    "DC.rights",
}  # fmt: skip


class Shown(HTMLParser):
    """What a page shows: its text, and the attributes that are shown too.

    A reference in a style is in the words of the style; a plain one begins with `<cite>`.
    """

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.attributes: list[str] = []
        self._code: list[str] = []
        self._in_style = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in ("span", "cite"):
            self._in_style = given.get("data-part") == "reference"
        if tag in _CODE:
            self._code.append(tag)
        self.text += "" if tag in ("q", "mark") else " "
        self.attributes += [given[name] for name in given.keys() & (SHOWN | SHOWN_LATER)]
        asked = urlsplit(given.get("href", ""))
        if asked.scheme == "mailto":  # what a reader reports begins with words of ours
            self.attributes += chain.from_iterable(parse_qs(asked.query).values())
        if "data-kind" in given and tag == "h1":
            self.attributes.append(given["data-kind"])
        if tag == "meta" and (given.get("name") or given.get("property")) in META:
            self.attributes.append(given["content"])

    def handle_endtag(self, tag: str) -> None:
        if tag in _CODE:
            self._code.pop()
        if tag == "span":
            self._in_style = False

    def handle_data(self, data: str) -> None:
        self.text += "" if self._code or self._in_style else data


@pytest.fixture(scope="module")
def output(made_up_project: Path) -> Path:
    return made_up_project / "output"


def test_no_page_says_a_word_that_is_not_of_the_language(output: Path) -> None:
    pages = sorted(output.rglob("*.html"))
    assert len(pages) > 100
    wrong = {}
    for path in pages:
        page = Shown(path.read_text("utf-8"))
        assert OPEN in page.text, path
        found = [word for text in (page.text, *page.attributes) for word in strange(text)]
        if found:
            wrong[str(path.relative_to(output))] = found
    assert wrong == {}


def test_no_page_says_that_it_is_in_another_language(output: Path) -> None:
    for path in output.rglob("*.html"):
        html = path.read_text("utf-8")
        assert f'<html lang="{TAG}">' in html, path
        assert 'lang="fr' not in html, path


def names(found: object) -> Iterator[str]:
    """Every name of a file of addresses."""
    if isinstance(found, dict):
        for one in found.values():
            yield from names(one)
    else:
        yield str(found)


def test_all_addresses_are_those_of_the_language(output: Path) -> None:
    aliases = {"glossaire", "lexique", "methode", "a-propos"}  # the archive's own
    named = {path.name for path in output.iterdir()} - aliases
    of_every_site = {
        "404.html", "index.html", "pagefind", "theme", "robots.txt", "sitemap.xml", "commit.txt",
        ".nojekyll", ".manifest.json",
    }  # fmt: skip
    assert all(name.startswith(PREFIX) for name in named - of_every_site), named
    for path in output.rglob("*.html"):
        for address in re.findall(r'(?:href|src)="([^"#?]*)', path.read_text("utf-8")):
            if ":" not in address and address.strip("./"):
                first = address.lstrip("./").split("/")[0]
                known = {*aliases, *of_every_site, "index.md", "annotations.jsonld"}
                assert first.startswith(PREFIX) or first in known, address
    french = set(names(made_up_language.read(made_up_language.FRENCH / "addresses.yaml")))
    for path in output.rglob("*"):
        if not {"pagefind", "theme"} & set(path.relative_to(output).parts):
            assert path.name.partition(".")[0] not in french, path


def words_of_xml(path: Path) -> Iterator[str]:
    for one in ET.fromstring(path.read_bytes()).iter():
        name = one.tag.rpartition("}")[2]
        if name not in ("id", "updated", "published", "InputEncoding", "Language", "Url", "Image"):
            yield one.text or ""
        yield from (one.attrib[key] for key in ("term", "title") if key in one.attrib)


def words_of_json(found: object, key: str = "") -> Iterator[str]:
    if isinstance(found, dict):
        for name, value in found.items():
            yield from words_of_json(value, name)
    elif isinstance(found, list):
        for value in found:
            yield from words_of_json(value, key)
    elif isinstance(found, str) and key in JSON_WORDS:
        yield found


JSON_WORDS = {"title", "description", "user_comment", "content_text", "name", "tags"}


def words_of_files(output: Path) -> Iterator[tuple[Path, str]]:
    """Every text of the files for other programs."""
    for path in sorted(output.rglob("*")):
        match path.suffix:
            case ".xml" if path.name != "sitemap.xml":
                yield from ((path, text) for text in words_of_xml(path))
            case ".json" if PREFIX in path.parent.name or path.parent.parent.name == f"{PREFIX}fil":
                content = json.loads(path.read_text("utf-8"))
                yield from ((path, text) for text in words_of_json(content))
            case ".csv":
                rows = csv.reader(StringIO(path.read_text("utf-8-sig")))
                yield from ((path, cell) for cell in next(rows))
            case ".css":
                strings = re.findall(r'(?:content|symbols): *"([^"]*)"', path.read_text("utf-8"))
                yield from ((path, re.sub(r"\\[0-9a-f]+ ?", "", text)) for text in strings)
            case ".ics":
                calendar = Calendar.from_ical(path.read_bytes())
                texts = [calendar["X-WR-CALNAME"]]
                for event in calendar.events:
                    texts += [event["SUMMARY"], event["DESCRIPTION"]]
                yield from ((path, str(text)) for text in texts)


def test_nor_does_a_file_for_another_program(output: Path) -> None:
    found = list(words_of_files(output))
    endings = {path.suffix for path, text in found if OPEN in text}
    assert endings == {".xml", ".json", ".csv", ".css", ".ics"}
    assert [(str(path), strange(text)) for path, text in found if strange(text)] == []


def test_nor_does_a_card_where_a_page_is_shared(made_up_project: Path) -> None:
    with made_up_language.spoken(made_up_project / "languages"):
        linked = loading.load_archive(made_up_project / "content").linked
        assert linked
        builder = ViewBuilder(linked, read_catalogue(TAG))
        for one in (None, *linked.archive.announcements.values()):
            card = share_image(builder, one)
            words = (card.archive, card.title, card.text, card.day, *(s.label for s in card.states))
            assert [word for text in words for word in strange(text)] == []
            assert one is None or card.day.startswith(OPEN)
            assert one is None or all(state.label.endswith(CLOSE) for state in card.states)


def test_nor_does_a_draft(made_up_project: Path) -> None:
    page = CapturedArticle(
        in_other_letters("Un tram gratuit. " * 30) + "\n\n…",
        headline=Guess("abc", "h1", "abc, def"),
        published=Guess("2022-05~", "day-in-text", "may"),
        doubts=(Doubt("text-short", {"n": "3"}),),
    )
    with made_up_language.spoken(made_up_project / "languages"):
        linked = loading.load_archive(made_up_project / "content").linked
        assert linked
        drafting = Drafting(linked, read_catalogue(TAG), "2026-11-23", None)
        draft = drafting.draft(page, Capture(sha256="0a" * 32, kind="text"))
    comments = re.findall(r"# (.*)", draft.record)
    assert len(comments) > 8
    for comment in comments:
        assert comment.startswith(OPEN), comment
        assert comment.endswith(CLOSE), comment
        assert strange(comment) == [], comment


def test_nor_does_what_the_search_reads(made_up_project: Path) -> None:
    with made_up_language.spoken(made_up_project / "languages"):
        linked = loading.load_archive(made_up_project / "content").linked
        assert linked
        for one in build_documents(linked, read_catalogue(TAG)):
            texts = [one.facts, *chain.from_iterable(one.filters.values())]
            texts += [text for part in one.sections for text in (part.heading, part.text)]
            assert [word for text in texts for word in strange(text)] == [], one.path
