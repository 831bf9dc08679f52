"""Of a withdrawn record nothing is left anywhere, and its address says that it was withdrawn.

Each text of a few records holds a word that stands nowhere else. They are built, then withdrawn,
and the words are sought in every byte of the site that is built over the older one.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest
from support.build_results import clean_build, differing_paths, read_tree
from support.in_process import builder
from support.miniature import copy_content
from support.projects import copy_project
from support.withdrawn_records import add_withdrawn_records

from suites.analysis import loading
from suites.archive import problems
from suites.build import sqlite_wasm
from suites.cli import main

TODAY = date(2026, 1, 31)
ARTICLE = "articles/2022/2022-08-08-vigie-retrait.md"
ANNOUNCEMENT = "announcements/retrait.md"
PERSON, OUTLET, THEME = "entities/personne.md", "entities/feuille.md", "themes/sujet.md"
OTHER, OTHER_ARTICLE = "announcements/temoin.md", "articles/2022/2022-09-09-vigie-temoin.md"

MARK = re.compile(rb"zq[hb]x[a-z]+", re.IGNORECASE)
"""A word of a head, or of all else: zqhxnom, zqbxnote."""

BEFORE = {
    ARTICLE: """---
title: Un zqhxtitre est promis
headline: "Le zqhxheadline arrive"
outlet: feuille
authors: [Zqhxauteur Renard]
published: "2022-08-08~"
published_basis: "La page dit zqbxbasis."
lang: fr
url: https://feuille.example/zqhxadresse
archived: [{url: "https://archive.example/zqbxcopie", at: "2022-08-09"}]
rights: {statement: InC, mode: account}
summary: "On y lit zqbxresume."
added: "2026-01-05"
aliases: [2022-08-vigie-retrait]
corrections: [{on: "2026-01-06", was: "C’était zqbxavant.", now: "C’est zqbxapres."}]
annotations:
  - id: zqbxancre
    quote: {exact: un zqbxexact partira, prefix: "promis « ", suffix: zqbxsuffixe}
    kind: claim
    announcement: retrait
    role: announces
    speaker: personne
    note: "Une zqbxnote, dite ainsi."
    elements: {prix: {value: 3, unit: EUR, text: "zqbxtrois euros"}}
  - id: delai
    quote: il sera zqbxpret en 2023
    kind: claim
    announcement: temoin
    role: delays
    note: "Le zqbxdelai."
  - id: faute
    quote: Une zqbxfaute
    kind: correction
    was: "Une zqbxerreur"
    on: "2026-01-07"
    by: zqbxredaction
    note: "Une zqbxrectification."
---
Il a promis « un zqbxexact partira zqbxsuffixe », et qu’« il sera zqbxpret en 2023 ». Une zqbxfaute
a été lue par [[personne]], que rien n’oblige à dire la suite de ce zqbxrecit.
""",
    ANNOUNCEMENT: """---
title: Le zqhxnavire
kind: promise
claim: "Un zqbxenonce se vérifie en 2022."
actors: [personne]
themes: [sujet]
aliases: [retrait-ancien]
events:
  - on: "2022-08-08"
    stage: announced
    modality: promised
    due: "2022-10"
    occasion: "zqbxoccasion du port"
    evidence: [2022-08-08-vigie-retrait#zqbxancre]
    outside: [{name: "Le zqbxdehors", url: "https://zqbxdehors.example/"}]
    note: "Un zqbxevenement."
  - on: "2022-09-09"
    due: "2022-12"
    evidence: [2022-09-09-vigie-temoin#depart]
  - on: "2022-12-30"
    review: "Rien de zqbxrevu."
corrections: [{on: "2026-01-06", was: "Avant zqbxfaux.", now: "Après zqbxjuste."}]
relations:
  - {type: follows, target: tram-ouvert, note: "Une zqbxsuite."}
discrepancies:
  - element: prix
    on: "2022"
    quotes: [2022-08-08-vigie-retrait#zqbxancre, 2022-09-09-vigie-temoin#depart]
    note: "Un zqbxdesaccord."
added: "2026-01-05"
---
Le zqbxcontexte de [[2022-08-08-vigie-retrait]].
""",
    PERSON: """---
kind: [person]
names: [{name: Ana Zqhxancien, until: "2020"}, {name: Ana Zqhxnom, since: "2020"}]
same_as: [https://personne.example/zqbxmeme]
aliases: [personne-ancienne]
---
Une zqbxvie.
""",
    OUTLET: """---
kind: [outlet]
names: [{name: La Zqhxfeuille}]
---
Un zqbxjournal.
""",
    THEME: """---
title: Le zqhxsujet
summary: "Tout ce zqbxtheme."
---
Des mots de zqbxsujet.
""",
    OTHER: """---
title: Un témoin
kind: promise
claim: "Le témoin roule en 2022."
actors: [personne, ana-morel]
themes: [sujet, transports]
events:
  - on: "2022-09-09"
    stage: announced
    modality: promised
    due: "2022"
    evidence: [2022-09-09-vigie-temoin#depart]
  - on: "2022-10-10"
    due: "2023"
    evidence: [2022-08-08-vigie-retrait#delai]
relations:
  - type: depends-on
    target: retrait
    compare: true
    evidence: [2022-09-09-vigie-temoin#depart, 2022-08-08-vigie-retrait#delai]
added: "2026-01-05"
---
Voir [[retrait]] et [[2022-08-08-vigie-retrait#delai]].
""",
    OTHER_ARTICLE: """---
title: Le témoin partira
outlet: la-vigie
published: "2022-09-09"
lang: fr
rights: {statement: InC, mode: account}
summary: "Une date."
added: "2026-01-05"
annotations:
  - id: depart
    quote: le témoin partira en 2022
    kind: claim
    announcement: retrait
    role: repeats
    speaker: personne
    elements: {prix: {value: 4, unit: EUR}}
    note: "Comme [[2022-08-vigie-retrait|dans la Feuille]]."
---
Le journal écrit que « le témoin partira en 2022 », sans dire d’où il le tient, ni de [[personne]].
""",
}

WITHOUT = {
    OTHER: """---
title: Un témoin
kind: promise
claim: "Le témoin roule en 2022."
actors: [ana-morel]
themes: [transports]
events:
  - on: "2022-09-09"
    stage: announced
    modality: promised
    due: "2022"
    evidence: [2022-09-09-vigie-temoin#depart]
added: "2026-01-05"
---
""",
    OTHER_ARTICLE: """---
title: Le témoin partira
outlet: la-vigie
published: "2022-09-09"
lang: fr
rights: {statement: InC, mode: account}
summary: "Une date."
added: "2026-01-05"
annotations:
  - id: depart
    quote: le témoin partira en 2022
    kind: claim
    announcement: temoin
    role: announces
    note: "Sans plus."
---
Le journal écrit que « le témoin partira en 2022 », sans dire d’où il le tient, ni de personne.
""",
}
"""The records that named the withdrawn ones, and do so no more."""

SAYS = 'withdrawn: {{on: "2026-01-12", why: "Une demande.", keep: {keep}{comparisons}}}'
KEPT = {
    ARTICLE: ("title", "headline", "authors", "lang", "url", "aliases"),
    ANNOUNCEMENT: ("title", "kind", "aliases"),
    PERSON: ("kind", "names", "aliases"),
    OUTLET: ("kind", "names"),
    THEME: ("title",),
}
PAGES = {
    ARTICLE: "articles/2022-08-08-vigie-retrait/index.html",
    ANNOUNCEMENT: "annonces/retrait/index.html",
    PERSON: "entites/personne/index.html",
    OUTLET: "medias/feuille/index.html",
    THEME: "themes/sujet/index.html",
}
OLD_PAGES = (
    "articles/2022-08-vigie-retrait/index.html",
    "annonces/retrait-ancien/index.html",
    "entites/personne-ancienne/index.html",
)
COMPARISON = "temoin/depend-de-retrait"
"""The comparison that quoted the article, of an announcement that stays."""


def withdrawn(path: str, keep: str) -> str:
    """What is left of a record."""
    kept = ("aliases", "kind") if keep == "nothing" and "entities" in path else ("aliases",)
    kept = KEPT[path] if keep == "head" else kept
    lines = BEFORE[path].split("---\n")[1].splitlines()
    left = [line for line in lines if line.partition(":")[0] in kept]
    comparisons = f", comparisons: [{COMPARISON}]" if path == ARTICLE else ""
    return "\n".join(["---", *left, SAYS.format(keep=keep, comparisons=comparisons), "---", ""])


def write(content: Path, texts: Mapping[str, str]) -> None:
    for path, text in texts.items():
        (content / path).write_text(text, "utf-8")


def withdraw(content: Path, keep: str) -> None:
    write(content, {**WITHOUT, **{path: withdrawn(path, keep) for path in KEPT}})


def marked(tree: Mapping[str, bytes]) -> dict[str, set[str]]:
    """The marked words in a site, by the path of the file; what is compressed is read."""
    found = {}
    for path, raw in tree.items():
        read = gzip.decompress(raw) if raw.startswith(b"\x1f\x8b") else raw
        words = {word.decode().lower() for word in MARK.findall(path.encode() + b"\n" + read)}
        found[path] = words
    return {path: words for path, words in found.items() if words}


class Sites(NamedTuple):
    """The site before, and those after records were withdrawn, each built over the last one."""

    project: Path
    before: Mapping[str, bytes]
    nothing: Mapping[str, bytes]
    head: Mapping[str, bytes]


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Sites:
    project = copy_project(tmp_path_factory.mktemp("withdrawn"))
    content, trees = project / "content", []
    for step in ("before", "nothing", "head"):
        write(content, BEFORE) if step == "before" else withdraw(content, step)
        made = builder(content, project / ".cache", site_url="https://example.org")
        # As the command does, where what asks the data is set up.
        made.settings = replace(made.settings, data_files=True, sqlite_wasm=sqlite_wasm.package())
        assert problems.report(made.load().problems) == ""
        made.build()
        made.close()
        trees.append(read_tree(project / "output"))
    return Sites(project, *trees)


def test_before_each_marked_word_stands_in_many_files(sites: Sites) -> None:
    """What is sought afterwards was there to be found."""
    planted = {word.decode().lower() for word in MARK.findall("".join(BEFORE.values()).encode())}
    found = marked(sites.before)
    assert planted <= set().union(*found.values())
    kinds = (
        "annonces articles au/2022-08 chronologie echeances entites face-a-face fil medias".split()
    )
    kinds += [f"pagefind/{name}" for name in ("columns", "index", "texts", "words")]
    kinds += "donnees/archive.sqlite donnees/records.json embed recherche themes".split()
    assert [kind for kind in kinds if not any(path.startswith(kind) for path in found)] == []


def test_nothing_of_a_withdrawn_record_is_left_anywhere(sites: Sites) -> None:
    assert marked(sites.nothing) == {}


def test_a_head_that_is_kept_stands_on_its_own_page_alone(sites: Sites) -> None:
    found = marked(sites.head)
    assert found.keys() == set(PAGES.values())
    heads = {path: set(re.findall("zqhx[a-z]+", BEFORE[path].lower())) for path in KEPT}
    heads[ARTICLE] -= {"zqhxfeuille"}
    assert found == {PAGES[path]: words for path, words in heads.items()}


def test_each_address_says_that_its_record_was_withdrawn_when_and_why(sites: Sites) -> None:
    pages = (*PAGES.values(), *OLD_PAGES, f"face-a-face/{COMPARISON}/index.html")
    for tree in (sites.nothing, sites.head):
        for path in pages:
            html = tree[path].decode()
            assert '<meta name="robots" content="noindex">' in html, path
            assert '<time datetime="2026-01-12">' in html, path
            assert "Une demande." in html, path
            address = path.removesuffix("index.html")
            assert address.encode() not in tree["sitemap.xml"]
            assert list(filter(lambda one, at=address: one.startswith(at), tree)) == [path]


def test_what_named_a_withdrawn_record_is_told_all_at_once(tmp_path: Path) -> None:
    content = copy_content(tmp_path)
    write(content, BEFORE)
    write(content, {path: withdrawn(path, "nothing").replace(COMPARISON, "a/b") for path in KEPT})
    told = loading.load_archive(content, today=TODAY).problems
    assert {one.code for one in told} == {"withdrawn-reference"}
    assert [(one.path, one.line, one.column, one.what.split('"')[1]) for one in told] == [
        *(
            (f"content/{OTHER}", *place)
            for place in (
                (5, 10, "personne"),
                (6, 10, "sujet"),
                (15, 16, "2022-08-08-vigie-retrait"),
                (18, 13, "retrait"),
                (20, 48, "2022-08-08-vigie-retrait"),
                (23, 6, "retrait"),
                (23, 21, "2022-08-08-vigie-retrait"),
            )
        ),
        *(
            (f"content/{OTHER_ARTICLE}", *place)
            for place in (
                (13, 19, "retrait"),
                (15, 14, "personne"),
                (17, 11, "2022-08-vigie-retrait"),
                (19, 87, "personne"),
            )
        ),
    ]


def test_an_id_that_was_withdrawn_is_given_to_nothing_else(tmp_path: Path) -> None:
    content = add_withdrawn_records(copy_content(tmp_path))
    alias = "aliases: [2022-08-vigie-erreur, faux-temoin]\n"
    theme = content / "themes/tarifs.md"
    theme.write_text(theme.read_text("utf-8").replace("---\n", f"---\n{alias}", 1), "utf-8")
    told = loading.load_archive(content, today=TODAY).problems
    assert [f"{one.path}:{one.line}:{one.column}: {one.what}" for one in told] == [
        "content/articles/2022/2022-08-20-vigie-erreur.md:2:11: "
        'the old id "2022-08-vigie-erreur" belongs to content/themes/tarifs.md:2:11',
        "content/themes/tarifs.md:2:33: "
        'the old id "faux-temoin" belongs to content/entities/faux-temoin.md',
    ]


SAID = 'withdrawn: {on: "2026-01-12", why: "Une demande.", keep: nothing}'
COMPARED = "fermeture-du-pont/contredit-pont-ouvert"


@pytest.mark.parametrize(
    ("path", "text", "told"),
    [
        ("themes/a.md", "withdrawn:", ["2:11 value-wrong"]),
        ("themes/a.md", SAID.replace("nothing", "tail"), ["2:58 value-unknown"]),
        ("themes/a.md", SAID.replace("nothing", "head"), ["1:1 key-missing"]),
        ("themes/a.md", SAID.replace("2026-01-12", "2026-02-12"), ["2:17 added-ahead"]),
        ("themes/a.md", SAID.replace("Une demande", "Une *demande*"), ["2:36 markup-unknown"]),
        ("themes/a.md", f"{SAID}\ntitle: A", ["3:1 withdrawn-kept"]),
        ("themes/a.md", SAID.replace("2026-01-12", TODAY.isoformat()), []),
        ("themes/a.md", f"{SAID}\n---\nUn mot.\n", ["4:1 withdrawn-kept"]),
        ("entities/a.md", SAID, ["1:1 key-missing"]),
        ("entities/a.md", f"{SAID}\nkind: [boat]", ["3:8 value-unknown"]),
        ("themes/a.md", SAID.replace("}", ", comparisons: [a]}"), ["2:81 id-wrong"]),
        ("pages/annonces.md", SAID, ["1:1 address-taken"]),
        (
            "themes/a.md",
            SAID.replace("}", f", comparisons: [{COMPARED}, a/b, a/b]}}"),
            ["2:81 address-taken", "2:127 address-taken"],
        ),
    ],
)
def test_a_withdrawn_record_says_what_it_should_and_keeps_no_more(
    path: str, text: str, told: list[str], tmp_path: Path
) -> None:
    content = copy_content(tmp_path)
    (content / path).write_text(
        f"---\n{text}\n---\n" if "---" not in text else f"---\n{text}", "utf-8"
    )
    found = loading.load_archive(content, today=TODAY).problems
    assert [f"{one.line}:{one.column} {one.code}" for one in found] == told


def test_stats_verify_and_check_pass_over_what_was_withdrawn(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = add_withdrawn_records(copy_content(tmp_path))
    for command in ("check", "stats", "verify"):
        assert main([command, "--content", str(content)]) == 0
    assert "erreur" not in capsys.readouterr().out


PRINTED = """<!doctype html><html lang="fr"><head><title>Une erreur sur le tram</title>
<meta property="og:site_name" content="Le Courrier du sable">
<meta property="article:published_time" content="2022-09-02"></head><body><article>
<h1>Une erreur sur le tram</h1><p>Le pont tournant a été annoncé hier par Ana Morel, maire de
Port-Brume, devant une assemblée nombreuse qui attendait depuis des mois une réponse claire.</p>
</article></body></html>"""


@pytest.mark.prove
def test_a_draft_proposes_nothing_that_was_withdrawn(tmp_path: Path) -> None:
    content = add_withdrawn_records(copy_content(tmp_path))
    (tmp_path / "page.html").write_text(PRINTED, "utf-8")
    folders = ["--content", str(content), "--captures", str(tmp_path / "captures")]
    assert main(["convert", str(tmp_path / "page.html"), *folders]) == 0
    (draft,) = content.glob("articles/2022/*-courrier-*.md")
    text = draft.read_text("utf-8")
    assert "[[ana-morel]]" in text
    assert "outlet: null" in text
    assert "pont-tournant" not in text


@pytest.mark.prove
def test_a_clean_build_makes_the_same_site(sites: Sites, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITEURL", "https://example.org")
    monkeypatch.setenv("DATA_FILES", "1")
    assert differing_paths(dict(sites.head), clean_build(sites.project)) == []
    withdraw(sites.project / "content", "nothing")
    clean = clean_build(sites.project)
    assert marked(clean) == {}
    assert differing_paths(dict(sites.nothing), clean) == []
