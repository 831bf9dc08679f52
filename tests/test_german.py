"""An archive in a third language: what its data says is enough for its quotations and its pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from suites.analysis import loading
from suites.analysis.linked_archive import LinkedArchive
from suites.archive import languages
from suites.archive.languages.catalogue import read_catalogue
from suites.archive.markdown.canonical import heading_id
from suites.archive.markdown.quotation_marks import other_pairs, quotations, unbalanced
from suites.archive.problems import Problem
from suites.archive.slugs import slug
from suites.capture.copy_text import CaptureText
from suites.capture.verification import verify
from suites.site.views import ViewBuilder, entity

GERMAN = languages.of("de")
MARKS = GERMAN.quotation_marks
ARTICLE = "2021-03-02-anzeiger-bahn"
SETTINGS = """\
model: 4
title: Die Bahn von Nebelhafen
subject: Eine versprochene Straßenbahn
description: Ein kleines Archiv.
language: de
period: 2020/2022
as_of: "2022-12-31"
rights: {texts: CC-BY-4.0, account_words: [1, 120], account_share: 90, common_run: 12,
  quotation_words: 15, quotation_total_words: 60, quotation_share: 90, note_words: 50}
"""
HEAD = """\
---
title: Das Rathaus verspricht eine Bahn
outlet: anzeiger
published: "2021-03-02"
lang: de
url: null
rights: {statement: InC, mode: account}
kind: news
summary: "Eine Frist und ein Preis."
added: "2026-01-02"
annotations:
"""
BODY = (
    "Im Rat hieß es, „die Bahn kommt ‚bald‘, im Mai“, und am 9. Januar fährt sie. "
    "Sie kostet 8 € oder 5 % weniger."
)
OUTLET = '---\nkind: [outlet]\nnames: [{name: "Anzeiger"}]\n---\n'


def load(
    folder: Path, body: str = BODY, *, outlet: str = OUTLET, **notes: str
) -> tuple[LinkedArchive | None, list[Problem]]:
    """A German archive of one article, with a note on the words of each keyword argument."""
    head = HEAD
    for number, (note, quote) in enumerate(notes.items()):
        head += f"  - id: n{number}\n    quote: {quote}\n    kind: context\n    note: {note!r}\n"
    files = {
        "archive.yaml": SETTINGS,
        "vocabulary.yaml": "lists: {}\nelements: {}\nunits: {}\n",
        "entities/anzeiger.md": outlet,
        f"articles/2021/{ARTICLE}.md": f"{head if notes else head[:-13]}---\n{body}\n",
    }
    for name, text in files.items():
        path = folder / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    loaded = loading.load_archive(folder / "content")
    return loaded.linked, list(loaded.problems)


def codes(folder: Path, body: str) -> list[str]:
    return [problem.code for problem in load(folder, body)[1]]


def test_german_lacks_nothing() -> None:
    assert languages.missing("de") == ()
    assert "de" in languages.tags()


@pytest.mark.parametrize(
    ("quote", "verbatim"),
    [
        ("kommt ‚bald‘", True),
        ("kommt 'bald'", True),
        ("die Bahn kommt", True),
        ("im Mai“, und am 9. Januar", False),
        ("am 9. Januar fährt", False),
    ],
)
def test_a_quote_is_the_sources_words_inside_its_marks(
    tmp_path: Path, quote: str, *, verbatim: bool
) -> None:
    linked, problems = load(tmp_path, Anmerkung=f'"{quote}"')
    assert problems == []
    assert linked
    (anchor,) = linked.anchors[ARTICLE]
    assert anchor.verbatim is verbatim


def test_the_closing_mark_opens_in_english_and_opens_nothing_here() -> None:
    text = "Er sagt „ja“ und sie „nein, ‚nie‘“, dann „doch“."
    held = [text[one.start : one.end] for one in quotations(text, MARKS)]
    assert held == ["ja", "nein, ‚nie‘", "doch"]
    assert unbalanced(text, MARKS) == ()
    assert other_pairs(text, MARKS) == ()
    assert unbalanced("Er sagt “ja” und geht.", MARKS) == (8,)


@pytest.mark.parametrize(
    "held", ["«ja»", "»ja«", "‚ja‘", '"ja"', "‹ja›", "›ja‹", "'ja'", "„ja”", ",,ja''"]
)
def test_words_in_any_other_marks_are_told(tmp_path: Path, held: str) -> None:
    found = codes(tmp_path, f"Er sagt {held} und geht.")
    assert found
    assert set(found) <= {"quotation-marks", "quotation-unbalanced"}


def test_an_open_quotation_is_told_with_the_marks_that_stand_inside_one(tmp_path: Path) -> None:
    (problem,) = load(tmp_path, "Er sagt „ja und geht, wie’s ihm gefällt.")[1]
    assert problem.code == "quotation-unbalanced"
    assert "‚ ‘" in problem.mend


@pytest.mark.parametrize(
    ("note", "found"),
    [
        ("Auf Englisch (auf Deutsch: ‚die Bahn kommt‘).", []),
        ("Auf Englisch „the tram“ (auf Deutsch: ‚die Bahn‘).", []),
        ("Auf Englisch (in English: ‚the tram‘).", ["quotation-marks"]),
        ("Auf Englisch ‚the tram‘.", ["quotation-marks"]),
    ],
)
def test_a_translation_has_the_form_of_the_language(
    tmp_path: Path, note: str, found: list[str]
) -> None:
    problems = load(tmp_path, **{note: "die Bahn kommt"})[1]
    assert [problem.code for problem in problems] == found


@pytest.mark.parametrize(
    "capture",
    [
        "„die Bahn kommt ‚bald‘, im Mai“",
        "»die Bahn kommt ›bald‹, im Mai«",
        "«die Bahn kommt ‹bald›, im\u00a0Mai»",
        "\"die Bahn kommt 'bald', im Mai\"",
    ],
)
def test_a_quotation_is_proven_whichever_marks_the_capture_has(
    tmp_path: Path, capture: str
) -> None:
    linked, problems = load(tmp_path)
    assert problems == []
    assert linked
    filler = " ".join(f"Satz Nummer {n}, der nichts sagt." for n in range(20))
    text = f"Im Rat: {capture}. {filler}"
    found = verify(linked, (ARTICLE,), {ARTICLE: [CaptureText(text, text)]})
    assert str(found) == "1 of 1 quotations proven, 0 without a capture"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("5 % von 8 €", "5~% von 8~€"),
        ("am 9. Januar 2024, um 20 Uhr", "am 9.~Januar 2024, um 20~Uhr"),
        ("im 2. Quartal, 3 Millionen Euro", "im 2.~Quartal, 3~Millionen Euro"),
        ("Ja ! „Nein“ ; 10 000", "Ja ! „Nein“ ; 10 000"),
    ],
)
def test_spaces_are_no_break_where_german_has_such(typed: str, expected: str) -> None:
    assert GERMAN.spacing.typeset(typed) == expected.replace("~", "\u00a0")


def test_a_decade_has_the_ending_that_its_preposition_asks_for(tmp_path: Path) -> None:
    names = '[{name: Kurier, until: "199X"}, {name: Bote, since: "199X", until: "2001-05-04"},'
    names += ' {name: Anzeiger, since: "2001~"}]'
    linked, problems = load(tmp_path, outlet=f"---\nkind: [outlet]\nnames: {names}\n---\n")
    assert problems == []
    assert linked
    builder = ViewBuilder(linked, read_catalogue("de"))
    page = entity.page(builder, linked.archive.entities["anzeiger"])
    assert [name.when.replace("\u00a0", " ") for name in page.names] == [
        "bis in die 1990er Jahre",
        "seit den 1990er Jahren, bis zum 4. Mai 2001",
        "seit etwa 2001",
    ]


def test_ids_have_the_letters_of_german() -> None:
    assert heading_id("Die Straße") == "h_die-strasse"
    assert slug("Straßenbahn heißt Bahn") == "strassenbahn-heisst-bahn"
