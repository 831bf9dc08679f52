"""Slips of Markdown: what nobody would see as it was meant is told, and prose is left alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.commands import replace_once
from support.miniature import copy_content

from suites.analysis import loading
from suites.archive import markdown
from suites.archive.markdown.lint.tables import MAX_CELLS
from suites.archive.problems import codes

TOLD = {
    "HTML": ("html-forbidden", [
        "Une <b>phrase</b>.", "a<br>b", "a<br/>", "<DIV class='x'>", "fin</p>", "<sup>e</sup>",
        "Texte <!-- à revoir -->", "<!--\n\nun\n\n-->", "<?php x ?>", "<!DOCTYPE html>",
    ]),
    "signs of another Markdown": ("markup-unknown", [
        "~~faux~~ vrai", "- [ ] à faire", "1. [x] fait", "un ==mot==", "H~2~O", "m^2^",
        "[mot]{.classe}", "un mot {.classe}", "{{ page.title }}", "{% if x %}", "%%note%%",
        ":smile: oui", "^[une note]", "![[x]]", "> [!NOTE]\n> mot", "[TOC]", "fin\\",
    ]),
    "signs without their pair": ("markup-unclosed", [
        "**Note :**texte", "*mot", "_mot", "mot** suite", "** mot **", "**mot*", "un `mot",
        "l`été", "```\ncode", "~~~\ncode", "voir [[tram", "[[x|y", "[[ ]]",
        "[mot](https://x.example/a b)", "[a [b](https://x.example) c](https://y.example)",
        "&nbsp", "&#160 mot", "l'**« mot »**suite",
        "| a | b |\n| --- | --- |\n| [[x|y]] | c |",
    ]),
    "what is read otherwise than it looks": ("markup-misread", [
        "Il a dit hier à la presse\n: oui.", "Il dit\n: « oui »", "Le prix\n~ 10 $",
        "    un mot", "##Titre", "#######  Titre", "##", "Une phrase.\n---", "clé: x\n---",
        "deux\nlignes\n===", "• un\n• deux", "-un\n-deux", "Ici :\n2. deux\n3. trois",
        "| a | b |\n| c | d |", "| a | b |\n| --- |", "::: note", "!!! note", "- 5 % en un an",
        "le prix passe de 8\n- 10 $", "le prix est\n> 8 $", "le numéro\n# 1",
        "[](https://x.example)", "[\u200b](https://x.example)",
    ]),
    "addresses": ("address-bare", ["Voir https://x.example/a", "[mot] (HTTP://x.example)"]),
    "what is not defined": ("definition-missing", ["Un mot[^2].", "[mot][ref]", "[mot][]"]),
    "what nothing refers to": ("definition-unused", [
        "Un.\n\n[^1]: Deux.", "Un.\n\n[r]: https://x.example", "a[^1]\n\n[^1]: b\n[^1]: c",
        "[a][r]\n\n[r]: https://x.example\n[r]: https://y.example",
    ]),
    "rows of tables": ("table-cells", [
        "| a |\n| --- |\n| b | c |", "> a | b\n> -- | --\n> c | d | e"]),
    "large tables": ("text-too-large", [
        f"{'| a ' * 100}|\n{'| - ' * 100}|\n" + "| b |\n" * (MAX_CELLS // 100),
    ]),
}  # fmt: skip

KEYS = ("claim", "title")
"""Of the two records that the last test edits, in the order of their paths."""

SOUND = [
    "5*5 et 5 * 5, 8 $* et snake_case, [...] et [sic], prix < 8 $ et a < b > c, 2^10, ~10 %",
    "«\u00a0oui\u00a0», AT&T; R&D, &nbsp;&eacute;&#160;, 100 %, a=b, a == b, 12:30:45, x -> y",
    "#MeToo, #1, @nom, @_nom, m****, 5**2, 8 $ et 9 $, {un, deux}, C:\\dossier, a~b",
    "« il [...] dit » [l’entreprise] (voir plus bas), [X] a dit : « oui »",
    "\\<b> \\~~x~~ \\*mot `<b>` `~~x~~` \\[[x]] \\`mot",
    "<https://x.example> <a@x.example> [x](https://x.example/a_(b) \"titre\") [y](#h_y)",
    "**« mot »** et l’**« mot »** et *un **deux** trois*, ***tout***, **a**b",
    "```\n<b> ~~x~~ https://x.example\n```\n\n~~~\n```\n~~~",
    "Titre\n=====\n\nTitre\n-----\n\n## Un\n\n***\n\nmot\\\nsuite  \nfin",
    "- un\n- deux\n  - trois\n\n1. un\n2. deux\n\n1986\\. Une année\n\n> cité",
    "Voici les prix :\n- un\n- deux\n\nVoici\n- 1 $\n- 2 $",
    "Terme\n: Définition.\n\nUn terme qui est plus long que les autres\n\n: « Définition »",
    "| a | b |\n| --- | :-: |\n| [[x\\|y]] | d |\n| c |",
    "Mot[^1] et [a][r] et [r] et [^1].\n\n[^1]: Note *a*.\n\n    Suite.\n\n[R]: https://x.example",
    "Il en vint en\n2023. Puis rien.\n\n* Sous conditions",
]  # fmt: skip


def codes_of(source: str) -> set[str]:
    return {finding.message.code for finding in markdown.parse(source).findings}


@pytest.mark.parametrize(
    ("code", "source"), [(code, one) for code, sources in TOLD.values() for one in sources]
)
def test_what_readers_would_not_see_as_it_was_meant_is_told_once(code: str, source: str) -> None:
    found = markdown.parse(f"Avant.\n\n{source}\n").findings
    assert [finding.message.code for finding in found] == [code]
    assert found[0].line >= 3
    assert code in codes()
    assert found[0].message.mend


@pytest.mark.parametrize("source", SOUND)
def test_prose_and_what_is_read_are_no_findings(source: str) -> None:
    assert codes_of(source) == set()


@pytest.mark.parametrize(
    ("source", "place"),
    [
        ("Un mot.\n\nDeux ~~mots~~.", (3, 6)),
        ("Un *mot* et\n**Note :**texte", (2, 1)),
        ("> Un.\n>\n> - deux `trois", (3, 10)),
        ("| a | b |\n| - | - |\n| c | [[x|d]] |", (3, 7)),
        ("Voir https://x.example/a.", (1, 6)),
        ("Un[^1].\n\n[^1]: Deux <br> trois.", (3, 12)),
    ],
)
def test_a_finding_stands_where_its_sign_does(source: str, place: tuple[int, int]) -> None:
    assert [finding[1:] for finding in markdown.parse(source).findings] == [place]


@pytest.mark.parametrize(
    ("note", "code"),
    [
        ("a[^1]", "markup-unknown"),
        ("## Titre", "markup-misread"),
        ("Titre\n===", "markup-misread"),
        ("| a | b |\n| - | - |", "markup-misread"),
        ("Voir https://x.example", "address-bare"),
        ("**Note :**texte", "markup-unclosed"),
        ("un ==mot==", "markup-unknown"),
        ("m^2^ :ok: non", "markup-unknown"),
    ],
)
def test_a_note_is_looked_at_as_a_body_is(note: str, code: str) -> None:
    assert not markdown.is_plain(note)
    assert {finding.message.code for finding in markdown.parse_note(note).findings} == {code}


@given(st.text("ab*_`~^={%:/[]()<&|!#-+.\\« \n", max_size=40))
def test_what_is_read_without_the_parser_has_no_finding(source: str) -> None:
    if markdown.is_plain(source):
        assert not markdown.parse_note(f"{source}\n\n\\*").findings


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("Le <b>tram</b> ouvre", "<b>"),
        ("Le tram<br/>ouvre", "<br/>"),
        ("Le tram ~~ferme~~ ouvre", "~~ferme~~"),
        ("Le **tram** ouvre", "**tram**"),
        ("Le tram de *La Vigie*", "*La Vigie*"),
        ("Le [[tram|tram]] ouvre", "[[tram|tram]]"),
        ("Le [tram](https://x.example) ouvre", "[tram](https://x.example)"),
        ("- [ ] Le tram", "- [ ] "),
        ("2 * 3 * 4, 8 $* par mois*, l*, a < b, <3, [sic], [...] (voir), l`été, ~10 %, 5**2", ""),
    ],
)
def test_markdown_in_a_text_that_is_shown_as_it_stands_is_told(
    tmp_path: Path, text: str, signs: str
) -> None:
    content = copy_content(tmp_path)
    replace_once(content / "themes/tarifs.md", "title: ", f"title: {json.dumps(text)}  # ")
    replace_once(content / "announcements/ligne-b.md", "claim: ", f"claim: {json.dumps(text)}  # ")
    found = loading.load_archive(content).problems
    expected = [f"{key} is no Markdown, and readers would see the signs: " for key in KEYS]
    assert [one.what for one in found] == [f'{one}"{signs}"' for one in expected if signs]
