"""The archive says its language, once; a language that is not there is told by what it lacks."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.length import at_length
from support.miniature import SITE
from support.projects import copy_project
from support.rendered_pages import CATALOGUE, render_pages

from suites.analysis import loading
from suites.archive import anchoring, languages
from suites.archive.languages import addresses, data, words
from suites.archive.languages.catalogue import read_catalogue
from suites.archive.problems import report
from suites.archive.urls import in_language
from suites.build import BuildRequest
from suites.build.server.rebuild import Rebuilder
from suites.site import feeds
from suites.site.exports import calendar
from suites.site.share_images import share_image
from suites.site.views import ViewBuilder

URLS = in_language("fr")

ROOT = Path(__file__).parents[1]
SETTINGS = "content/archive.yaml"
BUILD = ("suites", "build")
PELICAN = ("pelican", "content", "-s", "pelicanconf.py")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The miniature archive with the real settings and theme."""
    return copy_project(tmp_path)


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def refused(project: Path, *command: str) -> list[str]:
    """The lines with which a command refuses to go on."""
    done = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=project,
        env={**os.environ, "PYTHONPATH": str(ROOT / "plugins")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert not (project / "output").exists()
    return (done.stdout + done.stderr).splitlines()


@pytest.mark.parametrize("tag", data.folders())
def test_a_language_lacks_nothing(tag: str) -> None:
    assert languages.missing(tag) == ()
    assert read_catalogue(tag).language == tag
    language = languages.of(tag)
    marks = language.quotation_marks
    assert language.quotation.format("x").strip(f"{marks.opening}{marks.closing}\u00a0 ") == "x"
    assert language.translation.fullmatch(language.translation_form.replace("…", "un mot"))


@pytest.mark.parametrize(
    ("tag", "lacking"),
    [
        ("it", "no folder plugins/suites/archive/languages/it/"),
        ("fr-CA", "no folder plugins/suites/archive/languages/fr-CA/"),
        ("tlh", "CLDR has no such language"),
    ],
)
def test_a_language_that_is_not_there_is_told_by_what_it_lacks(
    tmp_path: Path, tag: str, lacking: str
) -> None:
    content = shutil.copytree(SITE / "content", tmp_path / "content")
    edit(content / "archive.yaml", "language: fr", f"language: {tag}")
    (found,) = loading.load_archive(content).problems
    said = f'{SETTINGS}:5:11: an archive cannot be in "{tag}" yet [language-missing]'
    assert report([found]).startswith(said)
    there = ", ".join(languages.tags())
    near = "did you mean fr? Else " if tag == "fr-CA" else ""
    assert found.mend == f'{near}write one of: {there}; "{tag}" is not complete: {lacking}'


@pytest.mark.parametrize("command", [BUILD, PELICAN], ids=" ".join)
def test_no_build_begins_in_such_a_language(project: Path, command: tuple[str, ...]) -> None:
    edit(project / SETTINGS, "language: fr", "language: it")
    first, mend, count = refused(project, *command)
    assert first.endswith("[language-missing]")
    assert mend.startswith("  mend: ")
    assert count.endswith("the site is left as it was")


def test_serve_tells_of_it_as_well(project: Path) -> None:
    edit(project / SETTINGS, "language: fr", "language: it")
    said: list[str] = []
    rebuilder = Rebuilder(BuildRequest.of(project / "pelicanconf.py"), said.append)
    assert not rebuilder.build().is_good
    assert said[0].endswith("[language-missing]")


@pytest.mark.parametrize(("command", "tag"), [(BUILD, "de"), (PELICAN, "en")])
def test_the_settings_have_no_say_in_it(project: Path, command: tuple[str, ...], tag: str) -> None:
    edit(project / "pelicanconf.py", 'DEFAULT_LANG = ""', f'DEFAULT_LANG = "{tag}"')
    line = refused(project, *command)[-1]
    assert line.startswith(f'the language is said in {SETTINGS} alone, and is "fr" there')
    assert f'in place of "{tag}"' in line


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"money": [["$", "dollar"]]}, "Expected `array` of length 3, got 2 - at `$.money[0]`"),
        ({"plurals": [["", "s"]]}, "plurals has an ending that is empty"),
        ({"digraphs": [["œ", ""]]}, "digraphs has a pair with nothing in it"),
        ({"sounds": "c:k ph"}, "sounds are not as in c:ks: ph"),
    ],
    ids=lambda case: "".join(case),
)
def test_words_of_another_form_are_told(change: dict[str, Any], said: str) -> None:
    entries = data.read("fr", "search")
    assert list(words.faults(entries)) == []
    assert list(words.faults(entries | change)) == [said]


def test_nothing_in_the_query_of_an_address_has_two_meanings() -> None:
    for sort in ("q", URLS.searched["kind"]):
        changed = msgspec.structs.replace(URLS.names, parameters={"words": "mots", "sort": sort})
        assert list(addresses.faults(changed)) == [f"two things at one address: {sort}"]


# --- the no-break spaces that authors need not type

WIDE, NARROW = "\u00a0", "\u202f"
MISSING = re.compile(r"\d [%€$]| [;!?»%]|« |«\w|\w»")
"""A plain space where French has a no-break one, or a mark without its space."""

TYPED: dict[str, Callable[[str], str]] = {
    "plain": lambda text: re.sub(f"[{WIDE}{NARROW}]", " ", text),
    "tight": lambda text: re.sub(r"(?<=«)\s|\s(?=»)", "", text),
    "no-break": lambda text: re.sub(" (?=[;!?])", NARROW, re.sub("(?<=«) | (?=»)", WIDE, text)),
}
"""How the same text may be typed."""


def shown(content: Path) -> dict[str, str]:
    """What readers and their programs get of an archive: pages, feeds, calendar, cards."""
    linked = loading.load_archive(content).linked
    assert linked
    found = render_pages(linked)
    names = ("all", "corrections")
    builder = ViewBuilder(linked, CATALOGUE)
    fed = [file for name in names for file in feeds.archive_feed(builder, name)]
    for record in linked.archive.records():
        if linked.link_summaries[record.id].kind in feeds.FOLLOWED:
            fed += feeds.record_feed(builder, record.id)
    found |= {path: told.decode() for path, told in fed}
    found["calendar"] = re.sub(r"\r\n ", "", calendar.calendar(builder).decode())
    for announcement in (None, *linked.archive.announcements.values()):
        image = share_image.share_image(builder, announcement)
        url = URLS.image(announcement.id) if announcement else URLS.archive_image
        found[url] = f"{image.title}\n{image.text}\n{image.day}"
    return found


@pytest.fixture(scope="module")
def spelled(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What is shown of the miniature, with titles, notes and texts that want such spaces."""
    content = shutil.copytree(SITE / "content", tmp_path_factory.mktemp("spelled") / "content")
    edits = {
        "announcements/navette-electrique.md": {
            "title: La navette électrique": 'title: "La navette ; « enfin » !"',
            "à partir de juin 2021.": "à partir de juin 2021 ; à 5 % du prix.",
            "Le premier report.": "Le premier « report » ; pourquoi ?",
            "daté de la fin de mai.": "daté de la « fin » de mai ; à tort.",
            "Elle devait partir en juin ;": "Elle devait « partir » en juin ; elle attend ! Voir",
        },
        "announcements/ligne-b.md": {"title: ": "title: Enfin ! "},
        "articles/2022/2022-05-02-gazette-depart.md": {
            "Un an après le premier terme.": "Un an après ! Voir « juin » ; et [[ligne-b]] ?",
        },
    }
    for path, changes in edits.items():
        for old, new in changes.items():
            edit(content / path, old, new)
    return shown(content)


class _Words(HTMLParser):
    """The words of a page in the language of the archive, and nothing of code or of a headline."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self._apart: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        is_apart = tag in ("code", "script", "style") or given.get("lang", "fr") != "fr"
        if self._apart or (is_apart and tag != "html"):
            self._apart += [] if tag in VOID else [tag]

    def handle_endtag(self, tag: str) -> None:
        if self._apart and self._apart[-1] == tag:
            self._apart.pop()

    def handle_data(self, text: str) -> None:
        self.text += "" if self._apart else text


VOID = {"br", "hr", "img", "input", "link", "meta", "use", "path", "rect", "circle", "line"}


def test_spaces_are_no_break_in_pages_feeds_calendar_and_cards(spelled: dict[str, str]) -> None:
    wrong = {
        name: found[0]
        for name, text in spelled.items()
        for words in [_Words(text).text if name.endswith("/") or not name else text]
        if (found := MISSING.search(words))
    }
    assert wrong == {}
    title = f"La navette{NARROW}; «{WIDE}enfin{WIDE}»{NARROW}!"
    assert title in spelled["annonces/navette-electrique/"]
    assert f"<title>{title} (" in spelled["fil/annonces/navette-electrique.xml"]
    assert f'"title": "{title} (' in spelled["fil/annonces/navette-electrique.json"]
    assert title in spelled["partage/navette-electrique.png"]
    assert f"Enfin{NARROW}! La ligne B" in spelled["calendar"]
    note = f"Le premier «{WIDE}report{WIDE}»{NARROW}; pourquoi{NARROW}?"
    for page in (
        "annonces/navette-electrique/",
        *(f"fil/annonces/navette-electrique.{form}" for form in ("xml", "json")),
    ):
        assert note in re.sub("</?q[^>]*>", "", spelled[page]), page
    linked = f"Voir «{WIDE}juin{WIDE}»{NARROW}; et Enfin{NARROW}! La ligne B{NARROW}?"
    assert linked in _Words(spelled["articles/2022-05-02-gazette-depart/"]).text


@at_length
@pytest.mark.parametrize("typed", TYPED)
def test_what_is_shown_is_the_same_whatever_was_typed(tmp_path: Path, typed: str) -> None:
    content = shutil.copytree(SITE / "content", tmp_path / "content")
    before = shown(content)
    changed = 0
    for path in content.rglob("*.md"):
        text = path.read_text("utf-8")
        path.write_text(TYPED[typed](text), "utf-8")
        changed += path.read_text("utf-8") != text
    assert changed
    after = shown(content)
    assert [name for name in before if before[name] != after.get(name)] == []


def test_headlines_code_and_texts_in_another_language_keep_their_spaces(tmp_path: Path) -> None:
    content = shutil.copytree(SITE / "content", tmp_path / "content")
    night, late = "2020-10-05-harbour-post-night", "2022-11-20-echo-tram"
    edit(content / f"articles/2020/{night}.md", "trams by nobody", "trams : «nobody» !")
    edit(content / f"articles/2022/{late}.md", "seven km long.", "seven km long : «so» it is !")
    edit(content / "announcements/tram-ouvert.md", "Le tram est porté", "`a ; b = «c»` Le tram est")
    found = shown(content)
    assert "Boats by night, trams : «nobody» !" in found[f"articles/{night}/"]
    english = re.sub("<[^>]+>", "", found[f"articles/{late}/"])
    assert "long : «so» it is !" in english
    assert "a ; b = «c»" in re.sub("<[^>]+>", "", found["annonces/tram-ouvert/"])


@given(st.text("aé1 9€%;:!?«»$`\n\u00a0\u202f", max_size=30))
def test_a_text_that_was_set_is_set_and_wants_no_space_more(text: str) -> None:
    spacing = languages.of("fr").spacing
    found = spacing.typeset(text)
    assert spacing.typeset(found) == found
    assert not MISSING.search(re.sub("`[^`]*`", "`", found))
    assert anchoring.fold(spacing.replace_spaces(text)).text == anchoring.fold(text).text
    assert re.sub(r"\s", "", found) == re.sub(r"\s", "", text)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("10 000 euros", f"10{NARROW}000{WIDE}euros"),
        ("en 2022 100 personnes", "en 2022 100 personnes"),
        ("5 %, 8 $ et 3 €", f"5{WIDE}%, 8{WIDE}$ et 3{WIDE}€"),
        ("le 1er mai, le 12 mai 2022", f"le 1er{WIDE}mai, le 12{WIDE}mai 2022"),
        ("18 h, 3 marées", f"18{WIDE}h, 3 marées"),
        ("https://port-brume.example/?a=1", "https://port-brume.example/?a=1"),
        ("Qui ?!", f"Qui{NARROW}?!"),
        ("«`a ; b`» ; c", f"«{WIDE}`a ; b`{WIDE}»{NARROW}; c"),
    ],
)
def test_a_number_and_its_unit_stay_on_one_line(typed: str, expected: str) -> None:
    assert languages.of("fr").spacing.typeset(typed) == expected
