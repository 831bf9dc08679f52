"""Bounds: a file within the limits is checked in seconds, whatever it is filled with.

Costs are compared with that of a usual text of the same length, read in the same run: what costs
the square of its length is far above any multiple of it, and a slow machine is slow for both.
"""

from __future__ import annotations

import shutil
import time
from pathlib import Path
from typing import get_origin

import pytest
from annotated_types import MaxLen
from support.length import sample
from support.miniature import SITE

from suites.analysis import loading
from suites.archive import languages, markdown
from suites.archive.front_matter import MAX_BODY, MAX_SIZE
from suites.archive.model import (
    Annotation,
    Announcement,
    Article,
    Discrepancy,
    Entity,
    Event,
    Page,
    Relation,
    Theme,
)
from suites.archive.model.values import MAX_MEMBERS, Part
from suites.archive.problems import MAX_REPORTED

DEARER = 8
"""How many times as dear as the usual text a text may be; none is three times."""

SNIPPETS = (
    "[r] ", "[[tram]] ", "[[non-{i}]] ", "[[tram|x]] ", "[a](/b) ", "![a](b) ", "[a][r] ", "[^1] ",
    "[^1]: a\n\n", "[r{i}]: /a\n", "<https://a.fr> ", "http://a.fr ", "<b> ", "<!-- ", "&amp; ",
    "&eacute", "\\« ", "« ", "`a ", "**a", "*_a_* ", "~~a~~ ", "x^2^ ", "{.a} ", ":a: ", "![",
    "[[a", "[](", "a\n", "a\n\n", "a  \n", "- a\n", "- ", "1. a\n", "> ", "> - a\n", "# a\n",
    "a\n---\n", "```\n", "    a\n", "a\n: b\n\n", "|", "|a|b|\n|-|-|\n", "\u00a0",
)  # fmt: skip

ARTICLE = (
    'outlet: null\npublished: "2021-03-02"\nlang: fr\nrights: {statement: InC, mode: account}\n'
    'title: Un essai\nsummary: Un essai.\nadded: "2026-01-03"\n'
)
ANNOUNCEMENT = 'title: Un essai\nkind: promise\nclaim: Un essai.\nactors: []\nadded: "2026-01-03"\n'
EVENT = 'on: "2021-03", stage: announced, due: none, evidence: [a#aa]'
NOTED = "id: a{i}, quote: mot, kind: context"
FILLED = {
    "aliases": ("pages", "title: x\nsummary: x\naliases:\n", "- a{i}\n"),
    "names": ("entities", "kind: [product]\nnames:\n", "- {name: Nom {i}}\n"),
    "dated names": ("entities", "kind: [product]\nnames:\n", '- {name: a, since: "2{i}"}\n'),
    "other addresses": (
        "entities", "kind: [product]\nnames: [{name: a}]\nsame_as:\n", "- https://a.fr/{i}\n"
    ),
    "authors": ("articles/2021", f"{ARTICLE}authors:\n", "- Un nom {i}\n"),
    "archived copies": ("articles/2021", f"{ARTICLE}archived:\n", "- {url: https://a.fr/{i}}\n"),
    "annotations": ("articles/2021", f"{ARTICLE}annotations:\n", f"- {{{NOTED}, note: n}}\n"),
    "notes": (
        "articles/2021", f"{ARTICLE}annotations:\n", f"- {{{NOTED}, note: \"{'[' * 2500}\"}}\n"
    ),
    "links in notes": (
        "articles/2021",
        f"{ARTICLE}annotations:\n",
        f"- {{{NOTED}, note: \"{'[[non-{i}]] ' * 200}\"}}\n",
    ),
    "elements": (
        "articles/2021",
        f"{ARTICLE}annotations:\n- id: aa\n  quote: mot\n  kind: context\n  note: n\n  elements:\n",
        "    e{i}: {value: 1}\n",
    ),
    "events": ("announcements", f"{ANNOUNCEMENT}events:\n", f"- {{{EVENT}}}\n"),
    "evidence": (
        "announcements", f"{ANNOUNCEMENT}events:\n- on: \"2021\"\n  evidence:\n", "  - a{i}#aa\n"
    ),
    "relations": (
        "announcements", f"{ANNOUNCEMENT}relations:\n", "- {type: follows, target: a{i}}\n"
    ),
    "discrepancies": (
        "announcements",
        f"{ANNOUNCEMENT}discrepancies:\n",
        "- {element: prix, quotes: [a{i}#aa, b{i}#bb], note: n}\n",
    ),
    "themes": ("announcements", f"{ANNOUNCEMENT}themes:\n", "- t{i}\n"),
    "products": ("announcements", f"{ANNOUNCEMENT}products:\n", "- t{i}\n"),
}  # fmt: skip
WRONG = {
    "wrong aliases": ("pages", "title: x\nsummary: x\naliases:\n", "- A{i}\n"),
    "unknown keys": ("pages", "title: x\nsummary: x\n", "k{i}: 1\n"),
    "keys given twice": ("pages", "title: x\nsummary: x\n", "k: 1\n"),
    "texts of one list": ("pages", "title: x\nsummary: x\naliases: [", "{a: b}, "),
}
LENGTH = MAX_BODY // 2


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A content folder with nothing in it but what every archive has."""
    folder = tmp_path_factory.mktemp("bounds") / "content"
    folder.mkdir()
    for name in ("archive.yaml", "vocabulary.yaml"):
        shutil.copy(SITE / "content" / name, folder)
    return folder


@pytest.fixture(scope="module")
def usual(content: Path) -> float:
    """The seconds of the processor that a usual text costs, with what every archive has."""
    return max(
        cost(content, "pages", page("Un *mot* et [un autre](#h_a). " * (LENGTH // 30)))[0], 0.2
    )


def repeated(snippet: str, length: int) -> str:
    count = length // len(snippet.replace("{i}", "99999"))
    return "".join(snippet.replace("{i}", str(number)) for number in range(count))


def page(text: str) -> str:
    return f"---\ntitle: Une page\nsummary: Une page.\n---\nVoici :\n\n{text}\n"


def cost(content: Path, folder: str, text: str) -> tuple[float, loading.LoadedArchive]:
    path = content / folder / "un-essai.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    began = time.process_time()
    reading = loading.load_archive(content)
    spent = time.process_time() - began
    path.unlink()
    return spent, reading


@pytest.mark.prove
@pytest.mark.parametrize("snippet", sample(SNIPPETS, 3))
def test_no_text_costs_or_weighs_more_than_its_length(
    content: Path, usual: float, snippet: str
) -> None:
    spent, reading = cost(content, "pages", page(repeated(snippet, LENGTH)))
    assert spent < DEARER * usual
    assert reading.readable
    french = languages.of("fr")
    passages = markdown.render(reading.readable.bodies["un-essai"], (), lambda _: None, french)
    assert sum(len(passage.html) for passage in passages) < 40 * LENGTH


@pytest.mark.parametrize("name", FILLED)
def test_a_list_has_a_bound_and_what_is_over_it_costs_little(
    content: Path, usual: float, name: str
) -> None:
    folder, head, member = FILLED[name]
    spent, reading = cost(
        content, folder, f"---\n{head}{repeated(member, MAX_SIZE - 1000)}---\nUn mot.\n"
    )
    assert spent < DEARER * usual
    assert any(f"{MAX_MEMBERS} members at most" in one.mend for one in reading.problems)


@pytest.mark.parametrize("name", FILLED)
def test_a_list_that_is_full_costs_little(content: Path, usual: float, name: str) -> None:
    folder, head, member = FILLED[name]
    full = "".join(member.replace("{i}", str(i)) for i in range(MAX_MEMBERS))
    spent, reading = cost(content, folder, f"---\n{head}{full}---\nUn mot.\n")
    assert spent < DEARER * usual
    assert not any("members at most" in one.mend for one in reading.problems)


@pytest.mark.parametrize("name", WRONG)
def test_of_very_many_mistakes_the_first_are_told(content: Path, usual: float, name: str) -> None:
    folder, head, member = WRONG[name]
    end = "]\n" if "[" in head else ""
    spent, reading = cost(
        content, folder, f"---\n{head}{repeated(member, MAX_SIZE - 1000)}{end}---\nUn mot.\n"
    )
    assert spent < DEARER * usual
    assert 0 < len(reading.problems) <= 2 * MAX_REPORTED


def test_every_list_of_a_record_has_a_bound() -> None:
    records: list[type[Part]] = [Article, Announcement, Entity, Theme, Page]
    for part in (*records, Annotation, Event, Relation, Discrepancy):
        for name, field in part.model_fields.items():
            if get_origin(field.annotation) in (tuple, dict) and name != "keys":
                assert any(isinstance(rule, MaxLen) for rule in field.metadata), (part, name)


@pytest.mark.parametrize(
    ("text", "code"),
    [("[[tram]] " * 110_000, "file-too-large"), ("mot " * (MAX_BODY // 4), "text-too-large")],
)
def test_what_is_over_a_limit_is_not_read(content: Path, text: str, code: str) -> None:
    _, reading = cost(content, "pages", page(text))
    assert code in [one.code for one in reading.problems]
    assert reading.readable
    assert "un-essai" not in reading.readable.bodies
